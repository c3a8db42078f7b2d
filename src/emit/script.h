/* script.h - a master equation as a script of another language, which builds H and the jump operators and
 * prints the heat current of each bath.
 *
 * The data is written here, and looks alike in all languages; the rest of a script is a language's own text.
 */
#ifndef EMIT_SCRIPT_H
#define EMIT_SCRIPT_H

#include "emit/target.h"

typedef struct {
    const char *imaginary; /* the unit, behind a number: "j" */
    const char *no, *yes;
    int first;                   /* index of a list's first item */
    const char *const *reserved; /* what no site may be called; NULL ends it */

    /* Its parts in their order. Before the data: */
    const char *start; /* libraries, constants, occupation */

    /* One of three, which use `omega`, and define H and the `jumps` of each bath: */
    const char *plain; /* `baths` with the terms of each: (site, lower level, amplitude) */
    const char
        *dressed; /* with exchange: `charge`, `exchange`, `frequencies`, and `baths` with the amplitudes of
                     each site at these frequencies. The rest is in the eigenstates of H. */
    const char *spins; /* identical qubits without a local bath: `sectors`, `baths` with one amplitude. It
                          goes to the end. */

    const char *secular; /* splits each of the `jumps`, by `width` */
    const char *solve;   /* to the end */
} ScriptLanguage;

bool script_write(const EmitSubject *subject, const ScriptLanguage *language, FILE *out);

/* See EmitTarget. */
const char *script_obstacle(const EmitSubject *subject);

#endif
