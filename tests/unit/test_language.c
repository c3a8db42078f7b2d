/* The language's means of reuse: instances, loops, choices, functions, two indices, ranges; netlists at other values. */
#include <CUnit/CUnit.h>
#include <glob.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "circ/netlist.h"

typedef struct {
    CircArena *arena;
    CircSources *sources;
    CircDiags *diags;
    const CircAst *ast;
    const CircNetlist *net;
} Front;

static Front parsed(Front f, const CircSource *source)
{
    f.ast = source ? circ_parse(source, f.arena, f.diags) : NULL;
    if (f.ast) f.net = circ_elaborate(f.ast, 0, NULL, f.arena, f.diags);
    return f;
}

static Front front_new(void)
{
    Front f = {.arena = circ_arena_create()};
    f.sources = circ_sources_create(f.arena);
    f.diags = circ_diags_create(f.arena, f.sources);
    return f;
}

static Front front_of(const char *text)
{
    Front f = front_new();
    return parsed(f, circ_sources_add(f.sources, "test", text, strlen(text)));
}

static const CircTransmon *transmon(const Front *f, const char *name)
{
    for (int i = 0; f->net && i < f->net->n_transmons; i++)
        if (!strcmp(f->net->transmons[i].e.name, name)) return &f->net->transmons[i];
    return NULL;
}

static const CircCapacitor *capacitor(const Front *f, const char *name)
{
    for (int i = 0; f->net && i < f->net->n_capacitors; i++)
        if (!strcmp(f->net->capacitors[i].e.name, name)) return &f->net->capacitors[i];
    return NULL;
}

static const char *node(const Front *f, int i)
{
    return f->net->nodes[i].name;
}

static const char cell[] = "subcircuit cell(a; C = 4 fF, f = 4 GHz in [1 GHz, 10 GHz]) {\n"
                           "    transmon q (n, gnd) C = 70 fF f01 = f\n"
                           "    capacitor c (n, a) C\n"
                           "}\n";

static Front with_cell(const char *more)
{
    char text[2000];
    snprintf(text, sizeof text, "%s%s", cell, more);
    return front_of(text);
}

static void instances_have_names_nodes_and_parameters(void)
{
    Front f = with_cell("cell x[1:2] (h[*]) C = 5 fF\ncell y (x[2].n) f = 6 GHz\n"
                        "bath b local(x[*].q, y.q) rate = 1 /us T = y.C/(1 fF)*10 mK\n");
    CU_ASSERT_EQUAL_FATAL(circ_diags_errors(f.diags), 0);
    CU_ASSERT_EQUAL(f.net->n_transmons, 3);
    const CircCapacitor *c = capacitor(&f, "x[2].c"), *d = capacitor(&f, "y.c");
    CU_ASSERT_PTR_NOT_NULL_FATAL(c);
    CU_ASSERT_PTR_NOT_NULL_FATAL(d);
    CU_ASSERT_DOUBLE_EQUAL(c->C, 5e-15, 1e-27);
    CU_ASSERT_STRING_EQUAL(node(&f, c->e.node[0]), "x[2].n");
    CU_ASSERT_STRING_EQUAL(node(&f, c->e.node[1]), "h[2]");
    CU_ASSERT_DOUBLE_EQUAL(d->C, 4e-15, 1e-27);
    CU_ASSERT_EQUAL(d->e.node[1], c->e.node[0]);
    CU_ASSERT_EQUAL(transmon(&f, "y.q")->f01, 6e9);
    CU_ASSERT_EQUAL(f.net->rate_baths[0].n_qubits, 3);
    CU_ASSERT_DOUBLE_EQUAL(f.net->rate_baths[0].T, 0.04, 1e-15);
    circ_arena_free(f.arena);
}

/* The message is at the text of the subcircuit, with a note for each instance around it. */
static void messages_name_the_instances(void)
{
    Front f = with_cell("subcircuit two(a; g) { cell z[1:2] (a) f = g*2 }\ntwo w (h) g = 7 GHz\n");
    CU_ASSERT_EQUAL_FATAL(circ_diags_errors(f.diags), 1);
    const CircDiag *diag = circ_diags_get(f.diags, 0);
    CU_ASSERT_STRING_EQUAL(circ_code_name(diag->code), "E0205");
    CU_ASSERT_EQUAL(circ_sources_locate(f.sources, diag->span.begin).line, 5);
    const CircNote *note = diag->notes;
    CU_ASSERT_PTR_NOT_NULL_FATAL(note);
    CU_ASSERT_STRING_EQUAL(note->text, "in instance 'w'");
    CU_ASSERT_EQUAL(circ_sources_locate(f.sources, note->span.begin).line, 6);
    circ_arena_free(f.arena);
    f = with_cell("cell x (h) C = -1 fF\n");
    CU_ASSERT_EQUAL_FATAL(circ_diags_errors(f.diags), 1);
    diag = circ_diags_get(f.diags, 0);
    CU_ASSERT_EQUAL(circ_sources_locate(f.sources, diag->span.begin).line, 3);
    CU_ASSERT_STRING_EQUAL(diag->notes->text, "in instance 'x'");
    CU_ASSERT_EQUAL(circ_sources_locate(f.sources, diag->notes->span.begin).line, 5);
    circ_arena_free(f.arena);
}

static void loops_declare_arrays_member_by_member(void)
{
    Front f = front_of("param N = 3\n"
                       "for i in 1:N {\n"
                       "    transmon q[i] (q[i], gnd) C = 70 fF f01 = (3 + i)*1 GHz\n"
                       "    for j in 1:i - 1 { capacitor c[i, j] (q[i], q[j]) i*10*1 fF + j*1 fF }\n"
                       "}\n"
                       "bath b local(q[2:3], q[1]) rate = 1 /us T = 50 mK\n"
                       "output f01(q[2])\n");
    CU_ASSERT_EQUAL_FATAL(circ_diags_errors(f.diags), 0);
    CU_ASSERT_EQUAL(f.net->n_capacitors, 3);
    CU_ASSERT_DOUBLE_EQUAL(capacitor(&f, "c[3,2]")->C, 32e-15, 1e-26);
    CU_ASSERT_EQUAL(transmon(&f, "q[3]")->f01, 6e9);
    const int order[] = {1, 2, 0};
    for (int i = 0; i < 3; i++) CU_ASSERT_EQUAL(f.net->rate_baths[0].qubits[i], order[i]);
    circ_arena_free(f.arena);
}

static void arrays_of_two_indices_go_by_rows(void)
{
    Front f = front_of("transmon m[1:2, 3:5] (m[*, *], gnd) C = 70 fF f01 = 4 GHz\n"
                       "capacitor k[1:2, 3:5] (m[*, *], r[*]) 1 fF\n"
                       "bath b local(m[2, *]) rate = 1 /us T = 50 mK\n"
                       "bath d local(m[*, 4:5]) rate = 1 /us T = 50 mK\n");
    /* r[*] has one index: the first of the element's two */
    CU_ASSERT_EQUAL_FATAL(circ_diags_errors(f.diags), 0);
    CU_ASSERT_STRING_EQUAL(f.net->transmons[4].e.name, "m[2,4]");
    CU_ASSERT_STRING_EQUAL(node(&f, capacitor(&f, "k[2,4]")->e.node[1]), "r[2]");
    const int row[] = {3, 4, 5}, box[] = {1, 2, 4, 5};
    for (int i = 0; i < 3; i++) CU_ASSERT_EQUAL(f.net->rate_baths[0].qubits[i], row[i]);
    CU_ASSERT_EQUAL_FATAL(f.net->rate_baths[1].n_qubits, 4);
    for (int i = 0; i < 4; i++) CU_ASSERT_EQUAL(f.net->rate_baths[1].qubits[i], box[i]);
    circ_arena_free(f.arena);
}

static double param(const Front *f, const char *name)
{
    for (int i = 0; f->net && i < f->net->n_params; i++)
        if (!strcmp(f->net->params[i].name, name)) return f->net->params[i].value.si;
    return NAN;
}

static void functions_and_choices_have_values(void)
{
    Front f = front_of("function square(x) = x^2\n"
                       "function hypotenuse(a, b) = sqrt(square(a) + square(b))\n"
                       "param a = hypotenuse(3 fF, 4 fF)\n"
                       "param b = if(a > 4 fF and not (a > 6 fF or a < 1 fF), 10, 1/0)\n"
                       "param n = square(2)\n"
                       "param c = if(n == 4, 1 GHz, 2 GHz)\n"
                       "param d = if(n != 4 or n >= 5, 1, 2)\n");
    CU_ASSERT_EQUAL(circ_diags_errors(f.diags), 0);
    CU_ASSERT_DOUBLE_EQUAL(param(&f, "a"), 5e-15, 1e-26);
    CU_ASSERT_EQUAL(param(&f, "b"), 10);
    CU_ASSERT_EQUAL(param(&f, "c"), 1e9);
    CU_ASSERT_EQUAL(param(&f, "d"), 2);
    circ_arena_free(f.arena);
}

/* ---- limits: each of these ends in an error, and soon */

static void ends_with(const char *text, const char *code)
{
    clock_t start = clock();
    Front f = front_of(text);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    CU_ASSERT_TRUE_FATAL(circ_diags_errors(f.diags) > 0);
    CU_ASSERT_STRING_EQUAL(circ_code_name(circ_diags_get(f.diags, 0)->code), code);
    CU_ASSERT_TRUE(seconds < 30); /* a hang; the time itself is measured by `make bench` */
    circ_arena_free(f.arena);
}

static void what_goes_on_without_end_is_an_error(void)
{
    ends_with("transmon q[1:1000000000] (q[*], gnd) C = 70 fF f01 = 4 GHz\n", "E0307");
    ends_with("transmon q[1:100000, 1:100000] (q[*, *], gnd) C = 70 fF f01 = 4 GHz\n", "E0307");
    ends_with("for i in 1:1000000000 { }\n", "E0307");
    ends_with("for i in 1:100000 { for j in 1:100000 { param x = 1 } }\n", "E0307");
    ends_with("subcircuit a(p) { a x (p) }\na x (h)\n", "E0107");
    ends_with("subcircuit a(p) { b x (p) }\nsubcircuit b(p) { a x (p) }\na x (h)\n", "E0107");
    ends_with("subcircuit a(p) { }\nsubcircuit b(p) { a x[1:10000] (p) }\nsubcircuit c(p) { b x[1:10000] (p) }\nc x (h)\n",
              "E0307");
    ends_with("function f(x) = f(x - 1)\nparam a = f(1)\n", "E0108");
    char doubling[2000] = "function f0(x) = x\nparam p = f30(1)\n"; /* a thousand million calls */
    for (int i = 1; i <= 30; i++) {
        size_t length = strlen(doubling);
        snprintf(doubling + length, sizeof doubling - length, "function f%d(x) = f%d(x) + f%d(x)\n", i, i - 1, i - 1);
    }
    ends_with(doubling, "E0108");
    ends_with("param a = b\nparam b = a\n", "E0103");
}

/* ---- netlists at other values */

/* Without its sweeps, which only the netlist that nothing is set in has. */
static char *netlist_text(const CircNetlist *net)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    CircNetlist point = *net;
    point.n_sweeps = 0;
    circ_netlist_print(&point, out);
    fclose(out);
    return text;
}

/* The netlist of a file at another value of one parameter: brought there, and elaborated for it. */
static int compare_update(const char *path, int param, double factor)
{
    Front f = front_new(), g = front_new();
    f = parsed(f, circ_sources_read(f.sources, path));
    g.ast = circ_parse(circ_sources_read(g.sources, path), g.arena, g.diags);
    CircArena *scratch = circ_arena_create();
    int compared = 0;
    CircOverride there = {.name = f.net->params[param].name, .value = f.net->params[param].value};
    there.value.si *= factor;
    uint64_t changed = (uint64_t)1 << param;
    if (f.net && circ_netlist_can_update(f.net, 1, &there, changed)) {
        const CircNetlist *anew = circ_elaborate(g.ast, 1, &there, g.arena, g.diags);
        bool fine = circ_netlist_update(f.net, 1, &there, changed, scratch, f.diags);
        CU_ASSERT_EQUAL(fine, anew != NULL);
        char *updated = fine && anew ? netlist_text(f.net) : NULL, *expected = updated ? netlist_text(anew) : NULL;
        if (updated) CU_ASSERT_STRING_EQUAL(updated, expected);
        compared = updated != NULL;
        free(updated);
        free(expected);
    }
    circ_arena_free(f.arena);
    circ_arena_free(g.arena);
    circ_arena_free(scratch);
    return compared;
}

static void an_updated_netlist_is_that_of_an_elaboration(void)
{
    const char *const patterns[] = {"circuits/*.circ", "circuits/*/*.circ", "tests/golden/*/*.circ"};
    int compared = 0;
    for (int p = 0; p < 3; p++) {
        glob_t found;
        if (glob(patterns[p], 0, NULL, &found)) continue;
        for (size_t i = 0; i < found.gl_pathc; i++) {
            Front f = front_new();
            f = parsed(f, circ_sources_read(f.sources, found.gl_pathv[i]));
            int n = f.net ? f.net->n_params : 0;
            for (int k = 0; k < n; k++) compared += compare_update(found.gl_pathv[i], k, 1.25);
            circ_arena_free(f.arena);
        }
        globfree(&found);
    }
    CU_ASSERT_TRUE(compared > 50);
}

/* There and back again, by way of a parameter that others follow from. */
static void an_update_can_be_taken_back(void)
{
    Front f = front_of("param a = 4 fF\nparam b = 2*a\nparam n = 2\n" /* b is set, then left to itself again */
                       "subcircuit s(p; C = b) { capacitor c (p, gnd) C + a }\n"
                       "transmon q (q, gnd) C = 70 fF f01 = 4 GHz\ns x[1:n] (q)\n");
    CU_ASSERT_EQUAL_FATAL(circ_diags_errors(f.diags), 0);
    CircArena *scratch = circ_arena_create();
    char *first = netlist_text(f.net);
    CircOverride b = {.name = "b", .value = {.si = 3e-15}};
    CU_ASSERT_TRUE(circ_netlist_update(f.net, 1, &b, 2, scratch, f.diags));
    CU_ASSERT_DOUBLE_EQUAL(f.net->capacitors[1].C, 7e-15, 1e-26);
    CU_ASSERT_TRUE(circ_netlist_update(f.net, 0, NULL, 2, scratch, f.diags));
    char *last = netlist_text(f.net);
    CU_ASSERT_STRING_EQUAL(first, last);
    CircOverride a = {.name = "a", .value = {.si = 1e-15}};
    CU_ASSERT_TRUE(circ_netlist_update(f.net, 1, &a, 1, scratch, f.diags));
    CU_ASSERT_DOUBLE_EQUAL(f.net->capacitors[0].C, 3e-15, 1e-26);
    CU_ASSERT_FALSE(circ_netlist_can_update(f.net, 0, NULL, 4));
    free(first);
    free(last);
    circ_arena_free(scratch);
    circ_arena_free(f.arena);
}

void suite_language(void);
void suite_language(void)
{
    CU_pSuite suite = CU_add_suite("language", NULL, NULL);
    CU_ADD_TEST(suite, instances_have_names_nodes_and_parameters);
    CU_ADD_TEST(suite, messages_name_the_instances);
    CU_ADD_TEST(suite, loops_declare_arrays_member_by_member);
    CU_ADD_TEST(suite, arrays_of_two_indices_go_by_rows);
    CU_ADD_TEST(suite, functions_and_choices_have_values);
    CU_ADD_TEST(suite, what_goes_on_without_end_is_an_error);
    CU_ADD_TEST(suite, an_updated_netlist_is_that_of_an_elaboration);
    CU_ADD_TEST(suite, an_update_can_be_taken_back);
}
