/* Elements: nodes and attributes of every member of every array. */
#include <string.h>

#include "front/elaborate.h"
#include "front/import.h"

static bool resolve_nodes(Elaboration *el, const Placement *place, NodeRef *nodes)
{
    const CircStmt *stmt = place->stmt;
    const ElementKind *kind = place->kind;
    int n = 0;
    bool fine = true;
    for (const CircExpr *ref = stmt->nodes; ref; ref = ref->next, n++)
        if (kind->n_nodes == ANY_NUMBER || n < kind->n_nodes)
            fine = node_resolve(el, ref, place->n_dims, &nodes[n]) && fine;
    if (kind->n_nodes == ANY_NUMBER || n == kind->n_nodes) return fine;
    CircSpan all =
        circ_span_join(stmt->nodes->span, stmt->nodes->last ? stmt->nodes->last->span : stmt->nodes->span);
    circ_diag(el->diags, CIRC_E0302, all, "'%s' has %d nodes; found %d", kind->name, kind->n_nodes, n);
    return false;
}

/* What all members of a statement have in common. */
typedef struct {
    const Placement *place;
    const CircStmt *stmt;
    const ElementKind *kind;
    bool again; /* the members are there, and only their values are new */
    Attributes attributes;
    NodeRef *nodes;
    CircTransmon transmon;
    CircResonator resonator;
    CircLine line;
} Members;

static void add_bath(Elaboration *el, const Members *m, const CircElement *e, CircBathKind kind, int i)
{
    el->lists.baths[m->place->bath + i] =
        (CircBathRef){.name = e->name, .span = e->span, .kind = kind, .index = m->place->first + i};
}

/* Where a statement is, with the instance that it is in. */
static CircSpan placed_head(const Elaboration *el, const CircStmt *stmt)
{
    return circ_expansion_span(circ_diags_expansion(el->diags), statement_head(stmt));
}

static CircElement member_element(Elaboration *el, const Members *m, const long index[2], bool first)
{
    const char *prefix = m->place->scope->owner->prefix, *name = m->stmt->name.text;
    CircElement e = {.name = name, .span = placed_head(el, m->stmt)};
    if (*prefix || m->place->n_dims)
        e.name = circ_arena_format(el->arena, m->place->n_dims == 0   ? "%s%s"
                                              : m->place->n_dims == 1 ? "%s%s[%ld]"
                                                                      : "%s%s[%ld,%ld]",
                                   prefix, name, index[0], index[1]);
    if (m->kind->id == ELEMENT_MUTUAL) return e;
    for (int k = 0; k < 2; k++) e.node[k] = node_of_member(el, &m->nodes[k], index);
    if (e.node[0] == e.node[1] && first)
        circ_diag(el->diags, CIRC_E0302, m->nodes[1].ref->span, "both ends of '%s' are on one node", e.name);
    return e;
}

static void add_mutual(Elaboration *el, const Members *m, const CircElement *e, const long index[2], int i)
{
    int a = inductor_of_member(el, &m->nodes[0], index), b = inductor_of_member(el, &m->nodes[1], index);
    el->lists.mutuals[m->place->first + i] = (CircMutual){e->name, e->span, a, b, m->attributes.si[0]};
    if (a >= 0 && a == b && i == 0)
        circ_diag(el->diags, CIRC_E0302, m->nodes[1].ref->span, "'%s' couples an inductor to itself",
                  e->name);
}

/* The element of member i: made anew, or the one that is there. */
static CircElement *element_at(ElementLists *lists, ElementId id, int at)
{
    switch (id) {
    case ELEMENT_CAPACITOR: return &lists->capacitors[at].e;
    case ELEMENT_INDUCTOR: return &lists->inductors[at].e;
    case ELEMENT_LINE: return &lists->lines[at].e;
    case ELEMENT_TRANSMON: return &lists->transmons[at].e;
    case ELEMENT_RESISTOR: return &lists->resistors[at].e;
    default: return &lists->resonators[at].e;
    }
}

static void add_member(Elaboration *el, const Members *m, const long index[2], int i)
{
    ElementLists *lists = &el->lists;
    const double *si = m->attributes.si;
    int at = m->place->first + i;
    if (m->kind->id == ELEMENT_MUTUAL) {
        CircElement mutual = member_element(el, m, index, i == 0);
        if (m->again)
            lists->mutuals[at].k = si[0];
        else
            add_mutual(el, m, &mutual, index, i);
        return;
    }
    CircElement e = m->again ? *element_at(lists, m->kind->id, at) : member_element(el, m, index, i == 0);
    switch (m->kind->id) {
    case ELEMENT_CAPACITOR: lists->capacitors[at] = (CircCapacitor){e, si[0]}; break;
    case ELEMENT_INDUCTOR: lists->inductors[at] = (CircInductor){e, si[0]}; break;
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
        add_bath(el, m, &e, CIRC_BATH_RESISTOR, i);
        break;
    default:
        lists->resonators[at] = m->resonator;
        lists->resonators[at].e = e;
        add_bath(el, m, &e, CIRC_BATH_RESONATOR, i);
    }
}

/* Members of a 2-D array go by rows. */
static void add_members(Elaboration *el, const Members *m)
{
    const Placement *place = m->place;
    long index[2] = {place->low[0], place->low[1]};
    for (int i = 0; i < place->n; i++) {
        add_member(el, m, index, i);
        if (place->n_dims == 2 && index[1] < place->high[1]) {
            index[1]++;
        } else {
            index[0]++;
            index[1] = place->low[1];
        }
    }
}

static void add_touchstone(Elaboration *el, const Members *m, int n_ports)
{
    CircTouchstone *t = &el->lists.touchstones[m->place->first];
    double T = m->attributes.at[0] ? m->attributes.si[0] : -1;
    if (m->again) {
        t->T = T;
        return;
    }
    const long none[2] = {0};
    const char *name = circ_arena_format(el->arena, "%s%s", m->place->scope->owner->prefix, m->stmt->name.text);
    *t = (CircTouchstone){.name = name,
                          .span = placed_head(el, m->stmt),
                          .path_span = circ_expansion_span(circ_diags_expansion(el->diags), m->stmt->text.span),
                          .n_ports = n_ports,
                          .T = T};
    int *nodes = circ_new(el->arena, int, n_ports);
    for (int port = 0; port < n_ports; port++) {
        nodes[port] = node_of_member(el, &m->nodes[port], none);
        if (t->T < 0) continue;
        const char *bath = n_ports > 1 ? circ_arena_format(el->arena, "%s[%d]", t->name, port + 1) : t->name;
        el->lists.baths[m->place->bath + port] = (CircBathRef){
            .name = bath, .span = t->span, .kind = CIRC_BATH_TOUCHSTONE, .index = m->place->first, .port = port};
    }
    t->nodes = nodes;
    t->path = path_beside(el->arena, circ_sources_locate(circ_diags_sources(el->diags), m->stmt->text.span.begin).source,
                          m->stmt->text.text);
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

static void elaborate_element(Elaboration *el, Placement *place, bool again)
{
    Members m = {.place = place, .stmt = place->stmt, .kind = place->kind, .again = again};
    int n_nodes = 0;
    for (const CircExpr *node = m.stmt->nodes; node; node = node->next) n_nodes++;
    bool fine = true;
    if (!again) {
        m.nodes = circ_new(el->arena, NodeRef, n_nodes);
        fine = resolve_nodes(el, place, m.nodes);
        fine = file_fits(el, m.stmt, m.kind) && fine;
    }
    fine = elaborate_attributes(el, place, &m.attributes) && fine;
    if (!fine || !make_values(el, &m)) return;
    if (m.kind->id == ELEMENT_TOUCHSTONE)
        add_touchstone(el, &m, n_nodes);
    else
        add_members(el, &m);
}

void elaborate_placement(Elaboration *el, Placement *place, bool again)
{
    Scope *before = enter_scope(el, place->scope);
    if (place->kind->id == ELEMENT_BATH)
        elaborate_bath(el, place, again);
    else
        elaborate_element(el, place, again);
    enter_scope(el, before);
}

/* Room at once for as many nodes as there are elements, which is about what there will be: to grow there leaves the
 * smaller arrays behind. */
static void reserve_nodes(Elaboration *el)
{
    const CircNetlist *net = el->net;
    ElementLists *lists = &el->lists;
    size_t n = (size_t)net->n_capacitors + (size_t)net->n_inductors + (size_t)net->n_lines + (size_t)net->n_resistors +
               (size_t)net->n_resonators + (size_t)net->n_transmons + 1;
    lists->nodes = circ_arena_grow(el->arena, lists->nodes, &lists->nodes_capacity, n, sizeof *lists->nodes);
    lists->named = circ_arena_grow(el->arena, lists->named, &lists->named_capacity, n, sizeof *lists->named);
    table_reserve(&el->node_table, n);
}

void make_lists(Elaboration *el)
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
    reserve_nodes(el);
}

void elaborate_elements(Elaboration *el)
{
    CircReach *reach = &el->net->reach;
    for (size_t i = 0; i < el->n_placements && circ_diags_reports(el->diags) <= MOST_REPORTS; i++) {
        Placement *place = &el->placements[i];
        elaborate_placement(el, place, false);
        reach->circuit |= place->inputs;
        reach->temperature |= place->temperature;
    }
    check_outer_nodes(el);
    el->net->nodes = el->lists.nodes;
}
