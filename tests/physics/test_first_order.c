/* The first-order derivation: its numbers, what it refuses, what it warns of. */
#include <CUnit/CUnit.h>
#include <math.h>
#include <string.h>

#include "../unit/build_point.h"
#include "circ/constants.h"

/* Of numbers that come from one formula in two ways; a few operations in double. */
static const double ROUNDING = 1e-14;

#define CU_ASSERT_RELATIVE(found, expected, tolerance) CU_ASSERT(is_near(found, expected, tolerance))

static bool is_near(double found, double expected, double tolerance)
{
    return fabs(found - expected) <= tolerance * fabs(expected);
}

static Build *first_order(Build *build)
{
    build->net.model.coupling = CIRC_COUPLING_FIRST_ORDER;
    return build;
}

/* Device "strong-c" of tests/reference/devices.json. */
static Build *strong_c(void)
{
    Build *build =
        build_valve(3, 60e-15, 8e-15, 12e9, 800, 2.5464790894703256e-09, 3.9788735772973834e-13, 0.3, 0.05);
    for (int j = 0; j < 3; j++) build->transmons[j].e.span = (CircSpan){5, 9};
    return first_order(build);
}

/* Its first_order and printed values: 15 digits, of the same formulas in Python. */
static void check_strong_c(const CircCircuit *circuit, double G, double gamma)
{
    CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
    CU_ASSERT_EQUAL(circuit->n_qubits, 3);
    for (int j = 0; j < 3; j++) {
        const CircQubit *q = &circuit->qubits[j];
        CU_ASSERT_RELATIVE(q->C_eff, 8.181818181818182e-14, 1e-9);
        CU_ASSERT_RELATIVE(q->EC / CIRC_H, 236747247.30138925, 1e-9);
        CU_ASSERT_RELATIVE(q->EJ / CIRC_H, 12e9, 1e-9);
        CU_ASSERT_RELATIVE(q->f01, 4530614259.961655, 1e-9);
        CU_ASSERT_RELATIVE(q->anharmonicity, -236747247.30138925, 1e-9);
        CU_ASSERT_RELATIVE(q->Z_T, 476.4765250233292, 1e-9);
        for (int b = 0; b < 2; b++) {
            const CircCoupling *c = &circuit->baths[b].couplings[j];
            CU_ASSERT_RELATIVE(c->ReZ, 163.27045949752446, 1e-9);
            CU_ASSERT_RELATIVE(c->G, G, 1e-9);
            CU_ASSERT_RELATIVE(circ_coupling_rate(c), gamma, 1e-9);
            CU_ASSERT(creal(c->amplitude) > 0 && cimag(c->amplitude) == 0);
        }
    }
}

static void the_reference_device_comes_out(void)
{
    Build *build = strong_c();
    const CircCircuit *circuit = circ_quantise(&build->net, build->arena, build->diags);
    check_strong_c(circuit, 841191546324458.1, 173412554.35638496);
    CU_ASSERT_RELATIVE(circuit->baths[0].f, 5e9, 1e-9);
    CU_ASSERT_RELATIVE(circuit->baths[0].Q, 10, 1e-9);
    CU_ASSERT_RELATIVE(circuit->baths[0].kappa, 2 * CIRC_PI * 5e8, 1e-9);
    build_end(build);
}

static void printed_rates_are_32_times_the_golden_rule(void)
{
    Build *a = strong_c(), *b = strong_c();
    b->net.model.rates = CIRC_RATES_PRINTED;
    const CircCircuit *golden = circ_quantise(&a->net, a->arena, a->diags);
    const CircCircuit *printed = circ_quantise(&b->net, b->arena, b->diags);
    check_strong_c(printed, 1682383092648916.2, 5549201739.40432);
    CU_ASSERT_PTR_NOT_NULL_FATAL(golden);
    CU_ASSERT_EQUAL(printed->baths[0].couplings[0].G, 2 * golden->baths[0].couplings[0].G);
    CU_ASSERT_RELATIVE(circ_coupling_rate(&printed->baths[0].couplings[0]),
                       32 * circ_coupling_rate(&golden->baths[0].couplings[0]), ROUNDING);
    build_end(a);
    build_end(b);
}

/* The same capacitances, drawn otherwise: split in two, turned around, partly to ground. */
static void an_equivalent_drawing_gives_the_same(void)
{
    Build *build = first_order(build_begin());
    for (int j = 0; j < 3; j++) {
        const char *q = circ_arena_format(build->arena, "q%d", j);
        build_transmon(build, q, j ? "gnd" : q, j ? q : "gnd", 45e-15, 12e9);
        build_capacitor(build, "gnd", q, 10e-15);
        build_capacitor(build, q, "gnd", 5e-15);
        build_capacitor(build, q, "h", 3e-15);
        build_capacitor(build, "h", q, 5e-15);
        build_capacitor(build, "c", q, 8e-15);
    }
    double C = 3.9788735772973834e-13;
    build_resonator(build, "hot", "gnd", "h", 800, 2.5464790894703256e-09, 0.75 * C, 0.3);
    build_resonator(build, "cold", "c", "gnd", 800, 2.5464790894703256e-09, C, 0.05);
    build_capacitor(build, "h", "gnd", 0.25 * C);
    check_strong_c(circ_quantise(&build->net, build->arena, build->diags), 841191546324458.1,
                   173412554.35638496);
    build_end(build);
}

/* gamma = (C_c^2/C_T) w0 w_p Re Z with w_p = 1/sqrt(L_J C_T): no hbar, no charge, no quantum mechanics. */
static void the_rate_is_that_of_a_classical_circuit(void)
{
    double C_T = 70e-15, C_c = 4e-15, EJ = 9.2e9, L = 2e-9, C = 8e-13, R = 1000;
    Build *build = first_order(build_valve(1, C_T, C_c, EJ, R, L, C, 0.3, 0.1));
    const CircCircuit *circuit = circ_quantise(&build->net, build->arena, build->diags);
    CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
    double L_J = CIRC_PHI0 / (2 * CIRC_PI) * CIRC_PHI0 / (2 * CIRC_PI) / (EJ * CIRC_H);
    double w0 = 2 * CIRC_PI * circuit->qubits[0].f01, w_p = 1 / sqrt(L_J * C_T);
    double ReZ = creal(1 / (1 / R + 1 / (I * w0 * L) + I * w0 * C));
    CU_ASSERT_RELATIVE(circuit->baths[1].couplings[0].ReZ, ReZ, 1e-12);
    CU_ASSERT_RELATIVE(circ_coupling_rate(&circuit->baths[1].couplings[0]), C_c * C_c / C_T * w0 * w_p * ReZ,
                       1e-12);
    build_end(build);
}

/* E_C (or the anharmonicity) and f01 say what the loaded qubit shall have: taken from one that is given by C
 * and E_J, they give it back. */
static void a_qubit_given_by_its_loaded_values_is_the_same(void)
{
    Build *a = strong_c();
    const CircCircuit *given = circ_quantise(&a->net, a->arena, a->diags);
    CU_ASSERT_PTR_NOT_NULL_FATAL(given);
    for (int way = 0; way < 2; way++) {
        Build *b = strong_c();
        for (int j = 0; j < 3; j++) {
            CircTransmon *t = &b->transmons[j];
            t->C = t->EJ = 0;
            t->f01 = given->qubits[0].f01;
            if (way)
                t->anharmonicity = given->qubits[0].anharmonicity;
            else
                t->EC = given->qubits[0].EC;
        }
        const CircCircuit *found = circ_quantise(&b->net, b->arena, b->diags);
        check_strong_c(found, 841191546324458.1, 173412554.35638496);
        CU_ASSERT_EQUAL(found->qubits[0].f01, given->qubits[0].f01);
        CU_ASSERT_RELATIVE(found->qubits[0].EC, given->qubits[0].EC, ROUNDING);
        build_end(b);
    }
    build_end(a);
}

static void an_amplitude_follows_the_impedance(void)
{
    Build *build = strong_c();
    build_rate_bath(build, "flat", true, 1e7, 0.1);
    CircRateBath *filtered = build_rate_bath(build, "filtered", false, 1e7, 0.1);
    filtered->f = 4e9;
    filtered->Q = 7;
    const CircCircuit *circuit = circ_quantise(&build->net, build->arena, build->diags);
    CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
    double f01 = circuit->qubits[1].f01;
    for (int b = 0; b < 4; b++)
        CU_ASSERT_RELATIVE(creal(circ_amplitude(circuit, b, 1, f01)),
                           creal(circuit->baths[b].couplings[1].amplitude), ROUNDING);
    for (double f = 1e9; f < 20e9; f *= 1.7) {
        double complex a = circ_amplitude(circuit, 0, 1, f);
        double ratio = f / f01 * circ_lorentzian(f, 5e9, 10) / circ_lorentzian(f01, 5e9, 10);
        CU_ASSERT_RELATIVE(creal(a * conj(a)), 173412554.35638496 * ratio, 1e-9);
        CU_ASSERT_RELATIVE(creal(circ_amplitude(circuit, 2, 1, f)), sqrt(1e7), ROUNDING);
        CU_ASSERT_RELATIVE(creal(circ_amplitude(circuit, 3, 1, f)), sqrt(1e7 * circ_lorentzian(f, 4e9, 7)),
                           ROUNDING);
    }
    CU_ASSERT_EQUAL(circ_lorentzian(4e9, 4e9, 20), 1);
    CU_ASSERT_DOUBLE_EQUAL(circ_lorentzian(2e9, 4e9, 20), 1.0 / 901, 1e-18); /* (D5): 1 + 20^2 (3/2)^2 */
    build_end(build);
}

static void occupations_are_those_of_bose_and_einstein(void)
{
    CU_ASSERT_EQUAL(circ_occupation(4e9, 0), 0);
    /* h f/k_B T = ln 2 */
    CU_ASSERT_RELATIVE(circ_occupation(4e9, CIRC_H * 4e9 / CIRC_KB / log(2)), 1, ROUNDING);
    /* classical: k_B T/h f - 1/2 */
    CU_ASSERT_RELATIVE(circ_occupation(1e3, 300), CIRC_KB * 300 / (CIRC_H * 1e3) - 0.5, ROUNDING);
    CU_ASSERT(circ_occupation(4e9, 1e-3) > 0 && circ_occupation(4e9, 1e-3) < 1e-80);
}

static void more_levels_are_those_of_duffing(void)
{
    Build *build = strong_c();
    build->net.model.levels = 4;
    const CircCircuit *circuit = circ_quantise(&build->net, build->arena, build->diags);
    CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
    const CircQubit *q = &circuit->qubits[2];
    CU_ASSERT_EQUAL(q->levels, 4);
    CU_ASSERT_EQUAL(q->f[0], 0);
    CU_ASSERT_EQUAL(q->f[1], q->f01);
    CU_ASSERT_RELATIVE(q->f[2] - q->f[1], q->f01 + q->anharmonicity, ROUNDING);
    CU_ASSERT_RELATIVE(q->f[3] - q->f[2], q->f01 + 2 * q->anharmonicity, ROUNDING);
    CU_ASSERT_RELATIVE(q->charge[2], sqrt(3), ROUNDING);
    build->net.model.levels = 30; /* 4530 MHz fall by 237 MHz each */
    CU_ASSERT_PTR_NULL(circ_quantise(&build->net, build->arena, build->diags));
    CU_ASSERT(build_said(build, CIRC_E0604, "'q0' has no 30 levels"));
    build_end(build);
}

/* One refusal each: what is wrong, at the element that is. */
static void check_refused(Build *build, CircElement *guilty, CircCode code, const char *text)
{
    CircSpan here = {1000, 1010};
    if (guilty) guilty->span = here;
    CU_ASSERT_PTR_NULL(circ_quantise(&build->net, build->arena, build->diags));
    const CircDiag *diag = build_found(build, code);
    CU_ASSERT_PTR_NOT_NULL_FATAL(diag);
    if (guilty) CU_ASSERT_EQUAL(diag->span.begin, here.begin);
    CU_ASSERT_PTR_NOT_NULL(strstr(diag->text, text));
    CU_ASSERT_PTR_NOT_NULL(diag->help);
    CU_ASSERT_EQUAL(circ_diags_errors(build->diags), 1);
    build_end(build);
}

static void other_topologies_are_refused_at_the_element(void)
{
    Build *b = strong_c();
    build_capacitor(b, "q0", "q1", 1e-15);
    check_refused(b, &b->capacitors[b->net.n_capacitors - 1].e, CIRC_E0502, "between two qubits");
    b = strong_c();
    build_capacitor(b, "h", "c", 1e-15);
    check_refused(b, &b->capacitors[b->net.n_capacitors - 1].e, CIRC_E0502, "between two baths");
    b = strong_c();
    build_capacitor(b, "h", "elsewhere", 1e-15);
    check_refused(b, &b->capacitors[b->net.n_capacitors - 1].e, CIRC_E0502, "without a qubit or a bath");
    b = strong_c();
    build_capacitor(b, "q1", "q1", 1e-15);
    check_refused(b, &b->capacitors[b->net.n_capacitors - 1].e, CIRC_E0502, "both ends on one node");
    b = strong_c();
    build_inductor(b, "h", "gnd", 1e-9);
    check_refused(b, &b->inductors[0].e, CIRC_E0502, "an inductor");
    b = strong_c();
    build_resistor(b, "r", "h", "gnd", 50, 0.1);
    check_refused(b, &b->resistors[0].e, CIRC_E0502, "a resistor");
    b = strong_c();
    check_refused(b, &build_line(b, "h", "c", 50, 1e-9)->e, CIRC_E0502, "a transmission line");
    b = strong_c();
    check_refused(b, &build_transmon(b, "float", "x", "y", 60e-15, 12e9)->e, CIRC_E0502,
                  "a transmon off ground: 'float'");
    b = strong_c();
    build_resonator(b, "float", "x", "y", 50, 1e-9, 1e-12, 0.1);
    check_refused(b, &b->resonators[2].e, CIRC_E0502, "an 'rlc' off ground: 'float'");
    b = strong_c();
    build_resonator(b, "second", "h", "gnd", 50, 1e-9, 1e-12, 0.1);
    check_refused(b, &b->resonators[2].e, CIRC_E0502, "on a node that is taken");
}

static void two_on_one_node_are_both_named(void)
{
    Build *b = strong_c();
    CircTransmon *second = build_transmon(b, "second", "gnd", "q1", 60e-15, 12e9);
    second->e.span = (CircSpan){30, 40};
    b->transmons[1].e.span = (CircSpan){20, 25};
    CU_ASSERT_PTR_NULL(circ_quantise(&b->net, b->arena, b->diags));
    const CircDiag *diag = build_found(b, CIRC_E0502);
    CU_ASSERT_PTR_NOT_NULL_FATAL(diag);
    CU_ASSERT_EQUAL(diag->span.begin, 30);
    CU_ASSERT_PTR_NOT_NULL_FATAL(diag->notes);
    CU_ASSERT_EQUAL(diag->notes->span.begin, 20);
    build_end(b);
}

static void what_is_no_transmon_is_refused(void)
{
    check_refused(first_order(build_begin()), NULL, CIRC_E0501, "no qubit");
    Build *b = strong_c();
    for (int i = 0; i < b->net.n_capacitors; i++) b->capacitors[i].C = 31e-15;
    check_refused(b, NULL, CIRC_E0502, "together 62 fF, as large as its C_T, 60 fF");
    b = first_order(build_begin());
    check_refused(b, &build_transmon(b, "q", "a", "gnd", 0, 12e9)->e, CIRC_E0304, "'q' has no capacitance");
    b = strong_c();
    for (int j = 0; j < 3; j++) b->transmons[j].EC = CIRC_E * CIRC_E / (2 * 62e-15), b->transmons[j].C = 0;
    check_refused(b, NULL, CIRC_E0502, "together 16 fF, more than a quarter");
    b = strong_c();
    for (int j = 0; j < 3; j++) b->transmons[j].EJ = CIRC_H * 20e6; /* below E_C/8 */
    check_refused(b, NULL, CIRC_E0503, "has no transition");
}

static void an_array_is_reported_once(void)
{
    Build *b = build_qubits(200, 4e9, (CircSpan){5, 9});
    for (int j = 0; j < 200; j++) b->transmons[j].f01 = 0, b->transmons[j].EJ = CIRC_H * 20e6;
    CU_ASSERT_PTR_NULL(circ_quantise(&b->net, b->arena, b->diags));
    CU_ASSERT_EQUAL(circ_diags_count(b->diags), 1);
    build_end(b);
}

static void limits_of_validity_are_warned_of(void)
{
    Build *build = strong_c();
    CU_ASSERT_PTR_NOT_NULL(circ_quantise(&build->net, build->arena, build->diags));
    /* 8 fF of 60 fF on six couplers of one place; hot: 3 * 1.73e8/s * 2.9 */
    CU_ASSERT_EQUAL(build_count(build, CIRC_W0501), 1);
    CU_ASSERT(build_said(build, CIRC_W0501,
                         "C_c/C_T is 0.133: 'C0' has 8 fF, 'q0' has 60 fF (and 5 more of its array)"));
    CU_ASSERT_EQUAL(build_count(build, CIRC_W0502), 0);
    CU_ASSERT_EQUAL(build_count(build, CIRC_W0503), 0);
    CU_ASSERT_EQUAL(build_count(build, CIRC_W0505), 0);
    CU_ASSERT_EQUAL(circ_diags_errors(build->diags), 0);
    build_end(build);

    build = first_order(build_valve(2, 70e-15, 4e-15, 9.2e9, 100000, 1.9894367886486918e-09,
                                    7.957747154594767e-13, 0.384, 0.096));
    build_resonator(build, "idle", "x", "gnd", 50, 1e-9, 1e-12, 0.1);
    CU_ASSERT_PTR_NOT_NULL(circ_quantise(&build->net, build->arena, build->diags));
    CU_ASSERT_EQUAL(build_count(build, CIRC_W0501), 0);
    CU_ASSERT_EQUAL(build_count(build, CIRC_W0502), 2); /* Q = 2000: kappa = 1.26e7/s */
    CU_ASSERT(build_said(build, CIRC_W0502, "'hot'"));
    CU_ASSERT(build_said(build, CIRC_W0502, "12.5664 /us"));
    CU_ASSERT(build_said(build, CIRC_W0506, "'idle' acts on no qubit"));
    build_end(build);
}

static void warnings_of_the_qubits_name_one_and_count_all(void)
{
    Build *build = build_figure_5(100, 0.05);
    for (int j = 0; j < 100; j++) build->transmons[j].C = 30e-15; /* E_C/h = 646 MHz, E_J/E_C = 6.5 */
    CU_ASSERT_PTR_NOT_NULL(circ_quantise(&build->net, build->arena, build->diags));
    CU_ASSERT_EQUAL(build_count(build, CIRC_W0503), 1);
    CU_ASSERT(build_said(build, CIRC_W0503, "E_J/E_C of 'q[1]' is 6.47 (and 99 more of its array)"));
    CU_ASSERT_EQUAL(build_count(build, CIRC_W0504), 1);
    CU_ASSERT_EQUAL(build_count(build, CIRC_W0505), 2); /* 100 * 0.5e9/s * 4.08, and * 1.31, of 2.5e10/s */
    build_end(build);
    build = build_qubits(1, 4e9, (CircSpan){1, 2});
    build_rate_bath(build, "cold", false, 1e6, 0.02);
    CU_ASSERT_PTR_NOT_NULL(circ_quantise(&build->net, build->arena, build->diags));
    CU_ASSERT_EQUAL(circ_diags_count(build->diags), 0);
    build_end(build);
    build =
        build_qubits(100, 4e9, (CircSpan){1, 2}); /* 1e9/s each, but no 1e11/s together: w0/10 is 2.5e9/s */
    build_rate_bath(build, "local", true, 1e9, 0.02);
    CU_ASSERT_PTR_NOT_NULL(circ_quantise(&build->net, build->arena, build->diags));
    CU_ASSERT_EQUAL(circ_diags_count(build->diags), 0);
    build_end(build);
}

/* p2 = exp(-h f02/k_B T)/Z at the temperature of the only bath. */
static void the_third_level_is_counted_at_the_qubits_temperature(void)
{
    double T = 0.1, C = 70e-15, kT = CIRC_KB * T, f01 = 4e9, EC = CIRC_E * CIRC_E / (2 * C) / CIRC_H;
    double p1 = exp(-CIRC_H * f01 / kT), p2 = exp(-CIRC_H * (2 * f01 - EC) / kT);
    char text[64];
    snprintf(text, sizeof text, "would hold %.1f %%", 100 * p2 / (1 + p1 + p2));
    Build *build = build_qubits(1, f01, (CircSpan){1, 2});
    build_rate_bath(build, "b", true, 1e6, T);
    CU_ASSERT_PTR_NOT_NULL(circ_quantise(&build->net, build->arena, build->diags));
    CU_ASSERT(build_said(build, CIRC_W0504, text));
    build->net.model.levels = 3;
    build->diags = circ_diags_create(build->arena, circ_diags_sources(build->diags));
    CU_ASSERT_PTR_NOT_NULL(circ_quantise(&build->net, build->arena, build->diags));
    CU_ASSERT_EQUAL(circ_diags_count(build->diags), 0);
    build_end(build);
}

void suite_first_order(void)
{
    CU_pSuite suite = CU_add_suite("first_order", NULL, NULL);
    CU_ADD_TEST(suite, the_reference_device_comes_out);
    CU_ADD_TEST(suite, printed_rates_are_32_times_the_golden_rule);
    CU_ADD_TEST(suite, an_equivalent_drawing_gives_the_same);
    CU_ADD_TEST(suite, the_rate_is_that_of_a_classical_circuit);
    CU_ADD_TEST(suite, a_qubit_given_by_its_loaded_values_is_the_same);
    CU_ADD_TEST(suite, an_amplitude_follows_the_impedance);
    CU_ADD_TEST(suite, occupations_are_those_of_bose_and_einstein);
    CU_ADD_TEST(suite, more_levels_are_those_of_duffing);
    CU_ADD_TEST(suite, other_topologies_are_refused_at_the_element);
    CU_ADD_TEST(suite, two_on_one_node_are_both_named);
    CU_ADD_TEST(suite, what_is_no_transmon_is_refused);
    CU_ADD_TEST(suite, an_array_is_reported_once);
    CU_ADD_TEST(suite, limits_of_validity_are_warned_of);
    CU_ADD_TEST(suite, warnings_of_the_qubits_name_one_and_count_all);
    CU_ADD_TEST(suite, the_third_level_is_counted_at_the_qubits_temperature);
}
