/* plain_text.h - numbers and names as other languages take them. */
#ifndef EMIT_PLAIN_TEXT_H
#define EMIT_PLAIN_TEXT_H

#include <stdbool.h>

#include "base/table.h"

enum { PLAIN_NUMBER = 40 };

/* The fewest digits that read back as the same number, with a point or an exponent. Returns buffer. */
const char *plain_number(char buffer[PLAIN_NUMBER], double value);

/* One line of UTF-8: control characters become blanks, bytes that are no UTF-8 question marks. "" for NULL.
 */
const char *plain_line(CircArena *arena, const char *text);

/* The length of the UTF-8 character that starts here; 0: there is none. */
int plain_character(const char *text);

/* Distinct identifiers for names: letters, digits and underscores, "q_1" for "q[1]". */
typedef struct {
    CircArena *arena;
    Table taken;
    bool ignore_case; /* "A" and "a" are one identifier */
} Identifiers;

/* `reserved`: a list that NULL ends, of what no name may become. */
void identifiers_init(Identifiers *identifiers, CircArena *arena, bool ignore_case,
                      const char *const *reserved);

/* A new identifier at each call; one that is taken gets underscores at its end. */
const char *identifiers_add(Identifiers *identifiers, const char *name);

#endif
