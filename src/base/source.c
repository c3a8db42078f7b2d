#include "circ/source.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
};

CircSources *circ_sources_create(CircArena *arena)
{
    CircSources *sources = circ_new(arena, CircSources, 1);
    *sources = (CircSources){.arena = arena, .next_base = 1};
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
    file->source.text = circ_arena_copy(sources->arena, text, length + 1);
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

const CircSource *circ_sources_read(CircSources *sources, const char *path)
{
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

static File *file_at(const CircSources *sources, uint32_t offset)
{
    for (size_t i = 0; i < sources->n_files; i++) {
        File *file = sources->files[i];
        if (offset >= file->source.base && offset - file->source.base <= file->source.length) return file;
    }
    return NULL;
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

static int characters(const char *text, int bytes)
{
    int n = 0;
    for (int i = 0; i < bytes; i++) n += ((unsigned char)text[i] & 0xC0) != 0x80;
    return n;
}

CircPosition circ_sources_locate(const CircSources *sources, uint32_t offset)
{
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
    position.column = characters(position.line_text, position.line_offset) + 1;
    return position;
}

CircSpan circ_span_join(CircSpan first, CircSpan last)
{
    if (!first.begin) return last;
    if (!last.begin) return first;
    return (CircSpan){first.begin, last.end > first.end ? last.end : first.end};
}
