/* ast.h - stage 1, syntax: what a file says, with the place of every part.
 *
 * It knows nothing of units, names or physics: `4 ghz` and an unknown element are fine here. All nodes live
 * in the arena of the file. */
#ifndef CIRC_AST_H
#define CIRC_AST_H

#include "circ/diag.h"

typedef struct {
    const char *text; /* NULL: absent */
    CircSpan span;
} CircWord;

typedef enum {
    CIRC_EXPR_NUMBER,  /* 4, 4 GHz, 0.01 /ns */
    CIRC_EXPR_REF,     /* N, q[1], q[*], q[1:N], m[1, *], x[2].q */
    CIRC_EXPR_CALL,    /* sqrt(2), Q(hot), if(N > 2, 1, 0) */
    CIRC_EXPR_AT,      /* at(Q_valve, N = 16): a value at another point */
    CIRC_EXPR_NEGATE,
    CIRC_EXPR_BINARY,  /* + - * / ^ */
    CIRC_EXPR_COMPARE, /* < > <= >= == != */
    CIRC_EXPR_LOGIC,   /* and, or, not */
    CIRC_EXPR_RANGE,   /* 1:N, only as an index */
    CIRC_EXPR_STAR     /* *, only as an index */
} CircExprKind;

typedef enum { CIRC_OP_ADD, CIRC_OP_SUB, CIRC_OP_MUL, CIRC_OP_DIV, CIRC_OP_POW,
               CIRC_OP_LT, CIRC_OP_GT, CIRC_OP_LE, CIRC_OP_GE, CIRC_OP_EQ, CIRC_OP_NE,
               CIRC_OP_AND, CIRC_OP_OR, CIRC_OP_NOT } CircOp;

typedef struct CircExpr {
    CircExprKind kind;
    CircSpan span;
    double number;             /* NUMBER */
    CircWord unit, per;        /* NUMBER: `GHz`, and `ns` of `/ns` */
    CircWord name;             /* REF, CALL */
    CircOp op;                 /* BINARY, COMPARE, LOGIC */
    struct CircExpr *left;     /* BINARY, COMPARE, LOGIC, NEGATE and not (their operand), RANGE, AT (the expression) */
    struct CircExpr *right;    /* BINARY, COMPARE, LOGIC, RANGE */
    struct CircExpr *args;     /* REF: indices or NULL; CALL: arguments; a list through `next` */
    struct CircExpr *member;   /* REF: what is meant inside of the instance, the `q` of x[2].q; a REF, or NULL */
    struct CircAssign *points; /* AT */
    int depth;                 /* of the tree below; bounded, so that recursion over it is safe */
    struct CircExpr *next;     /* in a list */
    struct CircExpr *last;     /* of the list that starts here; NULL: this one */
} CircExpr;

/* key = value; key.text NULL: a value by position */
typedef struct CircAssign {
    CircWord key;
    CircExpr *value;      /* of a subcircuit's parameter: its default, or NULL */
    CircExpr *low, *high; /* of a parameter: its range, or NULL */
    CircSpan span;
    struct CircAssign *next, *last; /* as in CircExpr */
} CircAssign;

typedef enum {
    CIRC_STMT_CIRCUIT,    /* name, text */
    CIRC_STMT_IMPORT,     /* text: the path; body: the statements of the file, NULL where it was imported before */
    CIRC_STMT_PARAM,      /* name = value; from, to: its range */
    CIRC_STMT_FUNCTION,   /* name; nodes: its arguments; value: its body */
    CIRC_STMT_SUBCIRCUIT, /* name; nodes: its ports; attributes: its parameters; body */
    CIRC_STMT_ELEMENT,    /* an element, or an instance of a subcircuit: keyword name[range] (nodes) attributes */
    CIRC_STMT_FOR,        /* name; values: a list, or one RANGE; body */
    CIRC_STMT_IF,         /* value: the condition; body, otherwise */
    CIRC_STMT_BATH,       /* keyword: local or collective; nodes: the qubits */
    CIRC_STMT_MODEL,      /* attributes */
    CIRC_STMT_SECTOR,     /* attributes: J = value */
    CIRC_STMT_INITIAL,    /* keyword: ground, excited, dicke, thermal; values: its arguments */
    CIRC_STMT_SWEEP,      /* name; values, or from, to, steps */
    CIRC_STMT_TRANSIENT,  /* to, steps; keyword and values as of INITIAL */
    CIRC_STMT_OUTPUT,     /* attributes: expressions, with a key where they are named */
    CIRC_STMT_EXPECT,     /* value; attributes: the points it is at */
    CIRC_STMT_PLOT,       /* attributes: expressions as of OUTPUT; nodes: against these parameters; name: a curve for
                             each value of this one; text: its title; flags */
    CIRC_STMT_ALLOW,      /* nodes: codes of warnings */
    CIRC_N_STMT_KINDS
} CircStmtKind;

enum { CIRC_PLOT_LOG_X = 1, CIRC_PLOT_LOG_Y = 2 };

typedef struct CircStmt {
    CircStmtKind kind;
    CircSpan span;
    CircWord keyword;       /* ELEMENT: capacitor, ...; BATH: local, collective; INITIAL, TRANSIENT: ground, ...; SWEEP: log, linear */
    CircWord name;
    CircWord text;          /* CIRCUIT, PLOT: a title; IMPORT: a path; ELEMENT: the file of a touchstone; or NULL */
    CircExpr *range;        /* ELEMENT: the indices of an array, or NULL; a list */
    CircExpr *nodes;        /* a list of REF */
    CircAssign *attributes; /* a list; a value without a key comes first */
    CircExpr *value;        /* PARAM, FUNCTION, IF, EXPECT */
    CircExpr *values;       /* SWEEP, INITIAL, TRANSIENT, FOR: a list */
    CircExpr *from, *to, *steps;
    int flags;              /* PLOT: CIRC_PLOT_LOG_X and _Y */
    struct CircStmt *body, *otherwise;
    struct CircStmt *next;
} CircStmt;

typedef struct {
    const CircSource *source;
    CircStmt *statements; /* in the order of the file */
} CircAst;

/* The word that a statement of this kind starts with; "element" for elements, which start with their own. */
const char *circ_stmt_word(CircStmtKind kind);

/* Parses a text and the files that it imports, each once; their paths are relative to the file that names them. Reports
 * all syntax errors it finds; NULL when there was one. */
const CircAst *circ_parse(const CircSource *source, CircArena *arena, CircDiags *diags);

/* The same, but never NULL: after errors it is what could be read in spite of them. For editors. */
const CircAst *circ_parse_partly(const CircSource *source, CircArena *arena, CircDiags *diags);

/* Whether the file has definitions alone, for others to import: no element, no bath, and nothing that could make one. */
bool circ_ast_is_library(const CircAst *ast);

/* Parses one `NAME=VALUE` as the command line gives it. NULL after an error. */
const CircAssign *circ_parse_assign(const CircSource *source, CircArena *arena, CircDiags *diags);

/* As text of the language, a statement a line; parsing it gives an equal tree. No place is printed. */
void circ_ast_print(const CircAst *ast, FILE *out);
/* As one line of the language, with the fewest brackets. */
void circ_expr_print(const CircExpr *expr, FILE *out);

#endif
