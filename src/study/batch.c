/* A batch: threads take files and give records; who gives one stores it. The calling thread looks after what takes
 * time: commits that are due, the caller's tick, other processes. */
#include "circ/batch.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "study/batch_engine.h"
#include "study/batch_remote.h"

/* A result is committed at the latest so long after it was given, and so often the caller's tick comes; s. */
static const double commit_after = 0.02;
static const double tick_after = 0.05;

enum { MOST_THREADS = 256 };

double batch_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ---- taking and giving */

bool batch_take(Batch *batch, int *file, BatchJob *job)
{
    pthread_mutex_lock(&batch->lock);
    bool found = !batch->stop && batch->next < batch->list.n;
    if (found) {
        const BatchItem *item = &batch->list.items[*file = batch->next++];
        *job = (BatchJob){item->path, item->obstacle, store_known(batch->store, *file)};
        batch->in_work++;
    }
    pthread_mutex_unlock(&batch->lock);
    return found;
}

/* False: no memory. */
static bool note_failure(Batch *batch, int file, int status, const char *problem)
{
    if (batch->n_failed == batch->failed_capacity) {
        int capacity = 2 * batch->failed_capacity + 16;
        BatchFailed *grown = realloc(batch->failed, (size_t)capacity * sizeof *grown);
        if (!grown) return false;
        batch->failed = grown;
        batch->failed_capacity = capacity;
    }
    char *copy = strdup(problem ? problem : "an error");
    if (copy) batch->failed[batch->n_failed++] = (BatchFailed){file, status, copy};
    return copy != NULL; // cppcheck-suppress memleak; the list has it
}

static void count(Batch *batch, int file, const BatchOutcome *outcome)
{
    CircBatchProgress *progress = &batch->progress;
    progress->done++;
    progress->failed += outcome->status != 0;
    progress->warned += outcome->status == 0 && outcome->n_warnings > 0;
    if (outcome->status > batch->status) batch->status = outcome->status;
    if (outcome->status && !note_failure(batch, file, outcome->status, outcome->problem)) batch->stop = true;
}

static void flush_if_due(Batch *batch)
{
    double now = batch_now();
    if (!store_is_dirty(batch->store) || now - batch->flushed < commit_after) return;
    batch->flushed = now;
    if (!store_flush(batch->store)) batch->stop = true;
}

void batch_give(Batch *batch, int file, const Record *record)
{
    pthread_mutex_lock(&batch->lock);
    BatchOutcome outcome = {0};
    if (record) {
        outcome = batch_outcome(record);
        if (!store_put(batch->store, file, record)) batch->stop = true;
    } else {
        const StoreKnown *known = store_known(batch->store, file);
        outcome = (BatchOutcome){known->status, known->n_warnings, known->problem};
        batch->progress.kept++;
        if (!store_keep(batch->store, file)) batch->stop = true;
    }
    count(batch, file, &outcome);
    flush_if_due(batch);
    if (--batch->in_work == 0) pthread_cond_signal(&batch->ended);
    pthread_mutex_unlock(&batch->lock);
}

static void *work(void *argument)
{
    Batch *batch = argument;
    BatchWorker *worker = batch_worker_create(&batch->settings);
    Record record = {0};
    BatchJob job;
    for (int file; worker && batch_take(batch, &file, &job);)
        batch_give(batch, file, batch_file(worker, &job, &record) ? &record : NULL);
    bytes_free(&record);
    batch_worker_free(worker);
    pthread_mutex_lock(&batch->lock);
    batch->n_threads--;
    pthread_cond_signal(&batch->ended);
    pthread_mutex_unlock(&batch->lock);
    return NULL;
}

/* ---- the calling thread */

static bool is_over(const Batch *batch)
{
    bool none_to_do = batch->stop || batch->next == batch->list.n || batch->n_threads == 0;
    return batch->in_work == 0 && none_to_do;
}

static bool tick(Batch *batch)
{
    batch->progress.seconds = batch_now() - batch->started;
    CircBatchProgress progress = batch->progress;
    if (!batch->options->tick) return true;
    pthread_mutex_unlock(&batch->lock);
    bool go_on = batch->options->tick(batch->options->context, &progress);
    pthread_mutex_lock(&batch->lock);
    return go_on;
}

static void wait_for(Batch *batch, double seconds)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (long)(1e9 * seconds);
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_cond_timedwait(&batch->ended, &batch->lock, &until);
}

/* True: it was stopped by the tick. */
static bool look_after(Batch *batch, BatchRemote *remote)
{
    bool stopped = false;
    double last_tick = 0;
    pthread_mutex_lock(&batch->lock);
    while (!is_over(batch)) {
        if (remote) {
            pthread_mutex_unlock(&batch->lock);
            bool came = batch_remote_serve(remote, batch);
            pthread_mutex_lock(&batch->lock);
            if (!came && !is_over(batch)) wait_for(batch, 2e-4);
        } else {
            wait_for(batch, commit_after);
        }
        flush_if_due(batch);
        if (batch_now() - last_tick < tick_after) continue;
        last_tick = batch_now();
        if (!tick(batch)) batch->stop = stopped = true;
    }
    pthread_mutex_unlock(&batch->lock);
    return stopped;
}

/* ---- all of it */

static int by_file(const void *a, const void *b)
{
    const BatchFailed *x = a, *y = b;
    return (x->file > y->file) - (x->file < y->file);
}

static void report_failures(Batch *batch, CircBatchReport *report, CircArena *arena)
{
    CircBatchFailure *failures = circ_new(arena, CircBatchFailure, batch->n_failed);
    if (batch->n_failed) qsort(batch->failed, (size_t)batch->n_failed, sizeof *batch->failed, by_file);
    for (int i = 0; i < batch->n_failed; i++) {
        const BatchFailed *failed = &batch->failed[i];
        const char *path = batch->list.items[failed->file].path;
        failures[i] = (CircBatchFailure){circ_arena_copy(arena, path, strlen(path)), failed->status,
                                         circ_arena_copy(arena, failed->problem, strlen(failed->problem))};
    }
    report->n_failures = batch->n_failed;
    report->failures = failures;
}

static void fail(CircBatchReport *report, CircArena *arena, const char *problem)
{
    report->status = report->status > 1 ? report->status : 1;
    if (!report->problem) report->problem = circ_arena_copy(arena, problem, strlen(problem));
}

/* As many as there are processors, where nothing is said and no other process is there to use them. */
static int wanted_threads(const Batch *batch, const BatchRemote *remote)
{
    if (batch->options->n_threads > 0) return batch->options->n_threads;
    long processors = remote ? 1 : sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1 ? 1 : processors > MOST_THREADS ? MOST_THREADS : (int)processors;
}

static int start_threads(Batch *batch, int wanted, pthread_t *threads)
{
    int n = 0;
    if (wanted > MOST_THREADS) wanted = MOST_THREADS;
    if (wanted > batch->list.n) wanted = batch->list.n;
    pthread_mutex_lock(&batch->lock);
    while (n < wanted && !pthread_create(&threads[n], NULL, work, batch)) n++;
    batch->n_threads = n;
    pthread_mutex_unlock(&batch->lock);
    return n;
}

static void run(Batch *batch, BatchRemote *remote, CircBatchReport *report, CircArena *arena)
{
    pthread_t threads[MOST_THREADS];
    int n = start_threads(batch, wanted_threads(batch, remote), threads);
    if (n) report->stopped = look_after(batch, remote);
    for (int i = 0; i < n; i++) pthread_join(threads[i], NULL);
    report->progress = batch->progress;
    report->progress.seconds = batch_now() - batch->started;
    report->status = batch->status;
    bool complete = batch->progress.done == batch->list.n;
    if (batch->lost) fail(report, arena, "a process of the MPI job was lost");
    if (!complete && !report->stopped && !store_problem(batch->store)[0]) fail(report, arena, "not enough memory");
}

static void open_and_run(Batch *batch, BatchRemote *remote, CircBatchReport *report, CircArena *arena)
{
    const CircBatchOptions *options = batch->options;
    char problem[STORE_PROBLEM_SIZE];
    const char **files = circ_new(arena, const char *, batch->list.n);
    for (int i = 0; i < batch->list.n; i++) files[i] = batch->list.items[i].path;
    StoreOptions store = {options->out, options->format, options->resume, batch->list.n,
                          files,        "circ " CIRC_VERSION,    batch->settings.text};
    batch->progress.n_files = report->progress.n_files = batch->list.n;
    batch->started = batch->flushed = batch_now();
    batch->store = store_open(&store, problem);
    if (batch->store) run(batch, remote, report, arena);
    bool complete = batch->store && batch->progress.done == batch->list.n;
    if (!batch->store || !store_close(batch->store, complete, problem)) fail(report, arena, problem);
    report_failures(batch, report, arena);
}

static bool make_list(Batch *batch)
{
    const CircBatchOptions *options = batch->options;
    for (int i = 0; i < options->n_paths; i++) batch_list_add(&batch->list, options->paths[i]);
    return !batch->list.failed && batch_list_make_unique(&batch->list);
}

static bool create(Batch *batch, const CircBatchOptions *options)
{
    pthread_condattr_t clock;
    *batch = (Batch){.options = options};
    pthread_mutex_init(&batch->lock, NULL);
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_cond_init(&batch->ended, &clock);
    pthread_condattr_destroy(&clock);
    if (!batch_settings_create(&batch->settings, options->n_settings, options->settings)) return false;
    batch->settings.werror = options->werror;
    return true;
}

static void destroy(Batch *batch)
{
    for (int i = 0; i < batch->n_failed; i++) free(batch->failed[i].problem);
    free(batch->failed);
    batch_list_free(&batch->list);
    batch_settings_free(&batch->settings);
    pthread_cond_destroy(&batch->ended);
    pthread_mutex_destroy(&batch->lock);
}

static bool run_as_what_it_is(Batch *batch, CircBatchReport *report, CircArena *arena)
{
    const char *problem = NULL;
    BatchRemote *remote;
    bool fine = true;
    if (!batch_remote_start(&remote, &problem)) {
        fail(report, arena, problem);
    } else if (batch_remote_is_helper(remote)) {
        report->helped = true;
        batch_remote_help(remote, &batch->settings);
    } else {
        fine = make_list(batch);
        if (fine) open_and_run(batch, remote, report, arena);
    }
    batch_remote_end(remote);
    return fine;
}

const CircBatchReport *circ_batch(const CircBatchOptions *options, CircArena *arena)
{
    Batch batch;
    CircBatchReport *volatile report = NULL;
    bool fine = create(&batch, options);
    if (fine && setjmp(*circ_arena_guard(arena))) {
        fine = false;
    } else if (fine) {
        report = circ_new(arena, CircBatchReport, 1);
        fine = run_as_what_it_is(&batch, report, arena);
        circ_arena_unguard(arena);
    }
    destroy(&batch);
    return fine ? report : NULL;
}
