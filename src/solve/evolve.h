/* evolve.h - a transient, in the terms of the solution stage. */
#ifndef SOLVE_EVOLVE_H
#define SOLVE_EVOLVE_H

#include "circ/solution.h"
#include "solve/evolution.h"

/* circ_evolve with the memory that it needs. */
const CircSolution *evolve(const CircModel *model, const CircTransient *transient,
                           const CircSolveOptions *options, Evolution *memory, CircArena *arena,
                           CircDiags *diags);

#endif
