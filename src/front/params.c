/* Parameters: declared in any order, evaluated when they are first asked for. */
#include <string.h>

#include "base/format.h"
#include "front/scope.h"
#include "front/units.h"

enum { MAX_WAITING = 2000, MAX_INPUTS = 64 };

uint64_t input_bit(int param)
{
    return (uint64_t)1 << (param < MAX_INPUTS ? param : MAX_INPUTS - 1);
}

/* Names that mean something else wherever a parameter could stand. */
static const char *reserved_as(const Scope *scope, const char *name)
{
    CircValue ignored;
    static const char *const times[] = {"s", "ms", "us", "ns", "ps"};
    if (constant_find(name, &ignored)) return "a constant of nature";
    int quantity = quantity_find(name);
    if (quantity == CIRC_QUANTITY_TIME) return scope->names->transient ? "the time of the transient" : NULL;
    if (quantity >= 0 && !*quantity_arguments((CircQuantity)quantity)) return "a quantity of the result";
    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        if (!strcmp(name, times[i])) return "a unit, which stands in '1 /ns'";
    return NULL;
}

bool scope_name_is_free(const Scope *scope, CircDiags *diags, CircWord name, const char *what)
{
    const char *reserved = reserved_as(scope, name.text);
    if (!reserved) return true;
    CircDiag *diag =
        circ_diag(diags, CIRC_E0104, name.span, "'%s' cannot be %s: it is %s", name.text, what, reserved);
    circ_diag_help(diags, diag, "choose a longer name");
    return false;
}

bool scope_declare_param(Scope *scope, CircDiags *diags, CircWord name, ParamSource source)
{
    Names *names = scope->names;
    if (!scope_name_is_free(scope, diags, name, "a parameter")) return false;
    CircSymbol symbol = {
        .name = name.text, .span = name.span, .kind = CIRC_SYM_PARAM, .n = 1, .first = names->n_params};
    if (!scope_declare(scope, diags, symbol)) return false;
    size_t need = (size_t)names->n_params + 1;
    names->params =
        circ_arena_grow(names->arena, names->params, &names->params_capacity, need, sizeof *names->params);
    names->sources =
        circ_arena_grow(names->arena, names->sources, &names->sources_capacity, need, sizeof *names->sources);
    names->params[names->n_params] = (CircParam){.name = name.text, .span = name.span};
    names->sources[names->n_params++] = source;
    return true;
}

void scope_declare_value(Scope *scope, CircDiags *diags, CircWord name, CircValue value)
{
    if (scope_declare_param(scope, diags, name, (ParamSource){.state = PARAM_KNOWN}))
        scope->names->params[scope->names->n_params - 1].value = value;
}

/* ---- values */

static bool is_waiting_for_itself(const Eval *eval, int i)
{
    Names *names = eval->scope->names;
    ParamSource *source = &names->sources[i];
    CircParam *param = &names->params[i];
    if (source->state != PARAM_BUSY && names->depth + source->expr->depth <= MAX_WAITING) return false;
    CircDiag *diag = circ_diag(eval->diags, CIRC_E0103, param->span, "parameter '%s' %s", param->name,
                               source->state == PARAM_BUSY ? "depends on itself"
                                                           : "waits for too many others in a row");
    circ_diag_help(eval->diags, diag, "declare each parameter behind those that it uses");
    param->value.bad = true;
    return true;
}

/* An expression in the names of another scope, and with messages about its place. */
static CircValue eval_in(const Eval *eval, const Scope *scope, const CircExpr *expr)
{
    const CircExpansion *before = circ_diags_within(eval->diags, scope->owner->expansion);
    Eval inner = {.scope = scope, .diags = eval->diags, .phase = EVAL_PARAMS};
    CircValue value = eval_expr(&inner, expr);
    circ_diags_within(eval->diags, before);
    return value;
}

/* A value that takes the place of a default has its dimension. */
static CircValue as_default(const Eval *eval, const ParamSource *source, const CircParam *param, CircValue value)
{
    if (!source->like || value.bad) return value;
    CircValue like = eval_in(eval, source->home, source->like);
    if (like.bad) return like;
    const char *what = circ_arena_format(eval_arena(eval), "parameter '%s'", param->name);
    const CircExpansion *before = circ_diags_within(eval->diags, source->scope->owner->expansion);
    uint64_t inputs = value.inputs;
    value = value_as(eval->diags, eval_arena(eval), value, source->expr->span, source->expr, like.dim, what);
    value.inputs = inputs;
    circ_diags_within(eval->diags, before);
    return value;
}

/* Bounds are in the dimension of the value. */
void scope_check_range(const Eval *eval, int i, CircSpan span)
{
    const ParamSource source = eval->scope->names->sources[i];
    const CircParam param = eval->scope->names->params[i];
    CircArena *arena = eval_arena(eval);
    if (!source.low || param.value.bad) return;
    CircValue low = eval_in(eval, source.home, source.low), high = eval_in(eval, source.home, source.high);
    const char *what = circ_arena_format(arena, "the range of '%s'", param.name);
    low = value_as(eval->diags, arena, low, source.low->span, source.low, param.value.dim, what);
    high = value_as(eval->diags, arena, high, source.high->span, source.high, param.value.dim, what);
    if (low.bad || high.bad) return;
    CircSpan range = circ_span_join(source.low->span, source.high->span);
    double si = param.value.si;
    if (low.si > high.si) circ_diag(eval->diags, CIRC_E0205, range, "the range of '%s' is empty", param.name);
    if (low.si > high.si || (si >= low.si && si <= high.si)) return;
    char text[64];
    const CircExpansion *before = circ_diags_within(eval->diags, source.scope->owner->expansion);
    CircDiag *diag =
        circ_diag(eval->diags, CIRC_E0205, span, "'%s' is %s its range: %s", param.name, si < low.si ? "below" : "above",
                  format_si(text, sizeof text, si, dim_unit(arena, param.value.dim)));
    circ_diag_note(eval->diags, diag, range, "its range is given here");
    circ_diags_within(eval->diags, before);
}

CircValue scope_param(const Eval *eval, int i)
{
    Names *names = eval->scope->names;
    if (names->sources[i].state == PARAM_KNOWN) return names->params[i].value;
    if (is_waiting_for_itself(eval, i)) return names->params[i].value;
    const ParamSource source = names->sources[i];
    names->sources[i].state = PARAM_BUSY;
    names->depth += source.expr->depth;
    CircValue value = eval_in(eval, source.scope, source.expr);
    value = as_default(eval, &source, &names->params[i], value);
    names->depth -= source.expr->depth;
    value.bad = value.bad || names->params[i].value.bad;
    if (!source.scope->parent && source.scope == source.home) value.inputs |= input_bit(i);
    names->params[i].value = value;
    names->sources[i].state = PARAM_KNOWN;
    if (source.home->parent) scope_check_range(eval, i, source.expr->span); /* the file's: when all are known */
    return value;
}
