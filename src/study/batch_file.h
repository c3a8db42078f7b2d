/* batch_file.h - one file of a batch: from its path to the rows that are stored of it. */
#ifndef STUDY_BATCH_FILE_H
#define STUDY_BATCH_FILE_H

#include "store/record.h"
#include "store/store.h"

/* What all files of a batch have in common. */
typedef struct {
    int n_settings;
    const char **settings; /* of parameters; one per name, by name */
    char *text;            /* all of them, for people */
    bool werror;           /* warnings count as errors */
} BatchSettings;

/* Of two settings for one name the later counts. False: no memory. */
bool batch_settings_create(BatchSettings *settings, int n, const char *const *list);
void batch_settings_free(BatchSettings *settings);

/* Memory that one thread reuses from file to file; no result depends on it. */
typedef struct BatchWorker BatchWorker;

BatchWorker *batch_worker_create(const BatchSettings *settings); /* NULL: no memory */
void batch_worker_free(BatchWorker *worker);

typedef struct {
    const char *path;
    const char *obstacle;    /* or NULL */
    const StoreKnown *known; /* or NULL */
} BatchJob;

/* False: what is known of the file is still good. Else the record has its rows; it may have failed. */
bool batch_file(BatchWorker *worker, const BatchJob *job, Record *record);

/* What a record says of its file. */
typedef struct {
    int status, n_warnings;
    const char *problem; /* within the record; NULL: none */
} BatchOutcome;
BatchOutcome batch_outcome(const Record *record);

#endif
