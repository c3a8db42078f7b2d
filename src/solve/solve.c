/* Model to solution: chooses a method and runs it. */
#include <stdlib.h>
#include <time.h>

#include "solve/evolve.h"
#include "solve/solve_general.h"
#include "solve/solve_identical.h"

struct CircSolver {
    LadderWorkspace *ladder;
    Steady *steady;
    Evolution evolution;
    long n_numbers;
};

CircSolver *circ_solver_create(void)
{
    CircSolver *solver = calloc(1, sizeof *solver);
    if (solver) solver->ladder = ladder_workspace_create();
    if (solver) solver->steady = steady_create();
    if (solver && solver->ladder && solver->steady) return solver;
    circ_solver_free(solver);
    return NULL;
}

void circ_solver_free(CircSolver *solver)
{
    if (solver) ladder_workspace_free(solver->ladder);
    if (solver) steady_free(solver->steady);
    if (solver) evolution_free(&solver->evolution);
    free(solver);
}

long circ_solver_number(CircSolver *solver)
{
    return ++solver->n_numbers;
}

static const struct {
    const char *name, *meaning;
} methods[] = {
#define METHOD_ROW(identifier, name, meaning) {name, meaning},
    CIRC_METHOD_LIST(METHOD_ROW)
#undef METHOD_ROW
};

const char *circ_method_name(CircMethod method)
{
    return methods[method].name;
}

const char *circ_method_meaning(CircMethod method)
{
    return methods[method].meaning;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Identical qubits have methods of their own, which know the mean currents only. */
static bool is_for_identical(const CircModel *model, const CircSolveOptions *options)
{
    switch (options->method) {
    case CIRC_METHOD_CHOOSE: return model->identical && !options->noise && !options->relaxation;
    case CIRC_METHOD_CLOSED:
    case CIRC_METHOD_LADDER: return model->identical;
    default: return false;
    }
}

const CircSolution *circ_solve(const CircModel *model, const CircSolveOptions *options, CircSolver *solver,
                               CircArena *arena, CircDiags *diags)
{
    double started = now();
    CircSolution *solution = circ_new(arena, CircSolution, 1);
    bool fine = is_for_identical(model, options)
                    ? solve_identical(model, options, solver->ladder, solution, arena, diags)
                    : solve_general(model, options, solver->steady, solution, arena, diags);
    solution->seconds = now() - started;
    return fine ? solution : NULL;
}

const CircSolution *circ_evolve(const CircModel *model, const CircTransient *transient,
                                const CircSolveOptions *options, CircSolver *solver, CircArena *arena,
                                CircDiags *diags)
{
    return evolve(model, transient, options, &solver->evolution, arena, diags);
}
