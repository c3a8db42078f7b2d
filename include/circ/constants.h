/* constants.h - the constants of nature, exact in the SI of 2019, and what follows from them. */
#ifndef CIRC_CONSTANTS_H
#define CIRC_CONSTANTS_H

#define CIRC_PI   3.14159265358979323846
#define CIRC_H    6.62607015e-34  /* J/Hz: Planck's constant */
#define CIRC_KB   1.380649e-23    /* J/K: Boltzmann's constant */
#define CIRC_E    1.602176634e-19 /* C: elementary charge */
#define CIRC_HBAR (CIRC_H / (2 * CIRC_PI))    /* J s */
#define CIRC_PHI0 (CIRC_H / (2 * CIRC_E))     /* Wb: flux quantum */
#define CIRC_PHI0_REDUCED (CIRC_HBAR / (2 * CIRC_E)) /* Wb: hbar/2e */
#define CIRC_C_LIGHT 299792458.0  /* m/s */

#endif
