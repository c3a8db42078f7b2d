/* Nodes: they come into being where they are named. */
#include <string.h>

#include "front/elaborate.h"

int node_index(Elaboration *el, const char *name, CircSpan span)
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

bool node_resolve(Elaboration *el, const CircExpr *ref, bool array, NodeRef *node)
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

int node_of_member(Elaboration *el, const NodeRef *node, long member)
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

/* As for nodes, among the members of an inductor; -1 after a report. */
int inductor_of_member(Elaboration *el, const NodeRef *ref, long member)
{
    const CircSymbol *symbol = scope_find(&el->scope, ref->ref->name.text);
    int first, last;
    bool own = symbol && symbol->kind == CIRC_SYM_INDUCTOR && symbol->array && ref->own_index;
    if (own && member >= symbol->low && member <= symbol->high)
        return symbol->first + (int)(member - symbol->low);
    if (own) {
        circ_diag(el->diags, CIRC_E0105, ref->ref->span, "there is no '%s[%ld]'", symbol->name, member);
        return -1;
    }
    return scope_resolve(&el->eval, ref->ref, CIRC_SYM_INDUCTOR, "an inductor", &first, &last) ? first : -1;
}
