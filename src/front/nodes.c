/* Nodes: they come into being where they are named. */
#include <string.h>

#include "front/elaborate.h"

int node_index(Elaboration *el, const char *name, CircSpan span)
{
    int known = table_find(&el->node_table, name);
    if (known >= 0) return known;
    CircNetlist *net = el->net;
    ElementLists *lists = &el->lists;
    size_t need = (size_t)net->n_nodes + 1;
    name = circ_arena_copy(el->arena, name, strlen(name));
    lists->nodes = circ_arena_grow(el->arena, lists->nodes, &lists->nodes_capacity, need, sizeof *lists->nodes);
    lists->named = circ_arena_grow(el->arena, lists->named, &lists->named_capacity, need, sizeof *lists->named);
    lists->nodes[net->n_nodes] = (CircNode){name, circ_expansion_span(circ_diags_expansion(el->diags), span)};
    return table_add(&el->node_table, name, net->n_nodes++);
}

/* ---- references */

static bool resolve_index(Elaboration *el, const CircExpr *index, int k, int n_dims, NodeRef *node)
{
    node->own[k] = index->kind == CIRC_EXPR_STAR;
    if (index->kind == CIRC_EXPR_RANGE) {
        circ_diag(el->diags, CIRC_E0105, index->span, "a node is a single one: its index is a number or '*'");
        return false;
    }
    if (!node->own[k])
        return eval_integer(&el->eval, index, "an index", &node->index[k], &el->net->reach.structure);
    if (k < n_dims) return true;
    CircDiag *diag = circ_diag(el->diags, CIRC_E0105, index->span,
                               n_dims ? "this '*' stands for an index that the element does not have"
                                      : "'*' stands for the index of the element, which is not an array");
    circ_diag_help(el->diags, diag, "give the node's index");
    return false;
}

bool node_resolve(Elaboration *el, const CircExpr *ref, int n_dims, NodeRef *node)
{
    *node = (NodeRef){.ref = ref};
    for (const CircExpr *index = ref->args; index; index = index->next) {
        if (node->n_dims == 2 || !strcmp(ref->name.text, "gnd")) {
            circ_diag(el->diags, CIRC_E0105, ref->span, "a node has one or two indices; 'gnd' has none");
            return false;
        }
        if (!resolve_index(el, index, node->n_dims++, n_dims, node)) return false;
    }
    if (!ref->member) return true;
    node->member = circ_new(el->arena, NodeRef, 1);
    return node_resolve(el, ref->member, n_dims, node->member);
}

static void index_of_member(const NodeRef *node, const long member[2], long index[2])
{
    for (int k = 0; k < 2; k++) index[k] = node->own[k] ? member[k] : node->index[k];
}

/* The place of an instance's port of this name; -1: it has none. */
static int port_of(const Scope *owner, const char *name)
{
    int i = 0;
    for (const CircExpr *port = owner->subcircuit ? owner->subcircuit->nodes : NULL; port; port = port->next, i++)
        if (!strcmp(port->name.text, name)) return i;
    return -1;
}

/* The node of a name in an instance or in the file. */
static int node_in(Elaboration *el, const Scope *owner, const NodeRef *node, const long member[2])
{
    const char *name = node->ref->name.text;
    if (!strcmp(name, "gnd")) return 0;
    int port = port_of(owner, name);
    if (port >= 0 && node->n_dims)
        circ_diag(el->diags, CIRC_E0105, node->ref->span, "'%s' is a port: it has no index", name);
    if (port >= 0) return owner->ports[port];
    char text[160];
    long index[2];
    index_of_member(node, member, index);
    int length = snprintf(text, sizeof text, node->n_dims == 0   ? "%s%s"
                                             : node->n_dims == 1 ? "%s%s[%ld]"
                                                                 : "%s%s[%ld,%ld]",
                          owner->prefix, name, index[0], index[1]);
    if (length < (int)sizeof text) return node_index(el, text, node->ref->span);
    return node_index(el, circ_arena_format(el->arena, "%s%s%s", owner->prefix, name, index_text(el->arena, node->n_dims, index)),
                      node->ref->span);
}

/* ---- nodes of instances, from outside */

struct OuterNode {
    int node;
    const CircExpr *ref;
    const Scope *owner;
    const CircExpansion *expansion; /* that the reference is in */
    struct OuterNode *next;
};

/* The instance that a component of a path names; NULL after a report. */
static const Scope *instance_of(Elaboration *el, const Scope *scope, bool inside, const NodeRef *node, const long member[2])
{
    const char *name = node->ref->name.text;
    const CircSymbol *symbol = inside ? scope_find_own(scope, name) : scope_find(scope, name);
    long index[2];
    index_of_member(node, member, index);
    if (symbol && symbol->kind == CIRC_SYM_BAD) return NULL;
    if (!symbol || symbol->kind != CIRC_SYM_INSTANCE) {
        CircDiag *diag = circ_diag(el->diags, CIRC_E0101, node->ref->name.span, "there is no instance '%s'", name);
        scope_suggest(scope, el->diags, diag, name, CIRC_SYM_INSTANCE, false);
        return NULL;
    }
    int place = symbol->n_dims == node->n_dims ? symbol_member(scope->names, symbol, index) : -1;
    if (place >= 0) return scope->names->instances[place];
    CircDiag *diag = circ_diag(el->diags, CIRC_E0105, node->ref->span, "there is no '%s%s'", name,
                               index_text(el->arena, node->n_dims, index));
    circ_diag_note(el->diags, diag, symbol->span, "'%s' is declared here", name);
    return NULL;
}

static int outer_node(Elaboration *el, const NodeRef *node, const long member[2])
{
    const Scope *scope = el->eval.scope;
    bool inside = false;
    for (; node->member; node = node->member, inside = true)
        if (!(scope = instance_of(el, scope, inside, node, member))) return 0;
    int index = node_in(el, scope, node, member);
    if (port_of(scope, node->ref->name.text) >= 0) return index;
    struct OuterNode *outer = circ_new(el->arena, struct OuterNode, 1);
    *outer = (struct OuterNode){index, node->ref, scope, circ_diags_expansion(el->diags), el->lists.outer_nodes};
    el->lists.outer_nodes = outer;
    return index;
}

int node_of_member(Elaboration *el, const NodeRef *node, const long member[2])
{
    if (node->member) return outer_node(el, node, member);
    int index = node_in(el, el->eval.scope->owner, node, member);
    el->lists.named[index] = true;
    return index;
}

void check_outer_nodes(Elaboration *el)
{
    for (const struct OuterNode *outer = el->lists.outer_nodes; outer; outer = outer->next) {
        if (el->lists.named[outer->node]) continue;
        const CircExpansion *before = circ_diags_within(el->diags, outer->expansion);
        const CircStmt *subcircuit = outer->owner->subcircuit;
        CircDiag *diag = circ_diag(el->diags, CIRC_E0101, outer->ref->span, "'%.*s' has no node '%s'",
                                   (int)strlen(outer->owner->prefix) - 1, outer->owner->prefix, outer->ref->name.text);
        circ_diag_note(el->diags, diag, subcircuit->name.span, "it is a '%s', declared here", subcircuit->name.text);
        circ_diags_within(el->diags, before);
    }
}

/* As for nodes, among the members of an inductor; -1 after a report. */
int inductor_of_member(Elaboration *el, const NodeRef *ref, const long member[2])
{
    const CircSymbol *symbol = ref->member ? NULL : scope_find(el->eval.scope, ref->ref->name.text);
    if (symbol && symbol->kind == CIRC_SYM_INDUCTOR && symbol->n_dims && symbol->n_dims == ref->n_dims) {
        long index[2];
        index_of_member(ref, member, index);
        int place = symbol_member(el->eval.scope->names, symbol, index);
        if (place < 0)
            circ_diag(el->diags, CIRC_E0105, ref->ref->span, "there is no '%s%s'", symbol->name,
                      index_text(el->arena, ref->n_dims, index));
        return place;
    }
    Selection selection;
    if (!scope_select(&el->eval, ref->ref, CIRC_SYM_INDUCTOR, "an inductor", &selection)) return -1;
    if (selection.n == 1) return selection_at(&selection, 0);
    circ_diag(el->diags, CIRC_E0105, ref->ref->span, "this is more than one inductor");
    return -1;
}
