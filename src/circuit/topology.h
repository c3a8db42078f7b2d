/* topology.h - the article's topology, found in a netlist. */
#ifndef CIRCUIT_TOPOLOGY_H
#define CIRCUIT_TOPOLOGY_H

#include "circ/netlist.h"

typedef struct {
    double *shunt;    /* per transmon, F: capacitors from its node to ground, without its own C */
    double *loading;  /* per resonator, F: the same */
    double *coupling; /* transmon x resonator, F */
} Topology;

/* False where the netlist is something else; why is reported unless `diags` is NULL. */
bool topology_find(const CircNetlist *net, CircArena *arena, CircDiags *diags, Topology *topology);

#endif
