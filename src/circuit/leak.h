/* leak.h - heat that goes from one resistor to another through the linear network, past the qubits. */
#ifndef CIRCUIT_LEAK_H
#define CIRCUIT_LEAK_H

#include "circ/circuit.h"
#include "circuit/environment.h"

/* The transmission |t|^2 = 4 |c_to^H Z_e c_from|^2 of power from one bath to another at omega (rad/s), 0 to
 * 1: 4 |Z|^2/(R R') with the transfer impedance Z between two resistors. Junctions are open: a transmon at
 * its own frequency is part of the system and not of the network. 0 where no network joins the baths; NaN
 * where it cannot be solved. */
double network_transmission(const CircEnvironment *env, int from, int to, double omega);

enum { MOST_LEAKING = 6, MOST_LEAKS = MOST_LEAKING * (MOST_LEAKING - 1) / 2 };

typedef struct {
    int from, to;    /* baths, the hotter to the colder */
    double W, error; /* see circ_leak */
} LeakPair;

/* The leaks between all pairs of resistors, as far as they can be computed; returns their number. None for
 * more than MOST_LEAKING of them: each pair is an integral over all frequencies. */
int leak_pairs(const CircCircuit *circuit, LeakPair pairs[MOST_LEAKS]);

#endif
