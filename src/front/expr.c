/* Evaluation of expressions with their dimensions. */
#include <math.h>
#include <string.h>

#include "base/format.h"
#include "circ/constants.h"
#include "front/scope.h"
#include "front/units.h"

static const CircValue bad = {.bad = true};

static const char *name_of(const Eval *eval, CircDim dim)
{
    return dim_name(eval_arena(eval), dim);
}

static void report_unknown_unit(const Eval *eval, CircWord unit)
{
    CircDiag *diag = circ_diag(eval->diags, CIRC_E0201, unit.span, "there is no unit '%s'", unit.text);
    if (!circ_diags_keeps(eval->diags, diag)) return;
    const char *nearest = unit_nearest(eval_arena(eval), unit.text);
    if (unit_is_prefix(unit.text))
        circ_diag_help(eval->diags, diag, "'%s' is a prefix alone: add the unit, as in '%sF' or '%sHz'", unit.text,
                       unit.text, unit.text);
    else if (nearest)
        circ_diag_help(eval->diags, diag, "did you mean '%s'?", nearest);
}

static CircValue eval_number(const Eval *eval, const CircExpr *expr)
{
    CircValue value = {.si = expr->number, .dim = dim_of(DIM_NONE)};
    const CircWord words[] = {expr->unit, expr->per};
    for (int i = 0; i < 2; i++) {
        if (!words[i].text) continue;
        double factor;
        CircDim dim;
        if (!unit_find(words[i].text, &factor, &dim)) {
            report_unknown_unit(eval, words[i]);
            return bad;
        }
        value.si = i ? value.si / factor : value.si * factor;
        value.dim = dim_add(value.dim, dim, i ? -1 : 1);
    }
    return value;
}

static CircValue unknown_name(const Eval *eval, const CircExpr *expr)
{
    CircDiag *diag = circ_diag(eval->diags, CIRC_E0101, expr->name.span, "there is no '%s'", expr->name.text);
    scope_suggest(eval->scope, eval->diags, diag, expr->name.text,
                  eval->phase == EVAL_PARAMS ? CIRC_SYM_PARAM : -1, true);
    return bad;
}

/* x[2].C: a parameter of an instance. */
static CircValue eval_instance_param(const Eval *eval, const CircExpr *expr)
{
    Selection selection;
    if (!scope_select(eval, expr, CIRC_SYM_PARAM, "a parameter", &selection)) return bad;
    if (selection.n == 1) return scope_param(eval, selection_at(&selection, 0));
    circ_diag(eval->diags, CIRC_E0105, expr->span, "this is more than one parameter");
    return bad;
}

/* An element has no value of its own, so a name that it shares with a constant (a bath called h) is the
 * constant. */
static CircValue eval_ref(const Eval *eval, const CircExpr *expr)
{
    const char *name = expr->name.text;
    const CircSymbol *symbol = scope_find(eval->scope, name);
    CircValue constant;
    if (expr->member) return eval_instance_param(eval, expr);
    for (const Binding *bound = eval->bindings; bound && !expr->args; bound = bound->next)
        if (!strcmp(bound->name, name)) return bound->value;
    if (symbol && symbol->kind == CIRC_SYM_PARAM && !expr->args) return scope_param(eval, symbol->first);
    if (!expr->args && constant_find(name, &constant)) return constant;
    if (symbol && symbol->kind == CIRC_SYM_BAD) return bad;
    if (symbol) {
        const char *text = symbol->kind == CIRC_SYM_PARAM      ? "is a parameter and has no index"
                           : symbol->kind == CIRC_SYM_FUNCTION ? "is a function: it needs its arguments in brackets"
                           : symbol->kind == CIRC_SYM_INSTANCE ? "is an instance: it has no value of its own"
                                                               : "is an element: it has no value of its own";
        CircDiag *diag = circ_diag(eval->diags, CIRC_E0104, expr->span, "'%s' %s", name, text);
        circ_diag_note(eval->diags, diag, symbol->span, "'%s' is declared here", name);
        return bad;
    }
    int quantity = expr->args ? -1 : quantity_find(name);
    if (quantity >= 0) return eval_quantity(eval, expr, (CircQuantity)quantity);
    return unknown_name(eval, expr);
}

static CircValue eval_sum(const Eval *eval, const CircExpr *expr, CircValue left, CircValue right)
{
    if (!dim_equal(left.dim, right.dim)) {
        const char *left_name = name_of(eval, left.dim), *right_name = name_of(eval, right.dim);
        CircDiag *diag = expr->op == CIRC_OP_ADD
                             ? circ_diag(eval->diags, CIRC_E0202, expr->span, "cannot add %s and %s",
                                         left_name, right_name)
                             : circ_diag(eval->diags, CIRC_E0202, expr->span, "cannot subtract %s from %s",
                                         right_name, left_name);
        circ_diag_note(eval->diags, diag, expr->left->span, "this is %s", name_of(eval, left.dim));
        circ_diag_note(eval->diags, diag, expr->right->span, "this is %s", name_of(eval, right.dim));
        return bad;
    }
    left.si = expr->op == CIRC_OP_ADD ? left.si + right.si : left.si - right.si;
    left.inputs |= right.inputs;
    return left;
}

static CircValue eval_product(CircValue left, CircValue right, int sign)
{
    left.si = sign > 0 ? left.si * right.si : left.si / right.si;
    left.dim = dim_add(left.dim, right.dim, sign);
    left.inputs |= right.inputs;
    return left;
}

static CircValue eval_power(const Eval *eval, const CircExpr *expr, CircValue base, CircValue exponent)
{
    CircValue power = {.si = pow(base.si, exponent.si), .inputs = base.inputs | exponent.inputs};
    if (!dim_is_none(exponent.dim)) {
        circ_diag(eval->diags, CIRC_E0202, expr->right->span, "an exponent must be a plain number; found %s",
                  name_of(eval, exponent.dim));
        return bad;
    }
    if (!dim_is_none(base.dim) && !dim_power(base.dim, exponent.si, &power.dim)) {
        circ_diag(eval->diags, CIRC_E0202, expr->right->span, "%s cannot be raised to this power",
                  name_of(eval, base.dim));
        return bad;
    }
    return power;
}

/* Outside of results a value that is not finite is a mistake of the file; in results it stands for
 * "undefined". */
static CircValue checked(const Eval *eval, const CircExpr *expr, CircValue value)
{
    if (value.bad || eval->phase != EVAL_PARAMS || isfinite(value.si)) return value;
    circ_diag(eval->diags, CIRC_E0203, expr->span, "this has no finite value");
    return bad;
}

static CircValue eval_binary(const Eval *eval, const CircExpr *expr)
{
    CircValue left = eval_expr(eval, expr->left), right = eval_expr(eval, expr->right);
    if (left.bad || right.bad) return bad;
    switch (expr->op) {
    case CIRC_OP_ADD:
    case CIRC_OP_SUB: return eval_sum(eval, expr, left, right);
    case CIRC_OP_MUL: return eval_product(left, right, 1);
    case CIRC_OP_DIV: return eval_product(left, right, -1);
    default: return eval_power(eval, expr, left, right);
    }
}

static bool holds(CircOp op, double a, double b)
{
    switch (op) {
    case CIRC_OP_LT: return a < b;
    case CIRC_OP_GT: return a > b;
    case CIRC_OP_LE: return a <= b;
    case CIRC_OP_GE: return a >= b;
    case CIRC_OP_EQ: return a == b;
    default: return a != b;
    }
}

/* Two values whose dimensions should be the same and are not. */
static void explain_mismatch(const Eval *eval, CircDiag *diag, const CircExpr *expr, CircDim left,
                             CircDim right)
{
    CircDim energy = dim_of(DIM_ENERGY), frequency = dim_of(DIM_FREQUENCY);
    bool plain = expr->right->kind == CIRC_EXPR_NUMBER && !expr->right->unit.text && !expr->right->per.text;
    if (plain && dim_is_none(right))
        circ_diag_help(eval->diags, diag, "the number needs a unit, as in '%.15g %s'", expr->right->number,
                       dim_unit(eval_arena(eval), left));
    if ((dim_equal(left, energy) && dim_equal(right, frequency)) ||
        (dim_equal(right, energy) && dim_equal(left, frequency)))
        circ_diag_help(eval->diags, diag, "an energy divided by 'h' is a frequency");
}

static CircValue eval_comparison(const Eval *eval, const CircExpr *expr)
{
    CircValue left = eval_expr(eval, expr->left), right = eval_expr(eval, expr->right);
    if (left.bad || right.bad) return bad;
    if (!dim_equal(left.dim, right.dim)) {
        CircDiag *diag = circ_diag(eval->diags, CIRC_E0202, expr->span, "cannot compare %s with %s",
                                   name_of(eval, left.dim), name_of(eval, right.dim));
        explain_mismatch(eval, diag, expr, left.dim, right.dim);
        return bad;
    }
    CircValue truth = {.si = holds(expr->op, left.si, right.si), .inputs = left.inputs | right.inputs};
    if (isnan(left.si) || isnan(right.si)) truth.si = NAN;
    return truth;
}

/* The side that decides hides the other, which may then be senseless: `N > 1 and x[2] > 0`. */
static CircValue eval_logic(const Eval *eval, const CircExpr *expr)
{
    bool left_holds = false, right_holds = false;
    CircValue left = eval_condition(eval, expr->left, &left_holds);
    if (left.bad) return bad;
    if (expr->op == CIRC_OP_NOT) return (CircValue){.si = !left_holds, .inputs = left.inputs};
    bool decided = expr->op == CIRC_OP_AND ? !left_holds : left_holds;
    if (decided && eval->phase != EVAL_TYPES) return (CircValue){.si = left_holds, .inputs = left.inputs};
    CircValue right = eval_condition(eval, expr->right, &right_holds);
    if (right.bad) return bad;
    bool holds = expr->op == CIRC_OP_AND ? left_holds && right_holds : left_holds || right_holds;
    return (CircValue){.si = holds, .inputs = left.inputs | right.inputs};
}

CircValue eval_condition(const Eval *eval, const CircExpr *expr, bool *truth)
{
    CircValue value = bad;
    if (expr->kind == CIRC_EXPR_COMPARE) {
        value = eval_comparison(eval, expr);
    } else if (expr->kind == CIRC_EXPR_LOGIC) {
        value = eval_logic(eval, expr);
    } else {
        CircDiag *diag = circ_diag(eval->diags, CIRC_E0402, expr->span, "a condition compares two values");
        circ_diag_help(eval->diags, diag, "write 'A > B', with '<', '>', '<=', '>=', '==' or '!=', and 'and', 'or', 'not'");
    }
    *truth = value.si == 1;
    return value;
}

static CircValue not_a_value(const Eval *eval, const CircExpr *expr)
{
    CircDiag *diag = circ_diag(eval->diags, CIRC_E0402, expr->span, "a comparison has no value");
    circ_diag_help(eval->diags, diag, "it can stand in 'expect' and 'if', as in 'if(A > B, VALUE, OTHER)'");
    return bad;
}

/* at(EXPR, NAME = VALUE, ...): known once all points are. */
static CircValue eval_at(const Eval *eval, const CircExpr *expr)
{
    if (eval->phase == EVAL_PARAMS) {
        circ_diag(eval->diags, CIRC_E0404, expr->span,
                  "'at' is known only after the solve: use it in 'output' or 'expect'");
        return bad;
    }
    Eval types = {.scope = eval->scope, .diags = eval->diags, .phase = EVAL_TYPES, .bindings = eval->bindings};
    CircValue value = eval_expr(&types, expr->left);
    int n = 0;
    uint64_t ignored = 0;
    const CircSetting *settings = eval_settings(eval, expr->points, &n, &ignored);
    if (value.bad || !settings) return bad;
    if (eval->phase == EVAL_TYPES) return value;
    value.bad =
        !eval->results->at || !eval->results->at(eval->results->context, expr, n, settings, &value.si);
    return value;
}

CircValue eval_expr(const Eval *eval, const CircExpr *expr)
{
    switch (expr->kind) {
    case CIRC_EXPR_NUMBER: return eval_number(eval, expr);
    case CIRC_EXPR_REF: return eval_ref(eval, expr);
    case CIRC_EXPR_CALL: {
        int quantity = quantity_find(expr->name.text);
        return quantity >= 0 ? eval_quantity(eval, expr, (CircQuantity)quantity)
                             : checked(eval, expr, call_function(eval, expr));
    }
    case CIRC_EXPR_AT: return eval_at(eval, expr);
    case CIRC_EXPR_NEGATE: {
        CircValue value = eval_expr(eval, expr->left);
        value.si = -value.si;
        return value;
    }
    case CIRC_EXPR_BINARY: return checked(eval, expr, eval_binary(eval, expr));
    case CIRC_EXPR_COMPARE:
    case CIRC_EXPR_LOGIC: return not_a_value(eval, expr);
    default: circ_diag(eval->diags, CIRC_E0105, expr->span, "a range can stand only in an index"); return bad;
    }
}

/* "0.5 /ns" and "2*pi*0.5 /ns" for a literal "0.5 GHz" where a rate was due: Hz counts cycles, a rate does
 * not. */
static void offer_rates(CircArena *arena, CircDiags *diags, CircDiag *diag, const CircExpr *expr)
{
    static const struct {
        const char *frequency, *time;
    } pairs[] = {{"Hz", "s"}, {"kHz", "ms"}, {"MHz", "us"}, {"GHz", "ns"}, {"THz", "ps"}};
    for (size_t i = 0;
         expr && expr->kind == CIRC_EXPR_NUMBER && expr->unit.text && i < sizeof pairs / sizeof *pairs; i++) {
        if (strcmp(expr->unit.text, pairs[i].frequency)) continue;
        const char *rate = circ_arena_format(arena, "%.15g /%s", expr->number, pairs[i].time);
        circ_diag_help(diags, diag, "Hz counts cycles: write '%s', or '2*pi*%s' if cycles were meant", rate,
                       rate);
        return;
    }
    circ_diag_help(diags, diag, "Hz counts cycles per second: 'angular(f)' is 2*pi*f as a rate");
}

static void explain_dimension(CircArena *arena, CircDiags *diags, CircDiag *diag, CircValue value,
                              const CircExpr *expr, CircDim dim)
{
    const char *example = dim_example(dim);
    if (dim_equal(dim, dim_of(DIM_RATE)) && dim_equal(value.dim, dim_of(DIM_FREQUENCY)))
        offer_rates(arena, diags, diag, expr);
    else if (dim_equal(dim, dim_of(DIM_FREQUENCY)) && dim_equal(value.dim, dim_of(DIM_RATE)))
        circ_diag_help(diags, diag, "Hz counts cycles per second: 'frequency(w)' is w/(2*pi) in Hz");
    else if (dim_is_none(value.dim) && example)
        circ_diag_help(diags, diag, "add a unit, as in '%s'", example);
}

CircValue value_as(CircDiags *diags, CircArena *arena, CircValue value, CircSpan span, const CircExpr *expr,
                   CircDim dim, const char *what)
{
    if (value.bad || dim_equal(value.dim, dim)) return value;
    if (dim_equal(dim, dim_of(DIM_ENERGY))) {
        double factor = dim_equal(value.dim, dim_of(DIM_FREQUENCY))     ? CIRC_H
                        : dim_equal(value.dim, dim_of(DIM_TEMPERATURE)) ? CIRC_KB
                                                                        : 0;
        if (factor > 0) return (CircValue){.si = factor * value.si, .dim = dim, .inputs = value.inputs};
    }
    CircDiag *diag = circ_diag(diags, CIRC_E0202, span, "%s: expected %s, found %s", what,
                               dim_name(arena, dim), dim_name(arena, value.dim));
    explain_dimension(arena, diags, diag, value, expr, dim);
    return bad;
}

CircValue eval_as(const Eval *eval, const CircExpr *expr, CircDim dim, const char *what)
{
    return value_as(eval->diags, eval_arena(eval), eval_expr(eval, expr), expr->span, expr, dim, what);
}

bool eval_integer(const Eval *eval, const CircExpr *expr, const char *what, long *integer, uint64_t *inputs)
{
    CircValue value = eval_as(eval, expr, dim_of(DIM_NONE), what);
    if (value.bad) return false;
    if (value.si != nearbyint(value.si) || fabs(value.si) > 1e15) {
        circ_diag(eval->diags, CIRC_E0203, expr->span, "%s must be a whole number; found %.15g", what,
                  value.si);
        return false;
    }
    *integer = (long)value.si;
    if (inputs) *inputs |= value.inputs;
    return true;
}

/* t = TIME: one of the times of the transient, to 1e-9. */
static bool time_setting(const Eval *eval, const CircAssign *point, CircSetting *setting)
{
    const CircTransient *transient = eval->scope->names->transient;
    CircValue t = eval_as(eval, point->value, dim_of(DIM_TIME), "'t'");
    if (t.bad || transient->n == 0) return false;
    double end = transient->times[transient->n - 1], step = end / (transient->n - 1);
    double nearest = transient->times[(int)fmin(fmax(round(t.si / step), 0), transient->n - 1)];
    *setting = (CircSetting){.name = point->key.text, .si = nearest};
    if (fabs(t.si - nearest) <= 1e-9 * fabs(nearest)) return true;
    char at[48], last[48], apart[48];
    CircDiag *diag = circ_diag(eval->diags, CIRC_E0401, point->value->span,
                               "the transient has no point at t = %s", format_si(at, sizeof at, t.si, "s"));
    circ_diag_help(eval->diags, diag, "its %d points go from 0 to %s in steps of %s", transient->n,
                   format_si(last, sizeof last, end, "s"), format_si(apart, sizeof apart, step, "s"));
    return false;
}

const CircSetting *eval_settings(const Eval *eval, const CircAssign *points, int *n, uint64_t *inputs)
{
    *n = 0;
    for (const CircAssign *point = points; point; point = point->next) ++*n;
    CircSetting *settings = circ_new(eval_arena(eval), CircSetting, *n);
    bool fine = true;
    int i = 0;
    Eval params = {.scope = eval->scope, .diags = eval->diags, .phase = EVAL_PARAMS};
    for (const CircAssign *point = points; point; point = point->next, i++) {
        if (eval->scope->names->transient && quantity_find(point->key.text) == CIRC_QUANTITY_TIME) {
            fine = time_setting(&params, point, &settings[i]) && fine;
            continue;
        }
        const CircSymbol *symbol = scope_find(eval->scope, point->key.text);
        if (!symbol || symbol->kind != CIRC_SYM_PARAM) {
            CircDiag *diag = circ_diag(eval->diags, CIRC_E0101, point->key.span, "there is no parameter '%s'",
                                       point->key.text);
            scope_suggest(eval->scope, eval->diags, diag, point->key.text, CIRC_SYM_PARAM, false);
            fine = false;
            continue;
        }
        CircValue own = scope_param(&params, symbol->first);
        const char *what = circ_arena_format(eval_arena(eval), "'%s'", symbol->name);
        CircValue value = own.bad ? own : eval_as(&params, point->value, own.dim, what);
        settings[i] = (CircSetting){.name = symbol->name, .si = value.si};
        *inputs |= value.inputs;
        fine = fine && !value.bad;
    }
    return fine ? settings : NULL;
}

CircValue circ_evaluate(const CircExpr *expr, const CircEvaluator *evaluator)
{
    evaluator->netlist->scope->names->n_calls = 0;
    Eval eval = {.scope = evaluator->netlist->scope,
                 .diags = evaluator->diags,
                 .phase = EVAL_RESULTS,
                 .results = evaluator};
    return eval_expr(&eval, expr);
}
