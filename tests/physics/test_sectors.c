/* Conserved J: closed forms against sums over M that are written out, and what needs a sector. */
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>

#include "run_text.h"
#include "solve/closed.h"

/* Sums over M of a thermal sector, in long double. */
typedef struct {
    long double Z, Jz, JpJm, JmJp;
} Sums;

static Sums sums_over_M(double J, long double x)
{
    Sums s = {0};
    for (long double M = -J; M <= J + 0.25L; M += 1) {
        long double p = expl(-(M + J) * x);
        s.Z += p;
        s.Jz += p * M;
        s.JpJm += p * (J + M) * (J - M + 1);
        s.JmJp += p * (J - M) * (J + M + 1);
    }
    return s;
}

static void moments_are_sums_over_the_sector(void)
{
    const double spins[] = {0, 0.5, 1, 1.5, 7, 50, 333.5};
    for (size_t i = 0; i < sizeof spins / sizeof *spins; i++)
        for (double x = 1e-6; x < 100; x *= 3.7) {
            double P = 1, J = spins[i];
            Sectors sectors = {lround(2 * J), 1, &P};
            Moments m = closed_moments(&sectors, lround(2 * J), 1, exp(-x));
            /* up/down is rounded, so x is what its logarithm says */
            Sums s = sums_over_M(J, -logl((long double)exp(-x)));
            CU_ASSERT_DOUBLE_EQUAL(m.Jz, (double)(s.Jz / s.Z), 1e-12 * fmax(fabs((double)(s.Jz / s.Z)), 1e-300) + 1e-300);
            CU_ASSERT_DOUBLE_EQUAL(m.JpJm, (double)(s.JpJm / s.Z), 1e-12 * (double)(s.JpJm / s.Z));
            CU_ASSERT_DOUBLE_EQUAL(m.JmJp, (double)(s.JmJp / s.Z), 1e-12 * (double)(s.JmJp / s.Z));
        }
}

static void equal_rates_are_infinite_temperature(void)
{
    double P = 1;
    Sectors sectors = {6, 1, &P};
    Moments m = closed_moments(&sectors, 6, 2, 2);
    CU_ASSERT_EQUAL(m.Jz, 0);
    CU_ASSERT_DOUBLE_EQUAL(m.JpJm, 8, 1e-14);
    m = closed_moments(&sectors, 6, 2, 0);
    CU_ASSERT_EQUAL(m.Jz, -3);
    CU_ASSERT_EQUAL(m.JpJm, 0);
    CU_ASSERT_EQUAL(m.JmJp, 6);
}

/* A product state of N qubits: <J_z> = -(N/2) tanh(x/2), whatever the collective spins are. */
static void a_thermal_start_has_the_weights_of_a_product_state(void)
{
    CircArena *arena = circ_arena_create();
    const long sizes[] = {1, 2, 3, 10, 101, 4000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (double x = 0.01; x < 20; x *= 2) {
            CircInitial initial = {.kind = CIRC_INITIAL_THERMAL, .T = 1};
            double omega = x * 1.380649e-23 / (6.62607015e-34 / (2 * 3.14159265358979323846));
            Sectors sectors = closed_sectors(&initial, sizes[i], omega, arena);
            Moments m = closed_moments(&sectors, sizes[i], 1, exp(-x));
            /* lgamma of N leaves log N eps N in the weights */
            CU_ASSERT_DOUBLE_EQUAL(m.Jz / (-(double)sizes[i] / 2 * tanh(x / 2)), 1, 1e-14 * (double)sizes[i] + 1e-13);
        }
    circ_arena_free(arena);
}

#define VALVE                                                                                                \
    "transmon q[1:4] (q[*], gnd) C = 70 fF f01 = 4 GHz\nbath h collective(q[*]) rate = 0.5 /ns T = 384 mK\n" \
    "bath c collective(q[*]) rate = 0.3 /ns T = 96 mK\n"

static void without_a_sector_nothing_is_chosen(void)
{
    Run run = run_text(VALVE);
    CU_ASSERT_PTR_NULL(run.results);
    CU_ASSERT(run_has_code(&run, CIRC_E0602));
    run_free(&run);
    run = run_text(VALVE "sector J = 1/2\n");
    CU_ASSERT_PTR_NULL(run.results);
    CU_ASSERT(run_has_code(&run, CIRC_E0603));
    run_free(&run);
    run = run_text(VALVE "initial dicke(1, 2)\n");
    CU_ASSERT(run_has_code(&run, CIRC_E0603));
    run_free(&run);
}

static void the_valve_in_a_sector_obeys_24_and_its_bound(void)
{
    for (int J = 0; J <= 2; J++) {
        char text[1024];
        snprintf(text, sizeof text, VALVE "sector J = %d\noutput Q(h), Q(c), Q_valve, Q_limit, Jz, J2, P(0), P(1), P(2), "
                 "formula = 2*gamma(h)*gamma(c)/(gamma(h) + gamma(c))*h*f01(q[1])*(0 - Jz)*(n(h) - n(c))\n", J);
        Run run = run_text(text);
        CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
        double Q = run_output(&run, 0, "Q_valve");
        CU_ASSERT_DOUBLE_EQUAL(run_output(&run, 0, "Q(h)"), Q, 1e-12 * fabs(Q));
        CU_ASSERT_DOUBLE_EQUAL(run_output(&run, 0, "Q(c)"), -Q, 1e-12 * fabs(Q));
        CU_ASSERT_DOUBLE_EQUAL(run_output(&run, 0, "formula"), Q, 1e-12 * fabs(Q));
        CU_ASSERT(Q <= run_output(&run, 0, "Q_limit"));
        CU_ASSERT_EQUAL(run_output(&run, 0, "J2"), J * (J + 1));
        CU_ASSERT_EQUAL(run_output(&run, 0, "P(0)") + run_output(&run, 0, "P(1)") + run_output(&run, 0, "P(2)"), 1);
        run_free(&run);
    }
}

static void one_qubit_is_the_same_locally_and_collectively(void)
{
    Run a = run_text("transmon q (q, gnd) C = 70 fF f01 = 4 GHz\nbath h collective(q) rate = 0.5 /ns T = 384 mK\nbath c local(q) rate = 0.3 /ns T = 96 mK\n");
    Run b = run_text("transmon q (q, gnd) C = 70 fF f01 = 4 GHz\nbath h local(q) rate = 0.5 /ns T = 384 mK\nbath c local(q) rate = 0.3 /ns T = 96 mK\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(a.results);
    CU_ASSERT_PTR_NOT_NULL_FATAL(b.results);
    /* (26) at N = 1 */
    double nh = 1 / expm1(6.62607015e-34 * 4e9 / (1.380649e-23 * 0.384)), nc = 1 / expm1(6.62607015e-34 * 4e9 / (1.380649e-23 * 0.096));
    double Q = 6.62607015e-34 * 4e9 * 0.5e9 * 0.3e9 * (nh - nc) / (0.3e9 * (2 * nc + 1) + 0.5e9 * (2 * nh + 1));
    CU_ASSERT_DOUBLE_EQUAL(run_current(&a, 0, "h"), Q, 1e-13 * Q);
    CU_ASSERT_DOUBLE_EQUAL(run_current(&b, 0, "h"), Q, 1e-13 * Q);
    run_free(&a);
    run_free(&b);
}

static void equal_temperatures_carry_nothing(void)
{
    Run run = run_text("transmon q[1:6] (q[*], gnd) C = 70 fF f01 = 4 GHz\nbath h collective(q[*]) rate = 0.5 /ns T = 0.1 K\n"
                       "bath c collective(q[*]) rate = 0.3 /ns T = 0.1 K\nbath p local(q[*]) rate = 0.1 /ns T = 0.1 K\noutput Jz, entropy_rate\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    double scale = 6.62607015e-34 * 4e9 * 0.5e9;
    CU_ASSERT(fabs(run_current(&run, 0, "h")) < 1e-13 * scale);
    CU_ASSERT(fabs(run_current(&run, 0, "c")) < 1e-13 * scale);
    CU_ASSERT(fabs(run_current(&run, 0, "p")) < 1e-13 * scale);
    /* thermal qubits, each for itself */
    CU_ASSERT_DOUBLE_EQUAL(run_output(&run, 0, "Jz"), -3 * tanh(6.62607015e-34 * 4e9 / (2 * 1.380649e-23 * 0.1)), 1e-12);
    run_free(&run);
}

static void a_local_bath_at_T_star_makes_the_qubits_independent(void)
{
    /* T* of these two baths, from (16) */
    double f = 4e9, hk = 6.62607015e-34 * f / 1.380649e-23;
    double nh = 1 / expm1(hk / 0.384), nc = 1 / expm1(hk / 0.096);
    double T_star = hk / log((0.5 * (1 + nh) + 0.3 * (1 + nc)) / (0.5 * nh + 0.3 * nc));
    char text[1024];
    snprintf(text, sizeof text, VALVE "bath p local(q[*]) rate = 0.02 /ns T = %.17g K\noutput advantage, T_star, Q(p), Q(h), entropy_rate\n", T_star);
    Run run = run_text(text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    CU_ASSERT_DOUBLE_EQUAL(run_output(&run, 0, "advantage"), 1, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(run_output(&run, 0, "T_star"), T_star, 1e-13);
    CU_ASSERT(fabs(run_output(&run, 0, "Q(p)")) < 1e-12 * run_output(&run, 0, "Q(h)"));
    CU_ASSERT(run_output(&run, 0, "entropy_rate") > 0);
    run_free(&run);
}

void suite_sectors(void);

void suite_sectors(void)
{
    CU_pSuite suite = CU_add_suite("sectors", NULL, NULL);
    CU_ADD_TEST(suite, moments_are_sums_over_the_sector);
    CU_ADD_TEST(suite, equal_rates_are_infinite_temperature);
    CU_ADD_TEST(suite, a_thermal_start_has_the_weights_of_a_product_state);
    CU_ADD_TEST(suite, without_a_sector_nothing_is_chosen);
    CU_ADD_TEST(suite, the_valve_in_a_sector_obeys_24_and_its_bound);
    CU_ADD_TEST(suite, one_qubit_is_the_same_locally_and_collectively);
    CU_ADD_TEST(suite, equal_temperatures_carry_nothing);
    CU_ADD_TEST(suite, a_local_bath_at_T_star_makes_the_qubits_independent);
}
