/* inductance.h - inductors that may be coupled, as the inverse inductance between their nodes. */
#ifndef CIRCUIT_INDUCTANCE_H
#define CIRCUIT_INDUCTANCE_H

#include "circ/status.h"
#include "circuit/graph.h"

/* The sets of inductors that mutual inductances join; most are of one. */
Groups inductor_sets(const CircNetlist *net, CircArena *arena);

/* Reports every set whose energy is not positive, that is, whose matrix of coefficients k (1 on its diagonal)
 * is not positive definite: |k| >= 1 of a pair, or more than a set can share. True: none. */
bool inductance_check(const CircNetlist *net, CircArena *arena, CircDiags *diags);

/* Gamma := L^-1 of one set, m x m, 1/H, for i(omega) = Gamma v(omega)/(i omega); M_ab = k sqrt(L_a L_b).
 * CIRC_SINGULAR: see inductance_check. */
CircStatus inductance_inverse(const CircNetlist *net, const Groups *sets, int set, double *Gamma,
                              CircArena *arena);

#endif
