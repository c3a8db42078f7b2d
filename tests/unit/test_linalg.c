/* Sparse matrices, sparse LU, GMRES and Arnoldi. */
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "linalg/arnoldi.h"
#include "linalg/krylov.h"
#include "linalg/sparse.h"
#include "linalg/sparse_lu.h"

void suite_linalg(void);

static void entries_at_one_place_add_up(void)
{
    SparseList list = {0};
    SparseRows A;
    sparse_list_add(&list, 1, 2, 3);
    sparse_list_add(&list, 0, 1, I);
    sparse_list_add(&list, 1, 2, 4);
    sparse_list_add(&list, 1, 0, 5);
    sparse_list_add(&list, 1, 0, -5);
    CU_ASSERT_EQUAL_FATAL(sparse_rows_compress(&A, 3, 3, &list), CIRC_OK);
    CU_ASSERT_EQUAL(A.start[3], 2);
    CU_ASSERT(A.start[1] == 1 && A.col[0] == 1 && A.value[0] == I);
    CU_ASSERT(A.start[2] == 2 && A.col[1] == 2 && A.value[1] == 7);
    sparse_rows_free(&A);
    sparse_list_free(&list);
}

/* -x'' = 1 on n points: the second difference. */
static void poisson(Triplets *A, size_t n, double shift)
{
    triplets_clear(A);
    for (size_t i = 0; i < n; i++) {
        triplets_add(A, i, i, 2 + shift);
        if (i > 0) triplets_add(A, i, i - 1, -1);
        if (i + 1 < n) triplets_add(A, i, i + 1, -1);
    }
}

static void sparse_lu_solves_and_refactors(void)
{
    enum { n = 50 };
    double b[n], x[n];
    Triplets A = {0};
    SparseLu *lu = sparse_lu_create();
    for (int i = 0; i < n; i++) b[i] = 1;
    for (double shift = 0; shift < 3; shift++) {
        poisson(&A, n, shift);
        CU_ASSERT_EQUAL_FATAL(sparse_lu_factor(lu, n, &A), CIRC_OK);
        CU_ASSERT_EQUAL(sparse_lu_solve(lu, b, x), CIRC_OK);
        for (int i = 1; i + 1 < n; i++)
            CU_ASSERT_DOUBLE_EQUAL((2 + shift) * x[i] - x[i - 1] - x[i + 1], 1, 1e-12);
    }
    poisson(&A, n, 0);
    sparse_lu_factor(lu, n, &A);
    sparse_lu_solve(lu, b, x);
    CU_ASSERT_DOUBLE_EQUAL(x[0], n / 2.0, 1e-11);
    sparse_lu_free(lu);
    triplets_free(&A);
}

static void sparse_lu_names_a_singular_matrix(void)
{
    Triplets A = {0};
    SparseLu *lu = sparse_lu_create();
    triplets_add(&A, 0, 0, 1);
    triplets_add(&A, 1, 0, 1);
    triplets_add(&A, 2, 2, 1);
    CU_ASSERT_EQUAL(sparse_lu_factor(lu, 3, &A), CIRC_SINGULAR);
    sparse_lu_free(lu);
    triplets_free(&A);
}

/* A = diag(1..n) with ones above; with `periodic` the second difference on a ring, which is singular. */
typedef struct {
    int n;
    int products;
    int periodic;
} TestMap;

static void multiply(void *context, const double *x, double *y)
{
    TestMap *map = context;
    int n = map->n;
    map->products++;
    for (int i = 0; i < n; i++)
        y[i] = map->periodic ? 2 * x[i] - x[(i + 1) % n] - x[(i + n - 1) % n]
                             : (i + 1) * x[i] + (i + 1 < n ? x[i + 1] : 0);
}

static void divide_by_diagonal(void *context, const double *x, double *y)
{
    TestMap *map = context;
    for (int i = 0; i < map->n; i++) y[i] = x[i] / (i + 1);
}

static int iterations(KrylovMap *precondition, size_t max_bytes)
{
    enum { n = 200 };
    double b[n], x[n] = {0}, y[n];
    TestMap map = {.n = n};
    KrylovReport report;
    KrylovOptions options = {1e-12, 2000, max_bytes};
    Krylov *krylov = krylov_create();
    for (int i = 0; i < n; i++) b[i] = cos(i);
    CU_ASSERT_EQUAL(krylov_solve(krylov, n, multiply, precondition, &map, b, x, &options, &report), CIRC_OK);
    multiply(&map, x, y);
    for (int i = 0; i < n; i++) CU_ASSERT_DOUBLE_EQUAL(y[i], b[i], 1e-11);
    CU_ASSERT(report.residual <= 1e-12);
    krylov_free(krylov);
    return report.iterations;
}

static void gmres_solves_with_and_without_preconditioner(void)
{
    int plain = iterations(NULL, 1 << 30), helped = iterations(divide_by_diagonal, 1 << 30);
    CU_ASSERT(helped < plain / 2);
}

static void gmres_restarts_in_little_memory(void)
{
    CU_ASSERT(iterations(divide_by_diagonal, 4 * 200 * sizeof(double)) > 4);
}

static void gmres_solves_a_consistent_singular_system(void)
{
    enum { n = 40 };
    double b[n], x[n] = {0}, y[n], mean = 0;
    TestMap map = {.n = n, .periodic = 1};
    KrylovReport report;
    KrylovOptions options = {1e-12, 200, 1 << 20};
    Krylov *krylov = krylov_create();
    for (int i = 0; i < n; i++) mean += (b[i] = sin(i * i)) / n;
    for (int i = 0; i < n; i++) b[i] -= mean;
    CU_ASSERT_EQUAL(krylov_solve(krylov, n, multiply, NULL, &map, b, x, &options, &report), CIRC_OK);
    multiply(&map, x, y);
    for (int i = 0; i < n; i++) CU_ASSERT_DOUBLE_EQUAL(y[i], b[i], 1e-11);
    krylov_free(krylov);
}

static void gmres_says_when_there_is_no_solution(void)
{
    enum { n = 40 };
    double b[n], x[n] = {0};
    TestMap map = {.n = n, .periodic = 1};
    KrylovReport report;
    KrylovOptions options = {1e-12, 500, 1 << 20};
    Krylov *krylov = krylov_create();
    for (int i = 0; i < n; i++) b[i] = 1;
    CU_ASSERT_EQUAL(krylov_solve(krylov, n, multiply, NULL, &map, b, x, &options, &report),
                    CIRC_NOT_CONVERGED);
    CU_ASSERT(report.residual > 1);
    krylov_free(krylov);
}

static CircStatus rotate_and_scale(void *context, const double *x, double *y)
{
    int n = *(const int *)context;
    y[0] = 3 * x[0] - 4 * x[1]; /* eigenvalues 3 +- 4i */
    y[1] = 4 * x[0] + 3 * x[1];
    for (int i = 2; i < n; i++) y[i] = x[i] / i;
    return CIRC_OK;
}

static void arnoldi_finds_a_conjugate_pair(void)
{
    int n = 300, count;
    double *start = malloc((size_t)n * sizeof *start);
    double complex mu[ARNOLDI_MAX];
    for (int i = 0; i < n; i++) start[i] = 1 + 0.1 * i;
    CU_ASSERT_EQUAL(arnoldi_largest((size_t)n, rotate_and_scale, &n, start, 3, 1e-10, mu, &count), CIRC_OK);
    CU_ASSERT_FATAL(count >= 3);
    CU_ASSERT_DOUBLE_EQUAL(creal(mu[0]), 3, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(fabs(cimag(mu[0])), 4, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(creal(mu[2]), 0.5, 1e-9);
    free(start);
}

static void arnoldi_stops_where_the_space_ends(void)
{
    int n = 3, count;
    double start[] = {1, 1, 1};
    double complex mu[ARNOLDI_MAX];
    CU_ASSERT_EQUAL(arnoldi_largest(3, rotate_and_scale, &n, start, 3, 1e-10, mu, &count), CIRC_OK);
    CU_ASSERT_EQUAL(count, 3);
}

void suite_linalg(void)
{
    CU_pSuite suite = CU_add_suite("linalg", NULL, NULL);
    CU_ADD_TEST(suite, entries_at_one_place_add_up);
    CU_ADD_TEST(suite, sparse_lu_solves_and_refactors);
    CU_ADD_TEST(suite, sparse_lu_names_a_singular_matrix);
    CU_ADD_TEST(suite, gmres_solves_with_and_without_preconditioner);
    CU_ADD_TEST(suite, gmres_restarts_in_little_memory);
    CU_ADD_TEST(suite, gmres_solves_a_consistent_singular_system);
    CU_ADD_TEST(suite, gmres_says_when_there_is_no_solution);
    CU_ADD_TEST(suite, arnoldi_finds_a_conjugate_pair);
    CU_ADD_TEST(suite, arnoldi_stops_where_the_space_ends);
}
