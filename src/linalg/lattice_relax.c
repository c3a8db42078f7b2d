/* Relaxation by lines in the three directions of the lattice, and the chain of whole lines. */
#include <math.h>

#include "linalg/lattice.h"

static long gather(const Lattice *lattice, long l, long a, LatticeMove move, LatticeStep *step)
{
    long line_step = move == X_UP ? 0 : 1;
    long a_step = move == X_UP ? 1 : move == A_UP ? lattice->stride : 0;
    LatticeMove beside = move == X_UP ? A_UP : X_UP, other = move == B_UP ? A_UP : B_UP;
    long n = 0;
    for (LatticeSite *site; (site = lattice_site(lattice, l, a)); l += line_step, a += a_step) {
        step[n++] = (LatticeStep){
            .site = site,
            .in = lattice_inflow(lattice, l, a, beside) + lattice_inflow(lattice, l, a, beside ^ 1) +
                  lattice_inflow(lattice, l, a, other) + lattice_inflow(lattice, l, a, other ^ 1),
            .forth = site->rate[move],
            .back = site->rate[move ^ 1],
            .leak = site->rate[beside] + site->rate[beside ^ 1] + site->rate[other] + site->rate[other ^ 1] +
                    site->leak,
        };
    }
    return n;
}

/* Takes the sites out one after the other: what would have gone through a site then leaks, or arrives at the
 * next, in proportion. A chain without any leak keeps its weights: nothing beside it sets their sum. Factors
 * of coarse sites with next to no flow may be anything: they stop short of overflow. */
static void solve(LatticeStep *step, long n)
{
    const double least_rate = 1e-300, most_weight = 1e200;
    for (long k = 0; k < n - 1; k++) {
        double out = step[k].leak + step[k].forth;
        double stay = out > least_rate ? 1 / out : 0;
        step[k + 1].in += step[k].in * step[k].forth * stay;
        step[k + 1].leak += step[k + 1].back * step[k].leak * stay;
        step[k].leak = stay;
    }
    if (!(step[n - 1].leak > least_rate)) return;
    double weight = step[n - 1].site->weight = fmin(step[n - 1].in / step[n - 1].leak, most_weight);
    for (long k = n - 2; k >= 0; k--) {
        weight = fmin((step[k].in + step[k + 1].back * weight) * step[k].leak, most_weight);
        step[k].site->weight = weight;
    }
}

void lattice_relax(const Lattice *lattice, LatticeMove move, LatticeStep *step)
{
    for (long l = 0; l < lattice->n_lines; l++) {
        const LatticeLine *line = &lattice->line[l];
        long n_heads = move == X_UP && line->n > 0 ? 1 : line->n;
        for (long a = line->first; a < line->first + n_heads; a++)
            if (!lattice_neighbour(lattice, l, a, move ^ 1)) solve(step, gather(lattice, l, a, move, step));
    }
}

static void sum_line(LatticeLine *line)
{
    double mass = 0, up = 0, down = 0;
    for (long k = 0; k < line->n; k++) {
        const LatticeSite *site = &line->site[k];
        mass += site->weight;
        up += site->weight * (site->rate[A_UP] + site->rate[B_UP]);
        down += site->weight * (site->rate[A_DOWN] + site->rate[B_DOWN]);
    }
    line->mass = mass;
    line->up = mass > 0 ? up / mass : 0;
    line->down = mass > 0 ? down / mass : 0;
}

/* Weight of line l + 1 over that of line l; kept finite, so that a line without a way back is the heaviest.
 */
static double ratio(const Lattice *lattice, long l)
{
    const double huge = 1e250;
    double up = lattice->line[l].up, down = lattice->line[l + 1].down;
    if (!(up > 0) && !(down > 0)) return 1;
    return fmin(fmax(up / down, 1 / huge), huge);
}

static long heaviest_line(const Lattice *lattice)
{
    long heaviest = 0;
    double log_weight = 0, log_most = 0;
    for (long l = 0; l + 1 < lattice->n_lines; l++) {
        log_weight += log(ratio(lattice, l));
        if (log_weight <= log_most) continue;
        log_most = log_weight;
        heaviest = l + 1;
    }
    return heaviest;
}

static void rescale(const LatticeLine *line, double mass)
{
    if (!(line->mass > 0)) return;
    double factor = mass / line->mass;
    for (long k = 0; k < line->n; k++) line->site[k].weight *= factor;
}

/* Shares of lines span hundreds of decades: multiplied up from the heaviest, they can only underflow. */
void lattice_balance_lines(const Lattice *lattice)
{
    LatticeLine *line = lattice->line;
    for (long l = 0; l < lattice->n_lines; l++) sum_line(&line[l]);
    long heaviest = heaviest_line(lattice);
    double sum = line[heaviest].share = 1;
    for (long l = heaviest; l + 1 < lattice->n_lines; l++)
        sum += line[l + 1].share = line[l].share * ratio(lattice, l);
    for (long l = heaviest; l > 0; l--) sum += line[l - 1].share = line[l].share / ratio(lattice, l - 1);
    for (long l = 0; l < lattice->n_lines; l++) rescale(&line[l], line[l].share / sum);
}
