/* batch.h - many circuits, compiled and solved side by side, their results kept in one place.
 *
 * What the results are and how they are kept: docs/batch.md. */
#ifndef CIRC_BATCH_H
#define CIRC_BATCH_H

#include <stdbool.h>

#include "circ/arena.h"

typedef enum {
    CIRC_BATCH_SQLITE,
    CIRC_BATCH_CSV,
    CIRC_BATCH_JSONL,
    CIRC_N_BATCH_FORMATS
} CircBatchFormat;

/* "sqlite", "csv", "jsonl" */
const char *circ_batch_format_name(CircBatchFormat format);

/* The format that a path's ending stands for (.sqlite, .sqlite3, .db, .csv, .jsonl, .ndjson); CIRC_N_BATCH_FORMATS: none. */
CircBatchFormat circ_batch_format_of(const char *path);

/* How far it is. */
typedef struct {
    int n_files;
    int done;   /* of them; kept and failed ones too */
    int kept;   /* an older result was still good */
    int failed; /* exit status other than 0 */
    int warned; /* fine, but for warnings */
    double seconds;
} CircBatchProgress;

typedef struct {
    int n_paths;
    const char *const *paths; /* files; folders, for all *.circ in them; globs */
    int n_settings;
    const char *const *settings; /* NAME=VALUE, of parameters */
    int n_threads;               /* 0: one per processor, or one where MPI has other processes */
    const char *out;             /* "-": standard output, not for SQLite */
    CircBatchFormat format;
    bool werror; /* warnings of a file count as errors */
    bool resume; /* results in `out` whose file, imports, settings and program are unchanged are kept */

    /* Called by the thread that called circ_batch, some twenty times a second. False: the batch ends when the circuits
     * in work are done. May be NULL. */
    bool (*tick)(void *context, const CircBatchProgress *progress);
    void *context;
} CircBatchOptions;

typedef struct {
    const char *path;
    int status;          /* that `circ run` would end with */
    const char *problem; /* its first error: "a.circ:3:5: error[E0201]: ..." */
} CircBatchFailure;

typedef struct {
    CircBatchProgress progress;
    int status;          /* the worst of all files; 1 where the batch itself failed */
    const char *problem; /* why the batch itself failed or ended early; NULL: it did not */
    bool stopped;        /* by tick */
    bool helped;         /* this process worked for another one, which reports: see below */
    int n_failures;
    const CircBatchFailure *failures; /* in the order of the batch */
} CircBatchReport;

/* Compiles and solves every file, each as circ_study does, and stores what it gives. A file that fails fails alone. What
 * is stored does not depend on n_threads. A result is stored within a fiftieth of a second after it was found. NULL: no
 * memory.
 *
 * Under mpirun (a build with MPI=1) the first process alone stores and reports the results; the others work for it. */
const CircBatchReport *circ_batch(const CircBatchOptions *options, CircArena *arena);

#endif
