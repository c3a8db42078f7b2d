#include "emit/report.h"

#include "emit/report_parts.h"

int report_next_row(int i, int n, int *gap)
{
    enum { START = REPORT_MOST_ROWS - 50 };
    *gap = n > REPORT_MOST_ROWS && i + 1 == START ? n - REPORT_MOST_ROWS : 0;
    return i + 1 + *gap;
}

void report_gap(const Html *html, int gap, int n_columns)
{
    if (gap) fprintf(html->out, "<tr><td class=\"gap\" colspan=\"%d\">%d more</td></tr>\n", n_columns, gap);
}

static void write_picture(const Html *html, const ReportPicture *picture, const char *id, const char *title)
{
    if (!picture->bytes && !picture->why) return;
    html_section(html, id, title);
    if (picture->bytes) {
        fprintf(html->out, "<figure class=\"%s\">", id);
        html_svg(html, picture->bytes, picture->length);
        html_raw(html, "</figure>\n");
    } else {
        html_raw(html, "<p class=\"soft\">");
        html_textf(html, "Not drawn: %s.", picture->why);
        html_raw(html, "</p>\n");
    }
    html_section_end(html);
}

static void write_count(const Html *html, int n, const char *what, const char *after)
{
    html_textf(html, "%d %s%s%s", n, what, n == 1 ? "" : "s", after);
}

static void write_head(const Html *html, const ReportSubject *subject)
{
    const CircNetlist *net = subject->model->circuit->netlist;
    html_raw(html, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>");
    html_text(html, net->name);
    html_raw(html, "</title>\n<style>\n");
    html_raw(html, report_style);
    html_raw(html, "</style>\n</head>\n<body>\n<header>\n<h1>");
    html_text(html, net->name);
    html_raw(html, "</h1>\n");
    if (net->title) {
        html_raw(html, "<p>");
        html_text(html, net->title);
        html_raw(html, "</p>\n");
    }
    html_raw(html, "<p>");
    html_textf(html, "From %s, by circ " CIRC_VERSION ": ", subject->ast->source->name);
    write_count(html, net->n_transmons, "qubit", ", ");
    write_count(html, net->n_baths, "bath", ", ");
    write_count(html, subject->results->n_rows, "point", ".");
    html_raw(html, "</p>\n</header>\n<main>\n");
}

/* The text itself, line by line: a page that says all. */
static void write_source(const Html *html, const CircSource *source)
{
    html_section(html, "source", "Netlist");
    html_raw(html, "<details open=\"open\"><summary>");
    html_text(html, source->name);
    html_raw(html, "</summary>\n<pre>");
    for (const char *line = source->text, *end = line + source->length; line < end;) {
        const char *after = line;
        while (after < end && *after != '\n') after++;
        html_text(html, circ_arena_copy(html->arena, line, (size_t)(after - line)));
        html_raw(html, "\n");
        line = after + 1;
    }
    html_raw(html, "</pre></details>\n");
    html_section_end(html);
}

void report_write(const ReportSubject *subject, FILE *out)
{
    Html html = {subject->arena, out};
    write_head(&html, subject);
    write_picture(&html, &subject->schematic, "schematic", "Schematic");
    report_messages(&html, subject);
    report_results(&html, subject);
    write_picture(&html, &subject->plots, "plots", "Plots");
    report_expects(&html, subject);
    report_parameters(&html, subject);
    report_circuit(&html, subject);
    report_equation(&html, subject);
    report_solver(&html, subject);
    write_source(&html, subject->ast->source);
    html_raw(&html, "</main>\n</body>\n</html>\n");
}
