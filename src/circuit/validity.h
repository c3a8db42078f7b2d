/* validity.h - warnings where a derivation is used beyond what it assumes. */
#ifndef CIRCUIT_VALIDITY_H
#define CIRCUIT_VALIDITY_H

#include "circ/circuit.h"

/* Born and Markov, first order, transmon, two levels: docs/physics.md, "What the program warns about". One warning of each kind for all
 * qubits that have one place in the file. */
void check_validity(const CircCircuit *circuit, CircArena *arena, CircDiags *diags);

#endif
