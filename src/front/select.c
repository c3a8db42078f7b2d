/* References: from `q[1:3]` or `x[*].q` to the places that they mean. */
#include <string.h>

#include "front/scope.h"

enum { MAX_SELECTED = 4000000 };

int selection_at(const Selection *selection, int i)
{
    return selection->list ? selection->list[i] : selection->first + i;
}

const char *index_text(CircArena *arena, int n_dims, const long index[2])
{
    if (!n_dims) return "";
    return n_dims == 1 ? circ_arena_format(arena, "[%ld]", index[0])
                       : circ_arena_format(arena, "[%ld,%ld]", index[0], index[1]);
}

/* ---- members */

static const char *member_key(char *buffer, size_t size, const Names *names, const CircSymbol *symbol,
                              const long index[2])
{
    snprintf(buffer, size, "%ld:%ld,%ld", (long)(symbol - names->symbols), index[0], index[1]);
    return buffer;
}

int symbol_member(const Names *names, const CircSymbol *symbol, const long index[2])
{
    char key[80];
    if (!symbol->n) return -1;
    for (int k = 0; k < symbol->n_dims; k++)
        if (index[k] < symbol->low[k] || index[k] > symbol->high[k]) return -1;
    if (symbol->list) {
        int at = table_find(&names->members, member_key(key, sizeof key, names, symbol, index));
        return at < 0 ? -1 : symbol->list[at];
    }
    long row = symbol->n_dims > 0 ? index[0] - symbol->low[0] : 0;
    if (symbol->n_dims < 2) return symbol->first + (int)row;
    return symbol->first + (int)(row * (symbol->high[1] - symbol->low[1] + 1) + index[1] - symbol->low[1]);
}

void symbol_add_member(Names *names, CircSymbol *symbol, const long index[2], int place)
{
    char key[80];
    member_key(key, sizeof key, names, symbol, index);
    for (int k = 0; k < symbol->n_dims; k++) {
        if (!symbol->n || index[k] < symbol->low[k]) symbol->low[k] = index[k];
        if (!symbol->n || index[k] > symbol->high[k]) symbol->high[k] = index[k];
    }
    int *list = circ_arena_grow(names->arena, (int *)symbol->list, &symbol->list_capacity,
                                (size_t)symbol->n + 1, sizeof *list);
    list[symbol->n] = place;
    symbol->list = list;
    table_add(&names->members, circ_arena_copy(names->arena, key, strlen(key)), symbol->n++);
}

/* ---- what is being selected */

typedef struct {
    const Eval *eval; /* of the indices */
    CircSymbolKind kind;
    const char *what;
    const CircSymbol *symbol; /* of the last name */
    int *list;
    int n;
    size_t capacity;
    uint64_t inputs;
} Search;

static bool take(Search *search, int place)
{
    CircArena *arena = eval_arena(search->eval);
    search->list =
        circ_arena_grow(arena, search->list, &search->capacity, (size_t)search->n + 1, sizeof *search->list);
    search->list[search->n++] = place;
    return search->n <= MAX_SELECTED;
}

/* The ends of one index: *, a number, or a range. */
static bool index_ends(Search *search, const CircSymbol *symbol, int k, const CircExpr *index, long *from,
                       long *to)
{
    const Eval *eval = search->eval;
    *from = symbol->low[k];
    *to = symbol->high[k];
    if (index->kind == CIRC_EXPR_STAR) return true;
    const CircExpr *first = index->kind == CIRC_EXPR_RANGE ? index->left : index;
    const CircExpr *last = index->kind == CIRC_EXPR_RANGE ? index->right : index;
    return eval_integer(eval, first, "an index", from, &search->inputs) &&
           eval_integer(eval, last, "an index", to, &search->inputs);
}

static void report_outside(const Eval *eval, const CircSymbol *symbol, const CircExpr *ref)
{
    CircArena *arena = eval_arena(eval);
    const char *range = circ_arena_format(arena, "%ld:%ld", symbol->low[0], symbol->high[0]);
    if (symbol->n_dims == 2)
        range = circ_arena_format(arena, "%s, %ld:%ld", range, symbol->low[1], symbol->high[1]);
    CircSpan span = circ_span_join(ref->args->span, ref->args->last ? ref->args->last->span : ref->args->span);
    CircDiag *diag =
        circ_diag(eval->diags, CIRC_E0105, span, "the index is outside of '%s[%s]'", symbol->name, range);
    circ_diag_note(eval->diags, diag, symbol->span, "'%s' is declared here", symbol->name);
}

/* Members of an array in the box that its indices span. All stars of an array that a loop made: all there are. */
static bool select_indices(Search *search, const CircSymbol *symbol, const CircExpr *ref)
{
    const Eval *eval = search->eval;
    long from[2] = {0}, to[2] = {0}, index[2];
    const CircExpr *given = ref->args;
    bool all = true;
    for (int k = 0; k < symbol->n_dims; k++, given = given->next) {
        if (!index_ends(search, symbol, k, given, &from[k], &to[k])) return false;
        all = all && given->kind == CIRC_EXPR_STAR;
        if (from[k] >= symbol->low[k] && to[k] <= symbol->high[k] && from[k] <= to[k]) continue;
        report_outside(eval, symbol, ref);
        return false;
    }
    for (int i = 0; all && i < symbol->n; i++)
        if (!take(search, symbol->list ? symbol->list[i] : symbol->first + i)) return false;
    if (all) return true;
    for (index[0] = from[0]; index[0] <= to[0]; index[0]++)
        for (index[1] = from[1]; index[1] <= to[1]; index[1]++) {
            int place = symbol_member(eval->scope->names, symbol, index);
            if (place < 0) {
                circ_diag(eval->diags, CIRC_E0105, ref->span, "there is no '%s%s'", symbol->name,
                          index_text(eval_arena(eval), symbol->n_dims, index));
                return false;
            }
            take(search, place);
        }
    return true;
}

static bool has_right_indices(const Eval *eval, const CircSymbol *symbol, const CircExpr *ref)
{
    static const char *const all[] = {"", "[*]", "[*,*]"};
    int n = 0;
    for (const CircExpr *index = ref->args; index; index = index->next) n++;
    if (n == symbol->n_dims) return true;
    if (!symbol->n_dims) {
        circ_diag(eval->diags, CIRC_E0105, ref->span, "'%s' is not an array", symbol->name);
        return false;
    }
    CircDiag *diag = n ? circ_diag(eval->diags, CIRC_E0105, ref->span, "'%s' has %d ind%s; found %d", symbol->name,
                                   symbol->n_dims, symbol->n_dims > 1 ? "ices" : "ex", n)
                       : circ_diag(eval->diags, CIRC_E0105, ref->span, "'%s' is an array", symbol->name);
    circ_diag_help(eval->diags, diag, "write '%s%s' for one of it or '%s%s' for all", symbol->name,
                   index_text(eval_arena(eval), symbol->n_dims, symbol->low), symbol->name, all[symbol->n_dims]);
    return false;
}

static void report_missing(const Search *search, const Scope *scope, const CircSymbol *symbol, const CircExpr *ref,
                           CircSymbolKind kind, const char *what)
{
    const Eval *eval = search->eval;
    const char *name = ref->name.text;
    if (!symbol && scope->subcircuit) {
        CircDiag *diag = circ_diag(eval->diags, CIRC_E0101, ref->name.span, "'%.*s' has no '%s'; expected %s",
                                   (int)strlen(scope->prefix) - 1, scope->prefix, name, what);
        circ_diag_note(eval->diags, diag, scope->subcircuit->name.span, "it is a '%s', declared here",
                       scope->subcircuit->name.text);
        scope_suggest(scope, eval->diags, diag, name, (int)kind, false);
        return;
    }
    CircDiag *diag = symbol ? circ_diag(eval->diags, CIRC_E0104, ref->name.span, "'%s' is not %s", name, what)
                            : circ_diag(eval->diags, CIRC_E0101, ref->name.span,
                                        "there is no '%s'; expected %s", name, what);
    if (symbol) circ_diag_note(eval->diags, diag, symbol->span, "'%s' is declared here", symbol->name);
    scope_suggest(scope, eval->diags, diag, name, (int)kind, false);
}

/* Within one instance only its own names count. */
static bool select_in(Search *search, const Scope *scope, const CircExpr *ref, bool inside)
{
    const Eval *eval = search->eval;
    if (ref->kind != CIRC_EXPR_REF) {
        circ_diag(eval->diags, CIRC_E0104, ref->span, "expected the name of %s", search->what);
        return false;
    }
    CircSymbolKind kind = ref->member ? CIRC_SYM_INSTANCE : search->kind;
    const char *what = ref->member ? "an instance of a subcircuit" : search->what;
    const CircSymbol *symbol = inside ? scope_find_own(scope, ref->name.text) : scope_find(scope, ref->name.text);
    if (symbol && symbol->kind == CIRC_SYM_BAD) return false;
    if (!symbol || symbol->kind != kind) {
        report_missing(search, scope, symbol, ref, kind, what);
        return false;
    }
    if (!has_right_indices(eval, symbol, ref)) return false;
    if (!ref->member) {
        search->symbol = symbol;
        return select_indices(search, symbol, ref);
    }
    Search instances = {.eval = eval, .kind = kind, .what = what};
    if (!select_indices(&instances, symbol, ref)) return false;
    search->inputs |= instances.inputs;
    for (int i = 0; i < instances.n; i++)
        if (!select_in(search, eval->scope->names->instances[instances.list[i]], ref->member, true)) return false;
    return true;
}

/* All members of a large array are not listed one by one. */
static bool select_whole(const Eval *eval, const CircExpr *ref, CircSymbolKind kind, Selection *selection)
{
    const CircSymbol *symbol =
        ref->kind == CIRC_EXPR_REF && !ref->member ? scope_find(eval->scope, ref->name.text) : NULL;
    if (!symbol || symbol->kind != kind) return false;
    int n = 0;
    bool stars = true;
    for (const CircExpr *index = ref->args; index; index = index->next, n++)
        stars = stars && index->kind == CIRC_EXPR_STAR;
    if (n != symbol->n_dims || !stars) return false;
    *selection = (Selection){symbol, symbol->n, symbol->first, symbol->list, 0};
    return true;
}

bool scope_select(const Eval *eval, const CircExpr *ref, CircSymbolKind kind, const char *what, Selection *selection)
{
    if (select_whole(eval, ref, kind, selection)) return true;
    Search search = {.eval = eval, .kind = kind, .what = what};
    if (!select_in(&search, eval->scope, ref, false)) return false;
    *selection = (Selection){search.symbol, search.n, search.n ? search.list[0] : 0, search.list, search.inputs};
    return true;
}
