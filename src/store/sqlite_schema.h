/* sqlite_schema.h - the tables of schema.h as SQL. */
#ifndef STORE_SQLITE_SCHEMA_H
#define STORE_SQLITE_SCHEMA_H

#include <sqlite3.h>

#include "store/schema.h"

/* In the file's header: "CIRC" as a big-endian number. */
enum { SQLITE_APPLICATION_ID = 0x43495243 };

/* An SQLite result code; the caller has a transaction under way. */
int sqlite_create_tables(sqlite3 *db);
int sqlite_drop_tables(sqlite3 *db); /* all that there are */

/* A statement with the parameters file, point (where the table has it), i (where it is numbered), and the columns. */
int sqlite_prepare_insert(sqlite3 *db, TableId table, sqlite3_stmt **statement);
int sqlite_prepare_delete(sqlite3 *db, TableId table, sqlite3_stmt **statement); /* parameter: file */

/* Whether the rows of a table are numbered within their file or point. */
bool sqlite_is_numbered(TableId table);

/* Runs one statement that is printed; for what happens once. */
int sqlite_run(sqlite3 *db, const char *format, ...);

#endif
