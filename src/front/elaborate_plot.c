/* plot: which values, against which of the swept parameters. */
#include <string.h>

#include "front/elaborate.h"

static bool is_swept(const Elaboration *el, const char *name)
{
    if (el->file->names->transient && quantity_find(name) == CIRC_QUANTITY_TIME) return true;
    for (const CircStmt *stmt = el->ast->statements; stmt; stmt = stmt->next)
        if (stmt->kind == CIRC_STMT_SWEEP && !strcmp(stmt->name.text, name)) return true;
    return false;
}

/* The name of a swept parameter; NULL after a report. */
static const char *swept_name(Elaboration *el, CircWord name)
{
    const CircSymbol *symbol = scope_find_own(el->file, name.text);
    bool param = symbol && symbol->kind == CIRC_SYM_PARAM;
    if (is_swept(el, name.text)) return name.text;
    CircDiag *diag = circ_diag(el->diags, CIRC_E0406, name.span,
                               param ? "'%s' is not swept, so nothing can be drawn against it" : "there is no parameter '%s'",
                               name.text);
    if (param)
        circ_diag_help(el->diags, diag, "add 'sweep %s from A to B steps N'", name.text);
    else
        scope_suggest(el->file, el->diags, diag, name.text, CIRC_SYM_PARAM, false);
    return NULL;
}

static bool elaborate_axes(Elaboration *el, const CircStmt *stmt, CircPlot *plot)
{
    bool fine = true;
    for (const CircExpr *name = stmt->nodes; name; name = name->next) {
        if (plot->n_against == 2) {
            circ_diag(el->diags, CIRC_E0406, name->span, "a plot is against one parameter, or two for a map");
            return false;
        }
        plot->against[plot->n_against] = swept_name(el, name->name);
        fine = plot->against[plot->n_against++] && fine;
    }
    if (plot->n_against == 2 && fine && !strcmp(plot->against[0], plot->against[1])) {
        circ_diag(el->diags, CIRC_E0406, stmt->nodes->next->span, "'%s' cannot be both axes", plot->against[0]);
        return false;
    }
    if (!stmt->name.text) return fine;
    plot->by = swept_name(el, stmt->name);
    for (int i = 0; plot->by && i < plot->n_against; i++) {
        if (!plot->against[i] || strcmp(plot->by, plot->against[i])) continue;
        circ_diag(el->diags, CIRC_E0406, stmt->name.span, "'%s' is an axis already", plot->by);
        fine = false;
    }
    return plot->by && fine;
}

/* A name that is not otherwise known may be that of an output. */
static const CircOutput *named_output(const Elaboration *el, const CircAssign *given)
{
    const CircExpr *expr = given->value;
    CircValue ignored;
    if (expr->kind != CIRC_EXPR_REF || expr->args || expr->member || scope_find(el->file, expr->name.text) ||
        quantity_find(expr->name.text) >= 0 || constant_find(expr->name.text, &ignored))
        return NULL;
    for (int i = 0; i < el->net->n_outputs; i++)
        if (!strcmp(el->net->outputs[i].name, expr->name.text)) return &el->net->outputs[i];
    return NULL;
}

static bool elaborate_plot(Elaboration *el, const CircStmt *stmt, CircPlot *plot)
{
    Eval types = {.scope = el->file, .diags = el->diags, .phase = EVAL_TYPES};
    *plot = (CircPlot){.span = stmt->span, .title = stmt->text.text, .log_x = stmt->flags & CIRC_PLOT_LOG_X,
                       .log_y = stmt->flags & CIRC_PLOT_LOG_Y};
    for (const CircAssign *given = stmt->attributes; given; given = given->next) plot->n_values++;
    CircOutput *values = circ_new(el->arena, CircOutput, plot->n_values);
    bool fine = elaborate_axes(el, stmt, plot);
    int i = 0;
    for (const CircAssign *given = stmt->attributes; given; given = given->next) {
        const CircOutput *output = named_output(el, given);
        const char *name = given->key.text ? given->key.text : squeezed_text(el, given->span);
        if (output) {
            values[i++] = (CircOutput){name, output->expr, output->dim};
            continue;
        }
        CircValue value = eval_expr(&types, given->value);
        values[i++] = (CircOutput){name, given->value, value.dim};
        el->net->reach.analysis |= value.inputs;
        fine = fine && !value.bad;
    }
    plot->values = values;
    return fine;
}

static bool sweeps_something(const Elaboration *el)
{
    const CircStmt *stmt = el->ast->statements;
    while (stmt && stmt->kind != CIRC_STMT_SWEEP && stmt->kind != CIRC_STMT_TRANSIENT) stmt = stmt->next;
    return stmt != NULL;
}

void elaborate_plots(Elaboration *el)
{
    int n = 0;
    for (const CircStmt *stmt = el->ast->statements; stmt; stmt = stmt->next) n += stmt->kind == CIRC_STMT_PLOT;
    CircPlot *plots = circ_new(el->arena, CircPlot, n);
    for (const CircStmt *stmt = el->ast->statements; stmt; stmt = stmt->next) {
        if (stmt->kind != CIRC_STMT_PLOT) continue;
        if (!sweeps_something(el)) {
            CircDiag *diag = circ_diag(el->diags, CIRC_E0406, stmt->span, "a plot needs something that is swept");
            circ_diag_help(el->diags, diag, "add 'sweep NAME from A to B steps N', or a 'transient'");
        } else if (elaborate_plot(el, stmt, &plots[el->net->n_plots])) {
            el->net->n_plots++;
        }
    }
    el->net->plots = plots;
}
