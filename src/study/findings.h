/* findings.h - the messages of many points, each told once with the points it is at.
 *
 * A message of one point and one of another are the same finding when code and place are equal: the numbers
 * in their texts differ. The text kept is that of the first point. */
#ifndef STUDY_FINDINGS_H
#define STUDY_FINDINGS_H

#include "circ/diag.h"

typedef struct Finding {
    CircDiag diag;     /* its texts are copies */
    const char *where; /* the first point, "T_p = 50 mK"; empty where nothing is set */
    int n_points;
    long last_point; /* that was counted */
    struct Finding *next;
} Finding;

typedef struct {
    CircArena *arena;
    Finding *first, **end;
    int n_errors; /* without failed expects */
    int n_failed_expects;
} Findings;

void findings_init(Findings *findings, CircArena *arena);

/* Counts a message of a point (by its number) that is a finding already. NULL: it is a new one. */
Finding *findings_count(Findings *findings, const CircDiag *diag, long point);

void findings_add(Findings *findings, const CircDiag *diag, long point, const char *where);

/* "the text, at T_p = 50 mK and 45 more points", for all of them. */
void findings_report(const Findings *findings, CircDiags *diags);

#endif
