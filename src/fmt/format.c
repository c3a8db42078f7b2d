/* Scan, space, align, place, write; and the proof that nothing else has changed. Imported files are not read. */
#include "circ/format.h"

#include <stdlib.h>
#include <string.h>

#include "fmt/columns.h"
#include "fmt/layout.h"
#include "fmt/spacing.h"
#include "front/parse.h"

typedef struct {
    CircArena *arena;
    char *text;
    size_t length, capacity;
} Buffer;

static void append(Buffer *buffer, const char *text, size_t length)
{
    buffer->text = circ_arena_grow(buffer->arena, buffer->text, &buffer->capacity, buffer->length + length, 1);
    memcpy(buffer->text + buffer->length, text, length);
    buffer->length += length;
}

static void append_times(Buffer *buffer, const char *text, int n)
{
    for (int i = 0; i < n; i++) append(buffer, text, strlen(text));
}

/* The line ends stay what the first one is. */
static const char *line_end(const CircSource *source)
{
    const char *end = memchr(source->text, '\n', source->length);
    return end && end > source->text && end[-1] == '\r' ? "\r\n" : "\n";
}

static Buffer write_tokens(const FmtText *text, const char *line_end)
{
    Buffer buffer = {.arena = text->arena};
    int column = 0;
    for (int i = 0; i < text->n_tokens; i++) {
        const FmtToken *token = &text->tokens[i];
        append_times(&buffer, line_end, token->lines);
        if (token->lines) column = 0;
        append_times(&buffer, " ", token->column - column);
        append(&buffer, token->text, (size_t)token->length);
        column = token->column + token->width;
    }
    if (text->n_tokens) append(&buffer, line_end, strlen(line_end));
    append(&buffer, "", 1);
    buffer.length--;
    return buffer;
}

static char *print_ast(const CircAst *ast)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    if (!out) return NULL;
    circ_ast_print(ast, out);
    return fclose(out) ? NULL : text;
}

static bool says_the_same(const CircAst *ast, const char *name, const Buffer *buffer, CircArena *arena)
{
    CircSources *sources = circ_sources_create(arena);
    const CircSource *source = circ_sources_add(sources, name, buffer->text, buffer->length);
    const CircAst *again = source ? parse_text(source, arena, circ_diags_create(arena, sources)) : NULL;
    if (!again) return false;
    char *one = print_ast(ast), *other = print_ast(again);
    bool same = one && other && !strcmp(one, other);
    free(one);
    free(other);
    return same;
}

CircFormatted circ_format(const CircSource *source, CircArena *arena, CircDiags *diags)
{
    CircDiags *own = circ_diags_create(arena, circ_diags_sources(diags)); /* a repeated error is not counted again */
    const CircAst *ast = parse_text(source, arena, own);
    circ_diags_merge(diags, own);
    if (!ast) return (CircFormatted){.status = CIRC_FORMAT_ERRORS};
    FmtText text = fmt_scan(source, arena);
    fmt_mark_cells(&text);
    fmt_space(&text);
    fmt_align(&text);
    fmt_layout(&text);
    Buffer buffer = write_tokens(&text, line_end(source));
    if (!says_the_same(ast, source->name, &buffer, arena)) return (CircFormatted){.status = CIRC_FORMAT_REFUSED};
    return (CircFormatted){.text = buffer.text, .length = buffer.length};
}
