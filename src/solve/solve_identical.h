/* solve_identical.h - the steady state of identical qubits, in the terms of the solution stage. */
#ifndef SOLVE_SOLVE_IDENTICAL_H
#define SOLVE_SOLVE_IDENTICAL_H

#include "circ/solution.h"
#include "solve/ladder.h"

/* Whether n_sites qubits have the sector, or the state |J, M>, that a file names. False after reporting that
 * not. */
bool initial_exists(const CircInitial *initial, int n_sites, CircDiags *diags);

/* Fills `solution` (all but `seconds`). False after reporting why there is none. */
bool solve_identical(const CircModel *model, const CircSolveOptions *options, LadderWorkspace *ladder,
                     CircSolution *solution, CircArena *arena, CircDiags *diags);

#endif
