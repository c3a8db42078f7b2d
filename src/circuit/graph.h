/* graph.h - which nodes of a network hang together, and by what.
 *
 * It knows elements but no values beyond zero or not zero: floating nodes and loops are decided here, since
 * rounding hides the zero pivot of a singular matrix from a factorisation about half of the time. */
#ifndef CIRCUIT_GRAPH_H
#define CIRCUIT_GRAPH_H

#include "circ/netlist.h"

/* A union-find forest over n items. */
typedef struct {
    int n;
    int *parent; /* a root is its own parent, and the least of its tree */
} Forest;

Forest forest_make(int n, CircArena *arena);
int forest_root(Forest *forest, int i);
bool forest_join(Forest *forest, int a,
                 int b); /* false: a and b were joined already, so this closes a loop */

/* The trees of a forest as lists: group g has the items member[start[g]] to member[start[g + 1] - 1],
 * ascending. */
typedef struct {
    int n;
    int *of;    /* item to group */
    int *start; /* n + 1 */
    int *member;
} Groups;

Groups forest_groups(Forest *forest, CircArena *arena);

/* Lists of the items i < n with key[i] >= 0, by key < n_keys, each ascending. `of` is the key itself. */
Groups groups_by_key(int n, const int *key, int n_keys, CircArena *arena);

/* The edges of a network between nodes, by kind. */
typedef enum {
    EDGE_CAPACITOR = 1, /* capacitors that are not 0: shunts of transmons and resonators too */
    EDGE_CONDUCTOR = 2, /* resistors, inductors, resonators, lines, Touchstone data */
    EDGE_JUNCTION = 4,
    EDGE_INDUCTOR = 8, /* what conducts without resistance: inductors, resonators, lines from end to end */
    EDGE_MUTUAL = 16   /* nodes of inductors that are coupled to each other */
} EdgeKinds;

/* Joins the nodes of all edges of these kinds. `through_ground` false leaves out every edge to node 0. */
Forest graph_forest(const CircNetlist *net, int kinds, bool through_ground, CircArena *arena);

/* Whether a transmon has a capacitor of its own: given, or to be found from E_C or the anharmonicity. */
bool transmon_has_shunt(const CircTransmon *transmon);

/* Whether some resistor, inductor, resonator, line or data file touches each node. n_nodes. */
const bool *graph_conducting(const CircNetlist *net, CircArena *arena);

/* Reports what no derivation can work with: values out of range, nodes without a path to ground, junctions
 * without capacitance, loops of junctions. True: none was found. */
bool graph_check(const CircNetlist *net, CircArena *arena, CircDiags *diags);

/* "node 'a'", "nodes 'a' and 'b'", "nodes 'a', 'b' and 7 more"; n > 0. */
const char *node_names(const CircNetlist *net, const int *nodes, int n, CircArena *arena);

#endif
