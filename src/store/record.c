#include "store/record.h"

#include <math.h>
#include <string.h>

/* In front of each row and value. A row's byte is ROW + its table. */
enum { NONE, INTEGER, REAL, TEXT, ROW = 16 };

static void put(Record *record, int tag, const void *bytes, size_t size)
{
    char *at = bytes_extend(record, 1 + size);
    if (!at) return;
    *at = (char)tag;
    if (size) memcpy(at + 1, bytes, size);
}

void record_row(Record *record, TableId table)
{
    put(record, ROW + (int)table, NULL, 0);
}

void record_integer(Record *record, int64_t value)
{
    put(record, INTEGER, &value, sizeof value);
}

void record_real(Record *record, double value)
{
    if (isnan(value))
        put(record, NONE, NULL, 0);
    else
        put(record, REAL, &value, sizeof value);
}

void record_text(Record *record, const char *value)
{
    if (!value) {
        put(record, NONE, NULL, 0);
        return;
    }
    size_t length = strlen(value);
    put(record, TEXT, &length, sizeof length);
    bytes_add(record, value, length + 1);
}

RecordReader record_read(const Record *record)
{
    return (RecordReader){record->data, record->data + record->n};
}

static void take(RecordReader *reader, void *value, size_t size)
{
    memcpy(value, reader->at, size);
    reader->at += size;
}

RecordValue record_next(RecordReader *reader)
{
    RecordValue value = {.kind = VALUE_NONE};
    switch (*reader->at++) {
    case INTEGER:
        value.kind = VALUE_INTEGER;
        take(reader, &value.integer, sizeof value.integer);
        break;
    case REAL:
        value.kind = VALUE_REAL;
        take(reader, &value.real, sizeof value.real);
        break;
    case TEXT:
        value.kind = VALUE_TEXT;
        take(reader, &value.length, sizeof value.length);
        value.text = reader->at;
        reader->at += value.length + 1;
        break;
    default: break;
    }
    return value;
}

bool record_next_row(RecordReader *reader, TableId *table)
{
    while (reader->at < reader->end && *reader->at < ROW) record_next(reader);
    if (reader->at == reader->end) return false;
    *table = (TableId)(*reader->at++ - ROW);
    return true;
}

RecordReader record_read_file(const Record *record)
{
    RecordReader reader = record_read(record);
    TableId table;
    while (record_next_row(&reader, &table))
        if (table == TABLE_FILES) break;
    return reader;
}
