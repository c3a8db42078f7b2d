/* sparse.c - lists of entries, and their compression to rows. */
#include "linalg/sparse.h"

#include <cblas.h>
#include <stdlib.h>

void sparse_list_add(SparseList *list, int row, int col, double complex value)
{
    if (list->n == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 256;
        SparseEntry *entry = realloc(list->entry, capacity * sizeof *entry);
        if (!entry) {
            list->status = CIRC_NO_MEMORY;
            return;
        }
        list->entry = entry;
        list->capacity = capacity;
    }
    list->entry[list->n++] = (SparseEntry){row, col, value};
}

void sparse_list_free(SparseList *list)
{
    free(list->entry);
    *list = (SparseList){0};
}

static int by_place(const void *first, const void *second)
{
    const SparseEntry *a = first, *b = second;
    if (a->row != b->row) return a->row < b->row ? -1 : 1;
    return (a->col > b->col) - (a->col < b->col);
}

/* Short lists, which have no time for a call per comparison, by insertion. Both ways keep the order of what lies at one
 * place. */
static void sort(SparseList *list)
{
    enum { SHORT = 48 };
    SparseEntry *entry = list->entry;
    if (list->n > SHORT) {
        qsort(entry, list->n, sizeof *entry, by_place);
        return;
    }
    for (size_t i = 1; i < list->n; i++) {
        SparseEntry moved = entry[i];
        size_t k = i;
        for (; k > 0 && by_place(&entry[k - 1], &moved) > 0; k--) entry[k] = entry[k - 1];
        entry[k] = moved;
    }
}

/* Adds up what lies at one place, and forgets zeros; the list is sorted. */
static void merge(SparseList *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->n;) {
        SparseEntry sum = list->entry[i++];
        while (i < list->n && by_place(&sum, &list->entry[i]) == 0) sum.value += list->entry[i++].value;
        if (sum.value != 0) list->entry[kept++] = sum;
    }
    list->n = kept;
}

CircStatus sparse_rows_compress(SparseRows *out, int n_rows, int n_cols, SparseList *list)
{
    *out = (SparseRows){.n_rows = n_rows, .n_cols = n_cols};
    if (list->status != CIRC_OK) return list->status;
    sort(list);
    merge(list);
    out->start = calloc((size_t)n_rows + 1, sizeof *out->start);
    out->col = malloc((list->n + 1) * sizeof *out->col);
    out->value = malloc((list->n + 1) * sizeof *out->value);
    if (!out->start || !out->col || !out->value) {
        sparse_rows_free(out);
        return CIRC_NO_MEMORY;
    }
    for (size_t i = 0; i < list->n; i++) {
        out->start[list->entry[i].row + 1]++;
        out->col[i] = list->entry[i].col;
        out->value[i] = list->entry[i].value;
    }
    for (int i = 0; i < n_rows; i++) out->start[i + 1] += out->start[i];
    return CIRC_OK;
}

CircStatus sparse_rows_transpose(const SparseRows *matrix, SparseRows *out)
{
    int n = matrix->start[matrix->n_rows];
    *out = (SparseRows){.n_rows = matrix->n_cols, .n_cols = matrix->n_rows};
    out->start = calloc((size_t)out->n_rows + 2, sizeof *out->start);
    out->col = malloc(((size_t)n + 1) * sizeof *out->col);
    out->value = malloc(((size_t)n + 1) * sizeof *out->value);
    if (!out->start || !out->col || !out->value) {
        sparse_rows_free(out);
        return CIRC_NO_MEMORY;
    }
    int *next = out->start + 1; /* of row i: where its next entry goes, and in the end where row i + 1 starts */
    for (int e = 0; e < n; e++) next[matrix->col[e] + 1]++;
    for (int i = 0; i < out->n_rows; i++) next[i + 1] += next[i];
    for (int row = 0; row < matrix->n_rows; row++)
        for (int e = matrix->start[row]; e < matrix->start[row + 1]; e++) {
            int to = next[matrix->col[e]]++;
            out->col[to] = row;
            out->value[to] = matrix->value[e];
        }
    return CIRC_OK;
}

void sparse_rows_free(SparseRows *matrix)
{
    free(matrix->start);
    free(matrix->col);
    free(matrix->value);
    *matrix = (SparseRows){0};
}

void sparse_add_scaled(int n, double complex a, const double complex *x, double complex *y)
{
    enum { HANDFUL = 16 };
    double re = creal(a), im = cimag(a);
    if (n > HANDFUL) {
        cblas_zaxpy(n, &a, x, 1, y, 1);
        return;
    }
    for (int i = 0; i < n; i++) {
        double x_re = creal(x[i]), x_im = cimag(x[i]);
        y[i] += re * x_re - im * x_im + (re * x_im + im * x_re) * I;
    }
}
