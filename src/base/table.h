/* table.h - a map from names to integers, and the nearest name to a misspelt one. */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include "circ/arena.h"

typedef struct {
    CircArena *arena;
    struct TableSlot *slots;
    size_t n_slots, n_used;
} Table;

void table_init(Table *table, CircArena *arena, size_t expected); /* names; it grows beyond that */

void table_reserve(Table *table, size_t expected);                 /* likewise, of one that is in use */

/* Sets name to value unless the name is there. Returns the value that the name has now. The name is kept by
 * pointer. */
int table_add(Table *table, const char *name, int value);

int table_find(const Table *table, const char *name); /* -1: absent */

/* Of n names (NULLs are passed over) the one that `name` is likely a misspelling of; NULL: none is near.
 * Letter case counts less than a letter. */
const char *table_nearest(const char *name, const char *const *names, int n);

#endif
