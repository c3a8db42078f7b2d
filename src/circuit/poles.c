#include "circuit/poles.h"

#include <math.h>
#include <stdlib.h>

#include "circ/constants.h"
#include "linalg/dense.h"

/* A network of capacitors, resistors and inductors alone, lines having become ladders. */
typedef struct {
    int n;
    double *C, *G, *Gamma; /* n x n */
} Lumped;

enum { SECTIONS_PER_WAVE = 12, MOST_SECTIONS = 200 };

static int sections_of(const CircLine *line, double omega_max)
{
    double waves = line->delay * omega_max / (2 * CIRC_PI);
    return waves > (double)MOST_SECTIONS / SECTIONS_PER_WAVE ? MOST_SECTIONS
                                                             : 4 + (int)(SECTIONS_PER_WAVE * waves);
}

static int lumped_size(const CircEnvironment *env, const Network *part, double omega_max)
{
    int n = part->n_e;
    for (int i = 0; i < part->n_lines; i++)
        n += sections_of(&env->networks->net->lines[part->lines[i]], omega_max) - 1;
    return n;
}

int network_poles_bound(const CircEnvironment *env, const Network *part, double omega_max)
{
    return 2 * lumped_size(env, part, omega_max);
}

/* Sections of a series inductor between two halves of a capacitor; inner nodes from *next on. */
static void stamp_ladder(const CircLine *line, int sections, const int end[2], int *next, Lumped *lumped)
{
    double C = line->delay / line->Z0 / sections, Gamma = sections / (line->delay * line->Z0);
    for (int k = 0, from = end[0], to; k < sections; k++, from = to) {
        to = k + 1 < sections ? (*next)++ : end[1];
        const int series[2] = {from, to}, left[2] = {from, -1}, right[2] = {to, -1};
        matrix_stamp(lumped->Gamma, lumped->n, series, series, Gamma);
        matrix_stamp(lumped->C, lumped->n, left, left, C / 2);
        matrix_stamp(lumped->C, lumped->n, right, right, C / 2);
    }
}

static void fill_lumped(const CircEnvironment *env, const Network *part, double omega_max, Lumped *lumped)
{
    int next = part->n_e;
    for (int i = 0; i < part->n_e; i++)
        for (int j = 0; j < part->n_e; j++) {
            size_t from = (size_t)i * part->n_e + j, to = (size_t)i * lumped->n + j;
            lumped->C[to] = part->C[from];
            lumped->G[to] = part->G[from];
            lumped->Gamma[to] = part->Gamma[from];
        }
    for (int i = 0; i < part->n_lines; i++) {
        const CircLine *line = &env->networks->net->lines[part->lines[i]];
        int end[2];
        networks_places(env->networks, &line->e, end);
        stamp_ladder(line, sections_of(line, omega_max), end, &next, lumped);
    }
}

/* x = (V, sigma V), sigma = s/unit:  [0 1; -Gamma/unit -G] x = sigma [1 0; 0 unit C] x, all admittances over
 * the largest. */
static CircStatus lumped_eigenvalues(const Lumped *lumped, double unit, double *A, double *B,
                                     double complex *s, int *n_found)
{
    int n = lumped->n;
    double largest = 0;
    for (size_t k = 0; k < (size_t)n * n; k++)
        largest = fmax(largest, fmax(fabs(lumped->G[k]),
                                     fmax(fabs(lumped->Gamma[k]) / unit, fabs(lumped->C[k]) * unit)));
    for (int i = 0; i < n; i++) {
        A[(size_t)(n + i) * 2 * n + i] = 1;
        B[(size_t)i * 2 * n + i] = 1;
        for (int j = 0; j < n; j++) {
            size_t k = (size_t)i * n + j, lower = (size_t)n + i;
            A[(size_t)j * 2 * n + lower] = -lumped->Gamma[k] / unit / largest;
            A[(size_t)(n + j) * 2 * n + lower] = -lumped->G[k] / largest;
            B[(size_t)(n + j) * 2 * n + lower] = lumped->C[k] * unit / largest;
        }
    }
    CircStatus status = dense_pencil_eigenvalues(2 * n, A, B, s, n_found);
    for (int i = 0; i < *n_found; i++) s[i] *= unit;
    return status;
}

/* 1/(v^T M(s)^-1 v), which is zero at a pole. */
static double complex inverse_response(const CircEnvironment *env, const Network *part, double complex s,
                                       double complex *X)
{
    double complex sum = 0;
    int n = environment_size(part);
    for (int i = 0; i < n; i++) X[i] = i < part->n_e ? 1 + 0.37 * sin(i + 1) : 0;
    if (environment_solve(env, part, s, 1, X) != CIRC_OK) return 0;
    for (int i = 0; i < part->n_e; i++) sum += X[i] * (1 + 0.37 * sin(i + 1));
    return 1 / sum;
}

/* Secant steps on the exact equations; a pole that runs away keeps its first value. */
static double complex refine(const CircEnvironment *env, const Network *part, double complex first,
                             double complex *X)
{
    double complex s = first, before = first * (1 + 1e-4 * I),
                   f_before = inverse_response(env, part, before, X);
    for (int i = 0; i < 50; i++) {
        double complex f = inverse_response(env, part, s, X), step = f * (s - before) / (f - f_before);
        if (f == 0 || !isfinite(creal(step)) || !isfinite(cimag(step))) break;
        before = s;
        f_before = f;
        s -= step;
        if (cabs(step) < 1e-13 * cabs(s)) break;
    }
    return cabs(s - first) < 0.2 * cabs(first) ? s : first;
}

CircStatus network_poles(const CircEnvironment *env, const Network *part, double omega_max, double complex *s,
                         int *n)
{
    Lumped lumped = {.n = lumped_size(env, part, omega_max)};
    size_t size = (size_t)lumped.n * lumped.n;
    double *block = calloc(11 * size + 1, sizeof *block);
    double complex *X = calloc((size_t)environment_size(part) + 1, sizeof *X);
    CircStatus status = CIRC_NO_MEMORY;
    int found = 0;
    *n = 0;
    if (block && X) {
        lumped.C = block, lumped.G = block + size, lumped.Gamma = block + 2 * size;
        fill_lumped(env, part, omega_max, &lumped);
        status = lumped_eigenvalues(&lumped, omega_max / 10, block + 3 * size, block + 7 * size, s, &found);
    }
    for (int i = 0; i < found; i++) {
        if (cimag(s[i]) < 0 || cabs(s[i]) == 0) continue;
        bool exact = part->n_lines == 0 || cabs(s[i]) > 1.5 * omega_max;
        s[(*n)++] = exact ? s[i] : refine(env, part, s[i], X);
    }
    free(block);
    free(X);
    return status;
}
