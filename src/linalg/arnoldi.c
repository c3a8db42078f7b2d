/* arnoldi.c - Arnoldi's iteration without restarts, with full reorthogonalisation. */
#include "linalg/arnoldi.h"

#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMN = ARNOLDI_MAX + 1 };

typedef struct {
    double modulus;
    double complex mu;
    double residual;
} Ritz;

typedef struct {
    size_t n;
    double *V;               /* COLUMN vectors of n */
    double *H;               /* COLUMN x ARNOLDI_MAX by columns */
    double *small, *vectors; /* copies of H and its eigenvectors */
    Ritz ritz[ARNOLDI_MAX];
} Arnoldi;

static int by_modulus(const void *first, const void *second)
{
    double a = ((const Ritz *)first)->modulus, b = ((const Ritz *)second)->modulus;
    return (a < b) - (a > b);
}

/* |y_m| of eigenvector i as dgeev packs it: a conjugate pair shares two columns. */
static double last_component(const Arnoldi *a, int m, int i, const double *im)
{
    const double *y = a->vectors;
    if (im[i] == 0) return fabs(y[i * m + m - 1]);
    int pair = im[i] > 0 ? i : i - 1;
    return hypot(y[pair * m + m - 1], y[(pair + 1) * m + m - 1]);
}

/* Ritz values of the first m columns, sorted; false where LAPACK fails. */
static bool ritz_values(Arnoldi *a, int m)
{
    double re[ARNOLDI_MAX], im[ARNOLDI_MAX];
    for (int j = 0; j < m; j++) memcpy(a->small + j * m, a->H + j * COLUMN, (size_t)m * sizeof *a->small);
    if (LAPACKE_dgeev(LAPACK_COL_MAJOR, 'N', 'V', m, a->small, m, re, im, NULL, 1, a->vectors, m) != 0)
        return false;
    double next = a->H[(m - 1) * COLUMN + m];
    for (int i = 0; i < m; i++)
        a->ritz[i] = (Ritz){hypot(re[i], im[i]), re[i] + im[i] * I, next * last_component(a, m, i, im)};
    qsort(a->ritz, (size_t)m, sizeof *a->ritz, by_modulus);
    return true;
}

/* Vector m from A times vector m - 1; returns its norm before scaling, relative to that of the product. */
static double extend(Arnoldi *a, int m)
{
    int n = (int)a->n;
    double *w = a->V + (size_t)m * a->n, *h = a->H + (m - 1) * COLUMN, c[ARNOLDI_MAX];
    double before = cblas_dnrm2(n, w, 1);
    memset(h, 0, COLUMN * sizeof *h);
    for (int pass = 0; pass < 2; pass++) {
        cblas_dgemv(CblasColMajor, CblasTrans, n, m, 1, a->V, n, w, 1, 0, c, 1);
        cblas_dgemv(CblasColMajor, CblasNoTrans, n, m, -1, a->V, n, c, 1, 1, w, 1);
        for (int i = 0; i < m; i++) h[i] += c[i];
    }
    h[m] = cblas_dnrm2(n, w, 1);
    double left = before > 0 ? h[m] / before : 0;
    if (left > 0) cblas_dscal(n, 1 / h[m], w, 1);
    return left;
}

static int converged(const Arnoldi *a, int m, double tolerance)
{
    int count = 0;
    while (count < m && a->ritz[count].residual <= tolerance * a->ritz[count].modulus) count++;
    return count;
}

static CircStatus iterate(Arnoldi *a, ArnoldiMap *apply, void *context, int wanted, double tolerance,
                          int *count)
{
    *count = 0;
    for (int m = 1; m <= ARNOLDI_MAX; m++) {
        CircStatus status = apply(context, a->V + (size_t)(m - 1) * a->n, a->V + (size_t)m * a->n);
        if (status != CIRC_OK) return status;
        bool exhausted = extend(a, m) < 1e-12 || (size_t)m == a->n;
        if (!ritz_values(a, m)) return CIRC_NOT_CONVERGED;
        *count = exhausted ? m : converged(a, m, tolerance);
        if (exhausted || *count >= wanted) return CIRC_OK;
    }
    return CIRC_NOT_CONVERGED;
}

CircStatus arnoldi_largest(size_t n, ArnoldiMap *apply, void *context, const double *start, int wanted,
                           double tolerance, double complex *mu, int *n_converged)
{
    Arnoldi a = {.n = n};
    CircStatus status = CIRC_NO_MEMORY;
    *n_converged = 0;
    a.V = malloc(COLUMN * n * sizeof *a.V);
    a.H = calloc((size_t)COLUMN * ARNOLDI_MAX, sizeof *a.H);
    a.small = malloc((size_t)ARNOLDI_MAX * ARNOLDI_MAX * sizeof *a.small);
    a.vectors = malloc((size_t)ARNOLDI_MAX * ARNOLDI_MAX * sizeof *a.vectors);
    if (a.V && a.H && a.small && a.vectors) {
        double norm = cblas_dnrm2((int)n, start, 1);
        for (size_t i = 0; i < n; i++) a.V[i] = start[i] / norm;
        status = iterate(&a, apply, context, wanted, tolerance, n_converged);
        for (int i = 0; i < *n_converged; i++) mu[i] = a.ritz[i].mu;
    }
    free(a.V);
    free(a.H);
    free(a.small);
    free(a.vectors);
    return status;
}
