/* The stages in order: the program's table of contents. */
#include "circ/study.h"

#include "study/exhausted.h"

static bool is_wanted(const CircNetlist *netlist, CircQuantity quantity)
{
    return netlist->wanted >> quantity & 1;
}

/* The solver does what the point's options say, and what some output needs. */
static bool solve(CircPoint *p)
{
    CircSolveOptions options = p->options;
    options.noise = options.noise || is_wanted(p->netlist, CIRC_QUANTITY_NOISE);
    options.relaxation = options.relaxation || is_wanted(p->netlist, CIRC_QUANTITY_RELAXATION);
    options.sites = options.sites || is_wanted(p->netlist, CIRC_QUANTITY_POPULATION) ||
                    is_wanted(p->netlist, CIRC_QUANTITY_COHERENCE);
    const CircTransient *transient = &p->netlist->transient;
    p->n_solutions = transient->n ? transient->n : 1;
    p->solutions = transient->n ? circ_evolve(p->model, transient, &options, p->solver, p->arena, p->diags)
                                : circ_solve(p->model, &options, p->solver, p->arena, p->diags);
    p->solution = p->solutions;
    return p->solution != NULL;
}

/* A point that has a netlist already starts from it. */
static bool run_stages(CircPoint *p, const CircAst *ast, int n_overrides, const CircOverride *overrides,
                       CircStage upto)
{
    if (upto >= CIRC_STAGE_NETLIST && !p->netlist &&
        !(p->netlist = circ_elaborate(ast, n_overrides, overrides, p->arena, p->diags)))
        return false;
    if (upto >= CIRC_STAGE_CIRCUIT && !(p->circuit = circ_quantise(p->netlist, p->arena, p->diags)))
        return false;
    if (upto >= CIRC_STAGE_MODEL && !(p->model = circ_lower(p->circuit, p->arena, p->diags))) return false;
    return upto < CIRC_STAGE_SOLUTION || solve(p);
}

bool circ_compile(CircPoint *point, const CircAst *ast, int n_overrides, const CircOverride *overrides,
                  CircStage upto)
{
    point->circuit = NULL;
    point->model = NULL;
    point->solution = NULL;
    if (setjmp(*circ_arena_guard(point->arena))) {
        exhausted_report(point->arena, point->diags);
        return false;
    }
    bool fine = run_stages(point, ast, n_overrides, overrides, upto);
    circ_arena_unguard(point->arena);
    return fine;
}
