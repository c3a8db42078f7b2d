/* environment.h - the response of the linear network with all junctions open, at one frequency.
 *
 *   [ s C + G + Gamma/s + lines + data files ] V = I,   s = i omega
 *
 * for the environment nodes of one network (network.h), with the far-end current of each line as one unknown
 * more. */
#ifndef CIRCUIT_ENVIRONMENT_H
#define CIRCUIT_ENVIRONMENT_H

#include <complex.h>

#include "circuit/network.h"
#include "circuit/touchstone.h"

typedef struct CircEnvironment {
    const Networks *networks;
    const TouchstoneData *const *touchstones; /* of each in the netlist */
    const int *bath_part; /* bath to network; -1: none, it is given by its rate or grounded at both ends */
    const double *Q01;    /* transmon: C */
    const double complex
        *phase; /* bath: a factor of modulus 1 that makes its first amplitude real and positive */
    double *width; /* bath: 1/s, of its response at its qubits; below 0: not asked for yet */
} CircEnvironment;

/* Number of unknowns of a network: its n_e nodes come first. */
int environment_size(const Network *part);

/* Solves for n_rhs columns X of environment_size(part) each: currents (A) in, voltages (V) out; a row of a
 * line is 0 in, its current out. s in rad/s. CIRC_SINGULAR: an undamped resonance lies at s. */
CircStatus environment_solve(const CircEnvironment *env, const Network *part, double complex s, int n_rhs,
                             double complex *X);

/* c := the source vector of a bath (n_e; sqrt(S)): its noise current has the spectral density 2 hbar omega c
 * c^H (n + 1). A resistor between p and m has (1_p - 1_m)/sqrt(R); source k of a data file has column k of
 * the root of its dissipation. */
void environment_source(const CircEnvironment *env, int bath, double omega, double complex *c);

/* The amplitude of a bath on a qubit's charge at omega (rad/s), sqrt(1/s): Q01/hbar A Z_e c sqrt(2 hbar
 * omega), times the bath's phase. NaN where the network cannot be solved. */
double complex environment_amplitude(const CircEnvironment *env, int bath, int qubit, double omega);

#endif
