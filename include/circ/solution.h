/* solution.h - stage 5: the steady state, or those of a transient, and the heat that each bath gives.
 *
 * It does not know where the model came from. */
#ifndef CIRC_SOLUTION_H
#define CIRC_SOLUTION_H

#include "circ/model.h"
#include "circ/status.h"

/* METHOD(identifier, name, what it is) */
#define CIRC_METHOD_LIST(METHOD)                                                                             \
    METHOD(CHOOSE, "choose", "the cheapest method that the model's structure allows")                        \
    METHOD(CLOSED, "closed",                                                                                 \
           "closed form: one qubit, or identical ones in a fixed sector without a local bath")               \
    METHOD(LADDER, "ladder",                                                                                 \
           "populations of |J, M> of identical qubits, on the window that holds the weight")                 \
    METHOD(POPULATIONS, "populations", "a rate equation over eigenstates, where the populations close")      \
    METHOD(SECTOR, "sector", "coherences between states of equal excitation number, sparse LU")              \
    METHOD(KRYLOV, "krylov",                                                                                 \
           "the same without a matrix: GMRES, preconditioned by independent excitation numbers")             \
    METHOD(FULL, "full", "all of it as one dense matrix")

typedef enum {
#define CIRC_METHOD_ENUM(identifier, name, meaning) CIRC_METHOD_##identifier,
    CIRC_METHOD_LIST(CIRC_METHOD_ENUM)
#undef CIRC_METHOD_ENUM
        CIRC_N_METHODS
} CircMethod;

const char *circ_method_name(CircMethod method);
const char *circ_method_meaning(CircMethod method);

typedef struct {
    CircMethod method;
    bool noise;      /* fill noise */
    bool relaxation; /* fill relaxation */
    bool sites;      /* fill sites */
    long derivation; /* models of one solver with equal numbers above 0 differ in temperatures alone */
    bool plots;      /* of a study: fill the values of its plots; the solver does not look at it */
} CircSolveOptions;

/* What single sites and pairs of them are in, in the levels that a site has by itself. Identical sites share what
 * they are in. */
typedef struct {
    int n_kinds, most_levels;
    const int *kind;          /* n_sites; NULL: all are of kind 0 */
    const double *population; /* n_kinds x most_levels, by rows: probability of a level */
    const double *coherence;  /* n_kinds x n_kinds: |<s+_a s-_b>| of two different sites of these kinds,
                                 s- = sum of charge_k |k><k+1| */
} CircSites;

/* Of a transient: what there is at one of its times. */
typedef struct {
    double t;            /* s since the start; 0: the steady state */
    const char *method;  /* its name */
    const char *reason;  /* why this one, half a sentence */
    double dimension;    /* unknowns that were solved for */
    double residual;     /* relative residual of the steady state; transient: |sum of the probabilities - 1| */
    double neglected;    /* bound on the probability left out */
    int iterations;      /* 0: a direct method; transient: steps of the integration so far */
    double seconds;      /* in the solver; transient: since the time before */
    double imbalance;    /* |sum of the currents - d<H_S>/dt| over the gross exchange */
    const double *Q;     /* W, a current per bath, into the qubits (22) */
    const double *noise; /* W^2/Hz, per bath: zero-frequency noise of its current; NULL: not asked for */
    double relaxation;   /* 1/s: the slowest decay towards the steady state; 0: not asked for */
    const CircSites *sites; /* NULL: not asked for */
    double Jz;           /* <J_z>; of more than two levels the mean number of excitations - N/2 */
    double J2;           /* <J^2>; NaN where a site has more than two levels */
    long first_twice_J, n_J;
    const double
        *P_J; /* n_J probabilities; J = first_twice_J/2, in steps of one; NULL: the sites are not identical */
} CircSolution;

/* Memory that outlives a point of a sweep; one per thread. */
typedef struct CircSolver CircSolver;
CircSolver *circ_solver_create(void); /* NULL: no memory */
void circ_solver_free(CircSolver *solver);

/* A number for CircSolveOptions.derivation that this solver has not given yet. */
long circ_solver_number(CircSolver *solver);

/* Finds the steady state. NULL after an error: CIRC_E06.. are the model's (the input's), CIRC_E07.. are the
 * solver's (exit status 3). */
const CircSolution *circ_solve(const CircModel *model, const CircSolveOptions *options, CircSolver *solver,
                               CircArena *arena, CircDiags *diags);

/* The states at the times of a transient: transient->n solutions, in their order. NULL after an error, as above. Noise
 * and relaxation belong to the steady state alone. */
const CircSolution *circ_evolve(const CircModel *model, const CircTransient *transient, const CircSolveOptions *options,
                                CircSolver *solver, CircArena *arena, CircDiags *diags);

#endif
