/* conserved.c - strong symmetries and dark states, site by site. */
#include "solve/conserved.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Relative. A detuning of this share of the energy, some 10 rad/s, breaks the symmetry at 1e-7 /s or less:
 * nothing that an experiment or a double could tell from none. */
static const double EQUAL = 1e-9;

static const CircTransition *term_of(const CircModelBath *bath, int site, int lower)
{
    for (int i = 0; i < bath->n_terms; i++)
        if (bath->terms[i].site == site && bath->terms[i].lower == lower) return &bath->terms[i];
    return NULL;
}

static double complex amplitude(const CircModelBath *bath, int site, int lower)
{
    const CircTransition *t = term_of(bath, site, lower);
    return t ? t->amplitude : 0;
}

static bool touched(const CircModel *model, int site, bool local_only)
{
    for (int b = 0; b < model->n_baths; b++) {
        if (local_only && !model->baths[b].local) continue;
        for (int k = 0; k + 1 < model->sites[site].levels; k++)
            if (amplitude(&model->baths[b], site, k) != 0) return true;
    }
    return false;
}

static bool exchanges(const CircModel *model, int site)
{
    for (int x = 0; x < model->n_exchanges; x++)
        if (model->exchanges[x].a == site || model->exchanges[x].b == site) return true;
    return false;
}

static bool equal_sites(const CircSite *a, const CircSite *b)
{
    if (a->levels != b->levels) return false;
    for (int k = 0; k < a->levels; k++)
        if (fabs(a->omega[k] - b->omega[k]) > EQUAL * fabs(a->omega[k])) return false;
    return true;
}

/* Every collective bath: amplitudes of i are those of j times one phase, the same for all; `aligned`: 1. */
static bool equal_couplings(const CircModel *model, int i, int j, bool aligned)
{
    double complex phase = aligned;
    for (int b = 0; b < model->n_baths; b++)
        for (int k = 0; k + 1 < model->sites[i].levels; k++) {
            double complex a = amplitude(&model->baths[b], i, k), c = amplitude(&model->baths[b], j, k);
            if (fabs(cabs(a) - cabs(c)) > EQUAL * cabs(a)) return false;
            if (a == 0) continue;
            if (phase == 0) phase = a / c;
            if (cabs(a - phase * c) > EQUAL * cabs(a)) return false;
        }
    return true;
}

static double exchange_between(const CircModel *model, int i, int j)
{
    double g = 0;
    for (int x = 0; x < model->n_exchanges; x++) {
        const CircSiteExchange *e = &model->exchanges[x];
        if ((e->a == i && e->b == j) || (e->a == j && e->b == i)) g += e->g;
    }
    return g;
}

/* Every other site exchanges with i as it does with j. */
static bool equal_exchanges(const CircModel *model, int i, int j)
{
    for (int k = 0; k < model->n_sites; k++) {
        if (k == i || k == j) continue;
        double g = exchange_between(model, i, k);
        if (fabs(g - exchange_between(model, j, k)) > EQUAL * fabs(g)) return false;
    }
    return true;
}

/* A phase between the sites' couplings is a choice of axes, unless exchange has made it already. */
static bool interchangeable(const CircModel *model, int i, int j)
{
    bool exchange = exchanges(model, i) || exchanges(model, j);
    return equal_sites(&model->sites[i], &model->sites[j]) && equal_couplings(model, i, j, exchange) &&
           equal_exchanges(model, i, j) && !touched(model, i, true) && !touched(model, j, true);
}

/* "'a', 'b' and 'c'" for the marked sites. */
static void name_sites(const CircModel *model, const bool *marked, size_t size, char *text)
{
    int left = 0;
    size_t used = 0;
    text[0] = 0;
    for (int j = 0; j < model->n_sites; j++) left += marked[j];
    for (int j = 0, done = 0; j < model->n_sites && used < size; j++) {
        if (!marked[j]) continue;
        const char *before = done == 0 ? "" : done == left - 1 ? " and " : ", ";
        int length = snprintf(text + used, size - used, "%s'%s'", before,
                              model->sites[j].name ? model->sites[j].name : "?");
        used += length > 0 ? (size_t)length : 0;
        done++;
    }
}

static bool find_untouched(const CircModel *model, bool *marked)
{
    bool found = false;
    for (int j = 0; j < model->n_sites; j++) {
        marked[j] = !touched(model, j, false) && !exchanges(model, j);
        found |= marked[j];
    }
    return found;
}

/* The first class of interchangeable sites with more than one. */
static bool find_interchangeable(const CircModel *model, bool *marked)
{
    for (int i = 0; i < model->n_sites; i++) {
        int count = 0;
        for (int j = 0; j < model->n_sites; j++) {
            marked[j] = j == i || interchangeable(model, i, j);
            count += marked[j];
        }
        if (count > 1) return true;
    }
    return false;
}

static bool frozen(const CircModel *model)
{
    for (int b = 0; b < model->n_baths; b++)
        for (int i = 0; i < model->baths[b].n_terms; i++)
            if (model->baths[b].terms[i].n > 0 && model->baths[b].terms[i].amplitude != 0) return false;
    return true;
}

/* At T = 0: one excitation spread over `count` equal sites stays where each of fewer baths sees a zero sum.
 */
static bool find_dark(const CircModel *model, bool *marked)
{
    if (!frozen(model)) return false;
    int n_collective = 0;
    for (int b = 0; b < model->n_baths; b++) n_collective += !model->baths[b].local;
    for (int i = 0; i < model->n_sites; i++) {
        int count = 0;
        double w = model->sites[i].omega[1];
        for (int j = 0; j < model->n_sites; j++) {
            marked[j] = fabs(model->sites[j].omega[1] - w) <= EQUAL * w && !touched(model, j, true) &&
                        !exchanges(model, j);
            count += marked[j];
        }
        if (count > n_collective) return true;
    }
    return false;
}

/* Only then does a symmetric operator conserve the length of their spin. */
static bool two_levels(const CircModel *model, const bool *marked)
{
    for (int j = 0; j < model->n_sites; j++)
        if (marked[j] && (model->sites[j].levels != 2 || exchanges(model, j))) return false;
    return true;
}

bool conserved_find(const CircModel *model, size_t size, char *text)
{
    char names[160];
    bool *marked = calloc((size_t)model->n_sites + 1, sizeof *marked);
    if (!marked) return false;
    bool found = true;
    if (find_untouched(model, marked)) {
        name_sites(model, marked, sizeof names, names);
        snprintf(text, size, "the populations of %s, which no bath touches", names);
    } else if (find_interchangeable(model, marked)) {
        name_sites(model, marked, sizeof names, names);
        snprintf(text, size, "the %s of %s, on which every bath acts alike",
                 two_levels(model, marked) ? "collective spin J" : "permutation symmetry", names);
    } else if (find_dark(model, marked)) {
        name_sites(model, marked, sizeof names, names);
        snprintf(text, size, "an excitation that %s share without any bath seeing it: a dark state, at T = 0",
                 names);
    } else
        found = false;
    free(marked);
    return found;
}

bool conserved_nothing(const CircModel *model)
{
    if (model->n_exchanges > 0) return false;
    for (int j = 0; j < model->n_sites; j++)
        for (int k = 0; k + 1 < model->sites[j].levels; k++) {
            bool warm = false;
            for (int b = 0; b < model->n_baths; b++) {
                const CircTransition *t = model->baths[b].local ? term_of(&model->baths[b], j, k) : NULL;
                warm |= t && t->amplitude != 0 && t->n > 0;
            }
            if (!warm) return false;
        }
    return true;
}
