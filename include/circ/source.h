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

/* The texts that were added or read, in order. */
int circ_sources_count(const CircSources *sources);
const CircSource *circ_sources_get(const CircSources *sources, int i);

/* From now on a read of this file gives this text (copied): that of an editor, not saved yet. */
void circ_sources_overlay(CircSources *sources, const char *path, const char *text, size_t length);

/* A piece of text that stands for more than one thing: the body of a subcircuit in one of its instances. It has offsets
 * of its own, behind those of all texts, so that a span says which instance is meant. */
typedef struct {
    const char *name; /* of the instance, "x[2]" */
    CircSpan body;    /* where the text is; it may be in an expansion itself */
    CircSpan site;    /* where the instance is made; likewise */
    uint32_t base;    /* its offset for body.begin */
} CircExpansion;

/* The expansion of this name, made when it is first asked for. NULL: no offsets are left, after 3 GiB of them. */
const CircExpansion *circ_sources_expand(CircSources *sources, const char *name, CircSpan body, CircSpan site);

/* A span of the body as one of the expansion; any other span, and any where expansion is NULL, stays as it is. */
CircSpan circ_expansion_span(const CircExpansion *expansion, CircSpan span);

/* The expansion that an offset belongs to; NULL: it is that of a text. */
const CircExpansion *circ_sources_expansion(const CircSources *sources, uint32_t offset);

/* The span of the text behind a span of an expansion; any other as it is. */
CircSpan circ_sources_spelled(const CircSources *sources, CircSpan span);

/* The place of an offset; that of one in an expansion is in the text behind it. */
CircPosition circ_sources_locate(const CircSources *sources, uint32_t offset); /* source NULL: nowhere */
CircSpan circ_span_join(CircSpan first, CircSpan last);

#endif
