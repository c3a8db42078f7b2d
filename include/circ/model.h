/* model.h - stage 4: the Lindblad master equation of the qubits.
 *
 *   d rho/dt = -i [H, rho] + sum over baths b of D_b(rho),   H/hbar = sum_j sum_k omega_jk |k><k|_j
 *   a collective bath has one jump operator per direction, L_b = sum of amplitude sqrt(1+n) |lower><upper| over its
 *   terms, and its counterpart sqrt(n) |upper><lower|; a local bath has such a pair for each site by itself.
 *
 * Angular frequencies in rad/s, rates in 1/s. It knows neither capacitors nor how it will be solved. */
#ifndef CIRC_MODEL_H
#define CIRC_MODEL_H

#include "circ/circuit.h"

typedef struct {
    const char *name;
    CircSpan span;
    int levels;          /* >= 2 */
    const double *omega; /* levels: energy/hbar above the ground state, rad/s */
    const double *charge; /* levels - 1: <k|Q|k+1>/<0|Q|1> */
} CircSite;

typedef struct {
    int site;
    short lower, upper;       /* levels of the site */
    double omega;             /* rad/s, of the transition */
    double complex amplitude; /* sqrt(1/s) */
    double n;                 /* occupation of the bath at omega */
} CircTransition;

typedef struct {
    const char *name;
    CircSpan span;
    double T; /* K */
    bool local;
    int n_terms;
    const CircTransition *terms; /* ascending site */
} CircModelBath;

/* H/hbar = g (s+_a s-_b + h.c.), where s- = sum over k of charge_k |k><k+1|. */
typedef struct {
    int a, b;
    double g; /* rad/s */
} CircSiteExchange;

typedef struct {
    int n_sites, n_baths, n_exchanges;
    const CircSiteExchange *exchanges;
    const CircSite *sites;
    const CircModelBath *baths;
    bool identical; /* two levels, equal energies, no exchange, and every bath acts equally on all sites */
    CircInitial initial;
    const CircCircuit *circuit; /* where it came from; for names and places */
} CircModel;

/* Lowers a circuit to its master equation. NULL after an error. */
const CircModel *circ_lower(const CircCircuit *circuit, CircArena *arena, CircDiags *diags);

/* The model of the same circuit at other temperatures, with what the netlist says now of the initial state: shares with
 * `model` all that they do not reach. NULL after an error. */
const CircModel *circ_model_at_temperatures(const CircModel *model, const CircCircuit *circuit, CircArena *arena, CircDiags *diags);

/* The invariants of the IR: levels and indices in range, energies ascending, rates and occupations finite and
 * not negative, detailed balance n/(1+n) = exp(-hbar omega/k_B T), terms at their site's frequencies.
 * Returns NULL, or a sentence that says what is wrong. Runs after every lowering. */
const char *circ_model_check(const CircModel *model);

void circ_model_print(const CircModel *model, FILE *out);

#endif
