/* bench_ladder RUNS N GAMMA_P T_P: the ladder with the article's parameters, f0 = 4 GHz, 0.5 /ns to a hot and
 * a cold bath at 8 and 2 GHz h/k_B, and a local bath of rate GAMMA_P (1/s) at T_P (K). Solver time alone.
 * Prints: states, cycles, median s, peak MB, residual, neglected probability, <J_z>. */
#include <math.h>
#include <stdio.h>

#include "bench.h"
#include "circ/circuit.h"
#include "circ/constants.h"
#include "solve/ladder.h"

static LadderRates article(long N, double gamma_p, double T_p)
{
    double f0 = 4e9, gamma = 0.5e9, nu = CIRC_H / CIRC_KB; /* T = h nu/k_B */
    double hot = circ_occupation(f0, 8e9 * nu), cold = circ_occupation(f0, 2e9 * nu),
           n_p = circ_occupation(f0, T_p);
    return (LadderRates){N, gamma * (2 + hot + cold), gamma * (hot + cold), gamma_p * (1 + n_p),
                         gamma_p * n_p};
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fputs("Usage: bench_ladder RUNS N GAMMA_P T_P\n", stderr);
        return 2;
    }
    double seconds[BENCH_MOST_RUNS];
    int runs = bench_runs(argv[1]);
    LadderRates rates = article(atol(argv[2]), atof(argv[3]), atof(argv[4]));
    LadderState state;
    for (int i = 0; i < runs; i++) {
        LadderWorkspace *workspace =
            ladder_workspace_create(); /* a new one: no start from the last solution */
        double start = bench_now();
        CircStatus status = workspace ? ladder_solve(&rates, NULL, workspace, &state) : CIRC_NO_MEMORY;
        seconds[i] = bench_now() - start;
        ladder_workspace_free(workspace);
        if (status != CIRC_OK) {
            fprintf(stderr, "bench_ladder: N = %ld: %s\n", rates.N, circ_status_text(status));
            return 1;
        }
    }
    printf("%ld\t%d\t%.3g\t%.1f\t%.1e\t%.1e\t%.12g\n", state.n_states, state.cycles,
           bench_median(runs, seconds), bench_peak(RUSAGE_SELF), state.residual, state.neglected, state.Jz);
    return 0;
}
