/* run_text.h - the text of a .circ file through all stages, for tests that look at numbers. */
#ifndef TESTS_RUN_TEXT_H
#define TESTS_RUN_TEXT_H

#include "circ/study.h"

typedef struct {
    CircArena *arena;
    CircDiags *diags;
    const CircResults *results; /* NULL: there was an error */
} Run;

Run run_text(const char *text);
void run_free(Run *run);

double run_output(const Run *run, int row, const char *name); /* NaN: there is none */
double run_current(const Run *run, int row, const char *bath);
bool run_has_code(const Run *run, CircCode code); /* among errors and warnings */

#endif
