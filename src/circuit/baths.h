/* baths.h - what is common to all derivations: the list of baths, and what those given by their rate do. */
#ifndef CIRCUIT_BATHS_H
#define CIRCUIT_BATHS_H

#include "circ/circuit.h"

/* One CircBath for each of the netlist's, with room for its couplings; all amplitudes are 0. */
CircBath *baths_describe(const CircNetlist *net, CircArena *arena);

/* The occupations of every bath at every qubit's frequency, and the amplitudes of the baths given by their rate, sqrt(rate at f01). */
void baths_couple_rates(const CircNetlist *net, const CircQubit *qubits, CircBath *baths);

/* The baths of a circuit at the temperatures that its netlist has now. */
const CircBath *baths_at_temperatures(const CircCircuit *circuit, CircArena *arena);

#endif
