/* The direct photonic leak: a Landauer integral over a transmission with sharp resonances. */
#include "circuit/leak.h"

#include <float.h>
#include <gsl/gsl_integration.h>
#include <math.h>
#include <stdlib.h>

#include "circ/constants.h"
#include "circuit/poles.h"

/* Asked of the integral; where it ends, in k_B T of the hotter bath; and the most pieces that it is cut into.
 */
static const double RELATIVE_ERROR = 1e-10, CUTOFF = 60;
enum { MOST_PIECES = 20000 };

double network_transmission(const CircEnvironment *env, int from, int to, double omega)
{
    int index = env->bath_part[from];
    if (index < 0 || index != env->bath_part[to]) return 0;
    const Network *part = &env->networks->part[index];
    int n = environment_size(part);
    double complex *V = calloc(2 * (size_t)n, sizeof *V), t = 0;
    if (!V) return NAN;
    double complex *c = V + n;
    environment_source(env, from, omega, V);
    environment_source(env, to, omega, c);
    CircStatus status = environment_solve(env, part, I * omega, 1, V);
    for (int k = 0; k < part->n_e; k++) t += conj(c[k]) * V[k];
    free(V);
    return status == CIRC_OK ? 4 * creal(t * conj(t)) : NAN;
}

typedef struct {
    const CircCircuit *circuit;
    int a, b;
    double least; /* rad/s: below this the transmission is that at this */
} Leak;

/* hbar omega n, W s: k_B T at omega = 0. */
static double thermal_energy(double omega, double T)
{
    double x = T > 0 ? CIRC_HBAR * omega / (CIRC_KB * T) : HUGE_VAL;
    return x < 1e-12 ? CIRC_KB * T : x < 700 ? CIRC_HBAR * omega / expm1(x) : 0;
}

/* hbar omega [tau_ba n_a - tau_ab n_b]/2 pi. Both ways are equal but for data of nonreciprocal devices. */
static double integrand(double omega, void *context)
{
    const Leak *leak = context;
    const CircEnvironment *env = leak->circuit->environment;
    double at = fmax(omega, leak->least);
    double a = thermal_energy(omega, leak->circuit->baths[leak->a].T),
           b = thermal_energy(omega, leak->circuit->baths[leak->b].T);
    double there = network_transmission(env, leak->a, leak->b, at);
    double back =
        env->networks->net->n_touchstones > 0 ? network_transmission(env, leak->b, leak->a, at) : there;
    return (there * a - back * b) / (2 * CIRC_PI);
}

typedef struct {
    double low, high, value, error;
} Piece;

static Piece measure(gsl_function *f, double low, double high)
{
    Piece piece = {low, high, 0, 0};
    double ignored_abs, ignored_asc;
    gsl_integration_qk21(f, low, high, &piece.value, &piece.error, &ignored_abs, &ignored_asc);
    return piece;
}

/* Halves the piece of the largest error until the sum of all errors is small: Gauss and Kronrod's rule of 21
 * points on each. */
static CircStatus integrate(gsl_function *f, Piece *pieces, int n, double *value, double *error)
{
    for (int i = 0; i < n; i++) pieces[i] = measure(f, pieces[i].low, pieces[i].high);
    for (;;) {
        int worst = 0;
        *value = *error = 0;
        for (int i = 0; i < n; i++) {
            *value += pieces[i].value;
            *error += pieces[i].error;
            if (pieces[i].error > pieces[worst].error) worst = i;
        }
        if (!isfinite(*value)) return CIRC_SINGULAR;
        if (*error <= RELATIVE_ERROR * fabs(*value)) return CIRC_OK;
        double low = pieces[worst].low, high = pieces[worst].high, middle = (low + high) / 2;
        if (n == MOST_PIECES || !(low < middle && middle < high)) return CIRC_NOT_CONVERGED;
        pieces[worst] = measure(f, low, middle);
        pieces[n++] = measure(f, middle, high);
    }
}

static int ascending(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static void add_cut(double *cuts, int most, int *n, double omega, double limit)
{
    if (omega > 0 && omega < limit && *n < most) cuts[(*n)++] = omega;
}

/* Around a resonance: its frequency, and distances from it that grow tenfold from its width. */
static void cut_around(double complex pole, double *cuts, int most, int *n, double limit)
{
    double centre = cimag(pole) > 0 ? cimag(pole) : cabs(pole),
           width = fmax(fabs(creal(pole)), 1e-12 * cabs(pole));
    add_cut(cuts, most, n, centre, limit);
    for (double distance = width; distance < centre; distance *= 10) {
        add_cut(cuts, most, n, centre - distance, limit);
        add_cut(cuts, most, n, centre + distance, limit);
    }
}

/* Where the integrand has structure: at every resonance, at every decade, and at the points of data files. */
static int find_cuts(const CircEnvironment *env, const Network *part, const double complex *poles,
                     int n_poles, double limit, double *cuts, int most)
{
    int n = 0;
    for (double omega = limit; omega > 1e-9 * limit; omega /= 10) add_cut(cuts, most, &n, omega, limit);
    for (int i = 0; i < n_poles; i++) cut_around(poles[i], cuts, most, &n, limit);
    for (int i = 0; i < part->n_touchstones; i++) {
        const TouchstoneData *data = env->touchstones[part->touchstones[i]];
        for (int k = 0; k < data->n_points; k++) add_cut(cuts, most, &n, 2 * CIRC_PI * data->f[k], limit);
    }
    qsort(cuts, (size_t)n, sizeof *cuts, ascending);
    return n;
}

/* Pieces between the cuts; those nearer than rounding are joined. */
static int make_pieces(const double *cuts, int n_cuts, double limit, Piece *pieces)
{
    int n = 0;
    double low = 0;
    for (int i = 0; i <= n_cuts; i++) {
        double high = i < n_cuts ? cuts[i] : limit;
        if (high - low < 1e-13 * high) continue;
        pieces[n++] = (Piece){.low = low, .high = high};
        low = high;
    }
    return n;
}

static CircStatus integrate_leak(Leak *leak, double limit, Piece *pieces, double *cuts, double complex *poles,
                                 double *W, double *error)
{
    const CircEnvironment *env = leak->circuit->environment;
    const Network *part = &env->networks->part[env->bath_part[leak->a]];
    gsl_function f = {integrand, leak};
    int n_poles;
    CircStatus status = network_poles(env, part, limit, poles, &n_poles);
    if (status != CIRC_OK) return status;
    int n_cuts = find_cuts(env, part, poles, n_poles, limit, cuts, MOST_PIECES / 2);
    return integrate(&f, pieces, make_pieces(cuts, n_cuts, limit, pieces), W, error);
}

CircStatus circ_leak(const CircCircuit *circuit, int a, int b, double *W, double *error)
{
    const CircEnvironment *env = circuit->environment;
    double T = fmax(circuit->baths[a].T, circuit->baths[b].T), limit = CUTOFF * CIRC_KB * T / CIRC_HBAR;
    *W = *error = 0;
    if (!env || circuit->netlist->baths[a].kind == CIRC_BATH_RATE ||
        circuit->netlist->baths[b].kind == CIRC_BATH_RATE)
        return CIRC_UNSUITABLE;
    if (a == b || env->bath_part[a] < 0 || env->bath_part[a] != env->bath_part[b] || T == 0) return CIRC_OK;
    if (circuit->baths[a].T == circuit->baths[b].T && circuit->netlist->n_touchstones == 0) return CIRC_OK;
    Leak leak = {circuit, a, b, 1e-10 * limit};
    int bound = network_poles_bound(env, &env->networks->part[env->bath_part[a]], limit);
    Piece *pieces = calloc(MOST_PIECES, sizeof *pieces);
    double *cuts = malloc(MOST_PIECES / 2 * sizeof *cuts);
    double complex *poles = malloc(((size_t)bound + 1) * sizeof *poles);
    CircStatus status = CIRC_NO_MEMORY;
    if (pieces && cuts && poles) status = integrate_leak(&leak, limit, pieces, cuts, poles, W, error);
    free(pieces);
    free(cuts);
    free(poles);
    *error += CIRC_KB * T * CIRC_KB * T / (2 * CIRC_PI * CIRC_HBAR) * (CUTOFF + 1) * exp(-CUTOFF);
    return status;
}

static int resistive_baths(const CircCircuit *circuit, int baths[MOST_LEAKING])
{
    int n = 0;
    for (int b = 0; b < circuit->n_baths; b++) {
        if (circuit->netlist->baths[b].kind == CIRC_BATH_RATE) continue;
        if (n == MOST_LEAKING) return 0;
        baths[n++] = b;
    }
    return n;
}

int leak_pairs(const CircCircuit *circuit, LeakPair pairs[MOST_LEAKS])
{
    int baths[MOST_LEAKING], n = circuit->environment ? resistive_baths(circuit, baths) : 0, n_pairs = 0;
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++) {
            bool swap = circuit->baths[baths[i]].T < circuit->baths[baths[j]].T;
            LeakPair pair = {.from = baths[swap ? j : i], .to = baths[swap ? i : j]};
            CircStatus status = circ_leak(circuit, pair.from, pair.to, &pair.W, &pair.error);
            if (status == CIRC_OK || status == CIRC_NOT_CONVERGED) pairs[n_pairs++] = pair;
        }
    return n_pairs;
}
