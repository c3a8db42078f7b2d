/* compare.h - two lists of facts side by side: what changed, the largest change first. */
#ifndef STUDY_COMPARE_H
#define STUDY_COMPARE_H

#include "study/facts.h"

typedef struct {
    const Fact *a, *b; /* NULL: there is none on this side */
    double effect;     /* |log(b/a)|; infinite where one is missing, is 0, or has another sign */
    int n_points;      /* at which it differs; the one shown differs most */
} Change;

typedef struct {
    Change *list; /* by group, and within by effect */
    int n;
    int n_equal;     /* names that are on both sides and do not differ */
    bool points_differ; /* the results have no point in common */
} Comparison;

/* Numbers that differ by less than this, relatively, are equal: solvers do not agree to more. */
#define COMPARE_TOLERANCE 1e-9

/* Facts are the same ones where group, name and point agree. Of a result at many points the largest change is told. */
Comparison compare_facts(const Facts *a, const Facts *b, double tolerance, CircArena *arena);

/* As a table for people, at most `most` lines of a group (0: all), or as one JSON object. False: not enough memory. */
typedef struct {
    const char *a, *b; /* what the two sides are */
    int most;
} ComparisonTitles;
bool comparison_print(const Comparison *comparison, const ComparisonTitles *titles, CircArena *arena, FILE *out);
bool comparison_print_json(const Comparison *comparison, const ComparisonTitles *titles, FILE *out);

#endif
