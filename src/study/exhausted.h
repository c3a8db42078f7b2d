/* exhausted.h - what to say when there is no memory left to say it. */
#ifndef STUDY_EXHAUSTED_H
#define STUDY_EXHAUSTED_H

#include "circ/diag.h"

/* Reports E0007 although `arena`, which may be that of the diags, is used up. */
void exhausted_report(CircArena *arena, CircDiags *diags);

#endif
