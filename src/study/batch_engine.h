/* batch_engine.h - what those who do a batch's work share: they take files and give records, in any order. */
#ifndef STUDY_BATCH_ENGINE_H
#define STUDY_BATCH_ENGINE_H

#include <pthread.h>

#include "study/batch_file.h"
#include "study/batch_list.h"

typedef struct {
    int file, status;
    char *problem; /* or NULL */
} BatchFailed;

typedef struct {
    const CircBatchOptions *options;
    BatchSettings settings;
    BatchList list;
    Store *store;
    pthread_mutex_t lock; /* of all that is below */
    pthread_cond_t ended; /* a file was given, and it may have been the last */
    int next, in_work;
    int n_threads; /* that are at work */
    bool stop; /* no more files are given out */
    bool lost; /* a process that worked for it */
    CircBatchProgress progress;
    int status;
    double started, flushed;
    BatchFailed *failed;
    int n_failed, failed_capacity;
} Batch;

/* The next file to do. False: there is none. */
bool batch_take(Batch *batch, int *file, BatchJob *job);

/* Its record; NULL: what is known of it is still good. */
void batch_give(Batch *batch, int file, const Record *record);

double batch_now(void); /* s */

#endif
