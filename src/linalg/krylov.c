/* krylov.c - restarted GMRES. The basis grows in slabs, since most solves need far fewer vectors than the
 * limit; it is orthogonalised slab after slab, which BLAS 2 does at the speed of memory. That is as good as
 * modified Gram-Schmidt, which GMRES needs no second pass after (Greenbaum, Rozloznik, Strakos, BIT 37, 706
 * (1997)) but where all has cancelled. */
#include "linalg/krylov.h"

#include <cblas.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { SLAB = 16, MAX_BASIS = 600 };

struct Krylov {
    size_t n;
    int n_slabs;
    double *slab[MAX_BASIS / SLAB + 2]; /* SLAB basis vectors each */
    double *work, *update;              /* n */
    double *H; /* (MAX_BASIS + 1) x MAX_BASIS by columns, turned upper triangular as it grows */
    double *cosine, *sine, *rhs; /* Givens rotations and the rotated right-hand side */
};

Krylov *krylov_create(void)
{
    return calloc(1, sizeof(Krylov));
}

static void forget(Krylov *k)
{
    for (int i = 0; i < k->n_slabs; i++) free(k->slab[i]);
    free(k->work);
    free(k->update);
    free(k->H);
    free(k->cosine);
    free(k->sine);
    free(k->rhs);
    *k = (Krylov){0};
}

void krylov_free(Krylov *k)
{
    if (!k) return;
    forget(k);
    free(k);
}

static CircStatus prepare(Krylov *k, size_t n)
{
    if (k->n == n && k->rhs) return CIRC_OK;
    forget(k);
    k->n = n;
    k->work = malloc(n * sizeof *k->work);
    k->update = malloc(n * sizeof *k->update);
    k->H = malloc((size_t)(MAX_BASIS + 1) * MAX_BASIS * sizeof *k->H);
    k->cosine = malloc(MAX_BASIS * sizeof *k->cosine);
    k->sine = malloc(MAX_BASIS * sizeof *k->sine);
    k->rhs = malloc((MAX_BASIS + 1) * sizeof *k->rhs);
    return k->work && k->update && k->H && k->cosine && k->sine && k->rhs ? CIRC_OK : CIRC_NO_MEMORY;
}

static double *basis(Krylov *k, int j)
{
    return k->slab[j / SLAB] + (size_t)(j % SLAB) * k->n;
}

/* False: no memory for basis vector j. */
static bool reserve(Krylov *k, int j)
{
    if (j < k->n_slabs * SLAB) return true;
    k->slab[k->n_slabs] = malloc(SLAB * k->n * sizeof(double));
    return k->slab[k->n_slabs] && ++k->n_slabs;
}

static double *column(Krylov *k, int j)
{
    return k->H + (size_t)j * (MAX_BASIS + 1);
}

/* work -= V V' work for the first `m` basis vectors; the coefficients are added to h. */
static void project(Krylov *k, int m, double *h)
{
    int n = (int)k->n;
    double c[SLAB];
    for (int j = 0; j < m; j += SLAB) {
        int width = m - j < SLAB ? m - j : SLAB;
        cblas_dgemv(CblasColMajor, CblasTrans, n, width, 1, basis(k, j), n, k->work, 1, 0, c, 1);
        cblas_dgemv(CblasColMajor, CblasNoTrans, n, width, -1, basis(k, j), n, c, 1, 1, k->work, 1);
        for (int i = 0; i < width; i++) h[j + i] += c[i];
    }
}

/* Makes `work` the next basis vector; h: its m coefficients and, last, its norm. */
static void orthogonalise(Krylov *k, int m, double *h)
{
    memset(h, 0, ((size_t)m + 1) * sizeof *h);
    double before = cblas_dnrm2((int)k->n, k->work, 1);
    project(k, m, h);
    double after = cblas_dnrm2((int)k->n, k->work, 1);
    if (after < 0.01 * before) {
        project(k, m, h);
        after = cblas_dnrm2((int)k->n, k->work, 1);
    }
    h[m] = after;
    double *next = basis(k, m);
    double scale = after > 0 ? 1 / after : 0;
    for (size_t i = 0; i < k->n; i++) next[i] = scale * k->work[i];
}

/* Rotates column j to upper triangular form; returns the norm of the residual that is left. */
static double rotate(Krylov *k, int j)
{
    double *h = column(k, j);
    for (int i = 0; i < j; i++) {
        double upper = h[i];
        h[i] = k->cosine[i] * upper + k->sine[i] * h[i + 1];
        h[i + 1] = -k->sine[i] * upper + k->cosine[i] * h[i + 1];
    }
    double length = hypot(h[j], h[j + 1]);
    k->cosine[j] = length > 0 ? h[j] / length : 1;
    k->sine[j] = length > 0 ? h[j + 1] / length : 0;
    h[j] = length;
    k->rhs[j + 1] = -k->sine[j] * k->rhs[j];
    k->rhs[j] *= k->cosine[j];
    return fabs(k->rhs[j + 1]);
}

/* update = V y with the least-squares solution y of the first m columns. */
static void combine(Krylov *k, int m)
{
    int n = (int)k->n;
    double y[MAX_BASIS] = {0};
    for (int i = m - 1; i >= 0; i--) {
        double sum = k->rhs[i];
        for (int j = i + 1; j < m; j++) sum -= column(k, j)[i] * y[j];
        double pivot = column(k, i)[i];
        y[i] = pivot != 0 ? sum / pivot : 0;
    }
    memset(k->update, 0, k->n * sizeof *k->update);
    for (int j = 0; j < m; j += SLAB) {
        int width = m - j < SLAB ? m - j : SLAB;
        cblas_dgemv(CblasColMajor, CblasNoTrans, n, width, 1, basis(k, j), n, y + j, 1, 1, k->update, 1);
    }
}

/* work = b - A x; returns its norm. */
static double residual(Krylov *k, KrylovMap *apply, void *context, const double *b, const double *x)
{
    apply(context, x, k->work);
    for (size_t i = 0; i < k->n; i++) k->work[i] = b[i] - k->work[i];
    return cblas_dnrm2((int)k->n, k->work, 1);
}

/* One restart from the residual in `work`: at most `limit` products; returns their number. -1: no memory. */
static int cycle(Krylov *k, KrylovMap *apply, KrylovMap *precondition, void *context, double start,
                 double tolerance, int limit)
{
    if (!reserve(k, 0)) return -1;
    double *first = basis(k, 0);
    for (size_t i = 0; i < k->n; i++) first[i] = k->work[i] / start;
    k->rhs[0] = start;
    int m = 0;
    double left = start;
    while (m < limit && left > tolerance) {
        if (!reserve(k, m + 1)) return -1;
        if (precondition) precondition(context, basis(k, m), k->update);
        apply(context, precondition ? k->update : basis(k, m), k->work);
        orthogonalise(k, m + 1, column(k, m));
        left = rotate(k, m);
        m++;
    }
    combine(k, m);
    return m;
}

CircStatus krylov_solve(Krylov *k, size_t n, KrylovMap *apply, KrylovMap *precondition, void *context,
                        const double *b, double *x, const KrylovOptions *options, KrylovReport *report)
{
    *report = (KrylovReport){.residual = INFINITY};
    if (prepare(k, n) != CIRC_OK) return CIRC_NO_MEMORY;
    size_t room = options->max_bytes / (n * sizeof(double));
    int restart = room < MAX_BASIS ? (int)room : MAX_BASIS;
    if (restart < 2) return CIRC_TOO_LARGE;
    double last = INFINITY;
    for (;;) {
        report->residual = residual(k, apply, context, b, x);
        if (report->residual <= options->tolerance) return CIRC_OK;
        int left = options->max_iterations - report->iterations;
        /* the recursion promised less than the true residual shows: rounding is all that is left */
        if (left <= 0 || !(report->residual < 0.5 * last)) return CIRC_NOT_CONVERGED;
        last = report->residual;
        int m = cycle(k, apply, precondition, context, report->residual, options->tolerance / 2,
                      left < restart ? left : restart);
        if (m < 0) return CIRC_NO_MEMORY;
        report->iterations += m;
        if (precondition) precondition(context, k->update, k->work);
        const double *step = precondition ? k->work : k->update;
        for (size_t i = 0; i < n; i++) x[i] += step[i];
    }
}
