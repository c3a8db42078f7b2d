/* full.h - the generator on all n_states^2 matrix elements, dense: the reference of the other methods, for
 * small models.
 *
 * It uses neither the excitation number nor that rho is Hermitian. vec by rows: vec(A rho B) = (A kron B^T)
 * vec(rho). */
#ifndef SOLVE_FULL_H
#define SOLVE_FULL_H

#include "solve/sector.h"

typedef struct Full Full;

/* Factorises the generator of the sector's model. NULL: *status is CIRC_NO_MEMORY, CIRC_TOO_LARGE (the matrix
 * would pass max_bytes) or CIRC_SINGULAR. */
Full *full_create(const Sector *sector, size_t max_bytes, CircStatus *status);
void full_free(Full *full);

/* L x = b with trace 0, for a traceless b; both in the sector's vec convention. CIRC_UNSUITABLE where x has
 * coherences between different excitation numbers. */
CircStatus full_solve(Full *full, const Sector *sector, const double *b, double *x);

#endif
