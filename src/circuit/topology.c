#include "circuit/topology.h"

typedef enum { NODE_FREE, NODE_GROUND, NODE_TRANSMON, NODE_RESONATOR } NodeRole;

typedef struct {
    NodeRole role;
    int owner; /* index of the transmon or resonator */
} Node;

typedef struct {
    const CircNetlist *net;
    CircDiags *diags;
    Node *nodes;
    bool fine;
} Search;

static void refuse(Search *search, CircSpan span, const char *what, const char *name)
{
    search->fine = false;
    if (!search->diags) return;
    CircDiag *diag = circ_diag(search->diags, CIRC_E0502, span, "the first-order derivation does not know %s: '%s'", what, name);
    circ_diag_help(search->diags, diag, "it takes transmons and 'rlc' from a node to ground, and capacitors between the two; "
                                        "'model coupling = exact' takes any network");
}

/* A node that a transmon or a resonator hangs on, its other end at ground. */
static void claim(Search *search, const CircElement *e, NodeRole role, int owner, const char *floating, const char *shared)
{
    int node = e->node[0] ? e->node[0] : e->node[1];
    if (e->node[0] && e->node[1]) refuse(search, e->span, floating, e->name);
    else if (search->nodes[node].role != NODE_FREE) refuse(search, e->span, shared, e->name);
    else search->nodes[node] = (Node){role, owner};
}

static void refuse_others(Search *search)
{
    const CircNetlist *net = search->net;
    if (net->n_inductors) refuse(search, net->inductors[0].e.span, "an inductor by itself", net->inductors[0].e.name);
    if (net->n_resistors) refuse(search, net->resistors[0].e.span, "a resistor by itself", net->resistors[0].e.name);
    if (net->n_mutuals) refuse(search, net->mutuals[0].span, "a mutual inductance", net->mutuals[0].name);
    if (net->n_lines) refuse(search, net->lines[0].e.span, "a transmission line", net->lines[0].e.name);
    if (net->n_touchstones) refuse(search, net->touchstones[0].span, "an environment from a file", net->touchstones[0].name);
}

static void place_capacitor(Search *search, const CircCapacitor *capacitor, Topology *topology)
{
    Node a = search->nodes[capacitor->e.node[0]], b = search->nodes[capacitor->e.node[1]];
    if (a.role > b.role) {
        Node swap = a;
        a = b;
        b = swap;
    }
    if (a.role == NODE_GROUND && b.role == NODE_TRANSMON) topology->shunt[b.owner] += capacitor->C;
    else if (a.role == NODE_GROUND && b.role == NODE_RESONATOR) topology->loading[b.owner] += capacitor->C;
    else if (a.role == NODE_TRANSMON && b.role == NODE_RESONATOR)
        topology->coupling[(size_t)a.owner * search->net->n_resonators + b.owner] += capacitor->C;
    else if (a.role == NODE_TRANSMON) refuse(search, capacitor->e.span, "a capacitor between two qubits", capacitor->e.name);
    else if (a.role == NODE_RESONATOR) refuse(search, capacitor->e.span, "a capacitor between two baths", capacitor->e.name);
    else refuse(search, capacitor->e.span, "a capacitor on a node without a qubit or a bath", capacitor->e.name);
}

bool topology_find(const CircNetlist *net, CircArena *arena, CircDiags *diags, Topology *topology)
{
    Search search = {.net = net, .diags = diags, .nodes = circ_new(arena, Node, net->n_nodes), .fine = true};
    search.nodes[0].role = NODE_GROUND;
    for (int i = 0; i < net->n_transmons; i++)
        claim(&search, &net->transmons[i].e, NODE_TRANSMON, i, "a transmon off ground", "two transmons on one node");
    for (int i = 0; i < net->n_resonators; i++)
        claim(&search, &net->resonators[i].e, NODE_RESONATOR, i, "an 'rlc' off ground", "an 'rlc' on a node that is taken");
    refuse_others(&search);
    topology->shunt = circ_new(arena, double, net->n_transmons);
    topology->loading = circ_new(arena, double, net->n_resonators);
    topology->coupling = circ_new(arena, double, (size_t)net->n_transmons * net->n_resonators);
    for (int i = 0; search.fine && i < net->n_capacitors; i++) place_capacitor(&search, &net->capacitors[i], topology);
    return search.fine;
}
