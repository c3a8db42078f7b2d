/* dense.h - dense kernels of LAPACK behind the status codes of this project. No physics.
 *
 * Square matrices are column-major; where the comment says symmetric, the order does not matter. Every
 * function overwrites its arguments as said there and allocates only for its own duration. */
#ifndef LINALG_DENSE_H
#define LINALG_DENSE_H

#include <complex.h>
#include <stdbool.h>

#include "circ/status.h"

/* A := A^-1 of a symmetric positive definite A (n x n, both triangles in and out), by Cholesky after scaling
 * to a unit diagonal, so that the result does not depend on the units of the rows.
 *
 *   rcond   out: reciprocal condition number of the scaled matrix, 1-norm; 0 with CIRC_SINGULAR
 *
 * CIRC_SINGULAR: not positive definite to working precision. n = 0 is fine. */
CircStatus dense_spd_inverse(int n, double *A, double *rcond);

/* B := A^-1 B for a general complex A (n x n, destroyed) and n_rhs columns B (n each), by LU with pivoting.
 * CIRC_SINGULAR: a pivot is exactly zero. */
CircStatus dense_complex_solve(int n, double complex *A, int n_rhs, double complex *B);

/* K += A M A^T for a symmetric M (n x n): A has m rows of n (row-major), K is m x m, work has room for m n.
 */
void dense_add_congruence(int m, int n, const double *A, const double *M, double *K, double *work);

/* The k lowest eigenpairs of the real symmetric tridiagonal matrix with diagonal d (n) and off-diagonal e (n
 * - 1; both are destroyed, and e must have room for n).
 *
 *   w   k, out: ascending, to an absolute error of a few eps times the norm of the matrix
 *   Z   n x k, out: orthonormal eigenvectors in columns
 *
 * Bisection and inverse iteration, reorthogonalised within clusters (LAPACK dstevr). CIRC_NOT_CONVERGED. */
CircStatus dense_tridiagonal_lowest(int n, double *d, double *e, int k, double *w, double *Z);

/* The finite eigenvalues of A x = lambda B x for real general A, B (n x n, destroyed), by QZ. B may be
 * singular.
 *
 *   lambda   room for n, out: the *n_finite eigenvalues whose |beta| is above eps times the norm of B */
CircStatus dense_pencil_eigenvalues(int n, double *A, double *B, double complex *lambda, int *n_finite);

/* A := L (lower triangle, zeros above) with L L^H = A for a Hermitian positive semidefinite A (n x n; its
 * lower triangle is read). A column whose pivot is below `tolerance` times the largest diagonal entry becomes
 * zero, so L has the rank of A. False: a pivot is below minus that, so A is indefinite; the column is zeroed
 * likewise and L L^H is A's part without it. */
bool dense_hermitian_root(int n, double complex *A, double tolerance);

#endif
