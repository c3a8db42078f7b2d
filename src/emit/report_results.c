/* What was computed: results, expects, and how the solvers went about it. */
#include <math.h>
#include <string.h>

#include "emit/columns.h"
#include "emit/report_parts.h"
#include "emit/value_text.h"

/* ---- results */

static const char *cell(const Html *html, const Columns *columns, int column, int row)
{
    const Column *c = &columns->list[column];
    return value_text(html->arena, column_value(c, &columns->results->rows[row]), c->dim);
}

static void write_list(const Html *html, const Columns *columns)
{
    static const char *const heads[] = {"Output", "Value"};
    html_table(html, heads, 2);
    for (int i = 0; columns->results->n_rows && i < columns->n; i++) {
        const char *const cells[] = {columns->list[i].name, cell(html, columns, i, 0)};
        html_row(html, cells, 2);
    }
    html_table_end(html);
}

static void write_grid(const Html *html, const Columns *columns)
{
    const char **cells = circ_new(html->arena, const char *, columns->n + 1);
    int n = columns->results->n_rows;
    for (int i = 0; i < columns->n; i++) cells[i] = columns->list[i].name;
    html_table(html, cells, columns->n);
    for (int row = 0, gap = 0; row < n; row = report_next_row(row, n, &gap)) {
        report_gap(html, gap, columns->n);
        for (int i = 0; i < columns->n; i++) cells[i] = cell(html, columns, i, row);
        html_row(html, cells, columns->n);
    }
    html_table_end(html);
}

/* The columns of `circ run`. */
void report_results(const Html *html, const ReportSubject *subject)
{
    const CircResults *results = subject->results;
    Columns columns;
    columns_init(&columns, results, html->arena);
    columns_add_swept(&columns);
    columns_add_outputs(&columns);
    if (!results->n_sweeps || !results->n_outputs) columns_add_currents(&columns);
    html_section(html, "results", "Results");
    (results->n_sweeps ? write_grid : write_list)(html, &columns);
    html_section_end(html);
}

/* ---- expects */

static bool failed(const CircDiags *diags, const CircExpect *expect)
{
    for (int i = 0; i < circ_diags_count(diags); i++) {
        const CircDiag *diag = circ_diags_get(diags, i);
        if (diag->code == CIRC_E0403 && diag->span.begin == expect->span.begin) return true;
    }
    return false;
}

static const char *expr_text(const Html *html, const CircExpr *expr)
{
    char text[500] = "";
    FILE *out = fmemopen(text, sizeof text - 1, "w");
    if (!out) return "";
    circ_expr_print(expr, out);
    fclose(out);
    return circ_arena_format(html->arena, "%s%s", text, strlen(text) >= sizeof text - 2 ? "..." : "");
}

static void write_settings(const Html *html, const CircNetlist *net, const CircExpect *expect)
{
    for (int k = 0; k < expect->n_settings; k++) {
        const CircSetting *setting = &expect->settings[k];
        const char *text = circ_arena_format(html->arena, "%g s", setting->si); /* t of a transient */
        for (int i = 0; i < net->n_params; i++)
            if (!strcmp(net->params[i].name, setting->name))
                text = value_text(html->arena, setting->si, net->params[i].value.dim);
        html_textf(html, "%s%s = %s", k ? ", " : "", setting->name, text);
    }
    if (!expect->n_settings) html_text(html, "every point");
}

void report_expects(const Html *html, const ReportSubject *subject)
{
    static const char *const columns[] = {"", "Condition", "At"};
    const CircNetlist *net = subject->model->circuit->netlist;
    if (!net->n_expects) return;
    html_section(html, "expects", "Expectations");
    html_raw(html, "<div class=\"wrap\">");
    html_table(html, columns, 3);
    for (int i = 0; i < net->n_expects; i++) {
        const CircExpect *expect = &net->expects[i];
        bool fails = failed(subject->diags, expect);
        html_raw(html, fails ? "<tr><td class=\"failed\">fails</td><td><code>" : "<tr><td class=\"holds\">holds</td><td><code>");
        html_text(html, expr_text(html, expect->expr));
        html_raw(html, "</code></td><td>");
        write_settings(html, net, expect);
        html_raw(html, "</td></tr>\n");
    }
    html_table_end(html);
    html_raw(html, "</div>\n");
    html_section_end(html);
}

/* ---- solvers */

static const char *meaning_of(const char *method)
{
    for (int i = 0; i < CIRC_N_METHODS; i++)
        if (!strcmp(circ_method_name((CircMethod)i), method)) return circ_method_meaning((CircMethod)i);
    return "";
}

/* A row for all points in sequence that agree in method and reason. */
void report_solver(const Html *html, const ReportSubject *subject)
{
    static const char *const columns[] = {"Points", "Method", "Because", "Unknowns, up to", "Residual, up to", "What it is"};
    enum { N = sizeof columns / sizeof *columns };
    const CircResults *results = subject->results;
    html_section(html, "solver", "Solver");
    html_raw(html, "<div class=\"wrap\">");
    html_table(html, columns, N);
    for (int i = 0, last; i < results->n_rows; i = last) {
        const CircSolution *first = &results->rows[i].solver;
        double dimension = 0, residual = 0;
        for (last = i; last < results->n_rows; last++) {
            const CircSolution *s = &results->rows[last].solver;
            if (strcmp(s->method, first->method) || strcmp(s->reason, first->reason)) break;
            dimension = fmax(dimension, s->dimension);
            residual = fmax(residual, s->residual);
        }
        const char *const cells[] = {circ_arena_format(html->arena, "%d", last - i),
                                     first->method,
                                     first->reason,
                                     circ_arena_format(html->arena, "%.0f", dimension),
                                     circ_arena_format(html->arena, "%.2g", residual),
                                     meaning_of(first->method)};
        html_row(html, cells, N);
    }
    html_table_end(html);
    html_raw(html, "</div>\n");
    html_section_end(html);
}
