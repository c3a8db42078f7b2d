#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "store/format.h"

bool store_fail(Store *store, const char *format, ...)
{
    if (store->problem[0]) return false;
    va_list args;
    va_start(args, format);
    vsnprintf(store->problem, sizeof store->problem, format, args);
    va_end(args);
    return false;
}

const char *store_problem(const Store *store)
{
    return store->problem;
}

const char *circ_batch_format_name(CircBatchFormat format)
{
    static const char *const names[] = {"sqlite", "csv", "jsonl"}; /* ORDER CircBatchFormat */
    return names[format];
}

CircBatchFormat circ_batch_format_of(const char *path)
{
    static const struct {
        const char *ending;
        CircBatchFormat format;
    } endings[] = {
        {".sqlite", CIRC_BATCH_SQLITE}, {".sqlite3", CIRC_BATCH_SQLITE}, {".db", CIRC_BATCH_SQLITE},
        {".csv", CIRC_BATCH_CSV},       {".jsonl", CIRC_BATCH_JSONL},    {".ndjson", CIRC_BATCH_JSONL},
    };
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
        if (!strcmp(dot, endings[i].ending)) return endings[i].format;
    return CIRC_N_BATCH_FORMATS;
}

/* Two batches in one file would spoil it. The lock lies beside SQLite's own, which readers share. */
static bool lock(Store *store)
{
    const char *path = store->options.path;
    store->lock = -1;
    if (!strcmp(path, "-")) return true;
    store->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (store->lock < 0) return store_fail(store, "cannot write '%s': %s", path, strerror(errno));
    if (!flock(store->lock, LOCK_EX | LOCK_NB) || errno != EWOULDBLOCK) return true;
    return store_fail(store, "'%s' is being written by another batch", path);
}

static void index_files(Store *store)
{
    table_init(&store->index, store->arena, (size_t)store->options.n_files);
    for (int i = 0; i < store->options.n_files; i++) table_add(&store->index, store->options.files[i], i);
}

static bool open_target(Store *store)
{
    store->arena = circ_arena_create();
    if (!store->arena) return store_fail(store, "not enough memory to open '%s'", store->options.path);
    if (setjmp(*circ_arena_guard(store->arena))) return store_fail(store, "not enough memory to open '%s'", store->options.path);
    store->known = circ_new(store->arena, StoreKnown *, store->options.n_files);
    if (store->options.resume) index_files(store);
    bool fine = lock(store) && store->backend->open(store);
    circ_arena_unguard(store->arena);
    return fine;
}

Store *store_open(const StoreOptions *options, char problem[STORE_PROBLEM_SIZE])
{
    Store *store = calloc(1, sizeof *store);
    if (!store) {
        snprintf(problem, STORE_PROBLEM_SIZE, "not enough memory to open '%s'", options->path);
        return NULL;
    }
    *store = (Store){.options = *options, .lock = -1};
    store->backend = options->format == CIRC_BATCH_SQLITE ? &store_sqlite : &store_text;
    if (open_target(store)) return store;
    store_close(store, false, problem);
    return NULL;
}

const StoreKnown *store_known(const Store *store, int file)
{
    return store->known[file];
}

bool store_keep(Store *store, int file)
{
    return !store->problem[0] && store->backend->keep(store, file);
}

bool store_put(Store *store, int file, const Record *record)
{
    if (store->problem[0]) return false;
    store->dirty = true;
    return store->backend->put(store, file, record);
}

bool store_flush(Store *store)
{
    if (store->problem[0]) return false;
    store->dirty = false;
    return store->backend->flush(store);
}

bool store_is_dirty(const Store *store)
{
    return store->dirty;
}

bool store_close(Store *store, bool complete, char problem[STORE_PROBLEM_SIZE])
{
    complete = complete && !store->problem[0];
    if (store->state) store->backend->close(store, complete);
    if (store->lock >= 0) close(store->lock);
    bool fine = !store->problem[0];
    memcpy(problem, store->problem, STORE_PROBLEM_SIZE);
    circ_arena_free(store->arena);
    free(store);
    return fine;
}
