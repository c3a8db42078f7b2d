/* Rates of the exact derivation against the free decay of the linearised circuit, and what a change of
 * description must not change. */
#include <CUnit/CUnit.h>
#include <lapacke.h>
#include <math.h>

#include "../unit/circuit_builder.h"
#include "circ/constants.h"
#include "circuit/environment.h"

void suite_exact_rates(void);

static double rate(const CircCircuit *circuit, int bath, int qubit)
{
    double a = cabs(circuit->baths[bath].couplings[qubit].amplitude);
    return a * a;
}

static bool near(double value, double reference, double tolerance)
{
    return fabs(value - reference) <= tolerance * fabs(reference);
}

enum { NODES = 3 }; /* q, h, c */

typedef struct {
    double C_T, C_c, L_J, R, L, C;
} Linear;

/* The complex frequency of the mode nearest to omega of a valve whose junction is an inductor: (s^2 C + s G +
 * Gamma) V = 0, assembled here, in units of omega. */
static double complex free_mode(const Linear *l, double omega)
{
    double C[NODES][NODES] = {
        {l->C_T + 2 * l->C_c, -l->C_c, -l->C_c}, {-l->C_c, l->C + l->C_c, 0}, {-l->C_c, 0, l->C + l->C_c}};
    double G[NODES] = {0, 1 / l->R, 1 / l->R}, Gamma[NODES] = {1 / l->L_J, 1 / l->L, 1 / l->L};
    double A[36] = {0}, B[36] = {0}, re[6], im[6], beta[6];
    double complex best = 0;
    for (int i = 0; i < NODES; i++) {
        A[(NODES + i) * 6 + i] = B[i * 6 + i] = 1;
        A[i * 6 + NODES + i] = -Gamma[i] / omega * 1e3;
        A[(NODES + i) * 6 + NODES + i] = -G[i] * 1e3;
        for (int j = 0; j < NODES; j++) B[(NODES + j) * 6 + NODES + i] = C[i][j] * omega * 1e3;
    }
    LAPACKE_dggev(LAPACK_COL_MAJOR, 'N', 'N', 6, A, 6, B, 6, re, im, beta, NULL, 1, NULL, 1);
    for (int i = 0; i < 6; i++) {
        double complex s = (re[i] + I * im[i]) / beta[i] * omega;
        if (cabs(s - I * omega) < cabs(best - I * omega)) best = s;
    }
    return best;
}

/* Relative deviation of the sum of both rates from the decay of the energy, -2 Re s, with the charge of an
 * oscillator. */
static double deviation(double C_c)
{
    Linear l = {7e-14, C_c, 0, 1000, 1.9894367886486918e-09, 7.957747154594767e-13};
    Build *build = build_valve(1, l.C_T, C_c, 11e9, l.R, l.L, l.C, 0.384, 0.096);
    const CircCircuit *circuit = build_quantise(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
    const CircQubit *q = &circuit->qubits[0];
    l.L_J = CIRC_PHI0_REDUCED * CIRC_PHI0_REDUCED / q->EJ;
    double omega = 1 / sqrt(l.L_J * q->C_eff), charge = sqrt(CIRC_HBAR / 2 / sqrt(l.L_J / q->C_eff)), sum = 0;
    for (int b = 0; b < 2; b++) {
        double a = cabs(environment_amplitude(circuit->environment, b, 0, omega)) * charge / q->Q01;
        sum += a * a;
    }
    build_end(build);
    return sum / (-2 * creal(free_mode(&l, omega))) - 1;
}

static void decay_of_the_linear_circuit(void)
{
    double x[] = {0.003, 0.006, 0.015, 0.03}, y[4];
    for (int i = 0; i < 4; i++) y[i] = fabs(deviation(x[i] * 7e-14));
    CU_ASSERT(y[0] < 5e-5);
    for (int i = 0; i < 3; i++) { /* a square law: the exponent between 1.8 and 2.2 */
        double exponent = log(y[i + 1] / y[i]) / log(x[i + 1] / x[i]);
        CU_ASSERT(exponent > 1.8 && exponent < 2.2);
    }
}

static Build *unequal_pair(double detuning)
{
    Build *build = build_valve(2, 7e-14, 4e-15, 9.2e9, 1000, 1.9894367886486918e-09, 7.957747154594767e-13,
                               0.384, 0.096);
    build->transmons[1].EJ *= 1 + detuning;
    build->resonators[1].L *= 1 + detuning;
    return build;
}

/* Equal qubits and equal resonators are the limit of slightly different ones. */
static void degeneracy_is_a_limit(void)
{
    Build *equal = unequal_pair(0);
    const CircCircuit *at_zero = build_quantise(equal);
    CU_ASSERT_PTR_NOT_NULL_FATAL(at_zero);
    for (double detuning = 1e-4; detuning > 1e-9; detuning /= 10) {
        Build *build = unequal_pair(detuning);
        const CircCircuit *circuit = build_quantise(build);
        CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
        for (int b = 0; b < 2; b++)
            for (int q = 0; q < 2; q++) {
                double complex a = circuit->baths[b].couplings[q].amplitude,
                               a_0 = at_zero->baths[b].couplings[q].amplitude;
                CU_ASSERT(cabs(a - a_0) < 100 * detuning * cabs(a_0));
            }
        CU_ASSERT(near(circuit->exchanges[0].g, at_zero->exchanges[0].g, 10 * detuning));
        build_end(build);
    }
    build_end(equal);
}

/* A floating transmon, its pads coupled to a bath and to each other's ground, with any of its nodes called
 * ground. */
static Build *floating(const char *p, const char *m, const char *g)
{
    Build *build = build_begin();
    build_transmon(build, "q", p, m, 3e-14, 12e9);
    build_capacitor(build, p, g, 5e-14);
    build_capacitor(build, m, g, 6e-14);
    build_capacitor(build, p, "h", 4e-15);
    build_capacitor(build, m, "c", 5e-15);
    build_resonator(build, "hot", "h", g, 1000, 1.9894367886486918e-09, 7.957747154594767e-13, 0.3);
    build_resistor(build, "cold", "c", g, 50, 0.1);
    build_inductor(build, "c", g, 2e-9);
    return build;
}

static void any_node_may_be_ground(void)
{
    Build *reference = floating("p", "m", "gnd");
    const CircCircuit *first = build_quantise(reference);
    CU_ASSERT_PTR_NOT_NULL_FATAL(first);
    const char *names[][3] = {{"gnd", "m", "g"}, {"p", "gnd", "g"}};
    for (int i = 0; i < 2; i++) {
        Build *build = floating(names[i][0], names[i][1], names[i][2]);
        const CircCircuit *circuit = build_quantise(build);
        CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
        CU_ASSERT(near(circuit->qubits[0].C_eff, first->qubits[0].C_eff, 1e-12));
        CU_ASSERT(near(circuit->qubits[0].f01, first->qubits[0].f01, 1e-12));
        for (int b = 0; b < 2; b++) CU_ASSERT(near(rate(circuit, b, 0), rate(first, b, 0), 1e-11));
        build_end(build);
    }
    build_end(reference);
}

/* Two pads with equal capacitors to ground and a push-pull drive are one grounded transmon: C_q + C_g/2,
 * coupled by C_c/2. */
static void balanced_pads_are_a_grounded_transmon(void)
{
    Build *pair = build_begin(), *single = build_begin();
    build_transmon(pair, "q", "p", "m", 4e-14, 12e9);
    build_capacitor(pair, "p", "gnd", 5e-14);
    build_capacitor(pair, "m", "gnd", 5e-14);
    build_capacitor(pair, "p", "x", 4e-15);
    build_capacitor(pair, "m", "y", 4e-15);
    build_resistor(pair, "hot", "x", "y", 50, 0.3);
    build_inductor(pair, "x", "gnd", 1e-9);
    build_inductor(pair, "y", "gnd", 1e-9);
    build_transmon(single, "q", "p", "gnd", 6.5e-14, 12e9);
    build_capacitor(single, "p", "x", 2e-15);
    build_resistor(single, "hot", "x", "gnd", 50, 0.3);
    build_inductor(single, "x", "gnd", 2e-9);
    const CircCircuit *a = build_quantise(pair), *b = build_quantise(single);
    CU_ASSERT_PTR_NOT_NULL_FATAL(a);
    CU_ASSERT_PTR_NOT_NULL_FATAL(b);
    CU_ASSERT(near(a->qubits[0].f01, b->qubits[0].f01, 1e-12));
    CU_ASSERT(near(rate(a, 0, 0), rate(b, 0, 0), 1e-11));
    build_end(pair);
    build_end(single);
}

/* The two ends of one resonator push two qubits in opposite directions. */
static void opposite_ends_have_opposite_signs(void)
{
    Build *build = build_begin();
    build_transmon(build, "q0", "q0", "gnd", 7e-14, 12e9);
    build_transmon(build, "q1", "q1", "gnd", 7e-14, 12e9);
    build_capacitor(build, "q0", "x", 4e-15);
    build_capacitor(build, "q1", "y", 4e-15);
    build_resonator(build, "hot", "x", "y", 1000, 2e-9, 8e-13, 0.3);
    build_capacitor(build, "x", "gnd", 1e-14);
    build_capacitor(build, "y", "gnd", 1e-14);
    const CircCircuit *circuit = build_quantise(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
    CU_ASSERT(circuit->baths[0].couplings[0].amplitude == -circuit->baths[0].couplings[1].amplitude);
    CU_ASSERT(creal(circuit->baths[0].couplings[0].amplitude) > 0);
    build_end(build);
}

/* K, A and Z of the reduced network against the whole nodal matrices: K = a C^-1 a and V = a Y^-1 b with
 * nothing eliminated. */
static void reduction_is_exact(void)
{
    Build *build = floating("p", "m", "gnd");
    const CircCircuit *circuit = build_quantise(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
    /* nodes p, m, h, c */
    double C[16] = {3e-14 + 5e-14 + 4e-15,
                    -3e-14,
                    -4e-15,
                    0,
                    -3e-14,
                    3e-14 + 6e-14 + 5e-15,
                    0,
                    -5e-15,
                    -4e-15,
                    0,
                    4e-15 + 7.957747154594767e-13,
                    0,
                    0,
                    -5e-15,
                    0,
                    5e-15};
    double omega = 2 * CIRC_PI * circuit->qubits[0].f01, a[4] = {1, -1, 0, 0};
    lapack_int pivot[4];
    double complex Y[16], b[8] = {0, 0, 1, 0, 0, 0, 0, 1};
    for (int i = 0; i < 16; i++) Y[i] = I * omega * C[i];
    Y[10] += 1 / 1000.0 + 1 / (I * omega * 1.9894367886486918e-09);
    Y[15] += 1 / 50.0 + 1 / (I * omega * 2e-9);
    LAPACKE_zgesv(LAPACK_COL_MAJOR, 4, 2, Y, 4, pivot, b, 4);
    LAPACKE_dgesv(LAPACK_COL_MAJOR, 4, 1, C, 4, pivot, a, 4);
    CU_ASSERT(near(circuit->qubits[0].C_eff, 1 / (a[0] - a[1]), 1e-12));
    double charge = circuit->qubits[0].Q01 / CIRC_HBAR * sqrt(2 * CIRC_HBAR * omega), R[] = {1000, 50};
    for (int k = 0; k < 2; k++)
        CU_ASSERT(near(cabs(circuit->baths[k].couplings[0].amplitude),
                       cabs(b[4 * k] - b[4 * k + 1]) * charge / sqrt(R[k]), 1e-11));
    build_end(build);
}

/* A resistor that touches no capacitor at one end: R and L in series between the coupler and ground. */
static void nodes_without_capacitance(void)
{
    Build *build = build_begin();
    double R = 30, L = 3e-9, C_c = 5e-15;
    build_transmon(build, "q", "q", "gnd", 7e-14, 12e9);
    build_capacitor(build, "q", "x", C_c);
    build_resistor(build, "hot", "x", "y", R, 0.3);
    build_inductor(build, "y", "gnd", L);
    const CircCircuit *circuit = build_quantise(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
    CU_ASSERT(near(circuit->qubits[0].C_eff, 7e-14, 1e-12)); /* x is free of charge, so C_c carries none */
    double omega = 2 * CIRC_PI * circuit->qubits[0].f01;
    double complex Z_c = 1 / (I * omega * C_c), Z_q = 1 / (I * omega * 7e-14),
                   loop = Z_c + Z_q + R + I * omega * L;
    double expected =
        cabs(circuit->qubits[0].Q01 / CIRC_HBAR * Z_q * R / loop * sqrt(2 * CIRC_HBAR * omega / R));
    CU_ASSERT(near(cabs(circuit->baths[0].couplings[0].amplitude), expected, 1e-11));
    build_end(build);
}

void suite_exact_rates(void)
{
    CU_pSuite suite = CU_add_suite("exact rates", NULL, NULL);
    CU_add_test(suite, "decay of the linear circuit", decay_of_the_linear_circuit);
    CU_add_test(suite, "degeneracy is a limit", degeneracy_is_a_limit);
    CU_add_test(suite, "any node may be ground", any_node_may_be_ground);
    CU_add_test(suite, "balanced pads are a grounded transmon", balanced_pads_are_a_grounded_transmon);
    CU_add_test(suite, "opposite ends have opposite signs", opposite_ends_have_opposite_signs);
    CU_add_test(suite, "reduction is exact", reduction_is_exact);
    CU_add_test(suite, "nodes without capacitance", nodes_without_capacitance);
}
