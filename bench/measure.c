/* measure RUNS COMMAND...: runs a command as whole processes and prints wall-clock times and the peak memory.
 * Its standard output is thrown away; a run that fails ends the measurement. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void become(char **command)
{
    int null = open("/dev/null", O_WRONLY);
    if (null >= 0) {
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
    }
    execvp(command[0], command);
    perror(command[0]);
    _exit(127);
}

/* Seconds of one run; negative when it failed. */
static double run(char **command)
{
    double start = now();
    pid_t child = fork();
    if (child == 0) become(command);
    int status = 1;
    if (child < 0 || waitpid(child, &status, 0) < 0 || status) return -1;
    return now() - start;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    enum { MAX_RUNS = 1000 };
    double seconds[MAX_RUNS];
    int runs = argc > 2 ? atoi(argv[1]) : 0;
    if (runs < 1 || runs > MAX_RUNS) {
        fputs("Usage: measure RUNS COMMAND [ARGUMENT...]\n", stderr);
        return 2;
    }
    for (int i = 0; i < runs; i++)
        if ((seconds[i] = run(argv + 2)) < 0) {
            fprintf(stderr, "measure: %s failed\n", argv[2]);
            return 1;
        }
    qsort(seconds, (size_t)runs, sizeof *seconds, ascending);
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    printf("min %8.1f ms   median %8.1f ms   max %8.1f ms   peak %7.1f MB   (%d runs)\n", 1e3 * seconds[0],
           1e3 * seconds[runs / 2], 1e3 * seconds[runs - 1], (double)usage.ru_maxrss / 1024, runs);
    return 0;
}
