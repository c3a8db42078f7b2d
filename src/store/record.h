/* record.h - all rows that one file gives, as bytes: what a worker hands to the store, and one process to
 * another of the same kind of machine. Rows come in the order of TableId, those of a point behind it; the row of
 * `files` is the last. */
#ifndef STORE_RECORD_H
#define STORE_RECORD_H

#include <stddef.h>
#include <stdint.h>

#include "store/bytes.h"
#include "store/schema.h"

/* Cleared, freed and looked at as what it is. */
typedef Bytes Record;

/* A row begins; its values follow, one for each column. */
void record_row(Record *record, TableId table);
void record_integer(Record *record, int64_t value);
void record_real(Record *record, double value);      /* NaN: there is no value */
void record_text(Record *record, const char *value); /* NULL: likewise */

typedef struct {
    enum { VALUE_NONE, VALUE_INTEGER, VALUE_REAL, VALUE_TEXT } kind;
    int64_t integer;
    double real;
    const char *text; /* within the record, with a NUL behind it */
    size_t length;
} RecordValue;

typedef struct {
    const char *at, *end;
} RecordReader;

RecordReader record_read(const Record *record);
bool record_next_row(RecordReader *reader, TableId *table); /* false: there are no more */
RecordValue record_next(RecordReader *reader);

/* The reader at the values of the row of `files`. */
RecordReader record_read_file(const Record *record);

#endif
