/* leak.h - heat that goes from one resistor to another through the linear network, past the qubits. */
#ifndef CIRCUIT_LEAK_H
#define CIRCUIT_LEAK_H

#include "circuit/environment.h"

/* The transmission |t|^2 = 4 |c_to^H Z_e c_from|^2 of power from one bath to another at omega (rad/s), 0 to
 * 1: 4 |Z|^2/(R R') with the transfer impedance Z between two resistors. Junctions are open: a transmon at
 * its own frequency is part of the system and not of the network. 0 where no network joins the baths; NaN
 * where it cannot be solved. */
double network_transmission(const CircEnvironment *env, int from, int to, double omega);

#endif
