#include "emit/columns.h"

#include <math.h>
#include <string.h>

#include "front/units.h"

void columns_init(Columns *columns, const CircResults *results, CircArena *arena)
{
    *columns = (Columns){.results = results, .arena = arena};
}

static void add(Columns *columns, Column column)
{
    columns->list = circ_arena_grow(columns->arena, columns->list, &columns->capacity, (size_t)columns->n + 1,
                                    sizeof *columns->list);
    columns->list[columns->n++] = column;
}

static int find_param(const CircResults *results, const char *name)
{
    for (int i = 0; results->n_rows && i < results->n_params; i++)
        if (!strcmp(results->rows[0].params[i].name, name)) return i;
    return 0;
}

void columns_add_swept(Columns *columns)
{
    const CircResults *results = columns->results;
    for (int i = 0; i < results->n_sweeps; i++) {
        const CircSweep *sweep = &results->sweeps[i];
        add(columns, (Column){.kind = COLUMN_PARAM,
                              .name = sweep->name,
                              .dim = sweep->dim,
                              .index = find_param(results, sweep->name)});
    }
}

void columns_add_outputs(Columns *columns)
{
    const CircResults *results = columns->results;
    for (int i = 0; i < results->n_outputs; i++)
        add(columns, (Column){.kind = COLUMN_OUTPUT,
                              .name = results->outputs[i].name,
                              .dim = results->outputs[i].dim,
                              .index = i});
}

static bool has(const Columns *columns, const char *name)
{
    for (int i = 0; i < columns->n; i++)
        if (!strcmp(columns->list[i].name, name)) return true;
    return false;
}

void columns_add_currents(Columns *columns)
{
    const CircResults *results = columns->results;
    for (int i = 0; i < results->n_rows; i++) {
        const CircRow *row = &results->rows[i];
        if (i && row->baths == row[-1].baths) continue;
        for (int k = 0; k < row->n_baths; k++) {
            const char *name = circ_arena_format(columns->arena, "Q(%s)", row->baths[k]);
            if (!has(columns, name))
                add(columns, (Column){.kind = COLUMN_CURRENT,
                                      .name = name,
                                      .bath = row->baths[k],
                                      .dim = dim_of(DIM_POWER)});
        }
    }
}

static double current_of(const CircRow *row, const char *bath)
{
    for (int i = 0; i < row->n_baths; i++)
        if (row->baths[i] == bath || !strcmp(row->baths[i], bath)) return row->currents[i];
    return NAN;
}

double column_value(const Column *column, const CircRow *row)
{
    switch (column->kind) {
    case COLUMN_PARAM: return row->params[column->index].value.si;
    case COLUMN_OUTPUT: return row->outputs[column->index];
    case COLUMN_CURRENT: return current_of(row, column->bath);
    }
    return NAN;
}
