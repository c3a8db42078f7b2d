/* The processes of the ladder in terms of m = J + M and q = J - M. */
#include "solve/ladder_internal.h"

/* Rates from |J, M> with t = 2J; docs/physics.md, "The ladder", after Chase and Geremia, PRA 78, 052101
 * (2008). Going down: (collective + local (N + 2)/4J(J + 1)) m (q + 1) in J, local (N + 2J + 2)/4J(2J + 1) m
 * (m - 1) to J - 1, and local (N - 2J)/4(J + 1)(2J + 1) (q + 1)(q + 2) to J + 1. Going up is the mirror m <->
 * q. */
LadderLine ladder_line(const LadderRates *rates, long twice_J)
{
    double N = (double)rates->N, t = (double)twice_J;
    double stay = t > 0 ? (N + 2) / (t * (t + 2)) : 0;
    double lower = t > 0 ? (N + t + 2) / (2 * t * (t + 1)) : 0;
    double raise = (N - t) / (2 * (t + 1) * (t + 2));
    return (LadderLine){{
        [X_UP] = rates->collective_up + rates->local_up * stay,
        [X_DOWN] = rates->collective_down + rates->local_down * stay,
        [A_UP] = rates->local_up * raise,
        [A_DOWN] = rates->local_down * lower,
        [B_UP] = rates->local_down * raise,
        [B_DOWN] = rates->local_up * lower,
    }};
}

double ladder_rate(const LadderLine *line, LatticeMove move, double m, double q)
{
    double coefficient = line->coefficient[move];
    switch (move) {
    case X_UP: return coefficient * q * (m + 1);
    case X_DOWN: return coefficient * m * (q + 1);
    case A_UP: return coefficient * (m + 1) * (m + 2);
    case A_DOWN: return coefficient * m * (m - 1);
    case B_UP: return coefficient * (q + 1) * (q + 2);
    default: return coefficient * q * (q - 1);
    }
}

/* Moves in J end at the end of a line. Moves to another J go on and leak: dropped as well, they would make a
 * trap of every corner of the window from where they are the way back. */
void ladder_fill(const LadderRates *rates, const Lattice *window)
{
    for (long l = 0; l < window->n_lines; l++) {
        const LatticeLine *line = &window->line[l];
        long twice_J = window->base + 2 * l;
        LadderLine out = ladder_line(rates, twice_J);
        for (long k = 0; k < line->n; k++) {
            LatticeSite *site = &line->site[k];
            long m = line->first + k;
            site->leak = 0;
            for (LatticeMove move = 0; move < N_MOVES; move++) {
                double rate = ladder_rate(&out, move, (double)m, (double)(twice_J - m));
                bool inside = lattice_neighbour(window, l, m, move);
                site->rate[move] = inside ? rate : 0;
                if (!inside && move > X_DOWN) site->leak += rate;
            }
        }
    }
}

LadderMoments ladder_moments(long N, const Lattice *window)
{
    LadderMoments sum = {0};
    for (long l = 0; l < window->n_lines; l++) {
        const LatticeLine *line = &window->line[l];
        double t = (double)(window->base + 2 * l);
        LadderMoments part = {0}; /* a line at a time: less rounding */
        for (long k = 0; k < line->n; k++) {
            double weight = line->site[k].weight, m = (double)(line->first + k), q = t - m;
            part.weight += weight;
            part.Jz += weight * (m - q) / 2;
            part.JpJm += weight * m * (q + 1);
            part.JmJp += weight * q * (m + 1);
            part.up += weight * ((double)N + m - q) / 2;
        }
        sum.weight += part.weight;
        sum.Jz += part.Jz;
        sum.J2 += part.weight * t * (t + 2) / 4;
        sum.JpJm += part.JpJm;
        sum.JmJp += part.JmJp;
        sum.up += part.up;
    }
    return sum;
}
