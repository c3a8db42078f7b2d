/* basis.c - counting sort of the product states by excitation number. */
#include "model/basis.h"

#include <stdlib.h>

static CircStatus count_states(Basis *basis, const CircModel *model)
{
    long states = 1;
    basis->n_sites = model->n_sites;
    basis->n_blocks = 1;
    basis->stride = malloc(((size_t)model->n_sites + 1) * sizeof *basis->stride);
    if (!basis->stride) return CIRC_NO_MEMORY;
    for (int j = 0; j < model->n_sites; j++) {
        basis->stride[j] = (int)states;
        states *= model->sites[j].levels;
        basis->n_blocks += model->sites[j].levels - 1;
        if (states > BASIS_MAX_STATES) return CIRC_TOO_LARGE;
    }
    basis->n_states = (int)states;
    return CIRC_OK;
}

static int digit(const Basis *basis, const CircModel *model, int number, int site)
{
    return number / basis->stride[site] % model->sites[site].levels;
}

static int excitations(const Basis *basis, const CircModel *model, int number)
{
    int sum = 0;
    for (int j = 0; j < basis->n_sites; j++) sum += digit(basis, model, number, j);
    return sum;
}

CircStatus basis_create(Basis *basis, const CircModel *model)
{
    *basis = (Basis){0};
    CircStatus status = count_states(basis, model);
    if (status != CIRC_OK) return status;
    size_t n = (size_t)basis->n_states;
    basis->first = calloc((size_t)basis->n_blocks + 2, sizeof *basis->first);
    basis->level = malloc(n * (size_t)basis->n_sites + 1);
    basis->state = malloc(n * sizeof *basis->state);
    basis->excitations = malloc((size_t)basis->n_blocks * sizeof *basis->excitations);
    basis->block = malloc(n * sizeof *basis->block);
    if (!basis->first || !basis->level || !basis->state || !basis->excitations || !basis->block)
        return CIRC_NO_MEMORY;
    /* first[k + 1] counts up to the start of block k + 1 while the states are dealt out */
    for (int i = 0; i < basis->n_states; i++) basis->first[excitations(basis, model, i) + 2]++;
    for (int k = 1; k <= basis->n_blocks; k++) basis->first[k + 1] += basis->first[k];
    for (int i = 0; i < basis->n_states; i++) {
        int state = basis->first[excitations(basis, model, i) + 1]++;
        basis->state[i] = state;
        for (int j = 0; j < basis->n_sites; j++)
            basis->level[state * basis->n_sites + j] = (uint8_t)digit(basis, model, i, j);
    }
    for (int k = 0; k < basis->n_blocks; k++) {
        basis->excitations[k] = k;
        for (int i = basis->first[k]; i < basis->first[k + 1]; i++) basis->block[i] = k;
    }
    return CIRC_OK;
}

void basis_free(Basis *basis)
{
    free(basis->first);
    free(basis->excitations);
    free(basis->block);
    free(basis->level);
    free(basis->stride);
    free(basis->state);
    *basis = (Basis){0};
}

int basis_level(const Basis *basis, int state, int site)
{
    return basis->level[state * basis->n_sites + site];
}

int basis_moved(const Basis *basis, int state, int site, int level)
{
    int number = 0;
    for (int j = 0; j < basis->n_sites; j++)
        number += (j == site ? level : basis_level(basis, state, j)) * basis->stride[j];
    return basis->state[number];
}

int basis_size(const Basis *basis, int block)
{
    return basis->first[block + 1] - basis->first[block];
}
