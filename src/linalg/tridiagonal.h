/* tridiagonal.h - the lowest eigenpairs of a symmetric tridiagonal matrix, from guesses. */
#ifndef LINALG_TRIDIAGONAL_H
#define LINALG_TRIDIAGONAL_H

#include "circ/status.h"

/* The k lowest eigenvalues of the n x n matrix with the diagonal d and n - 1 values e beside it, which are not 0, into w
 * (ascending), and unit eigenvectors into Z (n x k, by columns). On entry w has guesses, of any quality. To rounding, as
 * LAPACK's dstevr, which it falls back to where eigenvalues (nearly) coincide; several times as fast for a few of them. */
CircStatus tridiagonal_lowest(int n, const double *d, const double *e, int k, double *w, double *Z);

#endif
