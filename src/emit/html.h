/* html.h - texts and tables of a page that is HTML and well-formed XML at once. */
#ifndef EMIT_HTML_H
#define EMIT_HTML_H

#include <stdbool.h>
#include <stdio.h>

#include "circ/arena.h"

typedef struct {
    CircArena *arena; /* for texts on the way */
    FILE *out;
} Html;

/* What is in the text, whatever it is: markup counts as text, and what no page can hold becomes a blank or a question mark. */
void html_text(const Html *html, const char *text);
void html_textf(const Html *html, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Markup as it stands. */
void html_raw(const Html *html, const char *markup);

/* <section id="..."><h2>...</h2> */
void html_section(const Html *html, const char *id, const char *title);
void html_section_end(const Html *html);

/* A table in a box that scrolls where it is too wide or long. */
void html_table(const Html *html, const char *const *columns, int n);
void html_row(const Html *html, const char *const *cells, int n);
void html_table_end(const Html *html);

/* An SVG picture that another program wrote, without what belongs to a file alone. */
void html_svg(const Html *html, const char *svg, size_t length);

#endif
