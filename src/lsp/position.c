#include "lsp/position.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of the character at `text`; a byte that starts none is one by itself. */
static size_t character_bytes(const char *text, size_t left)
{
    unsigned char c = (unsigned char)*text;
    size_t n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC2 ? 2 : 1;
    if (n > left) return 1;
    for (size_t i = 1; i < n; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80) return 1;
    return n;
}

static long units_of(const char *text, size_t bytes)
{
    long units = 0;
    for (size_t i = 0, n; i < bytes; i += n) {
        n = character_bytes(text + i, bytes - i);
        units += n == 4 ? 2 : 1;
    }
    return units;
}

size_t position_offset(const char *text, size_t length, const json_t *position)
{
    json_int_t line = json_integer_value(json_object_get(position, "line"));
    json_int_t character = json_integer_value(json_object_get(position, "character"));
    size_t at = 0;
    for (; line > 0; line--) {
        const char *end = memchr(text + at, '\n', length - at);
        if (!end) return length;
        at = (size_t)(end - text) + 1;
    }
    while (character > 0 && at < length && text[at] != '\n' && text[at] != '\r') {
        size_t n = character_bytes(text + at, length - at);
        if (n == 4 && character == 1) break; /* in the middle of a character of two units */
        character -= n == 4 ? 2 : 1;
        at += n;
    }
    return at;
}

json_t *position_json(const CircSources *sources, uint32_t offset)
{
    CircPosition at = circ_sources_locate(sources, offset);
    if (!at.source) return json_pack("{s:i, s:i}", "line", 0, "character", 0);
    int bytes = at.line_offset > at.line_length ? at.line_length : at.line_offset;
    return json_pack("{s:i, s:I}", "line", at.line - 1, "character", (json_int_t)units_of(at.line_text, (size_t)bytes));
}

json_t *position_range(const CircSources *sources, CircSpan span)
{
    return json_pack("{s:o, s:o}", "start", position_json(sources, span.begin), "end", position_json(sources, span.end));
}

json_t *position_whole(const CircSources *sources, const CircSource *source)
{
    return position_range(sources, (CircSpan){source->base, source->base + source->length});
}

json_t *position_location(const CircSources *sources, CircSpan span)
{
    CircPosition at = circ_sources_locate(sources, span.begin);
    char *uri = at.source ? position_uri(at.source->name) : NULL;
    json_t *location = uri ? json_pack("{s:s, s:o}", "uri", uri, "range", position_range(sources, span)) : NULL;
    free(uri);
    return location;
}

static int hex(char c)
{
    return isdigit((unsigned char)c) ? c - '0' : isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : -1;
}

const char *position_path(CircArena *arena, const char *uri)
{
    if (strncmp(uri, "file://", 7)) return circ_arena_copy(arena, uri, strlen(uri));
    const char *from = strchr(uri + 7, '/');
    if (!from) return circ_arena_copy(arena, uri, strlen(uri));
    char *path = circ_arena_copy(arena, from, strlen(from)), *to = path;
    for (; *from; from++) {
        bool escaped = *from == '%' && hex(from[1]) >= 0 && hex(from[2]) >= 0 && (from[1] != '0' || from[2] != '0');
        *to++ = escaped ? (char)(hex(from[1]) * 16 + hex(from[2])) : *from;
        if (escaped) from += 2;
    }
    *to = '\0';
    return path;
}

/* "/a/../b" is "/b": an editor knows a file by one URI. */
static size_t detour(const char *path, const char *start, char **to)
{
    bool up = !strncmp(path, "/..", 3) && (path[3] == '/' || !path[3]);
    if (!up && !(!strncmp(path, "/.", 2) && path[2] == '/')) return 0;
    while (up && *to > start && *--*to != '/') continue;
    return up ? 3 : 2;
}

char *position_uri(const char *path)
{
    bool is_file = *path == '/';
    char *uri = malloc(3 * strlen(path) + 8);
    if (!uri) return NULL;
    char *start = uri + sprintf(uri, "%s", is_file ? "file://" : ""), *to = start;
    *to = '\0';
    while (*path) {
        size_t passed = is_file ? detour(path, start, &to) : 0;
        path += passed;
        if (passed) continue;
        bool plain = !is_file || isalnum((unsigned char)*path) || strchr("/-._~", *path);
        to += plain ? sprintf(to, "%c", *path) : sprintf(to, "%%%02X", (unsigned)(unsigned char)*path);
        path++;
    }
    *to = '\0';
    return uri;
}
