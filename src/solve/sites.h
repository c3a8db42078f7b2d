/* sites.h - single sites and pairs of them in a state of the sector. */
#ifndef SOLVE_SITES_H
#define SOLVE_SITES_H

#include "circ/solution.h"
#include "solve/sector.h"
#include "solve/steady.h"

/* Where a measurement goes. */
typedef struct {
    CircSites seen;
    double *population, *coherence; /* its arrays */
} SitesRoom;

/* n of them, all zero; `lindblad` NULL: for identical qubits. They belong to the arena. */
SitesRoom *sites_rooms(const Lindblad *lindblad, const CircModel *model, int n, CircArena *arena);

/* Fills an empty room from the state x. */
void sites_measure(Sector *sector, const CircModel *model, const double *x, SitesRoom *room);

/* After steady_solve has found the state of this model. Belongs to the arena. */
const CircSites *steady_sites(Steady *steady, const CircModel *model, CircArena *arena);

#endif
