/* sites.h - single sites and pairs of them in the steady state of a general method. */
#ifndef SOLVE_SITES_H
#define SOLVE_SITES_H

#include "circ/solution.h"
#include "solve/steady.h"

/* After steady_solve has found the state of this model. Belongs to the arena. */
const CircSites *steady_sites(Steady *steady, const CircModel *model, CircArena *arena);

#endif
