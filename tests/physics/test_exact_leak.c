/* The photonic leak, transmission lines and free oscillations against closed forms. */
#include <CUnit/CUnit.h>
#include <math.h>

#include "../unit/circuit_builder.h"
#include "circ/constants.h"
#include "circuit/leak.h"
#include "circuit/poles.h"

void suite_exact_leak(void);

static bool near(double value, double reference, double tolerance)
{
    return fabs(value - reference) <= tolerance * fabs(reference);
}

/* Every circuit needs a qubit; this one touches nothing. */
static Build *begin_with_spectator(void)
{
    Build *build = build_begin();
    build_transmon(build, "q", "q", "gnd", 7e-14, 12e9);
    return build;
}

static double energy(double omega, double T)
{
    return CIRC_HBAR * omega / expm1(CIRC_HBAR * omega / (CIRC_KB * T));
}

typedef struct {
    double R_1, R_2, L, C, C_x, T_1, T_2;
} Chain;

/* 4 |Z_12|^2/(R_1 R_2) of two resonators joined by C_x, by Cramer's rule. */
static double chain_transmission(const Chain *c, double omega)
{
    double complex common = I * omega * (c->C + c->C_x) + 1 / (I * omega * c->L), x = I * omega * c->C_x;
    double Z_12 = cabs(x / ((common + 1 / c->R_1) * (common + 1 / c->R_2) - x * x));
    return 4 * Z_12 * Z_12 / (c->R_1 * c->R_2);
}

/* The Landauer integral by a fine Simpson rule in u, omega = centre + width sinh(u): dense at the resonances.
 */
static double chain_leak(const Chain *c, double width)
{
    double centre = 1 / sqrt(c->L * (c->C + c->C_x)),
           high = asinh((60 * CIRC_KB * c->T_1 / CIRC_HBAR - centre) / width);
    double low = -asinh(centre * (1 - 1e-9) / width), sum = 0;
    int n = 400000;
    for (int i = 0; i <= n; i++) {
        double u = low + (high - low) * i / n, omega = centre + width * sinh(u);
        double f =
            chain_transmission(c, omega) * (energy(omega, c->T_1) - energy(omega, c->T_2)) * width * cosh(u);
        sum += f * (i == 0 || i == n ? 1 : i % 2 ? 4 : 2);
    }
    return sum * (high - low) / n / 3 / (2 * CIRC_PI);
}

static void chain_of_two_resonators(void)
{
    double Q[] = {10, 1e3, 1e5};
    for (int i = 0; i < 3; i++) {
        Chain c = {50 * Q[i], 80 * Q[i], 2e-9, 8e-13, 8e-13 / Q[i], 0.3, 0.1};
        Build *build = begin_with_spectator();
        int a = build_resonator(build, "hot", "x", "gnd", c.R_1, c.L, c.C, c.T_1);
        int b = build_resonator(build, "cold", "y", "gnd", c.R_2, c.L, c.C, c.T_2);
        build_capacitor(build, "x", "y", c.C_x);
        const CircCircuit *circuit = build_quantise(build);
        CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
        double W, back, error;
        CU_ASSERT_EQUAL(circ_leak(circuit, a, b, &W, &error), CIRC_OK);
        CU_ASSERT(near(W, chain_leak(&c, 2.5e10 / Q[i]), 1e-9));
        CU_ASSERT(error < 1e-9 * W);
        CU_ASSERT_EQUAL(circ_leak(circuit, b, a, &back, &error), CIRC_OK);
        CU_ASSERT(near(back, -W, 1e-9)); /* reciprocity */
        build_end(build);
    }
}

/* Sharp resonators, weakly joined: the steady state of two oscillators that exchange quanta at J = w C_x/2C
 * and decay at k_1, k_2. */
static void chain_is_two_oscillators(void)
{
    double Q = 1e6, ratios[] = {0.3, 1, 3};
    for (int i = 0; i < 3; i++) {
        Chain c = {50 * Q, 80 * Q, 2e-9, 8e-13, 8e-13 / Q * ratios[i], 0.3, 0.1};
        Build *build = begin_with_spectator();
        int a = build_resonator(build, "hot", "x", "gnd", c.R_1, c.L, c.C, c.T_1);
        int b = build_resonator(build, "cold", "y", "gnd", c.R_2, c.L, c.C, c.T_2);
        build_capacitor(build, "x", "y", c.C_x);
        const CircCircuit *circuit = build_quantise(build);
        CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
        double omega = 1 / sqrt(c.L * c.C), J = omega * c.C_x / (2 * c.C), k_1 = 1 / (c.R_1 * c.C),
               k_2 = 1 / (c.R_2 * c.C);
        double flow = 4 * J * J * k_1 * k_2 / ((k_1 + k_2) * (4 * J * J + k_1 * k_2)), W, error;
        CU_ASSERT_EQUAL(circ_leak(circuit, a, b, &W, &error), CIRC_OK);
        CU_ASSERT(near(W, flow * (energy(omega, c.T_1) - energy(omega, c.T_2)), 1e-5));
        build_end(build);
    }
}

/* Two resistors on one sharp resonator: the rate equation of an oscillator, hbar w k_1 k_2/(k_1 + k_2) (n_1 -
 * n_2). */
static void one_sharp_resonance(void)
{
    double L = 2e-9, C = 8e-13, R_1 = 3e8, R_2 = 7e8, omega = 1 / sqrt(L * C), k_1 = 1 / (R_1 * C),
           k_2 = 1 / (R_2 * C);
    Build *build = begin_with_spectator();
    build_resonator(build, "hot", "x", "gnd", R_1, L, C, 0.3);
    build_resistor(build, "cold", "x", "gnd", R_2, 0.1);
    const CircCircuit *circuit = build_quantise(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
    double W, error, expected = k_1 * k_2 / (k_1 + k_2) * (energy(omega, 0.3) - energy(omega, 0.1));
    CU_ASSERT_EQUAL(circ_leak(circuit, 0, 1, &W, &error), CIRC_OK);
    CU_ASSERT(near(W, expected, 1e-5));
    CU_ASSERT(near(network_transmission(circuit->environment, 0, 1, omega),
                   4 * k_1 * k_2 / ((k_1 + k_2) * (k_1 + k_2)), 1e-6));
    build_end(build);
}

/* A matched line between two resistors carries the quantum of heat, pi k_B^2 (T_1^2 - T_2^2)/12 hbar. */
static void matched_line_carries_the_quantum(void)
{
    Build *build = begin_with_spectator();
    build_resistor(build, "hot", "x", "gnd", 50, 0.3);
    build_resistor(build, "cold", "y", "gnd", 50, 0.1);
    build_line(build, "x", "y", 50, 1e-10);
    const CircCircuit *circuit = build_quantise(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
    double W, error, expected = CIRC_PI * CIRC_KB * CIRC_KB * (0.3 * 0.3 - 0.1 * 0.1) / (12 * CIRC_HBAR);
    CU_ASSERT_EQUAL(circ_leak(circuit, 0, 1, &W, &error), CIRC_OK);
    CU_ASSERT(near(W, expected, 1e-9));
    build_end(build);
}

/* A line resonator of high Q between two resistors: the sum over its modes, none of them missed. */
static void modes_of_a_line_resonator(void)
{
    double R = 50, C_x = 2e-16, delay = 1e-10, Z0 = 50, T_1 = 0.3, T_2 = 0.1, expected = 0;
    Build *build = begin_with_spectator();
    build_resistor(build, "hot", "a", "gnd", R, T_1);
    build_resistor(build, "cold", "b", "gnd", R, T_2);
    build_capacitor(build, "a", "x", C_x);
    build_capacitor(build, "y", "b", C_x);
    build_line(build, "x", "y", Z0, delay);
    for (int k = 1; k < 40; k++) { /* half waves: each end of a mode has the capacitance delay/(2 Z0) */
        double omega = CIRC_PI * k / (delay + 2 * Z0 * C_x),
               kappa = omega * omega * C_x * C_x * R / (delay / (2 * Z0));
        expected += kappa / 2 * (energy(omega, T_1) - energy(omega, T_2));
    }
    const CircCircuit *circuit = build_quantise(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
    double W, error;
    CU_ASSERT_EQUAL(circ_leak(circuit, 0, 1, &W, &error), CIRC_OK);
    CU_ASSERT(near(W, expected, 5e-3));
    build_end(build);
}

/* The impedance of the node x. */
static double complex impedance(const CircCircuit *circuit, int node, double omega)
{
    const CircEnvironment *env = circuit->environment;
    const Network *part = &env->networks->part[env->networks->part_of[node]];
    double complex X[16] = {0};
    int place = env->networks->place[node];
    X[place] = 1;
    if (environment_solve(env, part, I * omega, 1, X) != CIRC_OK) return 0;
    return X[place];
}

/* Shorted, Z0 tanh(loss + i w delay); open, Z0 coth of it; at any length, quarter and half waves too. */
static void line_against_closed_form(void)
{
    double losses[] = {0, 0.03}, delay = 5e-11, Z0 = 60;
    for (int i = 0; i < 2; i++)
        for (int open = 0; open < 2; open++) {
            Build *build = begin_with_spectator();
            CircLine *line = build_line(build, "x", open ? "end" : "gnd", Z0, delay);
            build_resistor(build, "hot", "x", "gnd", 1e3, 0.3);
            line->loss = losses[i];
            const CircCircuit *circuit = build_quantise(build);
            CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
            for (int k = 1; k <= 40; k++) {
                double omega = CIRC_PI * k / 20 / delay;
                double complex t = ctanh(line->loss + I * omega * delay), Y = (open ? t : 1 / t) / Z0 + 1e-3;
                double complex Z = impedance(circuit, build_node(build, "x"), omega);
                CU_ASSERT(cabs(Z - 1 / Y) < 1e-11 * cabs(1 / Y) + 1e-12 * Z0);
            }
            build_end(build);
        }
}

/* tanh(s delay) = -R/Z0 for a line shorted at one end, with R at the other. */
static void poles_of_a_quarter_wave(void)
{
    double R = 5e4, Z0 = 50, delay = 5e-11;
    Build *build = begin_with_spectator();
    build_line(build, "x", "gnd", Z0, delay);
    build_resistor(build, "hot", "x", "gnd", R, 0.3);
    const CircCircuit *circuit = build_quantise(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
    const CircEnvironment *env = circuit->environment;
    const Network *part = &env->networks->part[env->bath_part[0]];
    double complex s[1000];
    int n, matched = 0;
    CU_ASSERT_FATAL(network_poles_bound(env, part, 1e12) <= 1000);
    CU_ASSERT_EQUAL(network_poles(env, part, 1e12, s, &n), CIRC_OK);
    for (int k = 0; k < 12; k++) {
        double complex expected = (0.5 * log((R / Z0 - 1) / (R / Z0 + 1)) + I * CIRC_PI * (k + 0.5)) / delay;
        for (int i = 0; i < n; i++)
            if (cabs(s[i] - expected) < 1e-9 * cabs(expected)) {
                matched++;
                break;
            }
    }
    CU_ASSERT_EQUAL(matched, 12);
    build_end(build);
}

/* A lossless two-port: what is not transmitted is reflected, |1 - 2 Z_11/R|^2 + tau = 1. */
static void energy_is_conserved(void)
{
    Build *build = begin_with_spectator();
    build_resistor(build, "hot", "x", "gnd", 50, 0.3);
    build_resistor(build, "cold", "y", "gnd", 120, 0.1);
    build_capacitor(build, "x", "u", 2e-13);
    int a = build_inductor(build, "u", "v", 1e-9), b = build_inductor(build, "v", "gnd", 2e-9);
    build_mutual(build, a, b, -0.4);
    build_line(build, "v", "y", 70, 8e-11);
    build_capacitor(build, "y", "gnd", 1e-13);
    build_transmon(build, "p", "p", "gnd", 7e-14, 12e9);
    build_capacitor(build, "p", "u", 1e-14);
    const CircCircuit *circuit = build_quantise(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
    for (double f = 0.1e9; f < 100e9; f *= 1.07) {
        double omega = 2 * CIRC_PI * f, tau = network_transmission(circuit->environment, 0, 1, omega);
        double complex reflection = 1 - 2 * impedance(circuit, build_node(build, "x"), omega) / 50;
        CU_ASSERT(tau <= 1 + 1e-12);
        CU_ASSERT(near(creal(reflection * conj(reflection)) + tau, 1, 1e-11));
        CU_ASSERT(near(network_transmission(circuit->environment, 1, 0, omega), tau, 1e-10));
    }
    build_end(build);
}

void suite_exact_leak(void)
{
    CU_pSuite suite = CU_add_suite("exact leak", NULL, NULL);
    CU_add_test(suite, "chain of two resonators", chain_of_two_resonators);
    CU_add_test(suite, "chain is two oscillators", chain_is_two_oscillators);
    CU_add_test(suite, "one sharp resonance", one_sharp_resonance);
    CU_add_test(suite, "matched line carries the quantum", matched_line_carries_the_quantum);
    CU_add_test(suite, "modes of a line resonator", modes_of_a_line_resonator);
    CU_add_test(suite, "line against closed form", line_against_closed_form);
    CU_add_test(suite, "poles of a quarter wave", poles_of_a_quarter_wave);
    CU_add_test(suite, "energy is conserved", energy_is_conserved);
}
