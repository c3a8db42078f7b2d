/* bench_stages RUNS netlist|circuit|model FILE: from a file's text to a stage, in this process. Prints: median s,
 * peak MB. */
#include <stdio.h>
#include <string.h>

#include "bench.h"
#include "circ/study.h"

/* False after an error. */
static bool compile(const char *path, CircStage upto)
{
    CircArena *file = circ_arena_create(), *point = circ_arena_create();
    if (!file || !point) return false;
    CircSources *sources = circ_sources_create(file);
    CircPoint stages = {.arena = point, .diags = circ_diags_create(file, sources)};
    const CircSource *source = circ_sources_read(sources, path);
    const CircAst *ast = source ? circ_parse(source, file, stages.diags) : NULL;
    bool fine = ast && circ_compile(&stages, ast, 0, NULL, upto);
    if (!fine) circ_diags_print(stages.diags, stderr, false);
    circ_arena_free(file);
    circ_arena_free(point);
    return fine;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("Usage: bench_stages RUNS netlist|circuit|model FILE\n", stderr);
        return 2;
    }
    double seconds[BENCH_MOST_RUNS];
    int runs = bench_runs(argv[1]);
    CircStage upto = !strcmp(argv[2], "netlist")   ? CIRC_STAGE_NETLIST
                     : !strcmp(argv[2], "circuit") ? CIRC_STAGE_CIRCUIT
                                                   : CIRC_STAGE_MODEL;
    for (int i = 0; i < runs; i++) {
        double start = bench_now();
        if (!compile(argv[3], upto)) return 1;
        seconds[i] = bench_now() - start;
    }
    printf("%.3g\t%.1f\n", bench_median(runs, seconds), bench_peak(RUSAGE_SELF));
    return 0;
}
