/* JSON lines: an object per file, with its points in it. Numbers have 17 digits; null where there is none. */
#include <string.h>

#include "emit/json_value.h"
#include "store/text.h"

static json_t *value_json(RecordReader *reader)
{
    RecordValue value = record_next(reader);
    switch (value.kind) {
    case VALUE_INTEGER: return json_integer(value.integer);
    case VALUE_REAL: return json_number(value.real);
    case VALUE_TEXT: return json_words(value.text);
    default: return json_null();
    }
}

static void put_columns(json_t **object, TableId table, RecordReader *reader)
{
    for (int i = 0; i < schema_table(table)->n_columns; i++)
        json_put(object, schema_table(table)->columns[i].name, value_json(reader));
}

/* An empty list, or an object where the table is a map, under the table's name. */
static void put_table(json_t **object, TableId table)
{
    json_put(object, schema_table(table)->name, schema_table(table)->map ? json_object() : json_array());
}

static void add_row(json_t *parent, TableId table, RecordReader *reader)
{
    json_t *rows = json_object_get(parent, schema_table(table)->name);
    if (schema_table(table)->map) {
        RecordValue name = record_next(reader);
        json_object_set_new(rows, name.text, value_json(reader));
        return;
    }
    json_t *row = json_object();
    put_columns(&row, table, reader);
    if (table == TABLE_POINTS)
        for (int i = 0; i < N_TABLES; i++)
            if (schema_table((TableId)i)->of_point) put_table(&row, (TableId)i);
    json_array_append_new(rows, row);
}

static json_t *file_json(const char *path, const Record *record)
{
    json_t *file = json_pack("{s:o}", "path", json_words(path)), *point = NULL;
    RecordReader reader = record_read_file(record);
    put_columns(&file, TABLE_FILES, &reader);
    put_table(&file, TABLE_INPUTS);
    put_table(&file, TABLE_MESSAGES);
    put_table(&file, TABLE_POINTS);
    reader = record_read(record);
    for (TableId table; file && record_next_row(&reader, &table);) {
        if (table == TABLE_FILES) break;
        add_row(schema_table(table)->of_point ? point : file, table, &reader);
        json_t *points = json_object_get(file, schema_table(TABLE_POINTS)->name);
        if (table == TABLE_POINTS) point = json_array_get(points, json_array_size(points) - 1);
    }
    return file;
}

static int append(const char *text, size_t length, void *out)
{
    bytes_add(out, text, length);
    return 0;
}

static bool write_line(Bytes *out, const char *path, const Record *record)
{
    json_t *file = file_json(path, record);
    bool fine = file && !json_dump_callback(file, append, out, JSON_REAL_PRECISION(17));
    json_decref(file);
    bytes_add(out, "\n", 1);
    return fine && !out->failed;
}

/* ---- reading */

static const char *copy_text(CircArena *arena, const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? circ_arena_copy(arena, text, strlen(text)) : NULL;
}

static StoreKnown *known_of(CircArena *arena, const json_t *file)
{
    StoreKnown *known = circ_new(arena, StoreKnown, 1);
    const char *hash = json_string_value(json_object_get(file, "hash"));
    if (hash && strlen(hash) < HASH_SIZE) strcpy(known->hash, hash);
    known->status = (int)json_integer_value(json_object_get(file, "status"));
    known->n_warnings = (int)json_integer_value(json_object_get(file, "n_warnings"));
    known->problem = copy_text(arena, file, "problem");
    const json_t *inputs = json_object_get(file, schema_table(TABLE_INPUTS)->name);
    size_t n = json_array_size(inputs);
    const char **paths = circ_new(arena, const char *, n);
    for (size_t i = 1; i < n; i++) {
        const char *path = copy_text(arena, json_array_get(inputs, i), "path");
        if (path) paths[known->n_inputs++] = path;
    }
    known->inputs = paths;
    return known;
}

static TextBlock read_line(CircArena *arena, const char *text, size_t length)
{
    const char *end = length ? memchr(text, '\n', length) : NULL;
    if (!end) return (TextBlock){0};
    TextBlock block = {.length = (size_t)(end - text) + 1};
    json_t *file = json_loadb(text, block.length, 0, NULL);
    if (json_is_object(file) && json_object_get(file, "hash")) block.path = copy_text(arena, file, "path");
    if (block.path) block.known = known_of(arena, file);
    json_decref(file);
    return block;
}

const TextFormat text_jsonl = {"", write_line, read_line};
