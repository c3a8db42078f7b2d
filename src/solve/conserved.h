/* conserved.h - symmetries of a model that leave it with several steady states.
 *
 * A unitary that commutes with H_S and with every jump operator splits the state space into parts that never
 * mix, each with a steady state of its own: Buca and Prosen, New J. Phys. 14, 073007 (2012). These are read
 * off the model, not off a factorisation: rounding hides an exact zero. */
#ifndef SOLVE_CONSERVED_H
#define SOLVE_CONSERVED_H

#include <stdbool.h>
#include <stddef.h>

#include "circ/model.h"

/* True where one is found; `text` (size bytes) then names it and the sites, as half a sentence. It knows
 *
 * - sites that no bath and no exchange touches;
 * - interchangeable sites: equal energies, all baths and other sites act on them alike, no local bath;
 * - at T = 0, dark states: more sites of equal energy than collective baths, and no local one.
 *
 * False does not prove that there is none. */
bool conserved_find(const CircModel *model, size_t size, char *text);

/* True where the steady state is certainly unique: a local bath of nonzero temperature acts on every
 * transition of every site, so that the jump operators generate all operators (Evans, Commun. Math. Phys. 54,
 * 293 (1977)). Without exchange. */
bool conserved_nothing(const CircModel *model);

#endif
