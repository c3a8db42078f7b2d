/* Steady states of any model: closed forms, stored references, method against method, QuTiP. */
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "circ/constants.h"
#include "model_file.h"
#include "solve/sites.h"

void suite_general(void);

static const SteadyMethod methods[] = {STEADY_CHOOSE, STEADY_FULL, STEADY_DIRECT, STEADY_KRYLOV};
enum { N_METHODS = sizeof methods / sizeof *methods };

static CircStatus solve(Steady *steady, const TestModel *t, SteadyMethod method, SteadyResult *result)
{
    SteadyOptions options = {.method = method, .secular = t->secular, .noise = true, .relaxation = true};
    return steady_solve(steady, &t->model, &options, result);
}

static bool near(double a, double b, double tolerance)
{
    return fabs(a - b) <= tolerance;
}

static double largest(int n, const double *x)
{
    double most = 0;
    for (int i = 0; i < n; i++) most = fmax(most, fabs(x[i]));
    return most;
}

/* tests/reference/steady_rates.csv: twelve digits. */
static void all_methods_give_the_stored_rates(void)
{
    FILE *in = fopen("tests/reference/steady_rates.csv", "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(in);
    Steady *steady = steady_create();
    static TestModel t;
    char line[512];
    int rows = 0;
    CU_ASSERT_PTR_NOT_NULL_FATAL(fgets(line, sizeof line, in));
    while (fgets(line, sizeof line, in)) {
        double v[13];
        char *at = line;
        for (int i = 0; i < 13; i++, at++) v[i] = strtod(at, &at);
        test_model_qubits(&t, (int)v[0], v[1]);
        for (int b = 0; b < 3; b++)
            if (v[2 + b] > 0) test_model_bath(&t, b == 2, v[2 + b], v[5 + b]);
        for (int m = 0; m < N_METHODS; m++) {
            SteadyResult r;
            if (methods[m] == STEADY_FULL && v[0] > 5) continue;
            CU_ASSERT_EQUAL_FATAL(solve(steady, &t, methods[m], &r), CIRC_OK);
            double gross = largest(t.model.n_baths, v + 8);
            for (int b = 0; b < t.model.n_baths; b++) CU_ASSERT(near(r.Q[b], v[8 + b], 1e-9 * gross));
            CU_ASSERT(near(r.Jz, v[11], 1e-9));
            CU_ASSERT(near(r.J2, v[12], 1e-9));
            CU_ASSERT(r.imbalance <= 1e-10);
        }
        rows++;
    }
    CU_ASSERT_EQUAL(rows, 24);
    fclose(in);
    steady_free(steady);
}

static void detuned_article(TestModel *t, int N, double detuning)
{
    test_model_qubits(t, N, 4e9);
    for (int j = 0; j < N; j++) test_model_detune(t, j, 4e9 + detuning * (j - 0.5 * (N - 1)));
    test_model_article(t, 0.01e9, 0.05);
    for (int j = 0; j < N; j++) {
        t->terms[0][j].amplitude *= 1 + 0.3 * sin(1 + j);
        t->terms[1][j].amplitude *= cexp(I * j) * (1 - 0.2 * cos(j));
    }
}

static void methods_agree(void)
{
    static TestModel t;
    Steady *steady = steady_create();
    for (int N = 2; N <= 6; N++)
        for (double detuning = 0; detuning<2e9; detuning = detuning> 0 ? 10 * detuning : 1e7) {
            SteadyResult direct, r;
            double Q[3], noise[3];
            detuned_article(&t, N, detuning);
            CU_ASSERT_EQUAL_FATAL(solve(steady, &t, STEADY_DIRECT, &direct), CIRC_OK);
            memcpy(Q, direct.Q, sizeof Q);
            memcpy(noise, direct.noise, sizeof noise);
            CU_ASSERT_EQUAL_FATAL(solve(steady, &t, N < 5 ? STEADY_FULL : STEADY_KRYLOV, &r), CIRC_OK);
            for (int b = 0; b < 3; b++) {
                CU_ASSERT(near(r.Q[b], Q[b], 1e-10 * largest(3, Q)));
                CU_ASSERT(near(r.noise[b], noise[b], 1e-10 * largest(3, noise)));
            }
            CU_ASSERT(near(r.J2, direct.J2, 1e-10));
            CU_ASSERT(near(r.relaxation / direct.relaxation, 1, 1e-6));
        }
    steady_free(steady);
}

/* One qubit, one bath: thermal, no current; L has the eigenvalue -gamma (1 + 2 n); and the noise of a closed
 * two-level system whose only bath gives and takes back vanishes at zero frequency. */
static void one_qubit_is_thermal(void)
{
    static TestModel t;
    Steady *steady = steady_create();
    for (double T = 0.01; T < 3; T *= 2) {
        SteadyResult r;
        test_model_qubits(&t, 1, 4e9);
        test_model_bath(&t, true, 1e8, T);
        double n = t.terms[0][0].n, quantum = CIRC_HBAR * t.omega[0][1];
        CU_ASSERT_EQUAL_FATAL(solve(steady, &t, STEADY_CHOOSE, &r), CIRC_OK);
        CU_ASSERT(near(r.populations[1], n / (1 + 2 * n), 1e-15));
        CU_ASSERT(near(r.relaxation / (1e8 * (1 + 2 * n)), 1, 1e-12));
        CU_ASSERT(near(r.Q[0], 0, 1e-14 * quantum * 1e8 * (1 + n)));
        CU_ASSERT(near(r.noise[0], 0, 1e-13 * quantum * quantum * 1e8 * (1 + n)));
    }
    steady_free(steady);
}

/* Two baths on one qubit, (26). A quantum crosses in two jumps, so the counting field enters the 2 x 2
 * generator only through uh dc (e^s - 1) + uc dh (e^-s - 1); the second derivative of its eigenvalue follows.
 */
static void one_qubit_between_two_baths(void)
{
    static TestModel t;
    SteadyResult r;
    Steady *steady = steady_create();
    test_model_qubits(&t, 1, 4e9);
    test_model_bath(&t, false, 0.5e9, 0.384);
    test_model_bath(&t, false, 0.2e9, 0.096);
    CU_ASSERT_EQUAL_FATAL(solve(steady, &t, STEADY_CHOOSE, &r), CIRC_OK);
    double quantum = CIRC_HBAR * t.omega[0][1];
    double uh = 0.5e9 * t.terms[0][0].n, dh = uh + 0.5e9, uc = 0.2e9 * t.terms[1][0].n, dc = uc + 0.2e9;
    double sum = uh + dh + uc + dc, forward = uh * dc, backward = uc * dh;
    double current = (forward - backward) / sum;
    double noise = (forward + backward) / sum - 2 * current * current / sum;
    CU_ASSERT(near(r.Q[0] / (quantum * current), 1, 1e-12));
    CU_ASSERT(near(r.Q[1] / (quantum * current), -1, 1e-12));
    CU_ASSERT(near(r.noise[0] / (quantum * quantum * noise), 1, 1e-12));
    CU_ASSERT(near(r.noise[1] / (quantum * quantum * noise), 1, 1e-12));
    steady_free(steady);
}

/* Far detuned qubits: the sum of single ones (D1), whatever their collective coupling. */
static void far_detuned_qubits_are_independent(void)
{
    static const double f[] = {4e9, 4e12};
    static const double T[] = {0.384, 384};
    static TestModel t;
    SteadyResult r;
    Steady *steady = steady_create();
    double alone[2];
    for (int j = 0; j < 2; j++) {
        test_model_qubits(&t, 1, f[j]);
        test_model_bath(&t, false, 0.5e9, T[1]);
        test_model_bath(&t, false, 0.3e9, T[0]);
        CU_ASSERT_EQUAL_FATAL(solve(steady, &t, STEADY_CHOOSE, &r), CIRC_OK);
        alone[j] = r.Q[0];
    }
    test_model_qubits(&t, 2, f[0]);
    test_model_detune(&t, 1, f[1]);
    test_model_bath(&t, false, 0.5e9, T[1]);
    test_model_bath(&t, false, 0.3e9, T[0]);
    CU_ASSERT_EQUAL_FATAL(solve(steady, &t, STEADY_CHOOSE, &r), CIRC_OK);
    CU_ASSERT(
        near(r.Q[0] / (alone[0] + alone[1]), 1, 1e-4)); /* (rate/detuning)^2, with n = 2000 at the slow one */
    steady_free(steady);
}

/* Full secular form at one temperature: thermal at it, whatever the couplings; every current is 0. */
static void full_secular_form_is_thermal(void)
{
    static TestModel t;
    Steady *steady = steady_create();
    for (int exchange = 0; exchange < 2; exchange++) {
        SteadyResult r;
        test_model_qubits(&t, 3, 4e9);
        for (int j = 0; j < 3; j++) test_model_detune(&t, j, 4e9 + 1.3e8 * j * j);
        test_model_bath(&t, false, 0.5e9, 0.2);
        test_model_bath(&t, true, 0.3e9, 0.2);
        t.secular.kind = SECULAR_FULL;
        t.model.n_exchanges = 2 * exchange;
        t.exchanges[0] = (CircSiteExchange){0, 1, 2 * CIRC_PI * 0.1e9};
        t.exchanges[1] = (CircSiteExchange){0, 2, -2 * CIRC_PI * 0.07e9};
        CU_ASSERT_EQUAL_FATAL(solve(steady, &t, STEADY_CHOOSE, &r), CIRC_OK);
        CU_ASSERT_EQUAL(r.method, STEADY_POPULATIONS);
        for (int i = 1; i < 8; i++) {
            double boltzmann = exp(-CIRC_HBAR * (r.omega[i] - r.omega[0]) / (CIRC_KB * 0.2));
            CU_ASSERT(near(r.populations[i] / r.populations[0], boltzmann, 1e-12));
        }
        for (int b = 0; b < 2; b++) CU_ASSERT(near(r.Q[b], 0, 1e-13 * CIRC_HBAR * t.omega[0][1] * 0.5e9));
    }
    steady_free(steady);
}

/* The populations' equation is the full one where both apply; a width above all detunings is no secular form
 * at all. */
static void secular_forms_meet(void)
{
    static TestModel t;
    SteadyResult a, b;
    Steady *first = steady_create(), *second = steady_create();
    detuned_article(&t, 3, 3e8);
    t.secular.kind = SECULAR_FULL;
    CU_ASSERT_EQUAL_FATAL(solve(first, &t, STEADY_POPULATIONS, &a), CIRC_OK);
    CU_ASSERT_EQUAL_FATAL(solve(second, &t, STEADY_FULL, &b), CIRC_OK);
    for (int k = 0; k < 3; k++) CU_ASSERT(near(a.Q[k], b.Q[k], 1e-10 * largest(3, b.Q)));
    for (int k = 0; k < 3; k++) CU_ASSERT(near(a.noise[k], b.noise[k], 1e-10 * largest(3, b.noise)));
    t.secular = (Secular){SECULAR_PARTIAL, 2 * CIRC_PI * 1e9};
    CU_ASSERT_EQUAL_FATAL(solve(first, &t, STEADY_CHOOSE, &a), CIRC_OK);
    t.secular = (Secular){0};
    CU_ASSERT_EQUAL_FATAL(solve(second, &t, STEADY_CHOOSE, &b), CIRC_OK);
    for (int k = 0; k < 3; k++) CU_ASSERT(near(a.Q[k], b.Q[k], 1e-12 * largest(3, b.Q)));
    steady_free(first);
    steady_free(second);
}

/* Order of the sites, and a phase common to a site's couplings (a choice of its axes), change nothing. */
static void names_and_axes_do_not_matter(void)
{
    static TestModel t, u;
    SteadyResult a, b;
    Steady *first = steady_create(), *second = steady_create();
    detuned_article(&t, 4, 1e8);
    detuned_article(&u, 4, 1e8);
    for (int j = 0; j < 4; j++) {
        memcpy(u.omega[j], t.omega[3 - j], sizeof u.omega[j]);
        for (int k = 0; k < 3; k++) {
            u.terms[k][j] = t.terms[k][3 - j];
            u.terms[k][j].site = j;
            u.terms[k][j].amplitude *= cexp(0.9 * I * j);
        }
    }
    CU_ASSERT_EQUAL_FATAL(solve(first, &t, STEADY_CHOOSE, &a), CIRC_OK);
    CU_ASSERT_EQUAL_FATAL(solve(second, &u, STEADY_CHOOSE, &b), CIRC_OK);
    for (int k = 0; k < 3; k++) CU_ASSERT(near(a.Q[k], b.Q[k], 1e-12 * largest(3, a.Q)));
    steady_free(first);
    steady_free(second);
}

/* Groups of `sizes`: each with a frequency and couplings of its own, and a local bath. */
static void groups_of(TestModel *t, int n, const int *sizes, double detuning)
{
    int N = 0;
    for (int g = 0; g < n; g++) N += sizes[g];
    test_model_qubits(t, N, 4e9);
    for (int g = 0, j = 0; g < n; g++)
        for (int i = 0; i < sizes[g]; i++) test_model_detune(t, j++, 4e9 + g * detuning);
    test_model_article(t, 0.03e9, 0.2);
    for (int g = 0, j = 0; g < n; g++)
        for (int i = 0; i < sizes[g]; i++, j++) {
            test_model_couple(t, 0, j, 1 + 0.2 * g);
            test_model_couple(t, 1, j, cexp(I * g));
            test_model_couple(t, 2, j, 1 - 0.1 * g);
        }
}

static void compare_sites(const TestModel *t, Steady *grouped, Steady *apart)
{
    CircArena *arena = circ_arena_create();
    const CircSites *g = steady_sites(grouped, &t->model, arena), *s = steady_sites(apart, &t->model, arena);
    for (int a = 0; a < t->model.n_sites; a++) {
        for (int k = 0; k < 2; k++)
            CU_ASSERT(near(g->population[2 * g->kind[a] + k], s->population[2 * s->kind[a] + k], 1e-10));
        for (int b = 0; b < a; b++)
            CU_ASSERT(near(g->coherence[g->kind[a] * g->n_kinds + g->kind[b]],
                           s->coherence[s->kind[a] * s->n_kinds + s->kind[b]], 1e-10));
    }
    circ_arena_free(arena);
}

static void compare_groups(const TestModel *t, Secular secular, SteadyMethod method)
{
    SteadyOptions options = {.method = method, .secular = secular, .noise = true};
    SteadyResult grouped, apart;
    Steady *first = steady_create(), *second = steady_create();
    CU_ASSERT_EQUAL_FATAL(steady_solve(first, &t->model, &options, &grouped), CIRC_OK);
    options.ungrouped = true;
    options.method = STEADY_CHOOSE;
    CU_ASSERT_EQUAL_FATAL(steady_solve(second, &t->model, &options, &apart), CIRC_OK);
    CU_ASSERT(grouped.grouped && !apart.grouped && grouped.dimension < apart.dimension);
    for (int b = 0; b < 3; b++) {
        CU_ASSERT(near(grouped.Q[b], apart.Q[b], 1e-10 * largest(3, apart.Q)));
        CU_ASSERT(near(grouped.noise[b], apart.noise[b], 1e-9 * largest(3, apart.noise)));
    }
    CU_ASSERT(near(grouped.Jz, apart.Jz, 1e-10));
    CU_ASSERT(near(grouped.J2, apart.J2, 1e-9));
    compare_sites(t, first, second);
    steady_free(first);
    steady_free(second);
}

/* Identical qubits taken together are the same model in fewer unknowns. */
static void groups_change_nothing(void)
{
    static const int sizes[][4] = {{2, 1}, {2, 2}, {3, 2}, {2, 1, 1, 1}, {4, 1}, {3, 3}, {5}};
    static const int counts[] = {2, 2, 2, 4, 2, 2, 1};
    static TestModel t;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        for (double detuning = 1e6; detuning < 1e10; detuning *= 1e2) {
            groups_of(&t, counts[i], sizes[i], detuning);
            compare_groups(&t, (Secular){0}, STEADY_CHOOSE);
            compare_groups(&t, (Secular){0}, STEADY_KRYLOV);
            compare_groups(&t, (Secular){.kind = SECULAR_FULL}, STEADY_CHOOSE);
        }
}

/* tests/reference/steady_ladder.csv: one group, where the general methods are the ladder's rate equation. */
static void one_group_is_the_ladder(void)
{
    FILE *in = fopen("tests/reference/steady_ladder.csv", "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(in);
    char line[512];
    static TestModel t;
    Steady *steady = steady_create();
    CU_ASSERT_PTR_NOT_NULL_FATAL(fgets(line, sizeof line, in));
    while (fgets(line, sizeof line, in)) {
        double v[13];
        char *at = line;
        SteadyResult r;
        for (int i = 0; i < 13; i++, at++) v[i] = strtod(at, &at);
        if (v[0] > MODEL_SITES) continue;
        test_model_qubits(&t, (int)v[0], v[1]);
        for (int b = 0; b < 3; b++) test_model_bath(&t, b == 2, v[2 + b], v[5 + b]);
        CU_ASSERT_EQUAL_FATAL(solve(steady, &t, STEADY_CHOOSE, &r), CIRC_OK);
        CU_ASSERT_EQUAL(r.method, STEADY_POPULATIONS);
        for (int b = 0; b < 3; b++) CU_ASSERT(near(r.Q[b], v[8 + b], 1e-9 * largest(3, v + 8)));
    }
    fclose(in);
    steady_free(steady);
}

static CircStatus uniqueness(const TestModel *t, char *said, size_t size)
{
    SteadyResult r;
    Steady *steady = steady_create();
    CircStatus status = solve(steady, t, STEADY_CHOOSE, &r);
    snprintf(said, size, "%s", r.conserved);
    steady_free(steady);
    return status;
}

static void conserved_quantities_are_named(void)
{
    static TestModel t;
    char said[256];
    test_model_qubits(&t, 3, 4e9);
    test_model_detune(&t, 1, 4.2e9);
    test_model_article(&t, 0, 0);
    CU_ASSERT_EQUAL(uniqueness(&t, said, sizeof said), CIRC_NOT_UNIQUE);
    CU_ASSERT_PTR_NOT_NULL(strstr(said, "collective spin J of 'q[1]' and 'q[3]'"));

    t.terms[1][2].amplitude *= -1; /* one bath sees the sum, the other the difference: nothing is left over */
    CU_ASSERT_EQUAL(uniqueness(&t, said, sizeof said), CIRC_OK);
    t.terms[0][2].amplitude *= -1; /* both see the difference */
    CU_ASSERT_EQUAL(uniqueness(&t, said, sizeof said), CIRC_NOT_UNIQUE);

    test_model_qubits(&t, 2, 4e9);
    test_model_article(&t, 0, 0);
    t.baths[0].n_terms = t.baths[1].n_terms = 1;
    CU_ASSERT_EQUAL(uniqueness(&t, said, sizeof said), CIRC_NOT_UNIQUE);
    CU_ASSERT_PTR_NOT_NULL(strstr(said, "'q[2]', which no bath touches"));

    test_model_qubits(&t, 2, 4e9);
    test_model_bath(&t, false, 0.5e9, 0);
    t.terms[0][1].amplitude *= 0.5;
    CU_ASSERT_EQUAL(uniqueness(&t, said, sizeof said), CIRC_NOT_UNIQUE);
    CU_ASSERT_PTR_NOT_NULL(strstr(said, "dark state"));

    test_model_qubits(&t, 3, 4e9);
    test_model_detune(&t, 1, 4.2e9);
    test_model_article(&t, 0, 0);
    t.model.n_exchanges = 3;
    for (int x = 0; x < 3; x++) t.exchanges[x] = (CircSiteExchange){x, (x + 1) % 3, 1e8};
    CU_ASSERT_EQUAL(uniqueness(&t, said, sizeof said), CIRC_NOT_UNIQUE);
    CU_ASSERT_PTR_NOT_NULL(strstr(said, "permutation symmetry of 'q[1]' and 'q[3]'"));
    t.exchanges[1].g *= 2; /* q[2] tells them apart */
    CU_ASSERT_EQUAL(uniqueness(&t, said, sizeof said), CIRC_OK);
}

/* No rule knows this one: the symmetry of a pair with exchange is hidden by the axes of one site. Two starts
 * find it, with every method. */
static void unknown_symmetries_are_noticed(void)
{
    static TestModel t;
    test_model_qubits(&t, 2, 4e9);
    test_model_article(&t, 0, 0);
    t.model.n_exchanges = 1;
    t.exchanges[0] = (CircSiteExchange){0, 1, 2 * CIRC_PI * 0.1e9};
    for (int b = 0; b < 2; b++) test_model_couple(&t, b, 1, -1);
    for (int m = 0; m < N_METHODS; m++) {
        SteadyResult r;
        Steady *steady = steady_create();
        CU_ASSERT_EQUAL(solve(steady, &t, methods[m], &r), CIRC_NOT_UNIQUE);
        CU_ASSERT(r.conserved[0] != 0);
        steady_free(steady);
    }
}

/* A sweep with one workspace gives what separate ones give. */
static void workspaces_can_be_used_again(void)
{
    static TestModel t;
    Steady *kept = steady_create();
    for (int i = 0; i < 8; i++) {
        SteadyResult a, b;
        Steady *fresh = steady_create();
        detuned_article(&t, i % 2 ? 6 : 3, 1e7 * (i + 1));
        CU_ASSERT_EQUAL_FATAL(solve(kept, &t, STEADY_CHOOSE, &a), CIRC_OK);
        CU_ASSERT_EQUAL_FATAL(solve(fresh, &t, STEADY_CHOOSE, &b), CIRC_OK);
        for (int k = 0; k < 3; k++) CU_ASSERT(near(a.Q[k], b.Q[k], 1e-11 * largest(3, b.Q)));
        steady_free(fresh);
    }
    steady_free(kept);
}

/* A method that misses its tolerance says so. */
static void too_few_iterations_are_an_error(void)
{
    static TestModel t;
    SteadyResult r;
    SteadyOptions options = {.method = STEADY_KRYLOV, .max_iterations = 3};
    Steady *steady = steady_create();
    detuned_article(&t, 6, 1e7);
    CU_ASSERT_EQUAL(steady_solve(steady, &t.model, &options, &r), CIRC_NOT_CONVERGED);
    CU_ASSERT(r.residual > 1e-12);
    options = (SteadyOptions){.method = STEADY_FULL, .max_bytes = 1 << 16};
    CU_ASSERT_EQUAL(steady_solve(steady, &t.model, &options, &r), CIRC_TOO_LARGE);
    options = (SteadyOptions){.method = STEADY_POPULATIONS};
    CU_ASSERT_EQUAL(steady_solve(steady, &t.model, &options, &r), CIRC_UNSUITABLE);
    steady_free(steady);
}

void suite_general(void)
{
    CU_pSuite suite = CU_add_suite("general", NULL, NULL);
    CU_ADD_TEST(suite, all_methods_give_the_stored_rates);
    CU_ADD_TEST(suite, methods_agree);
    CU_ADD_TEST(suite, one_qubit_is_thermal);
    CU_ADD_TEST(suite, one_qubit_between_two_baths);
    CU_ADD_TEST(suite, far_detuned_qubits_are_independent);
    CU_ADD_TEST(suite, full_secular_form_is_thermal);
    CU_ADD_TEST(suite, secular_forms_meet);
    CU_ADD_TEST(suite, names_and_axes_do_not_matter);
    CU_ADD_TEST(suite, groups_change_nothing);
    CU_ADD_TEST(suite, one_group_is_the_ladder);
    CU_ADD_TEST(suite, conserved_quantities_are_named);
    CU_ADD_TEST(suite, unknown_symmetries_are_noticed);
    CU_ADD_TEST(suite, workspaces_can_be_used_again);
    CU_ADD_TEST(suite, too_few_iterations_are_an_error);
}
