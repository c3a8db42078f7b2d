#include "circuit/spectrum.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "circ/constants.h"
#include "linalg/tridiagonal.h"

/* <a|n|b> over the charges n = first, first + 1, ... */
static double charge_element(int size, int first, const double *a, const double *b)
{
    double sum = 0;
    for (int i = 0; i < size; i++) sum += (first + i) * a[i] * b[i];
    return fabs(sum);
}

/* <a|cos phi|a> */
static double cosine(int size, const double *a)
{
    double sum = 0;
    for (int i = 0; i + 1 < size; i++) sum += a[i] * a[i + 1];
    return sum;
}

/* Level k of the oscillator with its quartic term, in units of E_C: Koch et al., (2.11). */
static double asymptotic_level(double ratio, int k)
{
    return -ratio + sqrt(8 * ratio) * (k + 0.5) - (6 * k * (k + 1) + 3) / 12.0;
}

static bool reaches_edge(int size, int levels, const double *Z, double tolerance)
{
    for (int k = 0; k < levels; k++)
        if (fabs(Z[(size_t)k * size]) + fabs(Z[(size_t)(k + 1) * size - 1]) > tolerance) return true;
    return false;
}

/* In units of E_C, in the charges first, ..., first + size - 1. The error that the cut makes is the coupling
 * across the edges, ratio/2 times the states' components there, so these say when the basis is large enough.
 */
static CircStatus diagonalise(double ratio, double n_g, int first, int size, int levels, double *work,
                              Spectrum *spectrum, bool *converged)
{
    double *d = work, *e = work + size, *w = e + size, *Z = w + levels;
    for (int i = 0; i < size; i++) {
        d[i] = 4 * (first + i - n_g) * (first + i - n_g);
        e[i] = -ratio / 2;
    }
    for (int k = 0; k < levels; k++) w[k] = asymptotic_level(ratio, k);
    CircStatus status = tridiagonal_lowest(size, d, e, levels, w, Z);
    if (status != CIRC_OK) return status;
    *converged = !reaches_edge(size, levels, Z, 1e-14 * (w[1] - w[0]) / (ratio / 2 + 1));
    spectrum->levels = levels;
    for (int k = 0; k < levels; k++) {
        spectrum->f[k] = w[k] - w[0];
        spectrum->slope[k] = (cosine(size, Z) - cosine(size, Z + (size_t)k * size)) / CIRC_H;
    }
    for (int k = 0; k + 1 < levels; k++)
        spectrum->n[k] = charge_element(size, first, Z + (size_t)k * size, Z + (size_t)(k + 1) * size);
    return CIRC_OK;
}

CircStatus spectrum_charge(double EC, double EJ, double n_g, int levels, Spectrum *spectrum)
{
    double ratio = EJ / EC, width = pow(ratio / 8, 0.25);
    bool converged = false;
    if (!(width < 300)) return CIRC_NOT_CONVERGED;
    for (int half = 8 + levels / 2 + (int)(5 * width * sqrt(levels / 3.0)); !converged; half += half / 2) {
        int size = 2 * half + 1;
        if (size > 20000) return CIRC_NOT_CONVERGED;
        double *work = malloc(((size_t)size * (2 + levels) + levels) * sizeof *work);
        if (!work) return CIRC_NO_MEMORY;
        CircStatus status =
            diagonalise(ratio, n_g - round(n_g), -half, size, levels, work, spectrum, &converged);
        free(work);
        if (status != CIRC_OK) return status;
    }
    for (int k = 0; k < levels; k++) spectrum->f[k] *= EC / CIRC_H;
    return CIRC_OK;
}

void spectrum_asymptotic(double EC, double EJ, int levels, Spectrum *spectrum)
{
    spectrum->levels = levels;
    for (int k = 0; k < levels; k++)
        spectrum->f[k] = (k * sqrt(8 * EJ * EC) - k * (k + 1) / 2.0 * EC) / CIRC_H;
    for (int k = 0; k < levels; k++) spectrum->slope[k] = k * sqrt(2 * EC / EJ) / CIRC_H;
    for (int k = 0; k + 1 < levels; k++) spectrum->n[k] = pow(EJ / (32 * EC), 0.25) * sqrt(k + 1);
}

CircStatus spectrum_find(CircSpectrumKind kind, double EC, double EJ, double n_g, int levels,
                         Spectrum *spectrum)
{
    if (kind == CIRC_SPECTRUM_CHARGE) return spectrum_charge(EC, EJ, n_g, levels, spectrum);
    spectrum_asymptotic(EC, EJ, levels, spectrum);
    return spectrum->f[1] > 0 ? CIRC_OK : CIRC_UNSUITABLE;
}

/* A function of x = ln(E_J/E_C), ascending for transmons, that is 0 where they have the ratio of energies
 * that a target asks for. */
typedef struct {
    CircSpectrumKind kind;
    const SpectrumTarget *target;
    double wanted; /* f01 over E_C/h, over the anharmonicity; or E_J/h over the anharmonicity */
    CircStatus status;
} RatioSearch;

/* At x, and its derivative. */
static double mismatch_and_slope(RatioSearch *search, double x, double *slope)
{
    Spectrum s = {.f = {0}};
    double ratio = exp(x), rise = CIRC_H * ratio; /* d E_J/dx */
    search->status = spectrum_find(search->kind, CIRC_H, CIRC_H * ratio, search->target->n_g, 3, &s); /* E_C/h = 1 Hz */
    bool plain = search->target->anharmonicity == 0;
    double over = plain ? 1 : 2 * s.f[1] - s.f[2], over_slope = plain ? 0 : rise * (2 * s.slope[1] - s.slope[2]);
    double energy = search->target->f01 > 0 ? s.f[1] : ratio,
           energy_slope = search->target->f01 > 0 ? rise * s.slope[1] : ratio;
    *slope = energy_slope / energy - over_slope / over;
    return over > 0 ? log(energy / over / search->wanted) : -HUGE_VAL;
}

static double mismatch(RatioSearch *search, double x)
{
    double slope;
    return mismatch_and_slope(search, x, &slope);
}

/* The root in [low, high]: secants that keep the bracket, with the Illinois rule against an end that stays.
 */
static double find_root(RatioSearch *search, double low, double f_low, double high, double f_high)
{
    double x = low;
    int side = 0;
    for (int i = 0; i < 200 && high - low > 1e-15 * fabs(high) && search->status == CIRC_OK; i++) {
        x = isfinite(f_low) ? high - f_high * (high - low) / (f_high - f_low) : (low + high) / 2;
        double f = mismatch(search, x);
        if (fabs(f) < 1e-15) break;
        if (f > 0) {
            high = x, f_high = f;
            if (side == 1) f_low /= 2;
            side = 1;
        } else {
            low = x, f_low = f;
            if (side == -1) f_high /= 2;
            side = -1;
        }
    }
    return x;
}

/* Where E_J/E_C is looked for: with the anharmonicity, only where the spectrum is a transmon's, since its
 * ratio to f01 is not monotonic below. */
static const double LEAST_RATIO = 1e-3, LEAST_RATIO_ANHARMONIC = 10, LARGEST_RATIO = 1e8;

/* Newton's method, which the asymptotic guess is near enough for as a rule; false: it is not. */
static bool iterate(RatioSearch *search, double least, double most, double *x)
{
    enum { MOST_STEPS = 8 };
    const double LONGEST = 0.5, LAST = 1e-8; /* the error after a step is about its square */
    for (int i = 0; i < MOST_STEPS; i++) {
        double slope, f = mismatch_and_slope(search, *x, &slope), step = -f / slope;
        if (search->status != CIRC_OK || !(slope > 0) || !(fabs(step) < LONGEST)) return false;
        *x += step;
        if (*x < least || *x > most) return false;
        if (fabs(step) < LAST) return true;
    }
    return false;
}

static double solve_ratio(RatioSearch *search, double guess)
{
    double least = log(search->target->anharmonicity == 0 ? LEAST_RATIO : LEAST_RATIO_ANHARMONIC),
           most = log(LARGEST_RATIO), x = log(guess);
    if (x > least && x < most && iterate(search, least, most, &x)) return exp(x);
    double low = fmin(fmax(log(guess) - 0.1, least), most), high = fmin(low + 0.2, most), step = 0.4;
    double f_low = mismatch(search, low), f_high = mismatch(search, high);
    for (; f_low > 0 && low > least; step *= 2) {
        high = low, f_high = f_low;
        low = fmax(low - step, least);
        f_low = mismatch(search, low);
    }
    for (; f_high < 0 && high < most && search->status == CIRC_OK; step *= 2) {
        low = high, f_low = f_high;
        high = fmin(high + step, most);
        f_high = mismatch(search, high);
    }
    if (search->status != CIRC_OK) return 0;
    if (f_low > 0 || f_high < 0) search->status = CIRC_UNSUITABLE;
    return search->status == CIRC_OK ? exp(find_root(search, low, f_low, high, f_high)) : 0;
}

static CircStatus solve_from_anharmonicity(RatioSearch *search, double *EC, double *EJ)
{
    const SpectrumTarget *target = search->target;
    Spectrum s;
    if (!(target->anharmonicity < 0)) return CIRC_UNSUITABLE;
    search->wanted = (target->f01 > 0 ? target->f01 : target->EJ / CIRC_H) / -target->anharmonicity;
    double ratio = solve_ratio(search, target->f01 > 0 ? (search->wanted + 1) * (search->wanted + 1) / 8
                                                       : search->wanted);
    if (search->status == CIRC_OK)
        search->status = spectrum_find(search->kind, CIRC_H, CIRC_H * ratio, target->n_g, 3, &s);
    if (search->status != CIRC_OK) return search->status;
    *EC = CIRC_H * target->anharmonicity / (s.f[2] - 2 * s.f[1]);
    *EJ = *EC * ratio;
    return CIRC_OK;
}

CircStatus spectrum_solve(CircSpectrumKind kind, const SpectrumTarget *target, double *EC, double *EJ)
{
    RatioSearch search = {.kind = kind, .target = target};
    if (target->anharmonicity != 0) return solve_from_anharmonicity(&search, EC, EJ);
    *EC = target->EC;
    *EJ = target->EJ;
    if (!(target->f01 > 0)) return CIRC_OK;
    search.wanted = target->f01 * CIRC_H / target->EC;
    *EJ = *EC * solve_ratio(&search, (search.wanted + 1) * (search.wanted + 1) / 8);
    return search.status;
}
