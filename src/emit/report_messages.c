/* Errors and warnings, each with its place and the line that it is about. */
#include <string.h>

#include "emit/report_parts.h"

static void write_place(const Html *html, const CircDiags *diags, CircSpan span)
{
    CircPosition at = circ_sources_locate(circ_diags_sources(diags), span.begin);
    if (!at.source) return;
    html_raw(html, "<p class=\"soft\">");
    html_textf(html, "%s, line %d", at.source->name, at.line);
    html_raw(html, "</p>\n<pre>");
    int length = at.line_length > 300 ? 300 : at.line_length;
    html_text(html, circ_arena_copy(html->arena, at.line_text, (size_t)length));
    html_raw(html, "</pre>\n");
}

static void write_message(const Html *html, const CircDiags *diags, const CircDiag *diag)
{
    const char *kind = diag->error ? "error" : "warning";
    fprintf(html->out, "<div class=\"message %s\"><p><b>%s %s</b> ", kind, kind, circ_code_name(diag->code));
    html_text(html, diag->text);
    html_raw(html, "</p>\n");
    for (const CircNote *note = diag->notes; note; note = note->next) {
        html_raw(html, "<p>");
        html_text(html, note->text);
        html_raw(html, "</p>\n");
    }
    if (diag->help) {
        html_raw(html, "<p>help: ");
        html_text(html, diag->help);
        html_raw(html, "</p>\n");
    }
    write_place(html, diags, diag->span);
    html_raw(html, "</div>\n");
}

void report_messages(const Html *html, const ReportSubject *subject)
{
    int n = circ_diags_count(subject->diags);
    if (!n) return;
    html_section(html, "messages", "Errors and warnings");
    for (int errors = 1; errors >= 0; errors--)
        for (int i = 0; i < n; i++) {
            const CircDiag *diag = circ_diags_get(subject->diags, i);
            if (diag->error == (errors == 1)) write_message(html, subject->diags, diag);
        }
    html_section_end(html);
}
