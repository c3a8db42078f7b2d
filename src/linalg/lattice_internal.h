/* lattice_internal.h - what the parts of the lattice share. */
#ifndef LINALG_LATTICE_INTERNAL_H
#define LINALG_LATTICE_INTERNAL_H

#include "linalg/lattice.h"

/* Gives `coarse` the sites that the interpolation onto `fine` reads. */
CircStatus lattice_coarse_shape(Lattice *coarse, const Lattice *fine);

/* Sets the coarse chain: weights 1, rates from the flows of `fine`. */
void lattice_coarsen(const Lattice *fine, const Lattice *coarse);

/* Multiplies the weights of `fine` by those of `coarse`, interpolated. */
void lattice_refine(const Lattice *coarse, const Lattice *fine);

#endif
