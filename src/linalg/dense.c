#include "linalg/dense.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cblas.h>
#include <lapacke.h>

/* LAPACK's info: negative means an illegal argument or no workspace, positive what the routine's page says.
 */
static CircStatus status_of(lapack_int info, CircStatus positive)
{
    if (info == 0) return CIRC_OK;
    return info > 0 ? positive : CIRC_NO_MEMORY;
}

static double one_norm_symmetric(int n, const double *A)
{
    double norm = 0;
    for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int i = 0; i < n; i++) sum += fabs(A[(size_t)j * n + i]);
        norm = fmax(norm, sum);
    }
    return norm;
}

static void scale_symmetric(int n, double *A, const double *s)
{
    for (int j = 0; j < n; j++)
        for (int i = 0; i < n; i++) A[(size_t)j * n + i] *= s[i] * s[j];
}

static void mirror_lower(int n, double *A)
{
    for (int j = 0; j < n; j++)
        for (int i = j + 1; i < n; i++) A[(size_t)i * n + j] = A[(size_t)j * n + i];
}

static CircStatus invert_scaled(int n, double *A, double *rcond)
{
    double norm = one_norm_symmetric(n, A);
    lapack_int info = LAPACKE_dpotrf(LAPACK_COL_MAJOR, 'L', n, A, n);
    if (info == 0) info = LAPACKE_dpocon(LAPACK_COL_MAJOR, 'L', n, A, n, norm, rcond);
    if (info == 0) info = LAPACKE_dpotri(LAPACK_COL_MAJOR, 'L', n, A, n);
    if (info == 0) mirror_lower(n, A);
    return status_of(info, CIRC_SINGULAR);
}

CircStatus dense_spd_inverse(int n, double *A, double *rcond)
{
    *rcond = n <= 0;
    if (n <= 0) return CIRC_OK;
    for (int i = 0; i < n; i++)
        if (!(A[(size_t)i * n + i] > 0)) return CIRC_SINGULAR;
    if (n == 1) {
        A[0] = 1 / A[0];
        *rcond = 1;
        return CIRC_OK;
    }
    double *s = malloc((size_t)n * sizeof *s);
    if (!s) return CIRC_NO_MEMORY;
    for (int i = 0; i < n; i++) s[i] = 1 / sqrt(A[(size_t)i * n + i]);
    scale_symmetric(n, A, s);
    CircStatus status = invert_scaled(n, A, rcond);
    scale_symmetric(n, A, s);
    free(s);
    if (status == CIRC_SINGULAR) *rcond = 0;
    return status;
}

CircStatus dense_complex_solve(int n, double complex *A, int n_rhs, double complex *B)
{
    if (n <= 0 || n_rhs <= 0) return CIRC_OK;
    lapack_int *pivot = malloc((size_t)n * sizeof *pivot);
    if (!pivot) return CIRC_NO_MEMORY;
    lapack_int info = LAPACKE_zgesv(LAPACK_COL_MAJOR, n, n_rhs, A, n, pivot, B, n);
    free(pivot);
    return status_of(info, CIRC_SINGULAR);
}

void dense_add_congruence(int m, int n, const double *A, const double *M, double *K, double *work)
{
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, n, 1, A, n, M, n, 0, work, n);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, m, n, 1, work, n, A, n, 1, K, m);
}

CircStatus dense_tridiagonal_lowest(int n, double *d, double *e, int k, double *w, double *Z)
{
    double *all = malloc((size_t)n * sizeof *all);
    lapack_int *support = malloc(2 * (size_t)k * sizeof *support);
    lapack_int found = 0, info = -1;
    if (all && support)
        info = LAPACKE_dstevr(LAPACK_COL_MAJOR, 'V', 'I', n, d, e, 0, 0, 1, k, 2 * DBL_MIN, &found, all, Z, n,
                              support);
    if (info == 0) memcpy(w, all, (size_t)k * sizeof *w);
    free(all);
    free(support);
    if (info == 0 && found < k) return CIRC_NOT_CONVERGED;
    return status_of(info, CIRC_NOT_CONVERGED);
}

CircStatus dense_pencil_eigenvalues(int n, double *A, double *B, double complex *lambda, int *n_finite)
{
    *n_finite = 0;
    if (n <= 0) return CIRC_OK;
    double *work = malloc(3 * (size_t)n * sizeof *work);
    if (!work) return CIRC_NO_MEMORY;
    double *re = work, *im = work + n, *beta = work + 2 * (size_t)n;
    double norm = 0;
    for (size_t i = 0; i < (size_t)n * n; i++) norm = fmax(norm, fabs(B[i]));
    lapack_int info =
        LAPACKE_dggev(LAPACK_COL_MAJOR, 'N', 'N', n, A, n, B, n, re, im, beta, NULL, 1, NULL, 1);
    if (info == 0)
        for (int i = 0; i < n; i++)
            if (fabs(beta[i]) > n * DBL_EPSILON * norm) lambda[(*n_finite)++] = (re[i] + I * im[i]) / beta[i];
    free(work);
    return status_of(info, CIRC_NOT_CONVERGED);
}

/* The trailing part minus the outer product of column k. */
static void subtract_outer(int n, double complex *A, int k)
{
    for (int j = k + 1; j < n; j++)
        for (int i = j; i < n; i++) A[(size_t)j * n + i] -= A[(size_t)k * n + i] * conj(A[(size_t)k * n + j]);
}

bool dense_hermitian_root(int n, double complex *A, double tolerance)
{
    double largest = 0;
    bool definite = true;
    for (int i = 0; i < n; i++) largest = fmax(largest, fabs(creal(A[(size_t)i * n + i])));
    for (int k = 0; k < n; k++) {
        double pivot = creal(A[(size_t)k * n + k]);
        double scale = pivot > tolerance * largest ? 1 / sqrt(pivot) : 0;
        if (pivot < -tolerance * largest) definite = false;
        for (int i = 0; i < n; i++) A[(size_t)k * n + i] *= i < k ? 0 : scale;
        subtract_outer(n, A, k);
    }
    return definite;
}
