/* Functions, constants of nature, and the quantities that results offer. */
#include <math.h>
#include <string.h>

#include "circ/constants.h"
#include "front/scope.h"
#include "front/units.h"

static const struct {
    const char *name;
    double si;
    DimId dim;
} constants[] = {
    {"pi", CIRC_PI, DIM_NONE},     {"h", CIRC_H, DIM_ACTION_CYCLE}, {"hbar", CIRC_HBAR, DIM_ACTION},
    {"k_B", CIRC_KB, DIM_ENTROPY}, {"e", CIRC_E, DIM_CHARGE},       {"Phi_0", CIRC_PHI0, DIM_FLUX},
};
enum { N_CONSTANTS = sizeof constants / sizeof *constants };

bool constant_find(const char *name, CircValue *value)
{
    for (int i = 0; i < N_CONSTANTS; i++) {
        if (strcmp(name, constants[i].name)) continue;
        *value = (CircValue){.si = constants[i].si, .dim = dim_of(constants[i].dim)};
        return true;
    }
    return false;
}

static double smaller(double a, double b)
{
    return a < b || isnan(a) ? a : b;
}

static double larger(double a, double b)
{
    return a > b || isnan(a) ? a : b;
}

static double coth_of(double x)
{
    return 1 / tanh(x);
}

static double angular(double f)
{
    return 2 * CIRC_PI * f;
}

static double frequency(double w)
{
    return w / (2 * CIRC_PI);
}

/* How a function treats dimensions: plain to plain, kept, the square root of it, or from one given to
 * another. */
typedef enum { DIMS_PLAIN, DIMS_KEPT, DIMS_ROOT, DIMS_TO_RATE, DIMS_TO_FREQUENCY } DimRule;

static const struct {
    const char *name;
    DimRule rule;
    double (*one)(double);
    double (*two)(double, double); /* folded over two or more arguments */
} functions[] = {
    {"sqrt", DIMS_ROOT, sqrt, NULL},          {"exp", DIMS_PLAIN, exp, NULL},
    {"log", DIMS_PLAIN, log, NULL},           {"log10", DIMS_PLAIN, log10, NULL},
    {"sin", DIMS_PLAIN, sin, NULL},           {"cos", DIMS_PLAIN, cos, NULL},
    {"tan", DIMS_PLAIN, tan, NULL},           {"sinh", DIMS_PLAIN, sinh, NULL},
    {"cosh", DIMS_PLAIN, cosh, NULL},         {"tanh", DIMS_PLAIN, tanh, NULL},
    {"coth", DIMS_PLAIN, coth_of, NULL},      {"floor", DIMS_PLAIN, floor, NULL},
    {"round", DIMS_PLAIN, round, NULL},       {"abs", DIMS_KEPT, fabs, NULL},
    {"min", DIMS_KEPT, NULL, smaller},        {"max", DIMS_KEPT, NULL, larger},
    {"angular", DIMS_TO_RATE, angular, NULL}, {"frequency", DIMS_TO_FREQUENCY, frequency, NULL},
};
enum { N_FUNCTIONS = sizeof functions / sizeof *functions };

int builtin_count(void)
{
    return N_FUNCTIONS + N_CONSTANTS;
}

const char *builtin_name(int i)
{
    return i < N_FUNCTIONS ? functions[i].name : constants[i - N_FUNCTIONS].name;
}

static CircValue wrong_call(const Eval *eval, const CircExpr *call, const char *text)
{
    circ_diag(eval->diags, CIRC_E0204, call->span, "'%s' %s", call->name.text, text);
    return (CircValue){.bad = true};
}

static bool result_dim(DimRule rule, CircDim dim, CircDim *result)
{
    *result = dim;
    switch (rule) {
    case DIMS_PLAIN: return dim_is_none(dim);
    case DIMS_KEPT: return true;
    case DIMS_ROOT: return dim_power(dim, 0.5, result);
    case DIMS_TO_RATE: *result = dim_of(DIM_RATE); return dim_equal(dim, dim_of(DIM_FREQUENCY));
    default: *result = dim_of(DIM_FREQUENCY); return dim_equal(dim, dim_of(DIM_RATE));
    }
}

static const char *wanted(DimRule rule)
{
    return rule == DIMS_TO_RATE        ? "a frequency (Hz)"
           : rule == DIMS_TO_FREQUENCY ? "a rate (1/s)"
                                       : "a plain number";
}

static CircValue apply(const Eval *eval, const CircExpr *call, int f)
{
    CircValue value = eval_expr(eval, call->args);
    for (const CircExpr *arg = call->args->next; arg && !value.bad; arg = arg->next) {
        CircValue other =
            eval_as(eval, arg, value.dim,
                    circ_arena_format(eval->scope->arena, "an argument of '%s'", call->name.text));
        value.bad = other.bad;
        value.si = functions[f].two(value.si, other.si);
    }
    if (value.bad) return value;
    CircDim dim;
    if (!result_dim(functions[f].rule, value.dim, &dim)) {
        circ_diag(eval->diags, CIRC_E0202, call->args->span, "'%s' takes %s; found %s", call->name.text,
                  wanted(functions[f].rule), dim_name(eval->scope->arena, value.dim));
        return (CircValue){.bad = true};
    }
    return (CircValue){.si = functions[f].one ? functions[f].one(value.si) : value.si, .dim = dim};
}

CircValue call_function(const Eval *eval, const CircExpr *call)
{
    for (int f = 0; f < N_FUNCTIONS; f++) {
        if (strcmp(call->name.text, functions[f].name)) continue;
        if (functions[f].one && (!call->args || call->args->next))
            return wrong_call(eval, call, "takes one argument");
        if (functions[f].two && (!call->args || !call->args->next))
            return wrong_call(eval, call, "takes two or more arguments");
        return apply(eval, call, f);
    }
    CircDiag *diag = circ_diag(eval->diags, CIRC_E0101, call->name.span,
                               "there is no function or quantity '%s'", call->name.text);
    scope_suggest(eval->scope, eval->diags, diag, call->name.text, CIRC_SYM_PARAM, true);
    return (CircValue){.bad = true};
}

_Static_assert(CIRC_N_QUANTITIES <= 64, "a bit each in CircNetlist.wanted");

static const struct {
    const char *name, *arguments, *meaning;
    DimId dim;
} quantities[] = {
#define QUANTITY(identifier, name, arguments, dimension, meaning) {name, arguments, meaning, dimension},
#include "circ/quantity.def"
#undef QUANTITY
};

int quantity_find(const char *name)
{
    for (int i = 0; i < CIRC_N_QUANTITIES; i++)
        if (!strcmp(name, quantities[i].name)) return i;
    return -1;
}

const char *quantity_arguments(CircQuantity quantity)
{
    return quantities[quantity].arguments;
}

CircDim quantity_dim(CircQuantity quantity)
{
    return dim_of(quantities[quantity].dim);
}

const char *circ_quantity_name(CircQuantity quantity)
{
    return quantities[quantity].name;
}

const char *circ_quantity_meaning(CircQuantity quantity)
{
    return quantities[quantity].meaning;
}

/* One argument by its letter, into the call. */
static bool resolve_argument(const Eval *eval, char letter, const CircExpr *arg, CircQuantityCall *call)
{
    bool qubit = letter == 'q' || letter == 'Q';
    if (letter == 'x' || letter == 'f') {
        const char *what =
            circ_arena_format(eval->scope->arena, "the argument of '%s'", circ_quantity_name(call->quantity));
        CircValue value = eval_as(eval, arg, dim_of(letter == 'f' ? DIM_FREQUENCY : DIM_NONE), what);
        call->number = value.si;
        return !value.bad;
    }
    int first, last;
    const CircSymbol *symbol = scope_resolve(eval, arg, qubit ? CIRC_SYM_TRANSMON : CIRC_SYM_BATH,
                                             qubit ? "a transmon" : "a bath", &first, &last);
    if (!symbol) return false;
    if (first != last) {
        circ_diag(eval->diags, CIRC_E0105, arg->span, "'%s' takes one element, not several",
                  circ_quantity_name(call->quantity));
        return false;
    }
    if (qubit && call->qubit < 0)
        call->qubit = first;
    else if (qubit)
        call->qubit2 = first;
    else if (call->bath < 0)
        call->bath = first;
    else
        call->bath2 = first;
    return true;
}

static const char *argument_words(char letter)
{
    switch (letter) {
    case 'q':
    case 'Q': return "a transmon";
    case 'x': return "a number";
    case 'f': return "a frequency";
    default: return "a bath";
    }
}

/* "takes a bath and a transmon" */
static const char *usage(const Eval *eval, const char *letters)
{
    if (!*letters) return "takes no argument";
    const char *text = circ_arena_format(eval->scope->arena, "takes %s", argument_words(*letters));
    for (letters++; *letters; letters++)
        text = circ_arena_format(eval->scope->arena, "%s and %s%s", text, *letters < 'a' ? "perhaps " : "",
                                 argument_words(*letters));
    return text;
}

static bool resolve_arguments(const Eval *eval, const CircExpr *expr, CircQuantityCall *call)
{
    const char *letters = quantity_arguments(call->quantity);
    const CircExpr *arg = expr->kind == CIRC_EXPR_CALL ? expr->args : NULL;
    const char *letter = letters;
    for (; *letter && arg; letter++, arg = arg->next)
        if (!resolve_argument(eval, *letter, arg, call)) return false;
    if (!arg && (!*letter || *letter < 'a')) return true;
    wrong_call(eval, expr, usage(eval, letters));
    return false;
}

CircValue eval_quantity(const Eval *eval, const CircExpr *expr, CircQuantity quantity)
{
    CircValue value = {.si = NAN, .dim = quantity_dim(quantity)};
    if (quantity == CIRC_QUANTITY_TIME && !eval->scope->transient) {
        circ_diag(eval->diags, CIRC_E0101, expr->span,
                  "there is no '%s': it is the time of a transient, and the file has none", expr->name.text);
        return (CircValue){.bad = true};
    }
    if (eval->phase == EVAL_PARAMS) {
        circ_diag(eval->diags, CIRC_E0404, expr->span,
                  "'%s' is known only after the solve: use it in 'output' or 'expect'",
                  circ_quantity_name(quantity));
        return (CircValue){.bad = true};
    }
    CircQuantityCall call = {
        .quantity = quantity, .span = expr->span, .bath = -1, .bath2 = -1, .qubit = -1, .qubit2 = -1};
    value.bad = !resolve_arguments(eval, expr, &call);
    if (eval->phase == EVAL_TYPES) eval->scope->wanted |= (uint64_t)1 << quantity;
    if (!value.bad && eval->phase == EVAL_RESULTS)
        value.bad =
            !eval->results->quantity || !eval->results->quantity(eval->results->context, &call, &value.si);
    return value;
}
