/* spectrum.h - levels and charge matrix elements of one transmon.
 *
 *   H = 4 E_C (n - n_g)^2 - E_J/2 sum_n (|n><n+1| + h.c.)
 *
 * Koch et al., PRA 76, 042319 (2007). It knows no circuit: E_C and E_J (J) are loaded already. */
#ifndef CIRCUIT_SPECTRUM_H
#define CIRCUIT_SPECTRUM_H

#include "circ/circuit.h"
#include "circ/status.h"

enum { SPECTRUM_LEVELS = 10 };

typedef struct {
    int levels;
    double f[SPECTRUM_LEVELS];     /* Hz above the ground state */
    double n[SPECTRUM_LEVELS - 1]; /* |<k|n|k+1>|, in Cooper pairs */
    double slope[SPECTRUM_LEVELS]; /* d f/d E_J, Hz/J */
} Spectrum;

/* Diagonalises H in the charge basis, which grows until no wanted state reaches its edge: relative error
 * about 1e-13 of f01. 2 <= levels <= SPECTRUM_LEVELS. CIRC_NOT_CONVERGED: not in 2000 charge states. */
CircStatus spectrum_charge(double EC, double EJ, double n_g, int levels, Spectrum *spectrum);

/* The oscillator with its quartic term in first order: h f01 = sqrt(8 E_J E_C) - E_C (A13), anharmonicity
 * -E_C/h, <k|n|k+1> = (E_J/32 E_C)^(1/4) sqrt(k + 1) (A15). */
void spectrum_asymptotic(double EC, double EJ, int levels, Spectrum *spectrum);

CircStatus spectrum_find(CircSpectrumKind kind, double EC, double EJ, double n_g, int levels,
                         Spectrum *spectrum);

/* What a transmon is to have: E_J or f01 (the other is 0), and E_C or the anharmonicity (the other is 0). */
typedef struct {
    double EC, EJ;        /* J */
    double f01;           /* Hz */
    double anharmonicity; /* Hz, below 0 */
    double n_g;
} SpectrumTarget;

/* Finds the E_C and E_J of a target. Ratios of energies depend on E_J/E_C alone, so this is one root in one
 * unknown. CIRC_UNSUITABLE: no transmon has these values. */
CircStatus spectrum_solve(CircSpectrumKind kind, const SpectrumTarget *target, double *EC, double *EJ);

#endif
