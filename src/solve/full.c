/* full.c - LAPACK on the whole Liouvillian.
 *
 * sum_m (L rho)_mm = Tr(L rho) = 0 for every rho, so the row of any population is minus the sum of the
 * others' and can give its place to the trace, which makes the matrix regular where the steady state is
 * unique. */
#include "solve/full.h"

#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct Full {
    size_t n;               /* n_states^2 */
    double complex *matrix; /* n x n by rows, then its LU factors */
    double complex *vector; /* n */
    int *pivot;
};

/* matrix += (L kron conj L) - (L'L kron 1 + 1 kron (L'L)^T)/2, from the entries of L. */
static void add_dissipator(double complex *matrix, size_t D, const SparseRows *L)
{
    size_t n = D * D;
    for (size_t m = 0; m < D; m++)
        for (int e = L->start[m]; e < L->start[m + 1]; e++) {
            size_t i = (size_t)L->col[e];
            for (size_t m2 = 0; m2 < D; m2++)
                for (int f = L->start[m2]; f < L->start[m2 + 1]; f++)
                    matrix[(m * D + m2) * n + i * D + (size_t)L->col[f]] += L->value[e] * conj(L->value[f]);
            for (int f = L->start[m]; f < L->start[m + 1]; f++) {
                size_t j = (size_t)L->col[f]; /* (L'L)_ij */
                double complex loss = -0.5 * conj(L->value[e]) * L->value[f];
                for (size_t k = 0; k < D; k++) {
                    matrix[(i * D + k) * n + j * D + k] += loss;
                    matrix[(k * D + j) * n + k * D + i] += loss;
                }
            }
        }
}

static void add_trace(double complex *matrix, size_t D, double weight)
{
    memset(matrix, 0, D * D * sizeof *matrix);
    for (size_t m = 0; m < D; m++) matrix[m * D + m] = weight;
}

static void build(Full *full, const Lindblad *l, double rate)
{
    size_t D = (size_t)l->basis.n_states, n = full->n;
    for (int j = 0; j < l->n_jumps; j++) add_dissipator(full->matrix, D, &l->jumps[j].L);
    for (size_t m = 0; m < D; m++)
        for (size_t m2 = 0; m2 < D; m2++)
            full->matrix[(m * D + m2) * n + m * D + m2] -= I * (l->omega[m] - l->omega[m2]);
    add_trace(full->matrix, D, rate);
}

Full *full_create(const Sector *s, size_t max_bytes, CircStatus *status)
{
    size_t D = (size_t)s->lindblad->basis.n_states, n = D * D;
    *status = CIRC_TOO_LARGE;
    if (n > max_bytes / (n * sizeof(double complex))) return NULL;
    *status = CIRC_NO_MEMORY;
    Full *full = calloc(1, sizeof *full);
    if (!full) return NULL;
    full->n = n;
    full->matrix = calloc(n * n, sizeof *full->matrix);
    full->vector = malloc(n * sizeof *full->vector);
    full->pivot = malloc(n * sizeof *full->pivot);
    if (full->matrix && full->vector && full->pivot) {
        build(full, s->lindblad, s->rate);
        int info = LAPACKE_zgetrf(LAPACK_ROW_MAJOR, (int)n, (int)n, full->matrix, (int)n, full->pivot);
        *status = info == 0 ? CIRC_OK : info > 0 ? CIRC_SINGULAR : CIRC_NO_MEMORY;
    }
    if (*status == CIRC_OK) return full;
    full_free(full);
    return NULL;
}

void full_free(Full *full)
{
    if (!full) return;
    free(full->matrix);
    free(full->vector);
    free(full->pivot);
    free(full);
}

/* Places of block k of the sector in the full vector, by rows. */
static size_t place(const Basis *basis, int k, size_t i, size_t j)
{
    size_t first = (size_t)basis->first[k];
    return (first + i) * (size_t)basis->n_states + first + j;
}

/* From the full vector to the sector; what lies outside its blocks is zeroed as it is read. */
static void collect(Full *full, const Sector *s, double *x)
{
    const Basis *basis = &s->lindblad->basis;
    for (int k = 0; k < basis->n_blocks; k++) {
        size_t d = (size_t)basis_size(basis, k);
        for (size_t i = 0; i < d; i++)
            for (size_t j = 0; j < d; j++) {
                double complex z = full->vector[place(basis, k, i > j ? i : j, i > j ? j : i)];
                x[s->offset[k] + i * d + j] = j > i ? cimag(z) : creal(z);
            }
        for (size_t i = 0; i < d; i++)
            for (size_t j = 0; j < d; j++) full->vector[place(basis, k, i, j)] = 0;
    }
}

CircStatus full_solve(Full *full, const Sector *s, const double *b, double *x)
{
    const Basis *basis = &s->lindblad->basis;
    memset(full->vector, 0, full->n * sizeof *full->vector);
    double size = 0, outside = 0;
    for (int k = 0; k < basis->n_blocks; k++) {
        size_t d = (size_t)basis_size(basis, k);
        for (size_t i = 0; i < d; i++)
            for (size_t j = 0; j <= i; j++) {
                double re = b[s->offset[k] + i * d + j], im = i > j ? b[s->offset[k] + j * d + i] : 0;
                full->vector[place(basis, k, i, j)] = re + im * I;
                full->vector[place(basis, k, j, i)] = re - im * I;
            }
    }
    full->vector[0] = 0; /* the trace's equation */
    if (LAPACKE_zgetrs(LAPACK_ROW_MAJOR, 'N', (int)full->n, 1, full->matrix, (int)full->n, full->pivot,
                       full->vector, 1))
        return CIRC_SINGULAR;
    collect(full, s, x);
    for (size_t i = 0; i < s->n; i++) size = fmax(size, fabs(x[i]));
    for (size_t i = 0; i < full->n; i++) outside = fmax(outside, cabs(full->vector[i]));
    return outside <= 1e-8 * size ? CIRC_OK : CIRC_UNSUITABLE;
}
