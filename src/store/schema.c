#include "store/schema.h"

#include <stddef.h>

#define INTEGER(name) {name, COLUMN_INTEGER}
#define REAL(name)    {name, COLUMN_REAL}
#define TEXT(name)    {name, COLUMN_TEXT}
#define COLUMNS(...)                                                                                         \
    .n_columns = sizeof((SchemaColumn[]){__VA_ARGS__}) / sizeof(SchemaColumn), .columns = {__VA_ARGS__}

static const SchemaTable tables[N_TABLES] = {
    [TABLE_INPUTS] = {"inputs", COLUMNS(TEXT("path"), TEXT("hash"))},
    [TABLE_MESSAGES] = {"messages", COLUMNS(TEXT("severity"), TEXT("code"), TEXT("message"), TEXT("help"),
                                            TEXT("path"), INTEGER("line"), INTEGER("column"))},
    [TABLE_POINTS] = {"points", COLUMNS(TEXT("method"), REAL("dimension"), REAL("residual"), REAL("neglected"),
                                        INTEGER("iterations"), REAL("imbalance"), REAL("Jz"))},
    [TABLE_PARAMS] = {"params", .of_point = true, .map = true, .n_keys = 1,
                      COLUMNS(TEXT("name"), REAL("value"))},
    [TABLE_OUTPUTS] = {"outputs", .of_point = true, .map = true, .n_keys = 1,
                       COLUMNS(TEXT("name"), REAL("value"))},
    [TABLE_CURRENTS] = {"currents", .of_point = true, .map = true, .n_keys = 1,
                        COLUMNS(TEXT("bath"), REAL("value"))},
    [TABLE_BATHS] = {"baths", .of_point = true, .n_keys = 1,
                     COLUMNS(TEXT("bath"), REAL("T"), INTEGER("local"), REAL("f"), REAL("Q"), REAL("kappa"))},
    [TABLE_QUBITS] = {"qubits", .of_point = true, .n_keys = 1,
                      COLUMNS(TEXT("qubit"), INTEGER("alike"), REAL("EC"), REAL("EJ"), REAL("f01"),
                              REAL("anharmonicity"), REAL("C_eff"), REAL("Z_T"))},
    [TABLE_COUPLINGS] = {"couplings", .of_point = true, .n_keys = 2,
                         COLUMNS(TEXT("bath"), TEXT("qubit"), REAL("gamma"), REAL("n"), REAL("G"), REAL("ReZ"))},
    [TABLE_EXCHANGES] = {"exchanges", .of_point = true, .n_keys = 2,
                         COLUMNS(TEXT("qubit"), TEXT("other"), REAL("g"))},
    [TABLE_FILES] = {"files", COLUMNS(TEXT("circuit"), INTEGER("status"), INTEGER("n_points"),
                                      INTEGER("n_warnings"), INTEGER("n_errors"), TEXT("problem"), TEXT("hash"))},
};

const SchemaTable *schema_table(TableId table)
{
    return &tables[table];
}
