/* Tree to netlist: parameters, then elements, then analyses. */
#include "front/elaborate.h"

#include <string.h>

static void declare_params(Elaboration *el)
{
    for (const CircStmt *stmt = el->ast->statements; stmt; stmt = stmt->next)
        if (stmt->kind == CIRC_STMT_PARAM)
            scope_declare_param(&el->scope, el->diags, stmt->name, stmt->value);
}

/* A value from outside takes the place of the file's, whose dimension it must have. */
static void override_param(Elaboration *el, const CircOverride *override)
{
    const CircSymbol *symbol = scope_find(&el->scope, override->name);
    if (!symbol || symbol->kind != CIRC_SYM_PARAM) {
        CircDiag *diag = circ_diag(el->diags, CIRC_E0106, override->span, "the file has no parameter '%s'",
                                   override->name);
        scope_suggest(&el->scope, el->diags, diag, override->name, CIRC_SYM_PARAM, false);
        return;
    }
    CircValue own = scope_param(&el->eval, symbol->first);
    CircValue value = override->value;
    if (override->expr) value = eval_expr(&el->eval, override->expr);
    if (own.bad) return;
    const char *what = circ_arena_format(el->arena, "parameter '%s'", symbol->name);
    value = value_as(el->diags, &el->scope, value, override->expr ? override->expr->span : override->span,
                     override->expr, own.dim, what);
    el->scope.params[symbol->first].value = value;
}

/* Overrides are evaluated in the file's own terms; then all that depends on them is evaluated anew. */
static void apply_overrides(Elaboration *el)
{
    Scope *scope = &el->scope;
    for (int i = 0; i < el->n_overrides; i++) override_param(el, &el->overrides[i]);
    for (size_t i = 0; el->n_overrides && i < scope->n_params; i++) scope->sources[i].state = PARAM_UNKNOWN;
    for (int i = 0; i < el->n_overrides; i++) {
        const CircSymbol *symbol = scope_find(scope, el->overrides[i].name);
        if (symbol && symbol->kind == CIRC_SYM_PARAM) scope->sources[symbol->first].state = PARAM_KNOWN;
    }
}

static void evaluate_params(Elaboration *el)
{
    for (size_t i = 0; i < el->scope.n_params; i++) scope_param(&el->eval, (int)i);
    el->net->params = el->scope.params;
    el->net->n_params = (int)el->scope.n_params;
}

static void elaborate_title(Elaboration *el)
{
    const CircStmt *first = NULL;
    for (const CircStmt *stmt = el->ast->statements; stmt; stmt = stmt->next) {
        if (stmt->kind != CIRC_STMT_CIRCUIT) continue;
        if (first) {
            CircDiag *diag =
                circ_diag(el->diags, CIRC_E0102, stmt->span, "a file has one 'circuit' statement");
            circ_diag_note(el->diags, diag, first->span, "the first one is here");
        } else {
            first = stmt;
        }
    }
    el->net->name = first ? first->name.text : "circuit";
    el->net->title = first ? first->text.text : NULL;
    el->net->span = first ? first->span : (CircSpan){el->ast->source->base, el->ast->source->base};
}

const CircNetlist *circ_elaborate(const CircAst *ast, int n_overrides, const CircOverride *overrides,
                                  CircArena *arena, CircDiags *diags)
{
    int errors = circ_diags_errors(diags);
    Elaboration *el = circ_new(arena, Elaboration, 1);
    *el = (Elaboration){
        .ast = ast, .arena = arena, .diags = diags, .n_overrides = n_overrides, .overrides = overrides};
    el->net = circ_new(arena, CircNetlist, 1);
    scope_init(&el->scope, arena);
    el->eval = (Eval){.scope = &el->scope, .diags = diags, .phase = EVAL_PARAMS};
    el->net->scope = &el->scope;
    elaborate_title(el);
    elaborate_transient_begin(el);
    declare_params(el);
    apply_overrides(el);
    declare_elements(el);
    evaluate_params(el);
    elaborate_elements(el);
    el->net->symbols = el->scope.symbols;
    el->net->n_symbols = (int)el->scope.n_symbols;
    elaborate_model(el);
    elaborate_transient(el);
    elaborate_analyses(el);
    el->net->wanted = el->scope.wanted;
    return circ_diags_errors(diags) == errors ? el->net : NULL;
}
