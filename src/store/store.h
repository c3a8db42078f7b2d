/* store.h - where a batch keeps its results: one interface, a file for each format behind it.
 *
 * The results are those of the files of the batch, by their index in it. They may be put in any order; what is
 * there in the end does not depend on it. A put result is safe from the death of the process after the next
 * store_flush. One thread at a time may call, but for store_known. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "circ/batch.h"
#include "store/hash.h"
#include "store/record.h"

typedef struct {
    const char *path; /* "-": standard output, not for SQLite */
    CircBatchFormat format;
    bool resume; /* results that are there may be kept */
    int n_files;
    const char *const *files; /* paths, each once */
    const char *program;      /* its name and version */
    const char *settings;     /* of parameters, from outside */
} StoreOptions;

/* What an older batch left of a file. */
typedef struct {
    char hash[HASH_SIZE]; /* of all that the result depends on */
    int n_inputs;
    const char *const *inputs; /* paths of the other files that were read */
    int status;                /* exit status */
    int n_warnings;
    const char *problem; /* the first error; NULL: none */
} StoreKnown;

typedef struct Store Store;

enum { STORE_PROBLEM_SIZE = 512 };

/* NULL after saying why in `problem`; the target is as it was then. */
Store *store_open(const StoreOptions *options, char problem[STORE_PROBLEM_SIZE]);

/* NULL: nothing is known of the file. Any thread may ask, until the file is put. */
const StoreKnown *store_known(const Store *store, int file);

/* One of these two for each file. False after a failure: store_problem says what. */
bool store_keep(Store *store, int file); /* what is known stays */
bool store_put(Store *store, int file, const Record *record);

bool store_flush(Store *store);
bool store_is_dirty(const Store *store); /* something was put since the last flush */

const char *store_problem(const Store *store);

/* Frees it. `complete`: every file was put or kept. False after a failure, which is in `problem`. */
bool store_close(Store *store, bool complete, char problem[STORE_PROBLEM_SIZE]);

#endif
