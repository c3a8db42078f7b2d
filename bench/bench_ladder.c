/* bench_ladder N [gamma_p/1e9 T_p [gamma_c gamma_h ...]] */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "solve/ladder.h"

static const double h = 6.62607015e-34, k_B = 1.380649e-23, f0 = 4e9;

static double occupation(double T)
{
    return 1 / expm1(h * f0 / (k_B * T));
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv)
{
    long N = argc > 1 ? atol(argv[1]) : 400;
    double gamma = 0.5e9, gamma_p = argc > 2 ? atof(argv[2]) : 0.01e9, T_p = argc > 3 ? atof(argv[3]) : 0.05;
    double n_h = occupation(0.383939445869), n_c = occupation(0.0959848614673), n_p = occupation(T_p);
    LadderRates rates = {N, gamma * (2 + n_h + n_c), gamma * (n_h + n_c), gamma_p * (1 + n_p), gamma_p * n_p};
    LadderWorkspace *workspace = ladder_workspace_create();
    LadderState state;
    double best = 1e9;
    CircStatus status = CIRC_OK;
    for (int i = 0; i < (argc > 4 ? atoi(argv[4]) : 3); i++) {
        double start = now();
        status = ladder_solve(&rates, NULL, workspace, &state);
        best = fmin(best, now() - start);
    }
    double in = rates.collective_up * state.JmJp + rates.local_up * ((double)N - state.up);
    double out = rates.collective_down * state.JpJm + rates.local_down * state.up;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("N %ld %s: lines %ld states %ld cycles %d, %.3g s, %.1f MB, residual %.1e neglected %.1e balance %.1e Jz %.15g\n", N,
           circ_status_text(status), state.n_lines, state.n_states, state.cycles, best, (double)usage.ru_maxrss / 1024,
           state.residual, state.neglected, (in - out) / (in + out), state.Jz);
    ladder_workspace_free(workspace);
    return status;
}
