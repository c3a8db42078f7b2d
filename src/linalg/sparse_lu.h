/* sparse_lu.h - sparse direct solution of real systems: UMFPACK, or KLU for small ones, its analysis kept as long as the
 * pattern stays.
 *
 * T. A. Davis, ACM Trans. Math. Softw. 30, 196 (2004). */
#ifndef LINALG_SPARSE_LU_H
#define LINALG_SPARSE_LU_H

#include <stddef.h>
#include <stdint.h>

#include "circ/status.h"

/* A real n x n matrix as a list of entries; those at one place add up. All zero is an empty one. */
typedef struct {
    size_t n_entries, capacity;
    int64_t *row, *col;
    double *value;
    CircStatus status; /* CIRC_NO_MEMORY: an entry was lost */
} Triplets;

void triplets_add(Triplets *triplets, size_t row, size_t col, double value);
void triplets_clear(Triplets *triplets); /* empty, the memory kept */
void triplets_free(Triplets *triplets);

typedef struct SparseLu SparseLu;

SparseLu *sparse_lu_create(void); /* NULL: no memory */
void sparse_lu_free(SparseLu *lu);

/* A = P L U Q. The symbolic analysis is that of the last call where the pattern is the same, so a sweep pays
 * for it once. CIRC_SINGULAR when a pivot is exactly 0. */
CircStatus sparse_lu_factor(SparseLu *lu, size_t n, const Triplets *matrix);

/* A x = b with iterative refinement (componentwise backward error near 1 ulp). b and x: n, not the same. */
CircStatus sparse_lu_solve(SparseLu *lu, const double *b, double *x);

#endif
