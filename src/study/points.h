/* points.h - the compiled points of a study, looked up by what is set there.
 *
 * A few are kept, each with arenas of its own, so that `at(...)` finds a point again. A new one takes the place of one
 * that is near to it, and makes again only what the difference reaches. It knows neither grids nor outputs. */
#ifndef STUDY_POINTS_H
#define STUDY_POINTS_H

#include "circ/study.h"
#include "study/findings.h"

/* Of one parameter at a point: set by a sweep or by `at`, or left as the file and the command line have it.
 */
typedef struct {
    bool set;
    double si;
} Setting;

typedef struct Point {
    CircPoint stages;        /* its messages belong to the study: they outlive the point */
    Setting *settings;       /* one per parameter */
    bool used, solved;
    bool at_time;           /* stages.solution is that of a time which was asked for */
    int holders;            /* evaluations under way: it must stay */
    unsigned long last_use; /* the least goes first; 0: not wanted any more */
    long number;            /* of the compilation, or of the time that is looked at */
    int n_collected;        /* of its messages that are findings */
    struct Points *points;
} Point;

enum { POINTS_KEPT = 8 };

typedef struct Points {
    const CircAst *ast;
    int n_overrides;
    const CircOverride *cli_overrides; /* the command line's */
    CircSolveOptions options;
    CircDiags *diags;        /* of the study */
    const CircNetlist *base; /* its parameters are those of every point */
    CircArena *arena;        /* of the study */
    CircSpectra *spectra;
    CircSolver *solver;
    Findings findings;
    Setting *wanted; /* what the next points_get looks up; one per parameter */
    CircOverride *overrides; /* of the compilation that is under way */
    long n_redone[CIRC_N_REDO];
    unsigned long clock;
    long n_numbers;
    Point kept[POINTS_KEPT];
} Points;

/* Makes what must be freed. False: no memory. */
bool points_create(Points *points);
void points_free(Points *points);

/* To be called next: ast, overrides, and the netlist without any setting. */
void points_start(Points *points, const CircNetlist *base, CircArena *arena);

/* Index of a parameter; -1: there is none. */
int points_parameter(const Points *points, const char *name);

/* The point where `wanted` is set, compiled to its solution unless it is there already; held until
 * points_release. Its messages are findings. NULL: as many as can be kept are held. */
Point *points_get(Points *points);
void points_release(Point *point);

/* Looks at the k-th time of a transient. */
void point_look(Point *point, int k);

/* The index of a time, to 1e-9; -1: there is none. */
int point_time(const Point *point, double t);

/* The value of an expression at a held and solved point; `bad` after its message has become a finding. */
CircValue point_value(Point *point, const CircExpr *expr);

/* Turns the messages since the last time into findings. */
void point_collect(Point *point);

#endif
