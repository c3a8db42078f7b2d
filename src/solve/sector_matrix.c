/* sector_matrix.c - the generator of the sector as a real sparse matrix, for the direct method.
 *
 * A column of the complex generator says what a unit of rho_nn' brings to rho_mm'. In the real numbers of the
 * vec convention the unknown Re rho_nn' stands for both rho_nn' and rho_n'n, whose columns are conjugate to
 * each other; so it brings z to (m, m') and conj z to (m', m), and Im rho_nn' brings i z and its conjugate.
 */
#include <stdlib.h>

#include "solve/sector.h"

typedef struct {
    const Sector *sector;
    Triplets *matrix;
} Assembly;

/* z at (m, m') of block k, d x d (local indices), from the unknown rho_nn', n >= n', at `source` and
 * `mirror`. */
static void add(Assembly *a, int k, int d, int m, int m2, double complex z, size_t source, size_t mirror)
{
    size_t at = a->sector->offset[k] + (size_t)m * (size_t)d + (size_t)m2;
    size_t across = a->sector->offset[k] + (size_t)m2 * (size_t)d + (size_t)m;
    bool population = source == mirror;
    if (m == m2) {
        triplets_add(a->matrix, at, source, population ? creal(z) : 2 * creal(z));
        if (!population) triplets_add(a->matrix, at, mirror, -2 * cimag(z));
        return;
    }
    if (m < m2 && population) return; /* its conjugate comes at (m', m) */
    size_t re = m > m2 ? at : across, im = m > m2 ? across : at;
    double sign = m > m2 ? 1 : -1;
    triplets_add(a->matrix, re, source, creal(z));
    triplets_add(a->matrix, im, source, sign * cimag(z));
    if (population) return;
    triplets_add(a->matrix, re, mirror, -cimag(z));
    triplets_add(a->matrix, im, mirror, sign * creal(z));
}

/* L rho L' of one jump, from the columns of L: `columns` is its transpose. */
static void add_jump(Assembly *a, const SparseRows *columns, int source, int target)
{
    const Basis *basis = &a->sector->lindblad->basis;
    int first = basis->first[source], d = basis_size(basis, source);
    int begin = basis->first[target], size = basis_size(basis, target);
    for (int n = 0; n < d; n++)
        for (int n2 = 0; n2 <= n; n2++) {
            size_t at = a->sector->offset[source] + (size_t)n * (size_t)d + (size_t)n2;
            size_t mirror = a->sector->offset[source] + (size_t)n2 * (size_t)d + (size_t)n;
            for (int e = columns->start[first + n]; e < columns->start[first + n + 1]; e++)
                for (int e2 = columns->start[first + n2]; e2 < columns->start[first + n2 + 1]; e2++)
                    add(a, target, size, columns->col[e] - begin, columns->col[e2] - begin,
                        columns->value[e] * conj(columns->value[e2]), at, mirror);
        }
}

/* K rho + rho K' for one block. */
static void add_loss(Assembly *a, const SparseRows *K_columns, int k)
{
    const Basis *basis = &a->sector->lindblad->basis;
    int first = basis->first[k], d = basis_size(basis, k);
    for (int n = 0; n < d; n++)
        for (int n2 = 0; n2 <= n; n2++) {
            size_t at = a->sector->offset[k] + (size_t)n * (size_t)d + (size_t)n2;
            size_t mirror = a->sector->offset[k] + (size_t)n2 * (size_t)d + (size_t)n;
            for (int e = K_columns->start[first + n]; e < K_columns->start[first + n + 1]; e++)
                add(a, k, d, K_columns->col[e] - first, n2, K_columns->value[e], at, mirror);
            for (int e = K_columns->start[first + n2]; e < K_columns->start[first + n2 + 1]; e++)
                add(a, k, d, n, K_columns->col[e] - first, conj(K_columns->value[e]), at, mirror);
        }
}

/* K = -i (omega - omega of its block) - sum L'L/2, transposed. The common energy of a block drops out of [H,
 * rho]. */
static CircStatus loss_columns(const Lindblad *l, SparseRows *K_columns)
{
    SparseList list = {0};
    for (int j = 0; j < l->n_jumps; j++) {
        const SparseRows *L = &l->jumps[j].L;
        for (int m = 0; m < L->n_rows; m++)
            for (int e = L->start[m]; e < L->start[m + 1]; e++)
                for (int f = L->start[m]; f < L->start[m + 1]; f++)
                    sparse_list_add(&list, L->col[f], L->col[e], -0.5 * conj(L->value[e]) * L->value[f]);
    }
    for (int k = 0; k < l->basis.n_blocks; k++)
        for (int m = l->basis.first[k]; m < l->basis.first[k + 1]; m++)
            sparse_list_add(&list, m, m, -I * (l->omega[m] - l->omega[l->basis.first[k]]));
    CircStatus status = sparse_rows_compress(K_columns, l->basis.n_states, l->basis.n_states, &list);
    sparse_list_free(&list);
    return status;
}

CircStatus sector_matrix(const Sector *s, Triplets *matrix)
{
    const Lindblad *l = s->lindblad;
    Assembly a = {s, matrix};
    SparseRows K_columns;
    triplets_clear(matrix);
    CircStatus status = loss_columns(l, &K_columns);
    for (int k = 0; status == CIRC_OK && k < l->basis.n_blocks; k++) add_loss(&a, &K_columns, k);
    sparse_rows_free(&K_columns);
    for (int j = 0; status == CIRC_OK && j < l->n_jumps; j++) {
        SparseRows columns;
        status = sparse_rows_transpose(&l->jumps[j].L, &columns);
        for (int k = 0; status == CIRC_OK && k < l->basis.n_blocks; k++)
            if (l->jumps[j].target[k] >= 0) add_jump(&a, &columns, k, l->jumps[j].target[k]);
        sparse_rows_free(&columns);
    }
    return status == CIRC_OK ? matrix->status : status;
}
