/* Diagnostics as a person reads them: place, message, the line itself and carets under the span. */
#include <stdlib.h>
#include <string.h>

#include "circ/diag.h"

typedef struct {
    const char *error, *warning, *note, *place, *off;
} Palette;

static const Palette plain = {"", "", "", "", ""};
static const Palette coloured = {"\033[1;31m", "\033[1;35m", "\033[1;36m", "\033[1m", "\033[0m"};

static void print_repeated(FILE *out, char c, int n)
{
    for (int i = 0; i < n; i++) putc(c, out);
}

/* The line, and under it a caret for each character of the span that is on it. Tabs stay tabs, so that the
 * carets stand under their characters however wide the terminal sets them. */
static void print_excerpt(FILE *out, const CircPosition *at, int span_bytes, const Palette *colour)
{
    enum { MAX_LINE = 160 };
    int begin = at->line_offset > at->line_length ? at->line_length : at->line_offset;
    int first = begin > MAX_LINE ? begin - MAX_LINE / 2 : 0;
    while (first > 0 && ((unsigned char)at->line_text[first] & 0xC0) == 0x80) first--;
    int last = at->line_length - first > 2 * MAX_LINE ? first + 2 * MAX_LINE : at->line_length;
    int width = fprintf(out, "%5d", at->line);
    fprintf(out, " | %s%.*s%s\n", first ? "..." : "", last - first, at->line_text + first,
            last < at->line_length ? "..." : "");
    print_repeated(out, ' ', width);
    fputs(" | ", out);
    if (first) fputs("   ", out);
    for (int i = first; i < begin; i++)
        if (((unsigned char)at->line_text[i] & 0xC0) != 0x80)
            putc(at->line_text[i] == '\t' ? '\t' : ' ', out);
    int end = begin + span_bytes > last ? last : begin + span_bytes;
    int carets = 0;
    for (int i = begin; i < end; i++) carets += ((unsigned char)at->line_text[i] & 0xC0) != 0x80;
    fputs(colour->error, out);
    print_repeated(out, '^', carets > 0 ? carets : 1);
    fprintf(out, "%s\n", colour->off);
}

static void print_place(FILE *out, const CircPosition *at, const Palette *colour)
{
    if (at->source)
        fprintf(out, "%s%s:%d:%d:%s ", colour->place, at->source->name, at->line, at->column, colour->off);
    else
        fprintf(out, "%scirc:%s ", colour->place, colour->off);
}

static void print_diag(const CircDiags *diags, const CircDiag *diag, FILE *out, const Palette *colour)
{
    const CircSources *sources = circ_diags_sources(diags);
    CircPosition at = circ_sources_locate(sources, diag->span.begin);
    print_place(out, &at, colour);
    fprintf(out, "%s%s[%s]:%s %s\n", diag->error ? colour->error : colour->warning,
            diag->error ? "error" : "warning", circ_code_name(diag->code), colour->off, diag->text);
    if (at.source) print_excerpt(out, &at, (int)(diag->span.end - diag->span.begin), colour);
    for (const CircNote *note = diag->notes; note; note = note->next) {
        CircPosition there = circ_sources_locate(sources, note->span.begin);
        print_place(out, &there, colour);
        fprintf(out, "%snote:%s %s\n", colour->note, colour->off, note->text);
        if (there.source) print_excerpt(out, &there, (int)(note->span.end - note->span.begin), colour);
    }
    if (diag->help) fprintf(out, "      = %shelp:%s %s\n", colour->note, colour->off, diag->help);
}

typedef struct {
    const CircDiag *diag;
    int order;
} Sorted;

static int by_place(const void *a, const void *b)
{
    const Sorted *x = a, *y = b;
    if (x->diag->span.begin != y->diag->span.begin) return x->diag->span.begin < y->diag->span.begin ? -1 : 1;
    return x->order - y->order;
}

void circ_diags_print(const CircDiags *diags, FILE *out, bool colour)
{
    int n = circ_diags_count(diags), errors = 0;
    Sorted *sorted = malloc((size_t)(n ? n : 1) * sizeof *sorted);
    for (int i = 0; i < n; i++) {
        const CircDiag *diag = circ_diags_get(diags, i);
        errors += diag->error;
        if (sorted) sorted[i] = (Sorted){diag, i};
    }
    if (sorted) qsort(sorted, (size_t)n, sizeof *sorted, by_place);
    for (int i = 0; i < n; i++)
        print_diag(diags, sorted ? sorted[i].diag : circ_diags_get(diags, i), out,
                   colour ? &coloured : &plain);
    free(sorted);
    int hidden = circ_diags_errors(diags) - errors;
    if (hidden > 0) fprintf(out, "circ: %d more errors are not shown\n", hidden);
}
