/* Processes of an MPI job: rank 0 has the list and the results, and gives files to the others.
 *
 * A message with files goes to a helper when it has done half of those before it; they are so many that they take
 * some 20 ms. A helper sends each record when it is made. Nobody waits in MPI but at the end, for its calls burn a
 * processor while they wait. */
#include "study/batch_remote.h"

#ifndef CIRC_MPI

#include <stdlib.h>

/* Each of several processes without MPI would take itself for the only one. */
bool batch_remote_start(BatchRemote **remote, const char **problem)
{
    const char *size = getenv("OMPI_COMM_WORLD_SIZE");
    *remote = NULL;
    if (!size || atoi(size) <= 1) return true;
    *problem = "this circ was built without MPI; 'make MPI=1' builds one that mpirun can start";
    return false;
}

bool batch_remote_is_helper(const BatchRemote *remote)
{
    return remote != NULL;
}

void batch_remote_help(BatchRemote *remote, const BatchSettings *settings)
{
    (void)remote, (void)settings;
}

bool batch_remote_serve(BatchRemote *remote, Batch *batch)
{
    (void)remote, (void)batch;
    return false;
}

void batch_remote_end(BatchRemote *remote)
{
    (void)remote;
}

#else

#include <mpi.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TAG_FILES, TAG_RESULT, TAG_END };
enum { MOST_FILES = 16 }; /* in work at one helper */
static const double work_ahead = 0.02; /* s */

typedef struct {
    int in_work;
    Bytes message; /* under way while `request` is */
    MPI_Request request;
} Helper;

struct BatchRemote {
    int rank, size;
    Helper *helpers; /* rank 0: one per rank, its own unused */
    Bytes received;
};

static bool is_started_by_mpi(void)
{
    return getenv("OMPI_COMM_WORLD_SIZE") || getenv("PMIX_RANK") || getenv("PMI_RANK");
}

bool batch_remote_start(BatchRemote **result, const char **problem)
{
    int provided;
    *result = NULL;
    if (!is_started_by_mpi()) return true;
    *problem = "MPI could not be started";
    if (MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &provided) || provided < MPI_THREAD_FUNNELED) return false;
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    BatchRemote *remote = calloc(1, sizeof *remote);
    *problem = "not enough memory for the processes of the MPI job";
    if (!remote) return false;
    *result = remote;
    MPI_Comm_rank(MPI_COMM_WORLD, &remote->rank);
    MPI_Comm_size(MPI_COMM_WORLD, &remote->size);
    remote->helpers = calloc((size_t)remote->size, sizeof *remote->helpers);
    if (!remote->helpers) return false;
    for (int i = 0; i < remote->size; i++) remote->helpers[i].request = MPI_REQUEST_NULL;
    return true;
}

bool batch_remote_is_helper(const BatchRemote *remote)
{
    return remote && remote->rank > 0;
}

/* ---- messages: numbers and texts, one behind the other */

static void put_number(Bytes *message, int number)
{
    bytes_add(message, &number, sizeof number);
}

static void put_text(Bytes *message, const char *text)
{
    bytes_add(message, text ? text : "", strlen(text ? text : "") + 1);
}

static int get_number(const char **at)
{
    int number;
    memcpy(&number, *at, sizeof number);
    *at += sizeof number;
    return number;
}

static const char *get_text(const char **at)
{
    const char *text = *at;
    *at += strlen(text) + 1;
    return text[0] ? text : NULL;
}

static void put_job(Bytes *message, int file, const BatchJob *job)
{
    const StoreKnown *known = job->known;
    put_number(message, file);
    put_text(message, job->path);
    put_text(message, job->obstacle);
    put_text(message, known ? known->hash : NULL);
    put_number(message, known ? known->n_inputs : 0);
    for (int i = 0; known && i < known->n_inputs; i++) put_text(message, known->inputs[i]);
}

/* The message that is there, if one is; false: none. */
static bool receive(BatchRemote *remote, int source, MPI_Status *status)
{
    int there = 0, n = 0;
    if (MPI_Iprobe(source, MPI_ANY_TAG, MPI_COMM_WORLD, &there, status) || !there) return false;
    MPI_Get_count(status, MPI_BYTE, &n);
    bytes_clear(&remote->received);
    char *data = bytes_extend(&remote->received, (size_t)n + 1);
    if (!data) MPI_Abort(MPI_COMM_WORLD, 1);
    return !MPI_Recv(data, n, MPI_BYTE, status->MPI_SOURCE, status->MPI_TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

/* ---- a helper */

static void wait_a_little(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL);
}

/* Two records, for one may be under way while the next is made. */
typedef struct {
    Bytes message[2];
    MPI_Request request[2];
    Record record;
    int turn;
} Outbox;

static void send_result(Outbox *box, int file, bool kept)
{
    int turn = box->turn = !box->turn;
    MPI_Wait(&box->request[turn], MPI_STATUS_IGNORE);
    Bytes *message = &box->message[turn];
    bytes_clear(message);
    put_number(message, file);
    put_number(message, kept);
    if (!kept) bytes_add(message, box->record.data, box->record.n);
    if (message->failed) MPI_Abort(MPI_COMM_WORLD, 1);
    MPI_Isend(message->data, (int)message->n, MPI_BYTE, 0, TAG_RESULT, MPI_COMM_WORLD, &box->request[turn]);
}

/* Does the next file of a message. */
static void do_job(const char **at, BatchWorker *worker, Outbox *box)
{
    StoreKnown known = {.n_inputs = 0};
    int file = get_number(at);
    BatchJob job = {.path = get_text(at), .obstacle = get_text(at)};
    const char *hash = get_text(at);
    int n = get_number(at);
    const char **inputs = malloc((size_t)n * sizeof *inputs + 1);
    if (!inputs) MPI_Abort(MPI_COMM_WORLD, 1);
    for (int i = 0; i < n; i++) inputs[i] = get_text(at);
    known.inputs = inputs;
    known.n_inputs = n;
    if (hash) {
        strcpy(known.hash, hash);
        job.known = &known;
    }
    bool kept = !batch_file(worker, &job, &box->record);
    free(inputs);
    send_result(box, file, kept);
}

void batch_remote_help(BatchRemote *remote, const BatchSettings *settings)
{
    Outbox box = {.request = {MPI_REQUEST_NULL, MPI_REQUEST_NULL}};
    BatchWorker *worker = batch_worker_create(settings);
    if (!worker) MPI_Abort(MPI_COMM_WORLD, 1);
    MPI_Status status = {.MPI_TAG = TAG_FILES};
    while (status.MPI_TAG != TAG_END) {
        if (!receive(remote, 0, &status)) {
            int done;
            MPI_Testall(2, box.request, &done, MPI_STATUSES_IGNORE); /* lets MPI go on with what is under way */
            wait_a_little();
            status.MPI_TAG = TAG_FILES;
            continue;
        }
        const char *at = remote->received.data, *end = at + remote->received.n - 1;
        while (at < end) do_job(&at, worker, &box);
    }
    MPI_Waitall(2, box.request, MPI_STATUSES_IGNORE);
    for (int i = 0; i < 2; i++) bytes_free(&box.message[i]);
    bytes_free(&box.record);
    batch_worker_free(worker);
}

/* ---- rank 0 */

static void take_result(BatchRemote *remote, Batch *batch, int rank)
{
    const char *at = remote->received.data;
    int file = get_number(&at), kept = get_number(&at);
    size_t n = remote->received.n - 1 - 2 * sizeof(int);
    Record record = {.data = remote->received.data + 2 * sizeof(int), .n = n};
    batch_give(batch, file, kept ? NULL : &record);
    remote->helpers[rank].in_work--;
}

/* As many files as a helper does in a while, and not so many that the others have none in the end. */
static int files_at_once(const BatchRemote *remote, Batch *batch)
{
    pthread_mutex_lock(&batch->lock);
    int done = batch->progress.done, left = batch->list.n - batch->next;
    pthread_mutex_unlock(&batch->lock);
    double seconds = (batch_now() - batch->started) * remote->size;
    double n = seconds > 0 ? work_ahead * done / seconds : 1;
    double fair = (double)left / (2 * remote->size);
    n = n < fair ? n : fair;
    return n < 1 ? 1 : n > MOST_FILES ? MOST_FILES : (int)n;
}

/* The files of a process that is lost are not done. */
static void lose(Batch *batch, Helper *helper)
{
    pthread_mutex_lock(&batch->lock);
    batch->in_work -= helper->in_work;
    batch->stop = batch->lost = true;
    pthread_mutex_unlock(&batch->lock);
    helper->in_work = 0;
}

static void supply(BatchRemote *remote, Batch *batch, int rank)
{
    Helper *helper = &remote->helpers[rank];
    int sent = 1, file, most = files_at_once(remote, batch);
    BatchJob job;
    if (2 * helper->in_work > most) return;
    if (MPI_Test(&helper->request, &sent, MPI_STATUS_IGNORE)) lose(batch, helper);
    if (!sent) return;
    bytes_clear(&helper->message);
    while (helper->in_work < most && batch_take(batch, &file, &job)) {
        put_job(&helper->message, file, &job);
        helper->in_work++;
    }
    if (!helper->message.n) return;
    if (helper->message.failed || MPI_Isend(helper->message.data, (int)helper->message.n, MPI_BYTE, rank, TAG_FILES,
                                            MPI_COMM_WORLD, &helper->request))
        lose(batch, helper);
}

bool batch_remote_serve(BatchRemote *remote, Batch *batch)
{
    bool came = false;
    MPI_Status status;
    for (; receive(remote, MPI_ANY_SOURCE, &status); came = true) {
        take_result(remote, batch, status.MPI_SOURCE);
        supply(remote, batch, status.MPI_SOURCE);
    }
    for (int rank = 1; rank < remote->size; rank++) supply(remote, batch, rank);
    return came;
}

void batch_remote_end(BatchRemote *remote)
{
    if (!remote) return;
    for (int rank = 1; remote->rank == 0 && rank < remote->size; rank++) {
        MPI_Wait(&remote->helpers[rank].request, MPI_STATUS_IGNORE);
        MPI_Send("", 0, MPI_BYTE, rank, TAG_END, MPI_COMM_WORLD);
        bytes_free(&remote->helpers[rank].message);
    }
    MPI_Finalize();
    bytes_free(&remote->received);
    free(remote->helpers);
    free(remote);
}

#endif
