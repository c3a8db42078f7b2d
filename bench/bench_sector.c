/* bench_sector RUNS CASE N: the steady state of N qubits between a hot and a cold bath, each with a stray
 * bath; solver time alone. Cases: distinct, 20 MHz apart, each with couplings of its own; exchange, the same
 * in a chain with an exchange of 50 MHz; groups, two of N/2 identical qubits 100 MHz apart. Prints: unknowns,
 * iterations, median s, peak MB, residual, heat current of the hot bath (W). */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bench.h"
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

static void chosen_kinds(int *kind, const char *name, int N)
{
    bool groups = !strcmp(name, "groups");
    for (int j = 0; j < N; j++) kind[j] = groups ? j >= N / 2 : j;
}

int main(int argc, char **argv)
{
    static Bench bench;
    int kind[MAX_QUBITS], N = argc == 4 ? atoi(argv[3]) : 0;
    if (N < 1 || N > MAX_QUBITS) {
        fputs("Usage: bench_sector RUNS distinct|exchange|groups N\n", stderr);
        return 2;
    }
    double seconds[BENCH_MOST_RUNS], step = strcmp(argv[2], "groups") ? 20e6 : 100e6;
    chosen_kinds(kind, argv[2], N);
    build(&bench, N, kind, step, strcmp(argv[2], "exchange") ? 0 : 50e6);
    SteadyResult result;
    double hot = 0;
    int runs = bench_runs(argv[1]);
    for (int i = 0; i < runs; i++) {
        Steady *steady = steady_create();
        double start = bench_now();
        CircStatus status =
            steady ? steady_solve(steady, &bench.model, &(SteadyOptions){0}, &result) : CIRC_NO_MEMORY;
        seconds[i] = bench_now() - start;
        if (status != CIRC_OK) {
            fprintf(stderr, "bench_sector: %s %d: %s\n", argv[2], N, circ_status_text(status));
            return 1;
        }
        hot = result.Q[0];
        steady_free(steady);
    }
    printf("%.0f\t%d\t%.3g\t%.1f\t%.1e\t%.17g\n", result.dimension, result.iterations,
           bench_median(runs, seconds), bench_peak(RUSAGE_SELF), result.residual, hot);
    return 0;
}
