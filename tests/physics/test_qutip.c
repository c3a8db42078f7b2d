/* Random models against QuTiP: tests/peers/qutip_models.py makes them and their answers while this runs. */
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "circ/constants.h"
#include "model_file.h"
#include "solve/sites.h"

void suite_qutip(void);

enum { MODELS = 220 };

/* A Python that has QuTiP; NULL: none. Debian's is not always the first on the path. */
static const char *find_python(void)
{
    static const char *const candidates[] = {"/usr/bin/python3", "python3"};
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        char command[128];
        snprintf(command, sizeof command, "%s -c 'import qutip' >/dev/null 2>&1", candidates[i]);
        if (system(command) == 0) return candidates[i];
    }
    return NULL;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Sorted, those of equal energies replaced by their mean: their eigenstates are a matter of choice. */
static void level_populations(const SteadyResult *r, double *p)
{
    double top = 0;
    for (int i = 0; i < r->n_states; i++) top = fmax(top, fabs(r->omega[i]));
    for (int i = 0; i < r->n_states; i++) {
        double sum = 0, count = 0;
        for (int j = 0; j < r->n_states; j++) {
            if (fabs(r->omega[i] - r->omega[j]) >= 1e-9 * top) continue;
            sum += r->populations[j];
            count++;
        }
        p[i] = sum / count;
    }
    qsort(p, (size_t)r->n_states, sizeof *p, ascending);
}

static double difference(int n, const double *a, const double *b)
{
    double most = 0;
    for (int i = 0; i < n; i++) most = fmax(most, fabs(a[i] - b[i]));
    return most;
}

static double size_of(int n, const double *a)
{
    static const double zero[MODEL_STATES];
    return difference(n, a, zero);
}

static void compare_sites(const TestModel *t, const CircSites *sites)
{
    for (int a = 0; a < t->model.n_sites; a++) {
        for (int k = 0; k < t->sites[a].levels; k++)
            CU_ASSERT(fabs(sites->population[sites->kind[a] * sites->most_levels + k] - t->levels[a][k]) <= 1e-9);
        for (int b = 0; b < a; b++)
            CU_ASSERT(fabs(sites->coherence[sites->kind[a] * sites->n_kinds + sites->kind[b]] - t->pairs[a][b]) <=
                      1e-9);
    }
}

static void compare(const TestModel *t, const SteadyResult *r)
{
    double p[MODEL_STATES];
    int n = r->n_baths;
    /* a single bath's current and noise are 0: they are held against what it gives and takes */
    double noise_scale = size_of(n, t->shot), gross = noise_scale / (CIRC_HBAR * t->omega[0][1]);
    CU_ASSERT(difference(n, r->Q, t->current) <= 1e-9 * fmax(size_of(n, t->current), n == 1 ? gross : 0));
    CU_ASSERT(difference(n, r->noise, t->noise) <= 1e-9 * noise_scale);
    CU_ASSERT(r->imbalance <= 1e-10);
    CU_ASSERT(fabs(r->Jz - t->Jz) <= 1e-9);
    CU_ASSERT(isnan(r->J2) || fabs(r->J2 - t->J2) <= 1e-9);
    CU_ASSERT(fabs(r->relaxation / t->gap - 1) <= 1e-6);
    CU_ASSERT_EQUAL_FATAL(r->n_states, t->n_states);
    level_populations(r, p);
    CU_ASSERT(difference(t->n_states, p, t->populations) <= 1e-9);
}

static void all_methods_agree_with_qutip(void)
{
    const char *python = find_python();
    if (!python) {
        printf("\n    SKIPPED: no python3 with QuTiP (make deps-peers installs it); %d models not compared\n",
               MODELS);
        return;
    }
    char command[160];
    snprintf(command, sizeof command, "%s tests/peers/qutip_models.py 1 %d /dev/stdout", python, MODELS);
    FILE *in = popen(command, "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(in);
    static TestModel t;
    Steady *steady = steady_create();
    CircArena *arena = circ_arena_create();
    int count = 0;
    while (test_model_read(&t, in)) {
        for (int m = STEADY_CHOOSE; m < STEADY_N_METHODS; m++) {
            SteadyResult r;
            SteadyOptions options = {
                .method = (SteadyMethod)m, .secular = t.secular, .noise = true, .relaxation = true};
            CircStatus status = steady_solve(steady, &t.model, &options, &r);
            if (status == CIRC_UNSUITABLE && m == STEADY_POPULATIONS) continue;
            CU_ASSERT_EQUAL(status, CIRC_OK);
            if (status != CIRC_OK) continue;
            compare(&t, &r);
            compare_sites(&t, steady_sites(steady, &t.model, arena));
        }
        count++;
    }
    CU_ASSERT_EQUAL(pclose(in), 0);
    CU_ASSERT_EQUAL(count, MODELS);
    steady_free(steady);
    circ_arena_free(arena);
}

void suite_qutip(void)
{
    CU_pSuite suite = CU_add_suite("qutip", NULL, NULL);
    CU_ADD_TEST(suite, all_methods_agree_with_qutip);
}
