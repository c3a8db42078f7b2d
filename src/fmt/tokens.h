/* tokens.h - a text as the formatter sees it: tokens and comments with the line ends between them, in statements. */
#ifndef FMT_TOKENS_H
#define FMT_TOKENS_H

#include "circ/ast.h"

enum { FMT_COMMENT = -1 };

typedef struct {
    int kind;         /* the grammar's, or FMT_COMMENT */
    const char *text; /* in the source */
    int length;       /* bytes */
    int width;        /* characters */
    int lines;        /* line ends in front of it; 2 where there are blank lines */
    int old_column;   /* in the source, characters from 0 */
    int depth;        /* round and square brackets of its statement that are open around it */
    bool in_index;    /* one of them is square */
    int statement;    /* -1: a comment between statements */
    int block;        /* braces that are open in front of it */
    bool starts_cell; /* a column may start here */
    int blanks;       /* in front of it, unless it starts a line */
    int column;       /* in the new text, characters from 0 */
} FmtToken;

/* What is aligned with what: statements of one class. */
typedef enum { FMT_PARAM, FMT_ELEMENT, FMT_BATH, FMT_WORD, FMT_OTHER } FmtClass;

typedef struct {
    int first, end; /* tokens; comments between them included */
    FmtClass class;
    int block;        /* braces that are open around it */
    bool starts_line; /* it is the first on its line */
    int run;          /* consecutive statements of one class, without a blank line, are one run */
} FmtStatement;

typedef struct {
    CircArena *arena;
    FmtToken *tokens;
    int n_tokens;
    FmtStatement *statements;
    int n_statements;
} FmtText;

/* A text with errors has odd tokens, but is scanned to its end. */
FmtText fmt_scan(const CircSource *source, CircArena *arena);

bool fmt_is(const FmtToken *token, const char *word);

/* The next token behind i that is no comment, before `end`; `end` if there is none. */
int fmt_next(const FmtText *text, int i, int end);

#endif
