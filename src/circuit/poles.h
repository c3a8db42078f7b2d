/* poles.h - the free oscillations of the linear network with all junctions open. */
#ifndef CIRCUIT_POLES_H
#define CIRCUIT_POLES_H

#include "circuit/environment.h"

/* The most poles that network_poles gives for frequencies up to omega_max (rad/s). */
int network_poles_bound(const CircEnvironment *env, const Network *part, double omega_max);

/* The complex frequencies s (rad/s) at which the network oscillates by itself: det[s C + G + Gamma/s + lines]
 * = 0. Of each conjugate pair the one with Im s > 0; real ones (decays) too; Re s <= 0.
 *
 *   s   room for network_poles_bound, out: *n of them
 *
 * Lumped networks: all of them, from the quadratic eigenproblem s^2 C + s G + Gamma, linearised (QZ). Lines:
 * their ladders of small sections give first values, which are refined on the exact equations; those above
 * omega_max may be missing. Data files count as open. */
CircStatus network_poles(const CircEnvironment *env, const Network *part, double omega_max, double complex *s,
                         int *n);

#endif
