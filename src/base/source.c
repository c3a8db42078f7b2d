#include "circ/source.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/table.h"
#include "base/utf8.h"

/* Offsets below are those of texts, offsets above those of expansions. */
enum { MAX_TOTAL = 1 << 30 };

typedef struct {
    CircSource source;
    uint32_t *line_starts; /* offsets into text */
    int n_lines;
} File;

struct CircSources {
    CircArena *arena;
    File **files;
    size_t n_files, capacity;
    uint32_t next_base;
    struct Overlay *overlays;
    CircExpansion **expansions; /* ascending in base */
    size_t n_expansions, expansions_capacity;
    Table expansions_by_name;
    uint32_t next_expansion;
};

struct Overlay {
    const char *path, *text;
    size_t length;
    struct Overlay *next;
};

CircSources *circ_sources_create(CircArena *arena)
{
    CircSources *sources = circ_new(arena, CircSources, 1);
    *sources = (CircSources){.arena = arena, .next_base = 1, .next_expansion = MAX_TOTAL};
    table_init(&sources->expansions_by_name, arena, 0);
    return sources;
}

/* Done at once, so that a message can be printed when no memory is left. */
static void index_lines(File *file, CircArena *arena)
{
    const char *text = file->source.text;
    int n = 1;
    for (uint32_t i = 0; i < file->source.length; i++) n += text[i] == '\n';
    file->line_starts = circ_new(arena, uint32_t, n);
    for (uint32_t i = 0; i < file->source.length; i++)
        if (text[i] == '\n') file->line_starts[++file->n_lines] = i + 1;
    file->n_lines = n;
}

const CircSource *circ_sources_add(CircSources *sources, const char *name, const char *text, size_t length)
{
    if (length > MAX_TOTAL - sources->next_base) return NULL;
    File *file = circ_new(sources->arena, File, 1);
    file->source.name = circ_arena_copy(sources->arena, name, strlen(name));
    char *copy = circ_arena_alloc(sources->arena, length + 2, 1);
    if (length) memcpy(copy, text, length);
    file->source.text = copy;
    file->source.base = sources->next_base;
    file->source.length = (uint32_t)length;
    sources->next_base += (uint32_t)length + 1;
    sources->files = circ_arena_grow(sources->arena, sources->files, &sources->capacity, sources->n_files + 1,
                                     sizeof *sources->files);
    index_lines(file, sources->arena);
    sources->files[sources->n_files++] = file;
    return &file->source;
}

/* The whole stream, malloc'ed with a NUL behind it; NULL with errno set. */
static char *slurp(FILE *in, size_t limit, size_t *length)
{
    size_t capacity = 1 << 16;
    char *text = malloc(capacity + 1);
    *length = 0;
    while (text) {
        *length += fread(text + *length, 1, capacity - *length, in);
        if (*length < capacity) break;
        if (capacity > limit) {
            errno = EFBIG;
            free(text);
            return NULL;
        }
        capacity *= 2;
        char *grown = realloc(text, capacity + 1);
        if (!grown) free(text);
        text = grown;
    }
    if (!text) {
        errno = ENOMEM;
    } else if (ferror(in)) {
        free(text);
        return NULL;
    } else {
        text[*length] = '\0';
    }
    return text;
}

int circ_sources_count(const CircSources *sources)
{
    return (int)sources->n_files;
}

const CircSource *circ_sources_get(const CircSources *sources, int i)
{
    return &sources->files[i]->source;
}

void circ_sources_overlay(CircSources *sources, const char *path, const char *text, size_t length)
{
    struct Overlay *overlay = circ_new(sources->arena, struct Overlay, 1);
    *overlay = (struct Overlay){circ_arena_copy(sources->arena, path, strlen(path)),
                                circ_arena_copy(sources->arena, text, length), length, sources->overlays};
    sources->overlays = overlay;
}

static bool same_file(const char *a, const char *b)
{
    if (!strcmp(a, b)) return true;
    char *real_a = realpath(a, NULL), *real_b = realpath(b, NULL);
    bool same = real_a && real_b && !strcmp(real_a, real_b);
    free(real_a);
    free(real_b);
    return same;
}

static const struct Overlay *overlay_of(const CircSources *sources, const char *path)
{
    const struct Overlay *overlay = sources->overlays;
    while (overlay && !same_file(overlay->path, path)) overlay = overlay->next;
    return overlay;
}

const CircSource *circ_sources_read(CircSources *sources, const char *path)
{
    const struct Overlay *overlay = overlay_of(sources, path);
    if (overlay) return circ_sources_add(sources, path, overlay->text, overlay->length);
    bool standard_input = strcmp(path, "-") == 0;
    FILE *in = standard_input ? stdin : fopen(path, "rb");
    if (!in) return NULL;
    size_t length = 0;
    char *text = slurp(in, MAX_TOTAL, &length);
    int error = errno;
    if (!standard_input) fclose(in);
    errno = error;
    if (!text) return NULL;
    const CircSource *source = circ_sources_add(sources, path, text, length);
    free(text);
    if (!source) errno = EFBIG;
    return source;
}

/* ---- expansions */

const CircExpansion *circ_sources_expand(CircSources *sources, const char *name, CircSpan body, CircSpan site)
{
    int known = table_find(&sources->expansions_by_name, name);
    if (known >= 0) {
        const CircExpansion *old = sources->expansions[known];
        if (old->body.begin == body.begin && old->site.begin == site.begin) return old;
    }
    uint32_t length = body.end - body.begin + 1;
    if (length > UINT32_MAX - sources->next_expansion) return NULL;
    CircExpansion *expansion = circ_new(sources->arena, CircExpansion, 1);
    *expansion = (CircExpansion){circ_arena_copy(sources->arena, name, strlen(name)), body, site, sources->next_expansion};
    sources->next_expansion += length;
    sources->expansions = circ_arena_grow(sources->arena, sources->expansions, &sources->expansions_capacity,
                                          sources->n_expansions + 1, sizeof *sources->expansions);
    sources->expansions[sources->n_expansions] = expansion;
    table_add(&sources->expansions_by_name, expansion->name, (int)sources->n_expansions++);
    return expansion;
}

CircSpan circ_expansion_span(const CircExpansion *expansion, CircSpan span)
{
    if (!expansion || span.begin < expansion->body.begin || span.end > expansion->body.end) return span;
    uint32_t shift = expansion->base - expansion->body.begin;
    return (CircSpan){span.begin + shift, span.end + shift};
}

const CircExpansion *circ_sources_expansion(const CircSources *sources, uint32_t offset)
{
    size_t low = 0, high = sources->n_expansions;
    if (offset < MAX_TOTAL || !high) return NULL;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (sources->expansions[middle]->base <= offset)
            low = middle;
        else
            high = middle;
    }
    return sources->expansions[low];
}

CircSpan circ_sources_spelled(const CircSources *sources, CircSpan span)
{
    const CircExpansion *in = circ_sources_expansion(sources, span.begin);
    if (!in) return span;
    return (CircSpan){span.begin - in->base + in->body.begin, span.end - in->base + in->body.begin};
}

/* ---- places */

static File *file_at(const CircSources *sources, uint32_t offset)
{
    size_t low = 0, high = sources->n_files;
    if (!high || !offset) return NULL;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (sources->files[middle]->source.base <= offset)
            low = middle;
        else
            high = middle;
    }
    File *file = sources->files[low];
    return offset - file->source.base <= file->source.length ? file : NULL;
}

/* Last line that starts at or before the offset. */
static int line_of(const File *file, uint32_t offset)
{
    int low = 0, high = file->n_lines - 1;
    while (low < high) {
        int middle = (low + high + 1) / 2;
        if (file->line_starts[middle] <= offset)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

CircPosition circ_sources_locate(const CircSources *sources, uint32_t offset)
{
    offset = circ_sources_spelled(sources, (CircSpan){offset, offset}).begin;
    File *file = file_at(sources, offset);
    if (!file) return (CircPosition){0};
    uint32_t at = offset - file->source.base;
    int line = line_of(file, at);
    CircPosition position = {.source = &file->source, .line = line + 1};
    position.line_text = file->source.text + file->line_starts[line];
    const char *end = memchr(position.line_text, '\n', file->source.length - file->line_starts[line]);
    position.line_length = (int)((end ? end : file->source.text + file->source.length) - position.line_text);
    if (position.line_length && position.line_text[position.line_length - 1] == '\r') position.line_length--;
    position.line_offset = (int)(at - file->line_starts[line]);
    position.column = utf8_characters(position.line_text, position.line_offset) + 1;
    return position;
}

CircSpan circ_span_join(CircSpan first, CircSpan last)
{
    if (!first.begin) return last;
    if (!last.begin) return first;
    return (CircSpan){first.begin, last.end > first.end ? last.end : first.end};
}
