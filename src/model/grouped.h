/* grouped.h - groups of identical qubits among distinct ones, without a state for each qubit.
 *
 * Qubits of one group have equal energies and every bath acts on them alike, so a steady state may be taken
 * symmetric under their permutations: it is a sum over the total spins J_1, J_2, ... of the groups of
 * rho(J_1, J_2, ...) times a normalised identity on the multiplicity space, and has no coherences between
 * different J. On the states |J_1 M_1, J_2 M_2, ...> the master equation is again one of Lindblad form. A
 * collective bath has L = sum_g a_g J_-(g); the local bath of a group has three operators per direction,
 * which lead from J to J, J - 1 and J + 1, with the rates of the ladder (docs/physics.md, section 3) as
 * squared elements:
 *
 *   down to J - 1: g (N+2J+2)/(4J(2J+1)) (J+M)(J+M-1)       up: M -> -M
 *   down to J:     g (N+2)/(4J(J+1)) (J+M)(J-M+1)
 *   down to J + 1: g (N-2J)/(4(J+1)(2J+1)) (J-M+1)(J-M+2)
 *
 * Chase and Geremia, PRA 78, 052101 (2008). A group of N has (N/2+1)^2 states (or (N+1)(N+3)/4), not 2^N;
 * blocks are states of equal excitation number and equal J of every group. */
#ifndef MODEL_GROUPED_H
#define MODEL_GROUPED_H

#include "model/lindblad.h"

enum { GROUPED_MAX_STATES = 1 << 20 };

/* True where all sites have two levels, there is no exchange, and some two sites are identical. */
bool grouped_exist(const CircModel *model);

/* Fills an empty `lindblad` up to its links between blocks. */
CircStatus grouped_create(Lindblad *lindblad, const CircModel *model);
void grouped_free(QubitGroups *groups);

#endif
