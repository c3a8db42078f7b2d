/* What a window leaves out, and a window that leaves out less.
 *
 * At an end where the lattice goes on, the populations beyond are bounded by a geometric series with the
 * ratio of the last ones inside. Populations are measured by their share of the worst moment: where nearly
 * all qubits are in their ground state, <J+J-> and the currents are made of populations far below 1e-14. */
#include <math.h>
#include <stdlib.h>

#include "solve/ladder_internal.h"

/* An end that is moved goes on until only this part of its allowance lies beyond. */
static const double SPARE = 1e-3;
enum { MARGIN = 2 };

/* Where populations rise towards an end, as on a plateau of 1e-25, all beyond are taken to be at most so much
 * larger. */
static const double RISE = 1000;

/* In place of a line's number: the lines themselves, each with its sum of shares. */
enum { LINES = -1 };

typedef struct {
    const Lattice *window;
    long N; /* qubits */
    const LadderMoments *moments;
    double of_lines, of_sites; /* allowed beyond an end of the lines, and of the sites of a line */
    bool trim;
} Fit;

typedef struct {
    double value; /* bound on all beyond the end */
    double ratio; /* of the series; 1 or more: there is none */
} Tail;

/* The share of site |m, q> in the moment where it is largest. */
static double site_share(const Fit *fit, long l, long k)
{
    const LadderMoments *moments = fit->moments;
    const LatticeLine *line = &fit->window->line[l];
    double weight = line->site[k].weight;
    double m = (double)(line->first + k), q = (double)(fit->window->base + 2 * l) - m;
    double share = weight / moments->weight;
    if (moments->JpJm > 0) share = fmax(share, weight * m * (q + 1) / moments->JpJm);
    if (moments->JmJp > 0) share = fmax(share, weight * q * (m + 1) / moments->JmJp);
    if (moments->up > 0) share = fmax(share, weight * ((double)fit->N + m - q) / 2 / moments->up);
    return share;
}

static long length(const Fit *fit, long l)
{
    return l == LINES ? fit->window->n_lines : fit->window->line[l].n;
}

/* The share of the i-th line, or site of line l, counted inwards from the last (end 1) or from the first (end
 * 0). */
static double share(const Fit *fit, long l, int end, long i)
{
    long k = end ? length(fit, l) - 1 - i : i;
    if (l != LINES) return site_share(fit, l, k);
    double sum = 0;
    for (long site = 0; site < fit->window->line[k].n; site++) sum += site_share(fit, k, site);
    return sum;
}

/* How many lines, or sites of line l, there are beyond an end. */
static long n_beyond(const Fit *fit, long l, int end)
{
    const Lattice *window = fit->window;
    if (l == LINES) return end ? (fit->N - window->base) / 2 - (window->n_lines - 1) : window->base / 2;
    const LatticeLine *line = &window->line[l];
    return end ? window->base + 2 * l - (line->first + line->n - 1) : line->first;
}

static Tail tail(const Fit *fit, long l, int end)
{
    long beyond = n_beyond(fit, l, end), n = length(fit, l);
    if (beyond == 0) return (Tail){0, 0};
    if (n < 2) return (Tail){INFINITY, 1};
    double last = share(fit, l, end, 0), before = share(fit, l, end, 1);
    if (!(last > 0)) return (Tail){0, 0};
    double ratio = last / before;
    if (n > 2) ratio = fmax(ratio, before / share(fit, l, end, 2));
    last = fmax(last, before * ratio); /* the end itself lies low: what has leaked there does not come back */
    return (Tail){last * (ratio < 1 ? ratio / (1 - ratio) : RISE * (double)beyond), ratio};
}

double ladder_window_neglected(const Lattice *window, long N, const LadderMoments *moments)
{
    Fit fit = {.window = window, .N = N, .moments = moments};
    double sum = tail(&fit, LINES, 0).value + tail(&fit, LINES, 1).value;
    for (long l = 0; l < window->n_lines; l++)
        for (int end = 0; end < 2; end++) sum += tail(&fit, l, end).value;
    return sum;
}

/* How many lines or sites to add at an end: at most about as many as there are. Negative: how many to take
 * away. */
static long wanted(const Fit *fit, long l, int end)
{
    Tail beyond = tail(fit, l, end);
    double allowed = l == LINES ? fit->of_lines : fit->of_sites;
    long n = length(fit, l), spare = 0;
    if (beyond.value > allowed) {
        double most = (double)n + 16;
        if (!(beyond.ratio < 1)) return (long)most;
        return (long)fmin(most, ceil(log(SPARE * allowed / beyond.value) / log(beyond.ratio))) + MARGIN;
    }
    if (!fit->trim) return 0;
    double sum = share(fit, l, end, 0);
    while (sum <= SPARE * allowed && ++spare < n) sum += share(fit, l, end, spare);
    return spare > MARGIN && spare < n ? MARGIN - spare : 0;
}

static long within(long x, long low, long high)
{
    return x < low ? low : x > high ? high : x;
}

static LatticeSpan fitted_span(const Fit *fit, long l)
{
    const LatticeLine *line = &fit->window->line[l];
    long twice_J = fit->window->base + 2 * l, low = wanted(fit, l, 0), high = wanted(fit, l, 1);
    if (line->n + low + high < 1) low = high = 0;
    long first = within(line->first - low, 0, twice_J);
    return (LatticeSpan){first, within(line->first + line->n - 1 + high, first, twice_J) - first + 1};
}

/* Sites that crowd at M = J rather than at M = -J. */
static bool at_top(LatticeSpan span, long twice_J)
{
    return span.first > 0 && span.first + span.n == twice_J + 1;
}

/* The span of one line, put on another. */
static LatticeSpan moved_span(LatticeSpan span, long from, long to)
{
    if (span.n == from + 1) return (LatticeSpan){0, to + 1};
    long first = within(at_top(span, from) ? span.first + to - from : span.first, 0, to);
    return (LatticeSpan){first, within(span.n, 1, to - first + 1)};
}

/* The weight at m = a of line l, continued beyond the line's ends. */
static double continued(const LatticeLine *line, long a)
{
    long k = within(a - line->first, 0, line->n - 1), beyond = labs(a - line->first - k);
    if (beyond == 0 || line->n < 2) return line->site[k].weight;
    double ratio = line->site[k].weight / line->site[k ? k - 1 : 1].weight;
    return line->site[k].weight * pow(ratio < 1 ? ratio : 1, (double)beyond);
}

static void continue_weights(const Fit *fit, const Lattice *next)
{
    const double least = 1e-290, ratio[2] = {tail(fit, LINES, 0).ratio, tail(fit, LINES, 1).ratio};
    const Lattice *window = fit->window;
    for (long i = 0; i < next->n_lines; i++) {
        long l = (next->base - window->base) / 2 + i, near = within(l, 0, window->n_lines - 1);
        const LatticeLine *from = &window->line[near], *to = &next->line[i];
        bool top = at_top((LatticeSpan){from->first, from->n}, window->base + 2 * near);
        long shift = top ? 2 * (l - near) : 0;
        double factor = l == near ? 1 : pow(ratio[l > near], (double)labs(l - near));
        for (long k = 0; k < to->n; k++)
            to->site[k].weight = fmax(least, factor * continued(from, to->first + k - shift));
    }
}

/* Makes a span reach from `low` to `high` at least. */
static void stretch(LatticeSpan *span, long twice_J, long low, long high)
{
    long last = span->first + span->n - 1;
    low = within(low, 0, twice_J);
    high = within(high, 0, twice_J);
    if (low < span->first) span->first = low;
    if (high > last) last = high;
    span->n = last - span->first + 1;
}

/* Lets no end step back by more than STEP from one line to the next, beyond the lattice's own directions (m
 * or q constant), and counts the sites: what relaxes well are smooth windows, and those without notches.
 */
static long smooth_ends(LatticeSpan *span, long base, long n_lines)
{
    enum { STEP = 2 };
    for (long i = 1; i < n_lines; i++)
        stretch(&span[i], base + 2 * i, span[i - 1].first + 2 + STEP,
                span[i - 1].first + span[i - 1].n - 1 - STEP);
    long n_sites = span[n_lines - 1].n;
    for (long i = n_lines - 2; i >= 0; i--) {
        stretch(&span[i], base + 2 * i, span[i + 1].first + STEP,
                span[i + 1].first + span[i + 1].n - 3 - STEP);
        n_sites += span[i].n;
    }
    return n_sites;
}

/* Sets workspace->span, the spans of the next window, and counts its sites. */
static CircStatus fit_spans(LadderWorkspace *workspace, const Fit *fit, long *base, long *n_lines,
                            long *n_sites)
{
    const Lattice *window = fit->window;
    long low = wanted(fit, LINES, 0), high = wanted(fit, LINES, 1),
         last = window->base + 2 * (window->n_lines - 1);
    *base = within(window->base - 2 * low, fit->N & 1, last);
    *n_lines = (within(last + 2 * high, *base, fit->N) - *base) / 2 + 1;
    CircStatus status = ladder_reserve_spans(workspace, *n_lines);
    if (status) return status;
    for (long i = 0; i < *n_lines; i++) {
        long near = within((*base - window->base) / 2 + i, 0, window->n_lines - 1);
        workspace->span[i] = moved_span(fitted_span(fit, near), window->base + 2 * near, *base + 2 * i);
    }
    *n_sites = smooth_ends(workspace->span, *base, *n_lines);
    return CIRC_OK;
}

/* A new window of n_sites is worth its while where it goes beyond the old one, or is much smaller. */
static bool worth(const Lattice *window, const LatticeSpan *span, long base, long n_lines, long n_sites)
{
    if (2 * n_sites < window->n_sites) return true;
    for (long i = 0; i < n_lines; i++) {
        long l = (base - window->base) / 2 + i;
        if (l < 0 || l >= window->n_lines) return true;
        const LatticeLine *old = &window->line[l];
        if (span[i].first < old->first || span[i].first + span[i].n > old->first + old->n) return true;
    }
    return false;
}

CircStatus ladder_window_fit(LadderWorkspace *workspace, const LadderRates *rates,
                             const LadderMoments *moments, const LadderLimits *limits, bool trim,
                             bool *changed)
{
    const Lattice *window = &workspace->fine;
    double of_lines = limits->neglect / 8, of_sites = of_lines / (double)window->n_lines;
    Fit fit = {window, rates->N, moments, of_lines, of_sites, trim};
    long base, n_lines, n_sites;
    CircStatus status = fit_spans(workspace, &fit, &base, &n_lines, &n_sites);
    if (status) return status;
    *changed = worth(window, workspace->span, base, n_lines, n_sites);
    if (!*changed) return CIRC_OK;
    if (n_sites > limits->sites) return CIRC_TOO_LARGE;
    status = lattice_shape(&workspace->spare, 2, base, n_lines, workspace->span);
    if (status) return status;
    continue_weights(&fit, &workspace->spare);
    ladder_fill(rates, &workspace->spare);
    Lattice old = workspace->fine;
    workspace->fine = workspace->spare;
    workspace->spare = old;
    return lattice_grid_shape(&workspace->grid, &workspace->fine);
}
