/* position.h - places as the protocol tells them: lines from 0, columns in UTF-16 code units, files as URIs. */
#ifndef LSP_POSITION_H
#define LSP_POSITION_H

#include <jansson.h>
#include <stdbool.h>

#include "circ/source.h"

/* The byte of a position {line, character}, within the text whatever the position says. */
size_t position_offset(const char *text, size_t length, const json_t *position);

json_t *position_json(const CircSources *sources, uint32_t offset);
json_t *position_range(const CircSources *sources, CircSpan span);
/* {"uri", "range"} */
json_t *position_location(const CircSources *sources, CircSpan span);
/* A range from the start of the source to its end. */
json_t *position_whole(const CircSources *sources, const CircSource *source);

/* The path of a file:// URI; any other URI is its own path. Text of the arena. */
const char *position_path(CircArena *arena, const char *uri);
/* Malloc'ed; NULL: no memory. */
char *position_uri(const char *path);

#endif
