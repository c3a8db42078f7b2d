/* first_order.h - the article's derivation, to first order in C_c/C_T, for the article's topology. */
#ifndef CIRCUIT_FIRST_ORDER_H
#define CIRCUIT_FIRST_ORDER_H

#include "circ/circuit.h"

/* Fills a circuit: transmons each from a node to ground, one resonator per bath from a node to ground, capacitors between the two
 * kinds of node, or from one of them to ground. Formulas (2), (A6), (A8), (A13), (A21), (B15) of docs/physics.md; with
 * `rates = printed` G and gamma are 2 and 32 times theirs. False after reporting errors. */
bool quantise_first_order(CircCircuit *circuit, const CircNetlist *net, CircArena *arena, CircDiags *diags);

/* Is the topology the article's? Nothing is reported. */
bool first_order_applies(const CircNetlist *net, CircArena *arena);

/* The amplitude of a resonator on a qubit at f (Hz), sqrt(1/s): that at f01 with w and Re Z taken at f. */
double complex first_order_amplitude(const CircCircuit *circuit, int bath, int qubit, double f);

#endif
