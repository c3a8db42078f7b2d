/* The V cycle over the coarse lattices. */
#include <stdlib.h>

#include "linalg/lattice_internal.h"

enum { COARSEST_SITES = 60, COARSEST_PASSES = 4 };

static long longest_chain(const Lattice *lattice)
{
    long longest = lattice->n_lines;
    for (long l = 0; l < lattice->n_lines; l++)
        if (lattice->line[l].n > longest) longest = lattice->line[l].n;
    return longest;
}

static CircStatus reserve_steps(LatticeGrid *grid, long n)
{
    if (n <= grid->step_capacity) return CIRC_OK;
    free(grid->step);
    grid->step = malloc((size_t)n * sizeof *grid->step);
    grid->step_capacity = grid->step ? n : 0;
    return grid->step ? CIRC_OK : CIRC_NO_MEMORY;
}

CircStatus lattice_grid_shape(LatticeGrid *grid, const Lattice *fine)
{
    CircStatus status = reserve_steps(grid, longest_chain(fine));
    grid->n_levels = 0;
    while (!status && fine->n_sites > COARSEST_SITES && grid->n_levels < LATTICE_MAX_LEVELS) {
        Lattice *coarse = &grid->level[grid->n_levels];
        status = lattice_coarse_shape(coarse, fine);
        if (status || coarse->n_sites >= fine->n_sites) break;
        status = reserve_steps(grid, longest_chain(coarse));
        grid->n_levels++;
        fine = coarse;
    }
    return status;
}

void lattice_grid_free(LatticeGrid *grid)
{
    for (int i = 0; i < LATTICE_MAX_LEVELS; i++) lattice_free(&grid->level[i]);
    free(grid->step);
    *grid = (LatticeGrid){0};
}

void lattice_grid_relax(const LatticeGrid *grid, const Lattice *fine)
{
    lattice_relax(fine, X_UP, grid->step);
    lattice_relax(fine, A_UP, grid->step);
    lattice_relax(fine, B_UP, grid->step);
}

/* The factors are known but for a common one: make their mean, weighted by the flows, 1. */
static void normalise(const Lattice *coarse)
{
    double before = 0, after = 0;
    for (long i = 0; i < coarse->n_sites; i++) {
        const LatticeSite *site = &coarse->site[i];
        double out = site->leak;
        for (LatticeMove move = 0; move < N_MOVES; move++) out += site->rate[move];
        before += out;
        after += out * site->weight;
    }
    if (!(after > 0)) return;
    for (long i = 0; i < coarse->n_sites; i++) coarse->site[i].weight *= before / after;
}

static void correct(const LatticeGrid *grid, int level, const Lattice *fine)
{
    if (level == grid->n_levels) return;
    const Lattice *coarse = &grid->level[level];
    lattice_coarsen(fine, coarse);
    for (int pass = level + 1 == grid->n_levels ? COARSEST_PASSES : 1; pass > 0; pass--)
        lattice_grid_relax(grid, coarse);
    correct(grid, level + 1, coarse);
    normalise(coarse);
    lattice_refine(coarse, fine);
}

void lattice_grid_correct(const LatticeGrid *grid, const Lattice *fine)
{
    correct(grid, 0, fine);
}
