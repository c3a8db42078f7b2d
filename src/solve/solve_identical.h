/* solve_identical.h - the steady state of identical qubits, in the terms of the solution stage. */
#ifndef SOLVE_SOLVE_IDENTICAL_H
#define SOLVE_SOLVE_IDENTICAL_H

#include "circ/solution.h"
#include "solve/ladder.h"

/* Fills `solution` (all but `seconds`). False after reporting why there is none. */
bool solve_identical(const CircModel *model, const CircSolveOptions *options, LadderWorkspace *ladder,
                     CircSolution *solution, CircArena *arena, CircDiags *diags);

#endif
