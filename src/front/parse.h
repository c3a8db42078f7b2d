/* parse.h - what scanner and grammar share: the state of one parse, and the makers of tree nodes. */
#ifndef FRONT_PARSE_H
#define FRONT_PARSE_H

#include "circ/ast.h"

typedef struct {
    const CircSource *source;
    CircArena *arena;
    CircDiags *diags;
    int start_token;    /* sent first: which of the grammar's start symbols is meant; 0 once sent */
    uint32_t offset;    /* of the next byte, in the text */
    int brackets;       /* open ones; a line's end counts only outside of them */
    bool line_is_empty; /* no token of the statement yet */
    bool after_number, after_unit, after_comma;
    bool after_block, after_else; /* `}` and `else` were the last tokens */
    bool brace_missed; /* at the end of a line, and reported: one on the next line is what was meant */
    CircWord first_word; /* of the statement, for messages */
    int first_token;
    CircStmt *head, **tail; /* of the block that is read */
    CircSpan brace;         /* that opened it; nowhere outside of blocks */
    const CircAssign *assign;
} ParseContext;

/* Trees deeper than this are an error: every later walk over a tree may then recurse. */
enum { PARSE_MAX_DEPTH = 500 };

CircExpr *parse_expr(ParseContext *pc, CircExprKind kind, CircSpan span);
CircExpr *parse_number(ParseContext *pc, CircSpan span, double number, CircWord unit, CircWord per);
CircExpr *parse_named(ParseContext *pc, CircExprKind kind, CircSpan span, CircWord name, CircExpr *args);
CircExpr *parse_pair(ParseContext *pc, CircExprKind kind, CircSpan span, CircOp op, CircExpr *left,
                     CircExpr *right);
CircExpr *parse_at(ParseContext *pc, CircSpan span, CircExpr *expr, CircAssign *points);
CircExpr *parse_member(ParseContext *pc, CircSpan span, CircWord name, CircExpr *indices, CircExpr *member);
CircExpr *parse_list(CircExpr *list, CircExpr *last);

CircAssign *parse_assign(ParseContext *pc, CircSpan span, CircWord key, CircExpr *value);
CircAssign *parse_assign_list(CircAssign *list, CircAssign *last);

/* The statement is put behind the others of its block. */
void parse_statement(ParseContext *pc, CircSpan span, CircStmt stmt);
/* One that is the whole block, `else if`. */
CircStmt *parse_inner(ParseContext *pc, CircSpan span, CircStmt stmt);

/* From open to close statements go into a block of their own. Open returns what close takes; close the block. */
/* What to write for a word that begins statements in other languages, in small letters; NULL: it is none. */
const char *parse_foreign_word(const char *word);

CircStmt **parse_block_open(ParseContext *pc, CircSpan brace);
CircStmt *parse_block_close(ParseContext *pc, CircStmt **outer);

/* A syntax error: what stands there, and what could (n names; 0: too many to list). */
void parse_report_unexpected(ParseContext *pc, CircSpan span, const char *found, int n,
                             const char *const *expected);

/* One text alone, without what it imports. NULL after an error. */
const CircAst *parse_text(const CircSource *source, CircArena *arena, CircDiags *diags);

void parse_error(ParseContext *pc, CircCode code, CircSpan span, const char *text);

#endif
