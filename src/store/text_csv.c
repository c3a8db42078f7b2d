/* Comma-separated values (RFC 4180, with plain line feeds), a line per value: files of one batch need not have the same
 * parameters and outputs. The last line of a file is its hash; numbers have 17 digits. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/text.h"

static void add_field(Bytes *out, const char *text)
{
    if (!strpbrk(text, ",\"\r\n")) {
        bytes_add(out, text, strlen(text));
        return;
    }
    bytes_add(out, "\"", 1);
    for (; *text; text++) {
        if (*text == '"') bytes_add(out, "\"", 1);
        bytes_add(out, text, 1);
    }
    bytes_add(out, "\"", 1);
}

static void add_value(Bytes *out, const RecordValue *value)
{
    switch (value->kind) {
    case VALUE_INTEGER: bytes_print(out, "%lld", (long long)value->integer); break;
    case VALUE_REAL: bytes_print(out, "%.17g", value->real); break;
    case VALUE_TEXT: add_field(out, value->text); break;
    default: bytes_print(out, "nan"); break;
    }
}

/* Where a row is: what its lines begin with. */
typedef struct {
    const char *path;
    int point; /* 0: the row is of the file */
    int n;     /* of rows in front of it that are of the same table */
} Place;

/* Texts and numbers of files that are not there have no line; a result that is not defined is nan. */
static bool has_line(const SchemaTable *table, const RecordValue *value)
{
    return value->kind != VALUE_NONE || table->of_point;
}

static void add_row(Bytes *out, TableId id, const Place *place, RecordReader *reader)
{
    const SchemaTable *table = schema_table(id);
    const char *keys[2] = {"", ""};
    char number[16];
    snprintf(number, sizeof number, "%d", place->n);
    if (!table->n_keys && id != TABLE_FILES && id != TABLE_POINTS) keys[0] = number;
    for (int i = 0; i < table->n_keys; i++) {
        RecordValue key = record_next(reader);
        keys[i] = key.kind == VALUE_TEXT ? key.text : "";
    }
    for (int i = table->n_keys; i < table->n_columns; i++) {
        RecordValue value = record_next(reader);
        if (!has_line(table, &value) && !(id == TABLE_FILES && i + 1 == table->n_columns)) continue;
        add_field(out, place->path);
        bytes_add(out, ",", 1);
        if (place->point) bytes_print(out, "%d", place->point);
        bytes_print(out, ",%s,", table->name);
        add_field(out, keys[0]);
        bytes_add(out, ",", 1);
        add_field(out, keys[1]);
        bytes_print(out, ",%s,", table->columns[i].name);
        if (value.kind != VALUE_NONE || table->of_point) add_value(out, &value);
        bytes_add(out, "\n", 1);
    }
}

static bool write_lines(Bytes *out, const char *path, const Record *record)
{
    int point = 0, n[N_TABLES] = {0};
    RecordReader reader = record_read(record);
    for (TableId table; record_next_row(&reader, &table);) {
        point += table == TABLE_POINTS;
        bool in_point = table == TABLE_POINTS || schema_table(table)->of_point;
        add_row(out, table, &(Place){path, in_point ? point : 0, ++n[table]}, &reader);
    }
    return !out->failed;
}

/* ---- reading */

enum { PATH, POINT, TABLE, ITEM, OTHER, COLUMN, VALUE, N_FIELDS };

/* Reads a line's fields, unquoted, into `buffer`. Its length; 0: it is not whole. */
static size_t read_fields(const char *text, size_t length, Bytes *buffer, size_t starts[N_FIELDS])
{
    bool quoted = false;
    int field = 0;
    bytes_clear(buffer);
    starts[0] = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"') {
            if (quoted && i + 1 < length && text[i + 1] == '"')
                bytes_add(buffer, &text[i++], 1);
            else
                quoted = !quoted;
        } else if (!quoted && (text[i] == ',' || text[i] == '\n')) {
            bytes_add(buffer, "", 1);
            if (text[i] == '\n') return field == N_FIELDS - 1 && !buffer->failed ? i + 1 : 0;
            if (++field == N_FIELDS) return 0;
            starts[field] = buffer->n;
        } else {
            bytes_add(buffer, &text[i], 1);
        }
    }
    return 0;
}

typedef struct {
    CircArena *arena;
    StoreKnown *known;
    const char **inputs;
    size_t capacity;
} KnownReader;

static void note(KnownReader *reader, const char *fields[N_FIELDS])
{
    StoreKnown *known = reader->known;
    const char *column = fields[COLUMN], *value = fields[VALUE];
    if (!strcmp(fields[TABLE], "inputs") && !strcmp(column, "path") && atoi(fields[ITEM]) > 1) {
        reader->inputs = circ_arena_grow(reader->arena, reader->inputs, &reader->capacity, (size_t)known->n_inputs + 1,
                                         sizeof *reader->inputs);
        reader->inputs[known->n_inputs++] = circ_arena_copy(reader->arena, value, strlen(value));
        known->inputs = reader->inputs;
    }
    if (strcmp(fields[TABLE], "files")) return;
    if (!strcmp(column, "status")) known->status = atoi(value);
    if (!strcmp(column, "n_warnings")) known->n_warnings = atoi(value);
    if (!strcmp(column, "problem")) known->problem = circ_arena_copy(reader->arena, value, strlen(value));
    if (!strcmp(column, "hash") && strlen(value) < HASH_SIZE) strcpy(known->hash, value);
}

static bool is_last(const char *fields[N_FIELDS])
{
    return !strcmp(fields[TABLE], "files") && !strcmp(fields[COLUMN], "hash");
}

/* A block that another path breaks off was not written to its end. */
static TextBlock read_lines(CircArena *arena, const char *text, size_t length)
{
    TextBlock block = {0};
    Bytes buffer = {0};
    KnownReader reader = {.arena = arena, .known = circ_new(arena, StoreKnown, 1)};
    size_t starts[N_FIELDS], line, at = 0;
    while ((line = read_fields(text + at, length - at, &buffer, starts)) > 0) {
        const char *fields[N_FIELDS];
        for (int i = 0; i < N_FIELDS; i++) fields[i] = buffer.data + starts[i];
        if (block.path && strcmp(block.path, fields[PATH])) {
            block.path = NULL;
            block.length = at;
            break;
        }
        if (!block.path) block.path = circ_arena_copy(arena, fields[PATH], strlen(fields[PATH]));
        note(&reader, fields);
        at += line;
        if (!is_last(fields)) continue;
        block.length = at;
        block.known = reader.known;
        break;
    }
    bytes_free(&buffer);
    return block;
}

const TextFormat text_csv = {"path,point,table,item,other,column,value\n", write_lines, read_lines};
