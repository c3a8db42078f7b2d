/* batch_list.h - the files that a batch is of: what its paths name, in their order. */
#ifndef STUDY_BATCH_LIST_H
#define STUDY_BATCH_LIST_H

#include <stdbool.h>

typedef struct {
    char *path;
    char *obstacle; /* why there is no file to read; NULL: there may be one */
} BatchItem;

typedef struct {
    BatchItem *items;
    int n, capacity;
    bool failed; /* no memory */
} BatchList;

/* A folder stands for all *.circ in it and below, by name, through symbolic links; one that leads back to a folder it is
 * in is an item with an obstacle. A path that is not there and has *, ? or [ in it is a glob. */
void batch_list_add(BatchList *list, const char *path);

/* Of items with one path the first stays. False: no memory. */
bool batch_list_make_unique(BatchList *list);

void batch_list_free(BatchList *list);

#endif
