/* neighbour.h - a solvable generator near the true one: the preconditioner of the sector's Krylov method.
 *
 * Ordered by excitation number the generator is block tridiagonal: jumps down (D) above the diagonal, jumps
 * up (U) below it, and on it rho -> K rho + rho K', K = -i H - sum L'L/2. Eliminating from the highest block
 * downwards,
 *
 *   generator = (S + D) S^-1 (S + U),   S_k = its diagonal - D S_{k+1}^-1 U.
 *
 * The subtracted term is what leaves block k upwards and comes back. In a birth-death chain all of it comes
 * back to where it was, so the exact S has only the losses downwards. The neighbour takes that S for every
 * block, with a share of the losses upwards for what does not come back: S_k rho = K_k rho + rho K_k',
 * diagonalised once per block. */
#ifndef SOLVE_NEIGHBOUR_H
#define SOLVE_NEIGHBOUR_H

#include "solve/sector.h"

typedef struct Neighbour Neighbour;

/* NULL on no memory or where LAPACK fails; *status says which. The sector must outlive it. */
Neighbour *neighbour_create(Sector *sector, CircStatus *status);
void neighbour_free(Neighbour *neighbour);

/* x = M^-1 b in the vec convention; not the same arrays. */
void neighbour_solve(Neighbour *neighbour, const double *b, double *x);

#endif
