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
    long max_states;  /* of the window, some 150 bytes each; 0: default, 20 million */
} LadderOptions;

/* Populations on the window of the (J, M) lattice that was kept, and their moments.
 * J = twice_J/2; line j of the window is twice_J = first_twice_J + 2 j. */
typedef struct {
    double Jz;   /* <J_z> */
    double J2;   /* <J_x^2 + J_y^2 + J_z^2> */
    double JpJm; /* <J_+ J_->, summed without cancellation */
    double JmJp; /* <J_- J_+> */
    double up;   /* mean number of excited qubits, N/2 + <J_z>, without cancellation */
    long first_twice_J;
    long n_lines;
    double *P_J;      /* n_lines: probability of each J; owned by the workspace, valid until its next use */
    long n_states;    /* lattice points of the window */
    double neglected; /* estimate from above of what the window leaves out: share of the probability, or of
                         JpJm, JmJp or up where that is more */
    double residual;  /* max |flow in - flow out| / max gross flow, of states and of whole Js */
    int cycles;       /* iterations taken; 0: direct */
} LadderState;

/* Arrays that are kept between solves: a sweep over temperatures allocates once. The solution is not: the
 * same rates give the same digits, whatever was solved before. */
typedef struct LadderWorkspace LadderWorkspace;

LadderWorkspace *ladder_workspace_create(void); /* NULL: no memory */
void ladder_workspace_free(LadderWorkspace *workspace);

/* Solves for the stationary populations P of the rates W of docs/physics.md, "The ladder":
 *
 *   sum_j P_j W_ji = P_i sum_j W_ij,  sum_i P_i = 1
 *
 * Needs local_down + local_up > 0 or N = 1 (else CIRC_NOT_UNIQUE: use the closed form of a sector);
 * CIRC_UNSUITABLE for N < 1 or a rate that is no number >= 0; CIRC_TOO_LARGE when the window passes
 * max_states. Never returns CIRC_OK with a residual or a neglected share above the tolerance;
 * CIRC_NOT_CONVERGED fills `state` for the message.
 *
 * Cost: some 5 to 20 cycles of 0.1 to 0.2 us per state. The window has about 10 sqrt(N) values of J, and of M
 * those that are populated. Moments are good to 1e-12 or better. */
CircStatus ladder_solve(const LadderRates *rates, const LadderOptions *options, LadderWorkspace *workspace,
                        LadderState *state);

#endif
