/* sector_start.c - where transients begin, in each kind of basis: product states, eigenstates of H_S, groups.
 */
#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "circ/constants.h"
#include "solve/evolution.h"

typedef struct {
    const Lindblad *lindblad;
    const CircModel *model;
    const CircInitial *start;
} Start;

static double boltzmann(double omega, double T)
{
    if (T > 0) return exp(-CIRC_HBAR * omega / (CIRC_KB * T));
    return omega > 0 ? 0 : 1;
}

/* Of a level of a site by itself. */
static double level_population(const Start *s, const CircSite *site, int level)
{
    if (s->start->kind == CIRC_INITIAL_EXCITED) return level == 1;
    double T = s->start->kind == CIRC_INITIAL_THERMAL ? s->start->T : 0, sum = 0;
    for (int k = 0; k < site->levels; k++) sum += boltzmann(site->omega[k], T);
    return boltzmann(site->omega[level], T) / sum;
}

static double binomial(int n, int k)
{
    double product = 1;
    for (int i = 1; i <= k; i++) product *= (double)(n - k + i) / i;
    return product;
}

/* Spins J that N qubits make: C(N, s) (2J + 1)/(N/2 + J + 1), s = N/2 - J. */
static double multiplicity(int N, int twice_J)
{
    return binomial(N, (N - twice_J) / 2) * (twice_J + 1) / ((N + twice_J) / 2 + 1);
}

static int site_of_group(const Start *s, int g)
{
    int j = 0;
    while (s->lindblad->groups.of_site[j] != g) j++;
    return j;
}

/* Probability of |J, M> of a group whose qubits are each by itself. */
static double group_population(const Start *s, int g, int state)
{
    const QubitGroups *groups = &s->lindblad->groups;
    const CircSite *site = &s->model->sites[site_of_group(s, g)];
    int at = state * groups->n + g, N = groups->size[g], up = groups->excited[at];
    return multiplicity(N, groups->twice_J[at]) * pow(level_population(s, site, 1), up) *
           pow(level_population(s, site, 0), N - up);
}

static double population(const Start *s, int state)
{
    double product = 1;
    for (int g = 0; g < s->lindblad->groups.n; g++) product *= group_population(s, g, state);
    for (int j = 0; !s->lindblad->groups.n && j < s->model->n_sites; j++)
        product *= level_population(s, &s->model->sites[j], basis_level(&s->lindblad->basis, state, j));
    return product;
}

/* <state|N/2, M>: of groups, sqrt(prod of C(N_g, k_g)/C(N, k)) on the largest spin of each. */
static double symmetric_amplitude(const Start *s, int state)
{
    const Basis *basis = &s->lindblad->basis;
    const QubitGroups *groups = &s->lindblad->groups;
    int k = basis->excitations[basis->block[state]];
    if (k != (int)lround(s->start->M + s->start->J)) return 0;
    double ways = 1;
    for (int g = 0; g < groups->n; g++) {
        int at = state * groups->n + g;
        ways *= groups->twice_J[at] == groups->size[g] ? binomial(groups->size[g], groups->excited[at]) : 0;
    }
    return sqrt(ways / binomial(basis->n_sites, k));
}

/* R: d x d, symmetric, of block k, in the states that the basis was made from. */
static void fill_block(const Start *s, int k, double *R)
{
    int first = s->lindblad->basis.first[k], d = basis_size(&s->lindblad->basis, k);
    bool pure = s->start->kind == CIRC_INITIAL_DICKE;
    memset(R, 0, (size_t)d * (size_t)d * sizeof *R);
    for (int m = 0; m < d; m++) {
        double amplitude = pure ? symmetric_amplitude(s, first + m) : 0;
        if (!pure) R[m * d + m] = population(s, first + m);
        for (int n = 0; pure && amplitude != 0 && n < d; n++)
            R[m * d + n] = amplitude * symmetric_amplitude(s, first + n);
    }
}

/* R = V'RV; half: as large. */
static void dress(int d, const double *V, double *R, double *half)
{
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, d, d, d, 1, R, d, V, d, 0, half, d);
    cblas_dgemm(CblasColMajor, CblasTrans, CblasNoTrans, d, d, d, 1, V, d, half, d, 0, R, d);
}

static bool is_known(const Start *s)
{
    return s->start->kind != CIRC_INITIAL_DICKE ||
           (s->lindblad->qubits && lround(2 * s->start->J) == s->model->n_sites);
}

CircStatus sector_start(const Sector *sector, const CircModel *model, const CircInitial *start, double *x)
{
    const Basis *basis = &sector->lindblad->basis;
    Start s = {sector->lindblad, model, start};
    if (!is_known(&s)) return CIRC_UNSUITABLE;
    for (int k = 0; k < basis->n_blocks; k++) {
        int d = basis_size(basis, k);
        double *R = malloc(2 * (size_t)d * (size_t)d * sizeof *R), *to = x + sector->offset[k];
        if (!R) return CIRC_NO_MEMORY;
        fill_block(&s, k, R);
        if (sector->lindblad->vectors) dress(d, sector->lindblad->vectors[k], R, R + (size_t)d * (size_t)d);
        for (int m = 0; m < d; m++)
            for (int n = 0; n < d; n++) to[m * d + n] = n <= m ? R[m * d + n] : 0; /* no imaginary parts */
        free(R);
    }
    return CIRC_OK;
}
