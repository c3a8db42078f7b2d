/* evolution.h - the state of a model from a start on, at the times of a transient. */
#ifndef SOLVE_EVOLUTION_H
#define SOLVE_EVOLUTION_H

#include "linalg/linear_ode.h"
#include "solve/heat_flow.h"
#include "solve/record.h"

/* Memory of both methods; kept from one transient to the next. */
typedef struct {
    double *x; /* the state */
    double *y; /* its derivative */
    double *work;
    size_t n, n_work; /* of x and y, and of work */
    long steps;       /* of the integration */
    Lindblad lindblad;
    Sector sector;
    Triplets matrix;
    SparseLu *lu;
    HeatFlow *flow;
} Evolution;

void evolution_free(Evolution *evolution); /* leaves it empty */

/* Room for n unknowns and n_arrays x n of work. */
CircStatus evolution_reserve(Evolution *evolution, size_t n, size_t n_arrays);

enum { EVOLUTION_MAX_BYTES = 1 << 30 };

/* Identical qubits: dp/dt = W'p for the populations P(J, M) of those lattice points that the start and the
 * baths reach: the J of the start where J is conserved, else all. docs/physics.md, "The ladder". `sites`:
 * measure them. CIRC_TOO_LARGE: the lattice would need more than EVOLUTION_MAX_BYTES. */
CircStatus evolve_ladder(Evolution *evolution, Record *record, bool sites, CircArena *arena);

/* Any model: d rho/dt = L rho in the sector of equal excitation numbers, where all starts lie. `sites` and
 * CIRC_TOO_LARGE likewise; CIRC_UNSUITABLE: the start is not one that sector_start knows. */
CircStatus evolve_sector(Evolution *evolution, Record *record, Secular secular, bool sites, CircArena *arena);

/* The start as a vector of the sector: every site by itself in its ground, first excited or thermal state, or
 * two-level sites in the symmetric |J = N/2, M>. CIRC_UNSUITABLE: another |J, M>, or more levels. */
CircStatus sector_start(const Sector *sector, const CircModel *model, const CircInitial *start, double *x);

/* States |J, M> that evolve_ladder works on. */
double evolve_ladder_states(const CircModel *model, const CircInitial *start, CircArena *arena);

#endif
