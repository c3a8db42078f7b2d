/* columns.h - results as named columns of numbers, for the formats that are tables. */
#ifndef EMIT_COLUMNS_H
#define EMIT_COLUMNS_H

#include "circ/results.h"

typedef struct {
    enum { COLUMN_PARAM, COLUMN_OUTPUT, COLUMN_CURRENT } kind;
    const char *name; /* "T_p", "Q_valve", "Q(hot)" */
    const char *bath; /* CURRENT */
    CircDim dim;
    int index; /* PARAM, OUTPUT */
} Column;

typedef struct {
    const CircResults *results;
    CircArena *arena;
    Column *list;
    int n;
    size_t capacity;
} Columns;

void columns_init(Columns *columns, const CircResults *results, CircArena *arena);
void columns_add_swept(Columns *columns);
void columns_add_outputs(Columns *columns);

/* The currents of all baths that any row has, but for those that are columns already as outputs. */
void columns_add_currents(Columns *columns);

/* NaN where the row has no such bath. */
double column_value(const Column *column, const CircRow *row);

#endif
