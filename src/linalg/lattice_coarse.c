/* The coarse chain under a lattice.
 *
 * A coarse weight e is the factor by which the fine weights around it are to change, interpolated bilinearly.
 * The fine chain in terms of e has the flows F_ij = weight_i rate_ij for rates. Of a fine edge with flows F
 * and G, the net flow F - G is put on coarse edges that together make the same difference of interpolated e,
 * and the exchange (F + G)/2 such that an e linear in (a, b) dissipates as much. So the coarse balance of e =
 * 1 is the fine imbalance, restricted: the stationary weights of the fine chain are a fixed point of the
 * correction, and all factors stay positive. After Horton and Leutenegger, SIGMETRICS 1994, 191, who
 * aggregate (e constant by pieces), which is several times slower here.
 *
 * A coarse lattice has stride 1. Under stride 2 its points are the sites of even a; under stride 1, those
 * where both a and b are even. Coarse points may lie beside the fine lattice: they are there to be
 * interpolated from. */
#include <math.h>
#include <stdlib.h>

#include "linalg/lattice_internal.h"

typedef struct {
    long a, b;
} Point;

typedef struct {
    double exchange, net; /* (F + G)/2 and (F - G)/2 */
} Flow;

static long line_of(const Lattice *lattice, Point p)
{
    return p.a + p.b - lattice->base;
}

/* The fine site (l, a) in coordinates where coarse points are the even ones: with stride 2 and odd a + b,
 * b is shifted by one to share the parity of a. */
static Point even_coordinates(const Lattice *fine, long l, long a)
{
    long b = fine->base + fine->stride * l - a;
    return (Point){a, fine->stride == 2 ? b + (fine->base & 1) : b};
}

/* The coarse points whose mean is the factor of fine point p: itself, or 2 or 4 around it. */
static int corners(Point p, Point corner[4])
{
    int n = 0;
    for (long i = 0; i <= (p.a & 1); i++)
        for (long j = 0; j <= (p.b & 1); j++) corner[n++] = (Point){p.a / 2 + i, p.b / 2 + j};
    return n;
}

static void include(LatticeSpan *span, long l, long a)
{
    if (span[l].n == 0) span[l] = (LatticeSpan){a, 1};
    if (a < span[l].first) span[l] = (LatticeSpan){a, span[l].first + span[l].n - a};
    if (a >= span[l].first + span[l].n) span[l].n = a - span[l].first + 1;
}

/* The corners of a line reach farthest at its ends, of either parity. */
static void include_corners(LatticeSpan *span, long base, const Lattice *fine, long l)
{
    long first = fine->line[l].first, n = fine->line[l].n;
    Point corner[4];
    for (long k = 0; k < n; k++) {
        if (k == 2 && n > 4) k = n - 2;
        int n_corners = corners(even_coordinates(fine, l, first + k), corner);
        for (int c = 0; c < n_corners; c++) include(span, corner[c].a + corner[c].b - base, corner[c].a);
    }
}

CircStatus lattice_coarse_shape(Lattice *coarse, const Lattice *fine)
{
    long shift = fine->stride == 2 ? fine->base & 1 : 0;
    long last = fine->base + fine->stride * (fine->n_lines - 1);
    long base = (fine->base + shift) / 2 - 1, n_lines = (last + shift) / 2 + 2 - base;
    LatticeSpan *span = calloc((size_t)n_lines, sizeof *span);
    if (!span) return CIRC_NO_MEMORY;
    for (long l = 0; l < fine->n_lines; l++) include_corners(span, base, fine, l);
    CircStatus status = lattice_shape(coarse, 1, base, n_lines, span);
    free(span);
    return status;
}

static void add_flow(const Lattice *coarse, LatticeMove move, Point from, double exchange, double net)
{
    long l = line_of(coarse, from);
    lattice_site(coarse, l, from.a)->rate[move] += exchange + net;
    lattice_neighbour(coarse, l, from.a, move)->rate[move ^ 1] += exchange - net;
}

/* A or B: along coarse edges, each unit step half of one; between two rows of them half on either. */
static void coarsen_axis(const Lattice *coarse, LatticeMove move, Point p, int stride, Flow flow)
{
    long along = move == A_UP ? p.a : p.b, across = move == A_UP ? p.b : p.a;
    int n_rows = across & 1 ? 2 : 1;
    double net = flow.net / (2 * n_rows), exchange = flow.exchange * stride / (4 * n_rows);
    for (long step = along; step < along + stride; step++)
        for (long row = across / 2; row < across / 2 + n_rows; row++)
            add_flow(coarse, move, move == A_UP ? (Point){step / 2, row} : (Point){row, step / 2}, exchange,
                     net);
}

/* X, inside a cell of the coarse lattice: half of its diagonal from (a, b + 1) to (a + 1, b). Where the edge
 * joins a corner and the centre, whose factor is the mean of all corners, the net flow is shared with the
 * cell's sides. */
static void coarsen_diagonal(const Lattice *coarse, Point p, Flow flow)
{
    Point low = {p.a / 2, (p.b - 1) / 2}, left = {low.a, low.b + 1}, right = {low.a + 1, low.b};
    if ((p.a ^ p.b) & 1) {
        add_flow(coarse, X_UP, left, flow.exchange / 4, flow.net / 2);
        return;
    }
    double net = flow.net / 4;
    add_flow(coarse, X_UP, left, flow.exchange / 4, net);
    add_flow(coarse, A_UP, p.a & 1 ? low : left, 0, net);
    add_flow(coarse, B_UP, p.a & 1 ? right : low, 0, -net);
}

static void add_leak(const Lattice *coarse, Point p, double flow)
{
    Point corner[4];
    int n = corners(p, corner);
    for (int c = 0; c < n; c++)
        lattice_site(coarse, line_of(coarse, corner[c]), corner[c].a)->leak += flow / n;
}

static void coarsen_site(const Lattice *fine, const Lattice *coarse, long l, const LatticeSite *site, long a)
{
    Point p = even_coordinates(fine, l, a);
    if (site->leak > 0) add_leak(coarse, p, site->weight * site->leak);
    for (LatticeMove move = X_UP; move < N_MOVES; move += 2) {
        const LatticeSite *to = lattice_neighbour(fine, l, a, move);
        if (!to) continue;
        double forth = site->weight * site->rate[move], back = to->weight * to->rate[move ^ 1];
        Flow flow = {(forth + back) / 2, (forth - back) / 2};
        if (move == X_UP)
            coarsen_diagonal(coarse, p, flow);
        else
            coarsen_axis(coarse, move, p, fine->stride, flow);
    }
}

/* Where the net flow exceeds the exchange, the exchange is raised to it, as in an upwind difference. */
static void make_positive(const Lattice *coarse, long l, long k)
{
    LatticeSite *site = &coarse->line[l].site[k];
    for (LatticeMove move = X_UP; move < N_MOVES; move += 2) {
        LatticeSite *to = lattice_neighbour(coarse, l, coarse->line[l].first + k, move);
        if (!to) continue;
        double excess = fmin(0, fmin(site->rate[move], to->rate[move ^ 1]));
        site->rate[move] -= excess;
        to->rate[move ^ 1] -= excess;
    }
}

void lattice_coarsen(const Lattice *fine, const Lattice *coarse)
{
    for (long i = 0; i < coarse->n_sites; i++) coarse->site[i] = (LatticeSite){.weight = 1};
    for (long l = 0; l < fine->n_lines; l++)
        for (long k = 0; k < fine->line[l].n; k++)
            coarsen_site(fine, coarse, l, &fine->line[l].site[k], fine->line[l].first + k);
    for (long l = 0; l < coarse->n_lines; l++)
        for (long k = 0; k < coarse->line[l].n; k++) make_positive(coarse, l, k);
}

void lattice_refine(const Lattice *coarse, const Lattice *fine)
{
    Point corner[4];
    for (long l = 0; l < fine->n_lines; l++)
        for (long k = 0; k < fine->line[l].n; k++) {
            int n = corners(even_coordinates(fine, l, fine->line[l].first + k), corner);
            double sum = 0;
            for (int c = 0; c < n; c++)
                sum += lattice_site(coarse, line_of(coarse, corner[c]), corner[c].a)->weight;
            fine->line[l].site[k].weight *= sum / n;
        }
}
