#include "solve/closed.h"

#include <math.h>

#include "circ/constants.h"

/* Of the largest weight: what is smaller is left out. */
static const double LEAST_WEIGHT = 1e-20;

/* P_(J-1)/P_J of a thermal product state, J >= 1: P_J ~ d_J sinh((J + 1/2) x), d_J ~ (2J + 1)/((N/2-J)!
 * (N/2+J+1)!). It grows with J, so that P_J has one peak; ratios keep the digits that logarithms of large
 * factorials lose. */
static double weight_ratio(long N, double J, double x)
{
    double half = (double)N / 2, lower = 2 * J - 1, upper = 2 * J + 1;
    double multiplicity = lower / upper * (half + J + 1) / (half - J + 1);
    double partition = x > 0 ? exp(-x) * expm1(-lower * x) / expm1(-upper * x) : lower / upper;
    return multiplicity * partition;
}

/* The spin of largest weight, as twice J. */
static long peak_of(long N, double x)
{
    long low = N % 2, high = N; /* P rises up to the peak: the largest J with P_(J-1) <= P_J */
    while (low < high) {
        long middle = low + ((high - low) / 2 + 1) / 2 * 2;
        if (weight_ratio(N, (double)middle / 2, x) <= 1)
            low = middle;
        else
            high = middle - 2;
    }
    return low;
}

static Sectors thermal_sectors(long N, double x, CircArena *arena)
{
    long peak = peak_of(N, x), first = peak, last = peak;
    for (double P = 1; first - 2 >= 0 && P >= LEAST_WEIGHT; first -= 2)
        P *= weight_ratio(N, (double)first / 2, x);
    for (double P = 1; last + 2 <= N && P >= LEAST_WEIGHT; last += 2)
        P /= weight_ratio(N, (double)last / 2 + 1, x);
    long n = (last - first) / 2 + 1, top = (peak - first) / 2;
    double *P = circ_new(arena, double, n), sum = 0;
    P[top] = 1;
    for (long i = top; i > 0; i--) P[i - 1] = P[i] * weight_ratio(N, (double)first / 2 + (double)i, x);
    for (long i = top + 1; i < n; i++) P[i] = P[i - 1] / weight_ratio(N, (double)first / 2 + (double)i, x);
    for (long i = 0; i < n; i++) sum += P[i];
    for (long i = 0; i < n; i++) P[i] /= sum;
    return (Sectors){first, n, P};
}

Sectors closed_sectors(const CircInitial *initial, long N, double omega, CircArena *arena)
{
    bool thermal = initial->kind == CIRC_INITIAL_THERMAL && initial->T > 0;
    if (thermal) return thermal_sectors(N, CIRC_HBAR * omega / (CIRC_KB * initial->T), arena);
    bool by_J = initial->kind == CIRC_INITIAL_SECTOR || initial->kind == CIRC_INITIAL_DICKE;
    Sectors one = {by_J ? lround(2 * initial->J) : N, 1, circ_new(arena, double, 1)};
    one.P[0] = 1;
    return one;
}

/* Langevin's function, coth(y) - 1/y; y >= 0. */
static double langevin(double y)
{
    if (y > 0.1) return 1 / tanh(y) - 1 / y;
    double z = y * y;
    return y * (1.0 / 3 - z * (1.0 / 45 - z * (2.0 / 945 - z * (1.0 / 4725 - z * 2 / 93555))));
}

/* (C9), with the poles of its two terms taken out of each. */
static double thermal_Jz(double J, double x)
{
    if (isinf(x)) return -J;
    return langevin(x / 2) / 2 - (J + 0.5) * langevin((J + 0.5) * x);
}

/* J + <J_z>, which at low temperature is a small difference. */
static double thermal_excitations(double J, double x, double Jz)
{
    double d = 2 * J + 1;
    return d * x > 1 ? 1 / expm1(x) - d / expm1(d * x) : J + Jz;
}

/* Detailed balance makes <J_- J_+> = e^x <J_+ J_->, and their difference is -2 <J_z>. */
static double thermal_JpJm(double J, double x, double Jz)
{
    return x > 0 ? -2 * Jz / expm1(x) : 2 * J * (J + 1) / 3;
}

Moments closed_moments(const Sectors *sectors, long N, double down, double up)
{
    double x = up > 0 ? fmax(log1p((down - up) / up), 0) : INFINITY;
    Moments m = {0};
    for (long i = 0; i < sectors->n; i++) {
        double J = (double)(sectors->first_twice_J + 2 * i) / 2, P = sectors->P[i];
        double Jz = thermal_Jz(J, x), JpJm = thermal_JpJm(J, x, Jz);
        m.Jz += P * Jz;
        m.J2 += P * J * (J + 1);
        m.JpJm += P * JpJm;
        m.JmJp += P * (JpJm - 2 * Jz);
        m.up += P * ((double)N / 2 - J + thermal_excitations(J, x, Jz));
    }
    return m;
}
