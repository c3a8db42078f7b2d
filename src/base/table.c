#include "base/table.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

struct TableSlot {
    const char *name; /* NULL: free */
    int value;
};

enum { FIRST_SLOTS = 16, MAX_NAME = 64 };

/* At most two slots in three are used. */
void table_init(Table *table, CircArena *arena, size_t expected)
{
    *table = (Table){.arena = arena, .n_slots = FIRST_SLOTS};
    while (2 * table->n_slots <= 3 * expected) table->n_slots *= 2;
    table->slots = circ_new(arena, struct TableSlot, table->n_slots);
}

static uint64_t hash(const char *name)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (; *name; name++) h = (h ^ (unsigned char)*name) * 0x100000001b3u;
    return h;
}

static struct TableSlot *slot_of(const Table *table, const char *name)
{
    size_t i = hash(name) & (table->n_slots - 1);
    while (table->slots[i].name && strcmp(table->slots[i].name, name)) i = (i + 1) & (table->n_slots - 1);
    return &table->slots[i];
}

static void grow(Table *table, size_t n_slots)
{
    Table old = *table;
    table->n_slots = n_slots;
    table->slots = circ_new(table->arena, struct TableSlot, table->n_slots);
    for (size_t i = 0; i < old.n_slots; i++)
        if (old.slots[i].name) *slot_of(table, old.slots[i].name) = old.slots[i];
}

void table_reserve(Table *table, size_t expected)
{
    size_t n_slots = table->n_slots;
    while (2 * n_slots <= 3 * expected) n_slots *= 2;
    if (n_slots > table->n_slots) grow(table, n_slots);
}

int table_add(Table *table, const char *name, int value)
{
    if (3 * table->n_used >= 2 * table->n_slots) grow(table, 2 * table->n_slots);
    struct TableSlot *slot = slot_of(table, name);
    if (!slot->name) {
        *slot = (struct TableSlot){name, value};
        table->n_used++;
    }
    return slot->value;
}

int table_find(const Table *table, const char *name)
{
    const struct TableSlot *slot = slot_of(table, name);
    return slot->name ? slot->value : -1;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Edit distance with swaps of neighbours, in halves: a wrong letter case is a half. */
static int distance(const char *a, const char *b)
{
    int n = (int)strlen(a), m = (int)strlen(b);
    int rows[3][MAX_NAME + 1];
    for (int j = 0; j <= m; j++) rows[0][j] = 2 * j;
    for (int i = 1; i <= n; i++) {
        int *now = rows[i % 3], *before = rows[(i + 2) % 3], *older = rows[(i + 1) % 3];
        now[0] = 2 * i;
        for (int j = 1; j <= m; j++) {
            int differ = a[i - 1] == b[j - 1]                                                   ? 0
                         : tolower((unsigned char)a[i - 1]) == tolower((unsigned char)b[j - 1]) ? 1
                                                                                                : 2;
            now[j] = least(before[j - 1] + differ, least(before[j], now[j - 1]) + 2);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = least(now[j], older[j - 2] + 2);
        }
    }
    return rows[n % 3][m];
}

const char *table_nearest(const char *name, const char *const *names, int n)
{
    const char *best = NULL;
    size_t length = strlen(name);
    int nearest = length <= 2 ? 2 : length <= 4 ? 3 : 5; /* what is still near, plus one */
    if (length > MAX_NAME) return NULL;
    for (int i = 0; i < n; i++) {
        if (!names[i] || strlen(names[i]) > MAX_NAME) continue;
        int d = distance(name, names[i]);
        if (d < nearest) {
            nearest = d;
            best = names[i];
        }
    }
    return best;
}
