/* ladder_internal.h - the ladder as a lattice, shared by its parts.
 *
 * A state |J, M> is the site a = m = J + M, b = q = J - M of a lattice of stride 2 (linalg/lattice.h): m
 * quanta up and q down, next to (N - m - q)/2 singlet pairs. Line l is twice_J = base + 2 l. Both edges M =
 * -J and M = J are straight in (m, q), and along them the local processes are strong: this is what makes the
 * multigrid of the lattice work. */
#ifndef SOLVE_LADDER_INTERNAL_H
#define SOLVE_LADDER_INTERNAL_H

#include "linalg/lattice.h"
#include "solve/ladder.h"

/* Sums over the window, of weights that need not sum to 1. */
typedef struct {
    double weight, Jz, J2, JpJm, JmJp, up;
} LadderMoments;

struct LadderWorkspace {
    Lattice fine, spare; /* the window; and the next, while it is made */
    LatticeGrid grid;
    LatticeSpan *span; /* of the next window */
    long span_capacity;
    double *P_J;
    long P_J_capacity;
};

/* The six rates out of |J, M> but for their factors of m and q. */
typedef struct {
    double coefficient[N_MOVES];
} LadderLine;

/* The processes of docs/physics.md, "The ladder" (Chase and Geremia, PRA 78, 052101 (2008)), by what they do
 * to m and q: X_UP and X_DOWN stay in J, A_UP and B_UP go to J + 1, A_DOWN and B_DOWN to J - 1. The rate of a
 * move is its coefficient times  X_UP q(m + 1), X_DOWN m(q + 1), A_UP (m + 1)(m + 2), A_DOWN m(m - 1), B_UP
 * (q + 1)(q + 2), B_DOWN q(q - 1). */
LadderLine ladder_line(const LadderRates *rates, long twice_J);
double ladder_rate(const LadderLine *line, LatticeMove move, double m, double q);

/* Sets all rates of the window, and the leaks of moves to another J that lead out of it. */
void ladder_fill(const LadderRates *rates, const Lattice *window);

/* Sums of P, P M, P J(J + 1), P m(q + 1), P q(m + 1) and P (N/2 + M) over the window. */
LadderMoments ladder_moments(long N, const Lattice *window);

/* Makes room for n spans; what was there is lost. */
CircStatus ladder_reserve_spans(LadderWorkspace *workspace, long n);

/* A window of at most max_sites around the peak that a thermal population of each J would have, and that
 * population. */
CircStatus ladder_window_guess(LadderWorkspace *workspace, const LadderRates *rates, long max_sites);

/* All sites. Weights are not set. */
CircStatus ladder_window_full(LadderWorkspace *workspace, const LadderRates *rates);

/* A bound on all that the window leaves out, as a share of the moment where that is most. */
double ladder_window_neglected(const Lattice *window, long N, const LadderMoments *moments);

typedef struct {
    double neglect; /* share that may be left out */
    long sites;     /* of the window, at most */
} LadderLimits;

/* Moves those ends of the window outwards that neglect too much, and continues the populations there as they
 * fall off. trim: moves the other ends inwards as well, where this makes the window much smaller. *changed:
 * false when the window is left as it is. */
CircStatus ladder_window_fit(LadderWorkspace *workspace, const LadderRates *rates,
                             const LadderMoments *moments, const LadderLimits *limits, bool trim,
                             bool *changed);

#endif
