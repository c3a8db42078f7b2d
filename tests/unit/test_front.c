/* The front end: dimensions, expressions, resonators, and the tree that prints as what was parsed. */
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "circ/evaluate.h"
#include "front/resonator.h"
#include "front/units.h"

typedef struct {
    CircArena *arena;
    CircSources *sources;
    CircDiags *diags;
    const CircAst *ast;
    const CircNetlist *netlist;
} Front;

static Front front_of(const char *text)
{
    Front f = {.arena = circ_arena_create()};
    f.sources = circ_sources_create(f.arena);
    f.diags = circ_diags_create(f.arena, f.sources);
    f.ast = circ_parse(circ_sources_add(f.sources, "test", text, strlen(text)), f.arena, f.diags);
    if (f.ast) f.netlist = circ_elaborate(f.ast, 0, NULL, f.arena, f.diags);
    return f;
}

static double param(const Front *f, const char *name)
{
    for (int i = 0; f->netlist && i < f->netlist->n_params; i++)
        if (!strcmp(f->netlist->params[i].name, name)) return f->netlist->params[i].value.si;
    return NAN;
}

static void literals_become_si(void)
{
    Front f =
        front_of("param a = 70 fF\nparam b = 9.2GHz\nparam c = 0.5 /ns\nparam d = 1e7/s\nparam e1 = 50 mK\n"
                 "param g = 2 \xc2\xb5s\nparam i = 3 k\xce\xa9\nparam j = 1 meV\nparam k = 4 GHz/2\n");
    CU_ASSERT_EQUAL(circ_diags_errors(f.diags), 0);
    CU_ASSERT_DOUBLE_EQUAL(param(&f, "a"), 70e-15, 1e-27);
    CU_ASSERT_EQUAL(param(&f, "b"), 9.2e9);
    CU_ASSERT_DOUBLE_EQUAL(param(&f, "c"), 5e8, 1e-6);
    CU_ASSERT_EQUAL(param(&f, "d"), 1e7);
    CU_ASSERT_DOUBLE_EQUAL(param(&f, "e1"), 0.05, 1e-17);
    CU_ASSERT_DOUBLE_EQUAL(param(&f, "g"), 2e-6, 1e-20);
    CU_ASSERT_EQUAL(param(&f, "i"), 3000);
    CU_ASSERT_DOUBLE_EQUAL(param(&f, "j"), 1.602176634e-22, 1e-36);
    CU_ASSERT_EQUAL(param(&f, "k"), 2e9);
    circ_arena_free(f.arena);
}

static void operators_bind_as_usual(void)
{
    Front f = front_of(
        "param a = 2 + 3*4^2/8 - 1\nparam b = -2^2\nparam c = 2^3^2\nparam d = 8/4/2\nparam g = 2^-1\n"
        "param i = (1 + 2)*-3\n");
    CU_ASSERT_EQUAL(param(&f, "a"), 7);
    CU_ASSERT_EQUAL(param(&f, "b"), -4);
    CU_ASSERT_EQUAL(param(&f, "c"), 512);
    CU_ASSERT_EQUAL(param(&f, "d"), 1);
    CU_ASSERT_EQUAL(param(&f, "g"), 0.5);
    CU_ASSERT_EQUAL(param(&f, "i"), -9);
    circ_arena_free(f.arena);
}

static void hertz_is_not_a_rate(void)
{
    Front f = front_of(
        "param a = angular(1 GHz) + 0 /s\nparam b = frequency(1 /ns) + 0 Hz\nparam c = h*4 GHz/k_B + 0 K\n"
        "param d = sqrt(2 nH*3 fF) + 0 s\n");
    CU_ASSERT_EQUAL(circ_diags_errors(f.diags), 0);
    CU_ASSERT_DOUBLE_EQUAL(param(&f, "a") / 6283185307.179586, 1, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(param(&f, "b") / 159154943.0918953, 1, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(param(&f, "c") / 0.19196972293, 1, 1e-10);
    circ_arena_free(f.arena);
    f = front_of("param a = 1 GHz + 1 /ns\n");
    CU_ASSERT_EQUAL(circ_diags_errors(f.diags), 1);
    circ_arena_free(f.arena);
}

static void every_triple_of_a_resonator_agrees_or_is_refused(void)
{
    const double R = 900, L = 2e-9, C = 0.8e-12;
    const double w = 1 / sqrt(L * C);
    const double all[RLC_N] = {R,           L,          C, w / (2 * 3.141592653589793), R * sqrt(C / L),
                               sqrt(L / C), 1 / (R * C)};
    int fixed = 0;
    for (int i = 0; i < RLC_N; i++)
        for (int j = i + 1; j < RLC_N; j++)
            for (int k = j + 1; k < RLC_N; k++) {
                int which[3] = {i, j, k};
                double value[3] = {all[i], all[j], all[k]}, r, l, c;
                if (!resonator_solve(which, value, &r, &l, &c)) continue;
                fixed++;
                CU_ASSERT_DOUBLE_EQUAL(r / R, 1, 1e-13);
                CU_ASSERT_DOUBLE_EQUAL(l / L, 1, 1e-13);
                CU_ASSERT_DOUBLE_EQUAL(c / C, 1, 1e-13);
            }
    /* of the 35 triples these say the same twice: LCf LCZ LfZ CfZ (f and Z are L and C), RQZ, RCkappa,
     * fQkappa */
    CU_ASSERT_EQUAL(fixed, 35 - 7);
}

static void arrays_become_members(void)
{
    Front f = front_of("param N = 3\ntransmon q[1:N] (q[*], gnd) C = 70 fF EJ = 9.2 GHz\n"
                       "capacitor c[1:N] (q[*], h) 4 fF\nbath b local(q[2:3]) rate = 1 /ns T = 3 mK\n");
    CU_ASSERT_EQUAL_FATAL(circ_diags_errors(f.diags), 0);
    CU_ASSERT_EQUAL(f.netlist->n_transmons, 3);
    CU_ASSERT_STRING_EQUAL(f.netlist->transmons[2].e.name, "q[3]");
    CU_ASSERT_EQUAL(f.netlist->n_nodes, 5);
    CU_ASSERT_EQUAL(f.netlist->capacitors[1].e.node[0], f.netlist->transmons[1].e.node[0]);
    CU_ASSERT_EQUAL(f.netlist->rate_baths[0].n_qubits, 2);
    CU_ASSERT_EQUAL(f.netlist->rate_baths[0].qubits[0], 1);
    CU_ASSERT_DOUBLE_EQUAL(f.netlist->transmons[0].EJ / (9.2e9 * 6.62607015e-34), 1, 1e-15);
    circ_arena_free(f.arena);
}

static void junctions_are_given_in_several_ways(void)
{
    /* E_J = phi_0 I_c = phi_0^2/L_J, phi_0 = 3.291059784755e-16 Wb */
    Front f = front_of(
        "transmon a (a, gnd) C = 70 fF Ic = 20 nA\ntransmon b (b, gnd) C = 70 fF L_J = 16.4552989238 nH\n"
        "transmon c (c, gnd) C = 70 fF EJ = 0.4 K\n");
    CU_ASSERT_EQUAL_FATAL(circ_diags_errors(f.diags), 0);
    CU_ASSERT_DOUBLE_EQUAL(f.netlist->transmons[0].EJ / (20e-9 * 3.291059784755e-16), 1, 1e-11);
    CU_ASSERT_DOUBLE_EQUAL(f.netlist->transmons[1].EJ / f.netlist->transmons[0].EJ, 1, 1e-10);
    CU_ASSERT_DOUBLE_EQUAL(f.netlist->transmons[2].EJ / (0.4 * 1.380649e-23), 1, 1e-15);
    circ_arena_free(f.arena);
}

static char *printed(const CircAst *ast)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    circ_ast_print(ast, out);
    fclose(out);
    return text;
}

static void a_printed_tree_parses_to_itself(void)
{
    Front f = front_of(
        "circuit x \"y\"\nparam a = -(1 + 2)*3 - (4 - 5)^2^(-1)/(2*3)\nparam b = (-2)^2 + 2^-(1 + 1)\n"
        "transmon q[1:2] (q[*], gnd) C = 70 fF f01 = 4 GHz\nbath b local(q[*], q[1]) rate = 0.01 /ns T = 3 "
        "mK\n"
        "sweep a log from 1 to 2 steps 3\nsweep b in 1, 2\noutput k = at(Q(b), a = 2)/2, Jz\n"
        "expect Jz <= (a + 1)/2 at a = 1, b = 2\nsector J = 1\ninitial dicke(1, -1)\nmodel levels = 2\n"
        "transient to 2*5 ns steps a + 1 from thermal(3 mK)\ntransient to 1 us steps 2 from ground\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(f.ast);
    char *once = printed(f.ast);
    Front g = front_of(once);
    CU_ASSERT_PTR_NOT_NULL_FATAL(g.ast);
    char *twice = printed(g.ast);
    CU_ASSERT_STRING_EQUAL(once, twice);
    free(once);
    free(twice);
    circ_arena_free(f.arena);
    circ_arena_free(g.arena);
}

static void sweeps_reach_both_ends(void)
{
    Front f = front_of("param T = 1 mK\nparam x = 1\nsweep T from 50 mK to 500 mK steps 46\nsweep x log from "
                       "0.01 to 100 steps 5\n");
    CU_ASSERT_EQUAL_FATAL(circ_diags_errors(f.diags), 0);
    const CircSweep *T = &f.netlist->sweeps[0], *x = &f.netlist->sweeps[1];
    CU_ASSERT_EQUAL(T->n, 46);
    CU_ASSERT_DOUBLE_EQUAL(T->values[45], 0.5, 1e-16);
    CU_ASSERT_DOUBLE_EQUAL(T->values[1], 0.06, 1e-16);
    CU_ASSERT_DOUBLE_EQUAL(x->values[2], 1, 1e-15);
    circ_arena_free(f.arena);
}

static void units_have_names_for_output(void)
{
    CircArena *arena = circ_arena_create();
    CU_ASSERT_STRING_EQUAL(dim_unit(arena, dim_of(DIM_POWER)), "W");
    CU_ASSERT_STRING_EQUAL(dim_unit(arena, dim_of(DIM_RATE)), "1/s");
    CU_ASSERT_STRING_EQUAL(dim_unit(arena, dim_of(DIM_NONE)), "");
    CU_ASSERT_STRING_EQUAL(dim_unit(arena, dim_add(dim_of(DIM_POWER), dim_of(DIM_LENGTH), 1)), "m^3*kg*s^-3");
    circ_arena_free(arena);
}

void suite_front(void);

void suite_front(void)
{
    CU_pSuite suite = CU_add_suite("front", NULL, NULL);
    CU_ADD_TEST(suite, literals_become_si);
    CU_ADD_TEST(suite, operators_bind_as_usual);
    CU_ADD_TEST(suite, hertz_is_not_a_rate);
    CU_ADD_TEST(suite, every_triple_of_a_resonator_agrees_or_is_refused);
    CU_ADD_TEST(suite, arrays_become_members);
    CU_ADD_TEST(suite, junctions_are_given_in_several_ways);
    CU_ADD_TEST(suite, a_printed_tree_parses_to_itself);
    CU_ADD_TEST(suite, sweeps_reach_both_ends);
    CU_ADD_TEST(suite, units_have_names_for_output);
}
