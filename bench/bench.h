/* bench.h - what the bench programs measure with. Each prints one row of raw numbers, separated by tabs, of
 * one case in one process, so that its peak memory is its own; scripts/bench.sh makes tables of them. */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { BENCH_MOST_RUNS = 1000 };

/* Wall-clock time, s. */
static inline double bench_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static inline int bench_ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Sorts x. */
static inline double bench_median(int n, double *x)
{
    qsort(x, (size_t)n, sizeof *x, bench_ascending);
    return x[n / 2];
}

/* Peak memory so far of RUSAGE_SELF or RUSAGE_CHILDREN, MB. */
static inline double bench_peak(int who)
{
    struct rusage usage;
    getrusage(who, &usage);
    return (double)usage.ru_maxrss / 1024;
}

/* An argument as a number of runs. */
static inline int bench_runs(const char *argument)
{
    int runs = atoi(argument);
    return runs < 1 ? 1 : runs > BENCH_MOST_RUNS ? BENCH_MOST_RUNS : runs;
}

#endif
