/* heat_flow.c - traces of jump operators, weighted by the energy that each transition carries. */
#include "solve/heat_flow.h"

#include <math.h>
#include <string.h>

#include "circ/constants.h"

static double energy(const Lindblad *l, int m, int n, int power)
{
    double w = l->omega[m] - l->omega[n];
    return power == 0 ? 1 : power == 1 ? w : w * w;
}

/* T = row m of (w^power L) rho, with rho in block k. */
static void weighted_row(const Sector *s, const SparseRows *L, int m, int k, int power, double complex *T)
{
    const Basis *basis = &s->lindblad->basis;
    int d = basis_size(basis, k);
    memset(T, 0, (size_t)d * sizeof *T);
    for (int e = L->start[m]; e < L->start[m + 1]; e++) {
        double complex a = energy(s->lindblad, m, L->col[e], power) * L->value[e];
        sparse_add_scaled(d, a, s->rho + s->offset[k] + (size_t)(L->col[e] - basis->first[k]) * (size_t)d, T);
    }
}

/* Element of T (w^power L)' in column i. */
static double complex weighted_close(const Sector *s, const SparseRows *L, int i, int first, int power,
                                     const double complex *T)
{
    double complex sum = 0;
    for (int e = L->start[i]; e < L->start[i + 1]; e++)
        sum += energy(s->lindblad, i, L->col[e], power) * (T[L->col[e] - first] * conj(L->value[e]));
    return sum;
}

/* Re Tr[(w^p L) rho (w^q L)'], of the state unpacked last. */
static double weighted_trace(const Sector *s, const SparseRows *L, int p, int q)
{
    const Basis *basis = &s->lindblad->basis;
    double sum = 0;
    for (int m = 0; m < L->n_rows; m++) {
        if (L->start[m] == L->start[m + 1]) continue;
        int k = basis->block[L->col[L->start[m]]];
        weighted_row(s, L, m, k, p, s->row);
        sum += creal(weighted_close(s, L, m, basis->first[k], q, s->row));
    }
    return sum;
}

void heat_flow(Sector *s, const double *x, HeatFlow *flow)
{
    const Lindblad *l = s->lindblad;
    sector_unpack(s, x);
    for (int b = 0; b < l->n_baths; b++) flow[b] = (HeatFlow){0};
    for (int j = 0; j < l->n_jumps; j++) {
        double part = CIRC_HBAR * weighted_trace(s, &l->jumps[j].L, 1, 0);
        flow[l->jumps[j].bath].current += part;
        flow[l->jumps[j].bath].gross += fabs(part);
    }
}

/* out += (W rho L' + L rho W')/2 in the lower triangle of row m, where W L' means w^p. */
static void count_row(Sector *s, const SparseRows *L, int m, int target, int source)
{
    const Basis *basis = &s->lindblad->basis;
    int begin = basis->first[target], first = basis->first[source];
    double complex *out =
        s->out + s->offset[target] + (size_t)(m - begin) * (size_t)basis_size(basis, target);
    for (int p = 0; p < 2; p++) {
        weighted_row(s, L, m, source, p, s->row);
        for (int i = begin; i <= m; i++)
            out[i - begin] += 0.5 * weighted_close(s, L, i, first, 1 - p, s->row);
    }
}

void heat_current_map(Sector *s, int bath, const double *x, double *y)
{
    const Basis *basis = &s->lindblad->basis;
    sector_unpack(s, x);
    memset(s->out, 0, s->n * sizeof *s->out);
    for (int j = 0; j < s->lindblad->n_jumps; j++) {
        const Jump *jump = &s->lindblad->jumps[j];
        if (jump->bath != bath) continue;
        for (int m = 0; m < basis->n_states; m++)
            if (jump->L.start[m] < jump->L.start[m + 1])
                count_row(s, &jump->L, m, basis->block[m], basis->block[jump->L.col[jump->L.start[m]]]);
    }
    for (int k = 0; k < basis->n_blocks; k++)
        sector_pack_block(basis_size(basis, k), s->out + s->offset[k], y + s->offset[k]);
}

double heat_first(Sector *s, int bath, const double *x)
{
    const Lindblad *l = s->lindblad;
    double sum = 0;
    sector_unpack(s, x);
    for (int j = 0; j < l->n_jumps; j++)
        if (l->jumps[j].bath == bath) sum += weighted_trace(s, &l->jumps[j].L, 1, 0);
    return CIRC_HBAR * sum;
}

double heat_second(Sector *s, int bath, const double *x)
{
    const Lindblad *l = s->lindblad;
    double sum = 0;
    sector_unpack(s, x);
    for (int j = 0; j < l->n_jumps; j++)
        if (l->jumps[j].bath == bath)
            sum += 0.5 * (weighted_trace(s, &l->jumps[j].L, 2, 0) + weighted_trace(s, &l->jumps[j].L, 1, 1));
    return CIRC_HBAR * CIRC_HBAR * sum;
}

static double block_population(const Sector *s, const double *x, int k)
{
    int d = basis_size(&s->lindblad->basis, k);
    double sum = 0;
    for (int m = 0; m < d; m++) sum += x[s->offset[k] + (size_t)m * (size_t)d + (size_t)m];
    return sum;
}

double sector_Jz(const Sector *s, const double *x)
{
    double sum = 0;
    for (int k = 0; k < s->lindblad->basis.n_blocks; k++)
        sum += (s->lindblad->basis.excitations[k] - 0.5 * s->lindblad->basis.n_sites) *
               block_population(s, x, k);
    return sum;
}

double sector_J2(Sector *s, const double *x)
{
    double sum = 0;
    for (int k = 0; k < s->lindblad->basis.n_blocks; k++) {
        double M = s->lindblad->basis.excitations[k] - 0.5 * s->lindblad->basis.n_sites;
        sum += M * (M - 1) * block_population(s, x, k);
    }
    sector_unpack(s, x);
    return sum + weighted_trace(s, &s->lindblad->lowering, 0, 0);
}
