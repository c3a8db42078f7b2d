/* Spectra of transmons, and the transmons that have a wanted spectrum. */
#include <CUnit/CUnit.h>
#include <math.h>

#include "circ/constants.h"
#include "circuit/spectrum.h"
#include "circuit_builder.h"

void suite_spectrum(void);

static bool near(double value, double reference, double tolerance)
{
    return fabs(value - reference) <= tolerance * fabs(reference);
}

/* Without a junction: 4 E_C (n - n_g)^2. */
static void charge_states_without_a_junction(void)
{
    Spectrum s;
    CU_ASSERT_EQUAL(spectrum_charge(CIRC_H, 1e-12 * CIRC_H, 0.2, 4, &s), CIRC_OK);
    CU_ASSERT_DOUBLE_EQUAL(s.f[1], 4 * (0.64 - 0.04), 1e-10);
    CU_ASSERT_DOUBLE_EQUAL(s.f[2], 4 * (1.44 - 0.04), 1e-10);
    CU_ASSERT_DOUBLE_EQUAL(s.f[3], 4 * (3.24 - 0.04), 1e-10);
}

/* Half a pair on the island: two charges, split by E_J. */
static void splitting_at_half_a_pair(void)
{
    Spectrum s;
    double EJ = 1e-3 * CIRC_H;
    CU_ASSERT_EQUAL(spectrum_charge(CIRC_H, EJ, 0.5, 3, &s), CIRC_OK);
    CU_ASSERT(near(s.f[1], 1e-3, 1e-6));
    CU_ASSERT(near(s.n[0], 0.5, 1e-6));
}

/* Deep in the well the anharmonic oscillator's next order: f01 = w - E_C - E_C^2/(4 w) ..., Koch et al.
 * (2007) and further terms. */
static void transmon_limit(void)
{
    Spectrum exact, asymptotic;
    for (double ratio = 1e3; ratio < 1e6; ratio *= 10) {
        CU_ASSERT_EQUAL(spectrum_charge(CIRC_H, ratio * CIRC_H, 0.3, 5, &exact), CIRC_OK);
        spectrum_asymptotic(CIRC_H, ratio * CIRC_H, 5, &asymptotic);
        CU_ASSERT_DOUBLE_EQUAL(exact.f[1] - asymptotic.f[1], 0, 1.5 / sqrt(8 * ratio));
        for (int k = 0; k < 4; k++)
            CU_ASSERT(near(exact.n[k], asymptotic.n[k], 4.0 * (k + 1) / sqrt(8 * ratio)));
    }
}

static void period_and_parity_in_the_offset_charge(void)
{
    Spectrum a, b;
    double n_g[][2] = {{0.3, 1.3}, {0.3, -0.3}, {0.25, 12.75}};
    for (int i = 0; i < 3; i++) {
        spectrum_charge(CIRC_H, 5 * CIRC_H, n_g[i][0], 6, &a);
        spectrum_charge(CIRC_H, 5 * CIRC_H, n_g[i][1], 6, &b);
        for (int k = 1; k < 6; k++) CU_ASSERT(near(a.f[k], b.f[k], 1e-12));
        CU_ASSERT(near(a.n[0], b.n[0], 1e-11));
    }
}

/* The sum over k of f_k0 |<k|n|0>|^2 is E_J <cos phi>/2h, by the double commutator [n, [H, n]], and the first
 * term has nearly all of it; <cos phi> is about 1 - sqrt(8 E_C/E_J)/4. */
static void oscillator_strength_is_in_one_line(void)
{
    Spectrum s;
    double ratio = 50, strength = ratio / 2 * (1 - sqrt(8 / ratio) / 4);
    spectrum_charge(CIRC_H, ratio * CIRC_H, 0, 2, &s);
    CU_ASSERT(near(s.f[1] * s.n[0] * s.n[0], strength, 0.01));
}

static void targets_are_met(void)
{
    Spectrum s;
    double EC = 0.25e9 * CIRC_H, EJ = 14e9 * CIRC_H, found_EC, found_EJ;
    CircSpectrumKind kinds[] = {CIRC_SPECTRUM_CHARGE, CIRC_SPECTRUM_ASYMPTOTIC};
    for (int i = 0; i < 2; i++) {
        CU_ASSERT_EQUAL_FATAL(spectrum_find(kinds[i], EC, EJ, 0.1, 3, &s), CIRC_OK);
        double f01 = s.f[1], anharmonicity = s.f[2] - 2 * s.f[1];
        SpectrumTarget targets[] = {{.EC = EC, .f01 = f01, .n_g = 0.1},
                                    {.f01 = f01, .anharmonicity = anharmonicity, .n_g = 0.1},
                                    {.EJ = EJ, .anharmonicity = anharmonicity, .n_g = 0.1},
                                    {.EC = EC, .EJ = EJ, .n_g = 0.1}};
        for (int k = 0; k < 4; k++) {
            CU_ASSERT_EQUAL(spectrum_solve(kinds[i], &targets[k], &found_EC, &found_EJ), CIRC_OK);
            CU_ASSERT(near(found_EC, EC, 1e-12));
            CU_ASSERT(near(found_EJ, EJ, 1e-12));
        }
    }
}

static void impossible_targets_are_refused(void)
{
    double EC, EJ;
    SpectrumTarget too_slow = {.EC = CIRC_H * 1e9, .f01 = 3e9},
                   too_harmonic = {.f01 = 5e9, .anharmonicity = -1},
                   positive = {.f01 = 5e9, .anharmonicity = 2e8},
                   charge_like = {.f01 = 1e9, .anharmonicity = -9e8};
    CU_ASSERT_EQUAL(spectrum_solve(CIRC_SPECTRUM_CHARGE, &too_slow, &EC, &EJ), CIRC_UNSUITABLE);
    CU_ASSERT_NOT_EQUAL(spectrum_solve(CIRC_SPECTRUM_CHARGE, &too_harmonic, &EC, &EJ), CIRC_OK);
    CU_ASSERT_EQUAL(spectrum_solve(CIRC_SPECTRUM_CHARGE, &positive, &EC, &EJ), CIRC_UNSUITABLE);
    CU_ASSERT_EQUAL(spectrum_solve(CIRC_SPECTRUM_CHARGE, &charge_like, &EC, &EJ), CIRC_UNSUITABLE);
}

static Build *three_targets(void)
{
    Build *build = build_begin();
    CircTransmon *by_EC = build_transmon(build, "a", "a", "gnd", 0, 12e9),
                 *by_anharmonicity = build_transmon(build, "b", "b", "d", 0, 0),
                 *by_f01 = build_transmon(build, "c", "c", "gnd", 6e-14, 0);
    by_EC->EC = 0.2e9 * CIRC_H;
    by_anharmonicity->f01 = 5e9;
    by_anharmonicity->anharmonicity = -250e6;
    by_f01->f01 = 4.5e9;
    build_capacitor(build, "a", "b", 1e-14);
    build_capacitor(build, "b", "c", 2e-14);
    build_capacitor(build, "c", "a", 3e-14);
    build_capacitor(build, "b", "gnd", 4e-14);
    build_capacitor(build, "d", "gnd", 5e-14);
    build_resonator(build, "hot", "h", "gnd", 1e3, 2e-9, 8e-13, 0.1);
    build_capacitor(build, "a", "h", 4e-15);
    return build;
}

/* E_C, anharmonicity and f01 are those with everything loaded, though the transmons load each other strongly.
 */
static void loaded_targets_are_met(void)
{
    Build *build = three_targets();
    const CircCircuit *circuit = build_quantise(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
    CU_ASSERT(near(circuit->qubits[0].EC, 0.2e9 * CIRC_H, 1e-12));
    CU_ASSERT(near(circuit->qubits[1].f01, 5e9, 1e-12));
    CU_ASSERT(near(circuit->qubits[1].anharmonicity, -250e6, 1e-10));
    CU_ASSERT(near(circuit->qubits[2].f01, 4.5e9, 1e-12));
    CU_ASSERT_EQUAL(circuit->n_exchanges, 3);
    build_end(build);
}

static void capacitors_beyond_the_target_are_reported(void)
{
    Build *build = three_targets();
    build_capacitor(build, "a", "gnd", 2e-13);
    CU_ASSERT_PTR_NULL(build_quantise(build));
    CU_ASSERT(build_said(build, CIRC_E0510, "the other capacitors at 'a'"));
    build_end(build);
}

static void levels_are_as_many_as_asked(void)
{
    Build *build = build_valve(1, 7e-14, 4e-15, 20e9, 1000, 2e-9, 8e-13, 0.384, 0.096);
    build->net.model.levels = 4;
    const CircCircuit *circuit = build_quantise(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
    const CircQubit *q = &circuit->qubits[0];
    CU_ASSERT_EQUAL(q->levels, 4);
    CU_ASSERT_EQUAL(q->f[0], 0);
    CU_ASSERT_EQUAL(q->f[1], q->f01);
    CU_ASSERT(near(q->f[2] - 2 * q->f[1], q->anharmonicity, 1e-12));
    CU_ASSERT_EQUAL(q->charge[0], 1);
    CU_ASSERT(near(q->charge[1], sqrt(2), 0.05));
    CU_ASSERT(near(q->charge[2], sqrt(3), 0.1));
    build_end(build);
}

void suite_spectrum(void)
{
    CU_pSuite suite = CU_add_suite("spectrum", NULL, NULL);
    CU_add_test(suite, "charge states without a junction", charge_states_without_a_junction);
    CU_add_test(suite, "splitting at half a pair", splitting_at_half_a_pair);
    CU_add_test(suite, "transmon limit", transmon_limit);
    CU_add_test(suite, "period and parity in the offset charge", period_and_parity_in_the_offset_charge);
    CU_add_test(suite, "oscillator strength is in one line", oscillator_strength_is_in_one_line);
    CU_add_test(suite, "targets are met", targets_are_met);
    CU_add_test(suite, "impossible targets are refused", impossible_targets_are_refused);
    CU_add_test(suite, "loaded targets are met", loaded_targets_are_met);
    CU_add_test(suite, "capacitors beyond the target are reported",
                capacitors_beyond_the_target_are_reported);
    CU_add_test(suite, "levels are as many as asked", levels_are_as_many_as_asked);
}
