/* scope.h - the names of a file while it is resolved, and after: parameters, elements, baths. */
#ifndef FRONT_SCOPE_H
#define FRONT_SCOPE_H

#include "base/table.h"
#include "circ/evaluate.h"

typedef enum { PARAM_UNKNOWN, PARAM_BUSY, PARAM_KNOWN } ParamState;

typedef struct {
    const CircExpr *expr; /* NULL: the value came from outside */
    ParamState state;
} ParamSource;

typedef struct CircScope {
    CircArena *arena;
    Table names; /* index into symbols */
    CircSymbol *symbols;
    size_t n_symbols, symbols_capacity;
    CircParam *params; /* of symbols of kind PARAM, at symbol.first */
    ParamSource *sources;
    size_t n_params, params_capacity, sources_capacity;
    uint64_t wanted; /* quantities that analyses name */
    const CircTransient *transient; /* n is 0 until it is elaborated; NULL: the file has none, and `t` no meaning */
    int depth; /* of the expressions of parameters that wait for each other */
} Scope;

/* What an expression may contain: parameters only; quantities by their dimension alone (the value is NaN);
 * all. */
typedef enum { EVAL_PARAMS, EVAL_TYPES, EVAL_RESULTS } EvalPhase;

typedef struct {
    Scope *scope;
    CircDiags *diags;
    EvalPhase phase;
    const CircEvaluator *results; /* RESULTS */
} Eval;

void scope_init(Scope *scope, CircArena *arena);

/* Adds a name; false after reporting that it is taken. */
bool scope_declare(Scope *scope, CircDiags *diags, CircSymbol symbol);
void scope_declare_param(Scope *scope, CircDiags *diags, CircWord name, const CircExpr *expr);
const CircSymbol *scope_find(const Scope *scope, const char *name); /* NULL: absent */

/* The value of parameter i; evaluated when it is first asked for. */
CircValue scope_param(const Eval *eval, int i);

/* The symbol that a reference names, with its members [*first, *last] as indices into the symbol's list.
 * Reports and returns NULL for an unknown name, a wrong index, or a kind that is not `kind`; `what` says what
 * was wanted. */
const CircSymbol *scope_resolve(const Eval *eval, const CircExpr *ref, CircSymbolKind kind, const char *what,
                                int *first, int *last);

/* "did you mean" for a name, among the symbols of a kind (-1: of any), functions and constants too if wanted.
 */
void scope_suggest(const Scope *scope, CircDiags *diags, CircDiag *diag, const char *name, int kind,
                   bool with_functions);

CircValue eval_expr(const Eval *eval, const CircExpr *expr);

/* A value that must have a dimension. Energies may be given as J, K (times k_B) or Hz (times h). Bad after
 * the report; `what` says whose value it is ("'EJ' of transmon 'q'"). */
CircValue eval_as(const Eval *eval, const CircExpr *expr, CircDim dim, const char *what);
bool eval_integer(const Eval *eval, const CircExpr *expr, const char *what, long *value);

/* The settings of `at`: parameters and their values, n of them. NULL after a report. */
const CircSetting *eval_settings(const Eval *eval, const CircAssign *points, int *n);

/* Brings a value to a dimension as eval_as does. `expr` may be NULL. */
CircValue value_as(CircDiags *diags, Scope *scope, CircValue value, CircSpan span, const CircExpr *expr,
                   CircDim dim, const char *what);

/* functions.c: built-in functions and constants. */
bool constant_find(const char *name, CircValue *value);
CircValue call_function(const Eval *eval, const CircExpr *call); /* reports an unknown name */
int builtin_count(void);
const char *builtin_name(int i);

/* quantities: arguments resolved against the scope; false: reported. */
int quantity_find(const char *name); /* -1: there is none */
const char *quantity_arguments(CircQuantity quantity);
CircDim quantity_dim(CircQuantity quantity);
CircValue eval_quantity(const Eval *eval, const CircExpr *expr, CircQuantity quantity);

#endif
