/* sparse.h - complex matrices in compressed sparse rows. */
#ifndef LINALG_SPARSE_H
#define LINALG_SPARSE_H

#include <complex.h>
#include <stddef.h>

#include "circ/status.h"

typedef struct {
    int row, col;
    double complex value;
} SparseEntry;

/* Row i holds the entries start[i] <= e < start[i + 1], in ascending column, each column once. */
typedef struct {
    int n_rows, n_cols;
    int *start;            /* n_rows + 1 */
    int *col;              /* start[n_rows] */
    double complex *value; /* start[n_rows] */
} SparseRows;

/* A list of entries that grows; all zero is an empty one. */
typedef struct {
    size_t n, capacity;
    SparseEntry *entry;
    CircStatus status; /* CIRC_NO_MEMORY: an entry was lost */
} SparseList;

void sparse_list_add(SparseList *list, int row, int col, double complex value);
void sparse_list_free(SparseList *list);

/* The matrix that is the sum of the entries; those that cancel to exactly 0 are left out. Sorts the list.
 * CIRC_NO_MEMORY also when the list had run out of it. `out` is the caller's to free. */
CircStatus sparse_rows_compress(SparseRows *out, int n_rows, int n_cols, SparseList *list);
CircStatus sparse_rows_transpose(const SparseRows *matrix, SparseRows *out);
void sparse_rows_free(SparseRows *matrix);

/* y += a x, n numbers; also where n is a handful, which BLAS is not made for. */
void sparse_add_scaled(int n, double complex a, const double complex *x, double complex *y);

#endif
