/* Numbers that were computed independently, and come back from .circ files: see tests/reference/README.md. */
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run_text.h"

typedef struct {
    int N;
    double f0, gamma_h, gamma_c, gamma_p, T_h, T_c, T_p, Q_h, Q_c, Q_p, Jz, J2;
} SteadyRow;

static bool read_row(FILE *in, SteadyRow *r)
{
    return fscanf(in, "%d,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf\n", &r->N, &r->f0, &r->gamma_h, &r->gamma_c, &r->gamma_p,
                  &r->T_h, &r->T_c, &r->T_p, &r->Q_h, &r->Q_c, &r->Q_p, &r->Jz, &r->J2) == 13;
}

static void text_of(const SteadyRow *r, char *text, size_t size)
{
    snprintf(text, size,
             "transmon q[1:%d] (q[*], gnd) C = 70 fF f01 = %.17g Hz\n"
             "bath h collective(q[*]) rate = %.17g /s T = %.17g K\n"
             "bath c collective(q[*]) rate = %.17g /s T = %.17g K\n"
             "bath p local(q[*]) rate = %.17g /s T = %.17g K\n"
             "output Q(h), Q(c), Q(p), Jz, J2\n",
             r->N, r->f0, r->gamma_h, r->T_h, r->gamma_c, r->T_c, r->gamma_p, r->T_p);
}

/* The reference has 12 digits. */
static void check(double found, double expected)
{
    CU_ASSERT(fabs(found - expected) <= 1e-9 * fabs(expected));
}

static void check_file(const char *path, int n_rows)
{
    FILE *in = fopen(path, "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(in);
    CU_ASSERT_EQUAL_FATAL(fscanf(in, "%*[^\n]\n"), 0);
    SteadyRow r;
    int n = 0;
    for (; read_row(in, &r); n++) {
        char text[1024];
        text_of(&r, text, sizeof text);
        Run run = run_text(text);
        CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
        check(run_output(&run, 0, "Q(h)"), r.Q_h);
        check(run_output(&run, 0, "Q(c)"), r.Q_c);
        check(run_output(&run, 0, "Q(p)"), r.Q_p);
        check(run_output(&run, 0, "Jz"), r.Jz);
        check(run_output(&run, 0, "J2"), r.J2);
        run_free(&run);
    }
    CU_ASSERT_EQUAL(n, n_rows);
    fclose(in);
}

static void steady_states_of_the_full_space(void)
{
    check_file("tests/reference/steady_rates.csv", 24);
}

static void steady_states_of_the_ladder(void)
{
    check_file("tests/reference/steady_ladder.csv", 8);
}

/* tests/reference/devices.json, the parts first_order and printed. */
typedef struct {
    const char *text; /* without the model statement */
    double C_0T, EC_over_h, f01, Z_T, ReZ, G, gamma, G_printed, gamma_printed;
} Device;

static const Device devices[] = {
    {"transmon q[1:1] (q[*], gnd) C = 70 fF EJ = 9.2 GHz\nrlc hot (h, gnd) f = 4 GHz Z = 50 Ohm Q = 20 T = 0.384 K\n"
     "rlc cold (c, gnd) f = 4 GHz Z = 50 Ohm Q = 20 T = 0.096 K\ncapacitor ch[1:1] (q[*], h) 4 fF\ncapacitor cc[1:1] (q[*], c) 4 fF\n",
     7.903225806451614e-14, 245092697.5773195, 4002120805.614004, 503.80772607737003, 999.5506586700685, 350595596451093.06,
     162904826.34301132, 701191192902186.1, 5212954442.976361},
    {"transmon q[1:2] (q[*], gnd) C = 70 fF EJ = 9.2 GHz\nrlc hot (h, gnd) R = 1 kOhm L = 1.9894367886486918e-9 H C = 7.957747154594767e-13 F "
     "T = 0.384 K\nrlc cold (c, gnd) f = 4 GHz R = 1 kOhm kappa = 1.2566370614359173e9 /s T = 0.096 K\ncapacitor ch[1:2] (h, q[*]) 4 fF\n"
     "capacitor cc[1:2] (q[*], c) 4 fF\n",
     7.903225806451614e-14, 245092697.5773195, 4002120805.614004, 503.80772607737003, 999.5506586700685, 350595596451093.06,
     162904826.34301132, 701191192902186.1, 5212954442.976361},
    {"transmon q[1:3] (gnd, q[*]) C = 50 fF EJ = 12 GHz\ncapacitor shunt[1:3] (q[*], gnd) 10 fF\n"
     "rlc hot (h, gnd) f = 5 GHz Z = 80 Ohm Q = 10 T = 0.3 K\nrlc cold (gnd, c) f = 5 GHz Z = 80 Ohm R = 800 Ohm T = 0.05 K\n"
     "capacitor ch[1:3] (q[*], h) 8 fF\ncapacitor cc[1:3] (q[*], c) 3 fF\ncapacitor cd[1:3] (q[*], c) 5 fF\n",
     8.181818181818182e-14, 236747247.30138925, 4530614259.961655, 476.4765250233292, 163.27045949752446, 841191546324458.1,
     173412554.35638496, 1682383092648916.2, 5549201739.40432},
};

static void check_device(const Device *device, const char *rates, double G, double gamma)
{
    char text[2048];
    snprintf(text, sizeof text,
             "%sbath p local(q[*]) rate = 0.01 /ns T = 50 mK\nmodel coupling = first_order rates = %s\n"
             "output C_eff(q[1]), EC(q[1])/h, f01(q[1]), Z_T(q[1]), ReZ(hot, q[1]), G(hot, q[1]), gamma(hot, q[1]), gamma(cold, q[1])\n",
             device->text, rates);
    Run run = run_text(text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    check(run_output(&run, 0, "C_eff(q[1])"), device->C_0T);
    check(run_output(&run, 0, "EC(q[1])/h"), device->EC_over_h);
    check(run_output(&run, 0, "f01(q[1])"), device->f01);
    check(run_output(&run, 0, "Z_T(q[1])"), device->Z_T);
    check(run_output(&run, 0, "ReZ(hot,q[1])"), device->ReZ);
    check(run_output(&run, 0, "G(hot,q[1])"), G);
    check(run_output(&run, 0, "gamma(hot,q[1])"), gamma);
    check(run_output(&run, 0, "gamma(cold,q[1])"), gamma);
    run_free(&run);
}

static void devices_to_first_order(void)
{
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
        check_device(&devices[i], "consistent", devices[i].G, devices[i].gamma);
        check_device(&devices[i], "printed", devices[i].G_printed, devices[i].gamma_printed);
    }
}

static void a_wanted_frequency_is_kept(void)
{
    /* f01 as wanted, and the E_J that gives it back by (A13) */
    Run run = run_text("transmon q (q, gnd) C = 70 fF f01 = 4002120805.614004 Hz\nrlc hot (h, gnd) f = 4 GHz Z = 50 Ohm Q = 20 T = 0.384 K\n"
                       "rlc cold (c, gnd) f = 4 GHz Z = 50 Ohm Q = 20 T = 0.096 K\ncapacitor ch (q, h) 4 fF\ncapacitor cc (q, c) 4 fF\n"
                       "model coupling = first_order\noutput f01(q), EJ(q)/h\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    CU_ASSERT_EQUAL(run_output(&run, 0, "f01(q)"), 4002120805.614004);
    check(run_output(&run, 0, "EJ(q)/h"), 9.2e9);
    run_free(&run);
}

static void the_percentages_of_fig_5b(void)
{
    Run run = run_text("param T_p = 50 mK\ntransmon q[1:2] (q[*], gnd) C = 70 fF f01 = 4 GHz\n"
                       "bath hot collective(q[*]) rate = 0.5 /ns T = h*8 GHz/k_B\nbath cold collective(q[*]) rate = 0.5 /ns T = h*2 GHz/k_B\n"
                       "bath stray local(q[*]) rate = 0.01 /ns T = T_p\nsweep T_p in 50 mK, 450 mK\noutput advantage, Q(hot)/Q_independent, Q_valve\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    CU_ASSERT_DOUBLE_EQUAL(run_output(&run, 0, "advantage"), 1.1282, 5e-5);
    CU_ASSERT_DOUBLE_EQUAL(run_output(&run, 1, "advantage"), 0.9645, 5e-5);
    CU_ASSERT_DOUBLE_EQUAL(run_output(&run, 0, "Q(hot)/Q_independent"), 1.139, 5e-4);
    CU_ASSERT_DOUBLE_EQUAL(run_output(&run, 1, "Q(hot)/Q_independent"), 0.951, 5e-4);
    CU_ASSERT_DOUBLE_EQUAL(run_output(&run, 0, "Q_valve"), 0.767e-15, 5e-19);
    run_free(&run);
}

void suite_reference(void);

void suite_reference(void)
{
    CU_pSuite suite = CU_add_suite("reference", NULL, NULL);
    CU_ADD_TEST(suite, steady_states_of_the_full_space);
    CU_ADD_TEST(suite, steady_states_of_the_ladder);
    CU_ADD_TEST(suite, devices_to_first_order);
    CU_ADD_TEST(suite, a_wanted_frequency_is_kept);
    CU_ADD_TEST(suite, the_percentages_of_fig_5b);
}
