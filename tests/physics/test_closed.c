/* What circ_solve does where J is conserved: which sectors, which moments, which currents; and the balance of
 * the ladder. */
#include <CUnit/CUnit.h>
#include <math.h>
#include <string.h>

#include "../unit/build_point.h"
#include "circ/constants.h"
#include "solve/closed.h"

static bool is_near(double found, double expected, double tolerance)
{
    return fabs(found - expected) <= tolerance * fabs(expected);
}

/* J = N/2 to (C9) in long double, for spins that no sum over M reaches soon. */
static void large_spins_follow_C9(void)
{
    const double spins[] = {1e3, 1e5, 5e5};
    for (size_t i = 0; i < sizeof spins / sizeof *spins; i++)
        for (double x = 1e-4; x < 50; x *= 4) {
            double J = spins[i], P = 1;
            Sectors one = {lround(2 * J), 1, &P};
            Moments m = closed_moments(&one, lround(2 * J), 1, exp(-x));
            long double y = -logl(expl(-(long double)x)), d = J + 0.5L;
            long double Jz = -d / tanhl(d * y) + 0.5L / tanhl(y / 2);
            CU_ASSERT(is_near(m.Jz, (double)Jz, 1e-12));
            CU_ASSERT(is_near(m.JmJp - m.JpJm, (double)(-2 * Jz), 1e-11));
            CU_ASSERT(is_near(m.JpJm / m.JmJp, exp(-x), 1e-11));
        }
}

/* (C10) and (C11): J at low and x J(J+1)/3 at high temperature; and the excited qubits, which vanish as
 * exp(-x). */
static void limits_of_C9(void)
{
    double P = 1, J = 20;
    Sectors one = {40, 1, &P};
    Moments cold = closed_moments(&one, 40, 1, exp(-60.0)), hot = closed_moments(&one, 40, 1, 1 - 1e-7);
    CU_ASSERT(is_near(cold.Jz, -J, 1e-15));
    CU_ASSERT(is_near(cold.up, exp(-60.0), 1e-12));
    CU_ASSERT(is_near(cold.JpJm, 2 * J * exp(-60.0), 1e-12));
    CU_ASSERT(is_near(hot.Jz, -1e-7 * J * (J + 1) / 3, 1e-7)); /* to the order of x itself */
    CU_ASSERT(is_near(hot.JpJm, 2 * J * (J + 1) / 3, 1e-5));
}

/* In a smaller sector (N - 2J)/2 pairs are singlets, each with one excited qubit. */
static void singlets_hold_one_excitation_a_pair(void)
{
    double P = 1;
    Sectors one = {4, 1, &P};
    CU_ASSERT_DOUBLE_EQUAL(closed_moments(&one, 10, 1, 0).up, 3, 0);
    CU_ASSERT_DOUBLE_EQUAL(closed_moments(&one, 10, 1, 1).up, 5, 1e-14);
}

/* C(N, N/2-J) - C(N, N/2-J-1) from Pascal's triangle in integers, N <= 60. */
static double multiplicity(int N, int twice_J)
{
    long long row[64] = {1};
    for (int n = 1; n <= N; n++)
        for (int k = n; k > 0; k--) row[k] += row[k - 1];
    int k = (N - twice_J) / 2;
    return (double)(row[k] - (k ? row[k - 1] : 0));
}

static void thermal_weights_count_states(void)
{
    CircArena *arena = circ_arena_create();
    for (int N = 1; N <= 60; N += 7)
        for (double x = 1e-3; x < 20; x *= 5) {
            CircInitial initial = {.kind = CIRC_INITIAL_THERMAL, .T = CIRC_HBAR / CIRC_KB / x};
            Sectors s = closed_sectors(&initial, N, 1, arena);
            double Z = pow(2 * cosh(x / 2), N), sum = 0;
            for (long i = 0; i < s.n; i++) {
                long twice_J = s.first_twice_J + 2 * i;
                double spins = sinh((twice_J + 1) * x / 2) / sinh(x / 2);
                double P = multiplicity(N, (int)twice_J) * spins / Z;
                CU_ASSERT_DOUBLE_EQUAL(s.P[i], P, 1e-13 * P + 1e-19);
                sum += s.P[i];
            }
            CU_ASSERT_DOUBLE_EQUAL(sum, 1, 1e-14);
        }
    circ_arena_free(arena);
}

/* A product state has <J^2> = 3N/4 + N(N-1)/4 tanh^2(x/2), also where factorials of N have no digits left to
 * spare. */
static void a_million_qubits_are_a_product_state(void)
{
    CircArena *arena = circ_arena_create();
    const long N = 1000000;
    for (double x = 1e-4; x < 100; x *= 6) {
        CircInitial initial = {.kind = CIRC_INITIAL_THERMAL, .T = CIRC_HBAR / CIRC_KB / x};
        Sectors s = closed_sectors(&initial, N, 1, arena);
        Moments m = closed_moments(&s, N, 1, exp(-x));
        double t = tanh(x / 2);
        CU_ASSERT(is_near(m.J2, 0.75 * N + 0.25 * N * (N - 1.0) * t * t, 1e-12));
        CU_ASSERT(is_near(m.Jz, -0.5 * N * t, 1e-12));
        CU_ASSERT(is_near(m.up, N / (1 + exp(x)), 1e-11));
        CU_ASSERT(s.n < 20000);
    }
    circ_arena_free(arena);
}

/* A valve of N qubits without a local bath. */
static Build *valve(int N, CircInitial initial)
{
    Build *build = build_qubits(N, 4e9, (CircSpan){1, 2});
    build_rate_bath(build, "hot", false, 0.5e9, 0.384);
    build_rate_bath(build, "cold", false, 0.3e9, 0.096);
    build->net.initial = initial;
    return build;
}

static void check_error(CircSolver *solver, Build *build, CircCode code, const char *text, const char *help)
{
    CU_ASSERT_PTR_NULL(build_solution(build, solver).solution);
    const CircDiag *diag = build_found(build, code);
    CU_ASSERT_PTR_NOT_NULL_FATAL(diag);
    CU_ASSERT_PTR_NOT_NULL(strstr(diag->text, text));
    CU_ASSERT_PTR_NOT_NULL_FATAL(diag->help);
    CU_ASSERT_PTR_NOT_NULL(strstr(diag->help, help));
    build_end(build);
}

static void nothing_is_chosen_silently(void)
{
    CircSolver *solver = circ_solver_create();
    check_error(solver, valve(4, (CircInitial){0}), CIRC_E0602, "J is conserved", "sector J = N/2");
    check_error(solver, build_qubits(2, 4e9, (CircSpan){1, 2}), CIRC_E0602, "no bath acts", "couple");
    Build *idle = build_qubits(1, 4e9, (CircSpan){1, 2});
    build_rate_bath(idle, "off", true, 0, 0.1);
    check_error(solver, idle, CIRC_E0602, "no bath acts", "couple");
    check_error(solver, valve(4, (CircInitial){.kind = CIRC_INITIAL_SECTOR, .J = 0.5}), CIRC_E0603,
                "4 qubits have no sector J = 0.5", "from 2 down to 0");
    check_error(solver, valve(5, (CircInitial){.kind = CIRC_INITIAL_SECTOR, .J = 3.5}), CIRC_E0603,
                "no sector J = 3.5", "2.5");
    check_error(solver, valve(5, (CircInitial){.kind = CIRC_INITIAL_SECTOR, .J = -0.5}), CIRC_E0603,
                "no sector", "0.5");
    check_error(solver, valve(4, (CircInitial){.kind = CIRC_INITIAL_DICKE, .J = 1, .M = 2}), CIRC_E0603,
                "no state J = 1, M = 2", "-1");
    check_error(solver, valve(4, (CircInitial){.kind = CIRC_INITIAL_DICKE, .J = 1, .M = 0.5}), CIRC_E0603,
                "no state", "-1");
    circ_solver_free(solver);
}

/* The current of the sector J by (24), with <J_z> summed over M here. */
static double current_24(double J)
{
    double nh = circ_occupation(4e9, 0.384), nc = circ_occupation(4e9, 0.096), gh = 0.5e9, gc = 0.3e9;
    double ratio = (gh * nh + gc * nc) / (gh * (1 + nh) + gc * (1 + nc)), Z = 0, Jz = 0;
    for (double M = -J; M <= J + 0.25; M += 1) {
        Z += pow(ratio, M + J);
        Jz += M * pow(ratio, M + J);
    }
    return 2 * gh * gc / (gh + gc) * CIRC_H * 4e9 * (-Jz / Z) * (nh - nc);
}

static void check_sector(CircSolver *solver, CircInitial initial, int N, double J)
{
    Build *build = valve(N, initial);
    CircPoint point = build_solution(build, solver);
    CU_ASSERT_PTR_NOT_NULL_FATAL(point.solution);
    const CircSolution *s = point.solution;
    CU_ASSERT_STRING_EQUAL(s->method, "closed");
    CU_ASSERT_EQUAL(s->n_J, 1);
    CU_ASSERT_EQUAL(s->first_twice_J, lround(2 * J));
    CU_ASSERT_EQUAL(s->P_J[0], 1);
    CU_ASSERT_EQUAL(s->J2, J * (J + 1));
    CU_ASSERT_DOUBLE_EQUAL(s->Q[0], current_24(J), 1e-12 * fabs(current_24(J)));
    CU_ASSERT_DOUBLE_EQUAL(s->Q[1], -current_24(J), 1e-12 * fabs(current_24(J)));
    CU_ASSERT(s->imbalance < 1e-14);
    build_end(build);
}

static void each_initial_state_has_its_sector(void)
{
    CircSolver *solver = circ_solver_create();
    check_sector(solver, (CircInitial){.kind = CIRC_INITIAL_GROUND}, 4, 2);
    check_sector(solver, (CircInitial){.kind = CIRC_INITIAL_EXCITED}, 7, 3.5);
    check_sector(solver, (CircInitial){.kind = CIRC_INITIAL_SECTOR, .J = 1.5}, 7, 1.5);
    check_sector(solver, (CircInitial){.kind = CIRC_INITIAL_SECTOR, .J = 0}, 6, 0);
    check_sector(solver, (CircInitial){.kind = CIRC_INITIAL_DICKE, .J = 2, .M = -1}, 6, 2);
    check_sector(solver, (CircInitial){.kind = CIRC_INITIAL_THERMAL, .T = 0}, 6, 3);
    check_sector(solver, (CircInitial){0}, 1, 0.5);
    check_sector(solver, (CircInitial){.kind = CIRC_INITIAL_SECTOR, .J = 0.5}, 1, 0.5);
    circ_solver_free(solver);
}

/* (22), its local counterpart, and the gross exchange, of moments that are no steady state. */
static void currents_are_absorption_less_emission(void)
{
    Build *build = build_figure_5(5, 0.05);
    const CircModel *model = build_model(build).model;
    CU_ASSERT_PTR_NOT_NULL_FATAL(model);
    Moments m = {.Jz = -1, .up = 1.5, .JpJm = 2, .JmJp = 4};
    double Q[3], gross = heat_currents(model, &m, Q), sum = 0;
    const double rate[] = {0.5e9, 0.5e9, 0.01e9}, below[] = {4, 4, 3.5}, above[] = {2, 2, 1.5};
    for (int b = 0; b < 3; b++) {
        double n = model->baths[b].terms[0].n, quantum = CIRC_H * 4e9 * rate[b];
        CU_ASSERT(is_near(Q[b], quantum * (n * below[b] - (1 + n) * above[b]), 1e-13));
        sum += quantum * (n * below[b] + (1 + n) * above[b]);
    }
    CU_ASSERT(is_near(gross, sum, 1e-13));
    build_end(build);
}

/* At T*, the start of uncorrelated qubits is the steady state of independent ones: (26). */
static void a_thermal_start_at_T_star_carries_the_independent_current(void)
{
    CircSolver *solver = circ_solver_create();
    double nh = circ_occupation(4e9, 0.384), nc = circ_occupation(4e9, 0.096), gh = 0.5e9, gc = 0.3e9;
    double T_star = CIRC_H * 4e9 / CIRC_KB / log((gh * (1 + nh) + gc * (1 + nc)) / (gh * nh + gc * nc));
    for (int N = 1; N < 400; N = 3 * N + 1) {
        Build *build = valve(N, (CircInitial){.kind = CIRC_INITIAL_THERMAL, .T = T_star});
        CircPoint point = build_solution(build, solver);
        CU_ASSERT_PTR_NOT_NULL_FATAL(point.solution);
        double Q = N * CIRC_H * 4e9 * gh * gc * (nh - nc) / (gc * (2 * nc + 1) + gh * (2 * nh + 1));
        CU_ASSERT(is_near(point.solution->Q[0], Q, 1e-12));
        build_end(build);
    }
    circ_solver_free(solver);
}

static void zero_temperature_is_the_ground_state(void)
{
    CircSolver *solver = circ_solver_create();
    Build *build = build_qubits(3, 4e9, (CircSpan){1, 2});
    build_rate_bath(build, "a", false, 1e8, 0);
    build_rate_bath(build, "b", false, 1e8, 0);
    build->net.initial = (CircInitial){.kind = CIRC_INITIAL_EXCITED};
    CircPoint point = build_solution(build, solver);
    CU_ASSERT_PTR_NOT_NULL_FATAL(point.solution);
    CU_ASSERT_EQUAL(point.solution->Jz, -1.5);
    CU_ASSERT_EQUAL(point.solution->Q[0], 0);
    CU_ASSERT_EQUAL(point.solution->Q[1], 0);
    build_end(build);
    circ_solver_free(solver);
}

/* Baths so cold that excitations are below 1e-80: their currents still cancel to the last digits. */
static void cold_baths_balance(void)
{
    CircSolver *solver = circ_solver_create();
    for (double T = 1e-3; T < 0.1; T *= 3)
        for (int local = 0; local < 2; local++) {
            Build *build = build_qubits(6, 4e9, (CircSpan){1, 2});
            build_rate_bath(build, "a", false, 1e8, T);
            build_rate_bath(build, "b", local, 3e8, 1.3 * T);
            build->net.initial = (CircInitial){.kind = CIRC_INITIAL_GROUND};
            CircPoint point = build_solution(build, solver);
            CU_ASSERT_PTR_NOT_NULL_FATAL(point.solution);
            CU_ASSERT_STRING_EQUAL(point.solution->method, local ? "ladder" : "closed");
            CU_ASSERT(point.solution->Q[1] > 0 && point.solution->imbalance <= 1e-10);
            build_end(build);
        }
    circ_solver_free(solver);
}

/* Ladder or sector: the same solver object serves both, and a change of N. */
static void a_solver_is_used_again(void)
{
    CircSolver *solver = circ_solver_create();
    for (int N = 1; N < 40; N += 6) {
        Build *build = build_figure_5(N, 0.05);
        CircPoint point = build_solution(build, solver);
        CU_ASSERT_PTR_NOT_NULL_FATAL(point.solution);
        CU_ASSERT_STRING_EQUAL(point.solution->method, N == 1 ? "closed" : "ladder");
        CU_ASSERT(point.solution->imbalance <= 1e-10);
        double sum = 0, J2 = 0;
        for (long i = 0; i < point.solution->n_J; i++) {
            double J = (double)(point.solution->first_twice_J + 2 * i) / 2;
            sum += point.solution->P_J[i];
            J2 += point.solution->P_J[i] * J * (J + 1);
        }
        CU_ASSERT_DOUBLE_EQUAL(sum, 1, 1e-12);
        CU_ASSERT(is_near(J2, point.solution->J2, 1e-12));
        build_end(build);
    }
    circ_solver_free(solver);
}

void suite_closed(void)
{
    CU_pSuite suite = CU_add_suite("closed", NULL, NULL);
    CU_ADD_TEST(suite, large_spins_follow_C9);
    CU_ADD_TEST(suite, limits_of_C9);
    CU_ADD_TEST(suite, singlets_hold_one_excitation_a_pair);
    CU_ADD_TEST(suite, thermal_weights_count_states);
    CU_ADD_TEST(suite, a_million_qubits_are_a_product_state);
    CU_ADD_TEST(suite, nothing_is_chosen_silently);
    CU_ADD_TEST(suite, each_initial_state_has_its_sector);
    CU_ADD_TEST(suite, currents_are_absorption_less_emission);
    CU_ADD_TEST(suite, a_thermal_start_at_T_star_carries_the_independent_current);
    CU_ADD_TEST(suite, zero_temperature_is_the_ground_state);
    CU_ADD_TEST(suite, cold_baths_balance);
    CU_ADD_TEST(suite, a_solver_is_used_again);
}
