/* What no derivation can work with, decided on the graph of the network and on the signs of its values. */
#include <math.h>

#include "circuit/graph.h"

static void check_value(CircDiags *diags, const char *kind, const char *name, CircSpan span,
                        const char *quantity, double value, bool zero_allowed)
{
    if (isfinite(value) && (value > 0 || (zero_allowed && value == 0))) return;
    CircDiag *diag = circ_diag(diags, CIRC_E0507, span, "%s of %s '%s' is %g", quantity, kind, name, value);
    circ_diag_help(diags, diag,
                   zero_allowed ? "it must be finite and not negative" : "it must be finite and above zero");
}

static void check_element(CircDiags *diags, const char *kind, const CircElement *e, const char *quantity,
                          double value)
{
    check_value(diags, kind, e->name, e->span, quantity, value, false);
}

static void check_resistor(CircDiags *diags, const char *kind, const CircElement *e, double R, double T)
{
    check_element(diags, kind, e, "resistance", R);
    check_value(diags, kind, e->name, e->span, "temperature", T, true);
}

static void check_transmon(CircDiags *diags, const CircTransmon *transmon)
{
    const CircElement *e = &transmon->e;
    check_value(diags, "transmon", e->name, e->span, "capacitance", transmon->C, true);
    if (transmon->f01 != 0)
        check_element(diags, "transmon", e, "frequency", transmon->f01);
    else
        check_element(diags, "transmon", e, "Josephson energy", transmon->EJ);
}

static void check_line(CircDiags *diags, const CircLine *line)
{
    check_element(diags, "line", &line->e, "impedance", line->Z0);
    check_element(diags, "line", &line->e, "delay", line->delay);
    check_value(diags, "line", line->e.name, line->e.span, "loss", line->loss, true);
}

static void check_values(const CircNetlist *net, CircDiags *diags)
{
    for (int i = 0; i < net->n_capacitors; i++) {
        const CircElement *e = &net->capacitors[i].e;
        check_value(diags, "capacitor", e->name, e->span, "capacitance", net->capacitors[i].C, true);
    }
    for (int i = 0; i < net->n_inductors; i++)
        check_element(diags, "inductor", &net->inductors[i].e, "inductance", net->inductors[i].L);
    for (int i = 0; i < net->n_resistors; i++)
        check_resistor(diags, "resistor", &net->resistors[i].e, net->resistors[i].R, net->resistors[i].T);
    for (int i = 0; i < net->n_resonators; i++) {
        const CircResonator *resonator = &net->resonators[i];
        check_resistor(diags, "resonator", &resonator->e, resonator->R, resonator->T);
        check_element(diags, "resonator", &resonator->e, "inductance", resonator->L);
        check_element(diags, "resonator", &resonator->e, "capacitance", resonator->C);
    }
    for (int i = 0; i < net->n_lines; i++) check_line(diags, &net->lines[i]);
    for (int i = 0; i < net->n_transmons; i++) check_transmon(diags, &net->transmons[i]);
}

const char *node_names(const CircNetlist *net, const int *nodes, int n, CircArena *arena)
{
    const char *first = net->nodes[nodes[0]].name;
    if (n == 1) return circ_arena_format(arena, "node '%s'", first);
    const char *second = net->nodes[nodes[1]].name;
    if (n == 2) return circ_arena_format(arena, "nodes '%s' and '%s'", first, second);
    return circ_arena_format(arena, "nodes '%s', '%s' and %d more", first, second, n - 2);
}

/* Nodes that touch junctions alone: their charge has no energy, so the number of pairs on them is not bound.
 */
static bool *check_bare_islands(const CircNetlist *net, Groups linear, CircArena *arena, CircDiags *diags)
{
    bool *bare = circ_new(arena, bool, net->n_nodes);
    for (int i = 0; i < net->n_transmons; i++)
        for (int end = 0; end < 2; end++) {
            int node = net->transmons[i].e.node[end], group = linear.of[node];
            if (node == 0 || linear.start[group + 1] - linear.start[group] > 1 || bare[node]) continue;
            bare[node] = true;
            CircDiag *diag =
                circ_diag(diags, CIRC_E0513, net->nodes[node].span,
                          "node '%s' has no capacitance: only junctions touch it", net->nodes[node].name);
            circ_diag_note(diags, diag, net->transmons[i].e.span, "'%s' is one of them",
                           net->transmons[i].e.name);
            circ_diag_help(diags, diag, "add the capacitance of this island to ground");
        }
    return bare;
}

static void check_floating(const CircNetlist *net, Groups linear, const bool *bare, CircArena *arena,
                           CircDiags *diags)
{
    for (int g = 0; g < linear.n; g++) {
        const int *nodes = linear.member + linear.start[g];
        if (g == linear.of[0] || bare[nodes[0]]) continue;
        int n = linear.start[g + 1] - linear.start[g];
        CircDiag *diag = circ_diag(diags, CIRC_E0504, net->nodes[nodes[0]].span, "%s %s no path to ground",
                                   node_names(net, nodes, n, arena), n == 1 ? "has" : "have");
        circ_diag_help(diags, diag, "add the capacitance to gnd, however small");
    }
}

/* A junction whose ends share no capacitance would have an infinite charging energy. */
static void check_junctions(const CircNetlist *net, const bool *bare, CircArena *arena, CircDiags *diags)
{
    Forest capacitive = graph_forest(net, EDGE_CAPACITOR, true, arena);
    for (int i = 0; i < net->n_transmons; i++) {
        const CircElement *e = &net->transmons[i].e;
        int a = e->node[0], b = e->node[1];
        if (bare[a] || bare[b] || forest_root(&capacitive, a) == forest_root(&capacitive, b)) continue;
        CircDiag *diag = circ_diag(diags, CIRC_E0505, e->span,
                                   "no capacitance lies between the ends of '%s', nodes '%s' and '%s'",
                                   e->name, net->nodes[a].name, net->nodes[b].name);
        circ_diag_help(diags, diag, "give '%s' a shunt: C = ..., EC = ... or anharmonicity = ...", e->name);
    }
}

static bool same_nodes(const CircElement *a, const CircElement *b)
{
    return (a->node[0] == b->node[0] && a->node[1] == b->node[1]) ||
           (a->node[0] == b->node[1] && a->node[1] == b->node[0]);
}

static void check_loops(const CircNetlist *net, CircArena *arena, CircDiags *diags)
{
    Forest joined = forest_make(net->n_nodes, arena);
    for (int i = 0; i < net->n_transmons; i++) {
        const CircElement *e = &net->transmons[i].e;
        if (forest_join(&joined, e->node[0], e->node[1])) continue;
        CircDiag *diag = circ_diag(diags, CIRC_E0506, e->span,
                                   "'%s' closes a loop of junctions that has no inductance", e->name);
        bool parallel = false;
        for (int k = 0; k < i; k++) {
            const CircElement *other = &net->transmons[k].e;
            if (!same_nodes(e, other)) continue;
            circ_diag_note(diags, diag, other->span, "'%s' lies between the same nodes", other->name);
            parallel = true;
        }
        circ_diag_help(
            diags, diag,
            parallel
                ? "two junctions in parallel are one: write 'squid NAME (NODE, NODE) EJ = ... flux = ...'"
                : "loops of three and more junctions are not modelled: leave one of them out");
    }
}

bool graph_check(const CircNetlist *net, CircArena *arena, CircDiags *diags)
{
    int before = circ_diags_errors(diags);
    Forest forest = graph_forest(net, EDGE_CAPACITOR | EDGE_CONDUCTOR, true, arena);
    Groups linear = forest_groups(&forest, arena);
    check_values(net, diags);
    const bool *bare = check_bare_islands(net, linear, arena, diags);
    check_floating(net, linear, bare, arena, diags);
    check_junctions(net, bare, arena, diags);
    check_loops(net, arena, diags);
    return circ_diags_errors(diags) == before;
}
