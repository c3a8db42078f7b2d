/* schema.h - the tables that a batch fills, the same for every format. docs/batch.md describes them. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include <stdbool.h>

/* ORDER of the rows in schema.c; also the order of their rows in a record. */
typedef enum {
    TABLE_INPUTS,
    TABLE_MESSAGES,
    TABLE_POINTS,
    TABLE_PARAMS,
    TABLE_OUTPUTS,
    TABLE_CURRENTS,
    TABLE_BATHS,
    TABLE_QUBITS,
    TABLE_COUPLINGS,
    TABLE_EXCHANGES,
    TABLE_FILES,
    N_TABLES
} TableId;

typedef enum { COLUMN_INTEGER, COLUMN_REAL, COLUMN_TEXT } ColumnType;

typedef struct {
    const char *name;
    ColumnType type;
} SchemaColumn;

enum { MOST_COLUMNS = 10 };

/* `files` has a row per file; the others have as many per file, or per point, as there are. */
typedef struct {
    const char *name;
    bool of_point; /* `points` itself is not */
    bool map;      /* two columns: a name and its value */
    int n_keys;    /* columns in front that name the item; 0: it is known by its number */
    int n_columns;
    SchemaColumn columns[MOST_COLUMNS];
} SchemaTable;

const SchemaTable *schema_table(TableId table);

/* Raised with every change of the tables or of what is in them. */
enum { SCHEMA_VERSION = 1 };

#endif
