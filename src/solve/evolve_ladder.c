/* evolve_ladder.c - populations of |J, M> in time.
 *
 * The moves within a J are the quick ones, with rates up to gamma N^2/4. So the integrator's linear systems
 * are solved nearly by those moves alone: a tridiagonal system for each J, exact where J is conserved. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "circ/constants.h"
#include "solve/closed.h"
#include "solve/evolution.h"
#include "solve/ladder_internal.h"

static const double RELATIVE = 1e-10, ABSOLUTE = 1e-11; /* the latter of all populations together */
enum {
    ARRAYS = N_MOVES + 3,
    BYTES_PER_STATE = (ARRAYS + 40) * sizeof(double)
}; /* 40: vectors of the integrator */

/* Line l holds twice_J = first_twice_J + 2 l, M ascending from -J: m = J + M from 0. */
typedef struct {
    Record *record;
    LadderRates rates;
    long first_twice_J, n_lines;
    size_t n;              /* states */
    double *rate[N_MOVES]; /* n: of leaving along each move */
    double *out;           /* n: their sum */
    double *pivot, *upper; /* n: of the tridiagonal systems, 1/pivot and the factor above the diagonal */
    double *derivative;    /* n */
    const long *steps;
    double *P_J; /* times x lines */
} Ladder;

static long width_of(const Ladder *ladder, long l)
{
    return ladder->first_twice_J + 2 * l + 1;
}

/* Where line l starts. */
static size_t start_of(const Ladder *ladder, long l)
{
    return (size_t)l * (size_t)(ladder->first_twice_J + l);
}

/* ---- the lines that the start and the baths reach */

static Ladder ladder_of(const CircModel *model, const Sectors *start)
{
    BathTotals t = bath_totals(model);
    bool mixed = model->n_sites > 1 && t.local_down > 0;
    long N = model->n_sites;
    Ladder ladder = {.first_twice_J = mixed ? N % 2 : start->first_twice_J,
                     .n_lines = mixed ? N / 2 + 1 : start->n};
    ladder.rates = (LadderRates){N, t.collective_down, t.collective_up, t.local_down, t.local_up};
    ladder.n = start_of(&ladder, ladder.n_lines);
    return ladder;
}

static Sectors start_sectors(const CircModel *model, const CircInitial *start, CircArena *arena)
{
    return closed_sectors(start, model->n_sites, model->sites[0].omega[1], arena);
}

double evolve_ladder_states(const CircModel *model, const CircInitial *start, CircArena *arena)
{
    Sectors sectors = start_sectors(model, start, arena);
    return (double)ladder_of(model, &sectors).n;
}

/* Moves to a J that has no line do not occur: its rate is 0. */
static void fill_rates(Ladder *ladder)
{
    size_t i = 0;
    for (long l = 0; l < ladder->n_lines; l++) {
        long t = ladder->first_twice_J + 2 * l;
        LadderLine line = ladder_line(&ladder->rates, t);
        for (long m = 0; m <= t; m++, i++) {
            ladder->out[i] = 0;
            for (LatticeMove move = 0; move < N_MOVES; move++) {
                ladder->rate[move][i] = ladder_rate(&line, move, (double)m, (double)(t - m));
                ladder->out[i] += ladder->rate[move][i];
            }
        }
    }
}

static CircStatus lay_out(Ladder *ladder, Evolution *memory)
{
    if (ladder->n > EVOLUTION_MAX_BYTES / BYTES_PER_STATE) return CIRC_TOO_LARGE;
    CircStatus status = evolution_reserve(memory, ladder->n, ARRAYS);
    if (status != CIRC_OK) return status;
    double *next = memory->work;
    for (LatticeMove move = 0; move < N_MOVES; move++, next += ladder->n) ladder->rate[move] = next;
    ladder->out = next;
    ladder->pivot = next + ladder->n;
    ladder->upper = next + 2 * ladder->n;
    ladder->derivative = memory->y;
    ladder->steps = &memory->steps;
    fill_rates(ladder);
    return CIRC_OK;
}

/* ---- the start */

static void fill_thermal(long width, double P, double ratio, double *x)
{
    double weight = 1, sum = 0;
    for (long m = 0; m < width; m++, weight *= ratio) sum += x[m] = weight;
    for (long m = 0; m < width; m++) x[m] *= P / sum;
}

static long excitations_of(const CircInitial *start, long twice_J)
{
    if (start->kind == CIRC_INITIAL_EXCITED) return twice_J;
    return start->kind == CIRC_INITIAL_DICKE ? lround(start->J + start->M) : 0;
}

static void fill_start(const Ladder *ladder, const CircInitial *start, const Sectors *sectors, double *x)
{
    bool warm = start->kind == CIRC_INITIAL_THERMAL && start->T > 0;
    double omega = ladder->record->model->sites[0].omega[1];
    double ratio = warm ? exp(-CIRC_HBAR * omega / (CIRC_KB * start->T)) : 0;
    memset(x, 0, ladder->n * sizeof *x);
    for (long i = 0; i < sectors->n; i++) {
        long twice_J = sectors->first_twice_J + 2 * i, l = (twice_J - ladder->first_twice_J) / 2;
        double *line = x + start_of(ladder, l);
        if (warm)
            fill_thermal(twice_J + 1, sectors->P[i], ratio, line);
        else
            line[excitations_of(start, twice_J)] = sectors->P[i];
    }
}

/* ---- the equation */

/* y[i + shift] += rate[i] x[i] for i in [from, to) */
static void flow(long from, long to, long shift, const double *rate, const double *x, double *y)
{
    for (long i = from; i < to; i++) y[i + shift] += rate[i] * x[i];
}

/* dp/dt. The moves shift m by 1 within a line; from J to J + 1 m grows by 2 or not at all. */
static void apply(void *context, const double *x, double *y)
{
    const Ladder *ladder = context;
    for (size_t i = 0; i < ladder->n; i++) y[i] = -ladder->out[i] * x[i];
    for (long l = 0; l < ladder->n_lines; l++) {
        long width = width_of(ladder, l);
        size_t here = start_of(ladder, l);
        const double *p = x + here;
        flow(0, width - 1, 1, ladder->rate[X_UP] + here, p, y + here);
        flow(1, width, -1, ladder->rate[X_DOWN] + here, p, y + here);
        if (l + 1 < ladder->n_lines) {
            double *above = y + start_of(ladder, l + 1);
            flow(0, width, 2, ladder->rate[A_UP] + here, p, above);
            flow(0, width, 0, ladder->rate[B_UP] + here, p, above);
        }
        if (l > 0) {
            double *below = y + start_of(ladder, l - 1);
            flow(2, width, -2, ladder->rate[A_DOWN] + here, p, below);
            flow(0, width - 2, 0, ladder->rate[B_DOWN] + here, p, below);
        }
    }
}

/* Factors of 1 - h A with the moves along the lines in A, and every loss: dominant by columns, so no pivots.
 */
static CircStatus factor_lines(void *context, double h)
{
    const Ladder *ladder = context;
    for (long l = 0; l < ladder->n_lines; l++) {
        size_t first = start_of(ladder, l), end = start_of(ladder, l + 1);
        ladder->pivot[first] = 1 / (1 + h * ladder->out[first]);
        for (size_t i = first + 1; i < end; i++) {
            ladder->upper[i] = -h * ladder->rate[X_DOWN][i] * ladder->pivot[i - 1];
            ladder->pivot[i] = 1 / (1 + h * (ladder->out[i] + ladder->rate[X_UP][i - 1] * ladder->upper[i]));
        }
    }
    return CIRC_OK;
}

static CircStatus solve_lines(void *context, double h, const double *b, double *x)
{
    const Ladder *ladder = context;
    for (long l = 0; l < ladder->n_lines; l++) {
        size_t first = start_of(ladder, l), end = start_of(ladder, l + 1);
        x[first] = b[first] * ladder->pivot[first];
        for (size_t i = first + 1; i < end; i++)
            x[i] = (b[i] + h * ladder->rate[X_UP][i - 1] * x[i - 1]) * ladder->pivot[i];
        for (size_t i = end - 1; i > first; i--) x[i - 1] -= ladder->upper[i] * x[i];
    }
    return CIRC_OK;
}

/* ---- what is seen of it */

typedef struct {
    double probability;
    Moments moments;
} Sums;

/* Linear in x: of dp/dt they are the derivatives. P_J: n_lines, or NULL. */
static Sums sum_up(const Ladder *ladder, const double *x, double *P_J)
{
    Sums all = {0};
    for (long l = 0; l < ladder->n_lines; l++) {
        Sums line = {0}; /* a line at a time: less rounding */
        double t = (double)(width_of(ladder, l) - 1);
        for (double m = 0; m <= t; m++, x++) {
            line.probability += *x;
            line.moments.Jz += *x * (m - t / 2);
            line.moments.JpJm += *x * m * (t - m + 1);
            line.moments.JmJp += *x * (m + 1) * (t - m);
        }
        if (P_J) P_J[l] = line.probability;
        all.probability += line.probability;
        all.moments.Jz += line.moments.Jz;
        all.moments.JpJm += line.moments.JpJm;
        all.moments.JmJp += line.moments.JmJp;
        all.moments.J2 += line.probability * t * (t + 2) / 4;
        all.moments.up += line.moments.Jz + line.probability * (double)ladder->rates.N / 2;
    }
    return all;
}

static CircStatus take(void *context, int i, const double *x)
{
    Ladder *ladder = context;
    Record *record = ladder->record;
    Sums now = sum_up(ladder, x, ladder->P_J + i * ladder->n_lines);
    apply(ladder, x, ladder->derivative);
    Sums change = sum_up(ladder, ladder->derivative, NULL);
    Instant instant = {.probability = now.probability,
                       .gross = heat_currents(record->model, &now.moments, record_currents(record, i)),
                       .dE_dt = CIRC_HBAR * record->model->sites[0].omega[1] * change.moments.Jz,
                       .Jz = now.moments.Jz,
                       .J2 = now.moments.J2,
                       .steps = *ladder->steps};
    if (record->sites)
        site_moments(&now.moments, (double)ladder->rates.N, record->sites[i].population,
                     record->sites[i].coherence);
    return record_keep(record, i, &instant);
}

static void describe(Ladder *ladder, bool sites, CircArena *arena)
{
    Record *record = ladder->record;
    int n_times = record->transient->n;
    ladder->P_J = circ_new(arena, double, (size_t)n_times *(size_t)ladder->n_lines);
    for (int i = 0; i < n_times; i++) {
        record->at[i].first_twice_J = ladder->first_twice_J;
        record->at[i].n_J = ladder->n_lines;
        record->at[i].P_J = ladder->P_J + i * ladder->n_lines;
    }
    if (sites) record_sites(record, NULL, arena);
    record_describe(record, circ_method_name(CIRC_METHOD_LADDER),
                    "it is a transient of identical qubits: the populations P(J, M) close among themselves",
                    (double)ladder->n);
}

CircStatus evolve_ladder(Evolution *memory, Record *record, bool sites, CircArena *arena)
{
    const CircTransient *transient = record->transient;
    Sectors sectors = start_sectors(record->model, &transient->start, arena);
    Ladder ladder = ladder_of(record->model, &sectors);
    ladder.record = record;
    CircStatus status = lay_out(&ladder, memory);
    if (status != CIRC_OK) return status;
    describe(&ladder, sites, arena);
    fill_start(&ladder, &transient->start, &sectors, memory->x);
    LinearOde ode = {&ladder, apply, factor_lines, solve_lines, take};
    LinearOdeOptions options = {true, RELATIVE, ABSOLUTE / (double)ladder.n, 0};
    return linear_ode_run(&ode, &options, ladder.n, memory->x, transient->n, transient->times,
                          &memory->steps);
}
