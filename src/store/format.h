/* format.h - what a format of the store implements. */
#ifndef STORE_FORMAT_H
#define STORE_FORMAT_H

#include "base/table.h"
#include "circ/arena.h"
#include "store/store.h"

typedef struct StoreBackend {
    /* Opens the target and sets `known` of the files that it has. False after store_fail; then close is called all the
     * same. */
    bool (*open)(Store *store);
    bool (*keep)(Store *store, int file);
    bool (*put)(Store *store, int file, const Record *record);
    bool (*flush)(Store *store);
    bool (*close)(Store *store, bool complete);
} StoreBackend;

struct Store {
    StoreOptions options;
    const StoreBackend *backend;
    CircArena *arena;         /* of what is known */
    StoreKnown **known;       /* one per file */
    Table index;              /* with `resume`: of the files by their paths */
    int lock;                 /* the target, locked; -1: it is standard output */
    bool dirty;
    void *state; /* the backend's */
    char problem[STORE_PROBLEM_SIZE];
};

extern const StoreBackend store_sqlite, store_text;

/* Notes the first failure; always false. */
bool store_fail(Store *store, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
