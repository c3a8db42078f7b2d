/* solve_general.h - the steady state of a model whose sites differ, in the terms of the solution stage. */
#ifndef SOLVE_SOLVE_GENERAL_H
#define SOLVE_SOLVE_GENERAL_H

#include "circ/solution.h"
#include "solve/steady.h"

/* The form that the model statement asks for. */
Secular secular_form(const CircModel *model);

/* Fills `solution` (all but `seconds`). False after reporting why there is none. */
bool solve_general(const CircModel *model, const CircSolveOptions *options, Steady *steady,
                   CircSolution *solution, CircArena *arena, CircDiags *diags);

#endif
