/* resonator.h - R, L and C of a parallel resonator from any three of its values that fix them. */
#ifndef FRONT_RESONATOR_H
#define FRONT_RESONATOR_H

#include <stdbool.h>

/* The order of the attributes of `rlc`. f in Hz, kappa = 2 pi f/Q in 1/s, Z = sqrt(L/C), Q = R/Z. ORDER rlc
 */
enum { RLC_R, RLC_L, RLC_C, RLC_F, RLC_Q, RLC_Z, RLC_KAPPA, RLC_N };

/* From the three values named by `which`. False: one of them follows from the other two. */
bool resonator_solve(const int which[3], const double value[3], double *R, double *L, double *C);

#endif
