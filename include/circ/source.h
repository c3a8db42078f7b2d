/* source.h - the texts of a compilation and places in them.
 *
 * All files of a compilation share one space of byte offsets, so a span of two offsets names a place in
 * any of them; file, line and column are computed only when something is printed. */
#ifndef CIRC_SOURCE_H
#define CIRC_SOURCE_H

#include <stdint.h>

#include "circ/arena.h"

typedef struct {
    uint32_t begin, end; /* [begin, end); {0, 0} is nowhere: offsets start at 1 */
} CircSpan;

typedef struct {
    const char *name; /* as the user gave it; "-" is standard input */
    const char *text; /* `length` bytes and two NULs, as the scanner wants them */
    uint32_t base;    /* offset of text[0] */
    uint32_t length;
} CircSource;

typedef struct {
    const CircSource *source;
    int line, column;      /* from 1; the column counts characters (UTF-8), not bytes */
    const char *line_text; /* not NUL-terminated */
    int line_length;       /* bytes, without the line's end */
    int line_offset;       /* of the place within line_text, bytes */
} CircPosition;

typedef struct CircSources CircSources;

CircSources *circ_sources_create(CircArena *arena);

/* Adds a text that is already in memory (copied). NULL when all texts together pass 1 GiB. */
const CircSource *circ_sources_add(CircSources *sources, const char *name, const char *text, size_t length);

/* Reads a file, or standard input for "-". NULL with errno set when it cannot be read (EFBIG: too large). */
const CircSource *circ_sources_read(CircSources *sources, const char *path);

CircPosition circ_sources_locate(const CircSources *sources, uint32_t offset); /* source NULL: nowhere */
CircSpan circ_span_join(CircSpan first, CircSpan last);

#endif
