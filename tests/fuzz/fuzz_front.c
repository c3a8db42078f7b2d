/* Any bytes through the front end: text to tree to netlist, and the tree printed and parsed again. Built by
 * `make fuzz` with libFuzzer. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "circ/format.h"
#include "circ/netlist.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const CircAst *parse_text(const char *text, size_t size, CircSources *sources, CircArena *arena, CircDiags *diags)
{
    const CircSource *source = circ_sources_add(sources, "fuzz", text, size);
    return source ? circ_parse(source, arena, diags) : NULL;
}

/* What a tree prints as must parse, and print the same. */
static void check_round_trip(const CircAst *ast, CircSources *sources, CircArena *arena, CircDiags *diags)
{
    char *first = NULL, *second = NULL;
    size_t n_first = 0, n_second = 0;
    FILE *out = open_memstream(&first, &n_first);
    circ_ast_print(ast, out);
    fclose(out);
    const CircAst *again = parse_text(first, n_first, sources, arena, diags);
    if (!again) abort();
    out = open_memstream(&second, &n_second);
    circ_ast_print(again, out);
    fclose(out);
    if (n_first != n_second || memcmp(first, second, n_first)) abort();
    free(first);
    free(second);
}

/* A text that parses is formatted, and its format is final. */
static void check_format(const CircSource *source, CircSources *sources, CircArena *arena, CircDiags *diags)
{
    CircFormatted first = circ_format(source, arena, diags);
    if (first.status == CIRC_FORMAT_ERRORS) return;
    if (first.status != CIRC_FORMAT_FINE) abort();
    const CircSource *again = circ_sources_add(sources, "formatted", first.text, first.length);
    CircFormatted second = circ_format(again, arena, diags);
    if (second.status != CIRC_FORMAT_FINE || circ_format_changes(again, &second)) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CircArena *arena = circ_arena_create();
    circ_arena_limit(arena, (size_t)256 << 20);
    if (setjmp(*circ_arena_guard(arena)) == 0) {
        CircSources *sources = circ_sources_create(arena);
        CircDiags *diags = circ_diags_create(arena, sources);
        char *text = circ_arena_copy(arena, (const char *)data, size);
        const CircAst *ast = parse_text(text, size, sources, arena, diags);
        if (ast) check_round_trip(ast, sources, arena, diags);
        if (circ_sources_count(sources)) check_format(circ_sources_get(sources, 0), sources, arena, diags);
        const CircNetlist *netlist = ast ? circ_elaborate(ast, 0, NULL, arena, diags) : NULL;
        FILE *null = fopen("/dev/null", "w");
        if (null && netlist) circ_netlist_print(netlist, null);
        if (null) circ_diags_print(diags, null, false);
        if (null) fclose(null);
    }
    circ_arena_free(arena);
    return 0;
}
