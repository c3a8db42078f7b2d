/* facts.h - what can be told of a circuit as a list of named numbers, to compare it with another one.
 *
 * It knows nothing of the other one. */
#ifndef STUDY_FACTS_H
#define STUDY_FACTS_H

#include "circ/results.h"

/* In the order in which they are told. */
typedef enum { FACT_NETLIST, FACT_DERIVED, FACT_RESULT, FACT_N_GROUPS } FactGroup;

typedef struct {
    FactGroup group;
    const char *name; /* "ch[1].C", "gamma(hot,q[1])", "Q(hot)" */
    const char *text; /* of what is no number: the nodes of an element; else NULL */
    double si;
    CircDim dim;
    const char *at; /* RESULT: the point of the sweeps, "T_p = 50 mK"; "" where nothing is swept, and in other groups */
} Fact;

typedef struct {
    CircArena *arena;
    Fact *list;
    size_t n, capacity;
} Facts;

/* Elements with their values and nodes, and parameters. */
void facts_of_netlist(Facts *facts, const CircNetlist *netlist);
/* Energies and frequencies of the qubits, what each bath does to each, exchange. */
void facts_of_circuit(Facts *facts, const CircCircuit *circuit);
/* Outputs and currents of every row. */
void facts_of_results(Facts *facts, const CircResults *results);
/* What `circ run --format json` wrote; its numbers have no units. NULL, or why it is no such thing: half a sentence. */
const char *facts_of_json(Facts *facts, const char *text, size_t length);
/* One more. */
void facts_add(Facts *facts, Fact fact);

#endif
