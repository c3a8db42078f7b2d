/* linear_ode.h - dx/dt = A x at given times, for a matrix A that is known by what it does.
 *
 * CVODE of SUNDIALS: A. C. Hindmarsh et al., ACM Trans. Math. Softw. 31, 363 (2005). Variable order and step,
 * the local error of each step held below `relative` |x_i| + `absolute` in the root mean square over i. It
 * knows no physics. */
#ifndef LINALG_LINEAR_ODE_H
#define LINALG_LINEAR_ODE_H

#include <stdbool.h>
#include <stddef.h>

#include "circ/status.h"

typedef struct {
    void *context;
    void (*apply)(void *context, const double *x, double *y); /* y = A x */
    /* For stiff ones, else NULL: x near (1 - h A)^-1 b, the better the quicker, for the h of the last
     * `prepare` or one that is near to it. */
    CircStatus (*prepare)(void *context, double h);
    CircStatus (*solve)(void *context, double h, const double *b, double *x);
    /* The state at times[i], for every i in ascending order. What is not CIRC_OK ends the run. */
    CircStatus (*take)(void *context, int i, const double *x);
} LinearOde;

typedef struct {
    bool stiff; /* backward differences with GMRES; else Adams' formulas, for what oscillates */
    double relative, absolute;
    long max_steps; /* to each of the times; 0: default, 10 million */
} LinearOdeOptions;

/* x: n, the state at times[0], and at the last time afterwards. times: ascending. `steps` counts those taken
 * so far, also while `take` runs. CIRC_NOT_CONVERGED: a step became too small, or there were too many. */
CircStatus linear_ode_run(const LinearOde *ode, const LinearOdeOptions *options, size_t n, double *x,
                          int n_times, const double *times, long *steps);

#endif
