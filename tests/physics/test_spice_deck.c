/* The decks of `emit --target spice` in ngspice, against the circuit stage: the impedance at the first
 * junction, with every junction an inductor. */
#include <CUnit/CUnit.h>
#include <glob.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "circ/constants.h"
#include "circuit/exact.h"
#include "emit/target.h"

void suite_spice_deck(void);

enum { POINTS = 1001, STEP = 50, MOST_TEXT = 256 };
static const double TOLERANCE = 1e-6;

static bool have_ngspice(void)
{
    if (system("ngspice --version >/dev/null 2>&1") == 0) return true;
    printf("\n    SKIPPED: no ngspice (make deps-peers installs it); decks not run\n");
    return false;
}

/* ---- the deck */

/* Copies the deck with commands before its end that write what it prints to `data`. */
static void add_commands(const char *deck, const char *data, FILE *out)
{
    char printed[MOST_TEXT] = "";
    const char *print = strstr(deck, ".print ac "), *end = strstr(deck, ".end\n");
    CU_ASSERT_FATAL(print && end && sscanf(print, ".print ac %255s", printed) == 1);
    fwrite(deck, 1, (size_t)(end - deck), out);
    fprintf(out, ".control\nset numdgt=15\nset wr_singlescale\nrun\nwrdata %s %s\nquit\n.endc\n.end\n", data,
            printed);
}

static bool run_deck(const char *deck, double f[POINTS], double complex Z[POINTS])
{
    char directory[] = "/tmp/circ_deck_XXXXXX", path[64], data[64], command[160];
    if (!mkdtemp(directory)) return false;
    snprintf(path, sizeof path, "%s/deck.cir", directory);
    snprintf(data, sizeof data, "%s/out.data", directory);
    FILE *file = fopen(path, "w");
    add_commands(deck, data, file);
    fclose(file);
    snprintf(command, sizeof command, "ngspice -b %s >%s/log 2>&1", path, directory);
    bool fine = system(command) >= 0;
    file = fopen(data, "r");
    for (int k = 0; k < POINTS && file && fine; k++) {
        double re, im;
        fine = fscanf(file, "%lf %lf %lf", &f[k], &re, &im) == 3;
        Z[k] = re + I * im;
    }
    fine = fine && file;
    if (file) fclose(file);
    snprintf(command, sizeof command, "rm -r %s", directory);
    return system(command) == 0 && fine;
}

/* ---- the same by the circuit stage */

#define EXTENDED(arena, type, list, n, more)                                                                 \
    memcpy(circ_new(arena, type, (size_t)(n) + (size_t)(more)), list, (size_t)(n) * sizeof(type))

static double shunt_of(const CircCircuit *circuit, int j)
{
    const Networks *networks = circuit->environment->networks;
    return networks->capacitors[networks->n_capacitors - circuit->n_qubits + j].C;
}

/* Each junction becomes an inductor and a capacitor; a transmon stands apart, since a circuit has one. */
static CircNetlist closed_netlist(const CircCircuit *circuit, CircArena *arena)
{
    CircNetlist net = *circuit->netlist;
    int n = net.n_transmons;
    CircCapacitor *C = EXTENDED(arena, CircCapacitor, net.capacitors, net.n_capacitors, n);
    CircInductor *L = EXTENDED(arena, CircInductor, net.inductors, net.n_inductors, n);
    CircNode *nodes = EXTENDED(arena, CircNode, net.nodes, net.n_nodes, 1);
    CircBathRef *baths = circ_new(arena, CircBathRef, net.n_baths);
    CircTransmon *apart = circ_new(arena, CircTransmon, 1);
    for (int j = 0; j < n; j++) {
        const CircElement *e = &net.transmons[j].e;
        L[net.n_inductors++] =
            (CircInductor){*e, CIRC_PHI0_REDUCED * CIRC_PHI0_REDUCED / circuit->qubits[j].EJ};
        C[net.n_capacitors++] = (CircCapacitor){*e, shunt_of(circuit, j)};
    }
    nodes[net.n_nodes] = (CircNode){.name = "apart"};
    *apart =
        (CircTransmon){.e = {.name = "apart", .node = {net.n_nodes++, 0}}, .C = 7e-14, .EJ = CIRC_H * 1e10};
    int n_baths = 0;
    for (int b = 0; b < net.n_baths; b++)
        if (net.baths[b].kind != CIRC_BATH_RATE) baths[n_baths++] = net.baths[b];
    net.capacitors = C;
    net.inductors = L;
    net.nodes = nodes;
    net.baths = baths;
    net.n_baths = n_baths;
    net.transmons = apart;
    net.n_transmons = 1;
    net.n_rate_baths = 0;
    return net;
}

/* The impedance between two nodes that conduct. */
static double complex impedance(const CircEnvironment *env, const int node[2], double f, CircArena *arena)
{
    const Networks *networks = env->networks;
    const Network *part = &networks->part[networks->part_of[node[0] ? node[0] : node[1]]];
    double complex *X = circ_new(arena, double complex, environment_size(part));
    for (int end = 0; end < 2; end++)
        if (node[end]) X[networks->place[node[end]]] += end ? -1 : 1;
    if (environment_solve(env, part, I * 2 * CIRC_PI * f, 1, X) != CIRC_OK) return NAN;
    return (node[0] ? X[networks->place[node[0]]] : 0) - (node[1] ? X[networks->place[node[1]]] : 0);
}

/* ---- both */

static const char *deck_of(const CircCircuit *circuit, CircArena *arena)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    CU_ASSERT(target_spice(&(EmitSubject){.circuit = circuit, .arena = arena}, out));
    fclose(out);
    const char *deck = circ_arena_copy(arena, text, size);
    free(text);
    return deck;
}

static bool has_losses(const CircNetlist *net)
{
    for (int i = 0; i < net->n_lines; i++)
        if (net->lines[i].loss > 0) return true;
    return false;
}

static void compare(const char *path, const CircCircuit *circuit, const double *f, const double complex *Z,
                    CircArena *arena, CircDiags *diags)
{
    CircNetlist net = closed_netlist(circuit, arena);
    CircCircuit closed = {.netlist = &net};
    CU_ASSERT_FATAL(quantise_exact(&closed, &net, NULL, arena, diags));
    double largest = 0;
    for (int k = 0; k < POINTS; k += STEP) {
        double complex expected =
            impedance(closed.environment, circuit->netlist->transmons[0].e.node, f[k], arena);
        largest = fmax(largest, cabs(Z[k] - expected) / cabs(expected));
    }
    CU_ASSERT(largest <= TOLERANCE);
    if (!(largest <= TOLERANCE)) printf(" %s: %.1e\n", path, largest);
}

static void check_file(const char *path)
{
    double f[POINTS];
    double complex Z[POINTS];
    CircArena *arena = circ_arena_create();
    CircSources *sources = circ_sources_create(arena);
    CircDiags *diags = circ_diags_create(arena, sources);
    const CircSource *source = circ_sources_read(sources, path);
    const CircAst *ast = source ? circ_parse(source, arena, diags) : NULL;
    if (ast && circ_ast_is_library(ast)) { /* has no circuit of its own */
        circ_arena_free(arena);
        return;
    }
    const CircNetlist *net = ast ? circ_elaborate(ast, 0, NULL, arena, diags) : NULL;
    const CircCircuit *circuit = net ? circ_quantise(net, arena, diags) : NULL;
    CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
    const char *deck = deck_of(circuit, arena);
    bool ran = run_deck(deck, f, Z);
    CU_ASSERT(ran);
    if (!ran) printf(" %s: ngspice gave no impedance\n", path);
    if (ran && circuit->environment && !net->n_touchstones && !has_losses(net))
        compare(path, circuit, f, Z, arena, diags);
    circ_arena_free(arena);
}

static void check_all(const char *pattern)
{
    glob_t found;
    CU_ASSERT_EQUAL_FATAL(glob(pattern, 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) check_file(found.gl_pathv[i]);
    globfree(&found);
}

static void decks_run_and_agree(void)
{
    if (!have_ngspice()) return;
    check_all("circuits/*.circ");
    check_all("circuits/*/*.circ");
    check_all("tests/peers/emit/*.circ");
}

void suite_spice_deck(void)
{
    CU_pSuite suite = CU_add_suite("spice_deck", NULL, NULL);
    CU_add_test(suite, "decks run and agree", decks_run_and_agree);
}
