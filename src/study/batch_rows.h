/* batch_rows.h - the rows of one point of a study. */
#ifndef STUDY_BATCH_ROWS_H
#define STUDY_BATCH_ROWS_H

#include "circ/study.h"
#include "store/record.h"

/* Of more than this many qubits those that follow each other and are equal have one row. */
enum { BATCH_MOST_QUBITS = 100 };

void batch_point_rows(Record *record, const CircPoint *point, const CircRow *row);

#endif
