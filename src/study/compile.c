/* The stages in order: the program's table of contents. */
#include "circ/study.h"

#include "study/exhausted.h"

/* The model is checked after every lowering; what it breaks is our mistake, not the input's. */
static bool invariants_hold(const CircPoint *point)
{
    const char *broken = circ_model_check(point->model);
    if (broken) circ_diag(point->diags, CIRC_E0605, (CircSpan){0}, "the model is wrong: %s", broken);
    return !broken;
}

static bool run_stages(CircPoint *p, const CircAst *ast, int n_overrides, const CircOverride *overrides,
                       CircStage upto)
{
    if (upto >= CIRC_STAGE_NETLIST &&
        !(p->netlist = circ_elaborate(ast, n_overrides, overrides, p->arena, p->diags)))
        return false;
    if (upto >= CIRC_STAGE_CIRCUIT && !(p->circuit = circ_quantise(p->netlist, p->arena, p->diags)))
        return false;
    if (upto >= CIRC_STAGE_MODEL && !(p->model = circ_lower(p->circuit, p->arena, p->diags))) return false;
    if (upto >= CIRC_STAGE_MODEL && !invariants_hold(p)) return false;
    if (upto >= CIRC_STAGE_SOLUTION && !(p->solution = circ_solve(p->model, p->solver, p->arena, p->diags)))
        return false;
    return true;
}

bool circ_compile(CircPoint *point, const CircAst *ast, int n_overrides, const CircOverride *overrides,
                  CircStage upto)
{
    point->netlist = NULL;
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
