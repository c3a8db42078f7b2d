/* steady.h - steady states of any model: the general methods behind one primitive.
 *
 * A method is a way to solve L x = b for traceless b. The steady state is x0 + x with L x = -L x0, for any x0
 * of trace one; the noise and the relaxation rate are more solves with the same factors. */
#ifndef SOLVE_STEADY_H
#define SOLVE_STEADY_H

#include "model/lindblad.h"

typedef enum {
    STEADY_CHOOSE,
    STEADY_FULL,        /* all matrix elements, dense */
    STEADY_DIRECT,      /* the sector of equal excitation number, sparse LU */
    STEADY_KRYLOV,      /* the same, GMRES preconditioned by its neighbour, without a matrix */
    STEADY_POPULATIONS, /* a rate equation; only where the populations close among themselves */
    STEADY_N_METHODS
} SteadyMethod;

typedef struct {
    SteadyMethod method;
    Secular secular;
    bool noise;         /* fill noise */
    bool relaxation;    /* fill relaxation */
    bool ungrouped;     /* keep identical qubits apart; STEADY_FULL always does */
    double tolerance;   /* on the residual; 0: default, 1e-12 */
    int max_iterations; /* 0: default */
    size_t max_bytes;   /* 0: default, 4 GiB */
    long derivation;    /* as in CircSolveOptions */
} SteadyOptions;

/* Arrays belong to the workspace and hold until its next use. */
typedef struct {
    SteadyMethod method; /* that was used */
    double dimension;    /* unknowns, as real numbers */
    double residual;     /* |L rho| over (largest decay rate of a state times |rho|), 2-norms */
    int iterations;      /* of GMRES; 0: a direct method */
    double spread;       /* largest difference between the steady states from two starts; 0: not needed */
    int n_baths, n_states;
    const double *Q;     /* W, per bath, into the qubits: Tr[H_S D_b(rho)] */
    double imbalance;    /* |sum of Q| over the gross exchange */
    const double *noise; /* W^2/Hz per bath: d<<q^2>>/dt at zero frequency of the energy q that it gave; NULL:
                            not asked */
    double relaxation;   /* 1/s: the slowest decay in the sector, -Re of the generator's eigenvalue; 0: not
                            asked */
    double Jz;           /* mean number of excitations - N/2 */
    double J2;           /* <J^2>; NaN where a site has more than two levels */
    bool grouped;        /* identical qubits were taken together: states are |J, M> of each group */
    const double *populations; /* n_states, of the eigenstates of H_S by excitation number */
    const double *omega;       /* n_states: their energies/hbar, rad/s */
    char conserved[256];       /* with CIRC_NOT_UNIQUE: what is conserved, as half a sentence */
} SteadyResult;

/* Matrices, factors and the last state: a sweep reuses them, and starts from it. */
typedef struct Steady Steady;

Steady *steady_create(void); /* NULL: no memory */
void steady_free(Steady *steady);

/* CIRC_NOT_CONVERGED: the residual is above the tolerance, and `result` has it for the message.
 * CIRC_NOT_UNIQUE: starts from two states end in different ones. CIRC_UNSUITABLE: the method asked for does
 * not apply. CIRC_TOO_LARGE. */
CircStatus steady_solve(Steady *steady, const CircModel *model, const SteadyOptions *options,
                        SteadyResult *result);

const char *steady_method_name(SteadyMethod method);

#endif
