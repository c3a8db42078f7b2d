#include "store/sqlite_schema.h"

#include <stdarg.h>
#include <stddef.h>

bool sqlite_is_numbered(TableId table)
{
    return table != TABLE_FILES && table != TABLE_POINTS;
}

static bool has_point(TableId table)
{
    return table == TABLE_POINTS || schema_table(table)->of_point;
}

static const char *file_column(TableId table)
{
    return table == TABLE_FILES ? "id" : "file";
}

static int run_text(sqlite3 *db, char *text)
{
    int status = text ? sqlite3_exec(db, text, NULL, NULL, NULL) : SQLITE_NOMEM;
    sqlite3_free(text);
    return status;
}

int sqlite_run(sqlite3 *db, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = sqlite3_vmprintf(format, args);
    va_end(args);
    return run_text(db, text);
}

/* The columns that say whose row it is. */
static void add_keys(sqlite3_str *sql, TableId table, const char *type)
{
    sqlite3_str_appendf(sql, "%s%s", file_column(table), type);
    if (has_point(table)) sqlite3_str_appendf(sql, ", point%s", type);
    if (sqlite_is_numbered(table)) sqlite3_str_appendf(sql, ", i%s", type);
}

static int create_table(sqlite3 *db, TableId id)
{
    static const char *const types[] = {"INTEGER", "REAL", "TEXT"}; /* ORDER ColumnType */
    const SchemaTable *table = schema_table(id);
    sqlite3_str *sql = sqlite3_str_new(db);
    sqlite3_str_appendf(sql, "CREATE TABLE %s(", table->name);
    if (id == TABLE_FILES)
        sqlite3_str_appendall(sql, "id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE");
    else
        add_keys(sql, id, " INTEGER NOT NULL");
    for (int i = 0; i < table->n_columns; i++)
        sqlite3_str_appendf(sql, ", %s %s", table->columns[i].name, types[table->columns[i].type]);
    if (id != TABLE_FILES) {
        sqlite3_str_appendall(sql, ", PRIMARY KEY(");
        add_keys(sql, id, "");
        sqlite3_str_appendall(sql, ")) WITHOUT ROWID");
    } else {
        sqlite3_str_appendall(sql, ")");
    }
    return run_text(db, sqlite3_str_finish(sql));
}

/* What people ask for, with paths in place of numbers. */
static int create_views(sqlite3 *db)
{
    static const struct {
        const char *name;
        TableId table;
    } views[] = {{"output_values", TABLE_OUTPUTS}, {"param_values", TABLE_PARAMS}, {"current_values", TABLE_CURRENTS}};
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        const SchemaTable *table = schema_table(views[i].table);
        int status = sqlite_run(db,
                                "CREATE VIEW %s AS SELECT path, point, t.%s, value FROM %s t "
                                "JOIN files f ON f.id = t.file ORDER BY t.file, point, t.i",
                                views[i].name, table->columns[0].name, table->name);
        if (status) return status;
    }
    return SQLITE_OK;
}

int sqlite_create_tables(sqlite3 *db)
{
    int status = sqlite_run(db, "CREATE TABLE batch(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID");
    for (int i = 0; i < N_TABLES && !status; i++) status = create_table(db, (TableId)i);
    if (!status) status = create_views(db);
    if (!status) status = sqlite_run(db, "PRAGMA application_id = %d", SQLITE_APPLICATION_ID);
    return status ? status : sqlite_run(db, "PRAGMA user_version = %d", SCHEMA_VERSION);
}

int sqlite_drop_tables(sqlite3 *db)
{
    for (;;) {
        sqlite3_stmt *next;
        int status = sqlite3_prepare_v2(
            db, "SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'table') ORDER BY type DESC LIMIT 1", -1,
            &next, NULL);
        if (status) return status;
        char *sql = NULL;
        status = sqlite3_step(next);
        if (status == SQLITE_ROW)
            sql = sqlite3_mprintf("DROP %s \"%w\"", sqlite3_column_text(next, 0), sqlite3_column_text(next, 1));
        sqlite3_finalize(next);
        if (status != SQLITE_ROW) return status == SQLITE_DONE ? SQLITE_OK : status;
        if ((status = run_text(db, sql))) return status;
    }
}

static int prepare_text(sqlite3 *db, char *text, sqlite3_stmt **statement)
{
    int status =
        text ? sqlite3_prepare_v3(db, text, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) : SQLITE_NOMEM;
    sqlite3_free(text);
    return status;
}

int sqlite_prepare_insert(sqlite3 *db, TableId id, sqlite3_stmt **statement)
{
    const SchemaTable *table = schema_table(id);
    sqlite3_str *sql = sqlite3_str_new(db);
    int keys = 1 + has_point(id) + sqlite_is_numbered(id) + (id == TABLE_FILES);
    sqlite3_str_appendf(sql, "INSERT INTO %s VALUES(?", table->name);
    for (int i = 1; i < keys + table->n_columns; i++) sqlite3_str_appendall(sql, ", ?");
    sqlite3_str_appendall(sql, ")");
    return prepare_text(db, sqlite3_str_finish(sql), statement);
}

int sqlite_prepare_delete(sqlite3 *db, TableId table, sqlite3_stmt **statement)
{
    return prepare_text(
        db, sqlite3_mprintf("DELETE FROM %s WHERE %s = ?", schema_table(table)->name, file_column(table)), statement);
}
