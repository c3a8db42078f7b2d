/* Results as an SQLite database.
 *
 * The number of a file is its place in the batch, so rows may come in any order. Commits go to a write-ahead
 * log: what is committed survives the death of the process, and readers may look on meanwhile. In the end the log is
 * folded in, and the database is one plain file. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/format.h"
#include "store/sqlite_schema.h"

typedef struct {
    sqlite3 *db;
    sqlite3_stmt *insert[N_TABLES], *delete[N_TABLES];
    bool in_transaction, wipe_first;
    bool moved; /* with `resume`: files have another number now, or are gone */
    int *old_id; /* with `resume`: of each file; 0: not there */
} Sqlite;

static bool fail(Store *store, int status)
{
    const Sqlite *sqlite = store->state;
    int number = sqlite3_system_errno(sqlite->db);
    if (!number) number = errno; /* SQLite forgets it where a commit fails */
    if ((status & 0xFF) == SQLITE_FULL) number = ENOSPC;
    const char *why = status == SQLITE_NOMEM ? "not enough memory" : sqlite3_errmsg(sqlite->db);
    if ((status & 0xFF) == SQLITE_FULL || ((status & 0xFF) == SQLITE_IOERR && number)) why = strerror(number);
    return store_fail(store, "cannot write '%s': %s", store->options.path, why);
}

static bool check(Store *store, int status)
{
    return status == SQLITE_OK || status == SQLITE_DONE || fail(store, status);
}

static bool begin(Store *store)
{
    Sqlite *sqlite = store->state;
    if (sqlite->in_transaction) return true;
    sqlite->in_transaction = check(store, sqlite_run(sqlite->db, "BEGIN IMMEDIATE"));
    return sqlite->in_transaction;
}

/* ---- what is there */

static int ask_number(sqlite3 *db, const char *question, int *answer)
{
    sqlite3_stmt *statement;
    int status = sqlite3_prepare_v2(db, question, -1, &statement, NULL);
    if (status) return status;
    status = sqlite3_step(statement);
    if (status == SQLITE_ROW) *answer = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return status == SQLITE_ROW ? SQLITE_OK : status;
}

/* False for a file that is something else; it is left as it is. */
static bool look(Store *store, bool *empty)
{
    Sqlite *sqlite = store->state;
    const char *path = store->options.path;
    int n_tables = 0, application = 0, version = 0;
    int status = ask_number(sqlite->db, "SELECT count(*) FROM sqlite_schema", &n_tables);
    if (!status) status = ask_number(sqlite->db, "PRAGMA application_id", &application);
    if (!status) status = ask_number(sqlite->db, "PRAGMA user_version", &version);
    if (status == SQLITE_NOTADB) return store_fail(store, "'%s' is not a database of 'circ batch': nothing is done to it", path);
    if (status) return fail(store, status);
    *empty = n_tables == 0;
    if (*empty) return true;
    if (application != SQLITE_APPLICATION_ID)
        return store_fail(store, "'%s' is a database, but not one of 'circ batch': nothing is done to it", path);
    if (version == SCHEMA_VERSION) return true;
    sqlite->wipe_first = true;
    return !store->options.resume ||
           store_fail(store, "'%s' was made by another version of circ: it is replaced without --resume", path);
}

static const char *copy_column(Store *store, sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    return text ? circ_arena_copy(store->arena, text, strlen(text)) : NULL;
}

/* The known file of a row of `files`; NULL: it is not of this batch. */
static StoreKnown *note_file(Store *store, sqlite3_stmt *row)
{
    Sqlite *sqlite = store->state;
    const char *path = (const char *)sqlite3_column_text(row, 1);
    int id = sqlite3_column_int(row, 0), file = path ? table_find(&store->index, path) : -1;
    if (file != id - 1) sqlite->moved = true;
    if (file < 0) return NULL;
    sqlite->old_id[file] = id;
    if (store->known[file]) return store->known[file];
    StoreKnown *known = circ_new(store->arena, StoreKnown, 1);
    const char *hash = (const char *)sqlite3_column_text(row, 2);
    if (hash && strlen(hash) < HASH_SIZE) strcpy(known->hash, hash);
    known->status = sqlite3_column_int(row, 3);
    known->n_warnings = sqlite3_column_int(row, 4);
    known->problem = copy_column(store, row, 5);
    return store->known[file] = known;
}

/* One query: a row for each input of each file. */
static bool load_known(Store *store)
{
    Sqlite *sqlite = store->state;
    sqlite3_stmt *row;
    int status = sqlite3_prepare_v2(sqlite->db,
                                    "SELECT f.id, f.path, f.hash, f.status, f.n_warnings, f.problem, i.path "
                                    "FROM files f LEFT JOIN inputs i ON i.file = f.id AND i.i > 1 ORDER BY f.id, i.i",
                                    -1, &row, NULL);
    if (status) return fail(store, status);
    const char **inputs = NULL;
    size_t capacity = 0;
    const StoreKnown *last = NULL;
    while ((status = sqlite3_step(row)) == SQLITE_ROW) {
        StoreKnown *known = note_file(store, row);
        if (!known || sqlite3_column_type(row, 6) == SQLITE_NULL) continue;
        if (known != last) inputs = NULL, capacity = 0;
        last = known;
        inputs = circ_arena_grow(store->arena, inputs, &capacity, (size_t)known->n_inputs + 1, sizeof *inputs);
        inputs[known->n_inputs++] = copy_column(store, row, 6);
        known->inputs = inputs;
    }
    sqlite3_finalize(row);
    return check(store, status);
}

/* ---- files that have another number now */

static bool list_moves(Store *store)
{
    Sqlite *sqlite = store->state;
    sqlite3_stmt *insert;
    if (!check(store, sqlite_run(sqlite->db, "CREATE TEMP TABLE moves(old INTEGER PRIMARY KEY, new INTEGER)"))) return false;
    int status = sqlite3_prepare_v2(sqlite->db, "INSERT INTO moves VALUES(?, ?)", -1, &insert, NULL);
    for (int i = 0; i < store->options.n_files && !status; i++) {
        if (!sqlite->old_id[i]) continue;
        sqlite3_bind_int(insert, 1, sqlite->old_id[i]);
        sqlite3_bind_int(insert, 2, i + 1);
        status = sqlite3_step(insert) == SQLITE_DONE ? sqlite3_reset(insert) : sqlite3_errcode(sqlite->db);
    }
    sqlite3_finalize(insert);
    return check(store, status);
}

/* Below zero in between, so that no two rows have one number at any time. */
static bool move_files(Store *store)
{
    sqlite3 *db = ((Sqlite *)store->state)->db;
    if (!list_moves(store)) return false;
    for (int i = 0; i < N_TABLES; i++) {
        const char *name = schema_table((TableId)i)->name, *id = i == TABLE_FILES ? "id" : "file";
        int status = sqlite_run(db, "DELETE FROM %s WHERE %s NOT IN (SELECT old FROM moves)", name, id);
        if (!status) status = sqlite_run(db, "UPDATE %s SET %s = -(SELECT new FROM moves WHERE old = %s)", name, id, id);
        if (!status) status = sqlite_run(db, "UPDATE %s SET %s = -%s", name, id, id);
        if (!check(store, status)) return false;
    }
    return check(store, sqlite_run(db, "DROP TABLE moves"));
}

/* ---- opening */

static bool prepare(Store *store)
{
    Sqlite *sqlite = store->state;
    for (int i = 0; i < N_TABLES; i++) {
        int status = sqlite_prepare_insert(sqlite->db, (TableId)i, &sqlite->insert[i]);
        if (!status) status = sqlite_prepare_delete(sqlite->db, (TableId)i, &sqlite->delete[i]);
        if (!check(store, status)) return false;
    }
    return true;
}

static bool empty_tables(Store *store)
{
    sqlite3 *db = ((Sqlite *)store->state)->db;
    for (int i = 0; i < N_TABLES; i++)
        if (!check(store, sqlite_run(db, "DELETE FROM %s", schema_table((TableId)i)->name))) return false;
    return true;
}

static bool describe(Store *store)
{
    sqlite3 *db = ((Sqlite *)store->state)->db;
    return check(store, sqlite_run(db, "INSERT OR REPLACE INTO batch VALUES('program', %Q), ('settings', %Q)",
                                   store->options.program, store->options.settings));
}

/* All in one transaction: what was there goes when something else has come. */
static bool set_up(Store *store, bool empty)
{
    Sqlite *sqlite = store->state;
    if (!begin(store)) return false;
    if (sqlite->wipe_first && !check(store, sqlite_drop_tables(sqlite->db))) return false;
    if (empty || sqlite->wipe_first) {
        if (!check(store, sqlite_create_tables(sqlite->db))) return false;
    } else if (!store->options.resume) {
        if (!empty_tables(store)) return false;
    } else if (!load_known(store) || (sqlite->moved && !move_files(store))) {
        return false;
    }
    store->dirty = true;
    return describe(store) && prepare(store);
}

/* The mode is set before anything is written; SQLite refuses to change it where it cannot write. */
static bool configure(Store *store)
{
    sqlite3 *db = ((Sqlite *)store->state)->db;
    sqlite3_busy_timeout(db, 5000);
    sqlite3_extended_result_codes(db, 1);
    return check(store, sqlite_run(db, "PRAGMA journal_mode = WAL")) &&
           check(store, sqlite_run(db, "PRAGMA synchronous = NORMAL"));
}

static bool sqlite_open(Store *store)
{
    Sqlite *sqlite = calloc(1, sizeof *sqlite);
    const char *path = store->options.path;
    bool empty = true;
    if (!sqlite) return store_fail(store, "not enough memory to open '%s'", path);
    store->state = sqlite;
    sqlite->old_id = circ_new(store->arena, int, store->options.n_files);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (!check(store, sqlite3_open_v2(path, &sqlite->db, flags, NULL))) return false;
    return look(store, &empty) && configure(store) && set_up(store, empty);
}

/* ---- writing */

static int bind_value(sqlite3_stmt *statement, int i, const RecordValue *value)
{
    switch (value->kind) {
    case VALUE_INTEGER: return sqlite3_bind_int64(statement, i, value->integer);
    case VALUE_REAL: return sqlite3_bind_double(statement, i, value->real);
    case VALUE_TEXT: return sqlite3_bind_text(statement, i, value->text, (int)value->length, SQLITE_STATIC);
    default: return sqlite3_bind_null(statement, i);
    }
}

/* Where the rows of a file are. */
typedef struct {
    int file, point;
    int n[N_TABLES]; /* rows so far in the file or the point */
} Place;

static bool insert_row(Store *store, TableId table, Place *place, RecordReader *reader)
{
    sqlite3_stmt *statement = ((Sqlite *)store->state)->insert[table];
    int i = 1;
    sqlite3_bind_int(statement, i++, place->file + 1);
    if (table == TABLE_FILES)
        sqlite3_bind_text(statement, i++, store->options.files[place->file], -1, SQLITE_STATIC);
    if (table == TABLE_POINTS || schema_table(table)->of_point) sqlite3_bind_int(statement, i++, place->point);
    if (sqlite_is_numbered(table)) sqlite3_bind_int(statement, i++, ++place->n[table]);
    for (int k = 0; k < schema_table(table)->n_columns; k++) {
        RecordValue value = record_next(reader);
        bind_value(statement, i++, &value);
    }
    int status = sqlite3_step(statement);
    sqlite3_reset(statement);
    return status == SQLITE_DONE || fail(store, status);
}

static void begin_point(Place *place)
{
    place->point++;
    for (int i = 0; i < N_TABLES; i++)
        if (schema_table((TableId)i)->of_point) place->n[i] = 0;
}

static bool delete_rows(Store *store, int file)
{
    const Sqlite *sqlite = store->state;
    for (int i = 0; i < N_TABLES; i++) {
        sqlite3_bind_int(sqlite->delete[i], 1, file + 1);
        int status = sqlite3_step(sqlite->delete[i]);
        sqlite3_reset(sqlite->delete[i]);
        if (!check(store, status)) return false;
    }
    return true;
}

static bool sqlite_put(Store *store, int file, const Record *record)
{
    if (!begin(store)) return false;
    if (store->known[file] && !delete_rows(store, file)) return false;
    Place place = {.file = file};
    RecordReader reader = record_read(record);
    TableId table;
    while (record_next_row(&reader, &table)) {
        if (table == TABLE_POINTS) begin_point(&place);
        if (!insert_row(store, table, &place, &reader)) return false;
    }
    return true;
}

static bool sqlite_keep(Store *store, int file)
{
    (void)store, (void)file;
    return true;
}

static bool sqlite_flush(Store *store)
{
    Sqlite *sqlite = store->state;
    if (!sqlite->in_transaction) return true;
    sqlite->in_transaction = false;
    errno = 0;
    return check(store, sqlite_run(sqlite->db, "COMMIT"));
}

/* ---- closing */

/* A reader that has the database open keeps it from becoming one file: that is no failure. */
static void fold_log(Store *store)
{
    sqlite3 *db = ((Sqlite *)store->state)->db;
    int status = sqlite_run(db, "PRAGMA wal_checkpoint(TRUNCATE)");
    if (status && (status & 0xFF) != SQLITE_BUSY) fail(store, status);
    if (status) return;
    sqlite3_busy_timeout(db, 0);
    sqlite_run(db, "PRAGMA journal_mode = DELETE");
}

static bool sqlite_close(Store *store, bool complete)
{
    Sqlite *sqlite = store->state;
    (void)complete;
    if (!store->problem[0] && sqlite_flush(store)) fold_log(store);
    for (int i = 0; i < N_TABLES; i++) {
        sqlite3_finalize(sqlite->insert[i]);
        sqlite3_finalize(sqlite->delete[i]);
    }
    sqlite3_close(sqlite->db);
    free(sqlite);
    store->state = NULL;
    return !store->problem[0];
}

const StoreBackend store_sqlite = {sqlite_open, sqlite_keep, sqlite_put, sqlite_flush, sqlite_close};
