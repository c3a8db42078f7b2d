/* diag.h - what a compilation has to say to its user: errors, warnings and notes, each at a place. */
#ifndef CIRC_DIAG_H
#define CIRC_DIAG_H

#include <stdbool.h>
#include <stdio.h>

#include "circ/source.h"

/* The stable codes, from diag_codes.def: CIRC_E0101 and so on. */
typedef enum {
#define CODE(code, title) CIRC_##code,
#include "circ/diag_codes.def"
#undef CODE
    CIRC_N_CODES
} CircCode;

typedef struct CircNote {
    CircSpan span;
    const char *text;
    struct CircNote *next;
} CircNote;

typedef struct {
    CircCode code;
    bool error; /* else a warning */
    CircSpan span;
    const char *text; /* lower case, no full stop; names in single quotes */
    const char *help; /* what to do, or NULL */
    CircNote *notes;  /* other places involved */
} CircDiag;

typedef struct CircDiags CircDiags;

CircDiags *circ_diags_create(CircArena *arena, CircSources *sources);

/* Adds one. Errors past the 100th are counted but not kept. A second one with equal code, place and text is
 * dropped. A span of an expansion becomes that of the text, with a note for each instance that it is in. The arena that
 * the list was made with owns all. Never NULL. */
CircDiag *circ_diag(CircDiags *diags, CircCode code, CircSpan span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void circ_diag_help(CircDiags *diags, CircDiag *diag, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void circ_diag_note(CircDiags *diags, CircDiag *diag, CircSpan span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Drops the warnings of this code from now on. */
void circ_diags_allow(CircDiags *diags, CircCode code);
/* Drops what `from` drops. */
void circ_diags_allow_as(CircDiags *diags, const CircDiags *from);

/* The warnings that there are count as errors from now on. */
void circ_diags_deny_warnings(CircDiags *diags);

/* Spans in the body of this expansion are meant as its own, until another is set; NULL: none. Returns the one before. */
const CircExpansion *circ_diags_within(CircDiags *diags, const CircExpansion *expansion);
const CircExpansion *circ_diags_expansion(const CircDiags *diags); /* that is set */

/* Whether this message will be told; false: it was told already, or is one too many. */
bool circ_diags_keeps(const CircDiags *diags, const CircDiag *diag);

/* Errors that were reported, the same one as often as it was. A loop may give up on account of them. */
long circ_diags_reports(const CircDiags *diags);

int circ_diags_errors(const CircDiags *diags);
int circ_diags_count(const CircDiags *diags); /* errors and warnings that were kept */
const CircDiag *circ_diags_get(const CircDiags *diags, int i); /* in the order of addition */
CircDiag *circ_diags_last(CircDiags *diags); /* to add to it; NULL: there is none */
CircSources *circ_diags_sources(const CircDiags *diags);

/* Copies into `to` what it does not have yet; of `from` the first n. */
void circ_diags_merge(CircDiags *to, const CircDiags *from);
void circ_diags_merge_first(CircDiags *to, const CircDiags *from, int n);

/* "E0101" to its code; -1: there is none. */
int circ_code_find(const char *name);
/* The exit status that the errors ask for: 0 none, 1 the input is wrong or an expect failed, 3 a solver failed. Wrong
 * input counts before a solver's failure, and that before a failed expect. */
int circ_diags_status(const CircDiags *diags);

/* "E0101" */
const char *circ_code_name(CircCode code);
/* what the code stands for, a few words */
const char *circ_code_title(CircCode code);

/* All of them in order of place: file:line:column, the line itself, carets, notes, help. */
void circ_diags_print(const CircDiags *diags, FILE *out, bool colour);

#endif
