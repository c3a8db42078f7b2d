/* Circuits that no derivation can work with: each has its own message, which names the nodes or elements. */
#include <CUnit/CUnit.h>
#include <math.h>

#include "circ/constants.h"
#include "circuit/exact.h"
#include "circuit_builder.h"

void suite_circuit_graph(void);

static void expect_error(Build *build, CircCode code, const char *text)
{
    CU_ASSERT_PTR_NULL(build_quantise(build));
    CU_ASSERT(build_said(build, code, text));
    CU_ASSERT_EQUAL(circ_diags_errors(build->diags), 1);
    build_end(build);
}

static Build *one_transmon(void)
{
    Build *build = build_begin();
    build_transmon(build, "q", "q", "gnd", 7e-14, 12e9);
    return build;
}

static void a_floating_pair_is_named(void)
{
    Build *build = one_transmon();
    build_capacitor(build, "a", "b", 1e-15);
    build_resistor(build, "hot", "a", "b", 50, 0.1);
    expect_error(build, CIRC_E0504, "nodes 'a' and 'b' have no path to ground");
}

static void a_floating_transmon_without_ground_is_named(void)
{
    Build *build = one_transmon();
    build_transmon(build, "f", "p", "m", 7e-14, 12e9);
    expect_error(build, CIRC_E0504, "nodes 'p' and 'm'");
}

static void an_island_between_junctions_is_named(void)
{
    Build *build = build_begin();
    build_transmon(build, "q0", "a", "m", 0, 12e9);
    build_transmon(build, "q1", "m", "gnd", 0, 12e9);
    build_capacitor(build, "a", "gnd", 1e-14);
    expect_error(build, CIRC_E0513, "node 'm' has no capacitance");
}

static void a_junction_without_capacitance_is_named(void)
{
    Build *build = build_begin();
    build_transmon(build, "q", "a", "gnd", 0, 12e9);
    build_inductor(build, "a", "b", 1e-9);
    build_capacitor(build, "b", "gnd", 1e-13);
    expect_error(build, CIRC_E0505, "ends of 'q', nodes 'a' and 'gnd'");
}

static void a_loop_of_junctions_is_named(void)
{
    Build *build = one_transmon();
    build_transmon(build, "twin", "gnd", "q", 7e-14, 12e9);
    expect_error(build, CIRC_E0506, "'twin' closes a loop");
}

static void a_negative_capacitance_is_named(void)
{
    Build *build = one_transmon();
    build_capacitor(build, "q", "gnd", -1e-15);
    expect_error(build, CIRC_E0507, "capacitance of capacitor 'C0' is -1e-15");
}

static void a_coefficient_above_one_is_named(void)
{
    Build *build = one_transmon();
    int a = build_inductor(build, "x", "gnd", 1e-9), b = build_inductor(build, "y", "gnd", 1e-9);
    build_mutual(build, a, b, 1.2);
    expect_error(build, CIRC_E0508, "'M0' is 1.2");
}

static void three_coefficients_that_contradict_are_named(void)
{
    Build *build = one_transmon();
    int a = build_inductor(build, "x", "gnd", 1e-9), b = build_inductor(build, "y", "gnd", 1e-9),
        c = build_inductor(build, "z", "gnd", 1e-9);
    build_mutual(build, a, b, 0.9);
    build_mutual(build, b, c, 0.9);
    build_mutual(build, a, c, -0.9);
    expect_error(build, CIRC_E0508, "contradict each other");
}

static void a_bad_condition_is_named(void)
{
    Build *build = build_begin();
    build_transmon(build, "q", "p", "m", 7e-14, 12e9);
    build_capacitor(build, "p", "gnd", 1e-27);
    expect_error(build, CIRC_E0509, "nodes 'p' and 'm'");
}

static void an_rf_squid_is_no_transmon(void)
{
    Build *build = one_transmon();
    build_inductor(build, "q", "gnd", 14e-9);
    expect_error(build, CIRC_E0512, "'q'");
}

static void an_undamped_resonance_apart_is_fine(void)
{
    Build *build = build_begin();
    build_transmon(build, "q", "q", "gnd", 1, 12e9)->f01 = 5e9;
    build->transmons[0].C = 7e-14;
    build->transmons[0].EJ = 0;
    build_capacitor(build, "x", "gnd", 1e-12);
    build_inductor(build, "x", "gnd", 1 / (1e-12 * pow(2 * CIRC_PI * 5e9, 2)));
    CU_ASSERT_PTR_NOT_NULL(build_quantise(build)); /* it touches no qubit: nothing is asked of it */
    build_end(build);
}

/* The three conditions on coupled inductors that can be met are not reported. */
static void coupled_inductors_are_inverted(void)
{
    Build *build = one_transmon();
    int a = build_inductor(build, "x", "gnd", 1e-9), b = build_inductor(build, "gnd", "y", 4e-9);
    build_mutual(build, a, b, 0.5);
    build_resistor(build, "hot", "x", "gnd", 50, 0.1);
    build_capacitor(build, "y", "gnd", 1e-13);
    const CircCircuit *circuit = build_quantise(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
    const Networks *networks = circuit->environment->networks;
    const Network *part = &networks->part[networks->part_of[build_node(build, "x")]];
    int x = networks->place[build_node(build, "x")], y = networks->place[build_node(build, "y")];
    /* L = [1 1; 1 4] nH; y is the far end of the second, hence the sign */
    CU_ASSERT_DOUBLE_EQUAL(part->Gamma[x * part->n_e + x] * 3e-9, 4, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(part->Gamma[y * part->n_e + y] * 3e-9, 1, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(part->Gamma[x * part->n_e + y] * 3e-9, 1, 1e-12);
    build_end(build);
}

static void networks_are_apart(void)
{
    Build *build = build_begin();
    for (int i = 0; i < 50; i++) {
        char q[16], x[16];
        snprintf(q, sizeof q, "q%d", i);
        snprintf(x, sizeof x, "x%d", i);
        build_transmon(build, q, q, "gnd", 7e-14, 12e9);
        build_capacitor(build, q, x, 4e-15);
        build_resonator(build, x, x, "gnd", 1e3, 2e-9, 8e-13, 0.1);
    }
    const CircCircuit *circuit = build_quantise(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
    CU_ASSERT_EQUAL(circuit->environment->networks->n, 50);
    CU_ASSERT_EQUAL(circuit->n_exchanges, 0);
    for (int b = 0; b < 50; b++)
        for (int q = 0; q < 50; q++)
            CU_ASSERT_EQUAL(cabs(circuit->baths[b].couplings[q].amplitude) > 0, b == q);
    build_end(build);
}

void suite_circuit_graph(void)
{
    CU_pSuite suite = CU_add_suite("circuit graph", NULL, NULL);
    CU_add_test(suite, "a floating pair is named", a_floating_pair_is_named);
    CU_add_test(suite, "a floating transmon without ground is named",
                a_floating_transmon_without_ground_is_named);
    CU_add_test(suite, "an island between junctions is named", an_island_between_junctions_is_named);
    CU_add_test(suite, "a junction without capacitance is named", a_junction_without_capacitance_is_named);
    CU_add_test(suite, "a loop of junctions is named", a_loop_of_junctions_is_named);
    CU_add_test(suite, "a negative capacitance is named", a_negative_capacitance_is_named);
    CU_add_test(suite, "a coefficient above one is named", a_coefficient_above_one_is_named);
    CU_add_test(suite, "three coefficients that contradict are named",
                three_coefficients_that_contradict_are_named);
    CU_add_test(suite, "a bad condition is named", a_bad_condition_is_named);
    CU_add_test(suite, "an rf squid is no transmon", an_rf_squid_is_no_transmon);
    CU_add_test(suite, "an undamped resonance apart is fine", an_undamped_resonance_apart_is_fine);
    CU_add_test(suite, "coupled inductors are inverted", coupled_inductors_are_inverted);
    CU_add_test(suite, "networks are apart", networks_are_apart);
}
