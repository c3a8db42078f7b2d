#include "run_text.h"

#include <math.h>
#include <string.h>

Run run_text(const char *text)
{
    Run run = {.arena = circ_arena_create()};
    CircSources *sources = circ_sources_create(run.arena);
    run.diags = circ_diags_create(run.arena, sources);
    const CircAst *ast = circ_parse(circ_sources_add(sources, "test", text, strlen(text)), run.arena, run.diags);
    if (ast) run.results = circ_study(ast, 0, NULL, &(CircSolveOptions){0}, run.arena, run.diags);
    return run;
}

void run_free(Run *run)
{
    circ_arena_free(run->arena);
}

double run_output(const Run *run, int row, const char *name)
{
    for (int i = 0; run->results && i < run->results->n_outputs; i++)
        if (!strcmp(run->results->outputs[i].name, name)) return run->results->rows[row].outputs[i];
    return NAN;
}

double run_current(const Run *run, int row, const char *bath)
{
    for (int b = 0; run->results && b < run->results->rows[row].n_baths; b++)
        if (!strcmp(run->results->rows[row].baths[b], bath)) return run->results->rows[row].currents[b];
    return NAN;
}

bool run_has_code(const Run *run, CircCode code)
{
    for (int i = 0; i < circ_diags_count(run->diags); i++)
        if (circ_diags_get(run->diags, i)->code == code) return true;
    return false;
}
