/* validity.h - warnings where a derivation is used beyond what it assumes. */
#ifndef CIRCUIT_VALIDITY_H
#define CIRCUIT_VALIDITY_H

#include "circ/circuit.h"

/* docs/physics.md, "What the program warns about". One warning of each kind for all qubits that have one place in the
 * file. First order: what no temperature changes. */
void check_derivation(const CircCircuit *circuit, CircArena *arena, CircDiags *diags);

/* Born and Markov, transmon, two levels. */
void check_temperatures(const CircCircuit *circuit, CircArena *arena, CircDiags *diags);

#endif
