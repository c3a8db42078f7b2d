#include "circ/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Block {
    struct Block *older;
    size_t size, used; /* of the bytes behind this header */
    max_align_t data[];
} Block;

enum { BLOCK_SIZE = 64 * 1024, MAX_GUARDS = 8 };

struct CircArena {
    Block *newest;
    size_t bytes, limit;
    CircArena *guardian; /* whose guards are used: its own, or another's */
    int n_guards;
    jmp_buf guards[MAX_GUARDS];
};

CircArena *circ_arena_create(void)
{
    CircArena *arena = calloc(1, sizeof *arena);
    if (!arena) return NULL;
    arena->limit = (size_t)16 << 30;
    arena->guardian = arena;
    return arena;
}

CircArena *circ_arena_create_beside(CircArena *other)
{
    CircArena *arena = circ_arena_create();
    if (arena) arena->guardian = other;
    return arena;
}

static void free_blocks(Block *block)
{
    while (block) {
        Block *older = block->older;
        free(block);
        block = older;
    }
}

void circ_arena_free(CircArena *arena)
{
    if (!arena) return;
    free_blocks(arena->newest);
    free(arena);
}

void circ_arena_reset(CircArena *arena)
{
    Block *block = arena->newest;
    if (block) {
        free_blocks(block->older);
        block->older = NULL;
        block->used = 0;
    }
    arena->bytes = 0;
}

static void exhausted(CircArena *arena)
{
    CircArena *guardian = arena->guardian;
    if (!guardian->n_guards) abort();
    longjmp(guardian->guards[--guardian->n_guards], 1);
}

static Block *add_block(CircArena *arena, size_t bytes)
{
    size_t size = bytes > BLOCK_SIZE / 4 ? bytes : BLOCK_SIZE;
    if (arena->newest && size < arena->newest->size * 2) size = arena->newest->size * 2;
    if (size > ((size_t)64 << 20)) size = bytes > ((size_t)64 << 20) ? bytes : (size_t)64 << 20;
    Block *block = malloc(sizeof *block + size);
    if (!block) exhausted(arena);
    *block = (Block){.older = arena->newest, .size = size};
    arena->newest = block;
    return block;
}

void *circ_arena_alloc(CircArena *arena, size_t count, size_t size)
{
    if (size && count > (SIZE_MAX - sizeof(max_align_t)) / size) exhausted(arena);
    size_t bytes = count * size;
    bytes = (bytes + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    if (bytes > arena->limit - arena->bytes) exhausted(arena);
    Block *block = arena->newest;
    if (!block || bytes > block->size - block->used) block = add_block(arena, bytes);
    void *data = (char *)block->data + block->used;
    block->used += bytes;
    arena->bytes += bytes;
    return memset(data, 0, bytes);
}

void *circ_arena_grow(CircArena *arena, void *old, size_t *capacity, size_t need, size_t size)
{
    if (need <= *capacity) return old;
    size_t grown = *capacity * 2 > need ? *capacity * 2 : need + 8;
    void *data = circ_arena_alloc(arena, grown, size);
    if (*capacity) memcpy(data, old, *capacity * size);
    *capacity = grown;
    return data;
}

char *circ_arena_copy(CircArena *arena, const char *text, size_t length)
{
    char *copy = circ_arena_alloc(arena, length + 1, 1);
    memcpy(copy, text, length);
    return copy;
}

char *circ_arena_vformat(CircArena *arena, const char *format, va_list args)
{
    enum { USUAL = 256 };
    char usual[USUAL];
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(usual, sizeof usual, format, args);
    char *text = circ_arena_alloc(arena, (size_t)(length > 0 ? length : 0) + 1, 1);
    if (length >= USUAL)
        vsnprintf(text, (size_t)length + 1, format, again);
    else if (length > 0)
        memcpy(text, usual, (size_t)length);
    va_end(again);
    return text;
}

char *circ_arena_format(CircArena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = circ_arena_vformat(arena, format, args);
    va_end(args);
    return text;
}

jmp_buf *circ_arena_guard(CircArena *arena)
{
    assert(arena->n_guards < MAX_GUARDS);
    return &arena->guards[arena->n_guards++];
}

void circ_arena_unguard(CircArena *arena)
{
    if (arena->n_guards) arena->n_guards--;
}

size_t circ_arena_bytes(const CircArena *arena)
{
    return arena->bytes;
}

void circ_arena_limit(CircArena *arena, size_t bytes)
{
    arena->limit = bytes;
}
