/* Comma-separated values (RFC 4180, with plain line feeds): a header, and a row per point.
 *
 * Columns: the swept parameters, the outputs by the names they have in the file, then Q(bath) for each bath
 * whose current is not among the outputs. Numbers are in SI units with 17 digits; nan where there is no
 * value. */
#include <string.h>

#include "base/format.h"
#include "emit/columns.h"
#include "emit/emit.h"

static void print_field(const char *text, FILE *out)
{
    if (!strpbrk(text, ",\"\r\n")) {
        fputs(text, out);
        return;
    }
    putc('"', out);
    for (; *text; text++) {
        if (*text == '"') putc('"', out);
        putc(*text, out);
    }
    putc('"', out);
}

static void print_number(double value, FILE *out)
{
    char digits[FORMAT_DIGITS];
    fputs(format_digits(digits, value), out);
}

bool emit_csv(const CircResults *results, CircArena *arena, FILE *out)
{
    Columns columns;
    columns_init(&columns, results, arena);
    columns_add_swept(&columns);
    columns_add_outputs(&columns);
    columns_add_currents(&columns);
    for (int i = 0; i < columns.n; i++) {
        if (i) putc(',', out);
        print_field(columns.list[i].name, out);
    }
    putc('\n', out);
    for (int row = 0; row < results->n_rows; row++)
        for (int i = 0; i < columns.n; i++) {
            print_number(column_value(&columns.list[i], &results->rows[row]), out);
            putc(i + 1 < columns.n ? ',' : '\n', out);
        }
    return true;
}
