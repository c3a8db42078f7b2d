/* batch_remote.h - other processes that work for a batch. A build without MPI has none. */
#ifndef STUDY_BATCH_REMOTE_H
#define STUDY_BATCH_REMOTE_H

#include "study/batch_engine.h"

/* To be called first. False: this program cannot do what it was started for, `problem` says why. */
bool batch_remote_start(const char **problem);

/* Whether this process works for another one. */
bool batch_remote_is_helper(void);

/* Works for the other one until it has no more to do. */
void batch_remote_help(const BatchSettings *settings);

/* Gives work to the helpers and takes their results, as far as it can without waiting. The number of messages. */
int batch_remote_serve(Batch *batch);

/* Sends the helpers home. `whole`: they have nothing in work. */
void batch_remote_end(bool whole);

#endif
