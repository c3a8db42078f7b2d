/* krylov.h - GMRES for real systems of which only the products are known. */
#ifndef LINALG_KRYLOV_H
#define LINALG_KRYLOV_H

#include <stddef.h>

#include "circ/status.h"

/* y = A x; x and y are not the same. */
typedef void KrylovMap(void *context, const double *x, double *y);

typedef struct {
    double tolerance;   /* on |b - A x| (2-norm), absolute */
    int max_iterations; /* in all */
    size_t max_bytes;   /* for the basis; it restarts when that is used up */
} KrylovOptions;

typedef struct {
    double residual; /* |b - A x|, computed from x */
    int iterations;  /* products with A */
} KrylovReport;

typedef struct Krylov Krylov;

Krylov *krylov_create(void); /* NULL: no memory; keeps its basis between solves */
void krylov_free(Krylov *krylov);

/* A x = b by restarted GMRES, preconditioned from the right: A M y = b, x = x + M y, so the residual is that
 * of A x = b. Saad and Schultz, SIAM J. Sci. Stat. Comput. 7, 856 (1986).
 *
 *   b, x     n; x in: a first guess, out: the best found
 *   A, M     `precondition` may be NULL; M must be linear and the same in all calls
 *
 * A may be singular where b lies in its range and the null space does not meet it (Brown and Walker, SIAM J.
 * Matrix Anal. Appl. 18, 37 (1997)). CIRC_NOT_CONVERGED when the iterations are used up or stagnate. */
CircStatus krylov_solve(Krylov *krylov, size_t n, KrylovMap *apply, KrylovMap *precondition, void *context,
                        const double *b, double *x, const KrylovOptions *options, KrylovReport *report);

#endif
