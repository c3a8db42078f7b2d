#include "solve/record.h"

#include <math.h>
#include <time.h>

static const double LARGEST_LOSS = 1e-10, LARGEST_IMBALANCE = 1e-10;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

Record record_create(const CircModel *model, const CircTransient *transient, CircArena *arena)
{
    size_t n = (size_t)transient->n;
    Record record = {.model = model, .transient = transient, .time = now()};
    record.at = circ_new(arena, CircSolution, n);
    record.Q = circ_new(arena, double, n *(size_t)model->n_baths);
    for (int i = 0; i < transient->n; i++) {
        record.at[i].t = transient->times[i];
        record.at[i].Q = record_currents(&record, i);
    }
    return record;
}

void record_describe(Record *record, const char *method, const char *reason, double dimension)
{
    for (int i = 0; i < record->transient->n; i++) {
        record->at[i].method = method;
        record->at[i].reason = reason;
        record->at[i].dimension = dimension;
    }
}

void record_sites(Record *record, const Lindblad *lindblad, CircArena *arena)
{
    record->sites = sites_rooms(lindblad, record->model, record->transient->n, arena);
    for (int i = 0; i < record->transient->n; i++) record->at[i].sites = &record->sites[i].seen;
}

double *record_currents(Record *record, int i)
{
    return record->Q + (size_t)i * (size_t)record->model->n_baths;
}

bool record_is_lossy(const Record *record)
{
    return !(record->lost <= LARGEST_LOSS);
}

bool record_is_unbalanced(const Record *record)
{
    return !(record->imbalance <= LARGEST_IMBALANCE);
}

CircStatus record_keep(Record *record, int i, const Instant *instant)
{
    double sum = 0, clock = now();
    for (int b = 0; b < record->model->n_baths; b++) sum += record->at[i].Q[b];
    record->lost = fabs(instant->probability - 1);
    record->imbalance = fabs(sum - instant->dE_dt) / (instant->gross > 0 ? instant->gross : 1);
    CircSolution *s = &record->at[i];
    s->residual = record->lost;
    s->imbalance = record->imbalance;
    s->iterations = (int)instant->steps;
    s->seconds = clock - record->time;
    s->Jz = instant->Jz;
    s->J2 = instant->J2;
    record->time = clock;
    return record_is_lossy(record) || record_is_unbalanced(record) ? CIRC_NOT_CONVERGED : CIRC_OK;
}
