/* Expansion: loops, choices and instances are followed, and what remains is a flat list of placements. */
#include <string.h>

#include "front/elaborate.h"
#include "front/parse.h"

/* Where the members of a kind are counted. */
static int *count_of(CircNetlist *net, ElementId id)
{
    switch (id) {
    case ELEMENT_CAPACITOR: return &net->n_capacitors;
    case ELEMENT_INDUCTOR: return &net->n_inductors;
    case ELEMENT_MUTUAL: return &net->n_mutuals;
    case ELEMENT_LINE: return &net->n_lines;
    case ELEMENT_TOUCHSTONE: return &net->n_touchstones;
    case ELEMENT_RESISTOR: return &net->n_resistors;
    case ELEMENT_RLC: return &net->n_resonators;
    case ELEMENT_TRANSMON: return &net->n_transmons;
    default: return &net->n_rate_baths;
    }
}

static CircSymbolKind symbol_kind(ElementId id)
{
    switch (id) {
    case ELEMENT_CAPACITOR: return CIRC_SYM_CAPACITOR;
    case ELEMENT_INDUCTOR: return CIRC_SYM_INDUCTOR;
    case ELEMENT_MUTUAL: return CIRC_SYM_MUTUAL;
    case ELEMENT_LINE: return CIRC_SYM_LINE;
    case ELEMENT_TRANSMON: return CIRC_SYM_TRANSMON;
    default: return CIRC_SYM_BATH;
    }
}

Scope *enter_scope(Elaboration *el, Scope *scope)
{
    Scope *before = (Scope *)el->eval.scope;
    el->eval.scope = scope;
    circ_diags_within(el->diags, scope->owner->expansion);
    return before;
}

bool count_turns(Elaboration *el, double n, CircSpan span)
{
    if (n <= MAX_TURNS - el->n_turns) {
        el->n_turns += (int)n;
        return true;
    }
    el->given_up = true;
    CircDiag *diag = circ_diag(el->diags, CIRC_E0307, span, "loops and instances go on without end");
    circ_diag_help(el->diags, diag, "the limit is %d turns and instances in all", MAX_TURNS);
    return false;
}

/* ---- declarations */

/* One dimension: `1:N`, or in a loop the index of one member. */
static bool declared_range(Elaboration *el, const CircStmt *stmt, const Scope *scope, const CircExpr *range, long *low,
                           long *high)
{
    uint64_t *inputs = &el->net->reach.structure;
    if (range->kind == CIRC_EXPR_RANGE) {
        if (!eval_integer(&el->eval, range->left, "the first index", low, inputs)) return false;
        if (!eval_integer(&el->eval, range->right, "the last index", high, inputs)) return false;
        if (*high >= *low) return true;
        circ_diag(el->diags, CIRC_E0105, range->span, "the array '%s' from %ld to %ld has no member",
                  stmt->name.text, *low, *high);
        return false;
    }
    if (scope->in_loop && range->kind != CIRC_EXPR_STAR) {
        if (!eval_integer(&el->eval, range, "an index", low, inputs)) return false;
        *high = *low;
        return true;
    }
    CircDiag *diag = circ_diag(el->diags, CIRC_E0105, range->span, "an array is declared with a range");
    circ_diag_help(el->diags, diag, "write '%s[1:N]'; a single member is declared in a 'for'", stmt->name.text);
    return false;
}

bool expand_range(Elaboration *el, const CircStmt *stmt, const Scope *scope, int *n_dims, long low[2], long high[2])
{
    *n_dims = 0;
    for (const CircExpr *range = stmt->range; range; range = range->next, ++*n_dims) {
        if (*n_dims == 2) {
            circ_diag(el->diags, CIRC_E0105, range->span, "an array has one or two indices");
            return false;
        }
        if (!declared_range(el, stmt, scope, range, &low[*n_dims], &high[*n_dims])) return false;
    }
    return true;
}

static bool is_one_member(const CircStmt *stmt)
{
    for (const CircExpr *range = stmt->range; range; range = range->next)
        if (range->kind == CIRC_EXPR_RANGE) return false;
    return stmt->range != NULL;
}

/* A loop declares an array member by member. */
static bool declare_member(Elaboration *el, Scope *owner, CircSymbol member)
{
    CircSymbol *symbol = scope_find_own(owner, member.name);
    if (!symbol) {
        CircSymbol empty = {.name = member.name, .span = member.span, .kind = member.kind, .n_dims = member.n_dims};
        symbol = scope_declare(owner, el->diags, empty);
    }
    bool fits = symbol->kind == member.kind && symbol->n_dims == member.n_dims && (symbol->list || !symbol->n);
    if (fits && symbol_member(owner->names, symbol, member.low) < 0) {
        symbol_add_member(owner->names, symbol, member.low, member.first);
        return true;
    }
    CircDiag *diag = circ_diag(el->diags, CIRC_E0102, member.span, "'%s%s' is declared twice", member.name,
                               fits ? index_text(el->arena, member.n_dims, member.low) : "");
    if (symbol->span.begin != member.span.begin)
        circ_diag_note(el->diags, diag, symbol->span, "'%s' was declared here first", member.name);
    return false;
}

bool declare_members(Elaboration *el, const CircStmt *stmt, Scope *owner, CircSymbol symbol)
{
    symbol.name = stmt->name.text;
    symbol.span = stmt->name.span;
    return is_one_member(stmt) ? declare_member(el, owner, symbol) : scope_declare(owner, el->diags, symbol) != NULL;
}

/* The sources of noise of a data file: one per port, if it has a temperature. */
static int touchstone_baths(const CircStmt *stmt)
{
    int ports = 0;
    bool warm = false;
    for (const CircExpr *node = stmt->nodes; node; node = node->next) ports++;
    for (const CircAssign *given = stmt->attributes; given; given = given->next)
        warm = warm || (given->key.text && !strcmp(given->key.text, "T"));
    return warm ? ports : 0;
}

/* A data file with several ports is a bath for each of them: NAME[1] and so on. */
static bool declare_touchstone(Elaboration *el, Placement *place)
{
    int baths = touchstone_baths(place->stmt);
    CircSymbol ports = {.kind = baths ? CIRC_SYM_BATH : CIRC_SYM_LINE, .n = baths ? baths : 1, .n_dims = baths > 1,
                        .low = {1}, .high = {baths}, .first = el->net->n_baths};
    place->bath = el->net->n_baths;
    el->net->n_baths += baths;
    if (place->stmt->range) {
        circ_diag(el->diags, CIRC_E0105, place->stmt->range->span, "an element with a file is not an array");
        return false;
    }
    return declare_members(el, place->stmt, place->scope->owner, ports);
}

static bool count_members(Elaboration *el, Placement *place)
{
    CircNetlist *net = el->net;
    long total = 0, n = 1;
    for (int kind = 0; kind < ELEMENT_COUNT; kind++) total += *count_of(net, (ElementId)kind);
    for (int k = 0; k < place->n_dims; k++) {
        long length = place->high[k] - place->low[k] + 1;
        n = length > MAX_ELEMENTS || n * length > MAX_ELEMENTS ? MAX_ELEMENTS + 1 : n * length;
    }
    place->n = (int)n;
    if (n <= MAX_ELEMENTS - total) return true;
    CircSpan span = place->stmt->range ? place->stmt->range->span : place->stmt->span;
    CircDiag *diag = circ_diag(el->diags, CIRC_E0307, span, "the circuit would have too many elements");
    circ_diag_help(el->diags, diag, "the limit is %d", MAX_ELEMENTS);
    return false;
}

/* The members get their places in the lists, which are made when all are counted. */
static bool declare_element(Elaboration *el, Placement *place)
{
    CircNetlist *net = el->net;
    ElementId id = place->kind->id;
    if (!expand_range(el, place->stmt, place->scope, &place->n_dims, place->low, place->high) || !count_members(el, place))
        return false;
    CircSymbolKind kind = symbol_kind(id);
    place->first = *count_of(net, id);
    *count_of(net, id) += place->n;
    if (id == ELEMENT_TOUCHSTONE) return declare_touchstone(el, place);
    place->bath = net->n_baths;
    if (kind == CIRC_SYM_BATH) net->n_baths += place->n;
    CircSymbol symbol = {.kind = kind, .n = place->n, .n_dims = place->n_dims,
                         .first = kind == CIRC_SYM_BATH ? place->bath : place->first};
    memcpy(symbol.low, place->low, sizeof symbol.low);
    memcpy(symbol.high, place->high, sizeof symbol.high);
    return declare_members(el, place->stmt, place->scope->owner, symbol);
}

void declare_bad(Elaboration *el, const CircStmt *stmt, Scope *scope)
{
    CircSymbol bad = {.name = stmt->name.text, .span = stmt->name.span, .kind = CIRC_SYM_BAD};
    if (!scope_find_own(scope->owner, stmt->name.text)) scope_declare(scope->owner, el->diags, bad);
}

static void report_unknown_kind(Elaboration *el, const CircStmt *stmt)
{
    CircDiag *diag = circ_diag(el->diags, CIRC_E0301, stmt->keyword.span, "there is no element or subcircuit '%s'",
                               stmt->keyword.text);
    if (!circ_diags_keeps(el->diags, diag)) return;
    const char **names = circ_new(el->arena, const char *, el->n_subcircuits + 1);
    for (int i = 0; i < el->n_subcircuits; i++) names[i] = el->subcircuit[i]->name.text;
    const char *nearest = element_kind_nearest(stmt->keyword.text);
    if (!nearest) nearest = table_nearest(stmt->keyword.text, names, el->n_subcircuits);
    const char *foreign = nearest ? NULL : parse_foreign_word(stmt->keyword.text);
    if (nearest) circ_diag_help(el->diags, diag, "did you mean '%s'?", nearest);
    if (foreign) circ_diag_help(el->diags, diag, "%s", foreign);
}

static void expand_element(Elaboration *el, const CircStmt *stmt, Scope *scope)
{
    Placement place = {.stmt = stmt, .scope = scope};
    place.kind = stmt->kind == CIRC_STMT_BATH ? bath_kind() : element_kind_find(stmt->keyword.text);
    const CircStmt *subcircuit = place.kind ? NULL : find_subcircuit(el, stmt->keyword.text);
    if (subcircuit) {
        expand_instances(el, stmt, subcircuit, scope);
        return;
    }
    if (!place.kind) report_unknown_kind(el, stmt);
    if (place.kind == bath_kind() && stmt->range && !is_one_member(stmt)) {
        CircDiag *diag = circ_diag(el->diags, CIRC_E0105, stmt->range->span, "a bath has no range of indices");
        circ_diag_help(el->diags, diag, "declare one at a time: 'for i in 1:N { bath %s[i] ... }'", stmt->name.text);
        place.kind = NULL;
    }
    if (!place.kind || !declare_element(el, &place)) {
        declare_bad(el, stmt, scope);
        return;
    }
    el->placements = circ_arena_grow(el->arena, el->placements, &el->placements_capacity, el->n_placements + 1,
                                     sizeof *el->placements);
    el->placements[el->n_placements++] = place;
}

/* ---- loops and choices */

static void expand_block(Elaboration *el, const CircStmt *list, Scope *scope)
{
    Scope *before = enter_scope(el, scope);
    declare_definitions(el, list, scope);
    expand_statements(el, list, scope);
    enter_scope(el, before);
}

static void expand_turn(Elaboration *el, const CircStmt *loop, Scope *scope, long i, uint64_t inputs)
{
    Scope *turn = scope_create(scope->names, scope, scope->owner);
    turn->in_loop = true;
    scope_declare_value(turn, el->diags, loop->name, (CircValue){.si = (double)i, .inputs = inputs});
    expand_block(el, loop->body, turn);
    if (circ_diags_reports(el->diags) > MOST_REPORTS) el->given_up = true;
}

static void expand_loop(Elaboration *el, const CircStmt *loop, Scope *scope)
{
    for (const CircExpr *value = loop->values; value; value = value->next) {
        const CircExpr *first = value->kind == CIRC_EXPR_RANGE ? value->left : value;
        const CircExpr *last = value->kind == CIRC_EXPR_RANGE ? value->right : value;
        long from, to;
        uint64_t inputs = 0;
        if (value->kind == CIRC_EXPR_STAR) {
            circ_diag(el->diags, CIRC_E0105, value->span, "a loop needs its ends, as in 'for %s in 1:N'", loop->name.text);
            continue;
        }
        if (!eval_integer(&el->eval, first, "the first value of a loop", &from, &inputs) ||
            !eval_integer(&el->eval, last, "the last value of a loop", &to, &inputs))
            continue;
        el->net->reach.structure |= inputs;
        if (to < from || !count_turns(el, (double)to - (double)from + 1, loop->values->span)) continue;
        for (long i = from; i <= to && !el->given_up; i++) expand_turn(el, loop, scope, i, inputs);
    }
}

static void expand_choice(Elaboration *el, const CircStmt *choice, Scope *scope)
{
    bool holds = false;
    CircValue truth = eval_condition(&el->eval, choice->value, &holds);
    el->net->reach.structure |= truth.inputs;
    const CircStmt *branch = holds ? choice->body : choice->otherwise;
    if (!truth.bad && branch) expand_block(el, branch, scope_create(scope->names, scope, scope->owner));
}

void expand_statements(Elaboration *el, const CircStmt *list, Scope *scope)
{
    for (const CircStmt *stmt = list; stmt && !el->given_up; stmt = stmt->next) {
        switch (stmt->kind) {
        case CIRC_STMT_ELEMENT:
        case CIRC_STMT_BATH: expand_element(el, stmt, scope); break;
        case CIRC_STMT_FOR: expand_loop(el, stmt, scope); break;
        case CIRC_STMT_IF: expand_choice(el, stmt, scope); break;
        case CIRC_STMT_IMPORT: expand_statements(el, stmt->body, scope); break;
        default: break;
        }
    }
}
