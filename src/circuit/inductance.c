#include "circuit/inductance.h"

#include <math.h>

#include "linalg/dense.h"

/* Sets whose scaled inductance matrix is nearer to singular than this have a loop of no inductance. */
static const double LEAST_RCOND = 1e-13;

Groups inductor_sets(const CircNetlist *net, CircArena *arena)
{
    Forest forest = forest_make(net->n_inductors, arena);
    for (int i = 0; i < net->n_mutuals; i++) forest_join(&forest, net->mutuals[i].a, net->mutuals[i].b);
    return forest_groups(&forest, arena);
}

/* Place of an inductor in its set. */
static int place_in_set(const Groups *sets, int inductor)
{
    int place = sets->start[sets->of[inductor]];
    while (sets->member[place] != inductor) place++;
    return place - sets->start[sets->of[inductor]];
}

static void fill_coefficients(const CircNetlist *net, const Groups *sets, int set, int m, double *k)
{
    for (int i = 0; i < m; i++)
        for (int j = 0; j < m; j++) k[i * m + j] = i == j;
    for (int i = 0; i < net->n_mutuals && m > 1; i++) {
        const CircMutual *mutual = &net->mutuals[i];
        if (sets->of[mutual->a] != set) continue;
        int a = place_in_set(sets, mutual->a), b = place_in_set(sets, mutual->b);
        k[a * m + b] += mutual->k;
        k[b * m + a] += mutual->k;
    }
}

CircStatus inductance_inverse(const CircNetlist *net, const Groups *sets, int set, double *Gamma,
                              CircArena *arena)
{
    const int *member = sets->member + sets->start[set];
    int m = sets->start[set + 1] - sets->start[set];
    double rcond, *root = circ_new(arena, double, m);
    for (int i = 0; i < m; i++) root[i] = sqrt(net->inductors[member[i]].L);
    fill_coefficients(net, sets, set, m, Gamma);
    CircStatus status = dense_spd_inverse(m, Gamma, &rcond);
    for (int i = 0; i < m; i++)
        for (int j = 0; j < m; j++) Gamma[i * m + j] /= root[i] * root[j];
    return status == CIRC_OK && rcond < LEAST_RCOND ? CIRC_SINGULAR : status;
}

/* Reports the pairs with |k| >= 1; true: the set has none. */
static bool check_pairs(const CircNetlist *net, const Groups *sets, int set, CircDiags *diags)
{
    bool fine = true;
    for (int i = 0; i < net->n_mutuals; i++) {
        const CircMutual *mutual = &net->mutuals[i];
        if (sets->of[mutual->a] != set || fabs(mutual->k) < 1) continue;
        CircDiag *diag =
            circ_diag(diags, CIRC_E0508, mutual->span,
                      "the coefficient k of '%s' is %g: the two inductors would store a negative energy",
                      mutual->name, mutual->k);
        circ_diag_help(diags, diag, "k must lie between -1 and 1");
        fine = false;
    }
    return fine;
}

static void check_set(const CircNetlist *net, const Groups *sets, int set, CircArena *arena, CircDiags *diags)
{
    int m = sets->start[set + 1] - sets->start[set];
    double *Gamma = circ_new(arena, double, (size_t)m *m);
    if (!check_pairs(net, sets, set, diags)) return;
    if (inductance_inverse(net, sets, set, Gamma, arena) != CIRC_SINGULAR) return;
    const CircElement *first = &net->inductors[sets->member[sets->start[set]]].e;
    CircDiag *diag = circ_diag(diags, CIRC_E0508, first->span,
                               "the mutual inductances of '%s' and %d more inductors contradict each other: "
                               "some current stores no energy",
                               first->name, m - 1);
    for (int i = 0; i < net->n_mutuals; i++)
        if (sets->of[net->mutuals[i].a] == set)
            circ_diag_note(diags, diag, net->mutuals[i].span, "'%s' has k = %g", net->mutuals[i].name,
                           net->mutuals[i].k);
    circ_diag_help(diags, diag,
                   "make the coefficients smaller: the matrix of all k of the set must be positive definite");
}

bool inductance_check(const CircNetlist *net, CircArena *arena, CircDiags *diags)
{
    int before = circ_diags_errors(diags);
    Groups sets = inductor_sets(net, arena);
    for (int set = 0; set < sets.n; set++)
        if (sets.start[set + 1] - sets.start[set] > 1) check_set(net, &sets, set, arena, diags);
    return circ_diags_errors(diags) == before;
}
