/* tridiagonal.c - Rayleigh quotient iteration on twisted factorisations, held in a bracket by Sturm counts.
 *
 * T - mu = N_r D N_r' is eliminated from both ends towards row r, where gamma_r is left. With r where |gamma_r| is least,
 * N_r' z = e_r gives (T - mu) z = gamma_r e_r: nearly an eigenvector, from the elimination alone, and the Rayleigh
 * quotient is mu + gamma_r/|z|^2 (Dhillon and Parlett, Linear Algebra Appl. 387, 1 (2004)). The pivots from one end
 * count the eigenvalues below mu, which keeps the iteration at the wanted one. */
#include "linalg/tridiagonal.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "linalg/dense.h"

typedef struct {
    int n;
    const double *d, *e;
    double *p, *q; /* n each: pivots from the first row down, from the last row up */
    double *s, *t; /* n each: e over the pivot before it */
    double scale;  /* of the lowest eigenvalues */
} Tridiagonal;

static const double TOLERANCE = 1e-14; /* of the residual, over the scale */
static const double APART = 1e-9;      /* eigenvalues that are nearer to each other are LAPACK's */
enum { MOST_STEPS = 100 };

static double nonzero(double pivot)
{
    return fabs(pivot) < DBL_MIN / DBL_EPSILON ? -DBL_MIN / DBL_EPSILON : pivot;
}

/* The number of eigenvalues below mu. */
static int count_below(const Tridiagonal *T, double mu)
{
    double pivot = nonzero(T->d[0] - mu);
    int count = pivot < 0;
    for (int i = 1; i < T->n; i++) {
        pivot = nonzero(T->d[i] - mu - T->e[i - 1] * T->e[i - 1] / pivot);
        count += pivot < 0;
    }
    return count;
}

/* Eliminates from both ends; returns the number of eigenvalues below mu. */
static int eliminate(const Tridiagonal *T, double mu)
{
    int n = T->n, count = 0;
    double p = nonzero(T->d[0] - mu), q = nonzero(T->d[n - 1] - mu);
    for (int i = 0, k = n - 1;; i++, k--) {
        T->p[i] = p;
        T->q[k] = q;
        count += p < 0;
        if (k == 0) return count;
        T->s[i] = T->e[i] / p;
        T->t[k] = T->e[k - 1] / q;
        p = nonzero(T->d[i + 1] - mu - T->e[i] * T->s[i]);
        q = nonzero(T->d[k - 1] - mu - T->e[k - 1] * T->t[k]);
    }
}

static int twist(const Tridiagonal *T, double mu, double *gamma)
{
    int r = 0;
    *gamma = INFINITY;
    for (int i = 0; i < T->n; i++) {
        double here = T->p[i] + T->q[i] - (T->d[i] - mu);
        if (fabs(here) < fabs(*gamma)) r = i, *gamma = here;
    }
    return r;
}

/* z with (T - mu) z = gamma_r e_r, from a twist at r; returns |z|^2. */
static double twisted_vector(const Tridiagonal *T, int r, double *z)
{
    double square = 1;
    z[r] = 1;
    for (int i = r - 1; i >= 0; i--) square += (z[i] = -T->s[i] * z[i + 1], z[i] * z[i]);
    for (int i = r + 1; i < T->n; i++) square += (z[i] = -T->t[i] * z[i - 1], z[i] * z[i]);
    return square;
}

/* Eigenpair j, from the guess *w. False: it was not found, or others are too near. */
static bool find_pair(const Tridiagonal *T, int j, double low, double high, double *w, double *z)
{
    double mu = *w > low && *w < high ? *w : (low + high) / 2;
    for (int step = 0; step < MOST_STEPS; step++) {
        double gamma;
        int below = eliminate(T, mu), r = twist(T, mu, &gamma);
        double square = twisted_vector(T, r, z), next = mu + gamma / square, size = sqrt(square);
        if (!isfinite(square)) return false;
        if (fabs(gamma) <= TOLERANCE * T->scale * size && (below == j || below == j + 1)) {
            for (int i = 0; i < T->n; i++) z[i] /= size;
            *w = next;
            return count_below(T, next - APART * T->scale) == j && count_below(T, next + APART * T->scale) == j + 1;
        }
        if (below <= j)
            low = mu;
        else
            high = mu;
        mu = next > low && next < high ? next : (low + high) / 2;
    }
    return false;
}

static double greatest(int n, const double *x, double sign)
{
    double most = -INFINITY;
    for (int i = 0; i < n; i++) most = fmax(most, sign * x[i]);
    return sign * most;
}

static bool find_pairs(Tridiagonal *T, int k, double *w, double *Z)
{
    double e = fmax(greatest(T->n - 1, T->e, 1), -greatest(T->n - 1, T->e, -1));
    double low = greatest(T->n, T->d, -1) - 3 * e, high = greatest(T->n, T->d, 1) + 3 * e;
    T->scale = fmax(fabs(low), e);
    for (int j = 0; j < k; j++) {
        if (!find_pair(T, j, low, high, &w[j], Z + (size_t)j * T->n)) return false;
        low = w[j];
    }
    return true;
}

static CircStatus find_with_lapack(int n, const double *d, const double *e, int k, double *w, double *Z)
{
    double *copy = malloc(2 * (size_t)n * sizeof *copy);
    if (!copy) return CIRC_NO_MEMORY;
    memcpy(copy, d, (size_t)n * sizeof *d);
    memcpy(copy + n, e, ((size_t)n - 1) * sizeof *e);
    CircStatus status = dense_tridiagonal_lowest(n, copy, copy + n, k, w, Z);
    free(copy);
    return status;
}

CircStatus tridiagonal_lowest(int n, const double *d, const double *e, int k, double *w, double *Z)
{
    double *work = malloc(4 * (size_t)n * sizeof *work);
    if (!work) return CIRC_NO_MEMORY;
    Tridiagonal T = {n, d, e, work, work + n, work + 2 * (size_t)n, work + 3 * (size_t)n, 0};
    bool found = n > 1 && find_pairs(&T, k, w, Z);
    free(work);
    return found ? CIRC_OK : find_with_lapack(n, d, e, k, w, Z);
}
