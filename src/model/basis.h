/* basis.h - the states of a master equation, sorted into blocks by excitation number.
 *
 * Product states of the sites here; model/grouped.h has those of identical sites in groups. */
#ifndef MODEL_BASIS_H
#define MODEL_BASIS_H

#include <stdint.h>

#include "circ/model.h"
#include "circ/status.h"

/* Block k is the states first[k] .. first[k + 1] - 1. A steady state has no coherence between different
 * blocks. */
typedef struct {
    int n_sites, n_states, n_blocks;
    int *first;       /* n_blocks + 1 */
    int *excitations; /* n_blocks: of its states (the sum of the levels), ascending */
    int *block;       /* n_states */
    /* of product states alone */
    uint8_t *level; /* n_states x n_sites, by rows: the level of each site */
    int *stride;    /* n_sites: of a site in the number of a product state, sum of level * stride */
    int *state;     /* n_states: the state that has this number */
} Basis;

enum { BASIS_MAX_STATES = 1 << 14 };

/* Product states, one block per excitation number. CIRC_TOO_LARGE beyond BASIS_MAX_STATES. `basis` is the
 * caller's to free, after an error too. */
CircStatus basis_create(Basis *basis, const CircModel *model);
void basis_free(Basis *basis);

int basis_level(const Basis *basis, int state, int site);

/* The state with one site at another level. */
int basis_moved(const Basis *basis, int state, int site, int level);

int basis_size(const Basis *basis, int block);

#endif
