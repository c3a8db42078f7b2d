/* study.h - runs the stages in order, for one point or for all points of a sweep. */
#ifndef CIRC_STUDY_H
#define CIRC_STUDY_H

#include "circ/evaluate.h"
#include "circ/results.h"

typedef enum {
    CIRC_STAGE_AST,
    CIRC_STAGE_NETLIST,
    CIRC_STAGE_CIRCUIT,
    CIRC_STAGE_MODEL,
    CIRC_STAGE_SOLUTION
} CircStage;

/* Arenas of a point that is compiled again and again, each beside the point's `arena`: they are reset when what they
 * hold is made anew. */
typedef struct {
    CircArena *circuit;  /* circuit and model */
    CircArena *solution; /* what depends on temperatures of these, and the solution */
    CircArena *scratch;  /* of one compilation; points may share it */
} CircStageArenas;

/* A point: what each stage made of it. */
typedef struct {
    CircArena *arena; /* of the netlist, and of all the rest where `apart` has no other */
    CircStageArenas apart;
    CircDiags *diags;
    CircSpectra *spectra; /* NULL: none are kept */
    CircSolver *solver;
    CircSolveOptions options;
    const CircNetlist *netlist;
    const CircCircuit *circuit;
    const CircModel *model;
    const CircSolution *solution; /* of a transient: the one that is looked at, at first that of t = 0 */
    int n_solutions;              /* times of a transient; else 1 */
    const CircSolution *solutions;
    const CircCircuit *derived; /* circuit and model as they were made; `circuit` and `model` may be */
    const CircModel *lowered;   /* these at other temperatures */
    long derivation;            /* of CircSolveOptions */
    int n_said[CIRC_STAGE_SOLUTION + 1]; /* messages after the netlist, and after the solution */
} CircPoint;

/* Runs the stages up to `upto` and leaves their structs in `point`, whose arena, diags and solver are set.
 * A netlist that `point` has is taken as it is, and `ast` and the overrides are not looked at; else it is
 * NULL. False when a stage reported an error. A point that needs more memory than its arena may hold is
 * E0007. */
bool circ_compile(CircPoint *point, const CircAst *ast, int n_overrides, const CircOverride *overrides,
                  CircStage upto);

/* What a change of parameters asks for at a point that was compiled to its solution without an error, and that has its
 * arenas apart. Bits of `changed` as in CircReach; overrides are all that are set now. */
CircRedo circ_redo(const CircPoint *point, int n_overrides, const CircOverride *overrides, uint64_t changed);

/* Makes that, and leaves the rest as it is. Not for CIRC_REDO_NETLIST. Messages go to `diags`, the point's from now on;
 * they are those of a full compilation: the ones of stages that stay are copied. After an error the point must be
 * compiled from the start. */
bool circ_recompile(CircPoint *point, int n_overrides, const CircOverride *overrides, uint64_t changed,
                    CircDiags *diags);

/* Parses settings of parameters from outside, NAME=VALUE, of which the last one for a name counts. False after
 * reporting an error; places are in a text named "-p". */
bool circ_parse_settings(int n, const char *const *settings, CircArena *arena, CircDiags *diags, int *n_overrides,
                         const CircOverride **overrides);

/* The value of a quantity at a solved point. False after reporting why there is none. */
bool circ_quantity_value(const CircPoint *point, const CircQuantityCall *call, double *si);

/* Runs the analyses of a file: every point of its sweeps, its outputs, its expects. NULL after an error (all
 * are in `diags`, warnings of the points too, each once with the points it is at). A sweep whose parameter an
 * override sets is not made. An expect without settings holds at every point; one with settings at every
 * point of the sweeps that it does not set. A transient makes a row for each of its times, which run fastest,
 * and `t` the last of the results' parameters and sweeps. */
const CircResults *circ_study(const CircAst *ast, int n_overrides, const CircOverride *overrides,
                              const CircSolveOptions *options, CircArena *arena, CircDiags *diags);

/* Sees each row when it is made, and the point that it is of, which is gone afterwards. */
typedef struct {
    void (*row)(void *context, const CircPoint *point, const CircRow *row);
    void *context;
} CircRowObserver;

/* circ_study with an observer. */
const CircResults *circ_study_observed(const CircAst *ast, int n_overrides, const CircOverride *overrides,
                                       const CircSolveOptions *options, const CircRowObserver *observer,
                                       CircArena *arena, CircDiags *diags);

#endif
