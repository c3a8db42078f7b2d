/* Every quantity of circ/quantity.def at a solved point, against its formula written out here, and where it
 * is not defined. */
#include <CUnit/CUnit.h>
#include <math.h>
#include <string.h>

#include "../unit/build_point.h"
#include "circ/constants.h"

enum { HOT, COLD, STRAY };

typedef struct {
    Build *build;
    CircSolver *solver;
    CircPoint point;
} Solved;

static Solved solved(Build *build)
{
    Solved s = {.build = build, .solver = circ_solver_create()};
    s.point = build_solution(build, s.solver);
    CU_ASSERT_PTR_NOT_NULL_FATAL(s.point.solution);
    return s;
}

static void release(Solved *s)
{
    circ_solver_free(s->solver);
    build_end(s->build);
}

static CircQuantityCall call(CircQuantity quantity, int bath, int qubit, double number)
{
    return (CircQuantityCall){
        .quantity = quantity, .span = {77, 78}, .bath = bath, .qubit = qubit, .number = number};
}

/* NaN where it is not defined. */
static double value(const Solved *s, CircQuantity quantity, int bath, int qubit, double number)
{
    CircQuantityCall asked = call(quantity, bath, qubit, number);
    double si = NAN;
    return circ_quantity_value(&s->point, &asked, &si) ? si : NAN;
}

static double plain(const Solved *s, CircQuantity quantity)
{
    return value(s, quantity, -1, -1, 0);
}

static double coherence(const Solved *s, int a, int b)
{
    CircQuantityCall asked = call(CIRC_QUANTITY_COHERENCE, -1, a, 0);
    double si = NAN;
    asked.qubit2 = b;
    return circ_quantity_value(&s->point, &asked, &si) ? si : NAN;
}

static void check_near(double found, double expected, double tolerance)
{
    CU_ASSERT(fabs(found - expected) <= tolerance * fabs(expected));
}

/* It is refused at the place of the call, with these words. */
static void check_undefined(const Solved *s, CircQuantity quantity, int bath, int qubit, double number,
                            const char *words)
{
    CU_ASSERT(isnan(value(s, quantity, bath, qubit, number)));
    const CircDiag *last = circ_diags_get(s->build->diags, circ_diags_count(s->build->diags) - 1);
    CU_ASSERT_EQUAL(last->code, CIRC_E0405);
    CU_ASSERT_EQUAL(last->span.begin, 77);
    CU_ASSERT_PTR_NOT_NULL(strstr(last->text, words));
}

static double bose(double f, double T)
{
    return 1 / expm1(CIRC_H * f / (CIRC_KB * T));
}

/* tests/reference/steady_rates.csv: the full space in QuTiP, N = 2, 12 digits; T_h and T_c there are rounded
 * to 12 too. */
static void currents_and_moments_are_the_reference(void)
{
    static const struct {
        double T_p, Q_h, Q_c, Q_p, Jz, J2;
    } rows[] = {
        {0.05, 7.74937918082e-16, -7.60003621204e-16, -1.4934296878e-17, -0.418151282373, 1.76154315232},
        {0.15, 7.12026230436e-16, -7.03618403152e-16, -8.40782728407e-18, -0.385652224381, 1.62757511857},
        {0.45, 6.46860086393e-16, -6.65450055313e-16, 1.858996892e-17, -0.357501673244, 1.52333843317},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Solved s = solved(build_figure_5(2, rows[i].T_p));
        check_near(value(&s, CIRC_QUANTITY_HEAT, HOT, -1, 0), rows[i].Q_h, 1e-9);
        check_near(value(&s, CIRC_QUANTITY_HEAT, COLD, -1, 0), rows[i].Q_c, 1e-9);
        check_near(value(&s, CIRC_QUANTITY_HEAT, STRAY, -1, 0), rows[i].Q_p, 1e-9);
        check_near(plain(&s, CIRC_QUANTITY_JZ), rows[i].Jz, 1e-10);
        check_near(plain(&s, CIRC_QUANTITY_J2), rows[i].J2, 1e-10);
        /* two qubits: <J^2> = 2 P(1) */
        check_near(value(&s, CIRC_QUANTITY_P_J, -1, -1, 1), rows[i].J2 / 2, 1e-10);
        check_near(value(&s, CIRC_QUANTITY_P_J, -1, -1, 0), 1 - rows[i].J2 / 2, 1e-9);
        double entropy = -rows[i].Q_h / (CIRC_H * 8e9 / CIRC_KB) - rows[i].Q_c / (CIRC_H * 2e9 / CIRC_KB) -
                         rows[i].Q_p / rows[i].T_p;
        check_near(plain(&s, CIRC_QUANTITY_ENTROPY_RATE), entropy, 1e-9);
        CU_ASSERT(entropy > 0);
        release(&s);
    }
}

/* Percentages and 0.767 fW: physics.md, sections 1 and "disagree". */
static void the_valve_of_figure_5(void)
{
    double nh = bose(4e9, CIRC_H * 8e9 / CIRC_KB), nc = bose(4e9, CIRC_H * 2e9 / CIRC_KB), g = 0.5e9,
           quantum = CIRC_H * 4e9;
    double independent = 2 * quantum * g * g * (nh - nc) / (g * (2 * nc + 1) + g * (2 * nh + 1));
    const double T_p[] = {0.05, 0.45}, advantage[] = {1.1282, 0.9645};
    for (int i = 0; i < 2; i++) {
        Solved s = solved(build_figure_5(2, T_p[i]));
        double valve = plain(&s, CIRC_QUANTITY_HEAT_VALVE), Jz = plain(&s, CIRC_QUANTITY_JZ);
        check_near(valve, g * quantum * -Jz * (nh - nc), 1e-11); /* (24) */
        check_near(valve,
                   (value(&s, CIRC_QUANTITY_HEAT, HOT, -1, 0) - value(&s, CIRC_QUANTITY_HEAT, COLD, -1, 0)) /
                       2,
                   1e-14);
        check_near(plain(&s, CIRC_QUANTITY_HEAT_INDEPENDENT), independent, 1e-13);
        CU_ASSERT_DOUBLE_EQUAL(plain(&s, CIRC_QUANTITY_ADVANTAGE), advantage[i], 5e-5);
        check_near(plain(&s, CIRC_QUANTITY_ADVANTAGE), valve / independent, 1e-13);
        check_near(plain(&s, CIRC_QUANTITY_HEAT_LIMIT), g * quantum * 1 * (nh - nc), 1e-13);
        if (i == 0) CU_ASSERT_DOUBLE_EQUAL(valve, 0.767e-15, 5e-19);
        /* (16) of the two collective baths alone */
        check_near(plain(&s, CIRC_QUANTITY_T_STAR), quantum / CIRC_KB / log((2 + nh + nc) / (nh + nc)),
                   1e-13);
        check_near(value(&s, CIRC_QUANTITY_OCCUPATION, COLD, -1, 0), nc, 1e-13);
        release(&s);
    }
}

static void unequal_rates_and_the_order_of_the_baths(void)
{
    double gh = 0.4e9, gc = 0.1e9, nh = bose(4e9, 0.4), nc = bose(4e9, 0.1), quantum = CIRC_H * 4e9;
    for (int swap = 0; swap < 2; swap++) {
        Build *build = build_qubits(3, 4e9, (CircSpan){1, 2});
        build_rate_bath(build, "first", false, swap ? gc : gh, swap ? 0.1 : 0.4);
        build_rate_bath(build, "second", false, swap ? gh : gc, swap ? 0.4 : 0.1);
        build_rate_bath(build, "stray", true, 3e7, 0.2);
        Solved s = solved(build);
        double Jz = plain(&s, CIRC_QUANTITY_JZ);
        check_near(plain(&s, CIRC_QUANTITY_HEAT_VALVE), 2 * gh * gc / (gh + gc) * quantum * -Jz * (nh - nc),
                   1e-11);
        check_near(plain(&s, CIRC_QUANTITY_HEAT_INDEPENDENT),
                   3 * quantum * gh * gc * (nh - nc) / (gc * (2 * nc + 1) + gh * (2 * nh + 1)), 1e-13);
        check_near(plain(&s, CIRC_QUANTITY_HEAT_LIMIT), 2 * gh * gc / (gh + gc) * quantum * 1.5 * (nh - nc),
                   1e-13);
        release(&s);
    }
}

static void the_limit_is_that_of_the_sector(void)
{
    Build *build = build_qubits(6, 4e9, (CircSpan){1, 2});
    build_rate_bath(build, "hot", false, 0.5e9, 0.02);
    build_rate_bath(build, "cold", false, 0.5e9, 0.01);
    build->net.initial = (CircInitial){.kind = CIRC_INITIAL_SECTOR, .J = 2};
    Solved s = solved(build);
    /* far below T_0 the limit is reached: (C10) */
    check_near(plain(&s, CIRC_QUANTITY_HEAT_VALVE), plain(&s, CIRC_QUANTITY_HEAT_LIMIT), 1e-3);
    check_near(plain(&s, CIRC_QUANTITY_HEAT_LIMIT),
               0.5e9 * CIRC_H * 4e9 * 2 * (bose(4e9, 0.02) - bose(4e9, 0.01)), 1e-13);
    CU_ASSERT_EQUAL(value(&s, CIRC_QUANTITY_P_J, -1, -1, 2), 1);
    CU_ASSERT_EQUAL(value(&s, CIRC_QUANTITY_P_J, -1, -1, 3), 0);
    check_undefined(&s, CIRC_QUANTITY_P_J, -1, -1, 2.5, "J must be");
    check_undefined(&s, CIRC_QUANTITY_P_J, -1, -1, 4, "J must be");
    check_undefined(&s, CIRC_QUANTITY_P_J, -1, -1, -1, "J must be");
    release(&s);
}

/* (D1) to (D5): one qubit at 4, one at 2 GHz, resonators of Q = 20 at 4 GHz, so that the second has 1/901 of
 * the rate. */
static void a_detuned_pair_is_two_single_qubits(void)
{
    Build *build = build_figure_5(2, 0.05);
    for (int b = HOT; b <= COLD; b++) build->rate_baths[b].f = 4e9, build->rate_baths[b].Q = 20;
    Solved s = solved(build);
    double sum = 0, T_h = CIRC_H * 8e9 / CIRC_KB, T_c = CIRC_H * 2e9 / CIRC_KB, g_p = 0.01e9;
    for (int k = 0; k < 2; k++) {
        double f = k ? 2e9 : 4e9, g = k ? 0.5e9 / 901 : 0.5e9;
        double nh = bose(f, T_h), nc = bose(f, T_c), np = bose(f, 0.05);
        double ratio = (g * (2 + nh + nc) + g_p * (1 + np)) / (g * (nh + nc) + g_p * np); /* (D3) */
        double p1 = 1 / (1 + ratio), p0 = 1 - p1;
        sum += CIRC_H * f * g * (nh * p0 - (1 + nh) * p1);
    }
    check_near(value(&s, CIRC_QUANTITY_HEAT_DETUNED, -1, -1, 2e9), sum, 1e-12);
    /* the article: it is about half of the current of the independent qubits */
    check_near(2 * sum, plain(&s, CIRC_QUANTITY_HEAT_INDEPENDENT), 0.03);
    check_undefined(&s, CIRC_QUANTITY_HEAT_DETUNED, -1, -1, 0, "above zero");
    release(&s);
    s = solved(build_figure_5(3, 0.05));
    check_undefined(&s, CIRC_QUANTITY_HEAT_DETUNED, -1, -1, 2e9, "two qubits");
    release(&s);
}

static void equal_temperatures_carry_nothing(void)
{
    Build *build = build_figure_5(2, 0.1);
    build->rate_baths[HOT].T = build->rate_baths[COLD].T = 0.1;
    Solved s = solved(build);
    double gross = 0.5e9 * CIRC_H * 4e9;
    CU_ASSERT(fabs(plain(&s, CIRC_QUANTITY_HEAT_VALVE)) < 1e-13 * gross);
    CU_ASSERT(fabs(plain(&s, CIRC_QUANTITY_ENTROPY_RATE)) < 1e-12 * gross / 0.1);
    CU_ASSERT_EQUAL(plain(&s, CIRC_QUANTITY_HEAT_INDEPENDENT), 0);
    CU_ASSERT_EQUAL(plain(&s, CIRC_QUANTITY_HEAT_LIMIT), 0);
    check_near(plain(&s, CIRC_QUANTITY_T_STAR), 0.1, 1e-13);
    check_undefined(&s, CIRC_QUANTITY_ADVANTAGE, -1, -1, 0, "no current");
    release(&s);
}

static void a_valve_has_two_collective_baths(void)
{
    static const CircQuantity of_a_valve[] = {CIRC_QUANTITY_HEAT_VALVE, CIRC_QUANTITY_HEAT_INDEPENDENT,
                                              CIRC_QUANTITY_HEAT_LIMIT, CIRC_QUANTITY_ADVANTAGE,
                                              CIRC_QUANTITY_HEAT_DETUNED};
    for (int n = 0; n < 4; n++) {
        Build *build = build_qubits(2, 4e9, (CircSpan){1, 2});
        build_rate_bath(build, "stray", true, 1e7, 0.05);
        for (int b = 0; b < n; b++) build_rate_bath(build, "b", false, 1e8, 0.1 * (b + 1));
        Solved s = solved(build);
        for (size_t i = 0; n != 2 && i < sizeof of_a_valve / sizeof *of_a_valve; i++)
            check_undefined(&s, of_a_valve[i], -1, -1, 2e9, "exactly two collective baths");
        if (n == 0)
            check_undefined(&s, CIRC_QUANTITY_T_STAR, -1, -1, 0, "no collective bath");
        else
            CU_ASSERT(plain(&s, CIRC_QUANTITY_T_STAR) >= 0.1 - 1e-12); /* of one bath: its own */
        release(&s);
    }
}

static void zero_temperature_has_no_entropy(void)
{
    Build *build = build_figure_5(2, 0.05);
    build->rate_baths[COLD].T = 0;
    Solved s = solved(build);
    check_undefined(&s, CIRC_QUANTITY_ENTROPY_RATE, -1, -1, 0, "zero temperature");
    release(&s);
    build = build_figure_5(2, 0);
    build->rate_baths[HOT].T = build->rate_baths[COLD].T = 0;
    s = solved(build);
    CU_ASSERT_EQUAL(plain(&s, CIRC_QUANTITY_ENTROPY_RATE), 0);
    CU_ASSERT_EQUAL(plain(&s, CIRC_QUANTITY_T_STAR), 0);
    release(&s);
}

static Solved solved_with_sites(Build *build, CircMethod method)
{
    Solved s = {.build = build, .solver = circ_solver_create(), .point = build_model(build)};
    CircSolveOptions options = {.method = method, .sites = true};
    s.point.solution = circ_solve(s.point.model, &options, s.solver, build->arena, build->diags);
    CU_ASSERT_PTR_NOT_NULL_FATAL(s.point.solution);
    return s;
}

/* The triplet of two qubits is thermal, p_M ~ 1, y, y^2; (|01> + |10>)/sqrt(2) has <s+_1 s-_2> = 1/2. */
static void levels_and_pairs_of_a_sector(void)
{
    Build *build = build_qubits(2, 4e9, (CircSpan){1, 2});
    build_rate_bath(build, "only", false, 0.5e9, 0.2);
    build->net.initial = (CircInitial){.kind = CIRC_INITIAL_SECTOR, .J = 1};
    Solved s = solved_with_sites(build, CIRC_METHOD_CHOOSE);
    double y = exp(-CIRC_H * 4e9 / (CIRC_KB * 0.2)), Z = 1 + y + y * y;
    for (int q = 0; q < 2; q++) {
        check_near(value(&s, CIRC_QUANTITY_POPULATION, -1, q, 1), (y / 2 + y * y) / Z, 1e-12);
        check_near(value(&s, CIRC_QUANTITY_POPULATION, -1, q, 0), (y / 2 + 1) / Z, 1e-12);
        check_near(coherence(&s, q, 1 - q), y / 2 / Z, 1e-12);
        CU_ASSERT(isnan(coherence(&s, q, q)));
    }
    check_undefined(&s, CIRC_QUANTITY_POPULATION, -1, 0, 2, "levels 0 to 1");
    check_undefined(&s, CIRC_QUANTITY_POPULATION, -1, 0, -1, "levels 0 to 1");
    check_undefined(&s, CIRC_QUANTITY_POPULATION, -1, 0, 0.5, "levels 0 to 1");
    release(&s);
}

/* Local baths alone: thermal qubits that know nothing of each other. */
static void levels_and_pairs_of_independent_qubits(void)
{
    for (int detuned = 0; detuned < 2; detuned++) {
        Build *build = build_qubits(3, 4e9, (CircSpan){1, 2});
        build_rate_bath(build, "stray", true, 1e8, 0.2);
        if (detuned) build->transmons[2].f01 = 5e9;
        Solved s = solved_with_sites(build, CIRC_METHOD_CHOOSE);
        for (int q = 0; q < 3; q++) {
            double f = value(&s, CIRC_QUANTITY_F01, -1, q, 0), n = bose(f, 0.2);
            CU_ASSERT(detuned == (s.point.circuit->qubits[2].f01 > 4.5e9));
            check_near(value(&s, CIRC_QUANTITY_POPULATION, -1, q, 1), n / (1 + 2 * n), 1e-12);
            CU_ASSERT(coherence(&s, q, (q + 1) % 3) < 1e-13);
        }
        release(&s);
    }
}

/* The ladder, the grouped and the full methods on one model. */
static void levels_and_pairs_are_those_of_all_methods(void)
{
    static const CircMethod methods[] = {CIRC_METHOD_LADDER, CIRC_METHOD_POPULATIONS, CIRC_METHOD_SECTOR,
                                         CIRC_METHOD_KRYLOV, CIRC_METHOD_FULL};
    double excited = NAN, pair = NAN;
    for (size_t m = 0; m < sizeof methods / sizeof *methods; m++) {
        Solved s = solved_with_sites(build_figure_5(4, 0.3), methods[m]);
        if (m == 0) {
            excited = value(&s, CIRC_QUANTITY_POPULATION, -1, 3, 1);
            pair = coherence(&s, 1, 3);
            check_near(excited, 0.5 + plain(&s, CIRC_QUANTITY_JZ) / 4, 1e-12);
        }
        check_near(value(&s, CIRC_QUANTITY_POPULATION, -1, 2, 1), excited, 1e-11);
        check_near(coherence(&s, 0, 2), pair, 1e-10);
        release(&s);
    }
}

static void quantities_of_the_elements(void)
{
    Build *build = build_valve(2, 70e-15, 4e-15, 9.2e9, 1000, 1.9894367886486918e-09, 7.957747154594767e-13,
                               0.384, 0.096);
    build->net.model.coupling = CIRC_COUPLING_FIRST_ORDER;
    build_rate_bath(build, "stray", true, 1e7, 0.05)->Q = 10;
    build->rate_baths[0].f = 5e9;
    build_rate_bath(build, "flat", true, 1e6, 0.05);
    Solved s = solved(build);
    /* tests/reference/devices.json, valve-n2, first_order */
    check_near(value(&s, CIRC_QUANTITY_EC, -1, 1, 0), CIRC_H * 245092697.5773195, 1e-9);
    check_near(value(&s, CIRC_QUANTITY_EJ, -1, 1, 0), CIRC_H * 9.2e9, 1e-9);
    check_near(value(&s, CIRC_QUANTITY_F01, -1, 0, 0), 4002120805.614004, 1e-9);
    check_near(value(&s, CIRC_QUANTITY_ANHARMONICITY, -1, 0, 0), -245092697.5773195, 1e-9);
    check_near(value(&s, CIRC_QUANTITY_C_EFF, -1, 0, 0), 7.903225806451614e-14, 1e-9);
    check_near(value(&s, CIRC_QUANTITY_Z_T, -1, 0, 0), 503.80772607737003, 1e-9);
    check_near(value(&s, CIRC_QUANTITY_RE_Z, 0, -1, 0), 999.5506586700685, 1e-9);
    check_near(value(&s, CIRC_QUANTITY_G, 1, 1, 0), 350595596451093.06, 1e-9);
    check_near(value(&s, CIRC_QUANTITY_GAMMA, 1, -1, 0), 162904826.34301132, 1e-9);
    check_near(value(&s, CIRC_QUANTITY_KAPPA, 0, -1, 0), 2 * CIRC_PI * 4e9 / 20, 1e-9);
    check_near(value(&s, CIRC_QUANTITY_KAPPA, 2, -1, 0), 2 * CIRC_PI * 5e9 / 10, 1e-13);
    check_near(value(&s, CIRC_QUANTITY_GAMMA, 3, 0, 0), 1e6, 1e-14);
    check_undefined(&s, CIRC_QUANTITY_KAPPA, 3, -1, 0, "no resonance");
    check_undefined(&s, CIRC_QUANTITY_G, 2, 0, 0, "given by its rate");
    check_undefined(&s, CIRC_QUANTITY_RE_Z, 3, 0, 0, "given by its rate");
    release(&s);
}

void suite_quantities(void)
{
    CU_pSuite suite = CU_add_suite("quantities", NULL, NULL);
    CU_ADD_TEST(suite, currents_and_moments_are_the_reference);
    CU_ADD_TEST(suite, the_valve_of_figure_5);
    CU_ADD_TEST(suite, unequal_rates_and_the_order_of_the_baths);
    CU_ADD_TEST(suite, the_limit_is_that_of_the_sector);
    CU_ADD_TEST(suite, a_detuned_pair_is_two_single_qubits);
    CU_ADD_TEST(suite, equal_temperatures_carry_nothing);
    CU_ADD_TEST(suite, a_valve_has_two_collective_baths);
    CU_ADD_TEST(suite, zero_temperature_has_no_entropy);
    CU_ADD_TEST(suite, levels_and_pairs_of_a_sector);
    CU_ADD_TEST(suite, levels_and_pairs_of_independent_qubits);
    CU_ADD_TEST(suite, levels_and_pairs_are_those_of_all_methods);
    CU_ADD_TEST(suite, quantities_of_the_elements);
}
