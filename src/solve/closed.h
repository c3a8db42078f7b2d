/* closed.h - collective baths alone: J is conserved, and within each sector the state is thermal (18). */
#ifndef SOLVE_CLOSED_H
#define SOLVE_CLOSED_H

#include "circ/netlist.h"
#include "solve/heat.h"

/* Weights of the sectors J = first_twice_J/2, in steps of one. */
typedef struct {
    long first_twice_J, n;
    double *P;
} Sectors;

/* The weights that the initial state gives, for N qubits whose 0-1 transition is at omega (rad/s): P belongs
 * to the arena. A thermal state has P_J ~ d_J sum_M exp(-M x), d_J = C(N, N/2-J) - C(N, N/2-J-1); weights
 * below 1e-20 of the largest are left out. */
Sectors closed_sectors(const CircInitial *initial, long N, double omega, CircArena *arena);

/* Moments where each sector is thermal with up/down = exp(-x) between neighbouring M (C9); down > 0, up <=
 * down or nearly. */
Moments closed_moments(const Sectors *sectors, long N, double down, double up);

#endif
