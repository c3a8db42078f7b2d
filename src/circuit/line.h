/* line.h - a transmission line as an exact two-port, lossy or not, at any length.
 *
 * Chain form with the current I_2 into its far end as an unknown of its own, theta = loss + s delay:
 *
 *   I_1 = V_2 sinh(theta)/Z0 - I_2 cosh(theta),     V_1 - V_2 cosh(theta) + I_2 Z0 sinh(theta) = 0
 *
 * The admittance form is the same but for a division by sinh(theta), which is 0 at every half wave. */
#ifndef CIRCUIT_LINE_H
#define CIRCUIT_LINE_H

#include <complex.h>

#include "circ/netlist.h"

/* Adds a line to the equations M x = (currents): n x n, column-major; its ends at the unknowns place[0],
 * place[1] (-1: ground) and I_2 at the unknown `current`. s in rad/s, i omega for a steady drive. */
void line_stamp(const CircLine *line, double complex s, const int place[2], int current, int n,
                double complex *M);

#endif
