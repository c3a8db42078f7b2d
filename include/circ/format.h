/* format.h - the text of a circuit as `circ fmt` writes it.
 *
 * Works on the tokens of the scanner, not on the tree: comments, line breaks and the spelling of numbers stay the
 * user's. Blanks, indents, columns and repeated blank lines are the formatter's. */
#ifndef CIRC_FORMAT_H
#define CIRC_FORMAT_H

#include "circ/ast.h"

typedef enum {
    CIRC_FORMAT_FINE,
    CIRC_FORMAT_ERRORS, /* of the text, in the diagnostics */
    CIRC_FORMAT_REFUSED /* the new text would not say the same as the old one */
} CircFormatStatus;

typedef struct {
    CircFormatStatus status;
    const char *text; /* FINE: `length` bytes and a NUL, in the arena; formatting it again changes nothing */
    size_t length;
} CircFormatted;

/* Both texts are parsed, and their trees compared, before the new one is returned. */
CircFormatted circ_format(const CircSource *source, CircArena *arena, CircDiags *diags);

/* A unified diff of a text and what circ_format made of it, with three lines of context; nothing where they are
 * equal. */
bool circ_format_changes(const CircSource *source, const CircFormatted *formatted);
void circ_format_diff(const CircSource *source, const CircFormatted *formatted, CircArena *arena, FILE *out);

#endif
