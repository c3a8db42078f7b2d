/* What is allowed, but hardly meant: parameters that nothing reads, sweeps of them, nodes where something ends. */
#include <string.h>

#include "base/table.h"
#include "circ/netlist.h"

/* ---- the names that expressions use */

static void note_assigns(const CircAssign *list, Table *used);

static void note_expr(const CircExpr *expr, Table *used)
{
    if (!expr) return;
    if (expr->name.text) table_add(used, expr->name.text, 0);
    note_expr(expr->left, used);
    note_expr(expr->right, used);
    note_expr(expr->member, used);
    for (const CircExpr *arg = expr->args; arg; arg = arg->next) note_expr(arg, used);
    note_assigns(expr->points, used);
}

static void note_list(const CircExpr *list, Table *used)
{
    for (; list; list = list->next) note_expr(list, used);
}

static void note_assigns(const CircAssign *list, Table *used)
{
    for (; list; list = list->next) {
        note_expr(list->value, used);
        note_expr(list->low, used);
        note_expr(list->high, used);
    }
}

/* Of a node only the indices are expressions. */
static void note_indices(const CircExpr *nodes, Table *used)
{
    for (; nodes; nodes = nodes->next)
        for (const CircExpr *part = nodes; part; part = part->member) note_list(part->args, used);
}

static void note_statements(const CircStmt *list, Table *used)
{
    for (const CircStmt *stmt = list; stmt; stmt = stmt->next) {
        note_list(stmt->range, used);
        note_indices(stmt->nodes, used);
        note_assigns(stmt->attributes, used);
        note_expr(stmt->value, used);
        note_list(stmt->values, used);
        note_expr(stmt->from, used);
        note_expr(stmt->to, used);
        note_expr(stmt->steps, used);
        note_statements(stmt->body, used);
        note_statements(stmt->otherwise, used);
    }
}

/* ---- parameters and sweeps */

static bool is_swept(const CircStmt *list, const char *name)
{
    while (list && !(list->kind == CIRC_STMT_SWEEP && !strcmp(list->name.text, name))) list = list->next;
    return list != NULL;
}

static void report_unused(CircDiags *diags, CircWord name)
{
    CircDiag *diag = circ_diag(diags, CIRC_W0101, name.span, "the parameter '%s' is not used", name.text);
    circ_diag_help(diags, diag, "remove it, or put it where it was meant");
}

static void lint_subcircuit(const CircStmt *subcircuit, CircArena *arena, CircDiags *diags)
{
    Table used;
    table_init(&used, arena, 0);
    note_assigns(subcircuit->attributes, &used);
    note_statements(subcircuit->body, &used);
    for (const CircAssign *formal = subcircuit->attributes; formal; formal = formal->next)
        if (table_find(&used, formal->key.text) < 0) report_unused(diags, formal->key);
}

/* Of an imported file nothing is said: what it offers need not be used. */
static void lint_statements(const CircStmt *list, const CircStmt *file, const Table *used, CircArena *arena,
                            CircDiags *diags)
{
    for (const CircStmt *stmt = list; stmt; stmt = stmt->next) {
        bool unused = stmt->name.text && table_find(used, stmt->name.text) < 0;
        if (stmt->kind == CIRC_STMT_PARAM && unused && !is_swept(file, stmt->name.text))
            report_unused(diags, stmt->name);
        if (stmt->kind == CIRC_STMT_SWEEP && unused) {
            CircDiag *diag = circ_diag(diags, CIRC_W0401, stmt->name.span, "nothing depends on '%s', so its sweep changes nothing",
                                       stmt->name.text);
            circ_diag_help(diags, diag, "use '%s' in the elements or the outputs, or remove the sweep", stmt->name.text);
        }
        if (stmt->kind == CIRC_STMT_SUBCIRCUIT) lint_subcircuit(stmt, arena, diags);
        if (stmt->kind == CIRC_STMT_IMPORT) continue;
        lint_statements(stmt->body, file, used, arena, diags);
        lint_statements(stmt->otherwise, file, used, arena, diags);
    }
}

/* ---- nodes */

/* The elements at a node; `last` is one of those for which a loose end is a mistake. */
typedef struct {
    int n;
    const char *last;
} Ends;

static void count_ends(Ends *ends, const CircElement *e, bool loose)
{
    for (int k = 0; k < 2; k++) {
        ends[e->node[k]].n++;
        ends[e->node[k]].last = loose ? e->name : NULL;
    }
}

static void count_all_ends(const CircNetlist *net, Ends *ends)
{
    for (int i = 0; i < net->n_capacitors; i++) count_ends(ends, &net->capacitors[i].e, true);
    for (int i = 0; i < net->n_inductors; i++) count_ends(ends, &net->inductors[i].e, true);
    for (int i = 0; i < net->n_lines; i++) count_ends(ends, &net->lines[i].e, false);
    for (int i = 0; i < net->n_resistors; i++) count_ends(ends, &net->resistors[i].e, false);
    for (int i = 0; i < net->n_resonators; i++) count_ends(ends, &net->resonators[i].e, false);
    for (int i = 0; i < net->n_transmons; i++) count_ends(ends, &net->transmons[i].e, false);
    for (int i = 0; i < net->n_touchstones; i++)
        for (int port = 0; port < net->touchstones[i].n_ports; port++)
            ends[net->touchstones[i].nodes[port]] = (Ends){2, NULL};
}

static const char *nearest_node(const CircNetlist *net, const Ends *ends, int node, CircArena *arena)
{
    enum { MOST_NODES = 2000 };
    if (net->n_nodes > MOST_NODES) return NULL;
    const char **names = circ_new(arena, const char *, net->n_nodes);
    for (int i = 0; i < net->n_nodes; i++) names[i] = i == node || ends[i].n < 2 ? NULL : net->nodes[i].name;
    return table_nearest(net->nodes[node].name, names, net->n_nodes);
}

/* The nodes of an array are named at one place, and reported once. */
static void lint_nodes(const CircNetlist *net, CircArena *arena, CircDiags *diags)
{
    Ends *ends = circ_new(arena, Ends, net->n_nodes);
    uint32_t reported = 0;
    count_all_ends(net, ends);
    for (int i = 1; i < net->n_nodes; i++) {
        if (ends[i].n != 1 || !ends[i].last || net->nodes[i].span.begin == reported) continue;
        reported = net->nodes[i].span.begin;
        CircDiag *diag = circ_diag(diags, CIRC_W0102, net->nodes[i].span, "the node '%s' has one element, '%s', and carries no current",
                                   net->nodes[i].name, ends[i].last);
        const char *nearest = nearest_node(net, ends, i, arena);
        if (nearest) circ_diag_help(diags, diag, "did you mean '%s'?", nearest);
    }
}

void circ_lint(const CircAst *ast, const CircNetlist *netlist, CircArena *arena, CircDiags *diags)
{
    Table used;
    table_init(&used, arena, 0);
    note_statements(ast->statements, &used);
    lint_statements(ast->statements, ast->statements, &used, arena, diags);
    lint_nodes(netlist, arena, diags);
}
