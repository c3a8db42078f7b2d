#include "circuit/network.h"

#include "circuit/inductance.h"

int networks_part(const Networks *networks, const CircElement *element)
{
    int a = networks->part_of[element->node[0]];
    return a >= 0 ? a : networks->part_of[element->node[1]];
}

void networks_places(const Networks *networks, const CircElement *element, int place[2])
{
    for (int end = 0; end < 2; end++)
        place[end] = networks->environment[element->node[end]] ? networks->place[element->node[end]] : -1;
}

void matrix_stamp(double *M, int n, const int p[2], const int q[2], double v)
{
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++)
            if (p[i] >= 0 && q[j] >= 0) M[(size_t)p[i] * n + q[j]] += i == j ? v : -v;
}

const CircElement *bath_element(const CircNetlist *net, int bath, double *R)
{
    const CircBathRef *ref = &net->baths[bath];
    double ignored;
    if (!R) R = &ignored;
    switch (ref->kind) {
    case CIRC_BATH_RESISTOR: *R = net->resistors[ref->index].R; return &net->resistors[ref->index].e;
    case CIRC_BATH_RESONATOR: *R = net->resonators[ref->index].R; return &net->resonators[ref->index].e;
    default: return NULL;
    }
}

static void find_parts(Networks *networks, CircArena *arena)
{
    Forest forest = graph_forest(networks->net, EDGE_CAPACITOR | EDGE_CONDUCTOR | EDGE_JUNCTION | EDGE_MUTUAL,
                                 false, arena);
    Groups groups = forest_groups(&forest, arena);
    networks->n = groups.n - 1; /* without ground, which is group 0 */
    networks->part_of = groups.of;
    for (int i = 0; i < networks->net->n_nodes; i++) networks->part_of[i]--;
    networks->part = circ_new(arena, Network, networks->n);
}

static Groups environment_nodes(const Networks *networks, CircArena *arena)
{
    int n = networks->net->n_nodes, *key = circ_new(arena, int, n);
    for (int i = 0; i < n; i++) key[i] = networks->environment[i] ? networks->part_of[i] : -1;
    return groups_by_key(n, key, networks->n, arena);
}

/* Lists by network of n items whose elements lie `stride` bytes apart. */
static Groups elements_by_part(const Networks *networks, const void *elements, int n, size_t stride,
                               CircArena *arena)
{
    int *key = circ_new(arena, int, n);
    for (int i = 0; i < n; i++)
        key[i] = networks_part(
            networks, (const CircElement *)(const void *)((const char *)elements + stride * (size_t)i));
    return groups_by_key(n, key, networks->n, arena);
}

static int touchstone_part(const Networks *networks, const CircTouchstone *touchstone)
{
    for (int p = 0; p < touchstone->n_ports; p++)
        if (touchstone->nodes[p] != 0) return networks->part_of[touchstone->nodes[p]];
    return -1;
}

int networks_bath_part(const Networks *networks, int bath)
{
    const CircBathRef *ref = &networks->net->baths[bath];
    if (ref->kind == CIRC_BATH_TOUCHSTONE)
        return touchstone_part(networks, &networks->net->touchstones[ref->index]);
    const CircElement *element = bath_element(networks->net, bath, NULL);
    return element ? networks_part(networks, element) : -1;
}

static Groups baths_by_part(const Networks *networks, CircArena *arena)
{
    int n = networks->net->n_baths, *key = circ_new(arena, int, n);
    for (int i = 0; i < n; i++) {
        key[i] = networks_bath_part(networks, i);
    }
    return groups_by_key(n, key, networks->n, arena);
}

static Groups touchstones_by_part(const Networks *networks, CircArena *arena)
{
    int n = networks->net->n_touchstones, *key = circ_new(arena, int, n);
    for (int i = 0; i < n; i++) key[i] = touchstone_part(networks, &networks->net->touchstones[i]);
    return groups_by_key(n, key, networks->n, arena);
}

static const int *list(const Groups *groups, int g, int *n)
{
    *n = groups->start[g + 1] - groups->start[g];
    return groups->member + groups->start[g];
}

static void fill_parts(Networks *networks, CircArena *arena)
{
    const CircNetlist *net = networks->net;
    Groups e = environment_nodes(networks, arena), baths = baths_by_part(networks, arena),
           q = elements_by_part(networks, net->transmons, net->n_transmons, sizeof *net->transmons, arena),
           lines = elements_by_part(networks, net->lines, net->n_lines, sizeof *net->lines, arena),
           touchstones = touchstones_by_part(networks, arena);
    for (int i = 0; i < networks->n; i++) {
        Network *part = &networks->part[i];
        part->e = list(&e, i, &part->n_e);
        part->q = list(&q, i, &part->n_q);
        part->baths = list(&baths, i, &part->n_baths);
        part->lines = list(&lines, i, &part->n_lines);
        part->touchstones = list(&touchstones, i, &part->n_touchstones);
        size_t n_e = (size_t)part->n_e, n_q = (size_t)part->n_q;
        double *block = circ_new(arena, double, 3 * n_e * n_e + n_q * n_e + n_q * n_q + n_q);
        part->C = block;
        part->G = part->C + n_e * n_e;
        part->Gamma = part->G + n_e * n_e;
        part->A = part->Gamma + n_e * n_e;
        part->K = part->A + n_q * n_e;
        part->D = part->K + n_q * n_q;
        for (int k = 0; k < part->n_e; k++) networks->place[part->e[k]] = k;
        for (int k = 0; k < part->n_q; k++) networks->row[part->q[k]] = k;
    }
}

static void list_capacitors(Networks *networks, CircArena *arena)
{
    const CircNetlist *net = networks->net;
    networks->n_capacitors = net->n_capacitors + net->n_resonators + net->n_transmons;
    CapacitorBranch *branch = networks->capacitors = circ_new(arena, CapacitorBranch, networks->n_capacitors);
    for (int i = 0; i < net->n_capacitors; i++, branch++)
        *branch = (CapacitorBranch){{net->capacitors[i].e.node[0], net->capacitors[i].e.node[1]},
                                    net->capacitors[i].C};
    for (int i = 0; i < net->n_resonators; i++, branch++)
        *branch = (CapacitorBranch){{net->resonators[i].e.node[0], net->resonators[i].e.node[1]},
                                    net->resonators[i].C};
    for (int i = 0; i < net->n_transmons; i++, branch++)
        *branch = (CapacitorBranch){{net->transmons[i].e.node[0], net->transmons[i].e.node[1]},
                                    net->transmons[i].C};
}

static bool capacitive(const Networks *networks, int node)
{
    return node != 0 && !networks->environment[node];
}

static void find_blocks(Networks *networks, CircArena *arena)
{
    const CircNetlist *net = networks->net;
    Forest forest = forest_make(net->n_nodes, arena);
    for (int i = 0; i < networks->n_capacitors; i++) {
        const int *node = networks->capacitors[i].node;
        if (capacitive(networks, node[0]) && capacitive(networks, node[1]))
            forest_join(&forest, node[0], node[1]);
    }
    networks->blocks = forest_groups(&forest, arena);
    for (int b = 0; b < networks->blocks.n; b++)
        for (int k = networks->blocks.start[b]; k < networks->blocks.start[b + 1]; k++) {
            int node = networks->blocks.member[k];
            if (capacitive(networks, node)) networks->place[node] = k - networks->blocks.start[b];
        }
}

static void list_blocks(Networks *networks, CircArena *arena)
{
    const CircNetlist *net = networks->net;
    const int *block_of = networks->blocks.of;
    int n = networks->n_capacitors, *key = circ_new(arena, int, n);
    for (int i = 0; i < n; i++) {
        const int *node = networks->capacitors[i].node;
        key[i] = capacitive(networks, node[0])   ? block_of[node[0]]
                 : capacitive(networks, node[1]) ? block_of[node[1]]
                                                 : -1;
    }
    networks->block_capacitors = groups_by_key(n, key, networks->blocks.n, arena);
    int *end_key = circ_new(arena, int, 2 * (size_t)net->n_transmons);
    for (int i = 0; i < 2 * net->n_transmons; i++) {
        int node = net->transmons[i / 2].e.node[i % 2];
        end_key[i] = capacitive(networks, node) ? block_of[node] : -1;
    }
    networks->block_ends = groups_by_key(2 * net->n_transmons, end_key, networks->blocks.n, arena);
}

/* C fixes no charge of a node that no capacitor touches, and one charge too few where capacitors join nodes
 * to each other but not to ground. One node of each such set is the reference of its voltages; which one does
 * not matter, since the incidence vectors of the junctions add up to zero there (graph_check). */
static const bool *find_references(const Networks *networks, CircArena *arena)
{
    int n = networks->net->n_nodes;
    Forest forest = graph_forest(networks->net, EDGE_CAPACITOR, true, arena);
    bool *taken = circ_new(arena, bool, n), *reference = circ_new(arena, bool, n);
    taken[forest_root(&forest, 0)] = true;
    for (int i = 1; i < n; i++) {
        int root = forest_root(&forest, i);
        if (!networks->environment[i] || taken[root]) continue;
        reference[i] = taken[root] = true;
    }
    return reference;
}

static void reserve_workspace(Networks *networks, CircArena *arena)
{
    size_t S = 0, R = 0;
    for (int i = 0; i < networks->n; i++) {
        size_t n_e = (size_t)networks->part[i].n_e, n_q = (size_t)networks->part[i].n_q;
        if (S < n_e * n_e) S = n_e * n_e;
        if (R < n_q * n_e) R = n_q * n_e;
    }
    for (int b = 1; b < networks->blocks.n; b++) {
        int node = networks->blocks.member[networks->blocks.start[b]];
        size_t n_p = (size_t)(networks->blocks.start[b + 1] - networks->blocks.start[b]);
        size_t n_e = (size_t)networks->part[networks->part_of[node]].n_e;
        if (S < n_p * n_p) S = n_p * n_p;
        if (R < n_p * n_e) R = n_p * n_e;
    }
    networks->S = circ_new(arena, double, S);
    networks->R = circ_new(arena, double, R);
}

static void stamp_resistor(Networks *networks, const CircElement *element, double R)
{
    int place[2], i = networks_part(networks, element);
    if (i < 0) return;
    networks_places(networks, element, place);
    matrix_stamp(networks->part[i].G, networks->part[i].n_e, place, place, 1 / R);
}

static void stamp_inductors(Networks *networks, CircArena *arena)
{
    const CircNetlist *net = networks->net;
    Groups sets = inductor_sets(net, arena);
    for (int set = 0; set < sets.n; set++) {
        const int *member = sets.member + sets.start[set];
        int m = sets.start[set + 1] - sets.start[set], place[2][2];
        double *inverse = circ_new(arena, double, (size_t)m *m);
        if (inductance_inverse(net, &sets, set, inverse, arena) != CIRC_OK)
            continue; /* was reported by inductance_check */
        for (int i = 0; i < m; i++) {
            const CircElement *element = &net->inductors[member[i]].e;
            int part = networks_part(networks, element);
            networks_places(networks, element, place[0]);
            for (int j = 0; j < m && part >= 0; j++) {
                networks_places(networks, &net->inductors[member[j]].e, place[1]);
                matrix_stamp(networks->part[part].Gamma, networks->part[part].n_e, place[0], place[1],
                             inverse[i * m + j]);
            }
        }
    }
}

static void stamp_resonator_inductor(Networks *networks, const CircResonator *resonator)
{
    int place[2], i = networks_part(networks, &resonator->e);
    if (i < 0) return;
    networks_places(networks, &resonator->e, place);
    matrix_stamp(networks->part[i].Gamma, networks->part[i].n_e, place, place, 1 / resonator->L);
}

Networks *networks_make(const CircNetlist *net, CircArena *arena)
{
    Networks *networks = circ_new(arena, Networks, 1);
    *networks = (Networks){.net = net,
                           .place = circ_new(arena, int, net->n_nodes),
                           .row = circ_new(arena, int, net->n_transmons),
                           .environment = graph_conducting(net, arena)};
    networks->place[0] = -1;
    find_parts(networks, arena);
    fill_parts(networks, arena);
    networks->reference = find_references(networks, arena);
    list_capacitors(networks, arena);
    find_blocks(networks, arena);
    list_blocks(networks, arena);
    reserve_workspace(networks, arena);
    for (int i = 0; i < net->n_resistors; i++)
        stamp_resistor(networks, &net->resistors[i].e, net->resistors[i].R);
    for (int i = 0; i < net->n_resonators; i++) {
        stamp_resistor(networks, &net->resonators[i].e, net->resonators[i].R);
        stamp_resonator_inductor(networks, &net->resonators[i]);
    }
    stamp_inductors(networks, arena);
    return networks;
}
