/* arena.h - memory with one lifetime: everything of a compilation is freed together.
 *
 * A run has one for the file (text, syntax tree, messages, results) and, for each point that is kept of a sweep, one for
 * every stage that may be made anew by itself. Nothing in an arena is freed by itself. */
#ifndef CIRC_ARENA_H
#define CIRC_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

typedef struct CircArena CircArena;

CircArena *circ_arena_create(void); /* NULL: no memory */
/* Shares the guards of `other`, which must live longer. */
CircArena *circ_arena_create_beside(CircArena *other);
void circ_arena_free(CircArena *arena);
void circ_arena_reset(CircArena *arena); /* forgets all objects, keeps one block for the next use */

/* Zeroed, aligned for any type. Never NULL: when the memory (or the arena's limit) is used up it jumps to the
 * place that circ_arena_guard gave. So no caller checks, and none may hold malloc'ed workspace across a call. */
void *circ_arena_alloc(CircArena *arena, size_t count, size_t size);
#define circ_new(arena, type, count) ((type *)circ_arena_alloc((arena), (size_t)(count), sizeof(type)))

/* The array grown to hold at least `need` items of `size` bytes: `old` where *capacity suffices. */
void *circ_arena_grow(CircArena *arena, void *old, size_t *capacity, size_t need, size_t size);

char *circ_arena_copy(CircArena *arena, const char *text, size_t length);
char *circ_arena_format(CircArena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *circ_arena_vformat(CircArena *arena, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

/* `if (setjmp(*circ_arena_guard(arena)))` runs when the arena is used up; the guard that was set last is used, and is gone then.
 * At most 8 at a time. Without one the arena calls abort(), so the entry points of the library set one. */
jmp_buf *circ_arena_guard(CircArena *arena);
void circ_arena_unguard(CircArena *arena); /* takes the last one away */

size_t circ_arena_bytes(const CircArena *arena);             /* handed out since the last reset */
void circ_arena_limit(CircArena *arena, size_t bytes);       /* default: 16 GiB */

#endif
