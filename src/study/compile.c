/* The stages in order: the program's table of contents. */
#include "circ/study.h"

#include "study/exhausted.h"

/* What the netlist is made from, or made anew from. */
typedef struct {
    const CircAst *ast;
    int n_overrides;
    const CircOverride *overrides;
    uint64_t changed;
} Source;

static bool is_wanted(const CircNetlist *netlist, CircQuantity quantity)
{
    return netlist->wanted >> quantity & 1;
}

static CircArena *circuit_arena(const CircPoint *p)
{
    return p->apart.circuit ? p->apart.circuit : p->arena;
}

static CircArena *solution_arena(const CircPoint *p)
{
    return p->apart.solution ? p->apart.solution : p->arena;
}

/* ---- the stages; each is made, or follows what changed before it */

/* A point that has a netlist already starts from it. */
static bool elaborate(CircPoint *p, const Source *source)
{
    if (!p->netlist)
        p->netlist = circ_elaborate(source->ast, source->n_overrides, source->overrides, p->arena, p->diags);
    p->n_said[CIRC_STAGE_NETLIST] = circ_diags_count(p->diags);
    return p->netlist != NULL;
}

static bool update_netlist(CircPoint *p, const Source *source)
{
    circ_arena_reset(p->apart.scratch);
    return circ_netlist_update(p->netlist, source->n_overrides, source->overrides, source->changed,
                               p->apart.scratch, p->diags);
}

static bool quantise(CircPoint *p)
{
    p->derived = p->circuit = circ_quantise_again(p->netlist, p->spectra, circuit_arena(p), p->diags);
    p->derivation = p->solver ? circ_solver_number(p->solver) : 0;
    return p->circuit != NULL;
}

static bool lower(CircPoint *p)
{
    p->lowered = p->model = circ_lower(p->circuit, circuit_arena(p), p->diags);
    return p->model != NULL;
}

static bool set_temperatures(CircPoint *p)
{
    p->circuit = circ_circuit_at_temperatures(p->derived, solution_arena(p), p->diags);
    p->model = circ_model_at_temperatures(p->lowered, p->circuit, solution_arena(p), p->diags);
    return p->model != NULL;
}

/* The solver does what the point's options say, and what some output needs. */
static bool solve(CircPoint *p)
{
    CircSolveOptions options = p->options;
    options.derivation = p->derivation;
    options.noise = options.noise || is_wanted(p->netlist, CIRC_QUANTITY_NOISE);
    options.relaxation = options.relaxation || is_wanted(p->netlist, CIRC_QUANTITY_RELAXATION);
    options.sites = options.sites || is_wanted(p->netlist, CIRC_QUANTITY_POPULATION) ||
                    is_wanted(p->netlist, CIRC_QUANTITY_COHERENCE);
    const CircTransient *transient = &p->netlist->transient;
    CircArena *arena = solution_arena(p);
    p->n_solutions = transient->n ? transient->n : 1;
    p->solutions = transient->n ? circ_evolve(p->model, transient, &options, p->solver, arena, p->diags)
                                : circ_solve(p->model, &options, p->solver, arena, p->diags);
    p->solution = p->solutions;
    p->n_said[CIRC_STAGE_SOLUTION] = circ_diags_count(p->diags);
    return p->solution != NULL;
}

/* ---- in order */

static bool run(CircPoint *p, const Source *source, CircStage upto)
{
    if (upto >= CIRC_STAGE_NETLIST && !elaborate(p, source)) return false;
    if (upto >= CIRC_STAGE_CIRCUIT && !quantise(p)) return false;
    if (upto >= CIRC_STAGE_MODEL && !lower(p)) return false;
    return upto < CIRC_STAGE_SOLUTION || solve(p);
}

static bool run_again(CircPoint *p, const Source *source, CircRedo redo, const CircDiags *before)
{
    CircStage kept = redo == CIRC_REDO_OUTPUTS ? CIRC_STAGE_SOLUTION : CIRC_STAGE_NETLIST;
    circ_diags_merge_first(p->diags, before, p->n_said[kept]);
    if (!update_netlist(p, source)) return false;
    switch (redo) {
    case CIRC_REDO_CIRCUIT:
        circ_arena_reset(circuit_arena(p));
        circ_arena_reset(solution_arena(p));
        return quantise(p) && lower(p) && solve(p);
    case CIRC_REDO_TEMPERATURES:
        circ_arena_reset(solution_arena(p));
        return set_temperatures(p) && solve(p);
    default:
        p->solution = p->solutions;
        return true;
    }
}

static bool guarded(CircPoint *point, const Source *source, CircStage upto, CircRedo redo, const CircDiags *before)
{
    if (setjmp(*circ_arena_guard(point->arena))) {
        exhausted_report(point->arena, point->diags);
        return false;
    }
    bool fine = redo == CIRC_REDO_NETLIST ? run(point, source, upto) : run_again(point, source, redo, before);
    circ_arena_unguard(point->arena);
    return fine;
}

bool circ_compile(CircPoint *point, const CircAst *ast, int n_overrides, const CircOverride *overrides,
                  CircStage upto)
{
    Source source = {ast, n_overrides, overrides, 0};
    point->circuit = point->derived = NULL;
    point->model = point->lowered = NULL;
    point->solution = NULL;
    return guarded(point, &source, upto, CIRC_REDO_NETLIST, NULL);
}

CircRedo circ_redo(const CircPoint *point, int n_overrides, const CircOverride *overrides, uint64_t changed)
{
    const CircReach *reach = &point->netlist->reach;
    if (!point->apart.scratch || !circ_netlist_can_update(point->netlist, n_overrides, overrides, changed))
        return CIRC_REDO_NETLIST;
    if (changed & reach->circuit) return CIRC_REDO_CIRCUIT;
    if (changed & (reach->temperature | reach->solve)) return CIRC_REDO_TEMPERATURES;
    return CIRC_REDO_OUTPUTS;
}

bool circ_recompile(CircPoint *point, int n_overrides, const CircOverride *overrides, uint64_t changed,
                    CircDiags *diags)
{
    Source source = {NULL, n_overrides, overrides, changed};
    CircRedo redo = circ_redo(point, n_overrides, overrides, changed);
    const CircDiags *before = point->diags;
    point->diags = diags;
    return guarded(point, &source, CIRC_STAGE_SOLUTION, redo, before);
}
