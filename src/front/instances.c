/* Instances of subcircuits: ports, parameters, and the body once more under their name. */
#include <string.h>

#include "front/elaborate.h"

static int count_names(const CircExpr *names)
{
    int n = 0;
    for (; names; names = names->next) n++;
    return n;
}

static const CircAssign *find_assign(const CircAssign *list, const char *key)
{
    while (list && !(list->key.text && !strcmp(list->key.text, key))) list = list->next;
    return list;
}

/* ---- what is wrong with a statement, once for all its members */

static bool ports_fit(Elaboration *el, const CircStmt *stmt, const CircStmt *subcircuit)
{
    int n_nodes = count_names(stmt->nodes), n_ports = count_names(subcircuit->nodes);
    if (n_nodes == n_ports) return true;
    CircSpan all = circ_span_join(stmt->nodes->span, stmt->nodes->last ? stmt->nodes->last->span : stmt->nodes->span);
    CircDiag *diag = circ_diag(el->diags, CIRC_E0302, all, "'%s' has %d port%s; found %d node%s", subcircuit->name.text,
                               n_ports, n_ports == 1 ? "" : "s", n_nodes, n_nodes == 1 ? "" : "s");
    circ_diag_note(el->diags, diag, subcircuit->name.span, "'%s' is declared here", subcircuit->name.text);
    return false;
}

static void report_unknown_parameter(Elaboration *el, const CircStmt *subcircuit, const CircAssign *given)
{
    CircDiag *diag = given->key.text ? circ_diag(el->diags, CIRC_E0303, given->key.span, "'%s' has no parameter '%s'",
                                                 subcircuit->name.text, given->key.text)
                                     : circ_diag(el->diags, CIRC_E0303, given->span,
                                                 "'%s' takes no value without a name", subcircuit->name.text);
    if (!circ_diags_keeps(el->diags, diag)) return;
    int n = 0;
    for (const CircAssign *formal = subcircuit->attributes; formal; formal = formal->next) n++;
    const char **names = circ_new(el->arena, const char *, n + 1);
    n = 0;
    const char *all = "";
    for (const CircAssign *formal = subcircuit->attributes; formal; formal = formal->next) {
        names[n++] = formal->key.text;
        all = circ_arena_format(el->arena, "%s%s'%s'", all, n > 1 ? ", " : "", formal->key.text);
    }
    const char *nearest = given->key.text ? table_nearest(given->key.text, names, n) : n == 1 ? names[0] : NULL;
    if (nearest && given->key.text)
        circ_diag_help(el->diags, diag, "did you mean '%s'?", nearest);
    else if (given->key.text && n)
        circ_diag_help(el->diags, diag, "it has %s", all);
    if (!given->key.text) circ_diag_help(el->diags, diag, "write '%s = VALUE'", nearest ? nearest : "NAME");
    circ_diag_note(el->diags, diag, subcircuit->name.span, "'%s' is declared here", subcircuit->name.text);
}

static bool parameters_fit(Elaboration *el, const CircStmt *stmt, const CircStmt *subcircuit)
{
    bool fine = true;
    for (const CircAssign *given = stmt->attributes; given; given = given->next) {
        const char *key = given->key.text;
        const CircAssign *first = key ? find_assign(stmt->attributes, key) : given;
        if (!key || !find_assign(subcircuit->attributes, key)) {
            report_unknown_parameter(el, subcircuit, given);
            fine = false;
        } else if (first != given) {
            CircDiag *diag = circ_diag(el->diags, CIRC_E0305, given->span, "'%s' is given twice", key);
            circ_diag_note(el->diags, diag, first->span, "its first value is here");
            fine = false;
        }
    }
    for (const CircAssign *formal = subcircuit->attributes; formal; formal = formal->next) {
        if (formal->value || find_assign(stmt->attributes, formal->key.text)) continue;
        CircDiag *diag = circ_diag(el->diags, CIRC_E0304, statement_head(stmt), "'%s' needs '%s'", stmt->name.text,
                                   formal->key.text);
        circ_diag_note(el->diags, diag, formal->span, "'%s' has no default", formal->key.text);
        fine = false;
    }
    return fine;
}

static bool contains_itself(Elaboration *el, const CircStmt *stmt, const CircStmt *subcircuit, const Scope *scope)
{
    int depth = 0;
    for (const Scope *owner = scope->owner; owner->subcircuit; owner = owner->site->owner, depth++) {
        if (owner->subcircuit != subcircuit && depth < MAX_INSTANCES_DEEP) continue;
        if (owner->subcircuit == subcircuit)
            circ_diag(el->diags, CIRC_E0107, stmt->span, "the subcircuit '%s' contains itself", subcircuit->name.text);
        else
            circ_diag(el->diags, CIRC_E0107, stmt->span, "instances are nested deeper than %d", MAX_INSTANCES_DEEP);
        return true;
    }
    return false;
}

/* ---- one instance */

/* Its parameters: given where the instance is made, or by default, which may use the others. */
static void declare_parameters(Elaboration *el, const CircStmt *stmt, const CircStmt *subcircuit, Scope *site,
                               Scope *instance)
{
    for (const CircAssign *formal = subcircuit->attributes; formal; formal = formal->next) {
        const CircAssign *given = find_assign(stmt->attributes, formal->key.text);
        ParamSource source = {.expr = given ? given->value : formal->value,
                              .scope = given ? site : instance,
                              .like = given ? formal->value : NULL,
                              .low = formal->low,
                              .high = formal->high,
                              .home = instance};
        scope_declare_param(instance, el->diags, formal->key, source);
    }
}

typedef struct {
    const CircStmt *stmt, *subcircuit;
    Scope *site;
    NodeRef *nodes;
    int n_nodes, n_dims;
} Instances;

static Scope *make_instance(Elaboration *el, const Instances *in, const long index[2])
{
    Scope *instance = scope_create(in->site->names, el->file, NULL);
    const char *name = circ_arena_format(el->arena, "%s%s%s", in->site->owner->prefix, in->stmt->name.text,
                                         index_text(el->arena, in->n_dims, index));
    instance->prefix = circ_arena_format(el->arena, "%s.", name);
    instance->subcircuit = in->subcircuit;
    instance->site = in->site;
    instance->ports = circ_new(el->arena, int, in->n_nodes);
    for (int i = 0; i < in->n_nodes; i++) instance->ports[i] = node_of_member(el, &in->nodes[i], index);
    instance->expansion =
        circ_sources_expand(circ_diags_sources(el->diags), name, in->subcircuit->span,
                            circ_expansion_span(in->site->owner->expansion, statement_head(in->stmt)));
    declare_parameters(el, in->stmt, in->subcircuit, in->site, instance);
    return instance;
}

static int list_instance(Elaboration *el, Scope *instance)
{
    Names *names = instance->names;
    names->instances = circ_arena_grow(el->arena, names->instances, &names->instances_capacity,
                                       (size_t)names->n_instances + 1, sizeof *names->instances);
    names->instances[names->n_instances] = instance;
    return names->n_instances++;
}

static void expand_body(Elaboration *el, const CircStmt *subcircuit, Scope *instance)
{
    Scope *before = enter_scope(el, instance);
    declare_definitions(el, subcircuit->body, instance);
    expand_statements(el, subcircuit->body, instance);
    enter_scope(el, before);
}

/* ---- all of a statement */

static bool count_instances(Elaboration *el, const CircStmt *stmt, int n_dims, const long low[2], const long high[2], int *n)
{
    double all = 1;
    for (int k = 0; k < n_dims; k++) all *= (double)(high[k] - low[k] + 1);
    *n = all > MAX_TURNS ? 0 : (int)all;
    return count_turns(el, all, stmt->range ? stmt->range->span : stmt->span);
}

static void expand_members(Elaboration *el, const Instances *in, const long low[2], const long high[2], int n)
{
    long index[2] = {low[0], low[1]};
    Scope **made = circ_new(el->arena, Scope *, n);
    for (int i = 0; i < n; i++) {
        made[i] = make_instance(el, in, index);
        list_instance(el, made[i]);
        if (in->n_dims == 2 && index[1] < high[1]) {
            index[1]++;
        } else {
            index[0]++;
            index[1] = low[1];
        }
    }
    for (int i = 0; i < n && !el->given_up; i++) {
        expand_body(el, in->subcircuit, made[i]);
        if (circ_diags_reports(el->diags) > MOST_REPORTS) el->given_up = true;
    }
}

void expand_instances(Elaboration *el, const CircStmt *stmt, const CircStmt *subcircuit, Scope *scope)
{
    Instances in = {.stmt = stmt, .subcircuit = subcircuit, .site = scope, .n_nodes = count_names(stmt->nodes)};
    CircSymbol symbol = {.kind = CIRC_SYM_INSTANCE, .first = scope->names->n_instances};
    bool fine = !contains_itself(el, stmt, subcircuit, scope) && ports_fit(el, stmt, subcircuit);
    if (stmt->text.text) {
        circ_diag(el->diags, CIRC_E0303, stmt->text.span, "'%s' has no file", subcircuit->name.text);
        fine = false;
    }
    fine = parameters_fit(el, stmt, subcircuit) && fine;
    fine = fine && expand_range(el, stmt, scope, &in.n_dims, symbol.low, symbol.high) &&
           count_instances(el, stmt, in.n_dims, symbol.low, symbol.high, &symbol.n);
    in.nodes = circ_new(el->arena, NodeRef, in.n_nodes);
    int i = 0;
    for (const CircExpr *ref = stmt->nodes; fine && ref; ref = ref->next)
        fine = node_resolve(el, ref, in.n_dims, &in.nodes[i++]) && fine;
    symbol.n_dims = in.n_dims;
    if (fine && declare_members(el, stmt, scope->owner, symbol))
        expand_members(el, &in, symbol.low, symbol.high, symbol.n);
    else
        declare_bad(el, stmt, scope);
}
