/* populations.c - the Pauli master equation of a model. */
#include "solve/populations.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool one_to_one(const SparseRows *L, int *last_row)
{
    for (int m = 0; m < L->n_rows; m++) {
        if (L->start[m + 1] - L->start[m] > 1) return false;
        for (int e = L->start[m]; e < L->start[m + 1]; e++) {
            if (last_row[L->col[e]] >= 0) return false;
            last_row[L->col[e]] = m;
        }
    }
    return true;
}

CircStatus populations_close(const Lindblad *l, bool *close)
{
    size_t bytes = (size_t)l->basis.n_states * sizeof(int);
    int *last_row = malloc(bytes);
    if (!last_row) return CIRC_NO_MEMORY;
    *close = true;
    for (int j = 0; *close && j < l->n_jumps; j++) {
        memset(last_row, -1, bytes);
        *close = one_to_one(&l->jumps[j].L, last_row);
    }
    free(last_row);
    return CIRC_OK;
}

static void add_rate(Triplets *matrix, int to, int from, double rate)
{
    if (to != 0) triplets_add(matrix, (size_t)to, (size_t)from, rate);
    if (from != 0) triplets_add(matrix, (size_t)from, (size_t)from, -rate);
}

CircStatus populations_matrix(const Lindblad *l, double trace_weight, Triplets *matrix)
{
    triplets_clear(matrix);
    for (int j = 0; j < l->n_jumps; j++) {
        const SparseRows *L = &l->jumps[j].L;
        for (int m = 0; m < L->n_rows; m++)
            for (int e = L->start[m]; e < L->start[m + 1]; e++) {
                double size = cabs(L->value[e]);
                add_rate(matrix, m, L->col[e], size * size);
            }
    }
    for (int n = 0; n < l->basis.n_states; n++) triplets_add(matrix, 0, (size_t)n, trace_weight);
    return matrix->status;
}
