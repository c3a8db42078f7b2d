/* batch_remote.h - other processes that work for a batch. A build without MPI has none. */
#ifndef STUDY_BATCH_REMOTE_H
#define STUDY_BATCH_REMOTE_H

#include "study/batch_engine.h"

typedef struct BatchRemote BatchRemote; /* NULL: this process is alone */

/* False: this program cannot do what it was started for, `problem` says why. */
bool batch_remote_start(BatchRemote **remote, const char **problem);

/* Whether this process works for another one. */
bool batch_remote_is_helper(const BatchRemote *remote);

/* Works for the other one until it has no more to do. */
void batch_remote_help(BatchRemote *remote, const BatchSettings *settings);

/* Gives work to the helpers and takes their results, as far as it can without waiting. True: something came. */
bool batch_remote_serve(BatchRemote *remote, Batch *batch);

/* Sends the helpers home, and frees it. */
void batch_remote_end(BatchRemote *remote);

#endif
