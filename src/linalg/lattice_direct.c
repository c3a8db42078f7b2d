/* Banded GTH elimination of a whole lattice. Grassmann, Taksar and Heyman, Oper. Res. 33, 1107 (1985). */
#include <stdlib.h>

#include "linalg/lattice.h"

/* Rates between sites, counted line after line, that are at most `width` apart. */
typedef struct {
    long n, width;
    double *rate;
} Band;

static double *at(const Band *band, long from, long to)
{
    return &band->rate[from * (2 * band->width + 1) + band->width + to - from];
}

static long width_of(const Lattice *lattice)
{
    long width = 1;
    for (long l = 0; l < lattice->n_lines; l++)
        for (long k = 0; k < lattice->line[l].n; k++)
            for (LatticeMove move = X_UP; move < N_MOVES; move += 2) {
                const LatticeSite *to = lattice_neighbour(lattice, l, lattice->line[l].first + k, move);
                if (to && to - &lattice->line[l].site[k] > width) width = to - &lattice->line[l].site[k];
            }
    return width;
}

static void fill(const Band *band, const Lattice *lattice)
{
    for (long l = 0; l < lattice->n_lines; l++)
        for (long k = 0; k < lattice->line[l].n; k++) {
            const LatticeSite *site = &lattice->line[l].site[k];
            for (LatticeMove move = X_UP; move < N_MOVES; move++) {
                const LatticeSite *to = lattice_neighbour(lattice, l, lattice->line[l].first + k, move);
                if (to) *at(band, site - lattice->site, to - lattice->site) += site->rate[move];
            }
        }
}

/* Takes out site k: who moves to it goes on to the sites before it, in proportion to its rates. */
static CircStatus eliminate(const Band *band, long k)
{
    long first = k > band->width ? k - band->width : 0;
    const double *onward = at(band, k, first);
    double sum = 0;
    for (long j = 0; j < k - first; j++) sum += onward[j];
    if (!(sum > 0)) return CIRC_SINGULAR;
    for (long i = first; i < k; i++) {
        double share = *at(band, i, k) /= sum;
        if (!(share > 0)) continue;
        double *row = at(band, i, first);
        for (long j = 0; j < k - first; j++) row[j] += share * onward[j];
    }
    return CIRC_OK;
}

/* Puts the sites back. A weight that grows out of range scales those before it down. */
static void substitute(const Band *band, LatticeSite *site)
{
    const double most = 1e200;
    double total = site[0].weight = 1;
    for (long k = 1; k < band->n; k++) {
        double weight = 0;
        for (long i = k > band->width ? k - band->width : 0; i < k; i++)
            weight += site[i].weight * *at(band, i, k);
        site[k].weight = weight;
        total += weight;
        if (total < most) continue;
        for (long i = 0; i <= k; i++) site[i].weight /= total;
        total = 1;
    }
    for (long k = 0; k < band->n; k++) site[k].weight /= total;
}

CircStatus lattice_solve_direct(const Lattice *lattice)
{
    Band band = {.n = lattice->n_sites, .width = width_of(lattice)};
    band.rate = calloc((size_t)(band.n * (2 * band.width + 1)), sizeof *band.rate);
    if (!band.rate) return CIRC_NO_MEMORY;
    fill(&band, lattice);
    CircStatus status = CIRC_OK;
    for (long k = band.n - 1; k > 0 && !status; k--) status = eliminate(&band, k);
    if (!status) substitute(&band, lattice->site);
    free(band.rate);
    return status;
}
