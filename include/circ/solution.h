/* solution.h - stage 5: the steady state and the heat that each bath gives.
 *
 * It does not know where the model came from. */
#ifndef CIRC_SOLUTION_H
#define CIRC_SOLUTION_H

#include "circ/model.h"
#include "circ/status.h"

typedef struct {
    const char *method;  /* "closed" or "ladder" */
    double dimension;    /* unknowns that were solved for */
    double residual;     /* relative residual of the steady state */
    double neglected;    /* bound on the probability left out */
    double seconds;      /* in the solver */
    double imbalance;    /* |sum of the currents| over the gross exchange */
    const double *Q;     /* W, a current per bath, into the qubits (22) */
    double Jz, J2;       /* <J_z>, <J^2> */
    long first_twice_J, n_J;
    const double *P_J;   /* n_J probabilities; J = first_twice_J/2, in steps of one */
} CircSolution;

/* Memory that outlives a point of a sweep; one per thread. */
typedef struct CircSolver CircSolver;
CircSolver *circ_solver_create(void); /* NULL: no memory */
void circ_solver_free(CircSolver *solver);

/* Finds the steady state. NULL after an error: CIRC_E06.. are the model's (the input's), CIRC_E07.. are the
 * solver's (exit status 3). */
const CircSolution *circ_solve(const CircModel *model, CircSolver *solver, CircArena *arena, CircDiags *diags);

#endif
