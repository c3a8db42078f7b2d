#include "circuit_builder.h"

#include <stdlib.h>
#include <string.h>

#include "circ/constants.h"
#include "circuit/exact.h"

Build *build_begin(void)
{
    Build *build = calloc(1, sizeof *build);
    if (!build || !(build->arena = circ_arena_create())) abort();
    build->diags = circ_diags_create(build->arena, circ_sources_create(build->arena));
    build->net = (CircNetlist){.name = "test",
                               .n_nodes = 1,
                               .nodes = build->nodes,
                               .capacitors = build->capacitors,
                               .inductors = build->inductors,
                               .mutuals = build->mutuals,
                               .lines = build->lines,
                               .touchstones = build->touchstones,
                               .resistors = build->resistors,
                               .resonators = build->resonators,
                               .transmons = build->transmons,
                               .rate_baths = build->rate_baths,
                               .baths = build->baths,
                               .model = {.levels = 2, .coupling = CIRC_COUPLING_EXACT}};
    build->nodes[0].name = "gnd";
    return build;
}

void build_end(Build *build)
{
    circ_arena_free(build->arena);
    free(build);
}

int build_node(Build *build, const char *name)
{
    for (int i = 0; i < build->net.n_nodes; i++)
        if (strcmp(build->nodes[i].name, name) == 0) return i;
    build->nodes[build->net.n_nodes].name = circ_arena_copy(build->arena, name, strlen(name));
    return build->net.n_nodes++;
}

static CircElement element(Build *build, const char *name, const char *a, const char *b)
{
    int node_a = build_node(build, a), node_b = build_node(build, b);
    return (CircElement){.name = circ_arena_copy(build->arena, name, strlen(name)), .node = {node_a, node_b}};
}

static const char *numbered(Build *build, const char *kind, int n)
{
    return circ_arena_format(build->arena, "%s%d", kind, n);
}

static void add_bath(Build *build, CircBathKind kind, const char *name, int index)
{
    build->baths[build->net.n_baths++] = (CircBathRef){
        .name = circ_arena_copy(build->arena, name, strlen(name)), .kind = kind, .index = index};
}

void build_capacitor(Build *build, const char *a, const char *b, double C)
{
    int i = build->net.n_capacitors++;
    build->capacitors[i] = (CircCapacitor){element(build, numbered(build, "C", i), a, b), C};
}

int build_inductor(Build *build, const char *a, const char *b, double L)
{
    int i = build->net.n_inductors++;
    build->inductors[i] = (CircInductor){element(build, numbered(build, "L", i), a, b), L};
    return i;
}

void build_mutual(Build *build, int a, int b, double k)
{
    int i = build->net.n_mutuals++;
    build->mutuals[i] = (CircMutual){.name = numbered(build, "M", i), .a = a, .b = b, .k = k};
}

int build_resistor(Build *build, const char *name, const char *a, const char *b, double R, double T)
{
    int i = build->net.n_resistors++;
    build->resistors[i] = (CircResistor){element(build, name, a, b), R, T};
    add_bath(build, CIRC_BATH_RESISTOR, name, i);
    return build->net.n_baths - 1;
}

int build_resonator(Build *build, const char *name, const char *a, const char *b, double R, double L,
                    double C, double T)
{
    int i = build->net.n_resonators++;
    build->resonators[i] = (CircResonator){element(build, name, a, b), R, L, C, T};
    add_bath(build, CIRC_BATH_RESONATOR, name, i);
    return build->net.n_baths - 1;
}

CircLine *build_line(Build *build, const char *a, const char *b, double Z0, double delay)
{
    int i = build->net.n_lines++;
    build->lines[i] =
        (CircLine){.e = element(build, numbered(build, "T", i), a, b), .Z0 = Z0, .delay = delay};
    return &build->lines[i];
}

CircTransmon *build_transmon(Build *build, const char *name, const char *a, const char *b, double C,
                             double EJ_over_h)
{
    int i = build->net.n_transmons++;
    build->transmons[i] = (CircTransmon){.e = element(build, name, a, b), .C = C, .EJ = EJ_over_h * CIRC_H};
    return &build->transmons[i];
}

CircTouchstone *build_touchstone(Build *build, const char *path, int n_ports, const int *nodes)
{
    int i = build->net.n_touchstones++;
    int *kept = circ_new(build->arena, int, n_ports);
    memcpy(kept, nodes, (size_t)n_ports * sizeof *kept);
    build->touchstones[i] = (CircTouchstone){.name = numbered(build, "D", i),
                                             .path = circ_arena_copy(build->arena, path, strlen(path)),
                                             .n_ports = n_ports,
                                             .nodes = kept,
                                             .T = -1};
    return &build->touchstones[i];
}

const CircCircuit *build_quantise(Build *build)
{
    CircCircuit *circuit = circ_new(build->arena, CircCircuit, 1);
    return quantise_exact(circuit, &build->net, NULL, build->arena, build->diags) ? circuit : NULL;
}

bool build_said(const Build *build, CircCode code, const char *text)
{
    for (int i = 0; i < circ_diags_count(build->diags); i++) {
        const CircDiag *diag = circ_diags_get(build->diags, i);
        if (diag->code == code && (!text || strstr(diag->text, text))) return true;
    }
    return false;
}

Build *build_valve(int N, double C_T, double C_c, double EJ_over_h, double R, double L, double C, double T_h,
                   double T_c)
{
    Build *build = build_begin();
    for (int j = 0; j < N; j++) {
        const char *q = numbered(build, "q", j);
        build_transmon(build, q, q, "gnd", C_T, EJ_over_h);
        build_capacitor(build, q, "h", C_c);
        build_capacitor(build, q, "c", C_c);
    }
    build_resonator(build, "hot", "h", "gnd", R, L, C, T_h);
    build_resonator(build, "cold", "c", "gnd", R, L, C, T_c);
    return build;
}
