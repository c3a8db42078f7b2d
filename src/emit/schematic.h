/* schematic.h - a netlist as a drawing: text for the program `dot` of Graphviz, which finds the places.
 *
 * What is between a node and ground hangs from the node; what is between two nodes stands between them, from the hottest
 * bath on the left to the right. Of a netlist with many elements those that differ by their indices alone are one symbol. */
#ifndef EMIT_SCHEMATIC_H
#define EMIT_SCHEMATIC_H

#include <stdio.h>

#include "circ/netlist.h"

/* Why it cannot be drawn, half a sentence; NULL: it can. */
const char *schematic_obstacle(const CircNetlist *netlist, CircArena *arena);

void schematic_write(const CircNetlist *netlist, CircArena *arena, FILE *out);

#endif
