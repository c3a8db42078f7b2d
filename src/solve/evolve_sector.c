/* evolve_sector.c - the coherences of equal excitation number in time.
 *
 * They turn at the differences of the sites' frequencies and decay at the rates. The formulas of Adams follow
 * all of it, with high order and nothing to solve. Backward differences can leave behind what has decayed, at
 * the price of sparse factors: they are better from a number of turns on that grows with the unknowns. */
#include <math.h>
#include <stdlib.h>

#include "circ/constants.h"
#include "solve/evolution.h"

static const double RELATIVE = 1e-11, ABSOLUTE = 1e-14;
/* Radians of turning and decaying, over the root of the unknowns, from which backward differences are
 * quicker: 3 to 6 distinct qubits, measured. */
static const double MANY_TURNS = 400;
static const size_t DIRECT_LIMIT = 6000; /* unknowns; beyond, sparse factors fill in (compare steady.c) */
enum { BYTES_PER_UNKNOWN = 40 * sizeof(double) };

typedef struct {
    Evolution *memory;
    Record *record;
} SectorRun;

static void apply(void *context, const double *x, double *y)
{
    sector_apply(&((SectorRun *)context)->memory->sector, x, y);
}

/* Factors of 1 - h L. */
static CircStatus prepare(void *context, double h)
{
    Evolution *memory = ((SectorRun *)context)->memory;
    CircStatus status = sector_matrix(&memory->sector, &memory->matrix);
    for (size_t e = 0; e < memory->matrix.n_entries; e++) memory->matrix.value[e] *= -h;
    for (size_t i = 0; i < memory->sector.n; i++) triplets_add(&memory->matrix, i, i, 1);
    if (status == CIRC_OK) status = memory->matrix.status;
    return status == CIRC_OK ? sparse_lu_factor(memory->lu, memory->sector.n, &memory->matrix) : status;
}

static CircStatus solve(void *context, double h, const double *b, double *x)
{
    (void)h;
    return sparse_lu_solve(((SectorRun *)context)->memory->lu, b, x);
}

/* d<H_S>/dt, W. */
static double energy_rate(Evolution *memory, const double *x)
{
    const Basis *basis = &memory->lindblad.basis;
    double sum = 0;
    sector_apply(&memory->sector, x, memory->y);
    for (int k = 0; k < basis->n_blocks; k++) {
        size_t d = (size_t)basis_size(basis, k);
        for (size_t i = 0; i < d; i++)
            sum += memory->lindblad.omega[basis->first[k] + (int)i] *
                   memory->y[memory->sector.offset[k] + i * (d + 1)];
    }
    return CIRC_HBAR * sum;
}

static CircStatus take(void *context, int i, const double *x)
{
    SectorRun *run = context;
    Evolution *memory = run->memory;
    Instant instant = {.probability = sector_trace(&memory->sector, x),
                       .dE_dt = energy_rate(memory, x),
                       .Jz = sector_Jz(&memory->sector, x),
                       .J2 = memory->lindblad.qubits ? sector_J2(&memory->sector, x) : NAN,
                       .steps = memory->steps};
    double *Q = record_currents(run->record, i);
    heat_flow(&memory->sector, x, memory->flow);
    for (int b = 0; b < run->record->model->n_baths; b++) {
        Q[b] = memory->flow[b].current;
        instant.gross += memory->flow[b].gross;
    }
    if (run->record->sites) sites_measure(&memory->sector, run->record->model, x, &run->record->sites[i]);
    return record_keep(run->record, i, &instant);
}

/* Largest |omega_m - omega_n| of a coherence, rad/s. */
static double fastest_turn(const Lindblad *l)
{
    double most = 0;
    for (int k = 0; k < l->basis.n_blocks; k++) {
        double low = INFINITY, high = -INFINITY;
        for (int m = l->basis.first[k]; m < l->basis.first[k + 1]; m++) {
            low = fmin(low, l->omega[m]);
            high = fmax(high, l->omega[m]);
        }
        most = fmax(most, high - low);
    }
    return most;
}

static CircStatus set_up(Evolution *memory, const CircModel *model, Secular secular)
{
    sector_free(&memory->sector);
    lindblad_free(&memory->lindblad);
    CircStatus status = lindblad_create(&memory->lindblad, model, secular, true);
    if (status == CIRC_OK) status = sector_create(&memory->sector, &memory->lindblad, EVOLUTION_MAX_BYTES);
    if (status != CIRC_OK) return status;
    if (memory->sector.n > EVOLUTION_MAX_BYTES / BYTES_PER_UNKNOWN) return CIRC_TOO_LARGE;
    free(memory->flow);
    memory->flow = malloc(((size_t)model->n_baths + 1) * sizeof *memory->flow);
    if (!memory->lu) memory->lu = sparse_lu_create();
    return memory->flow && memory->lu ? evolution_reserve(memory, memory->sector.n, 0) : CIRC_NO_MEMORY;
}

CircStatus evolve_sector(Evolution *memory, Record *record, Secular secular, bool sites, CircArena *arena)
{
    const CircTransient *transient = record->transient;
    CircStatus status = set_up(memory, record->model, secular);
    if (status == CIRC_OK)
        status = sector_start(&memory->sector, record->model, &transient->start, memory->x);
    if (status != CIRC_OK) return status;
    double turns =
        transient->times[transient->n - 1] * (memory->sector.rate + fastest_turn(&memory->lindblad));
    bool stiff = turns > MANY_TURNS * sqrt((double)memory->sector.n) && memory->sector.n <= DIRECT_LIMIT;
    if (sites) record_sites(record, &memory->lindblad, arena);
    record_describe(record, circ_method_name(CIRC_METHOD_SECTOR),
                    stiff ? "it is a transient of many turns and decays: backward differences"
                          : "it is a transient of few turns and decays: the formulas of Adams",
                    (double)memory->sector.n);
    SectorRun run = {memory, record};
    LinearOde ode = {&run, apply, prepare, solve, take};
    LinearOdeOptions options = {stiff, RELATIVE, ABSOLUTE, 0};
    return linear_ode_run(&ode, &options, memory->n, memory->x, transient->n, transient->times,
                          &memory->steps);
}
