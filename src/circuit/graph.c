#include "circuit/graph.h"

Forest forest_make(int n, CircArena *arena)
{
    Forest forest = {.n = n, .parent = circ_new(arena, int, n)};
    for (int i = 0; i < n; i++) forest.parent[i] = i;
    return forest;
}

int forest_root(Forest *forest, int i)
{
    int *parent = forest->parent;
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
}

bool forest_join(Forest *forest, int a, int b)
{
    a = forest_root(forest, a);
    b = forest_root(forest, b);
    if (a < b)
        forest->parent[b] = a;
    else
        forest->parent[a] = b;
    return a != b;
}

Groups groups_by_key(int n, const int *key, int n_keys, CircArena *arena)
{
    Groups groups = {
        .n = n_keys, .start = circ_new(arena, int, n_keys + 1), .member = circ_new(arena, int, n)};
    groups.of = circ_new(arena, int, n);
    for (int i = 0; i < n; i++) {
        groups.of[i] = key[i];
        if (key[i] >= 0) groups.start[key[i] + 1]++;
    }
    for (int g = 0; g < n_keys; g++) groups.start[g + 1] += groups.start[g];
    int *next = circ_new(arena, int, n_keys);
    for (int i = 0; i < n; i++)
        if (key[i] >= 0) groups.member[groups.start[key[i]] + next[key[i]]++] = i;
    return groups;
}

Groups forest_groups(Forest *forest, CircArena *arena)
{
    int *key = circ_new(arena, int, forest->n), n_groups = 0;
    for (int i = 0; i < forest->n; i++) { /* a root comes before the rest of its tree */
        int root = forest_root(forest, i);
        key[i] = root == i ? n_groups++ : key[root];
    }
    return groups_by_key(forest->n, key, n_groups, arena);
}

bool transmon_has_shunt(const CircTransmon *transmon)
{
    return transmon->C != 0 || transmon->EC != 0 || transmon->anharmonicity != 0;
}

typedef struct {
    Forest forest;
    bool through_ground;
} Joiner;

static void join(Joiner *joiner, const int node[2])
{
    if (joiner->through_ground || (node[0] && node[1])) forest_join(&joiner->forest, node[0], node[1]);
}

static void join_capacitors(Joiner *joiner, const CircNetlist *net)
{
    for (int i = 0; i < net->n_capacitors; i++)
        if (net->capacitors[i].C != 0) join(joiner, net->capacitors[i].e.node);
    for (int i = 0; i < net->n_resonators; i++) join(joiner, net->resonators[i].e.node);
    for (int i = 0; i < net->n_transmons; i++)
        if (transmon_has_shunt(&net->transmons[i])) join(joiner, net->transmons[i].e.node);
}

/* A line conducts from end to end and from each end to ground, a data file between all of its ports and
 * ground. */
static void join_conductors(Joiner *joiner, const CircNetlist *net)
{
    for (int i = 0; i < net->n_resistors; i++) join(joiner, net->resistors[i].e.node);
    for (int i = 0; i < net->n_inductors; i++) join(joiner, net->inductors[i].e.node);
    for (int i = 0; i < net->n_resonators; i++) join(joiner, net->resonators[i].e.node);
    for (int i = 0; i < net->n_lines; i++) {
        join(joiner, net->lines[i].e.node);
        join(joiner, (int[]){0, net->lines[i].e.node[0]});
    }
    for (int i = 0; i < net->n_touchstones; i++)
        for (int p = 0; p < net->touchstones[i].n_ports; p++) {
            join(joiner, (int[]){net->touchstones[i].nodes[0], net->touchstones[i].nodes[p]});
            join(joiner, (int[]){0, net->touchstones[i].nodes[p]});
        }
}

static void join_inductors(Joiner *joiner, const CircNetlist *net)
{
    for (int i = 0; i < net->n_inductors; i++) join(joiner, net->inductors[i].e.node);
    for (int i = 0; i < net->n_resonators; i++) join(joiner, net->resonators[i].e.node);
    for (int i = 0; i < net->n_lines; i++) join(joiner, net->lines[i].e.node);
}

static int live_end(const CircElement *element)
{
    return element->node[0] ? element->node[0] : element->node[1];
}

static void join_mutuals(Joiner *joiner, const CircNetlist *net)
{
    for (int i = 0; i < net->n_mutuals; i++) {
        const CircMutual *mutual = &net->mutuals[i];
        join(joiner, (int[]){live_end(&net->inductors[mutual->a].e), live_end(&net->inductors[mutual->b].e)});
    }
}

Forest graph_forest(const CircNetlist *net, int kinds, bool through_ground, CircArena *arena)
{
    Joiner joiner = {forest_make(net->n_nodes, arena), through_ground};
    if (kinds & EDGE_CAPACITOR) join_capacitors(&joiner, net);
    if (kinds & EDGE_CONDUCTOR) join_conductors(&joiner, net);
    if (kinds & EDGE_INDUCTOR) join_inductors(&joiner, net);
    if (kinds & EDGE_MUTUAL) join_mutuals(&joiner, net);
    if (kinds & EDGE_JUNCTION)
        for (int i = 0; i < net->n_transmons; i++) join(&joiner, net->transmons[i].e.node);
    return joiner.forest;
}

static void mark(bool *marked, const CircElement *element)
{
    marked[element->node[0]] = marked[element->node[1]] = true;
}

const bool *graph_conducting(const CircNetlist *net, CircArena *arena)
{
    bool *marked = circ_new(arena, bool, net->n_nodes);
    for (int i = 0; i < net->n_resistors; i++) mark(marked, &net->resistors[i].e);
    for (int i = 0; i < net->n_inductors; i++) mark(marked, &net->inductors[i].e);
    for (int i = 0; i < net->n_resonators; i++) mark(marked, &net->resonators[i].e);
    for (int i = 0; i < net->n_lines; i++) mark(marked, &net->lines[i].e);
    for (int i = 0; i < net->n_touchstones; i++)
        for (int p = 0; p < net->touchstones[i].n_ports; p++) marked[net->touchstones[i].nodes[p]] = true;
    marked[0] = false;
    return marked;
}
