/* The lattice's storage, and how far its weights are from stationary. */
#include "linalg/lattice.h"

#include <math.h>
#include <stdlib.h>

/* Contents are not kept. A quarter more than asked for: windows grow by little at a time. */
static void *regrow(void *old, long n, size_t size, long *capacity)
{
    if (n <= *capacity) return old;
    free(old);
    *capacity = n + n / 4;
    void *grown = malloc((size_t)*capacity * size);
    if (!grown) *capacity = 0;
    return grown;
}

CircStatus lattice_shape(Lattice *lattice, int stride, long base, long n_lines, const LatticeSpan *span)
{
    long n_sites = 0;
    for (long l = 0; l < n_lines; l++) n_sites += span[l].n;
    lattice->n_lines = lattice->n_sites = 0;
    lattice->line = regrow(lattice->line, n_lines, sizeof *lattice->line, &lattice->line_capacity);
    lattice->site = regrow(lattice->site, n_sites, sizeof *lattice->site, &lattice->site_capacity);
    if (!lattice->line || !lattice->site) return CIRC_NO_MEMORY;
    lattice->stride = stride;
    lattice->base = base;
    lattice->n_lines = n_lines;
    lattice->n_sites = n_sites;
    LatticeSite *site = lattice->site;
    for (long l = 0; l < n_lines; l++) {
        lattice->line[l] = (LatticeLine){.first = span[l].first, .n = span[l].n, .site = site};
        site += span[l].n;
    }
    return CIRC_OK;
}

void lattice_free(Lattice *lattice)
{
    free(lattice->line);
    free(lattice->site);
    *lattice = (Lattice){0};
}

/* Unlike fmax, lets a NaN through. */
static void raise_to(double *most, double x)
{
    if (!(x <= *most)) *most = x;
}

static double site_residual(const Lattice *lattice)
{
    double worst = 0, gross = 0;
    for (long l = 0; l < lattice->n_lines; l++) {
        const LatticeLine *line = &lattice->line[l];
        for (long k = 0; k < line->n; k++) {
            double in = 0, out = line->site[k].leak;
            for (LatticeMove move = 0; move < N_MOVES; move++) {
                in += lattice_inflow(lattice, l, line->first + k, move);
                out += line->site[k].rate[move];
            }
            out *= line->site[k].weight;
            raise_to(&worst, fabs(in - out));
            raise_to(&gross, out);
        }
    }
    return worst == 0 && gross == 0 ? 0 : worst / gross;
}

static double cut_residual(const Lattice *lattice)
{
    double worst = 0, gross = 0, up = 0;
    for (long l = 0; l < lattice->n_lines; l++) {
        double next_up = 0, down = 0;
        for (long k = 0; k < lattice->line[l].n; k++) {
            const LatticeSite *site = &lattice->line[l].site[k];
            next_up += site->weight * (site->rate[A_UP] + site->rate[B_UP]);
            down += site->weight * (site->rate[A_DOWN] + site->rate[B_DOWN]);
        }
        raise_to(&worst, fabs(up - down));
        raise_to(&gross, up);
        raise_to(&gross, down);
        up = next_up;
    }
    return worst == 0 && gross == 0 ? 0 : worst / gross;
}

double lattice_residual(const Lattice *lattice)
{
    double residual = site_residual(lattice);
    raise_to(&residual, cut_residual(lattice));
    return residual;
}
