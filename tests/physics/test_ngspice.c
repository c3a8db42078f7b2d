/* Impedances and transfer impedances against ngspice, for random networks and for every circuit of circuits/.
 */
#include <CUnit/CUnit.h>
#include <glob.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../unit/circuit_builder.h"
#include "circ/constants.h"
#include "circuit/exact.h"

void suite_ngspice(void);

enum { NETWORKS = 120, FREQUENCIES = 7, MOST_NODES = 32 };
static const double FIRST = 1e9, LAST = 13e9, TOLERANCE = 1e-6;

static bool have_ngspice(void)
{
    if (system("ngspice --version >/dev/null 2>&1") == 0) return true;
    printf("\n    SKIPPED: no ngspice (make deps-peers installs it); impedances not compared\n");
    return false;
}

/* A fixed sequence: the networks are the same everywhere. */
static double uniform(unsigned long long *state)
{
    *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (double)(*state >> 11) / 9007199254740992.0;
}

static int below(unsigned long long *state, int n)
{
    return (int)(uniform(state) * n);
}

static void write_pair(FILE *deck, const char *kind, int i, const CircElement *e)
{
    fprintf(deck, "%s%d %d %d ", kind, i, e->node[0], e->node[1]);
}

static void write_elements(FILE *deck, const CircNetlist *net)
{
    for (int i = 0; i < net->n_capacitors; i++)
        write_pair(deck, "C", i, &net->capacitors[i].e), fprintf(deck, "%.17g\n", net->capacitors[i].C);
    for (int i = 0; i < net->n_inductors; i++)
        write_pair(deck, "L", i, &net->inductors[i].e), fprintf(deck, "%.17g\n", net->inductors[i].L);
    for (int i = 0; i < net->n_resistors; i++)
        write_pair(deck, "R", i, &net->resistors[i].e), fprintf(deck, "%.17g\n", net->resistors[i].R);
    for (int i = 0; i < net->n_transmons; i++)
        if (net->transmons[i].C > 0)
            write_pair(deck, "CQ", i, &net->transmons[i].e), fprintf(deck, "%.17g\n", net->transmons[i].C);
    for (int i = 0; i < net->n_resonators; i++) {
        const CircResonator *r = &net->resonators[i];
        write_pair(deck, "CR", i, &r->e), fprintf(deck, "%.17g\n", r->C);
        write_pair(deck, "LR", i, &r->e), fprintf(deck, "%.17g\n", r->L);
        write_pair(deck, "RR", i, &r->e), fprintf(deck, "%.17g\n", r->R);
    }
    for (int i = 0; i < net->n_mutuals; i++)
        fprintf(deck, "K%d L%d L%d %.17g\n", i, net->mutuals[i].a, net->mutuals[i].b, net->mutuals[i].k);
    for (int i = 0; i < net->n_lines; i++)
        fprintf(deck, "T%d %d 0 %d 0 Z0=%.17g TD=%.17g\n", i, net->lines[i].e.node[0],
                net->lines[i].e.node[1], net->lines[i].Z0, net->lines[i].delay);
}

/* Voltages (Ohm) of all nodes but ground for 1 A into `drive`: V[frequency][node]. False: ngspice failed. */
static bool ask_ngspice(const CircNetlist *net, int drive, double complex V[FREQUENCIES][MOST_NODES])
{
    char directory[] = "/tmp/circ_ngspice_XXXXXX", path[64], command[128];
    if (!mkdtemp(directory)) return false;
    snprintf(path, sizeof path, "%s/deck", directory);
    FILE *file = fopen(path, "w");
    fprintf(file, "network\n");
    write_elements(file, net);
    fprintf(file,
            "I1 0 %d DC 0 AC 1\n.options noopac\n.control\nset numdgt=15\nset wr_singlescale\nac lin %d "
            "%.17g %.17g\nwrdata %s/out.data",
            drive, FREQUENCIES, FIRST, LAST, directory);
    for (int i = 1; i < net->n_nodes; i++) fprintf(file, " v(%d)", i);
    fprintf(file, "\nquit\n.endc\n.end\n");
    fclose(file);
    snprintf(command, sizeof command, "ngspice -b %s >%s/log 2>&1", path, directory);
    bool fine = system(command) >= 0;
    snprintf(path, sizeof path, "%s/out.data", directory);
    file = fopen(path, "r");
    fine = fine && file;
    for (int k = 0; k < FREQUENCIES && fine; k++) {
        double f, re, im;
        fine = fscanf(file, "%lf", &f) == 1;
        for (int i = 1; i < net->n_nodes && fine; i++) {
            fine = fscanf(file, "%lf %lf", &re, &im) == 2;
            V[k][i] = re + I * im;
        }
    }
    if (file) fclose(file);
    snprintf(command, sizeof command, "rm -r %s", directory);
    return system(command) == 0 && fine;
}

/* The largest difference over the largest value, of the voltages at environment nodes and across open
 * junctions. */
static double compare(const Networks *networks, const CircEnvironment *env, int drive, int k,
                      const double complex *V)
{
    const Network *part = &networks->part[networks->part_of[drive]];
    double omega = 2 * CIRC_PI * (FIRST + (LAST - FIRST) * k / (FREQUENCIES - 1)), largest = 0,
           difference = 0;
    double complex X[2 * MOST_NODES] = {0};
    X[networks->place[drive]] = 1;
    if (environment_solve(env, part, I * omega, 1, X) != CIRC_OK) return 1;
    for (int i = 0; i < part->n_e; i++) {
        largest = fmax(largest, cabs(V[part->e[i]]));
        difference = fmax(difference, cabs(X[i] - V[part->e[i]]));
    }
    for (int j = 0; j < part->n_q; j++) {
        const int *node = networks->net->transmons[part->q[j]].e.node;
        double complex open = 0, reference = (node[0] ? V[node[0]] : 0) - (node[1] ? V[node[1]] : 0);
        for (int i = 0; i < part->n_e; i++) open += part->A[j * part->n_e + i] * X[i];
        difference = fmax(difference, cabs(open - reference));
    }
    return difference / largest;
}

static void check_network(const CircNetlist *net, CircArena *arena, CircDiags *diags)
{
    double complex V[FREQUENCIES][MOST_NODES];
    CircCircuit circuit = {.netlist = net};
    CU_ASSERT_FATAL(net->n_nodes <= MOST_NODES);
    if (!quantise_exact(&circuit, net, NULL, arena, diags)) {
        circ_diags_print(diags, stdout, false);
        CU_FAIL("no circuit");
        return;
    }
    const Networks *networks = circuit.environment->networks;
    for (int p = 0; p < networks->n; p++) {
        if (networks->part[p].n_e == 0) continue;
        int drive = networks->part[p].e[0];
        if (!ask_ngspice(net, drive, V)) {
            CU_FAIL("ngspice gave no voltages");
            return;
        }
        for (int k = 0; k < FREQUENCIES; k++) {
            double error = compare(networks, circuit.environment, drive, k, V[k]);
            CU_ASSERT(error < TOLERANCE);
            if (!(error < TOLERANCE)) printf(" %s: %.1e at frequency %d\n", net->name, error, k);
        }
    }
}

static void some_node(char name[16], unsigned long long *state, int n)
{
    snprintf(name, 16, "n%d", below(state, n));
    if (uniform(state) < 0.25) strcpy(name, "gnd");
}

/* Up to 20 nodes: a tree of capacitors to ground, and what else comes between any two. */
static Build *random_network(unsigned long long *state)
{
    Build *build = build_begin();
    char a[16], b[16];
    int n = 3 + below(state, 17);
    for (int i = 0; i < n; i++) {
        snprintf(a, sizeof a, "n%d", i);
        if (i > 0) some_node(b, state, i);
        build_capacitor(build, a, i > 0 ? b : "gnd", (5 + 95 * uniform(state)) * 1e-15);
    }
    for (int i = 0; i < n; i++) {
        some_node(a, state, n), some_node(b, state, n);
        if (strcmp(a, b) == 0) continue;
        double kind = uniform(state), x = uniform(state);
        if (kind < 0.25)
            build_capacitor(build, a, b, (1 + 20 * x) * 1e-15);
        else if (kind < 0.5)
            build_resistor(build, circ_arena_format(build->arena, "b%d", i), a, b, pow(10, 1 + 3 * x), 0.1);
        else if (kind < 0.8)
            build_inductor(build, a, b, (0.3 + 5 * x) * 1e-9);
        else if (kind < 0.9)
            build_line(build, a, b, 30 + 70 * x, (1 + 20 * uniform(state)) * 1e-11);
        else
            build_resonator(build, circ_arena_format(build->arena, "b%d", i), a, b, 1e3, (1 + x) * 1e-9,
                            5e-13, 0.1);
    }
    if (build->net.n_inductors > 1) build_mutual(build, 0, 1, 1.8 * uniform(state) - 0.9);
    build_resistor(build, "last", "n0", "gnd", 50, 0.1);
    snprintf(a, sizeof a, "n%d", n - 1);
    build_transmon(build, "q", a, "far", 5e-14, 50e9);
    build_capacitor(build, "far", "gnd", 1e-13);
    return build;
}

static void random_networks(void)
{
    unsigned long long state = 20;
    if (!have_ngspice()) return;
    for (int i = 0; i < NETWORKS; i++) {
        Build *build = random_network(&state);
        check_network(&build->net, build->arena, build->diags);
        build_end(build);
    }
}

static void check_file(const char *path)
{
    CircArena *arena = circ_arena_create();
    CircSources *sources = circ_sources_create(arena);
    CircDiags *diags = circ_diags_create(arena, sources);
    const CircSource *source = circ_sources_read(sources, path);
    const CircAst *ast = source ? circ_parse(source, arena, diags) : NULL;
    const CircNetlist *net = ast ? circ_elaborate(ast, 0, NULL, arena, diags) : NULL;
    CU_ASSERT_PTR_NOT_NULL(net);
    bool lossy = false;
    for (int i = 0; net && i < net->n_lines; i++) lossy |= net->lines[i].loss > 0;
    if (net && net->n_nodes <= MOST_NODES && net->n_transmons > 0 && net->n_touchstones == 0 && !lossy)
        check_network(net, arena, diags);
    circ_arena_free(arena);
}

static void circuits_of_the_library(void)
{
    glob_t found;
    if (!have_ngspice()) return;
    CU_ASSERT_EQUAL_FATAL(glob("circuits/*.circ", 0, NULL, &found), 0);
    CU_ASSERT_EQUAL_FATAL(glob("circuits/*/*.circ", GLOB_APPEND, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) check_file(found.gl_pathv[i]);
    globfree(&found);
}

void suite_ngspice(void)
{
    CU_pSuite suite = CU_add_suite("ngspice", NULL, NULL);
    CU_add_test(suite, "random networks", random_networks);
    CU_add_test(suite, "circuits of the library", circuits_of_the_library);
}
