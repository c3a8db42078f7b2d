/* The steady state of identical qubits, in the terms of the solution stage. */
#include "solve/solve_identical.h"

#include <math.h>

#include "solve/closed.h"
#include "solve/heat.h"

/* Largest |sum of the currents| over the gross exchange. */
static const double LARGEST_IMBALANCE = 1e-10;

typedef struct {
    const CircModel *model;
    LadderWorkspace *ladder;
    CircArena *arena;
    CircDiags *diags;
    BathTotals totals;
    CircSolution *solution;
} Identical;

static const char *name_of(const Identical *id)
{
    return id->model->circuit->netlist->name;
}

static CircSpan place_of(const Identical *id)
{
    return id->model->circuit->netlist->span;
}

bool initial_exists(const CircInitial *initial, int n_sites, CircDiags *diags)
{
    double most = n_sites / 2.0, least = n_sites % 2 / 2.0;
    if (initial->kind != CIRC_INITIAL_SECTOR && initial->kind != CIRC_INITIAL_DICKE) return true;
    if (initial->J < least || initial->J > most || fmod(most - initial->J, 1) != 0) {
        CircDiag *diag = circ_diag(diags, CIRC_E0603, initial->span, "%d qubits have no sector J = %g",
                                   n_sites, initial->J);
        circ_diag_help(diags, diag,
                       most - least < 1 ? "J is %g" : "J goes from %g down to %g in steps of one", most,
                       least);
        return false;
    }
    if (initial->kind == CIRC_INITIAL_SECTOR ||
        (fabs(initial->M) <= initial->J && fmod(initial->J - initial->M, 1) == 0))
        return true;
    CircDiag *diag = circ_diag(diags, CIRC_E0603, initial->span, "there is no state J = %g, M = %g",
                               initial->J, initial->M);
    circ_diag_help(diags, diag, initial->J > 0 ? "M goes from %g down to %g in steps of one" : "M is %g",
                   initial->J, -initial->J);
    return false;
}

static void report_not_unique(const Identical *id)
{
    bool collective = id->totals.collective_down > 0;
    CircDiag *diag =
        circ_diag(id->diags, CIRC_E0602, place_of(id),
                  collective ? "the steady state of '%s' is not unique: without a local bath the collective "
                               "spin J is conserved"
                             : "the steady state of '%s' is not unique: no bath acts on its qubits",
                  name_of(id));
    circ_diag_help(id->diags, diag,
                   collective ? "fix it with 'sector J = N/2' or 'initial ground', or add a local bath"
                              : "couple the qubits to a bath");
}

/* One qubit has one sector, and local and collective baths do the same to it. */
static bool solve_closed(Identical *id, Moments *moments)
{
    const CircModel *model = id->model;
    const BathTotals *t = &id->totals;
    double down = t->collective_down + t->local_down, up = t->collective_up + t->local_up;
    if (!(down > 0) || (model->n_sites > 1 && model->initial.kind == CIRC_INITIAL_NONE)) {
        report_not_unique(id);
        return false;
    }
    CircInitial initial = model->initial;
    if (model->n_sites == 1) initial = (CircInitial){.kind = CIRC_INITIAL_GROUND};
    Sectors sectors = closed_sectors(&initial, model->n_sites, model->sites[0].omega[1], id->arena);
    *moments = closed_moments(&sectors, model->n_sites, down, up);
    CircSolution *s = id->solution;
    s->method = circ_method_name(CIRC_METHOD_CLOSED);
    s->reason = model->n_sites == 1 ? "there is one qubit"
                                    : "no local bath: J is conserved, and each sector is thermal";
    s->dimension = (double)sectors.n;
    s->first_twice_J = sectors.first_twice_J;
    s->n_J = sectors.n;
    s->P_J = sectors.P;
    return true;
}

static void report_ladder(const Identical *id, CircStatus status, const LadderState *state)
{
    if (status == CIRC_NO_MEMORY || status == CIRC_TOO_LARGE) {
        circ_diag(id->diags, CIRC_E0703, place_of(id), "the ladder of %d qubits does not fit into memory",
                  id->model->n_sites);
        return;
    }
    CircDiag *diag = circ_diag(
        id->diags, CIRC_E0701, place_of(id),
        "the ladder of %d qubits did not converge: residual %.2g, neglected probability %.2g after %d cycles",
        id->model->n_sites, state->residual, state->neglected, state->cycles);
    circ_diag_help(id->diags, diag, "fewer qubits or a weaker local bath are easier");
}

static bool solve_ladder(Identical *id, Moments *moments)
{
    const BathTotals *t = &id->totals;
    LadderRates rates = {id->model->n_sites, t->collective_down, t->collective_up, t->local_down,
                         t->local_up};
    LadderState state = {0};
    CircStatus status = ladder_solve(&rates, &(LadderOptions){0}, id->ladder, &state);
    if (status != CIRC_OK) {
        report_ladder(id, status, &state);
        return false;
    }
    *moments = (Moments){state.Jz, state.J2, state.JpJm, state.JmJp, state.up};
    CircSolution *s = id->solution;
    s->method = circ_method_name(CIRC_METHOD_LADDER);
    s->reason = "the qubits are identical: the populations P(J, M) close among themselves";
    s->iterations = state.cycles;
    s->dimension = (double)state.n_states;
    s->residual = state.residual;
    s->neglected = state.neglected;
    s->first_twice_J = state.first_twice_J;
    s->n_J = state.n_lines;
    double *P_J = circ_new(id->arena, double, state.n_lines);
    for (long i = 0; i < state.n_lines; i++) P_J[i] = state.P_J[i];
    s->P_J = P_J;
    return true;
}

static bool balance(Identical *id, const double *Q, double gross)
{
    double sum = 0;
    for (int b = 0; b < id->model->n_baths; b++) sum += Q[b];
    id->solution->imbalance = gross > 0 ? fabs(sum) / gross : fabs(sum);
    if (id->solution->imbalance <= LARGEST_IMBALANCE) return true;
    circ_diag(id->diags, CIRC_E0702, place_of(id),
              "the currents of '%s' add up to %.3g W, %.2g of the gross exchange of %.3g W", name_of(id), sum,
              id->solution->imbalance, gross);
    return false;
}

/* The methods for identical qubits: closed where J is conserved or there is one qubit, else the ladder. */
static CircMethod method_for(const Identical *id)
{
    return id->totals.local_down > 0 && id->model->n_sites > 1 ? CIRC_METHOD_LADDER : CIRC_METHOD_CLOSED;
}

static bool method_fits(const Identical *id, CircMethod asked)
{
    CircMethod only = method_for(id);
    if (asked == CIRC_METHOD_CHOOSE || asked == only) return true;
    CircDiag *diag =
        circ_diag(id->diags, CIRC_E0601, place_of(id), "the method '%s' does not apply to '%s': %s",
                  circ_method_name(asked), name_of(id),
                  only == CIRC_METHOD_LADDER ? "a local bath mixes the sectors"
                                             : "J is conserved, or there is one qubit");
    circ_diag_help(id->diags, diag, "use '--method %s'", circ_method_name(only));
    return false;
}

static const CircSites *find_sites(const Identical *id, const Moments *m)
{
    double *population = circ_new(id->arena, double, 2), *coherence = circ_new(id->arena, double, 1);
    site_moments(m, id->model->n_sites, population, coherence);
    CircSites *sites = circ_new(id->arena, CircSites, 1);
    *sites = (CircSites){.n_kinds = 1, .most_levels = 2, .population = population, .coherence = coherence};
    return sites;
}

bool solve_identical(const CircModel *model, const CircSolveOptions *options, LadderWorkspace *ladder,
                     CircSolution *solution, CircArena *arena, CircDiags *diags)
{
    Identical *id =
        &(Identical){.model = model, .ladder = ladder, .arena = arena, .diags = diags, .solution = solution};
    Moments moments;
    id->totals = bath_totals(model);
    if (!method_fits(id, options->method)) return false;
    if (!initial_exists(&model->initial, model->n_sites, diags)) return false;
    bool ladder_fits = method_for(id) == CIRC_METHOD_LADDER;
    if (!(ladder_fits ? solve_ladder(id, &moments) : solve_closed(id, &moments))) return false;
    double *Q = circ_new(id->arena, double, model->n_baths);
    double gross = heat_currents(model, &moments, Q);
    id->solution->Q = Q;
    id->solution->Jz = moments.Jz;
    id->solution->J2 = moments.J2;
    if (options->sites) id->solution->sites = find_sites(id, &moments);
    if (options->method != CIRC_METHOD_CHOOSE) id->solution->reason = "it was asked for";
    if (!balance(id, Q, gross)) return false;
    if (!ladder_fits) heat_exchanged(model, moments.Jz, Q);
    return true;
}
