/* steady_work.h - the workspace of the general methods, shared by the files that make them up. */
#ifndef SOLVE_STEADY_WORK_H
#define SOLVE_STEADY_WORK_H

#include "circ/constants.h"
#include "linalg/krylov.h"
#include "solve/full.h"
#include "solve/heat_flow.h"
#include "solve/neighbour.h"
#include "solve/steady.h"

struct Steady {
    Lindblad lindblad;
    Secular secular; /* of the lindblad; and how the model was derived that it is of, 0: it is of none */
    bool group;
    long derivation;
    Sector sector;
    SteadyMethod method;
    double tolerance;
    int max_iterations, iterations;
    size_t max_bytes;
    size_t n, n_baths;
    bool started;        /* x is the steady state of a model of this size */
    double *x;           /* n: the state */
    double *b, *step;    /* n: right-hand side and correction */
    double *other;       /* n: the state from the second start */
    double *work;        /* n: a right-hand side that a method changes */
    double *populations; /* n */
    HeatFlow *flow;
    double *Q, *noise; /* n_baths */
    Triplets matrix;
    SparseLu *lu;
    Krylov *krylov;
    Neighbour *neighbour;
    Full *full;
};

/* L x = b for a traceless b, up to a multiple of the steady state; tolerance on |b - L x|, for the iteration.
 */
CircStatus steady_correct(Steady *steady, const double *b, double *x, double tolerance);

#endif
