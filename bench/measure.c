/* measure RUNS COMMAND...: runs a command as whole processes, its output thrown away; a run that fails ends
 * the measurement. Prints: median s, peak MB. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

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
    double start = bench_now();
    pid_t child = fork();
    if (child == 0) become(command);
    int status = 1;
    if (child < 0 || waitpid(child, &status, 0) < 0 || status) return -1;
    return bench_now() - start;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("Usage: measure RUNS COMMAND [ARGUMENT...]\n", stderr);
        return 2;
    }
    double seconds[BENCH_MOST_RUNS];
    int runs = bench_runs(argv[1]);
    for (int i = 0; i < runs; i++)
        if ((seconds[i] = run(argv + 2)) < 0) {
            fprintf(stderr, "measure: %s failed\n", argv[2]);
            return 1;
        }
    printf("%.3g\t%.1f\n", bench_median(runs, seconds), bench_peak(RUSAGE_CHILDREN));
    return 0;
}
