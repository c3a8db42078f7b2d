/* meanings.h - a few words on each word of the language, for hovers and lists of completions. */
#ifndef LSP_MEANINGS_H
#define LSP_MEANINGS_H

#include "circ/arena.h"

/* How a statement is written, and what it is for. */
const char *meaning_of_statement(const char *word);
/* A choice of `model`, `bath`, `initial` and `sweep`. */
const char *meaning_of_choice(const char *word);
/* A function, a constant or a quantity, with its arguments and unit. NULL: none has this name. */
const char *meaning_of_call(CircArena *arena, const char *name);
/* "gamma(bath, qubit)": how a quantity or function is called; the name alone of a constant. */
const char *meaning_call_form(CircArena *arena, const char *name);
const char *meaning_of_unit(CircArena *arena, const char *unit);

/* The keys of `model`, and what each may be; NULL behind the last. */
typedef struct {
    const char *key, *choices[4];
} ModelKey;
const ModelKey *meaning_model_key(int i);

#endif
