/* Dense kernels: small systems with known answers, and what they refuse. */
#include <CUnit/CUnit.h>
#include <math.h>

#include "linalg/dense.h"
#include "linalg/tridiagonal.h"

void suite_dense(void);

static void inverse_of_a_badly_scaled_matrix(void)
{
    double A[] = {4e-15, 2e-12, 2e-12, 3e-9}, rcond; /* rows in different units: [4 2; 2 3] */
    CU_ASSERT_EQUAL(dense_spd_inverse(2, A, &rcond), CIRC_OK);
    CU_ASSERT_DOUBLE_EQUAL(A[0] * 1e-15, 3 / 8.0, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(A[1] * 1e-12, -2 / 8.0, 1e-15);
    CU_ASSERT_EQUAL(A[1], A[2]);
    CU_ASSERT(rcond > 0.1 && rcond <= 1);
}

static void singular_and_indefinite_matrices_are_refused(void)
{
    double singular[] = {1, 1, 1, 1}, indefinite[] = {1, 2, 2, 1}, negative[] = {-1}, rcond;
    CU_ASSERT_EQUAL(dense_spd_inverse(2, singular, &rcond), CIRC_SINGULAR);
    CU_ASSERT_EQUAL(dense_spd_inverse(2, indefinite, &rcond), CIRC_SINGULAR);
    CU_ASSERT_EQUAL(dense_spd_inverse(1, negative, &rcond), CIRC_SINGULAR);
    CU_ASSERT_EQUAL(dense_spd_inverse(0, NULL, &rcond), CIRC_OK);
}

static void complex_system(void)
{
    double complex A[] = {1, I, 2, 1}, b[] = {1 + 2 * I, 2 * I}; /* columns (1, i), (2, 1): x = (1, i) */
    CU_ASSERT_EQUAL(dense_complex_solve(2, A, 1, b), CIRC_OK);
    CU_ASSERT(cabs(b[0] - 1) < 1e-14);
    CU_ASSERT(cabs(b[1] - I) < 1e-14);
    double complex zero[] = {0};
    CU_ASSERT_EQUAL(dense_complex_solve(1, zero, 1, b), CIRC_SINGULAR);
}

/* The path of n sites: 2 cos(pi k/(n + 1)). */
static void levels_of_a_path(void)
{
    double d[50] = {0}, e[50], w[4], Z[200], norm = 0;
    for (int i = 0; i < 50; i++) e[i] = 1;
    CU_ASSERT_EQUAL(dense_tridiagonal_lowest(50, d, e, 4, w, Z), CIRC_OK);
    for (int k = 0; k < 4; k++) CU_ASSERT_DOUBLE_EQUAL(w[k], 2 * cos(acos(-1.0) * (50 - k) / 51), 1e-14);
    for (int i = 0; i < 50; i++) norm += Z[50 + i] * Z[50 + i];
    CU_ASSERT_DOUBLE_EQUAL(norm, 1, 1e-13);
}

/* Both ways for a charge basis, from good guesses, from none, and where levels pair up. */
static void few_levels_as_lapack_has_them(void)
{
    enum { N = 41, K = 5 };
    const double ratios[] = {1e-6, 0.1, 1, 20, 60, 500}, offsets[] = {0, 0.1, 0.5};
    for (int i = 0; i < 18; i++)
        for (int guess = 0; guess < 3; guess++) {
            double ratio = ratios[i % 6], d[N], e[N], w[K], Z[N * K], d2[N], e2[N], w2[K], Z2[N * K];
            for (int n = 0; n < N; n++) d2[n] = d[n] = 4 * pow(n - N / 2 - offsets[i / 6], 2), e2[n] = e[n] = -ratio / 2;
            for (int k = 0; k < K; k++) w[k] = guess == 0 ? -ratio + sqrt(8 * ratio) * (k + 0.5) : guess == 1 ? 0 : 1e9;
            CU_ASSERT_EQUAL(dense_tridiagonal_lowest(N, d2, e2, K, w2, Z2), CIRC_OK);
            CU_ASSERT_EQUAL(tridiagonal_lowest(N, d, e, K, w, Z), CIRC_OK);
            for (int k = 0; k < K; k++) {
                double overlap = 0;
                bool alone = (k == 0 || w2[k] - w2[k - 1] > 1e-3) && (k + 1 == K || w2[k + 1] - w2[k] > 1e-3);
                for (int n = 0; n < N; n++) overlap += Z[k * N + n] * Z2[k * N + n];
                CU_ASSERT_DOUBLE_EQUAL(w[k], w2[k], 3e-13 * (1600 + ratio));
                CU_ASSERT(!alone || fabs(fabs(overlap) - 1) < 1e-12);
            }
        }
}

static void congruence(void)
{
    double A[] = {1, 2, 0, 1}, M[] = {2, 1, 1, 3}, K[] = {1, 0, 0, 1}, work[4];
    dense_add_congruence(2, 2, A, M, K, work);
    CU_ASSERT_EQUAL(K[0], 1 + 18);
    CU_ASSERT_EQUAL(K[1], 7);
    CU_ASSERT_EQUAL(K[2], 7);
    CU_ASSERT_EQUAL(K[3], 1 + 3);
}

/* diag(2, 3) x = lambda diag(1, 0) x: one finite eigenvalue. */
static void infinite_eigenvalues_are_left_out(void)
{
    double A[] = {2, 0, 0, 3}, B[] = {1, 0, 0, 0};
    double complex lambda[2];
    int n;
    CU_ASSERT_EQUAL(dense_pencil_eigenvalues(2, A, B, lambda, &n), CIRC_OK);
    CU_ASSERT_EQUAL_FATAL(n, 1);
    CU_ASSERT(cabs(lambda[0] - 2) < 1e-14);
}

static void roots_of_semidefinite_matrices(void)
{
    double complex A[] = {2, 2 * I, -2 * I, 2}, L[4]; /* rank one: (1, i) times its adjoint, twice */
    for (int k = 0; k < 4; k++) L[k] = A[k];
    CU_ASSERT_TRUE(dense_hermitian_root(2, L, 1e-12));
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            double complex sum = 0;
            for (int k = 0; k < 2; k++) sum += L[2 * k + i] * conj(L[2 * k + j]);
            CU_ASSERT(cabs(sum - A[2 * j + i]) < 1e-14);
        }
    CU_ASSERT(L[3] == 0);
    double complex indefinite[] = {1, 2, 2, 1};
    CU_ASSERT_FALSE(dense_hermitian_root(2, indefinite, 1e-12));
}

void suite_dense(void)
{
    CU_pSuite suite = CU_add_suite("dense", NULL, NULL);
    CU_add_test(suite, "inverse of a badly scaled matrix", inverse_of_a_badly_scaled_matrix);
    CU_add_test(suite, "singular and indefinite matrices are refused",
                singular_and_indefinite_matrices_are_refused);
    CU_add_test(suite, "complex system", complex_system);
    CU_add_test(suite, "levels of a path", levels_of_a_path);
    CU_add_test(suite, "few levels as LAPACK has them", few_levels_as_lapack_has_them);
    CU_add_test(suite, "congruence", congruence);
    CU_add_test(suite, "infinite eigenvalues are left out", infinite_eigenvalues_are_left_out);
    CU_add_test(suite, "roots of semidefinite matrices", roots_of_semidefinite_matrices);
}
