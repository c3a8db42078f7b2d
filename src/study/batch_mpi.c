/* Processes of an MPI job: rank 0 gives out files and stores what comes back, the others compile and solve. */
#include "study/batch_remote.h"

#ifndef CIRC_MPI

#include <stdlib.h>

/* Each of several processes without MPI would take itself for the only one. */
bool batch_remote_start(const char **problem)
{
    const char *size = getenv("OMPI_COMM_WORLD_SIZE");
    if (!size || atoi(size) <= 1) return true;
    *problem = "this circ was built without MPI: 'make MPI=1' builds one that mpirun can start";
    return false;
}

bool batch_remote_is_helper(void)
{
    return false;
}

void batch_remote_help(const BatchSettings *settings)
{
    (void)settings;
}

int batch_remote_serve(Batch *batch)
{
    (void)batch;
    return -1;
}

void batch_remote_end(bool whole)
{
    (void)whole;
}

#else

#endif
