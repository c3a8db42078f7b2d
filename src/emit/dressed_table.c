#include "emit/dressed_table.h"

#include <math.h>
#include <stdlib.h>

#include "circ/constants.h"
#include "model/lindblad.h"

/* Frequencies that differ by less of the largest one are the same but for rounding. */
static const double EQUAL = 1e-13;

double model_states(const CircModel *model)
{
    double states = 1;
    for (int j = 0; j < model->n_sites; j++) states *= model->sites[j].levels;
    return states;
}

bool dressed_touches(const CircModelBath *bath, int site)
{
    for (int i = 0; i < bath->n_terms; i++)
        if (bath->terms[i].site == site) return true;
    return false;
}

double complex dressed_amplitude(const CircModel *model, int bath, int site, double w)
{
    return circ_amplitude(model->circuit, bath, site, w / (2 * CIRC_PI));
}

static int ascending(const void *first, const void *second)
{
    double a = *(const double *)first, b = *(const double *)second;
    return (a > b) - (a < b);
}

/* From each block of equal excitation number to the next. */
static int list_frequencies(const Lindblad *l, double *w)
{
    int n = 0;
    for (int k = 0; k + 1 < l->basis.n_blocks; k++)
        for (int i = l->basis.first[k]; i < l->basis.first[k + 1]; i++)
            for (int j = l->basis.first[k + 1]; j < l->basis.first[k + 2]; j++)
                w[n++] = fabs(l->omega[j] - l->omega[i]);
    return n;
}

static int distinct(int n, double *w)
{
    int kept = 0;
    qsort(w, (size_t)n, sizeof *w, ascending);
    double least = n ? EQUAL * w[n - 1] : 0;
    for (int i = 0; i < n; i++)
        if (w[i] - (kept ? w[kept - 1] : 0) > least) w[kept++] = w[i];
    return kept;
}

CircStatus dressed_table(const CircModel *model, CircArena *arena, DressedTable *table)
{
    double states = model_states(model);
    if (states > DRESSED_MOST_STATES) return CIRC_TOO_LARGE;
    double *w = circ_new(arena, double, states *states);
    Lindblad l;
    CircStatus status = lindblad_create(&l, model, (Secular){.kind = SECULAR_NONE}, false);
    *table = (DressedTable){.n = status == CIRC_OK ? distinct(list_frequencies(&l, w), w) : 0, .w = w};
    lindblad_free(&l);
    return status;
}
