#include "front/scope.h"

#include <string.h>

enum { MAX_WAITING = 2000 };

void scope_init(Scope *scope, CircArena *arena)
{
    *scope = (Scope){.arena = arena};
    table_init(&scope->names, arena, 0);
}

const CircSymbol *scope_find(const Scope *scope, const char *name)
{
    int i = table_find(&scope->names, name);
    return i < 0 ? NULL : &scope->symbols[i];
}

bool scope_declare(Scope *scope, CircDiags *diags, CircSymbol symbol)
{
    const CircSymbol *old = scope_find(scope, symbol.name);
    if (old) {
        CircDiag *diag = circ_diag(diags, CIRC_E0102, symbol.span, "'%s' is declared twice", symbol.name);
        circ_diag_note(diags, diag, old->span, "'%s' was declared here first", symbol.name);
        return false;
    }
    scope->symbols = circ_arena_grow(scope->arena, scope->symbols, &scope->symbols_capacity,
                                     scope->n_symbols + 1, sizeof *scope->symbols);
    scope->symbols[scope->n_symbols] = symbol;
    table_add(&scope->names, symbol.name, (int)scope->n_symbols++);
    return true;
}

/* Names that mean something else wherever a parameter could stand. */
static const char *reserved_as(const Scope *scope, const char *name)
{
    CircValue ignored;
    static const char *const times[] = {"s", "ms", "us", "ns", "ps"};
    if (constant_find(name, &ignored)) return "a constant of nature";
    int quantity = quantity_find(name);
    if (quantity == CIRC_QUANTITY_TIME) return scope->transient ? "the time of the transient" : NULL;
    if (quantity >= 0 && !*quantity_arguments((CircQuantity)quantity)) return "a quantity of the result";
    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        if (!strcmp(name, times[i])) return "a unit, which stands in '1 /ns'";
    return NULL;
}

void scope_declare_param(Scope *scope, CircDiags *diags, CircWord name, const CircExpr *expr)
{
    const char *reserved = reserved_as(scope, name.text);
    if (reserved) {
        CircDiag *diag = circ_diag(diags, CIRC_E0104, name.span, "'%s' cannot be a parameter: it is %s",
                                   name.text, reserved);
        circ_diag_help(diags, diag, "choose a longer name");
        return;
    }
    CircSymbol symbol = {
        .name = name.text, .span = name.span, .kind = CIRC_SYM_PARAM, .first = (int)scope->n_params};
    if (!scope_declare(scope, diags, symbol)) return;
    size_t need = scope->n_params + 1;
    scope->params =
        circ_arena_grow(scope->arena, scope->params, &scope->params_capacity, need, sizeof *scope->params);
    scope->sources =
        circ_arena_grow(scope->arena, scope->sources, &scope->sources_capacity, need, sizeof *scope->sources);
    scope->params[scope->n_params] = (CircParam){.name = name.text, .span = name.span};
    scope->sources[scope->n_params++] = (ParamSource){.expr = expr};
}

CircValue scope_param(const Eval *eval, int i)
{
    Scope *scope = eval->scope;
    CircParam *param = &scope->params[i];
    ParamSource *source = &scope->sources[i];
    if (source->state == PARAM_KNOWN) return param->value;
    if (source->state == PARAM_BUSY || scope->depth + source->expr->depth > MAX_WAITING) {
        CircDiag *diag = circ_diag(eval->diags, CIRC_E0103, param->span, "parameter '%s' %s", param->name,
                                   source->state == PARAM_BUSY ? "depends on itself"
                                                               : "waits for too many others in a row");
        circ_diag_help(eval->diags, diag, "declare each parameter behind those that it uses");
        param->value.bad = true;
        return param->value;
    }
    source->state = PARAM_BUSY;
    scope->depth += source->expr->depth;
    Eval inner = {.scope = scope, .diags = eval->diags, .phase = EVAL_PARAMS};
    CircValue value = eval_expr(&inner, source->expr);
    scope->depth -= source->expr->depth;
    value.bad = value.bad || param->value.bad;
    param->value = value;
    source->state = PARAM_KNOWN;
    return value;
}

void scope_suggest(const Scope *scope, CircDiags *diags, CircDiag *diag, const char *name, int kind,
                   bool with_functions)
{
    int n = 0;
    size_t most = scope->n_symbols + (size_t)builtin_count() + CIRC_N_QUANTITIES;
    const char **names = circ_new(scope->arena, const char *, most);
    for (size_t i = 0; i < scope->n_symbols; i++)
        if (kind < 0 || (int)scope->symbols[i].kind == kind) names[n++] = scope->symbols[i].name;
    for (int i = 0; with_functions && i < builtin_count(); i++) names[n++] = builtin_name(i);
    for (int i = 0; with_functions && kind < 0 && i < CIRC_N_QUANTITIES; i++)
        if (i != CIRC_QUANTITY_TIME || scope->transient) names[n++] = circ_quantity_name((CircQuantity)i);
    const char *nearest = table_nearest(name, names, n);
    if (nearest) circ_diag_help(diags, diag, "did you mean '%s'?", nearest);
}

static bool index_range(const Eval *eval, const CircSymbol *symbol, const CircExpr *index, long *low,
                        long *high)
{
    if (index->kind == CIRC_EXPR_STAR) {
        *low = symbol->low;
        *high = symbol->high;
        return true;
    }
    const CircExpr *from = index->kind == CIRC_EXPR_RANGE ? index->left : index;
    const CircExpr *to = index->kind == CIRC_EXPR_RANGE ? index->right : index;
    if (!eval_integer(eval, from, "an index", low) || !eval_integer(eval, to, "an index", high)) return false;
    if (*low >= symbol->low && *high <= symbol->high && *low <= *high) return true;
    CircDiag *diag = circ_diag(eval->diags, CIRC_E0105, index->span, "the index is outside of '%s[%ld:%ld]'",
                               symbol->name, symbol->low, symbol->high);
    circ_diag_note(eval->diags, diag, symbol->span, "'%s' is declared here", symbol->name);
    return false;
}

const CircSymbol *scope_resolve(const Eval *eval, const CircExpr *ref, CircSymbolKind kind, const char *what,
                                int *first, int *last)
{
    if (ref->kind != CIRC_EXPR_REF) {
        circ_diag(eval->diags, CIRC_E0104, ref->span, "expected the name of %s", what);
        return NULL;
    }
    const CircSymbol *symbol = scope_find(eval->scope, ref->name.text);
    if (symbol && symbol->kind == CIRC_SYM_BAD) return NULL;
    if (!symbol || symbol->kind != kind) {
        CircDiag *diag = symbol ? circ_diag(eval->diags, CIRC_E0104, ref->name.span, "'%s' is not %s",
                                            ref->name.text, what)
                                : circ_diag(eval->diags, CIRC_E0101, ref->name.span,
                                            "there is no '%s'; expected %s", ref->name.text, what);
        if (symbol) circ_diag_note(eval->diags, diag, symbol->span, "'%s' is declared here", symbol->name);
        scope_suggest(eval->scope, eval->diags, diag, ref->name.text, (int)kind, false);
        return NULL;
    }
    long low = 0, high = 0;
    if (ref->args && !symbol->array) {
        circ_diag(eval->diags, CIRC_E0105, ref->span, "'%s' is not an array", symbol->name);
        return NULL;
    }
    if (symbol->array && !ref->args) {
        CircDiag *diag = circ_diag(eval->diags, CIRC_E0105, ref->span, "'%s' is an array", symbol->name);
        circ_diag_help(eval->diags, diag, "write '%s[%ld]' for one of it or '%s[*]' for all", symbol->name,
                       symbol->low, symbol->name);
        return NULL;
    }
    if (ref->args && !index_range(eval, symbol, ref->args, &low, &high)) return NULL;
    *first = symbol->first + (int)(low - symbol->low);
    *last = symbol->first + (int)(high - symbol->low);
    return symbol;
}
