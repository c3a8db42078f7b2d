/* bench_sector: steady states of N distinct qubits between a hot and a cold bath, each with a stray bath; of
 * qubits with exchange; and of two detuned groups of identical ones. Solver time alone, best of three below a
 * second. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "circ/constants.h"
#include "solve/steady.h"

enum { MAX_QUBITS = 128, N_BATHS = 3 };

typedef struct {
    CircModel model;
    CircSite sites[MAX_QUBITS];
    double omega[MAX_QUBITS][2];
    CircModelBath baths[N_BATHS];
    CircTransition terms[N_BATHS][MAX_QUBITS];
    CircSiteExchange exchanges[MAX_QUBITS];
} Bench;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Qubit j is of kind[j]: kinds have a frequency, 4 GHz + kind * step, and couplings of their own. */
static void build(Bench *bench, int N, const int *kind, double step, double exchange)
{
    static const double rate[N_BATHS] = {0.5e9, 0.5e9, 0.01e9}, T[N_BATHS] = {0.384, 0.096, 0.05};
    bench->model = (CircModel){.n_sites = N,
                               .n_baths = N_BATHS,
                               .sites = bench->sites,
                               .baths = bench->baths,
                               .exchanges = bench->exchanges,
                               .n_exchanges = exchange != 0 ? N - 1 : 0};
    for (int j = 0; j < N; j++) {
        bench->omega[j][1] = 2 * CIRC_PI * (4e9 + kind[j] * step);
        bench->sites[j] = (CircSite){.name = "q", .levels = 2, .omega = bench->omega[j]};
        bench->exchanges[j] = (CircSiteExchange){j, j + 1, 2 * CIRC_PI * exchange};
    }
    for (int b = 0; b < N_BATHS; b++) {
        for (int j = 0; j < N; j++) {
            double w = bench->omega[j][1], weight = b < 2 ? 1 + 0.3 * sin(1.0 + kind[j] + 2 * b) : 1;
            bench->terms[b][j] = (CircTransition){
                j, 0, 1, w, sqrt(rate[b]) * weight, circ_occupation(w / (2 * CIRC_PI), T[b])};
        }
        bench->baths[b] = (CircModelBath){.T = T[b], .local = b == 2, .n_terms = N, .terms = bench->terms[b]};
    }
}

static int run(const Bench *bench, const char *what)
{
    SteadyOptions options = {.method = STEADY_CHOOSE};
    SteadyResult result;
    CircStatus status = CIRC_OK;
    double best = INFINITY;
    for (int i = 0; i < 3 && status == CIRC_OK; i++) {
        Steady *steady = steady_create();
        if (!steady) return 1;
        double start = now();
        status = steady_solve(steady, &bench->model, &options, &result);
        best = fmin(best, now() - start);
        steady_free(steady);
        if (best > 1) break;
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%-42s %8.0f unknowns %4d iterations %9.4f s  peak %4.0f MB  residual %.0e  imbalance %.0e  %s\n",
           what, result.dimension, result.iterations, best, (double)usage.ru_maxrss / 1024, result.residual,
           result.imbalance, circ_status_text(status));
    return status != CIRC_OK;
}

int main(int argc, char **argv)
{
    static Bench bench;
    int kind[MAX_QUBITS], most = argc > 1 ? atoi(argv[1]) : 10, failed = 0;
    char what[80];
    for (int j = 0; j < MAX_QUBITS; j++) kind[j] = j;
    for (int N = 2; N <= most; N += 2)
        for (double step = 0.02e9; step < 1e9; step *= 20) {
            build(&bench, N, kind, step, 0);
            snprintf(what, sizeof what, "%d distinct qubits, %g MHz apart", N, step / 1e6);
            failed += run(&bench, what);
        }
    for (int N = 2; N <= most - 2; N += 2) {
        build(&bench, N, kind, 0.02e9, 0.05e9);
        snprintf(what, sizeof what, "%d in a chain with exchange 50 MHz", N);
        failed += run(&bench, what);
    }
    for (int n = 5; n <= 2 * most; n *= 2) {
        for (int j = 0; j < 2 * n; j++) kind[j] = j >= n;
        build(&bench, 2 * n, kind, 0.1e9, 0);
        snprintf(what, sizeof what, "two groups of %d, 100 MHz apart", n);
        failed += run(&bench, what);
    }
    return failed > 0;
}
