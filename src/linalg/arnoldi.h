/* arnoldi.h - the eigenvalues of largest modulus of a real map of which only the products are known. */
#ifndef LINALG_ARNOLDI_H
#define LINALG_ARNOLDI_H

#include <complex.h>
#include <stddef.h>

#include "circ/status.h"

enum { ARNOLDI_MAX = 80 };

/* y = A x, x and y not the same; anything but CIRC_OK ends the iteration with it. */
typedef CircStatus ArnoldiMap(void *context, const double *x, double *y);

/* Arnoldi's iteration from `start` (n, not 0) until the `wanted` largest Ritz values have converged to
 * `tolerance` (their residual, relative to the value), the Krylov space is exhausted, or it has ARNOLDI_MAX
 * vectors.
 *
 *   mu           room for ARNOLDI_MAX, out: those that have converged, largest modulus first
 *   n_converged  out
 *
 * CIRC_NOT_CONVERGED when fewer than `wanted` have and the space is not exhausted. */
CircStatus arnoldi_largest(size_t n, ArnoldiMap *apply, void *context, const double *start, int wanted,
                           double tolerance, double complex *mu, int *n_converged);

#endif
