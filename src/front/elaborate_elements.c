/* Elements: nodes and attributes of every member of every array. */
#include <string.h>

#include "front/elaborate.h"

static bool resolve_nodes(Elaboration *el, const CircStmt *stmt, const ElementKind *kind, NodeRef *nodes)
{
    int n = 0;
    bool fine = true;
    for (const CircExpr *ref = stmt->nodes; ref; ref = ref->next, n++)
        if (kind->n_nodes == ANY_NUMBER || n < kind->n_nodes)
            fine = node_resolve(el, ref, stmt->range != NULL, &nodes[n]) && fine;
    if (kind->n_nodes == ANY_NUMBER || n == kind->n_nodes) return fine;
    CircSpan all =
        circ_span_join(stmt->nodes->span, stmt->nodes->last ? stmt->nodes->last->span : stmt->nodes->span);
    circ_diag(el->diags, CIRC_E0302, all, "'%s' has %d nodes; found %d", kind->name, kind->n_nodes, n);
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
    NodeRef *nodes;
    CircTransmon transmon;
    CircResonator resonator;
    CircLine line;
    int first; /* index of the first member in the list of its kind */
} Members;

static CircElement member_element(Elaboration *el, const Members *m, int i)
{
    long index = m->symbol->low + i;
    CircElement e = {.name = m->stmt->name.text, .span = statement_head(m->stmt)};
    if (m->stmt->range) e.name = circ_arena_format(el->arena, "%s[%ld]", m->stmt->name.text, index);
    if (m->kind->id == ELEMENT_MUTUAL) return e;
    for (int k = 0; k < 2; k++) e.node[k] = node_of_member(el, &m->nodes[k], index);
    if (e.node[0] == e.node[1] && i == 0)
        circ_diag(el->diags, CIRC_E0302, m->nodes[1].ref->span, "both ends of '%s' are on one node", e.name);
    return e;
}

static void add_mutual(Elaboration *el, const Members *m, const CircElement *e, int i)
{
    int a = inductor_of_member(el, &m->nodes[0], m->symbol->low + i),
        b = inductor_of_member(el, &m->nodes[1], m->symbol->low + i);
    el->lists.mutuals[m->first + i] = (CircMutual){e->name, e->span, a, b, m->attributes.si[0]};
    if (a >= 0 && a == b && i == 0)
        circ_diag(el->diags, CIRC_E0302, m->nodes[1].ref->span, "'%s' couples an inductor to itself",
                  e->name);
}

static void add_member(Elaboration *el, const Members *m, int i)
{
    ElementLists *lists = &el->lists;
    const double *si = m->attributes.si;
    CircElement e = member_element(el, m, i);
    int at = m->first + i, bath = m->symbol->first + i;
    switch (m->kind->id) {
    case ELEMENT_CAPACITOR: lists->capacitors[at] = (CircCapacitor){e, si[0]}; break;
    case ELEMENT_INDUCTOR: lists->inductors[at] = (CircInductor){e, si[0]}; break;
    case ELEMENT_MUTUAL: add_mutual(el, m, &e, i); break;
    case ELEMENT_LINE:
        lists->lines[at] = m->line;
        lists->lines[at].e = e;
        break;
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
}

/* The file's path as seen from the file that names it. */
static const char *path_from_source(Elaboration *el, const char *path)
{
    const char *slash = strrchr(el->ast->source->name, '/');
    if (!slash || path[0] == '/') return path;
    return circ_arena_format(el->arena, "%.*s%s", (int)(slash + 1 - el->ast->source->name),
                             el->ast->source->name, path);
}

static void add_touchstone(Elaboration *el, const Members *m, int n_ports)
{
    CircTouchstone *t = &el->lists.touchstones[m->first];
    *t = (CircTouchstone){.name = m->stmt->name.text,
                          .span = statement_head(m->stmt),
                          .path_span = m->stmt->text.span,
                          .n_ports = n_ports,
                          .T = m->attributes.at[0] ? m->attributes.si[0] : -1};
    int *nodes = circ_new(el->arena, int, n_ports);
    for (int port = 0; port < n_ports; port++) {
        nodes[port] = node_of_member(el, &m->nodes[port], 0);
        if (t->T < 0) continue;
        const char *name = n_ports > 1 ? circ_arena_format(el->arena, "%s[%d]", t->name, port + 1) : t->name;
        el->lists.baths[m->symbol->first + port] = (CircBathRef){
            .name = name, .span = t->span, .kind = CIRC_BATH_TOUCHSTONE, .index = m->first, .port = port};
    }
    t->nodes = nodes;
    t->path = path_from_source(el, m->stmt->text.text);
}

static bool file_fits(Elaboration *el, const CircStmt *stmt, const ElementKind *kind)
{
    bool wanted = kind->id == ELEMENT_TOUCHSTONE;
    if (wanted == (stmt->text.text != NULL)) return true;
    CircDiag *diag = wanted
                         ? circ_diag(el->diags, CIRC_E0304, statement_head(stmt),
                                     "'%s' needs the name of a file", stmt->name.text)
                         : circ_diag(el->diags, CIRC_E0303, stmt->text.span, "'%s' has no file", kind->name);
    if (wanted)
        circ_diag_help(el->diags, diag, "write 'touchstone %s \"FILE.s2p\" (NODE, NODE)'", stmt->name.text);
    return false;
}

static bool make_values(Elaboration *el, Members *m)
{
    switch (m->kind->id) {
    case ELEMENT_TRANSMON: return make_transmon(el, m->stmt, m->kind, &m->attributes, &m->transmon);
    case ELEMENT_RLC: return make_resonator(el, m->stmt, m->kind, &m->attributes, &m->resonator);
    case ELEMENT_LINE: return make_line(el, m->stmt, m->kind, &m->attributes, &m->line);
    default: return true;
    }
}

static void elaborate_element(Elaboration *el, const CircStmt *stmt, int *next)
{
    Members m = {
        .stmt = stmt, .kind = kind_of_statement(stmt), .symbol = scope_find(&el->scope, stmt->name.text)};
    bool declared = m.kind && m.symbol->kind != CIRC_SYM_BAD && m.symbol->span.begin == stmt->name.span.begin;
    if (!declared) return;
    int n_nodes = 0;
    for (const CircExpr *node = stmt->nodes; node; node = node->next) n_nodes++;
    long n_members = m.kind->id == ELEMENT_TOUCHSTONE ? 1 : members_of(m.symbol);
    m.first = next[m.kind->id];
    next[m.kind->id] += (int)n_members;
    m.nodes = circ_new(el->arena, NodeRef, n_nodes);
    bool fine = resolve_nodes(el, stmt, m.kind, m.nodes);
    fine = file_fits(el, stmt, m.kind) && fine;
    fine = elaborate_attributes(el, m.kind, stmt, &m.attributes) && fine;
    if (!fine || !make_values(el, &m)) return;
    if (m.kind->id == ELEMENT_TOUCHSTONE)
        add_touchstone(el, &m, n_nodes);
    else
        for (int i = 0; i < n_members; i++) add_member(el, &m, i);
}

static void make_lists(Elaboration *el)
{
    CircNetlist *net = el->net;
    ElementLists *lists = &el->lists;
    net->capacitors = lists->capacitors = circ_new(el->arena, CircCapacitor, net->n_capacitors);
    net->inductors = lists->inductors = circ_new(el->arena, CircInductor, net->n_inductors);
    net->mutuals = lists->mutuals = circ_new(el->arena, CircMutual, net->n_mutuals);
    net->lines = lists->lines = circ_new(el->arena, CircLine, net->n_lines);
    net->touchstones = lists->touchstones = circ_new(el->arena, CircTouchstone, net->n_touchstones);
    net->resistors = lists->resistors = circ_new(el->arena, CircResistor, net->n_resistors);
    net->resonators = lists->resonators = circ_new(el->arena, CircResonator, net->n_resonators);
    net->transmons = lists->transmons = circ_new(el->arena, CircTransmon, net->n_transmons);
    net->rate_baths = lists->rate_baths = circ_new(el->arena, CircRateBath, net->n_rate_baths);
    net->baths = lists->baths = circ_new(el->arena, CircBathRef, net->n_baths);
}

void elaborate_elements(Elaboration *el)
{
    int next[ELEMENT_COUNT] = {0};
    make_lists(el);
    size_t expected = (size_t)el->net->n_transmons + el->net->n_baths + 1; /* nodes; most hold a qubit or a bath */
    el->lists.nodes = circ_arena_grow(el->arena, NULL, &el->lists.nodes_capacity, expected, sizeof *el->lists.nodes);
    table_init(&el->node_table, el->arena, expected);
    node_index(el, "gnd", (CircSpan){0, 0});
    for (const CircStmt *stmt = el->ast->statements; stmt; stmt = stmt->next) {
        if (stmt->kind == CIRC_STMT_ELEMENT) elaborate_element(el, stmt, next);
        if (stmt->kind == CIRC_STMT_BATH) elaborate_bath(el, stmt, next[ELEMENT_BATH]++);
    }
    el->net->nodes = el->lists.nodes;
}
