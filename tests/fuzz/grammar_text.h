/* grammar_text.h - texts of the language made from bytes, for fuzz_grammar.c. */
#ifndef GRAMMAR_TEXT_H
#define GRAMMAR_TEXT_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    char *file, *library; /* from malloc; the file may import the library */
} GrammarText;

/* Each byte is one choice; where there are no more, the simplest is taken. What is named is declared
 * somewhere, and has the dimension that is due, unless a byte chooses otherwise. */
GrammarText grammar_text(const uint8_t *data, size_t size);

#endif
