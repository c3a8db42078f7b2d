/* bench_text RUNS FILE: from a file's text to its results, in this process. Prints medians in s: of reading and parsing, of
 * each stage (netlist, circuit, model, solution), and of the whole study with its outputs. */
#include <stdio.h>

#include "bench.h"
#include "circ/study.h"

enum { PARSE, NETLIST, CIRCUIT, MODEL, SOLUTION, STUDY, N_TIMES };

typedef struct {
    CircArena *file;
    CircDiags *diags;
    const CircAst *ast;
} Text;

/* The arena is the caller's to free. */
static Text parse(const char *path)
{
    Text text = {.file = circ_arena_create()};
    CircSources *sources = circ_sources_create(text.file);
    text.diags = circ_diags_create(text.file, sources);
    const CircSource *source = circ_sources_read(sources, path);
    if (source) text.ast = circ_parse(source, text.file, text.diags);
    return text;
}

/* Adds the time since *last to the i-th list. */
static void note(double *seconds, double *last)
{
    double now = bench_now();
    *seconds = now - *last;
    *last = now;
}

static bool run_stages(const char *path, CircSolver *solver, double seconds[N_TIMES])
{
    double last = bench_now();
    Text text = parse(path);
    CircArena *arena = circ_arena_create();
    note(&seconds[PARSE], &last);
    const CircNetlist *netlist = text.ast ? circ_elaborate(text.ast, 0, NULL, arena, text.diags) : NULL;
    note(&seconds[NETLIST], &last);
    const CircCircuit *circuit = netlist ? circ_quantise(netlist, arena, text.diags) : NULL;
    note(&seconds[CIRCUIT], &last);
    const CircModel *model = circuit ? circ_lower(circuit, arena, text.diags) : NULL;
    note(&seconds[MODEL], &last);
    bool fine = model && circ_solve(model, &(CircSolveOptions){0}, solver, arena, text.diags);
    note(&seconds[SOLUTION], &last);
    circ_arena_free(arena);
    circ_arena_free(text.file);
    return fine;
}

static bool run_study(const char *path, double *seconds)
{
    double start = bench_now();
    Text text = parse(path);
    bool fine = text.ast && circ_study(text.ast, 0, NULL, &(CircSolveOptions){0}, text.file, text.diags);
    circ_arena_free(text.file);
    *seconds = bench_now() - start;
    return fine;
}

int main(int argc, char **argv)
{
    static double seconds[N_TIMES][BENCH_MOST_RUNS];
    CircSolver *solver = circ_solver_create();
    if (argc != 3 || !solver) {
        fputs("Usage: bench_text RUNS FILE\n", stderr);
        return 2;
    }
    int runs = bench_runs(argv[1]);
    bool fine = true;
    for (int i = 0; fine && i < runs; i++) {
        double times[N_TIMES];
        fine = run_stages(argv[2], solver, times) && run_study(argv[2], &times[STUDY]);
        for (int k = 0; k < N_TIMES; k++) seconds[k][i] = times[k];
    }
    for (int k = 0; fine && k < N_TIMES; k++)
        printf("%.3g%c", bench_median(runs, seconds[k]), k + 1 < N_TIMES ? '\t' : '\n');
    circ_solver_free(solver);
    return !fine;
}
