/* text.h - the formats that are text: each file of the batch is a block of it, from one line's start to another's. */
#ifndef STORE_TEXT_H
#define STORE_TEXT_H

#include "store/format.h"

typedef struct {
    size_t length;     /* 0: no whole block is left */
    const char *path;  /* NULL: what is there is no result, and is passed over */
    StoreKnown *known; /* in the store's arena */
} TextBlock;

typedef struct {
    const char *header; /* the first line, or "" */
    /* Appends the block of a file. False: no memory. */
    bool (*write)(Bytes *out, const char *path, const Record *record);
    /* The block that the text begins with. */
    TextBlock (*read)(CircArena *arena, const char *text, size_t length);
} TextFormat;

extern const TextFormat text_csv, text_jsonl;

#endif
