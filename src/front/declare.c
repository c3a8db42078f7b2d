/* The names of elements and baths, and how many there are of each kind. */
#include <string.h>

#include "front/elaborate.h"

/* Where the members of a kind are counted and listed. */
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

static bool declare_range(Elaboration *el, const CircStmt *stmt, CircSymbol *symbol)
{
    if (!stmt->range) return true;
    if (stmt->text.text) {
        circ_diag(el->diags, CIRC_E0105, stmt->range->span, "an element with a file is not an array");
        return false;
    }
    if (stmt->range->kind != CIRC_EXPR_RANGE) {
        CircDiag *diag =
            circ_diag(el->diags, CIRC_E0105, stmt->range->span, "an array is declared with a range");
        circ_diag_help(el->diags, diag, "write '%s[1:N]'", stmt->name.text);
        return false;
    }
    symbol->array = true;
    if (!eval_integer(&el->eval, stmt->range->left, "the first index", &symbol->low)) return false;
    if (!eval_integer(&el->eval, stmt->range->right, "the last index", &symbol->high)) return false;
    if (symbol->high < symbol->low) {
        circ_diag(el->diags, CIRC_E0105, stmt->range->span, "the array '%s' from %ld to %ld has no member",
                  symbol->name, symbol->low, symbol->high);
        return false;
    }
    return true;
}

long members_of(const CircSymbol *symbol)
{
    return symbol->high - symbol->low + 1;
}

/* The sources of noise of a data file: one per port, if it has a temperature. */
static long touchstone_baths(const CircStmt *stmt)
{
    long ports = 0;
    bool warm = false;
    for (const CircExpr *node = stmt->nodes; node; node = node->next) ports++;
    for (const CircAssign *given = stmt->attributes; given; given = given->next)
        warm = warm || (given->key.text && !strcmp(given->key.text, "T"));
    return warm ? ports : 0;
}

/* A data file with several ports is a bath for each of them: NAME[1] and so on. */
static void declare_touchstone(Elaboration *el, const CircStmt *stmt, CircSymbol *symbol)
{
    long baths = touchstone_baths(stmt);
    if (!baths) symbol->kind = CIRC_SYM_LINE;
    symbol->first = el->net->n_baths;
    el->net->n_baths += (int)baths;
    if (baths < 2) return;
    symbol->array = true;
    symbol->low = 1;
    symbol->high = baths;
}

static bool declare_members(Elaboration *el, const CircStmt *stmt, ElementId id, CircSymbol *symbol)
{
    CircNetlist *net = el->net;
    long total = 0;
    for (int kind = 0; kind < ELEMENT_COUNT; kind++) total += *count_of(net, (ElementId)kind);
    if (!declare_range(el, stmt, symbol)) return false;
    if (members_of(symbol) > MAX_ELEMENTS - total) {
        CircDiag *diag = circ_diag(el->diags, CIRC_E0307, stmt->range ? stmt->range->span : stmt->span,
                                   "the circuit would have %ld elements", total + members_of(symbol));
        circ_diag_help(el->diags, diag, "the limit is %d", MAX_ELEMENTS);
        return false;
    }
    symbol->kind = symbol_kind(id);
    bool bath = symbol->kind == CIRC_SYM_BATH && id != ELEMENT_TOUCHSTONE;
    symbol->first = bath ? net->n_baths : *count_of(net, id);
    if (bath) net->n_baths += (int)members_of(symbol);
    *count_of(net, id) += (int)members_of(symbol);
    if (id == ELEMENT_TOUCHSTONE) declare_touchstone(el, stmt, symbol);
    return true;
}

static void report_unknown_kind(Elaboration *el, const CircStmt *stmt)
{
    CircDiag *diag =
        circ_diag(el->diags, CIRC_E0301, stmt->keyword.span, "there is no element '%s'", stmt->keyword.text);
    const char *nearest = element_kind_nearest(stmt->keyword.text);
    if (nearest) circ_diag_help(el->diags, diag, "did you mean '%s'?", nearest);
}

const ElementKind *kind_of_statement(const CircStmt *stmt)
{
    return stmt->kind == CIRC_STMT_BATH ? bath_kind() : element_kind_find(stmt->keyword.text);
}

static bool is_element(const CircStmt *stmt)
{
    return stmt->kind == CIRC_STMT_ELEMENT || stmt->kind == CIRC_STMT_BATH;
}

void declare_elements(Elaboration *el)
{
    for (const CircStmt *stmt = el->ast->statements; stmt; stmt = stmt->next) {
        if (!is_element(stmt)) continue;
        const ElementKind *kind = kind_of_statement(stmt);
        CircSymbol symbol = {.name = stmt->name.text, .span = stmt->name.span};
        if (!kind) report_unknown_kind(el, stmt);
        if (!kind || !declare_members(el, stmt, kind->id, &symbol)) symbol.kind = CIRC_SYM_BAD;
        scope_declare(&el->scope, el->diags, symbol);
    }
}
