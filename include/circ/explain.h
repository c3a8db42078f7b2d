/* explain.h - what a code of a message means, with an example that is wrong and one that is right. */
#ifndef CIRC_EXPLAIN_H
#define CIRC_EXPLAIN_H

#include "circ/diag.h"

typedef struct {
    const char *paragraph;
    const char *wrong, *right; /* whole files; NULL: it cannot be provoked by a file alone */
} CircExplanation;

const CircExplanation *circ_explain(CircCode code);

/* For a terminal; for docs/errors.md, as a section of it. */
void circ_explain_print(CircCode code, FILE *out);
void circ_explain_markdown(CircCode code, FILE *out);

#endif
