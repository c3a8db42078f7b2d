/* lattice.h - stationary weights of a Markov chain on a piece of a triangular lattice.
 *
 * A site is a pair (a, b) of integers >= 0, and lies on the line number (a + b - base)/stride. A line holds
 * consecutive values of a. The chain moves to six neighbours:
 *
 *     X_UP  (a + 1, b - 1)      A_UP  (a + stride, b)      B_UP  (a, b + stride)
 *
 * and the three DOWN moves back. X stays on its line, A and B go to the next one. With stride 2 the sites are
 * every second point of the (a, b) quadrant, with stride 1 all of it.
 *
 * Everything here adds, multiplies and divides numbers >= 0 and never subtracts, but in the coarse rates,
 * which are made >= 0 again: so weights keep their relative accuracy over any number of decades. No norm is
 * kept: only lattice_balance_lines and lattice_solve_direct scale the weights to a sum of 1. */
#ifndef LINALG_LATTICE_H
#define LINALG_LATTICE_H

#include <stdbool.h>
#include <stddef.h>

#include "circ/status.h"

/* ORDER moves: a move and its reverse differ in the last bit. */
typedef enum { X_UP, X_DOWN, A_UP, A_DOWN, B_UP, B_DOWN, N_MOVES } LatticeMove;

typedef struct {
    double weight;
    double rate[N_MOVES]; /* of leaving along each move; 0 where the lattice ends */
    double leak;          /* of leaving the lattice for good */
} LatticeSite;

typedef struct {
    long first, n; /* a = first ... first + n - 1 */
} LatticeSpan;

typedef struct {
    long first, n;
    LatticeSite *site;
    double mass;     /* work of lattice_balance_lines: sum of the weights, */
    double up, down; /* mean rates to the next line and to the last, */
    double share;    /* and what the mass ought to be */
} LatticeLine;

/* All zero is an empty one. Arrays only grow, so that a lattice is reshaped without much allocation. */
typedef struct {
    int stride;
    long base; /* a + b on line 0 */
    long n_lines, n_sites;
    LatticeLine *line;
    LatticeSite *site; /* line after line */
    long line_capacity, site_capacity;
} Lattice;

/* Work space of a line solve, a step for each site of the longest chain of moves. */
typedef struct {
    LatticeSite *site;
    double in;          /* flow into the site from beside the line */
    double forth, back; /* rates of leaving along the line */
    double leak;        /* rate of leaving the line, for beside it or for good */
} LatticeStep;

enum { LATTICE_MAX_LEVELS = 32 };

/* Coarser and coarser lattices over a fine one, which belongs to the caller. All zero is an empty one. */
typedef struct {
    Lattice level[LATTICE_MAX_LEVELS];
    int n_levels;
    LatticeStep *step;
    long step_capacity;
} LatticeGrid;

/* Gives the lattice its sites, line l being span[l]. Weights and rates are not set. */
CircStatus lattice_shape(Lattice *lattice, int stride, long base, long n_lines, const LatticeSpan *span);
void lattice_free(Lattice *lattice);

static inline LatticeSite *lattice_site(const Lattice *lattice, long l, long a)
{
    if ((unsigned long)l >= (unsigned long)lattice->n_lines) return NULL;
    const LatticeLine *line = &lattice->line[l];
    unsigned long k = (unsigned long)(a - line->first);
    return k < (unsigned long)line->n ? &line->site[k] : NULL;
}

/* NULL where the lattice ends. */
static inline LatticeSite *lattice_neighbour(const Lattice *lattice, long l, long a, LatticeMove move)
{
    switch (move) {
    case X_UP: return lattice_site(lattice, l, a + 1);
    case X_DOWN: return lattice_site(lattice, l, a - 1);
    case A_UP: return lattice_site(lattice, l + 1, a + lattice->stride);
    case A_DOWN: return lattice_site(lattice, l - 1, a - lattice->stride);
    case B_UP: return lattice_site(lattice, l + 1, a);
    default: return lattice_site(lattice, l - 1, a);
    }
}

/* Flow into (l, a) from its neighbour along `move`. */
static inline double lattice_inflow(const Lattice *lattice, long l, long a, LatticeMove move)
{
    const LatticeSite *from = lattice_neighbour(lattice, l, a, move);
    return from ? from->weight * from->rate[move ^ 1] : 0;
}

/* The larger of max |flow in - flow out| / max flow out over the sites, and over the cuts between lines. */
double lattice_residual(const Lattice *lattice);

/* Solves every chain of sites joined by `move` (an UP one) for its weights, given those beside it: one pass
 * of Gauss-Seidel by lines. Tridiagonal GTH elimination: Grassmann, Taksar and Heyman, Oper. Res. 33, 1107
 * (1985). */
void lattice_relax(const Lattice *lattice, LatticeMove move, LatticeStep *step);

/* Multiplies each line by the factor that balances the flows between lines, with the shares within a line as
 * they are: the aggregated chain of lines is a birth-death chain, solved exactly. The weights sum to 1
 * afterwards. */
void lattice_balance_lines(const Lattice *lattice);

/* The stationary weights by banded GTH elimination, about 2 n_sites bandwidth^2 flops; relative accuracy of
 * each weight about n_sites eps. CIRC_SINGULAR where a site cannot get back to the first. */
CircStatus lattice_solve_direct(const Lattice *lattice);

/* Shapes the coarse lattices over `fine`, again after each reshaping of it. */
CircStatus lattice_grid_shape(LatticeGrid *grid, const Lattice *fine);
void lattice_grid_free(LatticeGrid *grid);

/* Relaxes `fine` along X, A and B. */
void lattice_grid_relax(const LatticeGrid *grid, const Lattice *fine);

/* Corrects the smooth part of the error of `fine`: one V cycle over the coarse lattices. */
void lattice_grid_correct(const LatticeGrid *grid, const Lattice *fine);

#endif
