/* scope.h - the names of a file while it is resolved, and after: parameters, functions, elements, instances, baths.
 *
 * The file has a scope, and so has each instance of a subcircuit, each turn of a loop and each branch of an `if`. */
#ifndef FRONT_SCOPE_H
#define FRONT_SCOPE_H

#include "base/table.h"
#include "circ/evaluate.h"

typedef enum { PARAM_UNKNOWN, PARAM_BUSY, PARAM_KNOWN } ParamState;

/* What a parameter's value comes from. */
typedef struct {
    const CircExpr *expr;          /* NULL: the value is there */
    const struct CircScope *scope; /* of the expression's names */
    const CircExpr *like;          /* its value must have the dimension of this one's: the default that it replaces; or NULL */
    const CircExpr *low, *high;    /* range, or NULL */
    const struct CircScope *home;  /* of the names in like, low and high */
    ParamState state;
} ParamSource;

/* Shared by all scopes of a compilation. */
typedef struct {
    CircArena *arena;
    CircSymbol *symbols;
    CircParam *params; /* of symbols of kind PARAM; those of the file come first */
    ParamSource *sources;
    const CircStmt **functions;   /* of kind FUNCTION */
    struct CircScope **instances; /* of kind INSTANCE */
    int n_symbols, n_params, n_functions, n_instances;
    size_t symbols_capacity, params_capacity, sources_capacity, functions_capacity, instances_capacity;
    Table members;   /* of arrays that have a list: "SYMBOL:i,j" to the place in it */
    uint64_t wanted; /* quantities that analyses name */
    const CircTransient *transient; /* n is 0 until it is elaborated; NULL: the file has none, and `t` no meaning */
    int depth;                      /* of the expressions of parameters that wait for each other */
    int n_calls, calls_deep;        /* of functions, since the start */
    struct Elaboration *elaboration; /* for another round, with other values */
} Names;

typedef struct CircScope {
    Names *names;
    struct CircScope *parent; /* where names are looked up that are not here; NULL: this is the file's */
    struct CircScope *owner;  /* whose elements and nodes those declared here are: the file or an instance */
    Table table;              /* index into names->symbols */
    const char *prefix;       /* owner: "x[2]."; "" of the file */
    const CircStmt *subcircuit;     /* owner: that an instance is of; NULL: the file */
    const struct CircScope *site;   /* owner: where the instance is made */
    const CircExpansion *expansion; /* owner: of its text */
    int *ports;                     /* owner: a node for each port */
    bool in_loop;
} Scope;

/* What an expression may contain: parameters only; quantities by their dimension alone (the value is NaN);
 * all. */
typedef enum { EVAL_PARAMS, EVAL_TYPES, EVAL_RESULTS } EvalPhase;

enum { MAX_ARGUMENTS = 16 }; /* of a function */

/* Arguments of the function whose body is evaluated. */
typedef struct Binding {
    const char *name;
    CircValue value;
    const struct Binding *next;
} Binding;

typedef struct {
    const Scope *scope;
    CircDiags *diags;
    EvalPhase phase;
    const CircEvaluator *results; /* RESULTS */
    const Binding *bindings;
} Eval;

Names *names_create(CircArena *arena);
/* A scope within `parent`, or the file's. It is its own owner if `owner` is NULL. */
Scope *scope_create(Names *names, Scope *parent, Scope *owner);
CircArena *eval_arena(const Eval *eval);

/* Adds a name to this very scope; its symbol, or NULL after reporting that it is taken. */
CircSymbol *scope_declare(Scope *scope, CircDiags *diags, CircSymbol symbol);
const CircSymbol *scope_find(const Scope *scope, const char *name); /* there or further out; NULL: absent */
CircSymbol *scope_find_own(const Scope *scope, const char *name);

/* params.c. A parameter of this scope; false after reporting that its name is taken or means something else. */
bool scope_declare_param(Scope *scope, CircDiags *diags, CircWord name, ParamSource source);
/* One that has its value, as the name of a loop. */
void scope_declare_value(Scope *scope, CircDiags *diags, CircWord name, CircValue value);
/* Whether a name means something that neither a parameter nor a function may be called; false: reported. */
bool scope_name_is_free(const Scope *scope, CircDiags *diags, CircWord name, const char *what);
/* The value of parameter i; evaluated when it is first asked for. */
CircValue scope_param(const Eval *eval, int i);
/* Reports, at `span`, a value that is outside of its parameter's range. */
void scope_check_range(const Eval *eval, int i, CircSpan span);
/* The bit of a file's parameter in CircValue.inputs. */
uint64_t input_bit(int param);

/* select.c. Members of an array, or the one thing that a name stands for: places in the list of its kind. */
typedef struct {
    const CircSymbol *symbol;
    int n, first;
    const int *list; /* NULL: first, first + 1, ... */
    uint64_t inputs; /* of its indices */
} Selection;
int selection_at(const Selection *selection, int i);

/* What a reference of a kind selects. Reports and returns false for an unknown name, a wrong index, or a kind that is not
 * `kind`; `what` says what was wanted. */
bool scope_select(const Eval *eval, const CircExpr *ref, CircSymbolKind kind, const char *what, Selection *selection);
/* The place of member [i] or [i, j] of an array; -1: there is none. */
int symbol_member(const Names *names, const CircSymbol *symbol, const long index[2]);
/* Takes note that member `index` of an array stands at `place`. */
void symbol_add_member(Names *names, CircSymbol *symbol, const long index[2], int place);
/* "[2]", "[1,2]"; "" where there is no index. */
const char *index_text(CircArena *arena, int n_dims, const long index[2]);

/* "did you mean" for a name, among the symbols of a kind (-1: of any), functions and constants too if wanted.
 */
void scope_suggest(const Scope *scope, CircDiags *diags, CircDiag *diag, const char *name, int kind,
                   bool with_functions);

CircValue eval_expr(const Eval *eval, const CircExpr *expr);

/* Whether a condition holds; its value is `bad` after a report. */
CircValue eval_condition(const Eval *eval, const CircExpr *expr, bool *holds);

/* A value that must have a dimension. Energies may be given as J, K (times k_B) or Hz (times h). Bad after
 * the report; `what` says whose value it is ("'EJ' of transmon 'q'"). */
CircValue eval_as(const Eval *eval, const CircExpr *expr, CircDim dim, const char *what);
/* A whole number; *inputs gains what it follows from, where it is not NULL. */
bool eval_integer(const Eval *eval, const CircExpr *expr, const char *what, long *value, uint64_t *inputs);

/* The settings of `at`: parameters and their values, n of them, and what these follow from. NULL after a report. */
const CircSetting *eval_settings(const Eval *eval, const CircAssign *points, int *n, uint64_t *inputs);

/* Brings a value to a dimension as eval_as does. `expr` may be NULL. */
CircValue value_as(CircDiags *diags, CircArena *arena, CircValue value, CircSpan span, const CircExpr *expr,
                   CircDim dim, const char *what);

/* functions.c: built-in functions and constants, and the file's functions. */
bool constant_find(const char *name, CircValue *value);
bool builtin_find(const char *name);
CircValue call_function(const Eval *eval, const CircExpr *call); /* reports an unknown name */
int builtin_count(void);
const char *builtin_name(int i);

/* quantities: arguments resolved against the scope; false: reported. */
int quantity_find(const char *name); /* -1: there is none */
const char *quantity_arguments(CircQuantity quantity);
CircDim quantity_dim(CircQuantity quantity);
CircValue eval_quantity(const Eval *eval, const CircExpr *expr, CircQuantity quantity);

#endif
