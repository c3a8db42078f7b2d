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
                    circ_arena_format(eval_arena(eval), "an argument of '%s'", call->name.text));
        value.bad = other.bad;
        value.inputs |= other.inputs;
        value.si = functions[f].two(value.si, other.si);
    }
    if (value.bad) return value;
    CircDim dim;
    if (!result_dim(functions[f].rule, value.dim, &dim)) {
        circ_diag(eval->diags, CIRC_E0202, call->args->span, "'%s' takes %s; found %s", call->name.text,
                  wanted(functions[f].rule), dim_name(eval_arena(eval), value.dim));
        return (CircValue){.bad = true};
    }
    value.si = functions[f].one ? functions[f].one(value.si) : value.si;
    value.dim = dim;
    return value;
}

bool builtin_find(const char *name)
{
    for (int f = 0; f < N_FUNCTIONS; f++)
        if (!strcmp(name, functions[f].name)) return true;
    return !strcmp(name, "if");
}

/* if(CONDITION, A, B): A and B have one dimension, but only the one that counts has to have a value. */
static CircValue call_if(const Eval *eval, const CircExpr *call)
{
    const CircExpr *condition = call->args, *yes = condition ? condition->next : NULL, *no = yes ? yes->next : NULL;
    if (!no || no->next) return wrong_call(eval, call, "takes a condition and two values");
    bool holds = false;
    CircValue truth = eval_condition(eval, condition, &holds);
    if (truth.bad) return truth;
    Eval types = *eval;
    types.phase = eval->phase == EVAL_RESULTS ? EVAL_RESULTS : EVAL_TYPES;
    CircValue value = eval_expr(eval, holds ? yes : no);
    if (value.bad) return value;
    if (eval->phase != EVAL_RESULTS) {
        CircValue other = eval_expr(&types, holds ? no : yes);
        if (other.bad) return other;
        if (!dim_equal(value.dim, other.dim)) {
            CircDiag *diag = circ_diag(eval->diags, CIRC_E0202, call->span, "the two values of 'if' differ in dimension");
            circ_diag_note(eval->diags, diag, yes->span, "this is %s", dim_name(eval_arena(eval), holds ? value.dim : other.dim));
            circ_diag_note(eval->diags, diag, no->span, "this is %s", dim_name(eval_arena(eval), holds ? other.dim : value.dim));
            return (CircValue){.bad = true};
        }
    }
    value.inputs |= truth.inputs;
    return value;
}

enum { MAX_CALLS = 2000000, MAX_CALLS_DEEP = 64 };

static CircValue too_many_calls(const Eval *eval, const CircExpr *call, const char *name)
{
    Names *names = eval->scope->names;
    CircDiag *diag = names->calls_deep >= MAX_CALLS_DEEP
                         ? circ_diag(eval->diags, CIRC_E0108, call->span,
                                     "the function '%s' calls itself, or calls are nested deeper than %d", name, MAX_CALLS_DEEP)
                         : circ_diag(eval->diags, CIRC_E0108, call->span, "more than %d calls of functions", MAX_CALLS);
    circ_diag_help(eval->diags, diag, "a function is a formula: it cannot repeat anything");
    return (CircValue){.bad = true};
}

/* The body in the names of the file, with the arguments before them. */
static CircValue call_user_function(const Eval *eval, const CircExpr *call, const CircStmt *function)
{
    Names *names = eval->scope->names;
    Binding bindings[MAX_ARGUMENTS];
    int n = 0;
    if (names->calls_deep >= MAX_CALLS_DEEP || names->n_calls++ >= MAX_CALLS)
        return too_many_calls(eval, call, function->name.text);
    const CircExpr *formal = function->nodes, *arg = call->args;
    for (; formal && arg && n < MAX_ARGUMENTS; formal = formal->next, arg = arg->next, n++) {
        bindings[n] = (Binding){formal->name.text, eval_expr(eval, arg), n ? &bindings[n - 1] : NULL};
        if (bindings[n].value.bad) return bindings[n].value;
    }
    if (formal || arg) {
        CircDiag *diag = circ_diag(eval->diags, CIRC_E0108, call->span, "'%s' is called with too %s arguments",
                                   function->name.text, formal ? "few" : "many");
        circ_diag_note(eval->diags, diag, function->name.span, "'%s' is declared here", function->name.text);
        return (CircValue){.bad = true};
    }
    const Scope *file = eval->scope;
    while (file->parent) file = file->parent;
    Eval inner = *eval;
    inner.scope = file;
    inner.bindings = n ? &bindings[n - 1] : NULL;
    int before = circ_diags_count(eval->diags);
    names->calls_deep++;
    CircValue value = eval_expr(&inner, function->value);
    names->calls_deep--;
    if (value.bad && !names->calls_deep && circ_diags_count(eval->diags) > before)
        circ_diag_note(eval->diags, circ_diags_last(eval->diags), call->span, "in a call of '%s'", function->name.text);
    return value;
}

CircValue call_function(const Eval *eval, const CircExpr *call)
{
    const CircSymbol *symbol = scope_find(eval->scope, call->name.text);
    if (symbol && symbol->kind == CIRC_SYM_FUNCTION)
        return call_user_function(eval, call, eval->scope->names->functions[symbol->first]);
    if (!strcmp(call->name.text, "if")) return call_if(eval, call);
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
    scope_suggest(eval->scope, eval->diags, diag, call->name.text,
                  eval->phase == EVAL_PARAMS ? CIRC_SYM_PARAM : CIRC_SYM_FUNCTION, true);
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
        if (*name == *quantities[i].name && !strcmp(name, quantities[i].name)) return i;
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
            circ_arena_format(eval_arena(eval), "the argument of '%s'", circ_quantity_name(call->quantity));
        CircValue value = eval_as(eval, arg, dim_of(letter == 'f' ? DIM_FREQUENCY : DIM_NONE), what);
        call->number = value.si;
        return !value.bad;
    }
    Selection selection;
    if (!scope_select(eval, arg, qubit ? CIRC_SYM_TRANSMON : CIRC_SYM_BATH, qubit ? "a transmon" : "a bath",
                      &selection))
        return false;
    if (selection.n != 1) {
        circ_diag(eval->diags, CIRC_E0105, arg->span, "'%s' takes one element, not several",
                  circ_quantity_name(call->quantity));
        return false;
    }
    int first = selection_at(&selection, 0);
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
    if (letters[0] == letters[1])
        return circ_arena_format(eval_arena(eval), "takes two %ss", argument_words(*letters) + 2); /* without "a " */
    const char *text = circ_arena_format(eval_arena(eval), "takes %s", argument_words(*letters));
    for (letters++; *letters; letters++)
        text = circ_arena_format(eval_arena(eval), "%s and %s%s", text, *letters < 'a' ? "perhaps " : "",
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
    if (quantity == CIRC_QUANTITY_TIME && !eval->scope->names->transient) {
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
    if (eval->phase == EVAL_TYPES) eval->scope->names->wanted |= (uint64_t)1 << quantity;
    if (!value.bad && eval->phase == EVAL_RESULTS)
        value.bad =
            !eval->results->quantity || !eval->results->quantity(eval->results->context, &call, &value.si);
    return value;
}
