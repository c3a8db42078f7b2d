/* The ladder against product states, against a dense elimination of the whole rate matrix, and against its
 * own flows. */
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solve/ladder_internal.h"

void suite_ladder(void);

static LadderState solved(const LadderRates *rates, LadderWorkspace *workspace)
{
    LadderState state = {0};
    CU_ASSERT_EQUAL_FATAL(ladder_solve(rates, &(LadderOptions){0}, workspace, &state), CIRC_OK);
    CU_ASSERT(state.residual < 1e-13);
    CU_ASSERT(state.neglected < 1e-13);
    return state;
}

/* N qubits, each excited with up/(up + down): <J_z> = -(N/2) z, <J^2> = 3N/4 + N(N - 1)/4 z^2 with z = (down
 * - up)/(down + up). */
static void check_product_state(const LadderRates *rates, double down, double up, LadderWorkspace *workspace)
{
    LadderState s = solved(rates, workspace);
    double N = (double)rates->N, z = (down - up) / (down + up), excited = N * up / (up + down);
    double J2 = 3 * N / 4 + N * (N - 1) / 4 * z * z, Jz = -N / 2 * z;
    double Jz2 = N / 4 + N * (N - 1) / 4 * z * z;
    CU_ASSERT_DOUBLE_EQUAL(s.Jz, Jz, 1e-11 * N);
    CU_ASSERT_DOUBLE_EQUAL(s.up, excited, 1e-11 * excited);
    CU_ASSERT_DOUBLE_EQUAL(s.J2, J2, 1e-11 * J2);
    CU_ASSERT_DOUBLE_EQUAL(s.JpJm, J2 - Jz2 + Jz, 1e-10 * (J2 - Jz2 + Jz));
    CU_ASSERT_DOUBLE_EQUAL(s.JmJp, J2 - Jz2 - Jz, 1e-10 * (J2 - Jz2 - Jz));
}

/* Where collective and local baths want the same ratio the qubits are independent, however strong each is. */
static void baths_of_one_temperature_make_a_product_state(void)
{
    const long sizes[] = {1, 2, 3, 7, 24, 101, 1000, 20001, 300000};
    LadderWorkspace *workspace = ladder_workspace_create();
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (int k = 0; k < 3; k++) {
            const double ratio[] = {0.05, 0.4, 0.9}, weak[] = {1, 1e-3, 30};
            if (sizes[i] > 30000 && ratio[k] > 0.5) continue;
            LadderRates rates = {sizes[i], 3e8, 3e8 * ratio[k], 3e8 * weak[k], 3e8 * weak[k] * ratio[k]};
            check_product_state(&rates, 1, ratio[k], workspace);
        }
    ladder_workspace_free(workspace);
}

static void local_baths_alone_make_a_product_state(void)
{
    const long sizes[] = {1, 2, 5, 64, 999};
    LadderWorkspace *workspace = ladder_workspace_create();
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        check_product_state(&(LadderRates){sizes[i], 0, 0, 2e7, 5e6}, 2e7, 5e6, workspace);
    ladder_workspace_free(workspace);
}

static void cold_baths_leave_the_ground_state(void)
{
    LadderWorkspace *workspace = ladder_workspace_create();
    for (long N = 1; N < 2000; N = 3 * N + 1) {
        LadderState s = solved(&(LadderRates){N, 1e9, 0, 1e6, 0}, workspace);
        CU_ASSERT_DOUBLE_EQUAL(s.Jz, -(double)N / 2, 1e-12 * (double)N);
        CU_ASSERT_DOUBLE_EQUAL(s.J2, (double)N / 2 * ((double)N / 2 + 1), 1e-12 * (double)(N * N + N));
        CU_ASSERT(s.JpJm <= 1e-12 && s.up <= 1e-12);
    }
    ladder_workspace_free(workspace);
}

/* ---- the whole lattice, densely; written out from the table of processes */

enum { MOST = 13 };

typedef struct {
    int n;
    double J[64], M[64], W[64][64], p[64];
} Dense;

static int state_of(const Dense *d, double J, double M)
{
    for (int i = 0; i < d->n; i++)
        if (d->J[i] == J && d->M[i] == M) return i;
    return -1;
}

static void add(Dense *d, int from, double J, double M, double rate)
{
    int to = state_of(d, J, M);
    if (to >= 0 && rate > 0) d->W[from][to] += rate;
}

/* Local transitions: the three of one direction, s = -1 down and +1 up, with M mirrored. */
static void add_local(Dense *d, int from, double N, int s, double g)
{
    double J = d->J[from], M = -s * d->M[from];
    if (J > 0) add(d, from, J, d->M[from] + s, g * (N + 2) / (4 * J * (J + 1)) * (J + M) * (J - M + 1));
    if (J > 0)
        add(d, from, J - 1, d->M[from] + s,
            g * (N + 2 * J + 2) / (4 * J * (2 * J + 1)) * (J + M) * (J + M - 1));
    add(d, from, J + 1, d->M[from] + s,
        g * (N - 2 * J) / (4 * (J + 1) * (2 * J + 1)) * (J - M + 1) * (J - M + 2));
}

static void build(Dense *d, const LadderRates *r)
{
    double N = (double)r->N;
    memset(d, 0, sizeof *d);
    for (double J = N / 2; J >= 0; J -= 1)
        for (double M = -J; M <= J; M += 1) {
            d->J[d->n] = J;
            d->M[d->n++] = M;
        }
    for (int i = 0; i < d->n; i++) {
        double J = d->J[i], M = d->M[i];
        add(d, i, J, M - 1, r->collective_down * (J + M) * (J - M + 1));
        add(d, i, J, M + 1, r->collective_up * (J - M) * (J + M + 1));
        add_local(d, i, N, -1, r->local_down);
        add_local(d, i, N, 1, r->local_up);
    }
}

/* Grassmann, Taksar and Heyman's elimination: no subtraction, so every component is good to its last digits.
 */
static void eliminate(Dense *d)
{
    for (int k = d->n - 1; k > 0; k--) {
        double out = 0;
        for (int j = 0; j < k; j++) out += d->W[k][j];
        for (int i = 0; i < k; i++) {
            d->W[i][k] /= out;
            for (int j = 0; j < k; j++)
                if (i != j) d->W[i][j] += d->W[i][k] * d->W[k][j];
        }
    }
    double sum = d->p[0] = 1;
    for (int k = 1; k < d->n; k++) {
        for (int i = 0; i < k; i++) d->p[k] += d->p[i] * d->W[i][k];
        sum += d->p[k];
    }
    for (int k = 0; k < d->n; k++) d->p[k] /= sum;
}

static double log_uniform(double decades)
{
    return pow(10, decades * rand() / RAND_MAX);
}

static void check_dense(const LadderRates *rates, LadderWorkspace *workspace)
{
    static Dense d;
    build(&d, rates);
    eliminate(&d);
    double Jz = 0, J2 = 0, JpJm = 0;
    for (int i = 0; i < d.n; i++) {
        Jz += d.p[i] * d.M[i];
        J2 += d.p[i] * d.J[i] * (d.J[i] + 1);
        JpJm += d.p[i] * (d.J[i] + d.M[i]) * (d.J[i] - d.M[i] + 1);
    }
    LadderState s = solved(rates, workspace);
    CU_ASSERT_DOUBLE_EQUAL(s.Jz, Jz, 1e-11 * (double)rates->N);
    CU_ASSERT_DOUBLE_EQUAL(s.J2, J2, 1e-11 * J2 + 1e-13);
    CU_ASSERT_DOUBLE_EQUAL(s.JpJm, JpJm, 1e-11 * J2 + 1e-13);
    for (long j = 0; j < s.n_lines; j++) {
        double P = 0;
        for (int i = 0; i < d.n; i++)
            if (2 * d.J[i] == (double)(s.first_twice_J + 2 * j)) P += d.p[i];
        CU_ASSERT_DOUBLE_EQUAL(s.P_J[j], P, 1e-11);
    }
}

static void small_lattices_are_what_elimination_gives(void)
{
    LadderWorkspace *workspace = ladder_workspace_create();
    srand(7);
    for (int trial = 0; trial < 400; trial++) {
        LadderRates rates = {1 + trial % MOST, 1e6 * log_uniform(4), 1e6 * log_uniform(4),
                             1e3 * log_uniform(8), 1e3 * log_uniform(8)};
        check_dense(&rates, workspace);
    }
    ladder_workspace_free(workspace);
}

/* gamma_p -> 0+ is not gamma_p = 0: the weights of the sectors converge to those of the slow chain. */
static void a_vanishing_local_bath_still_mixes_the_sectors(void)
{
    LadderWorkspace *workspace = ladder_workspace_create();
    double Jz[3];
    for (int k = 0; k < 3; k++) {
        double g = 1e9 * pow(10, -6 - 3 * k);
        Jz[k] = solved(&(LadderRates){50, 1.5e9, 0.8e9, 1.02 * g, 0.02 * g}, workspace).Jz;
    }
    CU_ASSERT_DOUBLE_EQUAL(Jz[1], Jz[2], 1e-7);
    CU_ASSERT_DOUBLE_EQUAL(Jz[0], Jz[2], 1e-4);
    LadderState none;
    CU_ASSERT_EQUAL(
        ladder_solve(&(LadderRates){50, 1.5e9, 0.8e9, 0, 0}, &(LadderOptions){0}, workspace, &none),
        CIRC_NOT_UNIQUE);
    ladder_workspace_free(workspace);
}

/* What the collective bath takes the local one gives: the flows of excitations balance. */
static void flows_balance_under_a_hot_and_strong_local_bath(void)
{
    const double n = 1 / expm1(6.62607015e-34 * 4e9 / (1.380649e-23 * 2)); /* 2 K */
    LadderWorkspace *workspace = ladder_workspace_create();
    for (long N = 100; N <= 10000; N *= 10) {
        LadderRates r = {N, 1.9e9, 0.9e9, 5e9 * (1 + n), 5e9 * n};
        LadderState s = solved(&r, workspace);
        double in = r.collective_up * s.JmJp + r.local_up * ((double)N - s.up);
        double out = r.collective_down * s.JpJm + r.local_down * s.up;
        CU_ASSERT_DOUBLE_EQUAL(in / out, 1, 1e-12);
    }
    ladder_workspace_free(workspace);
}

/* ---- windows against the whole lattice, and rates of any size */

static double distance(double a, double b)
{
    return a == b ? 0 : fabs(a - b) / fabs(b);
}

/* All sites by elimination, which shares only the table of rates with the window's cycles. */
static void check_window(const LadderRates *rates, LadderWorkspace *workspace, double tolerance)
{
    LadderWorkspace full = {0};
    CU_ASSERT_EQUAL_FATAL(ladder_window_full(&full, rates), CIRC_OK);
    CU_ASSERT_EQUAL_FATAL(lattice_solve_direct(&full.fine), CIRC_OK);
    LadderMoments all = ladder_moments(rates->N, &full.fine);
    LadderState s = solved(rates, workspace);
    CU_ASSERT(s.cycles > 0);
    CU_ASSERT(distance(s.J2, all.J2 / all.weight) < tolerance);
    CU_ASSERT(distance(s.up, all.up / all.weight) < tolerance);
    CU_ASSERT(distance(s.JpJm, all.JpJm / all.weight) < tolerance);
    CU_ASSERT(distance(s.JmJp, all.JmJp / all.weight) < tolerance);
    lattice_free(&full.fine);
    free(full.span);
}

static void windows_leave_nothing_out(void)
{
    const LadderRates cases[] = {
        {90, 1.85e9, 0.85e9, 1.02e7, 2.2e5},    /* the article, T_p = 50 mK */
        {91, 1.85e9, 0.85e9, 2.9e7, 1.9e7},     /* 450 mK */
        {90, 1.85e9, 0.85e9, 5.46e10, 4.96e10}, /* 2 K, and strong */
        {91, 1.85e9, 0.85e9, 1e3, 9.9e2},       /* hot and weak */
        {80, 1e9, 1e-3, 1e5, 1e-20},            /* next to the ground state */
        {81, 1e3, 2e9, 3e9, 1},                 /* an inverted collective bath against a cold local one */
        {80, 1.5, 0, 0, 0.9},                   /* pumped against collective decay */
        {81, 0, 1, 1, 1e-9},
        {80, 1, 1, 1e-4, 1e-4},
    };
    LadderWorkspace *workspace = ladder_workspace_create();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check_window(&cases[i], workspace, 1e-12);
    ladder_workspace_free(workspace);
}

static void ratios_of_any_size_are_solved_for(void)
{
    LadderWorkspace *workspace = ladder_workspace_create();
    srand(11);
    for (int trial = 0; trial < 60; trial++) {
        LadderRates rates = {27 + trial % 30, 1e-12 * log_uniform(24), 1e-12 * log_uniform(24),
                             1e-12 * log_uniform(24), 1e-12 * log_uniform(24)};
        check_window(&rates, workspace, 1e-11);
    }
    ladder_workspace_free(workspace);
}

/* Without subtraction even the last excitation is good to its last digits: with local baths alone <J+J-> = N
 * p. */
static void rare_excitations_keep_their_digits(void)
{
    LadderWorkspace *workspace = ladder_workspace_create();
    for (double up = 1e-5; up > 1e-150; up *= 1e-12) {
        LadderState s = solved(&(LadderRates){3000, 0, 0, 1, up}, workspace);
        double excited = 3000 * up / (1 + up);
        CU_ASSERT(distance(s.up, excited) < 1e-12);
        CU_ASSERT(distance(s.JpJm, excited) < 1e-12);
    }
    ladder_workspace_free(workspace);
}

static void any_rate_but_one_may_vanish(void)
{
    LadderWorkspace *workspace = ladder_workspace_create();
    for (int mask = 1; mask < 16; mask++)
        for (long N = 2; N < 11; N += 3) {
            LadderRates r = {N, mask & 1 ? 3 : 0, mask & 2 ? 2 : 0, mask & 4 ? 0.7 : 0, mask & 8 ? 0.4 : 0};
            bool up = mask & 10, down = mask & 5;
            if (mask < 4) continue; /* no local bath */
            if (up && down) check_dense(&r, workspace);
            if (!up) CU_ASSERT_EQUAL(solved(&r, workspace).Jz, -(double)N / 2);
            if (!down) CU_ASSERT_EQUAL(solved(&r, workspace).Jz, (double)N / 2);
        }
    ladder_workspace_free(workspace);
}

/* M -> -M exchanges up and down. */
static void the_mirror_image_is_the_mirror_image(void)
{
    LadderWorkspace *workspace = ladder_workspace_create();
    for (long N = 30; N < 3000; N = 4 * N + 1) {
        LadderState s = solved(&(LadderRates){N, 2, 1, 0.5, 0.3}, workspace);
        LadderState mirror = solved(&(LadderRates){N, 1, 2, 0.3, 0.5}, workspace);
        CU_ASSERT(distance(s.Jz, -mirror.Jz) < 1e-12);
        CU_ASSERT(distance(s.JpJm, mirror.JmJp) < 1e-12);
        CU_ASSERT(distance(s.J2, mirror.J2) < 1e-12);
    }
    ladder_workspace_free(workspace);
}

static void the_sectors_add_up(void)
{
    LadderWorkspace *workspace = ladder_workspace_create();
    LadderState s = solved(&(LadderRates){5000, 1.85, 0.85, 0.3, 0.2}, workspace);
    double sum = 0, J2 = 0;
    for (long j = 0; j < s.n_lines; j++) {
        double J = (double)(s.first_twice_J + 2 * j) / 2;
        sum += s.P_J[j];
        J2 += s.P_J[j] * J * (J + 1);
    }
    CU_ASSERT_DOUBLE_EQUAL(sum, 1, 1e-13);
    CU_ASSERT(distance(J2, s.J2) < 1e-13);
    ladder_workspace_free(workspace);
}

/* <J_z> of one qubit, whatever the bath is called. */
static void one_qubit_does_not_know_collective_from_local(void)
{
    LadderWorkspace *workspace = ladder_workspace_create();
    const LadderRates cases[] = {{1, 5, 1, 0, 0}, {1, 0, 0, 5, 1}, {1, 2, 0.75, 3, 0.25}, {1, 5, 0, 0, 1}};
    for (int i = 0; i < 4; i++) CU_ASSERT_DOUBLE_EQUAL(solved(&cases[i], workspace).Jz, -1.0 / 3, 1e-15);
    ladder_workspace_free(workspace);
}

static void what_cannot_be_solved_is_said(void)
{
    LadderWorkspace *workspace = ladder_workspace_create();
    LadderRates rates = {2000, 1.85, 0.85, 54, 49};
    LadderState s;
    CU_ASSERT_EQUAL(ladder_solve(&rates, &(LadderOptions){.max_states = 1000}, workspace, &s),
                    CIRC_TOO_LARGE);
    CU_ASSERT_EQUAL(ladder_solve(&rates, &(LadderOptions){.max_cycles = 2}, workspace, &s),
                    CIRC_NOT_CONVERGED);
    CU_ASSERT(s.residual > 1e-14 && s.n_states > 0);
    rates.local_up = -1;
    CU_ASSERT_EQUAL(ladder_solve(&rates, NULL, workspace, &s), CIRC_UNSUITABLE);
    rates.local_up = NAN;
    CU_ASSERT_EQUAL(ladder_solve(&rates, NULL, workspace, &s), CIRC_UNSUITABLE);
    rates = (LadderRates){0, 1, 1, 1, 1};
    CU_ASSERT_EQUAL(ladder_solve(&rates, NULL, workspace, &s), CIRC_UNSUITABLE);
    ladder_workspace_free(workspace);
}

static void an_earlier_solve_does_not_change_the_next(void)
{
    LadderRates hot = {500, 1.5e9, 0.8e9, 1e9, 0.9e9}, cold = {500, 1.5e9, 0.1e9, 1e6, 1e3};
    LadderWorkspace *fresh = ladder_workspace_create(), *used = ladder_workspace_create();
    double Jz = solved(&cold, fresh).Jz;
    solved(&hot, used);
    CU_ASSERT_DOUBLE_EQUAL(solved(&cold, used).Jz, Jz, 1e-11 * fabs(Jz));
    ladder_workspace_free(fresh);
    ladder_workspace_free(used);
}

void suite_ladder(void)
{
    CU_pSuite suite = CU_add_suite("ladder", NULL, NULL);
    CU_ADD_TEST(suite, baths_of_one_temperature_make_a_product_state);
    CU_ADD_TEST(suite, local_baths_alone_make_a_product_state);
    CU_ADD_TEST(suite, cold_baths_leave_the_ground_state);
    CU_ADD_TEST(suite, small_lattices_are_what_elimination_gives);
    CU_ADD_TEST(suite, a_vanishing_local_bath_still_mixes_the_sectors);
    CU_ADD_TEST(suite, flows_balance_under_a_hot_and_strong_local_bath);
    CU_ADD_TEST(suite, windows_leave_nothing_out);
    CU_ADD_TEST(suite, ratios_of_any_size_are_solved_for);
    CU_ADD_TEST(suite, rare_excitations_keep_their_digits);
    CU_ADD_TEST(suite, any_rate_but_one_may_vanish);
    CU_ADD_TEST(suite, the_mirror_image_is_the_mirror_image);
    CU_ADD_TEST(suite, the_sectors_add_up);
    CU_ADD_TEST(suite, one_qubit_does_not_know_collective_from_local);
    CU_ADD_TEST(suite, what_cannot_be_solved_is_said);
    CU_ADD_TEST(suite, an_earlier_solve_does_not_change_the_next);
}
