#include "solve/closed.h"

#include <math.h>

#include "circ/constants.h"

/* log of sum_M exp(-M x), M from -J to J: log(sinh((J + 1/2) x)/sinh(x/2)) without overflow. */
static double log_partition(double J, double x)
{
    if (x * (J + 0.5) < 1e-8) return log(2 * J + 1);
    return J * x + log(-expm1(-(2 * J + 1) * x)) - log(-expm1(-x));
}

/* log of the number of times that the spin J occurs among N spins 1/2. */
static double log_multiplicity(long N, double J)
{
    double lower = N / 2.0 - J, upper = N / 2.0 + J;
    return lgamma(N + 1.0) - lgamma(lower + 1) - lgamma(upper + 1) + log((2 * J + 1) / (upper + 1));
}

static Sectors thermal_sectors(long N, double x, CircArena *arena)
{
    const double LEAST = log(1e-20);
    long n_all = N / 2 + 1, first_twice_J = N % 2;
    double *weight = circ_new(arena, double, n_all), largest = -INFINITY, sum = 0;
    for (long i = 0; i < n_all; i++) {
        double J = (first_twice_J + 2 * i) / 2.0;
        weight[i] = log_multiplicity(N, J) + log_partition(J, x);
        largest = fmax(largest, weight[i]);
    }
    long first = 0, last = n_all - 1;
    while (weight[first] - largest < LEAST) first++;
    while (weight[last] - largest < LEAST) last--;
    for (long i = first; i <= last; i++) sum += weight[i] = exp(weight[i] - largest);
    for (long i = first; i <= last; i++) weight[i] /= sum;
    return (Sectors){first_twice_J + 2 * first, last - first + 1, weight + first};
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
    double x = up > 0 ? fmax(log(down / up), 0) : INFINITY;
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
