/* sparse_lu.c - UMFPACK behind two calls, and KLU for what is small: it has no dense fronts to set up, which take UMFPACK
 * longer than the factorisation itself there. */
#include "linalg/sparse_lu.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <suitesparse/klu.h>
#include <suitesparse/umfpack.h>

enum { SMALL = 100 };

struct SparseLu {
    SuiteSparse_long n, n_entries;
    SuiteSparse_long *start, *row; /* of the last matrix, by columns; `start`: n + 1 */
    double *value;
    void *symbolic, *numeric; /* UMFPACK's */
    klu_l_common common;
    klu_l_symbolic *small_symbolic; /* KLU's, up to SMALL unknowns */
    klu_l_numeric *small_numeric;
};

static bool grow(Triplets *t)
{
    size_t capacity = t->capacity ? 2 * t->capacity : 1024;
    int64_t *row = realloc(t->row, capacity * sizeof *row);
    if (row) t->row = row;
    int64_t *col = realloc(t->col, capacity * sizeof *col);
    if (col) t->col = col;
    double *value = realloc(t->value, capacity * sizeof *value);
    if (value) t->value = value;
    if (!row || !col || !value) return false;
    t->capacity = capacity;
    return true;
}

void triplets_add(Triplets *t, size_t row, size_t col, double value)
{
    if (t->n_entries == t->capacity && !grow(t)) {
        t->status = CIRC_NO_MEMORY;
        return;
    }
    t->row[t->n_entries] = (int64_t)row;
    t->col[t->n_entries] = (int64_t)col;
    t->value[t->n_entries++] = value;
}

void triplets_clear(Triplets *t)
{
    t->n_entries = 0;
    t->status = CIRC_OK;
}

void triplets_free(Triplets *t)
{
    free(t->row);
    free(t->col);
    free(t->value);
    *t = (Triplets){0};
}

SparseLu *sparse_lu_create(void)
{
    return calloc(1, sizeof(SparseLu));
}

static void forget(SparseLu *lu)
{
    if (lu->symbolic) umfpack_dl_free_symbolic(&lu->symbolic);
    if (lu->numeric) umfpack_dl_free_numeric(&lu->numeric);
    if (lu->small_symbolic) klu_l_free_symbolic(&lu->small_symbolic, &lu->common);
    if (lu->small_numeric) klu_l_free_numeric(&lu->small_numeric, &lu->common);
    free(lu->start);
    free(lu->row);
    free(lu->value);
    *lu = (SparseLu){0};
}

void sparse_lu_free(SparseLu *lu)
{
    if (!lu) return;
    forget(lu);
    free(lu);
}

static CircStatus status_of(int umfpack)
{
    switch (umfpack) {
    case UMFPACK_OK: return CIRC_OK;
    case UMFPACK_WARNING_singular_matrix: return CIRC_SINGULAR;
    case UMFPACK_ERROR_out_of_memory: return CIRC_NO_MEMORY;
    default: return CIRC_TOO_LARGE;
    }
}

/* Columns of the new matrix into `next`. */
static CircStatus compress(SparseLu *next, SuiteSparse_long n, const Triplets *t)
{
    size_t room = t->n_entries + 1;
    *next = (SparseLu){.n = n};
    next->start = malloc(((size_t)n + 1) * sizeof *next->start);
    next->row = malloc(room * sizeof *next->row);
    next->value = malloc(room * sizeof *next->value);
    if (!next->start || !next->row || !next->value) return CIRC_NO_MEMORY;
    int umfpack = umfpack_dl_triplet_to_col(n, n, (SuiteSparse_long)t->n_entries, t->row, t->col, t->value,
                                            next->start, next->row, next->value, NULL);
    next->n_entries = next->start[n];
    return status_of(umfpack);
}

static bool same_pattern(const SparseLu *a, const SparseLu *b)
{
    return (a->symbolic || a->small_symbolic) && a->n == b->n && a->n_entries == b->n_entries &&
           memcmp(a->start, b->start, ((size_t)a->n + 1) * sizeof *a->start) == 0 &&
           memcmp(a->row, b->row, (size_t)a->n_entries * sizeof *a->row) == 0;
}

static CircStatus status_of_small(const SparseLu *lu, bool fine)
{
    switch (lu->common.status) {
    case KLU_OK: return fine ? CIRC_OK : CIRC_SINGULAR;
    case KLU_SINGULAR: return CIRC_SINGULAR;
    case KLU_OUT_OF_MEMORY: return CIRC_NO_MEMORY;
    default: return CIRC_TOO_LARGE;
    }
}

static CircStatus factor_small(SparseLu *lu)
{
    klu_l_defaults(&lu->common);
    if (!lu->small_symbolic) lu->small_symbolic = klu_l_analyze(lu->n, lu->start, lu->row, &lu->common);
    if (!lu->small_symbolic) return status_of_small(lu, false);
    lu->small_numeric = klu_l_factor(lu->start, lu->row, lu->value, lu->small_symbolic, &lu->common);
    return status_of_small(lu, lu->small_numeric != NULL);
}

static CircStatus factor_large(SparseLu *lu)
{
    CircStatus status = CIRC_OK;
    if (!lu->symbolic)
        status = status_of(
            umfpack_dl_symbolic(lu->n, lu->n, lu->start, lu->row, lu->value, &lu->symbolic, NULL, NULL));
    if (status != CIRC_OK) return status;
    return status_of(
        umfpack_dl_numeric(lu->start, lu->row, lu->value, lu->symbolic, &lu->numeric, NULL, NULL));
}

CircStatus sparse_lu_factor(SparseLu *lu, size_t n, const Triplets *matrix)
{
    SparseLu next;
    if (matrix->status != CIRC_OK) return matrix->status;
    CircStatus status = compress(&next, (SuiteSparse_long)n, matrix);
    if (status == CIRC_OK && same_pattern(lu, &next)) {
        next.symbolic = lu->symbolic;
        next.small_symbolic = lu->small_symbolic;
        next.common = lu->common;
        lu->symbolic = NULL;
        lu->small_symbolic = NULL;
    }
    SparseLu last = *lu;
    *lu = next;
    forget(&last);
    if (status != CIRC_OK) return status;
    return lu->n <= SMALL ? factor_small(lu) : factor_large(lu);
}

/* x, b: SMALL at most. One step of refinement, as UMFPACK has it. */
static CircStatus solve_small(SparseLu *lu, const double *b, double *x)
{
    double left[SMALL];
    memcpy(x, b, (size_t)lu->n * sizeof *x);
    memcpy(left, b, (size_t)lu->n * sizeof *left);
    if (!klu_l_solve(lu->small_symbolic, lu->small_numeric, lu->n, 1, x, &lu->common)) return status_of_small(lu, false);
    for (SuiteSparse_long j = 0; j < lu->n; j++)
        for (SuiteSparse_long e = lu->start[j]; e < lu->start[j + 1]; e++) left[lu->row[e]] -= lu->value[e] * x[j];
    if (!klu_l_solve(lu->small_symbolic, lu->small_numeric, lu->n, 1, left, &lu->common)) return status_of_small(lu, false);
    for (SuiteSparse_long j = 0; j < lu->n; j++) x[j] += left[j];
    return CIRC_OK;
}

CircStatus sparse_lu_solve(SparseLu *lu, const double *b, double *x)
{
    if (lu->n <= SMALL) return solve_small(lu, b, x);
    return status_of(
        umfpack_dl_solve(UMFPACK_A, lu->start, lu->row, lu->value, x, b, lu->numeric, NULL, NULL));
}
