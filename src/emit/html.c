#include "emit/html.h"

#include <stdarg.h>
#include <string.h>

#include "emit/plain_text.h"

void html_raw(const Html *html, const char *markup)
{
    fputs(markup, html->out);
}

/* plain_line leaves UTF-8 without control characters. */
void html_text(const Html *html, const char *text)
{
    for (const char *c = plain_line(html->arena, text); *c; c++) switch (*c) {
        case '&': html_raw(html, "&amp;"); break;
        case '<': html_raw(html, "&lt;"); break;
        case '>': html_raw(html, "&gt;"); break;
        case '"': html_raw(html, "&quot;"); break;
        case '\'': html_raw(html, "&#39;"); break;
        default: putc(*c, html->out);
        }
}

void html_textf(const Html *html, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    html_text(html, circ_arena_vformat(html->arena, format, args));
    va_end(args);
}

void html_section(const Html *html, const char *id, const char *title)
{
    fprintf(html->out, "<section id=\"%s\">\n<h2>", id);
    html_text(html, title);
    html_raw(html, "</h2>\n");
}

void html_section_end(const Html *html)
{
    html_raw(html, "</section>\n");
}

void html_table(const Html *html, const char *const *columns, int n)
{
    html_raw(html, "<div class=\"scroll\"><table><thead><tr>");
    for (int i = 0; i < n; i++) {
        html_raw(html, "<th>");
        html_text(html, columns[i]);
        html_raw(html, "</th>");
    }
    html_raw(html, "</tr></thead><tbody>\n");
}

void html_row(const Html *html, const char *const *cells, int n)
{
    html_raw(html, "<tr>");
    for (int i = 0; i < n; i++) {
        html_raw(html, "<td>");
        html_text(html, cells[i]);
        html_raw(html, "</td>");
    }
    html_raw(html, "</tr>\n");
}

void html_table_end(const Html *html)
{
    html_raw(html, "</tbody></table></div>\n");
}

/* ---- pictures of other programs */

static const char *find(const char *text, const char *end, const char *what)
{
    size_t length = strlen(what);
    for (; text + length <= end; text++)
        if (!memcmp(text, what, length)) return text;
    return NULL;
}

/* The start tag without its namespaces, which the page has already. Returns what is behind it. */
static const char *start_tag(const Html *html, const char *c, const char *end)
{
    while (c < end && *c != '>') {
        const char *after = !strncmp(c, "xmlns", 5) ? strchr(c, '"') : NULL;
        after = after ? strchr(after + 1, '"') : NULL;
        if (after && after < end)
            c = after + 1;
        else
            putc(*c++, html->out);
    }
    return c;
}

/* Comments are left out; a reference within the picture needs no namespace any more. */
void html_svg(const Html *html, const char *svg, size_t length)
{
    static const char comment[] = "<!--", link[] = "xlink:";
    const char *end = svg + length, *c = find(svg, end, "<svg");
    if (!c) return;
    for (c = start_tag(html, c, end); c < end;) {
        const char *after = !strncmp(c, comment, strlen(comment)) ? find(c, end, "-->") : NULL;
        if (after)
            c = after + strlen("-->");
        else if (!strncmp(c, link, strlen(link)))
            c += strlen(link);
        else
            putc(*c++, html->out);
    }
}
