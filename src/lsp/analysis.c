#include "lsp/analysis.h"

#include <stdlib.h>
#include <string.h>

/* Questions to the editor's user are answered at once or not at all. */
static const size_t max_bytes = (size_t)2 << 30;

/* A larger network is not worked out while it is being typed: its time grows with the cube of the nodes. */
enum { MOST_NODES = 500 };

static void compile(Analysis *a, bool quick)
{
    a->point = (CircPoint){.arena = a->arena, .diags = a->diags};
    bool fine = circ_compile(&a->point, a->ast, 0, NULL, CIRC_STAGE_NETLIST);
    bool large = fine && a->point.netlist->n_nodes > MOST_NODES;
    if (fine && !circ_ast_is_library(a->ast) && !(quick && large)) circ_compile(&a->point, a->ast, 0, NULL, CIRC_STAGE_MODEL);
    if (a->point.netlist) circ_lint(a->ast, a->point.netlist, a->arena, a->diags);
}

static void analyse(Analysis *a, OpenText text, int n_open, const OpenText *open, bool quick)
{
    a->sources = circ_sources_create(a->arena);
    a->diags = circ_diags_create(a->arena, a->sources);
    a->aside = circ_diags_create(a->arena, a->sources);
    for (int i = 0; i < n_open; i++) circ_sources_overlay(a->sources, open[i].path, open[i].text, open[i].length);
    a->source = circ_sources_add(a->sources, text.path, text.text, text.length);
    a->ast = circ_parse_partly(a->source, a->arena, a->diags);
    a->names = names_collect(a->ast, a->arena);
    if (!circ_diags_errors(a->diags)) compile(a, quick);
}

Analysis *analysis_make(OpenText text, int n_open, const OpenText *open, bool quick)
{
    Analysis *volatile analysis = calloc(1, sizeof *analysis);
    if (!analysis) return NULL;
    analysis->arena = circ_arena_create();
    if (!analysis->arena || setjmp(*circ_arena_guard(analysis->arena))) {
        analysis_free(analysis);
        return NULL;
    }
    circ_arena_limit(analysis->arena, max_bytes);
    analyse(analysis, text, n_open, open, quick);
    circ_arena_unguard(analysis->arena);
    return analysis;
}

void analysis_free(Analysis *analysis)
{
    if (!analysis) return;
    circ_arena_free(analysis->arena);
    free(analysis);
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool analysis_reads(const Analysis *analysis, const char *path)
{
    for (int i = 0; i < circ_sources_count(analysis->sources); i++)
        if (!strcmp(last_part(circ_sources_get(analysis->sources, i)->name), last_part(path))) return true;
    return circ_diags_errors(analysis->diags) > 0; /* one may be that it cannot be read */
}

uint32_t analysis_text_offset(const Analysis *analysis, uint32_t offset)
{
    for (const CircExpansion *in; (in = circ_sources_expansion(analysis->sources, offset));) offset += in->body.begin - in->base;
    return offset;
}
