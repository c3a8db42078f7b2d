#include "front_checks.h"

#include <stdlib.h>
#include <string.h>

#include "circ/format.h"
#include "circ/netlist.h"

enum { MAX_PARAMS = 3, MAX_TEXTS = 2 * MAX_PARAMS + 8 };

/* Texts are from malloc: kept here, so that they are freed where the arena is used up too. */
typedef struct {
    CircArena *arena, *scratch;
    CircSources *sources;
    CircDiags *diags;
    char *texts[MAX_TEXTS];
    size_t sizes[MAX_TEXTS];
    int n_texts;
} Check;

static FILE *open_text(Check *check)
{
    int i = check->n_texts++;
    FILE *out = open_memstream(&check->texts[i], &check->sizes[i]);
    if (!out) abort();
    return out;
}

static const char *tree_text(Check *check, const CircAst *ast)
{
    FILE *out = open_text(check);
    circ_ast_print(ast, out);
    fclose(out);
    return check->texts[check->n_texts - 1];
}

/* Without its sweeps, which only the netlist that nothing is set in has. */
static const char *netlist_text(Check *check, const CircNetlist *netlist)
{
    CircNetlist point = *netlist;
    point.n_sweeps = 0;
    FILE *out = open_text(check);
    circ_netlist_print(&point, out);
    fclose(out);
    return check->texts[check->n_texts - 1];
}

static void check_round_trip(Check *check, const CircAst *ast)
{
    const char *first = tree_text(check, ast);
    const CircSource *source = circ_sources_add(check->sources, "printed", first, strlen(first));
    const CircAst *again = circ_parse(source, check->arena, check->diags);
    if (!again || strcmp(first, tree_text(check, again))) abort();
}

static void check_format(Check *check, const CircSource *source)
{
    CircFormatted first = circ_format(source, check->arena, check->diags);
    if (first.status == CIRC_FORMAT_ERRORS) return;
    if (first.status != CIRC_FORMAT_FINE) abort();
    const CircSource *again = circ_sources_add(check->sources, "formatted", first.text, first.length);
    CircFormatted second = circ_format(again, check->arena, check->diags);
    if (second.status != CIRC_FORMAT_FINE || circ_format_changes(again, &second)) abort();
}

/* Of one elaboration: an error that is in a list already is not counted again. */
static CircDiags *own_diags(const Check *check)
{
    return circ_diags_create(check->arena, check->sources);
}

/* The netlist at another value of one parameter, and back again. False: an error left it in between. */
static bool check_update(Check *check, const CircAst *ast, const CircNetlist *netlist, int param)
{
    uint64_t changed = (uint64_t)1 << param;
    CircOverride there = {.name = netlist->params[param].name, .value = netlist->params[param].value};
    there.value.si *= 1.25;
    if (!circ_netlist_can_update(netlist, 1, &there, changed)) return true;
    CircDiags *of_anew = own_diags(check), *of_update = own_diags(check);
    const CircNetlist *anew = circ_elaborate(ast, 1, &there, check->arena, of_anew);
    bool fine = circ_netlist_update(netlist, 1, &there, changed, check->scratch, of_update);
    if (fine != (anew != NULL)) {
        circ_diags_print(anew ? of_update : of_anew, stderr, false);
        abort();
    }
    if (!fine) return false;
    if (strcmp(netlist_text(check, netlist), netlist_text(check, anew))) abort();
    return circ_netlist_update(netlist, 0, NULL, changed, check->scratch, own_diags(check));
}

static void check_netlist(Check *check, const CircAst *ast)
{
    const CircNetlist *netlist = circ_elaborate(ast, 0, NULL, check->arena, check->diags);
    if (!netlist) return;
    const char *first = netlist_text(check, netlist);
    circ_lint(ast, netlist, check->arena, check->diags);
    bool fine = true;
    for (int i = 0; fine && i < netlist->n_params && i < MAX_PARAMS; i++)
        fine = check_update(check, ast, netlist, i);
    if (fine && strcmp(first, netlist_text(check, netlist))) abort();
}

static void print_messages(const CircDiags *diags)
{
    FILE *null = fopen("/dev/null", "w");
    if (!null) return;
    circ_diags_print(diags, null, false);
    fclose(null);
}

static void check_text(Check *check, const char *text, size_t length, const char *library)
{
    check->sources = circ_sources_create(check->arena);
    check->diags = circ_diags_create(check->arena, check->sources);
    if (library) circ_sources_overlay(check->sources, "library.circ", library, strlen(library));
    const CircSource *source = circ_sources_add(check->sources, "fuzz", text, length);
    const CircAst *ast = circ_parse(source, check->arena, check->diags);
    if (ast) check_round_trip(check, ast);
    check_format(check, source);
    if (ast) check_netlist(check, ast);
    print_messages(check->diags);
}

void front_check(const char *text, size_t length, const char *library)
{
    Check check = {.arena = circ_arena_create()};
    check.scratch = check.arena ? circ_arena_create_beside(check.arena) : NULL;
    if (!check.scratch) abort();
    circ_arena_limit(check.arena, (size_t)256 << 20);
    circ_arena_limit(check.scratch, (size_t)64 << 20);
    if (setjmp(*circ_arena_guard(check.arena)) == 0) check_text(&check, text, length, library);
    for (int i = 0; i < MAX_TEXTS; i++) free(check.texts[i]);
    circ_arena_free(check.scratch);
    circ_arena_free(check.arena);
}
