/* sector.c - the generator applied to a state, jump by jump, without its matrix.
 *
 * Row m of T = L rho costs a few row additions; T then gives both terms of the dissipator: row m of T L', and
 * -L'T/2, which with its Hermitian conjugate is the loss. So L'L, much denser than L, is never formed. */
#include "solve/sector.h"

#include <stdlib.h>
#include <string.h>

CircStatus sector_create(Sector *s, const Lindblad *l, size_t max_bytes)
{
    *s = (Sector){.lindblad = l, .rate = lindblad_rate(l)};
    const Basis *basis = &l->basis;
    s->offset = calloc((size_t)basis->n_blocks + 1, sizeof *s->offset);
    if (!s->offset) return CIRC_NO_MEMORY;
    int widest = 1;
    for (int k = 0; k < basis->n_blocks; k++) {
        int d = basis_size(basis, k);
        s->offset[k + 1] = s->offset[k] + (size_t)d * (size_t)d;
        if (d > widest) widest = d;
    }
    s->n = s->offset[basis->n_blocks];
    if (s->n > max_bytes / (3 * sizeof *s->rho)) return CIRC_TOO_LARGE;
    s->rho = malloc(s->n * sizeof *s->rho);
    s->out = malloc(s->n * sizeof *s->out);
    s->half = malloc(s->n * sizeof *s->half);
    s->row = malloc((size_t)widest * sizeof *s->row);
    return s->rho && s->out && s->half && s->row ? CIRC_OK : CIRC_NO_MEMORY;
}

void sector_free(Sector *s)
{
    free(s->offset);
    free(s->rho);
    free(s->out);
    free(s->half);
    free(s->row);
    *s = (Sector){0};
}

void sector_unpack_block(int d, const double *x, double complex *rho)
{
    for (int m = 0; m < d; m++) {
        for (int n = 0; n < m; n++) {
            double complex z = x[m * d + n] + x[n * d + m] * I;
            rho[m * d + n] = z;
            rho[n * d + m] = conj(z);
        }
        rho[m * d + m] = x[m * d + m];
    }
}

void sector_unpack(Sector *s, const double *x)
{
    for (int k = 0; k < s->lindblad->basis.n_blocks; k++)
        sector_unpack_block(basis_size(&s->lindblad->basis, k), x + s->offset[k], s->rho + s->offset[k]);
}

void sector_pack_block(int d, const double complex *lower, double *x)
{
    for (int m = 0; m < d; m++) {
        for (int n = 0; n < m; n++) {
            x[m * d + n] = creal(lower[m * d + n]);
            x[n * d + m] = cimag(lower[m * d + n]);
        }
        x[m * d + m] = creal(lower[m * d + m]);
    }
}

/* T = row m of L rho; `first`: of the source block. */
static void jump_row(const SparseRows *L, int m, int first, int d, const double complex *rho,
                     double complex *T)
{
    memset(T, 0, (size_t)d * sizeof *T);
    for (int e = L->start[m]; e < L->start[m + 1]; e++)
        sparse_add_scaled(d, L->value[e], rho + (size_t)(L->col[e] - first) * (size_t)d, T);
}

/* out += T L' for row m of the block at `begin`, up to the diagonal. Complex products are written out: C's
 * own check every one for infinities. */
static void close_row(const SparseRows *L, int m, int begin, int first, const double complex *T,
                      double complex *out)
{
    for (int i = begin; i <= m; i++) {
        double re = 0, im = 0;
        for (int e = L->start[i]; e < L->start[i + 1]; e++) {
            double complex t = T[L->col[e] - first], a = L->value[e];
            re += creal(t) * creal(a) + cimag(t) * cimag(a);
            im += cimag(t) * creal(a) - creal(t) * cimag(a);
        }
        out[i - begin] += re + im * I;
    }
}

/* half -= L' T / 2 for row m of T. */
static void lose_row(const SparseRows *L, int m, int first, int d, const double complex *T,
                     double complex *half)
{
    for (int e = L->start[m]; e < L->start[m + 1]; e++) {
        double complex a = -0.5 * conj(L->value[e]);
        sparse_add_scaled(d, a, T, half + (size_t)(L->col[e] - first) * (size_t)d);
    }
}

/* One direction's jumps into block k from the blocks of `rho`; `half`: NULL, or like rho. */
static void jumps_into(Sector *s, int k, bool up, const double complex *rho, double complex *out,
                       double complex *half)
{
    const Basis *basis = &s->lindblad->basis;
    int begin = basis->first[k], size = basis_size(basis, k);
    for (int j = 0; j < s->lindblad->n_jumps; j++) {
        const SparseRows *L = &s->lindblad->jumps[j].L;
        int source = s->lindblad->jumps[j].source[k];
        if (s->lindblad->jumps[j].up != up || source < 0) continue;
        int first = basis->first[source], d = basis_size(basis, source);
        for (int m = begin; m < begin + size; m++) {
            if (L->start[m] == L->start[m + 1]) continue;
            jump_row(L, m, first, d, rho + s->offset[source], s->row);
            close_row(L, m, begin, first, s->row, out + (size_t)(m - begin) * (size_t)size);
            if (half) lose_row(L, m, first, d, s->row, half + s->offset[source]);
        }
    }
}

void sector_jump(Sector *s, int k, bool up, const double complex *rho, double complex *out)
{
    jumps_into(s, k, up, rho, out, NULL);
}

/* out += half + half' - i [H, rho] in the lower triangle of block k. */
static void close_block(Sector *s, int k)
{
    int d = basis_size(&s->lindblad->basis, k);
    const double *omega = s->lindblad->omega + s->lindblad->basis.first[k];
    const double complex *half = s->half + s->offset[k], *rho = s->rho + s->offset[k];
    double complex *out = s->out + s->offset[k];
    for (int m = 0; m < d; m++)
        for (int n = 0; n <= m; n++) {
            double w = omega[m] - omega[n];
            double complex r = rho[m * d + n];
            out[m * d + n] += half[m * d + n] + conj(half[n * d + m]) + w * (cimag(r) - creal(r) * I);
        }
}

void sector_apply(Sector *s, const double *x, double *y)
{
    const Basis *basis = &s->lindblad->basis;
    memset(s->out, 0, s->n * sizeof *s->out);
    memset(s->half, 0, s->n * sizeof *s->half);
    for (int k = 0; k < basis->n_blocks; k++)
        sector_unpack_block(basis_size(basis, k), x + s->offset[k], s->rho + s->offset[k]);
    for (int k = 0; k < basis->n_blocks; k++)
        for (int up = 0; up < 2; up++) jumps_into(s, k, up, s->rho, s->out + s->offset[k], s->half);
    for (int k = 0; k < basis->n_blocks; k++) {
        close_block(s, k);
        sector_pack_block(basis_size(basis, k), s->out + s->offset[k], y + s->offset[k]);
    }
}

double sector_trace(const Sector *s, const double *x)
{
    double trace = 0;
    for (int k = 0; k < s->lindblad->basis.n_blocks; k++) {
        int d = basis_size(&s->lindblad->basis, k);
        for (int m = 0; m < d; m++) trace += x[s->offset[k] + (size_t)m * (size_t)d + (size_t)m];
    }
    return trace;
}

void sector_mixed(const Sector *s, double *x)
{
    memset(x, 0, s->n * sizeof *x);
    for (int k = 0; k < s->lindblad->basis.n_blocks; k++) {
        int d = basis_size(&s->lindblad->basis, k);
        for (int m = 0; m < d; m++)
            x[s->offset[k] + (size_t)m * (size_t)d + (size_t)m] = 1.0 / s->lindblad->basis.n_states;
    }
}
