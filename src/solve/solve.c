/* Model to solution: chooses a method, runs it, and lets no number out that does not add up. */
#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "circ/constants.h"
#include "circ/solution.h"
#include "solve/closed.h"
#include "solve/heat.h"
#include "solve/ladder.h"
#include "solve/solve_general.h"

/* Largest |sum of the currents| over the gross exchange. */
static const double LARGEST_IMBALANCE = 1e-10;

struct CircSolver {
    LadderWorkspace *ladder;
    Steady *steady;
};

CircSolver *circ_solver_create(void)
{
    CircSolver *solver = calloc(1, sizeof *solver);
    if (solver) solver->ladder = ladder_workspace_create();
    if (solver) solver->steady = steady_create();
    if (solver && solver->ladder && solver->steady) return solver;
    circ_solver_free(solver);
    return NULL;
}

void circ_solver_free(CircSolver *solver)
{
    if (solver) ladder_workspace_free(solver->ladder);
    if (solver) steady_free(solver->steady);
    free(solver);
}

typedef struct {
    const CircModel *model;
    CircSolver *solver;
    CircArena *arena;
    CircDiags *diags;
    BathTotals totals;
    CircSolution *solution;
} Solve;

static const char *name_of(const Solve *solve)
{
    return solve->model->circuit->netlist->name;
}

static CircSpan place_of(const Solve *solve)
{
    return solve->model->circuit->netlist->span;
}

static bool sector_exists(const Solve *solve)
{
    const CircInitial *initial = &solve->model->initial;
    double most = solve->model->n_sites / 2.0, least = solve->model->n_sites % 2 / 2.0;
    if (initial->kind != CIRC_INITIAL_SECTOR && initial->kind != CIRC_INITIAL_DICKE) return true;
    if (initial->J < least || initial->J > most || fmod(most - initial->J, 1) != 0) {
        CircDiag *diag = circ_diag(solve->diags, CIRC_E0603, initial->span, "%d qubits have no sector J = %g", solve->model->n_sites, initial->J);
        circ_diag_help(solve->diags, diag, most - least < 1 ? "J is %g" : "J goes from %g down to %g in steps of one", most, least);
        return false;
    }
    if (initial->kind == CIRC_INITIAL_SECTOR || (fabs(initial->M) <= initial->J && fmod(initial->J - initial->M, 1) == 0)) return true;
    CircDiag *diag = circ_diag(solve->diags, CIRC_E0603, initial->span, "there is no state J = %g, M = %g", initial->J, initial->M);
    circ_diag_help(solve->diags, diag, initial->J > 0 ? "M goes from %g down to %g in steps of one" : "M is %g", initial->J, -initial->J);
    return false;
}

static void report_not_unique(const Solve *solve)
{
    bool collective = solve->totals.collective_down > 0;
    CircDiag *diag = circ_diag(solve->diags, CIRC_E0602, place_of(solve), collective
        ? "the steady state of '%s' is not unique: without a local bath the collective spin J is conserved"
        : "the steady state of '%s' is not unique: no bath acts on its qubits", name_of(solve));
    circ_diag_help(solve->diags, diag, collective ? "fix it with 'sector J = N/2' or 'initial ground', or add a local bath"
                                                  : "couple the qubits to a bath");
}

/* One qubit has one sector, and local and collective baths do the same to it. */
static bool solve_closed(Solve *solve, Moments *moments)
{
    const CircModel *model = solve->model;
    const BathTotals *t = &solve->totals;
    double down = t->collective_down + t->local_down, up = t->collective_up + t->local_up;
    if (!(down > 0) || (model->n_sites > 1 && model->initial.kind == CIRC_INITIAL_NONE)) {
        report_not_unique(solve);
        return false;
    }
    CircInitial initial = model->initial;
    if (model->n_sites == 1) initial = (CircInitial){.kind = CIRC_INITIAL_GROUND};
    Sectors sectors = closed_sectors(&initial, model->n_sites, model->sites[0].omega[1], solve->arena);
    *moments = closed_moments(&sectors, model->n_sites, down, up);
    CircSolution *s = solve->solution;
    s->method = "closed";
    s->dimension = (double)sectors.n;
    s->first_twice_J = sectors.first_twice_J;
    s->n_J = sectors.n;
    s->P_J = sectors.P;
    return true;
}

static void report_ladder(const Solve *solve, CircStatus status, const LadderState *state)
{
    if (status == CIRC_NO_MEMORY || status == CIRC_TOO_LARGE) {
        circ_diag(solve->diags, CIRC_E0703, place_of(solve), "the ladder of %d qubits does not fit into memory", solve->model->n_sites);
        return;
    }
    CircDiag *diag = circ_diag(solve->diags, CIRC_E0701, place_of(solve),
                               "the ladder of %d qubits did not converge: residual %.2g, neglected probability %.2g after %d cycles",
                               solve->model->n_sites, state->residual, state->neglected, state->cycles);
    circ_diag_help(solve->diags, diag, "fewer qubits or a weaker local bath are easier");
}

static bool solve_ladder(Solve *solve, Moments *moments)
{
    const BathTotals *t = &solve->totals;
    LadderRates rates = {solve->model->n_sites, t->collective_down, t->collective_up, t->local_down, t->local_up};
    LadderState state = {0};
    CircStatus status = ladder_solve(&rates, &(LadderOptions){0}, solve->solver->ladder, &state);
    if (status != CIRC_OK) {
        report_ladder(solve, status, &state);
        return false;
    }
    *moments = (Moments){state.Jz, state.J2, state.JpJm, state.JmJp, state.up};
    CircSolution *s = solve->solution;
    s->method = "ladder";
    s->dimension = (double)state.n_states;
    s->residual = state.residual;
    s->neglected = state.neglected;
    s->first_twice_J = state.first_twice_J;
    s->n_J = state.n_lines;
    double *P_J = circ_new(solve->arena, double, state.n_lines);
    for (long i = 0; i < state.n_lines; i++) P_J[i] = state.P_J[i];
    s->P_J = P_J;
    return true;
}

static bool balance(Solve *solve, const double *Q, double gross)
{
    double sum = 0;
    for (int b = 0; b < solve->model->n_baths; b++) sum += Q[b];
    solve->solution->imbalance = gross > 0 ? fabs(sum) / gross : fabs(sum);
    if (solve->solution->imbalance <= LARGEST_IMBALANCE) return true;
    circ_diag(solve->diags, CIRC_E0702, place_of(solve), "the currents of '%s' add up to %.3g W, %.2g of the gross exchange of %.3g W",
              name_of(solve), sum, solve->solution->imbalance, gross);
    return false;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool solve_identical(Solve *solve)
{
    const CircModel *model = solve->model;
    Moments moments;
    solve->totals = bath_totals(model);
    if (!sector_exists(solve)) return false;
    bool local = solve->totals.local_down > 0 && model->n_sites > 1;
    if (!(local ? solve_ladder(solve, &moments) : solve_closed(solve, &moments))) return false;
    double *Q = circ_new(solve->arena, double, model->n_baths);
    double gross = heat_currents(model, &moments, Q);
    solve->solution->Q = Q;
    solve->solution->Jz = moments.Jz;
    solve->solution->J2 = moments.J2;
    return balance(solve, Q, gross);
}

const CircSolution *circ_solve(const CircModel *model, CircSolver *solver, CircArena *arena, CircDiags *diags)
{
    double started = now();
    Solve solve = {.model = model, .solver = solver, .arena = arena, .diags = diags, .solution = circ_new(arena, CircSolution, 1)};
    bool fine = model->identical ? solve_identical(&solve)
                                 : solve_general(model, solver->steady, solve.solution, arena, diags);
    solve.solution->seconds = now() - started;
    return fine ? solve.solution : NULL;
}
