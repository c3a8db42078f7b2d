/* Definitions: parameters, functions and subcircuits, which may be used before they are declared. And what may stand
 * where. */
#include <string.h>

#include "front/elaborate.h"

/* The second of two equal names in a list. */
static const CircExpr *repeated_name(const CircExpr *names)
{
    for (const CircExpr *name = names; name; name = name->next)
        for (const CircExpr *other = names; other != name; other = other->next)
            if (!strcmp(other->name.text, name->name.text)) return name;
    return NULL;
}

static void declare_function(Elaboration *el, const CircStmt *stmt, Scope *scope)
{
    Names *names = scope->names;
    bool taken = builtin_find(stmt->name.text) || quantity_find(stmt->name.text) >= 0;
    const CircExpr *repeated = repeated_name(stmt->nodes);
    int n_arguments = 0;
    for (const CircExpr *argument = stmt->nodes; argument; argument = argument->next) n_arguments++;
    if (n_arguments > MAX_ARGUMENTS)
        circ_diag(el->diags, CIRC_E0108, stmt->name.span, "a function has at most %d arguments", MAX_ARGUMENTS);
    if (repeated) circ_diag(el->diags, CIRC_E0102, repeated->span, "two arguments are called '%s'", repeated->name.text);
    if (taken) {
        CircDiag *diag = circ_diag(el->diags, CIRC_E0104, stmt->name.span,
                                   "'%s' cannot be a function: the language has one of this name", stmt->name.text);
        circ_diag_help(el->diags, diag, "choose a longer name");
    }
    if (taken || repeated || !scope_name_is_free(scope, el->diags, stmt->name, "a function")) return;
    CircSymbol symbol = {.name = stmt->name.text, .span = stmt->name.span, .kind = CIRC_SYM_FUNCTION, .n = 1,
                         .first = names->n_functions};
    if (!scope_declare(scope, el->diags, symbol)) return;
    names->functions = circ_arena_grow(el->arena, names->functions, &names->functions_capacity,
                                       (size_t)names->n_functions + 1, sizeof *names->functions);
    names->functions[names->n_functions++] = stmt;
}

/* ---- what may stand where */

static bool belongs_to_file(CircStmtKind kind)
{
    return kind != CIRC_STMT_PARAM && kind != CIRC_STMT_ELEMENT && kind != CIRC_STMT_BATH && kind != CIRC_STMT_FOR &&
           kind != CIRC_STMT_IF;
}

/* Statements of blocks, whether or not they ever take effect. */
static void check_block(Elaboration *el, const CircStmt *list)
{
    for (const CircStmt *stmt = list; stmt; stmt = stmt->next) {
        check_block(el, stmt->kind == CIRC_STMT_IMPORT ? NULL : stmt->body);
        check_block(el, stmt->otherwise);
        if (!belongs_to_file(stmt->kind)) continue;
        CircDiag *diag = circ_diag(el->diags, CIRC_E0308, stmt->span, "'%s' cannot stand in a block",
                                   circ_stmt_word(stmt->kind));
        circ_diag_help(el->diags, diag, "move it out of the braces; a block has elements, baths, 'param', 'for' and 'if'");
    }
}

static void declare_subcircuit(Elaboration *el, const CircStmt *stmt)
{
    const char *name = stmt->name.text;
    const CircStmt *old = find_subcircuit(el, name);
    const CircExpr *repeated = repeated_name(stmt->nodes);
    check_block(el, stmt->body);
    if (repeated) circ_diag(el->diags, CIRC_E0102, repeated->span, "two ports are called '%s'", repeated->name.text);
    for (const CircExpr *port = stmt->nodes; port; port = port->next)
        if (!strcmp(port->name.text, "gnd"))
            circ_diag(el->diags, CIRC_E0104, port->span, "'gnd' is ground everywhere: it is no port");
    if (element_kind_find(name)) {
        circ_diag(el->diags, CIRC_E0104, stmt->name.span, "'%s' cannot be a subcircuit: it is an element", name);
    } else if (old) {
        CircDiag *diag = circ_diag(el->diags, CIRC_E0102, stmt->name.span, "the subcircuit '%s' is declared twice", name);
        circ_diag_note(el->diags, diag, old->name.span, "'%s' was declared here first", name);
    } else {
        el->subcircuit = circ_arena_grow(el->arena, el->subcircuit, &el->subcircuits_capacity,
                                         (size_t)el->n_subcircuits + 1, sizeof *el->subcircuit);
        el->subcircuit[el->n_subcircuits] = stmt;
        table_add(&el->subcircuits, name, el->n_subcircuits++);
    }
}

const CircStmt *find_subcircuit(const Elaboration *el, const char *name)
{
    int i = table_find(&el->subcircuits, name);
    return i < 0 ? NULL : el->subcircuit[i];
}

/* ---- all of a list */

void declare_definitions(Elaboration *el, const CircStmt *list, Scope *scope)
{
    bool file = !scope->parent;
    for (const CircStmt *stmt = list; stmt; stmt = stmt->next) {
        ParamSource source = {.expr = stmt->value, .scope = scope, .low = stmt->from, .high = stmt->to, .home = scope};
        switch (stmt->kind) {
        case CIRC_STMT_PARAM: scope_declare_param(scope, el->diags, stmt->name, source); break;
        case CIRC_STMT_FUNCTION:
            if (file) declare_function(el, stmt, scope);
            break;
        case CIRC_STMT_SUBCIRCUIT:
            if (file) declare_subcircuit(el, stmt);
            break;
        case CIRC_STMT_IMPORT:
            if (file) declare_definitions(el, stmt->body, scope);
            break;
        case CIRC_STMT_FOR:
        case CIRC_STMT_IF:
            if (file) check_block(el, stmt->body);
            if (file) check_block(el, stmt->otherwise);
            break;
        default: break;
        }
    }
}
