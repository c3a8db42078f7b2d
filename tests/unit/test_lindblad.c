/* The basis, the master equation as matrices, its passes, and the generator's two forms. */
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../physics/model_file.h"
#include "circ/constants.h"
#include "solve/neighbour.h"
#include "solve/populations.h"
#include "solve/sector.h"

void suite_lindblad(void);

static const Secular none = {0};

/* Three sites of 2, 3 and 2 levels, two baths, exchange where asked for. */
static void mixed_model(TestModel *t, bool exchange)
{
    test_model_qubits(t, 3, 4e9);
    t->sites[1].levels = 3;
    t->omega[1][2] = 2 * CIRC_PI * 7.7e9;
    t->charge[1][1] = 1.4;
    test_model_detune(t, 2, 4.01e9);
    test_model_bath(t, false, 0.5e9, 0.384);
    test_model_bath(t, true, 0.1e9, 0.1);
    t->terms[0][0].amplitude *= 0.7 + 0.4 * I;
    if (!exchange) return;
    t->model.n_exchanges = 2;
    t->exchanges[0] = (CircSiteExchange){0, 1, 2 * CIRC_PI * 0.05e9};
    t->exchanges[1] = (CircSiteExchange){1, 2, 2 * CIRC_PI * 0.02e9};
}

static void states_are_sorted_by_excitations(void)
{
    static TestModel t;
    Basis basis;
    mixed_model(&t, false);
    CU_ASSERT_EQUAL_FATAL(basis_create(&basis, &t.model), CIRC_OK);
    CU_ASSERT_EQUAL(basis.n_states, 12);
    CU_ASSERT_EQUAL(basis.n_blocks, 5);
    for (int k = 0; k < basis.n_blocks; k++)
        for (int i = basis.first[k]; i < basis.first[k + 1]; i++)
            CU_ASSERT_EQUAL(basis_level(&basis, i, 0) + basis_level(&basis, i, 1) + basis_level(&basis, i, 2),
                            k);
    int ground = basis.first[0], moved = basis_moved(&basis, ground, 1, 2);
    CU_ASSERT_EQUAL(basis_level(&basis, moved, 1), 2);
    CU_ASSERT_EQUAL(basis_moved(&basis, moved, 1, 0), ground);
    basis_free(&basis);
}

static void too_many_states_are_refused(void)
{
    static TestModel t;
    Basis basis;
    test_model_qubits(&t, 12, 4e9);
    for (int j = 0; j < 12; j++) t.sites[j].levels = 8;
    CU_ASSERT_EQUAL(basis_create(&basis, &t.model), CIRC_TOO_LARGE);
    basis_free(&basis);
}

static double random_number(unsigned long *seed)
{
    *seed = *seed * 6364136223846793005UL + 1442695040888963407UL;
    return (double)(*seed >> 11) * 0x1p-53 - 0.5;
}

/* |matrix x - apply x| and |Tr(L x)| over |apply x| for a random x. */
static void compare_forms(const CircModel *model, Secular secular)
{
    Lindblad l;
    Sector s;
    Triplets A = {0};
    CU_ASSERT_EQUAL_FATAL(lindblad_create(&l, model, secular, false), CIRC_OK);
    CU_ASSERT_EQUAL_FATAL(sector_create(&s, &l, 1 << 30), CIRC_OK);
    CU_ASSERT_EQUAL_FATAL(sector_matrix(&s, &A), CIRC_OK);
    double *x = malloc(s.n * sizeof *x), *y = malloc(s.n * sizeof *y), *z = calloc(s.n, sizeof *z);
    double size = 0, difference = 0;
    unsigned long seed = 7;
    for (size_t i = 0; i < s.n; i++) x[i] = random_number(&seed);
    sector_apply(&s, x, y);
    for (size_t e = 0; e < A.n_entries; e++) z[A.row[e]] += A.value[e] * x[A.col[e]];
    for (size_t i = 0; i < s.n; i++) {
        size = fmax(size, fabs(y[i]));
        difference = fmax(difference, fabs(y[i] - z[i]));
    }
    CU_ASSERT(difference < 1e-13 * size);
    CU_ASSERT(fabs(sector_trace(&s, y)) < 1e-13 * size);
    free(x);
    free(y);
    free(z);
    triplets_free(&A);
    sector_free(&s);
    lindblad_free(&l);
}

static void the_matrix_is_the_map(void)
{
    static TestModel t;
    for (int exchange = 0; exchange < 2; exchange++) {
        mixed_model(&t, exchange);
        compare_forms(&t.model, none);
        compare_forms(&t.model, (Secular){SECULAR_PARTIAL, 2 * CIRC_PI * 0.1e9});
        compare_forms(&t.model, (Secular){.kind = SECULAR_FULL});
    }
}

static int count_jumps(const CircModel *model, Secular secular)
{
    Lindblad l;
    CU_ASSERT_EQUAL_FATAL(lindblad_create(&l, model, secular, false), CIRC_OK);
    int n = l.n_jumps;
    lindblad_free(&l);
    return n;
}

static void secular_clusters_are_counted(void)
{
    static TestModel t;
    test_model_qubits(&t, 3, 4e9);
    test_model_detune(&t, 2, 4.5e9);
    test_model_bath(&t, false, 0.5e9, 0.384);
    CU_ASSERT_EQUAL(count_jumps(&t.model, none), 2);
    CU_ASSERT_EQUAL(count_jumps(&t.model, (Secular){.kind = SECULAR_FULL}), 4);
    CU_ASSERT_EQUAL(count_jumps(&t.model, (Secular){SECULAR_PARTIAL, 2 * CIRC_PI * 1e9}), 2);
    CU_ASSERT_EQUAL(count_jumps(&t.model, (Secular){SECULAR_PARTIAL, 2 * CIRC_PI * 1e8}), 4);
}

static bool closes(const CircModel *model, Secular secular)
{
    Lindblad l;
    CU_ASSERT_EQUAL_FATAL(lindblad_create(&l, model, secular, false), CIRC_OK);
    bool close = false;
    CU_ASSERT_EQUAL(populations_close(&l, &close), CIRC_OK);
    lindblad_free(&l);
    return close;
}

static void populations_close_only_without_coupled_degeneracy(void)
{
    static TestModel t;
    Secular full = {.kind = SECULAR_FULL};
    test_model_qubits(&t, 2, 4e9);
    test_model_bath(&t, false, 0.5e9, 0.384);
    CU_ASSERT(!closes(&t.model, full));
    test_model_qubits(&t, 2, 4e9);
    test_model_bath(&t, true, 0.5e9, 0.384);
    CU_ASSERT(closes(&t.model, none));
    test_model_qubits(&t, 2, 4e9);
    test_model_detune(&t, 1, 4.1e9);
    test_model_bath(&t, false, 0.5e9, 0.384);
    CU_ASSERT(!closes(&t.model, none));
    CU_ASSERT(closes(&t.model, full));
}

/* Two equal qubits with exchange g: energies w - g and w + g, and only the even state is bright. */
static void exchange_splits_a_pair(void)
{
    static TestModel t;
    Lindblad l;
    double g = 2 * CIRC_PI * 0.1e9, w = 2 * CIRC_PI * 4e9;
    test_model_qubits(&t, 2, 4e9);
    test_model_bath(&t, false, 0.5e9, 0);
    t.model.n_exchanges = 1;
    t.exchanges[0] = (CircSiteExchange){0, 1, g};
    CU_ASSERT_EQUAL_FATAL(lindblad_create(&l, &t.model, none, false), CIRC_OK);
    CU_ASSERT_DOUBLE_EQUAL(l.omega[1], w - g, 1e-3);
    CU_ASSERT_DOUBLE_EQUAL(l.omega[2], w + g, 1e-3);
    CU_ASSERT_EQUAL(l.n_jumps, 1);
    const SparseRows *L = &l.jumps[0].L;
    CU_ASSERT_EQUAL(L->start[4], 2); /* through the even state */
    CU_ASSERT_DOUBLE_EQUAL(cabs(L->value[0]) / sqrt(2 * 0.5e9), 1, 1e-12);
    CU_ASSERT_EQUAL(L->col[0], 2);
    lindblad_free(&l);
}

/* With one jump direction left out there is no way back, and the neighbour is the generator itself. */
static void the_neighbour_of_a_cold_bath_is_exact(void)
{
    static TestModel t;
    Lindblad l;
    Sector s;
    CircStatus status;
    test_model_qubits(&t, 4, 4e9);
    for (int j = 0; j < 4; j++) test_model_detune(&t, j, 4e9 + 1e8 * j);
    test_model_bath(&t, false, 0.5e9, 0);
    test_model_bath(&t, true, 0.1e9, 0);
    CU_ASSERT_EQUAL_FATAL(lindblad_create(&l, &t.model, none, false), CIRC_OK);
    CU_ASSERT_EQUAL_FATAL(sector_create(&s, &l, 1 << 30), CIRC_OK);
    Neighbour *neighbour = neighbour_create(&s, &status);
    CU_ASSERT_PTR_NOT_NULL_FATAL(neighbour);
    double x[70], y[70], z[70];
    unsigned long seed = 3;
    for (int i = 0; i < 70; i++) x[i] = i ? random_number(&seed) : 0;
    sector_apply(&s, x, y);
    neighbour_solve(neighbour, y, z);
    for (int i = 1; i < 70; i++) CU_ASSERT_DOUBLE_EQUAL(z[i], x[i], 1e-9);
    neighbour_free(neighbour);
    sector_free(&s);
    lindblad_free(&l);
}

void suite_lindblad(void)
{
    CU_pSuite suite = CU_add_suite("lindblad", NULL, NULL);
    CU_ADD_TEST(suite, states_are_sorted_by_excitations);
    CU_ADD_TEST(suite, too_many_states_are_refused);
    CU_ADD_TEST(suite, the_matrix_is_the_map);
    CU_ADD_TEST(suite, secular_clusters_are_counted);
    CU_ADD_TEST(suite, populations_close_only_without_coupled_degeneracy);
    CU_ADD_TEST(suite, exchange_splits_a_pair);
    CU_ADD_TEST(suite, the_neighbour_of_a_cold_bath_is_exact);
}
