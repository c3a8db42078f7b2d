/* program.h - other programs, as filters. */
#ifndef BASE_PROGRAM_H
#define BASE_PROGRAM_H

#include <stdio.h>

typedef enum {
    PROGRAM_FINE,
    PROGRAM_MISSING, /* it is not installed */
    PROGRAM_FAILED   /* it could not be started, or ended with an error; `errors` says what it said */
} ProgramStatus;

/* Runs a program, found on the PATH, with `input` as its standard input, and copies what it writes to `out`. No shell is
 * in between. argv ends with NULL. What it says on standard error goes to `errors`, cut to `size`. */
ProgramStatus program_filter(const char *const *argv, const char *input, size_t length, FILE *out, char *errors,
                             size_t size);

#endif
