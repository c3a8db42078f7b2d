/* sparse.c - lists of entries, and their compression to rows. */
#include "linalg/sparse.h"

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
    if (list->n) qsort(list->entry, list->n, sizeof *list->entry, by_place);
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

void sparse_rows_free(SparseRows *matrix)
{
    free(matrix->start);
    free(matrix->col);
    free(matrix->value);
    *matrix = (SparseRows){0};
}
