/* circuit_texts.h - texts that the grammar accepts, with blanks, line ends and comments wherever they may stand. */
#ifndef TESTS_CIRCUIT_TEXTS_H
#define TESTS_CIRCUIT_TEXTS_H

#include <stdint.h>

/* Malloc'ed; one seed gives one text. What it says is rarely a circuit: names are not declared, units are any. */
char *circuit_text(uint64_t seed);

#endif
