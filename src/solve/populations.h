/* populations.h - rate equations between eigenstates, where the populations close among themselves.
 *
 * In the full secular form without coupled degeneracies, d p_m/dt = sum_n W_mn p_n - W_nm p_m, W_mn = sum
 * over jumps of
 * |<m|L|n>|^2 (Breuer and Petruccione, The Theory of Open Quantum Systems (2002), eq. 3.145). */
#ifndef SOLVE_POPULATIONS_H
#define SOLVE_POPULATIONS_H

#include "linalg/sparse_lu.h"
#include "model/lindblad.h"

/* *close: true where no jump operator leads one state to two, or two to one: only then does it make or use no
 * coherence. */
CircStatus populations_close(const Lindblad *lindblad, bool *close);

/* The rate matrix with the trace in place of the ground state's row; L p = matrix p. */
CircStatus populations_matrix(const Lindblad *lindblad, double trace_weight, Triplets *matrix);

#endif
