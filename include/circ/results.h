/* results.h - the table that a study makes: one row per point of its sweeps.
 *
 * It does not know how the numbers came about; the emitters write it. Everything in SI units. */
#ifndef CIRC_RESULTS_H
#define CIRC_RESULTS_H

#include "circ/solution.h"

/* Where the compilation of a point begins, when it follows one that differs in some parameters. */
typedef enum {
    CIRC_REDO_NETLIST,      /* at the start */
    CIRC_REDO_CIRCUIT,      /* at the circuit: values of elements changed */
    CIRC_REDO_TEMPERATURES, /* at the occupations of the baths, and the solve */
    CIRC_REDO_OUTPUTS,      /* nowhere: only outputs read what changed */
    CIRC_N_REDO
} CircRedo;

typedef struct {
    const CircParam *params; /* n_params of the results */
    const double *outputs;   /* n_outputs, SI; NaN where there is no value */
    const double *plotted;   /* the values of all plots, one plot behind the other; NULL: not asked for */
    const double *currents;  /* n_baths, W; the names are in `baths` */
    int n_baths;
    const char *const *baths;
    CircSolution solver;       /* method, dimension, residual, seconds; no pointers but method */
    const CircDiags *warnings; /* of the point; a failed expect may be among them */
} CircRow;

typedef struct {
    const char *circuit;
    int n_params, n_outputs, n_rows;
    const CircSweep *sweeps; /* without those whose parameter the command line sets */
    int n_sweeps;
    const CircOutput *outputs;
    int n_plots;
    const CircPlot *plots;
    const CircRow *rows; /* the last sweep runs fastest */
    int failed_expects;  /* each was reported as an error */
    long n_redone[CIRC_N_REDO]; /* compilations that began there; `at` makes more of them than there are points */
} CircResults;

#endif
