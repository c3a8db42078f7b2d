/* sites.c - level populations and pair coherences, from the blocks of a density matrix.
 *
 *   p_j(k) = Tr(rho |k><k|_j),   c_ab = |Tr(rho s+_a s-_b)|
 *
 * Both conserve the excitation number, so the blocks of the sector are all they need. */
#include "solve/sites.h"

#include <cblas.h>
#include <stdlib.h>

#include "solve/steady_work.h"

typedef struct {
    const Sector *sector; /* its rho is the state, in product states or in those of groups */
    const CircModel *model;
    int n_kinds, most_levels;
    double *population, *coherence;
} Sites;

/* <m|rho|n> of two states of one block. */
static double complex element(const Sector *s, int m, int n)
{
    const Basis *basis = &s->lindblad->basis;
    int k = basis->block[m], first = basis->first[k];
    return s->rho[s->offset[k] + (size_t)(m - first) * (size_t)basis_size(basis, k) + (size_t)(n - first)];
}

/* out = V in: a real matrix by columns times a complex one by rows, whose rows are 2 d real numbers. */
static void rotate(int d, const double *V, const double complex *in, double complex *out)
{
    cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, d, 2 * d, d, 1, V, d, (const double *)in, 2 * d, 0,
                (double *)out, 2 * d);
}

static void adjoin(int d, double complex *A)
{
    for (int m = 0; m < d; m++)
        for (int n = 0; n <= m; n++) {
            double complex lower = A[m * d + n];
            A[m * d + n] = conj(A[n * d + m]);
            A[n * d + m] = conj(lower);
        }
}

/* From eigenstates to product states: V rho V' = V (V rho)', since rho is Hermitian. */
static void undress(Sector *s)
{
    for (int k = 0; k < s->lindblad->basis.n_blocks; k++) {
        int d = basis_size(&s->lindblad->basis, k);
        double complex *rho = s->rho + s->offset[k], *half = s->half + s->offset[k];
        rotate(d, s->lindblad->vectors[k], rho, half);
        adjoin(d, half);
        rotate(d, s->lindblad->vectors[k], half, rho);
    }
}

/* Tr(rho s+_a s-_b): s+_a s-_b leads from n to m where b has an excitation to give and a has room. */
static double complex pair_of_sites(const Sites *x, int a, int b)
{
    const Basis *basis = &x->sector->lindblad->basis;
    const CircSite *sites = x->model->sites;
    double complex sum = 0;
    for (int n = 0; n < basis->n_states; n++) {
        int i = basis_level(basis, n, a), k = basis_level(basis, n, b);
        if (k == 0 || i + 1 == sites[a].levels) continue;
        int m = basis_moved(basis, basis_moved(basis, n, b, k - 1), a, i + 1);
        sum += lindblad_charge(&sites[a], i) * lindblad_charge(&sites[b], k - 1) * element(x->sector, n, m);
    }
    return sum;
}

static void measure_products(Sites *x)
{
    const Basis *basis = &x->sector->lindblad->basis;
    for (int n = 0; n < basis->n_states; n++)
        for (int j = 0; j < basis->n_sites; j++)
            x->population[j * x->most_levels + basis_level(basis, n, j)] += creal(element(x->sector, n, n));
    for (int a = 0; a < basis->n_sites; a++)
        for (int b = 0; b < a; b++)
            x->coherence[a * x->n_kinds + b] = x->coherence[b * x->n_kinds + a] =
                cabs(pair_of_sites(x, a, b));
}

/* Tr(rho J_+(a) J_-(b)) of two groups. */
static double complex pair_of_groups(const Sites *x, int a, int b)
{
    const SparseRows *A = &x->sector->lindblad->groups.lowering[a],
                     *B = &x->sector->lindblad->groups.lowering[b];
    double complex sum = 0;
    for (int m = 0; m < A->n_rows; m++)
        for (int e = A->start[m]; e < A->start[m + 1]; e++)
            for (int f = B->start[m]; f < B->start[m + 1]; f++)
                sum += conj(A->value[e]) * B->value[f] * element(x->sector, B->col[f], A->col[e]);
    return sum;
}

/* Each qubit of a group has its share. Of the N^2 terms of <J_+ J_-> within a group, N are the excitations.
 */
static void measure_groups(Sites *x)
{
    const QubitGroups *groups = &x->sector->lindblad->groups;
    for (int g = 0; g < groups->n; g++) {
        double excited = 0, N = groups->size[g];
        for (int m = 0; m < x->sector->lindblad->basis.n_states; m++)
            excited += groups->excited[m * groups->n + g] * creal(element(x->sector, m, m));
        x->population[2 * g] = 1 - excited / N;
        x->population[2 * g + 1] = excited / N;
        for (int h = 0; h < g; h++)
            x->coherence[g * x->n_kinds + h] = x->coherence[h * x->n_kinds + g] =
                cabs(pair_of_groups(x, g, h)) / (N * groups->size[h]);
        if (N > 1) x->coherence[g * x->n_kinds + g] = cabs(pair_of_groups(x, g, g) - excited) / (N * (N - 1));
    }
}

static const int *kinds_of(const Lindblad *l, CircArena *arena)
{
    int *kind = circ_new(arena, int, l->basis.n_sites);
    for (int j = 0; j < l->basis.n_sites; j++) kind[j] = l->groups.n ? l->groups.of_site[j] : j;
    return kind;
}

SitesRoom *sites_rooms(const Lindblad *l, const CircModel *model, int n, CircArena *arena)
{
    int n_kinds = !l ? 1 : l->groups.n ? l->groups.n : model->n_sites, most_levels = 0;
    for (int j = 0; j < model->n_sites; j++)
        if (model->sites[j].levels > most_levels) most_levels = model->sites[j].levels;
    SitesRoom *rooms = circ_new(arena, SitesRoom, n);
    const int *kind = l ? kinds_of(l, arena) : NULL;
    for (int i = 0; i < n; i++) {
        SitesRoom *room = &rooms[i];
        room->population = circ_new(arena, double, (size_t)n_kinds *(size_t)most_levels);
        room->coherence = circ_new(arena, double, (size_t)n_kinds *(size_t)n_kinds);
        room->seen = (CircSites){n_kinds, most_levels, kind, room->population, room->coherence};
    }
    return rooms;
}

void sites_measure(Sector *sector, const CircModel *model, const double *state, SitesRoom *room)
{
    Sites x = {sector, model, room->seen.n_kinds, room->seen.most_levels, room->population, room->coherence};
    sector_unpack(sector, state);
    if (sector->lindblad->vectors) undress(sector);
    if (sector->lindblad->groups.n)
        measure_groups(&x);
    else
        measure_products(&x);
}

const CircSites *steady_sites(Steady *steady, const CircModel *model, CircArena *arena)
{
    SitesRoom *room = sites_rooms(&steady->lindblad, model, 1, arena);
    sites_measure(&steady->sector, model, steady->x, room);
    return &room->seen;
}
