/* Scopes: where a name is declared, and what it stands for. */
#include "front/scope.h"

#include <string.h>

Names *names_create(CircArena *arena)
{
    Names *names = circ_new(arena, Names, 1);
    names->arena = arena;
    table_init(&names->members, arena, 0);
    return names;
}

Scope *scope_create(Names *names, Scope *parent, Scope *owner)
{
    Scope *scope = circ_new(names->arena, Scope, 1);
    *scope = (Scope){.names = names, .parent = parent, .owner = owner ? owner : scope, .prefix = ""};
    scope->in_loop = owner && parent->in_loop;
    table_init(&scope->table, names->arena, 0);
    return scope;
}

CircArena *eval_arena(const Eval *eval)
{
    return eval->scope->names->arena;
}

CircSymbol *scope_find_own(const Scope *scope, const char *name)
{
    int i = table_find(&scope->table, name);
    return i < 0 ? NULL : &scope->names->symbols[i];
}

const CircSymbol *scope_find(const Scope *scope, const char *name)
{
    const CircSymbol *symbol = NULL;
    for (; scope && !symbol; scope = scope->parent) symbol = scope_find_own(scope, name);
    return symbol;
}

CircSymbol *scope_declare(Scope *scope, CircDiags *diags, CircSymbol symbol)
{
    Names *names = scope->names;
    const CircSymbol *old = scope_find_own(scope, symbol.name);
    if (old) {
        CircDiag *diag = circ_diag(diags, CIRC_E0102, symbol.span, "'%s' is declared twice", symbol.name);
        if (old->span.begin != symbol.span.begin)
            circ_diag_note(diags, diag, old->span, "'%s' was declared here first", symbol.name);
        else
            circ_diag_help(diags, diag, "each turn of the loop declares it: give it an index, as in '%s[i]'", symbol.name);
        return NULL;
    }
    names->symbols = circ_arena_grow(names->arena, names->symbols, &names->symbols_capacity,
                                     (size_t)names->n_symbols + 1, sizeof *names->symbols);
    names->symbols[names->n_symbols] = symbol;
    table_add(&scope->table, symbol.name, names->n_symbols);
    return &names->symbols[names->n_symbols++];
}

/* ---- "did you mean" */

typedef struct {
    const char **names;
    int n;
    size_t capacity;
} NameList;

static void list_name(CircArena *arena, NameList *list, const char *name)
{
    list->names =
        circ_arena_grow(arena, list->names, &list->capacity, (size_t)list->n + 1, sizeof *list->names);
    list->names[list->n++] = name;
}

static void list_scope(const Scope *scope, NameList *list, int kind)
{
    const Names *names = scope->names;
    for (int i = 0; i < names->n_symbols; i++) {
        const CircSymbol *symbol = &names->symbols[i];
        bool here = table_find(&scope->table, symbol->name) == i;
        if (here && (kind < 0 || (int)symbol->kind == kind)) list_name(names->arena, list, symbol->name);
    }
}

void scope_suggest(const Scope *scope, CircDiags *diags, CircDiag *diag, const char *name, int kind,
                   bool with_functions)
{
    enum { MOST_SYMBOLS = 100000 }; /* beyond that a suggestion is not worth the search */
    NameList list = {0};
    const Names *names = scope->names;
    CircArena *arena = names->arena;
    if (!circ_diags_keeps(diags, diag)) return; /* each turn of a loop may come here */
    for (const Scope *at = scope; at && names->n_symbols < MOST_SYMBOLS; at = at->parent) {
        list_scope(at, &list, kind);
        if (with_functions && kind >= 0) list_scope(at, &list, CIRC_SYM_FUNCTION);
    }
    for (int i = 0; with_functions && i < builtin_count(); i++) list_name(arena, &list, builtin_name(i));
    for (int i = 0; with_functions && (kind < 0 || kind == CIRC_SYM_FUNCTION) && i < CIRC_N_QUANTITIES; i++)
        if (i != CIRC_QUANTITY_TIME || names->transient)
            list_name(arena, &list, circ_quantity_name((CircQuantity)i));
    const char *nearest = table_nearest(name, list.names, list.n);
    if (nearest && !strcmp(nearest, name))
        circ_diag_help(diags, diag, "'%s' is a value: it takes no arguments", name);
    else if (nearest)
        circ_diag_help(diags, diag, "did you mean '%s'?", nearest);
}
