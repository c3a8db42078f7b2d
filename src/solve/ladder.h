/* ladder.h - the steady state of N identical two-level qubits under collective and local baths.
 *
 * With identical qubits and no exchange the populations P(J, M) of the collective-spin ladder close
 * among themselves. All baths enter through four totals, so this module knows no bath, no circuit
 * and no unit but 1/s. Rates of the processes: docs/physics.md, "The ladder";
 * Chase and Geremia, PRA 78, 052101 (2008); Shammah et al., PRA 98, 063815 (2018). */
#ifndef SOLVE_LADDER_H
#define SOLVE_LADDER_H

#include <stddef.h>

#include "circ/status.h"

/* Rates in 1/s, summed over the baths; each is >= 0. */
typedef struct {
    long N;                 /* qubits, >= 1 */
    double collective_down; /* sum of gamma (1 + n) over the collective baths */
    double collective_up;   /* sum of gamma n */
    double local_down;      /* the same per qubit over the local baths; both 0: J is conserved */
    double local_up;
} LadderRates;

typedef struct {
    double tolerance; /* on the neglected probability and on the relative residual; 0: default, 1e-14 */
    int max_cycles;   /* 0: default, 200 */
    long max_states;  /* of the window, about 100 bytes each; 0: default, 20 million */
} LadderOptions;

/* Populations on the window of the (J, M) lattice that was kept, and their moments.
 * J = twice_J/2; line j of the window is twice_J = first_twice_J + 2 j. */
typedef struct {
    double Jz;     /* <J_z> */
    double J2;     /* <J_x^2 + J_y^2 + J_z^2> */
    double JpJm;   /* <J_+ J_->, summed without cancellation */
    double JmJp;   /* <J_- J_+> */
    double up;     /* mean number of excited qubits, N/2 + <J_z>, without cancellation */
    long first_twice_J;
    long n_lines;
    double *P_J;   /* n_lines: probability of each J; owned by the workspace, valid until its next use */
    long n_states; /* lattice points of the window */
    double neglected; /* bound on the probability outside the window */
    double residual;  /* max |flow in - flow out| / max gross flow, at the returned populations */
    int cycles;       /* iterations taken */
} LadderState;

/* Arrays that are kept between solves: a sweep over temperatures allocates once, and starts from
 * the previous solution where N is the same. */
typedef struct LadderWorkspace LadderWorkspace;

LadderWorkspace *ladder_workspace_create(void); /* NULL: no memory */
void ladder_workspace_free(LadderWorkspace *workspace);

/* Solves for the stationary populations. Needs local_down + local_up > 0 (else CIRC_NOT_UNIQUE: use
 * the closed form of a sector). Never returns CIRC_OK with a residual or a neglected probability
 * above the tolerance; CIRC_NOT_CONVERGED fills `state` for the message. */
CircStatus ladder_solve(const LadderRates *rates, const LadderOptions *options, LadderWorkspace *workspace,
                        LadderState *state);

#endif
