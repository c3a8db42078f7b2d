/* Tree to netlist: parameters, then elements, then analyses. */
#include "front/elaborate.h"

#include <string.h>

static const CircSymbol *file_param(const Elaboration *el, const char *name)
{
    const CircSymbol *symbol = scope_find_own(el->file, name);
    return symbol && symbol->kind == CIRC_SYM_PARAM ? symbol : NULL;
}

/* A value from outside, which must have the dimension of the file's; bad after a report. */
static CircValue override_value(Elaboration *el, const CircOverride *override, int param)
{
    CircValue own = scope_param(&el->eval, param);
    CircValue value = override->value;
    if (override->expr) value = eval_expr(&el->eval, override->expr);
    if (own.bad) return own;
    const char *what = circ_arena_format(el->arena, "parameter '%s'", override->name);
    CircSpan span = override->expr ? override->expr->span : override->span;
    value = value_as(el->diags, el->arena, value, span, override->expr, own.dim, what);
    value.inputs = input_bit(param);
    return value;
}

/* Overrides are evaluated in the file's own terms; then all that depends on them is evaluated anew. */
void apply_overrides(Elaboration *el)
{
    Names *names = el->file->names;
    for (int i = 0; i < el->n_overrides; i++) {
        const CircOverride *override = &el->overrides[i];
        const CircSymbol *symbol = file_param(el, override->name);
        if (symbol) {
            names->params[symbol->first].value = override_value(el, override, symbol->first);
            continue;
        }
        CircDiag *diag =
            circ_diag(el->diags, CIRC_E0106, override->span, "the file has no parameter '%s'", override->name);
        scope_suggest(el->file, el->diags, diag, override->name, CIRC_SYM_PARAM, false);
    }
    for (int i = 0; el->n_overrides && i < names->n_params; i++) names->sources[i].state = PARAM_UNKNOWN;
    for (int i = 0; i < el->n_overrides; i++) {
        const CircSymbol *symbol = file_param(el, el->overrides[i].name);
        if (symbol) names->sources[symbol->first].state = PARAM_KNOWN;
    }
}

/* Those of the file come first, and are the netlist's. A value is held to its range where it comes from. */
void evaluate_params(Elaboration *el)
{
    Names *names = el->file->names;
    for (int i = 0; i < el->net->n_params; i++) {
        CircSpan span = names->sources[i].expr->span;
        for (int k = 0; k < el->n_overrides; k++) {
            const CircOverride *override = &el->overrides[k];
            const CircSymbol *symbol = names->sources[i].low ? file_param(el, override->name) : NULL;
            if (symbol && symbol->first == i) span = override->expr ? override->expr->span : override->span;
        }
        scope_param(&el->eval, i);
        scope_check_range(&el->eval, i, span);
    }
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

static Elaboration *begin(const CircAst *ast, int n_overrides, const CircOverride *overrides, CircArena *arena,
                          CircDiags *diags)
{
    Elaboration *el = circ_new(arena, Elaboration, 1);
    *el = (Elaboration){
        .ast = ast, .arena = arena, .diags = diags, .n_overrides = n_overrides, .overrides = overrides};
    el->net = circ_new(arena, CircNetlist, 1);
    el->file = scope_create(names_create(arena), NULL, NULL);
    el->eval = (Eval){.scope = el->file, .diags = diags, .phase = EVAL_PARAMS};
    el->net->scope = el->file;
    el->file->names->elaboration = el;
    table_init(&el->subcircuits, arena, 0);
    table_init(&el->node_table, arena, 0);
    node_index(el, "gnd", (CircSpan){0, 0});
    return el;
}

const CircNetlist *circ_elaborate(const CircAst *ast, int n_overrides, const CircOverride *overrides,
                                  CircArena *arena, CircDiags *diags)
{
    int errors = circ_diags_errors(diags);
    Elaboration *el = begin(ast, n_overrides, overrides, arena, diags);
    CircNetlist *net = el->net;
    Names *names = el->file->names;
    elaborate_title(el);
    elaborate_allow(el);
    elaborate_transient_begin(el);
    declare_definitions(el, ast->statements, el->file);
    net->n_params = names->n_params;
    apply_overrides(el);
    expand_statements(el, ast->statements, el->file);
    if (el->given_up) return NULL; /* what was not made would be missed everywhere */
    evaluate_params(el);
    make_lists(el);
    elaborate_elements(el);
    net->params = names->params;
    net->symbols = names->symbols;
    net->n_symbols = names->n_symbols;
    elaborate_model(el);
    elaborate_transient(el);
    elaborate_analyses(el);
    elaborate_plots(el);
    net->wanted = names->wanted;
    return circ_diags_errors(diags) == errors ? net : NULL;
}
