/* relaxation.h - how fast the steady state is reached. */
#ifndef SOLVE_RELAXATION_H
#define SOLVE_RELAXATION_H

#include "solve/steady.h"

/* -Re of the generator's eigenvalue next to 0 within the sector, 1/s, after steady_solve has found the state.
 * The eigenvalues of smallest modulus are those of largest modulus of the inverse, whose product is one
 * solve. */
CircStatus steady_relaxation(Steady *steady, double *rate);

#endif
