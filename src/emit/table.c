/* Results for people. Where something is swept: a column for each swept parameter and each output (without
 * outputs: each bath's current). Where nothing is: a list of the outputs and of every bath's current. */
#include <stdlib.h>
#include <string.h>

#include "emit/columns.h"
#include "emit/emit.h"
#include "emit/value_text.h"

/* Characters, not bytes, of UTF-8. */
static int width_of(const char *text)
{
    int n = 0;
    for (; *text; text++) n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

static void print_spaces(int n, FILE *out)
{
    for (int i = 0; i < n; i++) putc(' ', out);
}

static int greater(int a, int b)
{
    return a > b ? a : b;
}

static const char *cell_text(const Columns *columns, int column, int row)
{
    const Column *c = &columns->list[column];
    return value_text(columns->arena, column_value(c, &columns->results->rows[row]), c->dim);
}

/* Cells of all rows, header first, row by row. */
static const char **list_cells(const Columns *columns)
{
    int n_rows = columns->results->n_rows;
    const char **cells = circ_new(columns->arena, const char *, (size_t)(n_rows + 1) * (size_t)columns->n);
    for (int i = 0; i < columns->n; i++) cells[i] = columns->list[i].name;
    for (int row = 0; row < n_rows; row++)
        for (int i = 0; i < columns->n; i++)
            cells[(size_t)(row + 1) * (size_t)columns->n + (size_t)i] = cell_text(columns, i, row);
    return cells;
}

static void print_grid(const Columns *columns, FILE *out)
{
    const char **cells = list_cells(columns);
    int n = columns->n, n_lines = columns->results->n_rows + 1;
    int *width = circ_new(columns->arena, int, n);
    for (int line = 0; line < n_lines; line++)
        for (int i = 0; i < n; i++)
            width[i] = greater(width[i], width_of(cells[(size_t)line * (size_t)n + (size_t)i]));
    for (int line = 0; line < n_lines; line++)
        for (int i = 0; i < n; i++) {
            const char *cell = cells[(size_t)line * (size_t)n + (size_t)i];
            print_spaces((i ? 2 : 0) + width[i] - width_of(cell), out);
            fputs(cell, out);
            if (i + 1 == n) putc('\n', out);
        }
}

static void print_list(const Columns *columns, FILE *out)
{
    int width = 0;
    for (int i = 0; i < columns->n; i++) width = greater(width, width_of(columns->list[i].name));
    for (int i = 0; i < columns->n; i++) {
        fputs(columns->list[i].name, out);
        print_spaces(width - width_of(columns->list[i].name), out);
        fprintf(out, " = %s\n", cell_text(columns, i, 0));
    }
}

bool emit_table(const CircResults *results, CircArena *arena, FILE *out)
{
    Columns columns;
    columns_init(&columns, results, arena);
    columns_add_swept(&columns);
    columns_add_outputs(&columns);
    if (!results->n_sweeps || !results->n_outputs) columns_add_currents(&columns);
    if (results->n_sweeps)
        print_grid(&columns, out);
    else
        print_list(&columns, out);
    return true;
}
