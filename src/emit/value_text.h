/* value_text.h - a number with its unit, as a person reads it. */
#ifndef EMIT_VALUE_TEXT_H
#define EMIT_VALUE_TEXT_H

#include "circ/arena.h"
#include "circ/value.h"

/* "50 mK", "1.0312", "500 /us": SI prefix, 6 digits. Energies are told as frequencies (times h), as the
 * language takes them. Text of the arena. */
const char *value_text(CircArena *arena, double si, CircDim dim);

#endif
