/* Elements and baths: names, nodes and attributes of every member of every array. */
#include <string.h>

#include "circ/constants.h"
#include "front/elaborate.h"
#include "front/resonator.h"

/* Where the members of a kind are counted and listed. */
static int *count_of(CircNetlist *net, ElementId id)
{
    switch (id) {
    case ELEMENT_CAPACITOR: return &net->n_capacitors;
    case ELEMENT_INDUCTOR: return &net->n_inductors;
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
    case ELEMENT_TRANSMON: return CIRC_SYM_TRANSMON;
    default: return CIRC_SYM_BATH;
    }
}

static bool declare_range(Elaboration *el, const CircStmt *stmt, CircSymbol *symbol)
{
    if (!stmt->range) return true;
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

static long members(const CircSymbol *symbol)
{
    return symbol->high - symbol->low + 1;
}

static bool declare_members(Elaboration *el, const CircStmt *stmt, ElementId id, CircSymbol *symbol)
{
    CircNetlist *net = el->net;
    int *count = count_of(net, id);
    long total = (long)net->n_capacitors + net->n_inductors + net->n_resistors + net->n_resonators +
                 net->n_transmons + net->n_rate_baths;
    if (!declare_range(el, stmt, symbol)) return false;
    if (members(symbol) > MAX_ELEMENTS - total) {
        CircDiag *diag = circ_diag(el->diags, CIRC_E0307, stmt->range ? stmt->range->span : stmt->span,
                                   "the circuit would have %ld elements", total + members(symbol));
        circ_diag_help(el->diags, diag, "the limit is %d", MAX_ELEMENTS);
        return false;
    }
    bool bath = symbol_kind(id) == CIRC_SYM_BATH;
    symbol->first = bath ? net->n_baths : *count;
    if (bath) net->n_baths += (int)members(symbol);
    *count += (int)members(symbol);
    return true;
}

static void report_unknown_kind(Elaboration *el, const CircStmt *stmt)
{
    CircDiag *diag =
        circ_diag(el->diags, CIRC_E0301, stmt->keyword.span, "there is no element '%s'", stmt->keyword.text);
    const char *nearest = table_nearest(stmt->keyword.text, element_kind_names(), element_kind_count());
    if (nearest) circ_diag_help(el->diags, diag, "did you mean '%s'?", nearest);
}

static const ElementKind *kind_of(const CircStmt *stmt)
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
        const ElementKind *kind = kind_of(stmt);
        CircSymbol symbol = {.name = stmt->name.text, .span = stmt->name.span};
        if (!kind) report_unknown_kind(el, stmt);
        bool fine = kind && declare_members(el, stmt, kind->id, &symbol);
        symbol.kind = fine ? symbol_kind(kind->id) : CIRC_SYM_BAD;
        scope_declare(&el->scope, el->diags, symbol);
    }
}

static int node_index(Elaboration *el, const char *name, CircSpan span)
{
    int known = table_find(&el->node_table, name);
    if (known >= 0) return known;
    CircNetlist *net = el->net;
    name = circ_arena_copy(el->arena, name, strlen(name));
    ElementLists *lists = &el->lists;
    lists->nodes = circ_arena_grow(el->arena, lists->nodes, &lists->nodes_capacity, (size_t)net->n_nodes + 1,
                                   sizeof *lists->nodes);
    lists->nodes[net->n_nodes] = (CircNode){name, span};
    return table_add(&el->node_table, name, net->n_nodes++);
}

/* What a node reference of a statement stands for: its name, and its index, which may be the element's own.
 */
typedef struct {
    const CircExpr *ref;
    bool indexed, own_index;
    long index;
} NodeRef;

static bool resolve_node(Elaboration *el, const CircExpr *ref, bool array, NodeRef *node)
{
    *node = (NodeRef){.ref = ref, .indexed = ref->args != NULL};
    if (!ref->args) return true;
    if (!strcmp(ref->name.text, "gnd") || ref->args->kind == CIRC_EXPR_RANGE) {
        circ_diag(el->diags, CIRC_E0105, ref->span, "a node has one index; 'gnd' has none");
        return false;
    }
    node->own_index = ref->args->kind == CIRC_EXPR_STAR;
    if (node->own_index && !array) {
        CircDiag *diag = circ_diag(el->diags, CIRC_E0105, ref->span,
                                   "'[*]' stands for the index of the element, which is not an array");
        circ_diag_help(el->diags, diag, "give the node's index");
        return false;
    }
    return node->own_index || eval_integer(&el->eval, ref->args, "an index", &node->index);
}

static int node_of_member(Elaboration *el, const NodeRef *node, long member)
{
    if (!node->indexed) return node_index(el, node->ref->name.text, node->ref->span);
    char name[96];
    int length =
        snprintf(name, sizeof name, "%s[%ld]", node->ref->name.text, node->own_index ? member : node->index);
    if (length < (int)sizeof name) return node_index(el, name, node->ref->span);
    return node_index(
        el,
        circ_arena_format(el->arena, "%s[%ld]", node->ref->name.text, node->own_index ? member : node->index),
        node->ref->span);
}

static bool resolve_nodes(Elaboration *el, const CircStmt *stmt, const ElementKind *kind, NodeRef nodes[2])
{
    int n = 0;
    bool fine = true;
    for (const CircExpr *ref = stmt->nodes; ref; ref = ref->next, n++)
        if (n < 2) fine = resolve_node(el, ref, stmt->range != NULL, &nodes[n]) && fine;
    if (n == kind->n_nodes) return fine;
    circ_diag(
        el->diags, CIRC_E0302,
        circ_span_join(stmt->nodes->span, stmt->nodes->last ? stmt->nodes->last->span : stmt->nodes->span),
        "'%s' has %d nodes; found %d", kind->name, kind->n_nodes, n);
    return false;
}

static bool make_transmon(Elaboration *el, const CircStmt *stmt, const ElementKind *kind, const Attributes *a,
                          CircTransmon *t)
{
    int ej = attribute_index(kind, "EJ"), f01 = attribute_index(kind, "f01");
    int given = exactly_one_attribute(el, stmt, kind, a, ej, f01);
    if (given < 0) return false;
    const char *name = kind->attributes[given].name;
    t->C = a->si[attribute_index(kind, "C")];
    if (given == f01)
        t->f01 = a->si[given];
    else if (!strcmp(name, "Ic"))
        t->EJ = a->si[given] * CIRC_PHI0_REDUCED;
    else if (!strcmp(name, "L_J"))
        t->EJ = CIRC_PHI0_REDUCED * CIRC_PHI0_REDUCED / a->si[given];
    else
        t->EJ = a->si[given];
    return true;
}

static bool make_resonator(Elaboration *el, const CircStmt *stmt, const ElementKind *kind,
                           const Attributes *a, CircResonator *r)
{
    int which[RLC_N], n = 0;
    double value[RLC_N];
    const char *names = "";
    for (int i = 0; i < RLC_N; i++) {
        if (!a->at[i]) continue;
        names = circ_arena_format(el->arena, "%s%s'%s'", names, n ? ", " : "", kind->attributes[i].name);
        which[n] = i;
        value[n++] = a->si[i];
    }
    r->T = a->si[attribute_index(kind, "T")];
    if (n == 3 && resonator_solve(which, value, &r->R, &r->L, &r->C)) return true;
    CircDiag *diag =
        n == 3 ? circ_diag(el->diags, CIRC_E0305, statement_head(stmt),
                           "%s do not fix '%s': one follows from the others", names, stmt->name.text)
               : circ_diag(el->diags, n > 3 ? CIRC_E0305 : CIRC_E0304, statement_head(stmt),
                           "'%s' needs three of R, L, C, f, Q, Z and kappa; found %s", stmt->name.text,
                           n ? names : "none");
    circ_diag_help(el->diags, diag, "usual are 'f', 'Q' and 'Z', or 'R', 'L' and 'C'");
    return false;
}

static void add_bath(Elaboration *el, const CircElement *e, CircBathKind kind, int bath, int index)
{
    el->lists.baths[bath] = (CircBathRef){.name = e->name, .span = e->span, .kind = kind, .index = index};
}

/* What all members of a statement have in common. */
typedef struct {
    const CircStmt *stmt;
    const ElementKind *kind;
    const CircSymbol *symbol;
    Attributes attributes;
    NodeRef nodes[2];
    CircTransmon transmon;
    CircResonator resonator;
    int first; /* index of the first member in the list of its kind */
} Members;

static void add_member(Elaboration *el, const Members *m, int i)
{
    ElementLists *lists = &el->lists;
    const double *si = m->attributes.si;
    long index = m->symbol->low + i;
    CircElement e = {.name = m->stmt->name.text, .span = statement_head(m->stmt)};
    if (m->symbol->array) e.name = circ_arena_format(el->arena, "%s[%ld]", m->stmt->name.text, index);
    for (int k = 0; k < 2; k++) e.node[k] = node_of_member(el, &m->nodes[k], index);
    int at = m->first + i, bath = m->symbol->first + i;
    switch (m->kind->id) {
    case ELEMENT_CAPACITOR: lists->capacitors[at] = (CircCapacitor){e, si[0]}; break;
    case ELEMENT_INDUCTOR: lists->inductors[at] = (CircInductor){e, si[0]}; break;
    case ELEMENT_TRANSMON:
        lists->transmons[at] = m->transmon;
        lists->transmons[at].e = e;
        break;
    case ELEMENT_RESISTOR:
        lists->resistors[at] = (CircResistor){e, si[0], si[1]};
        add_bath(el, &e, CIRC_BATH_RESISTOR, bath, at);
        break;
    default:
        lists->resonators[at] = m->resonator;
        lists->resonators[at].e = e;
        add_bath(el, &e, CIRC_BATH_RESONATOR, bath, at);
    }
    if (e.node[0] == e.node[1] && i == 0)
        circ_diag(el->diags, CIRC_E0302, m->nodes[1].ref->span, "both ends of '%s' are on one node", e.name);
}

static void elaborate_element(Elaboration *el, const CircStmt *stmt, int *next)
{
    Members m = {.stmt = stmt, .kind = kind_of(stmt), .symbol = scope_find(&el->scope, stmt->name.text)};
    bool declared = m.kind && m.symbol->kind != CIRC_SYM_BAD && m.symbol->span.begin == stmt->name.span.begin;
    if (!declared) return;
    m.first = next[m.kind->id];
    next[m.kind->id] += (int)members(m.symbol);
    bool fine = resolve_nodes(el, stmt, m.kind, m.nodes);
    fine = elaborate_attributes(el, m.kind, stmt, &m.attributes) && fine;
    if (fine && m.kind->id == ELEMENT_TRANSMON)
        fine = make_transmon(el, stmt, m.kind, &m.attributes, &m.transmon);
    if (fine && m.kind->id == ELEMENT_RLC)
        fine = make_resonator(el, stmt, m.kind, &m.attributes, &m.resonator);
    for (int i = 0; fine && i < members(m.symbol); i++) add_member(el, &m, i);
}

static void make_lists(Elaboration *el)
{
    CircNetlist *net = el->net;
    ElementLists *lists = &el->lists;
    net->capacitors = lists->capacitors = circ_new(el->arena, CircCapacitor, net->n_capacitors);
    net->inductors = lists->inductors = circ_new(el->arena, CircInductor, net->n_inductors);
    net->resistors = lists->resistors = circ_new(el->arena, CircResistor, net->n_resistors);
    net->resonators = lists->resonators = circ_new(el->arena, CircResonator, net->n_resonators);
    net->transmons = lists->transmons = circ_new(el->arena, CircTransmon, net->n_transmons);
    net->rate_baths = lists->rate_baths = circ_new(el->arena, CircRateBath, net->n_rate_baths);
    net->baths = lists->baths = circ_new(el->arena, CircBathRef, net->n_baths);
}

void elaborate_elements(Elaboration *el)
{
    int next[ELEMENT_BATH + 1] = {0};
    make_lists(el);
    table_init(&el->node_table, el->arena);
    node_index(el, "gnd", (CircSpan){0, 0});
    for (const CircStmt *stmt = el->ast->statements; stmt; stmt = stmt->next) {
        if (stmt->kind == CIRC_STMT_ELEMENT) elaborate_element(el, stmt, next);
        if (stmt->kind == CIRC_STMT_BATH) elaborate_bath(el, stmt, next[ELEMENT_BATH]++);
    }
    el->net->nodes = el->lists.nodes;
}
