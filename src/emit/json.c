/* Results for programs: one object, a line per point. Written without a tree of values in between, which would take
 * longer than a point of a sweep. */
#include <math.h>

#include "emit/emit.h"
#include "emit/json_value.h"

/* What a column was in the row before: most of them change in few rows. */
typedef struct {
    const char *key; /* with its quotes and colon */
    bool written;
    double value;
    char digits[FORMAT_DIGITS];
} Column;

typedef struct {
    const CircResults *results;
    Column *params, *outputs; /* one each */
    FILE *out;
} Table;

static const char *column_digits(Column *column, double value)
{
    bool same = column->written && column->value == value && !signbit(column->value) == !signbit(value);
    if (!same) {
        column->written = true;
        column->value = value;
        json_digits(column->digits, value);
    }
    return column->digits;
}

/* The writer of one object: a comma before each member but the first. */
typedef struct {
    FILE *out;
    bool fine, begun;
} Object;

static Object open_object(FILE *out)
{
    putc('{', out);
    return (Object){out, true, false};
}

static void put_key(Object *object, const char *key)
{
    if (object->begun) fputs(", ", object->out);
    object->begun = true;
    object->fine = json_write_words(key, object->out) && object->fine;
    fputs(": ", object->out);
}

static void put_number(Object *object, const char *key, double value)
{
    char digits[FORMAT_DIGITS];
    put_key(object, key);
    fputs(json_digits(digits, value), object->out);
}

static void put_column(Object *object, Column *column, double value)
{
    if (object->begun) fputs(", ", object->out);
    object->begun = true;
    fputs(column->key, object->out);
    fputs(column_digits(column, value), object->out);
}

static void put_words(Object *object, const char *key, const char *text)
{
    put_key(object, key);
    object->fine = json_write_words(text, object->out) && object->fine;
}

static bool close_object(const Object *object)
{
    putc('}', object->out);
    return object->fine;
}

static bool write_params(const Table *table, const CircRow *row)
{
    Object object = open_object(table->out);
    for (int i = 0; i < table->results->n_params; i++)
        put_column(&object, &table->params[i], row->params[i].value.si);
    return close_object(&object);
}

static bool write_outputs(const Table *table, const CircRow *row)
{
    Object object = open_object(table->out);
    for (int i = 0; i < table->results->n_outputs; i++)
        put_column(&object, &table->outputs[i], row->outputs[i]);
    return close_object(&object);
}

static bool write_currents(const CircRow *row, FILE *out)
{
    Object object = open_object(out);
    for (int i = 0; i < row->n_baths; i++) put_number(&object, row->baths[i], row->currents[i]);
    return close_object(&object);
}

static bool write_solver(const CircSolution *solver, FILE *out)
{
    Object object = open_object(out);
    put_words(&object, "method", solver->method);
    put_number(&object, "dimension", solver->dimension);
    put_number(&object, "residual", solver->residual);
    put_number(&object, "seconds", solver->seconds);
    return close_object(&object);
}

static bool write_warning(const CircDiag *diag, const CircSources *sources, FILE *out)
{
    Object object = open_object(out);
    CircPosition at = circ_sources_locate(sources, diag->span.begin);
    put_words(&object, "code", circ_code_name(diag->code));
    put_words(&object, "message", diag->text);
    if (at.source) {
        put_words(&object, "file", at.source->name);
        put_key(&object, "line");
        fprintf(out, "%d", at.line);
        put_key(&object, "column");
        fprintf(out, "%d", at.column);
    }
    return close_object(&object);
}

static bool write_warnings(const CircDiags *diags, FILE *out)
{
    bool fine = true, begun = false;
    putc('[', out);
    for (int i = 0; i < circ_diags_count(diags); i++) {
        const CircDiag *diag = circ_diags_get(diags, i);
        if (diag->error) continue;
        if (begun) fputs(", ", out);
        begun = true;
        fine = write_warning(diag, circ_diags_sources(diags), out) && fine;
    }
    putc(']', out);
    return fine;
}

static bool write_point(const Table *table, const CircRow *row)
{
    FILE *out = table->out;
    fputs("{\"params\": ", out);
    bool fine = write_params(table, row);
    fputs(", \"outputs\": ", out);
    fine = write_outputs(table, row) && fine;
    fputs(", \"currents\": ", out);
    fine = write_currents(row, out) && fine;
    fputs(", \"solver\": ", out);
    fine = write_solver(&row->solver, out) && fine;
    fputs(", \"warnings\": ", out);
    fine = write_warnings(row->warnings, out) && fine;
    putc('}', out);
    return fine;
}

/* False: no memory. */
static bool make_table(const CircResults *results, CircArena *arena, FILE *out, Table *table)
{
    bool fine = true;
    *table = (Table){results, circ_new(arena, Column, results->n_params), circ_new(arena, Column, results->n_outputs), out};
    for (int i = 0; results->n_rows && i < results->n_params; i++)
        fine = (table->params[i].key = json_key(results->rows[0].params[i].name, arena)) && fine;
    for (int i = 0; i < results->n_outputs; i++)
        fine = (table->outputs[i].key = json_key(results->outputs[i].name, arena)) && fine;
    return fine;
}

bool emit_json(const CircResults *results, CircArena *arena, FILE *out)
{
    Table table;
    if (!make_table(results, arena, out, &table)) return false;
    fputs("{\"circuit\": ", out);
    bool fine = json_write_words(results->circuit, out);
    fputs(", \"points\": [\n", out);
    for (int i = 0; fine && i < results->n_rows; i++) {
        fine = write_point(&table, &results->rows[i]);
        fputs(i + 1 < results->n_rows ? ",\n" : "\n", out);
    }
    fputs("]}\n", out);
    return fine;
}
