/* emit.h - the formats that `run` writes its results in. */
#ifndef EMIT_EMIT_H
#define EMIT_EMIT_H

#include "circ/results.h"

typedef struct {
    const char *name;
    const char *what;
    /* `arena` is for texts on the way. False: not enough memory. Errors of the stream are the caller's to
     * look for. */
    bool (*write)(const CircResults *results, CircArena *arena, FILE *out);
} EmitFormat;

int emit_n_formats(void);
const EmitFormat *emit_format(int i);          /* the first is the default */
const EmitFormat *emit_find(const char *name); /* NULL: there is none */

bool emit_table(const CircResults *results, CircArena *arena, FILE *out);
bool emit_csv(const CircResults *results, CircArena *arena, FILE *out);
bool emit_json(const CircResults *results, CircArena *arena, FILE *out);

#endif
