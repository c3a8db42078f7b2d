/* Three devices whose numbers were computed independently: tests/reference/devices.json, `exact`. */
#include <CUnit/CUnit.h>
#include <math.h>

#include "../unit/circuit_builder.h"
#include "circ/constants.h"

void suite_exact_devices(void);

typedef struct {
    int N;
    double C_T, C_c, EJ_over_h, R, L, C, T_h, T_c;
    double C_eff, EC_over_h, f01, anharmonicity, n01, gamma, exchange, n_h, n_c;
} Device;

static const Device devices[] = {
    {1, 7e-14, 4e-15, 9.2e9, 1000, 1.9894367886486918e-09, 7.957747154594767e-13, 0.384, 0.096,
     7.795998873260002e-14, 248463726.58028877, 4010641254.7130876, -295503655.52656794, 1.0040654592273137,
     125254006.894534, 0, 1.5366051358371746, 0.15561473716252122},
    {2, 7e-14, 4e-15, 9.2e9, 1000, 1.9894367886486918e-09, 7.957747154594767e-13, 0.384, 0.096,
     7.79601675184413e-14, 248463156.77909672, 4010636983.735193, -295502879.460492, 1.0040660770942913,
     120191450.58385247, 1023338.5524086418, 1.5366072164173976, 0.15561512112893758},
    {3, 6e-14, 8e-15, 12e9, 800, 2.5464790894703256e-09, 3.9788735772973834e-13, 0.3, 0.05,
     7.569415959761279e-14, 255901240.30216476, 4685129189.683575, -295898707.59784275, 1.0694321136278615,
     335526406.4610168, 9422151.530450542, 0.896099914653589, 0.011267756784700394},
};

/* Relative to the reference, but for a reference of zero. */
static bool near(double value, double reference)
{
    return fabs(value - reference) <= 1e-9 * fabs(reference);
}

static void check_device(const Device *d)
{
    Build *build = build_valve(d->N, d->C_T, d->C_c, d->EJ_over_h, d->R, d->L, d->C, d->T_h, d->T_c);
    const CircCircuit *circuit = build_quantise(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
    const CircQubit *q = &circuit->qubits[0];
    const CircCoupling *hot = &circuit->baths[0].couplings[0], *cold = &circuit->baths[1].couplings[0];
    CU_ASSERT(near(q->C_eff, d->C_eff));
    CU_ASSERT(near(q->EC / CIRC_H, d->EC_over_h));
    CU_ASSERT(near(q->f01, d->f01));
    CU_ASSERT(near(q->anharmonicity, d->anharmonicity));
    CU_ASSERT(near(q->Q01, 2 * CIRC_E * d->n01));
    CU_ASSERT(near(creal(hot->amplitude) * creal(hot->amplitude), d->gamma));
    CU_ASSERT(near(creal(cold->amplitude) * creal(cold->amplitude), d->gamma));
    CU_ASSERT(near(hot->n, d->n_h));
    CU_ASSERT(near(cold->n, d->n_c));
    CU_ASSERT_EQUAL(circuit->n_exchanges, d->N * (d->N - 1) / 2);
    for (int i = 0; i < circuit->n_exchanges; i++)
        CU_ASSERT(near(circuit->exchanges[i].g / (2 * CIRC_PI), d->exchange));
    build_end(build);
}

static void the_three_devices(void)
{
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) check_device(&devices[i]);
}

/* Identical qubits share every digit, and their amplitudes are real. */
static void identical_qubits_are_identical(void)
{
    Build *build =
        build_valve(7, 6e-14, 8e-15, 12e9, 800, 2.5464790894703256e-09, 3.9788735772973834e-13, 0.3, 0.05);
    const CircCircuit *circuit = build_quantise(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(circuit);
    for (int j = 1; j < 7; j++) {
        CU_ASSERT_EQUAL(circuit->qubits[j].f01, circuit->qubits[0].f01);
        for (int b = 0; b < 2; b++) {
            CU_ASSERT(circuit->baths[b].couplings[j].amplitude == circuit->baths[b].couplings[0].amplitude);
            CU_ASSERT(cimag(circuit->baths[b].couplings[j].amplitude) == 0);
            CU_ASSERT(creal(circuit->baths[b].couplings[j].amplitude) > 0);
        }
    }
    for (int i = 1; i < circuit->n_exchanges; i++)
        CU_ASSERT_EQUAL(circuit->exchanges[i].g, circuit->exchanges[0].g);
    build_end(build);
}

void suite_exact_devices(void)
{
    CU_pSuite suite = CU_add_suite("exact devices", NULL, NULL);
    CU_add_test(suite, "the three devices", the_three_devices);
    CU_add_test(suite, "identical qubits are identical", identical_qubits_are_identical);
}
