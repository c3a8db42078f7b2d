/* steady.c - chooses a method, solves, checks that the result is the steady state and the only one, and
 * measures it. */
#include "solve/steady.h"

#include <cblas.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "linalg/krylov.h"
#include "solve/conserved.h"
#include "solve/full.h"
#include "solve/heat_flow.h"
#include "solve/neighbour.h"
#include "solve/populations.h"
#include "solve/relaxation.h"
#include "solve/steady_work.h"

static const double DEFAULT_TOLERANCE = 1e-12;
static const double GOAL = 1e-14; /* what the iteration aims at, where rounding allows it */
static const double ROUGH = 1e-9; /* enough to see that two states are one, as a rule */
static const double SAME_STATE = 1e-6;
static const int DEFAULT_ITERATIONS = 1500;
/* Up to here a sparse factorisation is quicker than the iteration (five qubits are 252 unknowns); far beyond,
 * it fills in. */
static const size_t DIRECT_UNKNOWNS = 300, DIRECT_LIMIT = 6000;

const char *steady_method_name(SteadyMethod method)
{
    static const char *const names[] = {"choose", "full", "sector", "sector", "populations"};
    return names[method];
}

Steady *steady_create(void)
{
    return calloc(1, sizeof(Steady));
}

static void forget_factors(Steady *st)
{
    neighbour_free(st->neighbour);
    full_free(st->full);
    st->neighbour = NULL;
    st->full = NULL;
}

static void forget_vectors(Steady *st)
{
    free(st->x);
    free(st->b);
    free(st->step);
    free(st->other);
    free(st->work);
    free(st->populations);
    free(st->flow);
    free(st->Q);
    free(st->noise);
    st->x = st->b = st->step = st->other = st->work = st->populations = st->Q = st->noise = NULL;
    st->flow = NULL;
}

void steady_free(Steady *st)
{
    if (!st) return;
    forget_factors(st);
    forget_vectors(st);
    sector_free(&st->sector);
    lindblad_free(&st->lindblad);
    triplets_free(&st->matrix);
    sparse_lu_free(st->lu);
    krylov_free(st->krylov);
    free(st);
}

/* Vectors for a sector of n unknowns; the last state stays where the size is the same. */
static CircStatus reserve(Steady *st, size_t n, size_t n_baths)
{
    if (st->x && st->n == n && st->n_baths == n_baths) return CIRC_OK;
    forget_vectors(st);
    st->n = n;
    st->n_baths = n_baths;
    st->started = false;
    st->x = calloc(n, sizeof *st->x);
    st->b = malloc(n * sizeof *st->b);
    st->step = malloc(n * sizeof *st->step);
    st->other = malloc(n * sizeof *st->other);
    st->work = malloc(n * sizeof *st->work);
    st->populations = malloc(n * sizeof *st->populations);
    st->flow = malloc((n_baths + 1) * sizeof *st->flow);
    st->Q = malloc((n_baths + 1) * sizeof *st->Q);
    st->noise = malloc((n_baths + 1) * sizeof *st->noise);
    if (!st->lu) st->lu = sparse_lu_create();
    if (!st->krylov) st->krylov = krylov_create();
    bool all = st->x && st->b && st->step && st->other && st->work && st->populations && st->flow && st->Q &&
               st->noise;
    return all && st->lu && st->krylov ? CIRC_OK : CIRC_NO_MEMORY;
}

/* The sector's matrix with the trace in place of the ground state's population (see full.c), factorised. */
static CircStatus factor_direct(Steady *st)
{
    const Basis *basis = &st->lindblad.basis;
    CircStatus status = sector_matrix(&st->sector, &st->matrix);
    if (status != CIRC_OK) return status;
    size_t kept = 0;
    for (size_t e = 0; e < st->matrix.n_entries; e++) {
        if (st->matrix.row[e] == 0) continue;
        st->matrix.row[kept] = st->matrix.row[e];
        st->matrix.col[kept] = st->matrix.col[e];
        st->matrix.value[kept++] = st->matrix.value[e];
    }
    st->matrix.n_entries = kept;
    for (int k = 0; k < basis->n_blocks; k++) {
        size_t d = (size_t)basis_size(basis, k);
        for (size_t i = 0; i < d; i++)
            triplets_add(&st->matrix, 0, st->sector.offset[k] + i * d + i, st->sector.rate);
    }
    return st->matrix.status == CIRC_OK ? sparse_lu_factor(st->lu, st->n, &st->matrix) : st->matrix.status;
}

static CircStatus factor(Steady *st)
{
    CircStatus status = CIRC_OK;
    switch (st->method) {
    case STEADY_FULL: st->full = full_create(&st->sector, st->max_bytes, &status); break;
    case STEADY_DIRECT: status = factor_direct(st); break;
    case STEADY_KRYLOV: st->neighbour = neighbour_create(&st->sector, &status); break;
    default:
        status = populations_matrix(&st->lindblad, st->sector.rate, &st->matrix);
        if (status == CIRC_OK)
            status = sparse_lu_factor(st->lu, (size_t)st->lindblad.basis.n_states, &st->matrix);
    }
    return status;
}

static void apply(void *context, const double *x, double *y)
{
    sector_apply(&((Steady *)context)->sector, x, y);
}

static void precondition(void *context, const double *x, double *y)
{
    neighbour_solve(((Steady *)context)->neighbour, x, y);
}

static CircStatus solve_krylov(Steady *st, const double *b, double *x, double tolerance)
{
    KrylovOptions options = {tolerance, st->max_iterations, st->max_bytes / 2};
    KrylovReport report;
    memset(x, 0, st->n * sizeof *x);
    CircStatus status = krylov_solve(st->krylov, st->n, apply, precondition, st, b, x, &options, &report);
    st->iterations += report.iterations;
    return status;
}

static CircStatus solve_populations(Steady *st, const double *b, double *x)
{
    const Basis *basis = &st->lindblad.basis;
    double *rhs = st->work, *p = malloc((size_t)basis->n_states * sizeof *p);
    if (!p) return CIRC_NO_MEMORY;
    memset(x, 0, st->n * sizeof *x);
    for (int k = 0; k < basis->n_blocks; k++)
        for (int i = 0; i < basis_size(basis, k); i++)
            rhs[basis->first[k] + i] =
                b[st->sector.offset[k] + (size_t)i * ((size_t)basis_size(basis, k) + 1)];
    rhs[0] = 0; /* the trace's equation */
    CircStatus status = sparse_lu_solve(st->lu, rhs, p);
    for (int k = 0; k < basis->n_blocks; k++)
        for (int i = 0; i < basis_size(basis, k); i++)
            x[st->sector.offset[k] + (size_t)i * ((size_t)basis_size(basis, k) + 1)] = p[basis->first[k] + i];
    free(p);
    return status;
}

CircStatus steady_correct(Steady *st, const double *b, double *x, double tolerance)
{
    switch (st->method) {
    case STEADY_FULL: return full_solve(st->full, &st->sector, b, x);
    case STEADY_KRYLOV: return solve_krylov(st, b, x, tolerance);
    case STEADY_DIRECT:
        memcpy(st->work, b, st->n * sizeof *b);
        st->work[0] = 0; /* the trace's equation */
        return sparse_lu_solve(st->lu, st->work, x);
    default: return solve_populations(st, b, x);
    }
}

static double norm(const Steady *st, const double *x)
{
    return cblas_dnrm2((int)st->n, x, 1);
}

/* b = -L x; returns |b| over the scale of residuals. */
static double residual(Steady *st, const double *x)
{
    sector_apply(&st->sector, x, st->b);
    cblas_dscal((int)st->n, -1, st->b, 1);
    return norm(st, st->b) / (st->sector.rate * norm(st, x));
}

/* x: from a state of trace one to a steady state, to a residual of `goal`. The second round is iterative
 * refinement. */
static CircStatus settle(Steady *st, double *x, double goal, double *left)
{
    *left = residual(st, x);
    for (int round = 0; round < 3 && *left > goal; round++) {
        double before = *left;
        CircStatus status = steady_correct(st, st->b, st->step, goal * st->sector.rate * norm(st, x));
        if (status != CIRC_OK && status != CIRC_NOT_CONVERGED) return status;
        cblas_daxpy((int)st->n, 1, st->step, 1, x, 1);
        double trace = sector_trace(&st->sector, x);
        if (!isfinite(trace) || trace == 0) return CIRC_NOT_CONVERGED;
        cblas_dscal((int)st->n, 1 / trace, x, 1);
        *left = residual(st, x);
        if (*left > 0.5 * before) break;
    }
    return *left <= fmax(st->tolerance, goal) ? CIRC_OK : CIRC_NOT_CONVERGED;
}

/* A state of trace one that has a part in everything; always the same one. */
static void generic_start(const Steady *st, double *x)
{
    const Basis *basis = &st->lindblad.basis;
    uint64_t seed = 1;
    double trace = 0;
    memset(x, 0, st->n * sizeof *x);
    for (int k = 0; k < basis->n_blocks; k++) {
        size_t d = (size_t)basis_size(basis, k);
        for (size_t i = 0; i < d * d; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            double uniform = (double)(seed >> 11) * 0x1p-53;
            bool diagonal = i % (d + 1) == 0;
            if (!diagonal && st->method == STEADY_POPULATIONS) continue;
            x[st->sector.offset[k] + i] = diagonal ? uniform : (uniform - 0.5) / (double)d;
            if (diagonal) trace += uniform;
        }
    }
    cblas_dscal((int)st->n, 1 / trace, x, 1);
}

/* Do two starts end in one state? */
static CircStatus check_unique(Steady *st, SteadyResult *result)
{
    double goals[] = {ROUGH, GOAL};
    generic_start(st, st->other);
    for (int try = 0; try < 2; try++) {
        double left;
        CircStatus status = settle(st, st->other, goals[try], &left);
        if (status != CIRC_OK) return status;
        result->spread = 0;
        for (size_t i = 0; i < st->n; i++)
            result->spread = fmax(result->spread, fabs(st->other[i] - st->x[i]));
        if (result->spread <= SAME_STATE) return CIRC_OK;
    }
    return CIRC_NOT_UNIQUE;
}

static CircStatus choose(Steady *st, SteadyMethod wanted)
{
    bool close = false;
    if (wanted == STEADY_CHOOSE || wanted == STEADY_POPULATIONS) {
        CircStatus status = populations_close(&st->lindblad, &close);
        if (status != CIRC_OK) return status;
    }
    if (wanted == STEADY_POPULATIONS && !close) return CIRC_UNSUITABLE;
    st->method = wanted != STEADY_CHOOSE    ? wanted
                 : close                    ? STEADY_POPULATIONS
                 : st->n <= DIRECT_UNKNOWNS ? STEADY_DIRECT
                                            : STEADY_KRYLOV;
    return CIRC_OK;
}

/* Operators of the same derivation need but other occupations. */
static CircStatus make_operators(Steady *st, const CircModel *model, const SteadyOptions *options)
{
    bool group = !options->ungrouped && options->method != STEADY_FULL;
    bool same = st->derivation > 0 && st->derivation == options->derivation && st->group == group &&
                st->secular.kind == options->secular.kind && st->secular.width == options->secular.width;
    if (same && lindblad_set_temperatures(&st->lindblad, model)) return CIRC_OK;
    lindblad_free(&st->lindblad);
    CircStatus status = lindblad_create(&st->lindblad, model, options->secular, group);
    st->group = group;
    st->secular = options->secular;
    st->derivation = status == CIRC_OK ? options->derivation : 0;
    return status;
}

static CircStatus prepare(Steady *st, const CircModel *model, const SteadyOptions *options)
{
    forget_factors(st);
    sector_free(&st->sector);
    st->iterations = 0;
    st->tolerance = options->tolerance > 0 ? options->tolerance : DEFAULT_TOLERANCE;
    st->max_iterations = options->max_iterations > 0 ? options->max_iterations : DEFAULT_ITERATIONS;
    st->max_bytes = options->max_bytes > 0 ? options->max_bytes : (size_t)4 << 30;
    CircStatus status = make_operators(st, model, options);
    if (status == CIRC_OK) status = sector_create(&st->sector, &st->lindblad, st->max_bytes / 4);
    if (status == CIRC_OK) status = reserve(st, st->sector.n, (size_t)model->n_baths);
    if (status == CIRC_OK) status = choose(st, options->method);
    if (status == CIRC_OK && (!st->started || st->method == STEADY_POPULATIONS))
        sector_mixed(&st->sector, st->x);
    return status;
}

static CircStatus find_state(Steady *st, const CircModel *model, const SteadyOptions *options,
                             SteadyResult *result)
{
    CircStatus status = factor(st);
    if (status == CIRC_OK) status = settle(st, st->x, GOAL, &result->residual);
    bool give_up_iterating =
        st->method == STEADY_KRYLOV && options->method == STEADY_CHOOSE && st->n <= DIRECT_LIMIT;
    if (status != CIRC_OK && status != CIRC_NO_MEMORY && give_up_iterating) {
        st->method = STEADY_DIRECT;
        sector_mixed(&st->sector, st->x);
        status = factor(st);
        if (status == CIRC_OK) status = settle(st, st->x, GOAL, &result->residual);
    }
    if (status == CIRC_OK && !conserved_nothing(model)) status = check_unique(st, result);
    if (status == CIRC_SINGULAR) status = CIRC_NOT_UNIQUE;
    return status;
}

/* Q, the imbalance, J_z, J^2 and the populations of the state. */
static void measure(Steady *st, SteadyResult *result)
{
    const Basis *basis = &st->lindblad.basis;
    double sum = 0, gross = 0;
    heat_flow(&st->sector, st->x, st->flow);
    for (size_t b = 0; b < st->n_baths; b++) {
        st->Q[b] = st->flow[b].current;
        sum += st->flow[b].current;
        gross += st->flow[b].gross;
    }
    result->Q = st->Q;
    result->imbalance = gross > 0 ? fabs(sum) / gross : 0;
    result->Jz = sector_Jz(&st->sector, st->x);
    result->J2 = st->lindblad.qubits ? sector_J2(&st->sector, st->x) : NAN;
    for (int k = 0; k < basis->n_blocks; k++)
        for (int i = 0; i < basis_size(basis, k); i++)
            st->populations[basis->first[k] + i] =
                st->x[st->sector.offset[k] + (size_t)i * ((size_t)basis_size(basis, k) + 1)];
    result->populations = st->populations;
    result->omega = st->lindblad.omega;
}

/* Full counting statistics: <<q^2>>/t = Tr(K rho) + 2 Tr(I rho_1), L rho_1 = Tr(I rho) rho - I rho (see
 * heat_flow.h). */
static CircStatus find_noise(Steady *st, SteadyResult *result)
{
    for (int b = 0; b < (int)st->n_baths; b++) {
        heat_current_map(&st->sector, b, st->x, st->b);
        cblas_dscal((int)st->n, -1, st->b, 1);
        cblas_daxpy((int)st->n, -sector_trace(&st->sector, st->b), st->x, 1, st->b, 1);
        double tolerance = 1e-12 * norm(st, st->b);
        CircStatus status = steady_correct(st, st->b, st->step, tolerance);
        if (status != CIRC_OK) return status;
        cblas_daxpy((int)st->n, -sector_trace(&st->sector, st->step), st->x, 1, st->step, 1);
        /* rho_1 is in rad/s: heat_current_map leaves hbar to this place */
        st->noise[b] =
            heat_second(&st->sector, b, st->x) + 2 * CIRC_HBAR * heat_first(&st->sector, b, st->step);
    }
    result->noise = st->noise;
    return CIRC_OK;
}

CircStatus steady_solve(Steady *st, const CircModel *model, const SteadyOptions *options,
                        SteadyResult *result)
{
    *result = (SteadyResult){.residual = INFINITY, .n_baths = model->n_baths};
    if (conserved_find(model, sizeof result->conserved, result->conserved)) return CIRC_NOT_UNIQUE;
    CircStatus status = prepare(st, model, options);
    if (status == CIRC_OK) status = find_state(st, model, options, result);
    result->method = st->method;
    result->n_states = st->lindblad.basis.n_states;
    result->grouped = st->lindblad.basis.level == NULL;
    double states = result->n_states;
    result->dimension = st->method == STEADY_FULL          ? states * states
                        : st->method == STEADY_POPULATIONS ? states
                                                           : (double)st->n;
    st->started = status == CIRC_OK && st->method != STEADY_POPULATIONS;
    if (status == CIRC_OK) measure(st, result);
    if (status == CIRC_OK && options->noise) status = find_noise(st, result);
    if (status == CIRC_OK && options->relaxation) status = steady_relaxation(st, &result->relaxation);
    result->iterations = st->iterations;
    if (status == CIRC_NOT_UNIQUE && !result->conserved[0])
        strcpy(result->conserved,
               "a quantity that this program cannot name: two initial states end in different ones");
    return status;
}
