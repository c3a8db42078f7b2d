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
    CircSpan refused; /* the last one, whose array is not reported again */
    bool fine;
} Search;

/* Never NULL unless nothing shall be reported, or this array was. */
static CircDiag *refuse(Search *search, CircSpan span, const char *what, const char *name)
{
    bool again = span.begin && span.begin == search->refused.begin;
    search->refused = span;
    search->fine = false;
    if (!search->diags || again) return NULL;
    CircDiag *diag = circ_diag(search->diags, CIRC_E0502, span,
                               "the first-order derivation does not know %s: '%s'", what, name);
    circ_diag_help(search->diags, diag,
                   "it takes transmons and 'rlc' from a node to ground, and capacitors between the two; "
                   "'model coupling = exact' takes any network");
    return diag;
}

static const CircElement *owner_of(const Search *search, Node node)
{
    if (node.role == NODE_TRANSMON) return &search->net->transmons[node.owner].e;
    return &search->net->resonators[node.owner].e;
}

/* A node that a transmon or a resonator hangs on, its other end at ground. */
static void claim(Search *search, const CircElement *e, NodeRole role, int owner)
{
    bool transmon = role == NODE_TRANSMON;
    Node *node = &search->nodes[e->node[0] ? e->node[0] : e->node[1]];
    if (e->node[0] && e->node[1]) {
        refuse(search, e->span, transmon ? "a transmon off ground" : "an 'rlc' off ground", e->name);
    } else if (node->role == NODE_GROUND) {
        refuse(search, e->span, "an element with both ends on ground", e->name);
    } else if (node->role != NODE_FREE) {
        const CircElement *first = owner_of(search, *node);
        CircDiag *diag =
            refuse(search, e->span,
                   transmon ? "two transmons on one node" : "an 'rlc' on a node that is taken", e->name);
        if (diag)
            circ_diag_note(search->diags, diag, first->span, "'%s' is on that node already", first->name);
    } else {
        *node = (Node){role, owner};
    }
}

static void refuse_others(Search *search)
{
    const CircNetlist *net = search->net;
    const CircInductor *l = net->inductors;
    const CircResistor *r = net->resistors;
    const CircTouchstone *t = net->touchstones;
    if (net->n_inductors) refuse(search, l->e.span, "an inductor by itself", l->e.name);
    if (net->n_resistors) refuse(search, r->e.span, "a resistor by itself", r->e.name);
    if (net->n_mutuals) refuse(search, net->mutuals->span, "a mutual inductance", net->mutuals->name);
    if (net->n_lines) refuse(search, net->lines->e.span, "a transmission line", net->lines->e.name);
    if (net->n_touchstones) refuse(search, t->span, "an environment from a file", t->name);
}

static const char *misplaced(NodeRole lower, NodeRole higher)
{
    if (lower == NODE_FREE) return "a capacitor on a node without a qubit or a bath";
    if (higher == NODE_GROUND) return "a capacitor with both ends on ground";
    return lower == NODE_TRANSMON ? "a capacitor between two qubits" : "a capacitor between two baths";
}

static void place_capacitor(Search *search, const CircCapacitor *c, Topology *topology)
{
    Node a = search->nodes[c->e.node[0]], b = search->nodes[c->e.node[1]];
    Node lower = a.role < b.role ? a : b, higher = a.role < b.role ? b : a;
    if (c->e.node[0] == c->e.node[1] && lower.role > NODE_GROUND)
        refuse(search, c->e.span, "a capacitor with both ends on one node", c->e.name);
    else if (lower.role == NODE_GROUND && higher.role == NODE_TRANSMON)
        topology->shunt[higher.owner] += c->C;
    else if (lower.role == NODE_GROUND && higher.role == NODE_RESONATOR)
        topology->loading[higher.owner] += c->C;
    else if (lower.role == NODE_TRANSMON && higher.role == NODE_RESONATOR)
        topology->coupling[(size_t)lower.owner * search->net->n_resonators + higher.owner] += c->C;
    else
        refuse(search, c->e.span, misplaced(lower.role, higher.role), c->e.name);
}

bool topology_find(const CircNetlist *net, CircArena *arena, CircDiags *diags, Topology *topology)
{
    Search search = {.net = net, .diags = diags, .nodes = circ_new(arena, Node, net->n_nodes), .fine = true};
    search.nodes[0].role = NODE_GROUND;
    for (int i = 0; i < net->n_transmons; i++) claim(&search, &net->transmons[i].e, NODE_TRANSMON, i);
    for (int i = 0; i < net->n_resonators; i++) claim(&search, &net->resonators[i].e, NODE_RESONATOR, i);
    refuse_others(&search);
    topology->shunt = circ_new(arena, double, net->n_transmons);
    topology->loading = circ_new(arena, double, net->n_resonators);
    topology->coupling = circ_new(arena, double, (size_t)net->n_transmons * net->n_resonators);
    bool placed = search.fine; /* else a capacitor's node may look free that is not */
    for (int i = 0; placed && i < net->n_capacitors; i++)
        place_capacitor(&search, &net->capacitors[i], topology);
    return search.fine;
}
