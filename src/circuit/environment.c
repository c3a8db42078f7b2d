#include "circuit/environment.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "circ/constants.h"
#include "circuit/line.h"
#include "linalg/dense.h"

/* Passive data may be indefinite by this much, relatively, from the rounding of its digits. */
static const double PASSIVITY_TOLERANCE = 1e-6;

int environment_size(const Network *part)
{
    return part->n_e + part->n_lines;
}

static void stamp_touchstone(const CircEnvironment *env, int index, double omega, int n, double complex *M,
                             double complex *Y)
{
    const CircTouchstone *element = &env->networks->net->touchstones[index];
    touchstone_admittance(env->touchstones[index], fabs(omega) / (2 * CIRC_PI), Y);
    for (int i = 0; i < element->n_ports; i++)
        for (int j = 0; j < element->n_ports; j++) {
            if (element->nodes[i] == 0 || element->nodes[j] == 0) continue;
            int row = env->networks->place[element->nodes[i]],
                column = env->networks->place[element->nodes[j]];
            M[(size_t)column * n + row] += Y[i * element->n_ports + j];
        }
}

static void stamp_lumped(const Network *part, double complex s, int n, double complex *M)
{
    for (int j = 0; j < part->n_e; j++)
        for (int i = 0; i < part->n_e; i++) {
            size_t k = (size_t)j * part->n_e + i;
            M[(size_t)j * n + i] = s * part->C[k] + part->G[k] + part->Gamma[k] / s;
        }
}

static int most_ports(const CircEnvironment *env, const Network *part)
{
    int most = 0;
    for (int i = 0; i < part->n_touchstones; i++) {
        int n_ports = env->networks->net->touchstones[part->touchstones[i]].n_ports;
        if (most < n_ports) most = n_ports;
    }
    return most;
}

CircStatus environment_solve(const CircEnvironment *env, const Network *part, double complex s, int n_rhs,
                             double complex *X)
{
    const CircNetlist *net = env->networks->net;
    int n = environment_size(part), n_ports = most_ports(env, part);
    double complex *M = calloc((size_t)n * n + (size_t)n_ports * n_ports + 1, sizeof *M);
    if (!M) return CIRC_NO_MEMORY;
    stamp_lumped(part, s, n, M);
    for (int i = 0; i < part->n_lines; i++) {
        int place[2];
        networks_places(env->networks, &net->lines[part->lines[i]].e, place);
        line_stamp(&net->lines[part->lines[i]], s, place, part->n_e + i, n, M);
    }
    for (int i = 0; i < part->n_touchstones; i++)
        stamp_touchstone(env, part->touchstones[i], cimag(s), n, M, M + (size_t)n * n);
    CircStatus status = dense_complex_solve(n, M, n_rhs, X);
    free(M);
    return status;
}

/* Column `port` of the root of the Hermitian part of Y. */
static void touchstone_source(const CircEnvironment *env, const CircBathRef *bath, double omega,
                              double complex *c)
{
    const CircTouchstone *element = &env->networks->net->touchstones[bath->index];
    int n = element->n_ports;
    double complex *Y = calloc(2 * (size_t)n * n, sizeof *Y);
    if (!Y) {
        c[0] = NAN;
        return;
    }
    double complex *H = Y + (size_t)n * n;
    touchstone_admittance(env->touchstones[bath->index], omega / (2 * CIRC_PI), Y);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) H[(size_t)j * n + i] = (Y[i * n + j] + conj(Y[j * n + i])) / 2;
    dense_hermitian_root(n, H, PASSIVITY_TOLERANCE);
    for (int i = 0; i < n; i++)
        if (element->nodes[i] != 0)
            c[env->networks->place[element->nodes[i]]] += H[(size_t)bath->port * n + i];
    free(Y);
}

void environment_source(const CircEnvironment *env, int bath, double omega, double complex *c)
{
    const Networks *networks = env->networks;
    double R;
    int place[2];
    memset(c, 0, (size_t)networks->part[env->bath_part[bath]].n_e * sizeof *c);
    const CircElement *element = bath_element(networks->net, bath, &R);
    if (!element) {
        touchstone_source(env, &networks->net->baths[bath], omega, c);
        return;
    }
    networks_places(networks, element, place);
    if (place[0] >= 0) c[place[0]] += 1 / sqrt(R);
    if (place[1] >= 0) c[place[1]] -= 1 / sqrt(R);
}

double complex environment_amplitude(const CircEnvironment *env, int bath, int qubit, double omega)
{
    const Networks *networks = env->networks;
    const CircElement *transmon = &networks->net->transmons[qubit].e;
    int index = env->bath_part[bath];
    if (index < 0 || index != networks_part(networks, transmon)) return 0;
    const Network *part = &networks->part[index];
    const double *A = part->A + (size_t)networks->row[qubit] * part->n_e;
    double complex *X = calloc((size_t)environment_size(part), sizeof *X), open = 0;
    if (!X) return NAN;
    environment_source(env, bath, omega, X);
    CircStatus status = environment_solve(env, part, I * omega, 1, X);
    for (int k = 0; k < part->n_e; k++) open += A[k] * X[k];
    free(X);
    if (status != CIRC_OK) return NAN;
    return env->phase[bath] * env->Q01[qubit] / CIRC_HBAR * open * sqrt(2 * CIRC_HBAR * omega);
}
