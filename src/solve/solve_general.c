/* solve_general.c - outcomes of the general methods as diagnostics. */
#include "solve/solve_general.h"

#include <string.h>

#include "circ/constants.h"
#include "model/identical.h"
#include "solve/sites.h"

/* Largest |sum of the currents| over the gross exchange. */
static const double LARGEST_IMBALANCE = 1e-10;

typedef struct {
    const CircModel *model;
    CircArena *arena;
    CircDiags *diags;
} Stage;

static const char *name_of(const Stage *stage)
{
    return stage->model->circuit->netlist->name;
}

static CircSpan place_of(const Stage *stage)
{
    return stage->model->circuit->netlist->span;
}

static void report_not_unique(const Stage *stage, const SteadyResult *result)
{
    CircDiag *diag = circ_diag(stage->diags, CIRC_E0602, place_of(stage),
                               "the steady state of '%s' is not unique: nothing changes %s", name_of(stage),
                               result->conserved);
    circ_diag_help(
        stage->diags, diag,
        "add a local bath, or couple the qubits differently; 'sector' and 'initial' fix the state of "
        "identical qubits only");
}

static void report_size(const Stage *stage, CircStatus status)
{
    double states = 1;
    for (int j = 0; j < stage->model->n_sites; j++) states *= stage->model->sites[j].levels;
    CircDiag *diag =
        circ_diag(stage->diags, CIRC_E0703, place_of(stage), "'%s' has %d sites with %.4g states in all: %s",
                  name_of(stage), stage->model->n_sites, states, circ_status_text(status));
    circ_diag_help(stage->diags, diag,
                   "qubits with equal energies and couplings are taken together, and cost much less");
}

static void report_missed(const Stage *stage, const SteadyResult *result)
{
    CircDiag *diag =
        circ_diag(stage->diags, CIRC_E0701, place_of(stage),
                  "the method '%s' did not reach its tolerance for '%s': residual %.2g after %d iterations",
                  steady_method_name(result->method), name_of(stage), result->residual, result->iterations);
    circ_diag_help(
        stage->diags, diag,
        "a model with nearly conserved quantities is hard: a stronger local bath, a larger detuning or fewer "
        "sites are easier");
}

static bool report(const Stage *stage, CircStatus status, const SteadyResult *result)
{
    switch (status) {
    case CIRC_NOT_UNIQUE: report_not_unique(stage, result); break;
    case CIRC_NO_MEMORY:
    case CIRC_TOO_LARGE: report_size(stage, status); break;
    case CIRC_UNSUITABLE:
        circ_diag(stage->diags, CIRC_E0601, place_of(stage), "no method for '%s': %s", name_of(stage),
                  circ_status_text(status));
        break;
    default: report_missed(stage, result);
    }
    return false;
}

static bool balanced(const Stage *stage, const SteadyResult *result)
{
    if (result->imbalance <= LARGEST_IMBALANCE) return true;
    circ_diag(stage->diags, CIRC_E0702, place_of(stage),
              "the currents of '%s' do not add up: %.2g of the gross exchange is left", name_of(stage),
              result->imbalance);
    return false;
}

Secular secular_form(const CircModel *model)
{
    static const SecularKind kinds[] = {[CIRC_SECULAR_NONE] = SECULAR_NONE,
                                        [CIRC_SECULAR_PARTIAL] = SECULAR_PARTIAL,
                                        [CIRC_SECULAR_FULL] = SECULAR_FULL};
    const CircSecular *asked = &model->circuit->netlist->model.secular;
    return (Secular){kinds[asked->kind], 2 * CIRC_PI * asked->width};
}

/* The method asked for, as the general solver names it; false: it is one for identical qubits alone. */
static bool general_method(const Stage *stage, CircMethod asked, SteadyMethod *method)
{
    static const SteadyMethod methods[CIRC_N_METHODS] = {[CIRC_METHOD_CHOOSE] = STEADY_CHOOSE,
                                                         [CIRC_METHOD_POPULATIONS] = STEADY_POPULATIONS,
                                                         [CIRC_METHOD_SECTOR] = STEADY_DIRECT,
                                                         [CIRC_METHOD_KRYLOV] = STEADY_KRYLOV,
                                                         [CIRC_METHOD_FULL] = STEADY_FULL};
    char why[320];
    *method = methods[asked];
    if (asked != CIRC_METHOD_CLOSED && asked != CIRC_METHOD_LADDER) return true;
    circ_diag(stage->diags, CIRC_E0601, place_of(stage), "the method '%s' does not apply to '%s': %s",
              circ_method_name(asked), name_of(stage),
              difference_text(stage->model, model_difference(stage->model), why, sizeof why));
    return false;
}

static CircMethod method_used(SteadyMethod method)
{
    static const CircMethod methods[STEADY_N_METHODS] = {CIRC_METHOD_CHOOSE, CIRC_METHOD_FULL,
                                                         CIRC_METHOD_SECTOR, CIRC_METHOD_KRYLOV,
                                                         CIRC_METHOD_POPULATIONS};
    return methods[method];
}

static const char *reason(const Stage *stage, CircMethod asked)
{
    char why[320];
    if (asked != CIRC_METHOD_CHOOSE) return "it was asked for";
    if (stage->model->identical) return "the qubits are identical, and more than the mean was asked for";
    difference_text(stage->model, model_difference(stage->model), why, sizeof why);
    return circ_arena_copy(stage->arena, why, strlen(why));
}

static const double *copied(const Stage *stage, const double *values)
{
    if (!values) return NULL;
    double *copy = circ_new(stage->arena, double, stage->model->n_baths);
    for (int b = 0; b < stage->model->n_baths; b++) copy[b] = values[b];
    return copy;
}

bool solve_general(const CircModel *model, const CircSolveOptions *options, Steady *steady,
                   CircSolution *solution, CircArena *arena, CircDiags *diags)
{
    Stage stage = {model, arena, diags};
    SteadyOptions wanted = {
        .secular = secular_form(model), .noise = options->noise, .relaxation = options->relaxation,
        .derivation = options->derivation};
    SteadyResult result;
    if (!general_method(&stage, options->method, &wanted.method)) return false;
    CircStatus status = steady_solve(steady, model, &wanted, &result);
    if (status != CIRC_OK) return report(&stage, status, &result);
    if (!balanced(&stage, &result)) return false;
    solution->method = circ_method_name(method_used(result.method));
    solution->reason = reason(&stage, options->method);
    solution->dimension = result.dimension;
    solution->residual = result.residual;
    solution->iterations = result.iterations;
    solution->imbalance = result.imbalance;
    solution->Q = copied(&stage, result.Q);
    solution->noise = copied(&stage, result.noise);
    solution->relaxation = result.relaxation;
    if (options->sites) solution->sites = steady_sites(steady, model, arena);
    solution->Jz = result.Jz;
    solution->J2 = result.J2;
    return true;
}
