/* lindblad.h - the master equation as matrices, in a basis of eigenstates of H_S sorted by excitation number.
 *
 *   d rho/dt = -i [H, rho] + sum over jumps of L rho L' - {L'L, rho}/2,   H/hbar = diag(omega)
 *
 * Every jump operator moves exactly one excitation, and what it brings into one block comes from one block.
 * Without exchange the basis is that of product states; with exchange the states of each block are its
 * eigenstates, and
 *
 *   <m|L_b|n> = sum_j a_jb(w_nm) sqrt(1 + n_b(w_nm)) <m|s-_j|n>,   w_nm = omega_n - omega_m (docs/physics.md,
 * section 2)
 *
 * It knows neither circuits nor methods of solution. */
#ifndef MODEL_LINDBLAD_H
#define MODEL_LINDBLAD_H

#include "linalg/sparse.h"
#include "model/basis.h"

typedef struct {
    int bath;
    bool up;
    SparseRows L; /* n_states x n_states, sqrt(1/s) */
    double complex *bare; /* dressed: of each entry of L its amplitude without the occupation; else NULL */
    int *source;  /* n_blocks: the block from which it leads to this one; -1: none */
    int *target;  /* n_blocks: the block to which it leads from this one; -1: none */
} Jump;

/* Which products of different transitions a dissipator keeps. */
typedef enum {
    SECULAR_NONE,    /* all: one operator per bath and direction, the geometric-mean Lindblad form */
    SECULAR_PARTIAL, /* of transitions in one cluster: frequencies that follow each other within `width` */
    SECULAR_FULL     /* of equal frequencies */
} SecularKind;

typedef struct {
    SecularKind kind;
    double width; /* rad/s, of SECULAR_PARTIAL */
} Secular;

/* Which qubits were taken together, and the spin of each group; n = 0: none, the states are products. */
typedef struct {
    int n;
    int *of_site;         /* n_sites: the group of a qubit */
    int *size;            /* n: its qubits */
    int *excited;         /* n_states x n, by rows: excited qubits, N/2 + M */
    int *twice_J;         /* likewise: 2J */
    SparseRows *lowering; /* n: J_- */
} QubitGroups;

typedef struct {
    Basis basis;
    int n_baths;
    double *omega; /* n_states: energy/hbar, rad/s */
    int n_jumps;
    Jump *jumps;
    bool *cold; /* dressed: baths at T = 0, whose upward operators are left out; else NULL */
    SparseRows lowering; /* sum_j s-_j, for <J^2> */
    double **vectors;    /* NULL: product states. Else per block d x d, by columns: eigenstates in the product
                            states */
    bool qubits;         /* all sites have two levels */
    QubitGroups groups;
} Lindblad;

/* `group`: identical qubits are taken together where there are any (model/grouped.h). CIRC_TOO_LARGE (too
 * many states), CIRC_NO_MEMORY, CIRC_UNSUITABLE (a term that does not move one excitation). `lindblad` is the
 * caller's to free, after an error too. */
CircStatus lindblad_create(Lindblad *lindblad, const CircModel *model, Secular secular, bool group);
void lindblad_free(Lindblad *lindblad);
void jump_free(Jump *jump);

/* Gives the operators the occupations of a model that differs from the one they were made from in temperatures alone.
 * False: they must be made anew, because they are not dressed, or because a bath came to T = 0 or left it. */
bool lindblad_set_temperatures(Lindblad *lindblad, const CircModel *model);

/* <k|s-|k+1>; a model made by hand may leave it out: sqrt(k + 1). */
double lindblad_charge(const CircSite *site, int k);

/* The largest decay rate of a state, max_n sum over jumps of (L'L)_nn, 1/s: the scale of residuals. */
double lindblad_rate(const Lindblad *lindblad);

/* Closes a list (and frees it) into one more jump operator; none where it is empty. */
CircStatus lindblad_add_jump(Lindblad *lindblad, int bath, bool up, SparseList *list);

/* Passes. */

/* Requires product states and a symmetric real H. Replaces the basis by eigenstates of H and makes the jump
 * operators from the model's amplitudes at the transitions between them, all of them as if n and 1 + n were 1. */
CircStatus lindblad_dress(Lindblad *lindblad, const CircModel *model);

/* Requires dressed operators without occupations. Keeps their amplitudes, brings in the occupations,
 * and leaves out operators that these make zero. */
CircStatus lindblad_occupy(Lindblad *lindblad, const CircModel *model);

/* Splits each jump operator into one per cluster of transition frequencies. Maintains all else. */
CircStatus lindblad_secularise(Lindblad *lindblad, Secular secular);

#endif
