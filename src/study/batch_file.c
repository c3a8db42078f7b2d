#include "study/batch_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "circ/study.h"
#include "study/batch_rows.h"

struct BatchWorker {
    const BatchSettings *settings;
    CircArena *arena;
    Bytes text; /* of a file that is looked at */
};

/* ---- settings */

static size_t name_length(const char *setting)
{
    return strcspn(setting, "= \t");
}

static int by_name(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    size_t n = name_length(*x), m = name_length(*y);
    int order = strncmp(*x, *y, n < m ? n : m);
    return order ? order : (n > m) - (n < m);
}

static bool is_overruled(int n, const char *const *later, const char *setting)
{
    for (int i = 0; i < n; i++)
        if (!by_name(&later[i], &setting)) return true;
    return false;
}

bool batch_settings_create(BatchSettings *settings, int n, const char *const *list)
{
    size_t length = 1;
    *settings = (BatchSettings){.settings = malloc((size_t)n * sizeof *list + 1)};
    for (int i = 0; settings->settings && i < n; i++) {
        if (is_overruled(n - i - 1, list + i + 1, list[i])) continue;
        settings->settings[settings->n_settings++] = list[i];
        length += strlen(list[i]) + 2;
    }
    settings->text = calloc(length, 1);
    if (!settings->settings || !settings->text) return false; // cppcheck-suppress memleak; batch_settings_free frees what is there
    qsort(settings->settings, (size_t)settings->n_settings, sizeof *list, by_name);
    for (int i = 0; i < settings->n_settings; i++) {
        if (i) strcat(settings->text, "; ");
        strcat(settings->text, settings->settings[i]);
    }
    return true;
}

void batch_settings_free(BatchSettings *settings)
{
    free(settings->settings);
    free(settings->text);
}

BatchWorker *batch_worker_create(const BatchSettings *settings)
{
    BatchWorker *worker = calloc(1, sizeof *worker);
    if (!worker) return NULL;
    *worker = (BatchWorker){.settings = settings, .arena = circ_arena_create()};
    if (worker->arena) return worker;
    free(worker);
    return NULL;
}

void batch_worker_free(BatchWorker *worker)
{
    if (!worker) return;
    circ_arena_free(worker->arena);
    bytes_free(&worker->text);
    free(worker);
}

/* ---- hashes */

/* Of all that a result depends on: the program, what is stored, the settings, and then the hash of each text. */
static void begin_hash(const BatchWorker *worker, Hash *hash)
{
    char program[64];
    int length = snprintf(program, sizeof program, "circ %s, tables %d", CIRC_VERSION, SCHEMA_VERSION);
    hash_begin(hash);
    hash_add(hash, program, (size_t)length);
    hash_add(hash, worker->settings->text, strlen(worker->settings->text));
    if (worker->settings->werror) hash_add(hash, "werror", 6);
}

/* The hash of a file as it is now. False: it cannot be read. */
static bool hash_of_file(BatchWorker *worker, const char *path, char hash[HASH_SIZE])
{
    enum { PIECE = 1 << 16 };
    FILE *file = fopen(path, "rb");
    size_t got = PIECE;
    bytes_clear(&worker->text);
    if (!file) return false;
    setvbuf(file, NULL, _IONBF, 0);
    while (got == PIECE && bytes_extend(&worker->text, PIECE)) {
        got = fread(worker->text.data + worker->text.n - PIECE, 1, PIECE, file);
        worker->text.n -= PIECE - got;
    }
    bool fine = !ferror(file) && !worker->text.failed;
    fclose(file);
    if (fine) hash_bytes(worker->text.data, worker->text.n, hash);
    return fine;
}

static bool is_unchanged(BatchWorker *worker, const BatchJob *job)
{
    char text[HASH_SIZE];
    Hash hash;
    const StoreKnown *known = job->known;
    if (!known || !known->hash[0] || job->obstacle || !strcmp(job->path, "-")) return false;
    begin_hash(worker, &hash);
    for (int i = -1; i < known->n_inputs; i++) {
        if (!hash_of_file(worker, i < 0 ? job->path : known->inputs[i], text)) return false;
        hash_add(&hash, text, HASH_SIZE - 1);
    }
    hash_end(&hash, text);
    return !strcmp(text, known->hash);
}

/* ---- rows of the file */

typedef struct {
    BatchWorker *worker;
    const BatchJob *job;
    Record *record;
    CircDiags *diags;
    int n_points;
    struct timespec started;
} Task;

static bool is_setting(const CircSource *source)
{
    return !strcmp(source->name, "-p");
}

/* Written since the task began, and with another text. */
static bool has_changed(Task *task, const CircSource *source)
{
    struct stat about;
    char then[HASH_SIZE], now[HASH_SIZE];
    if (is_setting(source) || !strcmp(source->name, "-") || stat(source->name, &about)) return false;
    const struct timespec *at = &about.st_mtim, *start = &task->started;
    if (at->tv_sec < start->tv_sec || (at->tv_sec == start->tv_sec && at->tv_nsec <= start->tv_nsec)) return false;
    hash_bytes(source->text, source->length, then);
    return hash_of_file(task->worker, source->name, now) && strcmp(then, now);
}

/* True after reporting what has. */
static bool inputs_have_changed(Task *task)
{
    bool changed = false;
    const CircSources *sources = circ_diags_sources(task->diags);
    for (int i = 0; i < circ_sources_count(sources); i++) {
        const CircSource *source = circ_sources_get(sources, i);
        if (!has_changed(task, source)) continue;
        circ_diag(task->diags, CIRC_E0001, (CircSpan){0}, "'%s' changed while it was being compiled", source->name);
        changed = true;
    }
    return changed;
}

/* A row for each text that was read: its hash is that of the text which was compiled. Then the hash of all. */
static void input_rows(Task *task, char hash[HASH_SIZE])
{
    Hash all;
    const CircSources *sources = circ_diags_sources(task->diags);
    begin_hash(task->worker, &all);
    for (int i = 0; i < circ_sources_count(sources); i++) {
        const CircSource *source = circ_sources_get(sources, i);
        if (is_setting(source)) continue;
        char text[HASH_SIZE];
        hash_bytes(source->text, source->length, text);
        hash_add(&all, text, HASH_SIZE - 1);
        record_row(task->record, TABLE_INPUTS);
        record_text(task->record, source->name);
        record_text(task->record, text);
    }
    hash_end(&all, hash);
}

static void message_row(Record *record, const CircDiag *diag, const CircSources *sources)
{
    CircPosition at = circ_sources_locate(sources, diag->span.begin);
    record_row(record, TABLE_MESSAGES);
    record_text(record, diag->error ? "error" : "warning");
    record_text(record, circ_code_name(diag->code));
    record_text(record, diag->text);
    record_text(record, diag->help);
    record_text(record, at.source ? at.source->name : NULL);
    if (at.source) {
        record_integer(record, at.line);
        record_integer(record, at.column);
    } else {
        record_text(record, NULL);
        record_text(record, NULL);
    }
}

/* The first error as one line; NULL: there is none. */
static const char *problem_of(const Task *task)
{
    for (int i = 0; i < circ_diags_count(task->diags); i++) {
        const CircDiag *diag = circ_diags_get(task->diags, i);
        if (!diag->error) continue;
        CircPosition at = circ_sources_locate(circ_diags_sources(task->diags), diag->span.begin);
        const char *place = task->job->path;
        if (at.source)
            place = circ_arena_format(task->worker->arena, "%s:%d:%d", at.source->name, at.line, at.column);
        return circ_arena_format(task->worker->arena, "%s: error[%s]: %s", place, circ_code_name(diag->code),
                                 diag->text);
    }
    return NULL;
}

/* An error may be gone though no text has changed: where a file was not there, or memory was short. */
static bool is_final(const CircDiags *diags)
{
    static const CircCode passing[] = {CIRC_E0001, CIRC_E0007, CIRC_E0008, CIRC_E0511, CIRC_E0703};
    for (int i = 0; i < circ_diags_count(diags); i++)
        for (size_t k = 0; k < sizeof passing / sizeof *passing; k++)
            if (circ_diags_get(diags, i)->code == passing[k]) return false;
    return true;
}

static void file_row(Task *task, const char *circuit, const char *hash)
{
    Record *record = task->record;
    int warnings = 0;
    for (int i = 0; i < circ_diags_count(task->diags); i++) warnings += !circ_diags_get(task->diags, i)->error;
    record_row(record, TABLE_FILES);
    record_text(record, circuit);
    record_integer(record, circ_diags_status(task->diags));
    record_integer(record, task->n_points);
    record_integer(record, warnings);
    record_integer(record, circ_diags_errors(task->diags));
    record_text(record, problem_of(task));
    record_text(record, is_final(task->diags) ? hash : NULL);
}

static void end_rows(Task *task, const char *circuit)
{
    char hash[HASH_SIZE];
    input_rows(task, hash);
    const CircSources *sources = circ_diags_sources(task->diags);
    for (int i = 0; i < circ_diags_count(task->diags); i++)
        message_row(task->record, circ_diags_get(task->diags, i), sources);
    file_row(task, circuit, hash);
}

/* ---- compiling */

static void observe(void *context, const CircPoint *point, const CircRow *row)
{
    Task *task = context;
    batch_point_rows(task->record, point, row);
    task->n_points++;
}

static const CircResults *study(Task *task)
{
    CircArena *arena = task->worker->arena;
    const BatchSettings *settings = task->worker->settings;
    const CircRowObserver observer = {observe, task};
    const CircSource *source = NULL;
    int n_overrides;
    const CircOverride *overrides;
    errno = 0;
    if (!task->job->obstacle) source = circ_sources_read(circ_diags_sources(task->diags), task->job->path);
    if (!source) {
        circ_diag(task->diags, CIRC_E0001, (CircSpan){0}, "cannot read '%s': %s", task->job->path,
                  task->job->obstacle ? task->job->obstacle : strerror(errno));
        return NULL;
    }
    const CircAst *ast = circ_parse(source, arena, task->diags);
    if (!circ_parse_settings(settings->n_settings, settings->settings, arena, task->diags, &n_overrides, &overrides) || !ast)
        return NULL;
    if (circ_ast_is_library(ast)) return NULL; /* fine, and without points: its definitions run where they are imported */
    return circ_study_observed(ast, n_overrides, overrides, &(CircSolveOptions){0}, &observer, arena, task->diags);
}

static void run(Task *task)
{
    clock_gettime(CLOCK_REALTIME, &task->started);
    const CircResults *results = study(task);
    if (inputs_have_changed(task)) results = NULL;
    if (task->worker->settings->werror) circ_diags_deny_warnings(task->diags);
    if (!results) {
        bytes_clear(task->record); /* of points before the one that failed */
        task->n_points = 0;
    }
    end_rows(task, results ? results->circuit : NULL);
}

/* What is left to say where even the messages found no room. */
static void run_out_of_memory(Task *task)
{
    Record *record = task->record;
    bytes_clear(record);
    record_row(record, TABLE_FILES);
    record_text(record, NULL);
    record_integer(record, 1);
    for (int i = 0; i < 2; i++) record_integer(record, 0);
    record_integer(record, 1);
    record_text(record, "not enough memory");
    record_text(record, NULL);
}

bool batch_file(BatchWorker *worker, const BatchJob *job, Record *record)
{
    bytes_clear(record);
    if (is_unchanged(worker, job)) return false;
    Task task = {.worker = worker, .job = job, .record = record};
    if (setjmp(*circ_arena_guard(worker->arena))) {
        run_out_of_memory(&task);
    } else {
        task.diags = circ_diags_create(worker->arena, circ_sources_create(worker->arena));
        run(&task);
        circ_arena_unguard(worker->arena);
        if (record->failed) run_out_of_memory(&task);
    }
    circ_arena_reset(worker->arena);
    return true;
}

BatchOutcome batch_outcome(const Record *record)
{
    BatchOutcome outcome = {.status = 1};
    RecordReader reader = record_read_file(record);
    for (int i = 0; i < schema_table(TABLE_FILES)->n_columns; i++) {
        const char *column = schema_table(TABLE_FILES)->columns[i].name;
        RecordValue value = record_next(&reader);
        if (!strcmp(column, "status")) outcome.status = (int)value.integer;
        if (!strcmp(column, "n_warnings")) outcome.n_warnings = (int)value.integer;
        if (!strcmp(column, "problem")) outcome.problem = value.kind == VALUE_TEXT ? value.text : NULL;
    }
    return outcome;
}
