/* A first window of the ladder, and populations on it.
 *
 * The moves within a J have the same ratio up/down for all M, so that alone they make a geometric P(M | J);
 * it is exact when there are only collective or only local baths. With it, the chain of the Js has known
 * rates: its peak is found by bisection, and the window walks outward from there until the weights are
 * negligible. */
#include <math.h>
#include <stdlib.h>

#include "solve/ladder_internal.h"

static const double NEGLIGIBLE = 1e-18;
enum { MARGIN = 3 }; /* sites or lines beyond the negligible ones */

typedef struct {
    double up, down; /* mean rates to J + 1 and to J - 1 */
} LineFlow;

/* Weight of the less likely end of a move in J over that of the more likely one. */
static double falloff(const LadderLine *line)
{
    double up = line->coefficient[X_UP], down = line->coefficient[X_DOWN];
    return fmin(up, down) / fmax(up, down);
}

static int towards_top(const LadderLine *line)
{
    return line->coefficient[X_UP] > line->coefficient[X_DOWN];
}

static LatticeSpan thermal_span(const LadderLine *line, long twice_J)
{
    if (twice_J == 0) return (LatticeSpan){0, 1};
    double ratio = falloff(line), all = (double)twice_J + 1;
    double n = ratio < 1 ? fmin(all, ceil(log(NEGLIGIBLE) / log(ratio)) + MARGIN) : all;
    return (LatticeSpan){towards_top(line) ? twice_J + 1 - (long)n : 0, (long)n};
}

static LineFlow thermal_flow(const LadderRates *rates, long twice_J, LatticeSpan *span)
{
    LadderLine line = ladder_line(rates, twice_J);
    *span = thermal_span(&line, twice_J);
    double ratio = twice_J > 0 ? falloff(&line) : 0, weight = 1, sum = 0;
    LineFlow flow = {0, 0};
    for (long k = 0; k < span->n; k++, weight *= ratio) {
        double m = (double)(towards_top(&line) ? twice_J - k : k), q = (double)twice_J - m;
        sum += weight;
        flow.up += weight * (ladder_rate(&line, A_UP, m, q) + ladder_rate(&line, B_UP, m, q));
        flow.down += weight * (ladder_rate(&line, A_DOWN, m, q) + ladder_rate(&line, B_DOWN, m, q));
    }
    return (LineFlow){flow.up / sum, flow.down / sum};
}

/* The first twice_J from which the chain of the Js goes down rather than up. */
static long peak(const LadderRates *rates)
{
    LatticeSpan span;
    long low = 0, high = rates->N / 2, odd = rates->N & 1;
    while (low < high) {
        long middle = low + (high - low) / 2;
        double up = thermal_flow(rates, odd + 2 * middle, &span).up;
        if (up > thermal_flow(rates, odd + 2 * middle + 2, &span).down)
            low = middle + 1;
        else
            high = middle;
    }
    return odd + 2 * low;
}

/* How many lines lie between the peak and where the weights are negligible, in steps of 2 or -2 of twice_J.
 */
static long reach(const LadderRates *rates, long twice_J, int step, long max_sites, long *n_sites)
{
    LatticeSpan span;
    LineFlow here = thermal_flow(rates, twice_J, &span);
    double weight = 1;
    long n = 0;
    for (long t = twice_J + step; t >= 0 && t <= rates->N && *n_sites <= max_sites; t += step, n++) {
        LineFlow next = thermal_flow(rates, t, &span);
        weight *= step > 0 ? here.up / next.down : here.down / next.up;
        if (n > MARGIN && !(weight > NEGLIGIBLE)) break;
        *n_sites += span.n;
        here = next;
    }
    return n;
}

CircStatus ladder_reserve_spans(LadderWorkspace *workspace, long n)
{
    if (n <= workspace->span_capacity) return CIRC_OK;
    free(workspace->span);
    workspace->span = malloc((size_t)n * sizeof *workspace->span);
    workspace->span_capacity = workspace->span ? n : 0;
    return workspace->span ? CIRC_OK : CIRC_NO_MEMORY;
}

static void set_thermal_weights(const LadderRates *rates, const Lattice *window)
{
    for (long l = 0; l < window->n_lines; l++) {
        const LatticeLine *line = &window->line[l];
        LadderLine out = ladder_line(rates, window->base + 2 * l);
        double ratio = line->n > 1 ? falloff(&out) : 1, weight = 1;
        for (long k = 0; k < line->n; k++, weight *= ratio)
            line->site[towards_top(&out) ? line->n - 1 - k : k].weight = weight;
    }
}

CircStatus ladder_window_guess(LadderWorkspace *workspace, const LadderRates *rates, long max_sites)
{
    long twice_J = peak(rates);
    LatticeSpan span;
    thermal_flow(rates, twice_J, &span);
    long n_sites = span.n;
    long n_below = reach(rates, twice_J, -2, max_sites, &n_sites);
    long n_lines = n_below + 1 + reach(rates, twice_J, 2, max_sites, &n_sites);
    if (n_sites > max_sites) return CIRC_TOO_LARGE;
    CircStatus status = ladder_reserve_spans(workspace, n_lines);
    if (status) return status;
    long base = twice_J - 2 * n_below;
    for (long l = 0; l < n_lines; l++) {
        LadderLine line = ladder_line(rates, base + 2 * l);
        workspace->span[l] = thermal_span(&line, base + 2 * l);
    }
    status = lattice_shape(&workspace->fine, 2, base, n_lines, workspace->span);
    if (status) return status;
    ladder_fill(rates, &workspace->fine);
    set_thermal_weights(rates, &workspace->fine);
    lattice_balance_lines(&workspace->fine);
    return lattice_grid_shape(&workspace->grid, &workspace->fine);
}

CircStatus ladder_window_full(LadderWorkspace *workspace, const LadderRates *rates)
{
    long odd = rates->N & 1, n_lines = rates->N / 2 + 1;
    CircStatus status = ladder_reserve_spans(workspace, n_lines);
    if (status) return status;
    for (long l = 0; l < n_lines; l++) workspace->span[l] = (LatticeSpan){0, odd + 2 * l + 1};
    status = lattice_shape(&workspace->fine, 2, odd, n_lines, workspace->span);
    if (!status) ladder_fill(rates, &workspace->fine);
    return status;
}
