/* sector.h - density matrices that are diagonal in the excitation number, and the generator on them.
 *
 * The generator conserves the difference of the excitation numbers of bra and ket, and the steady state has
 * difference 0. So the unknowns are the blocks rho_k (d_k x d_k), sum_k d_k^2 of them: C(2N, N) for N qubits,
 * not 4^N, and far fewer where identical qubits are taken together.
 *
 * vec convention, here and in all methods: block after block, each d x d by rows. Since rho is Hermitian it
 * is kept as real numbers: X_mm = rho_mm, and for m > n  X_mn = Re rho_mn, X_nm = Im rho_mn. */
#ifndef SOLVE_SECTOR_H
#define SOLVE_SECTOR_H

#include "linalg/sparse_lu.h"
#include "model/lindblad.h"

typedef struct {
    const Lindblad *lindblad;
    size_t n;             /* unknowns */
    size_t *offset;       /* n_blocks + 1: where each block starts */
    double complex *rho;  /* n: the blocks of a state, by rows */
    double complex *out;  /* n: what the jumps bring in; lower triangles */
    double complex *half; /* n: K rho of the part without jumps, K = -i H - sum L'L/2 */
    double complex *row;  /* the largest d */
    double rate;          /* lindblad_rate: the scale of |L rho|/|rho| */
} Sector;

/* `sector` is the caller's to free, after an error too. CIRC_TOO_LARGE where the arrays would pass max_bytes.
 */
CircStatus sector_create(Sector *sector, const Lindblad *lindblad, size_t max_bytes);
void sector_free(Sector *sector);

/* y = L x, as real numbers of the vec convention; x and y: n. */
void sector_apply(Sector *sector, const double *x, double *y);

/* out += sum over jumps down (up) into block `k` of L rho L', lower triangle; rho: all blocks, each d x d by
 * rows, Hermitian; those that the jumps come from are read. */
void sector_jump(Sector *sector, int k, bool up, const double complex *rho, double complex *out);

/* The generator as a matrix, L x = matrix x. */
CircStatus sector_matrix(const Sector *sector, Triplets *matrix);

double sector_trace(const Sector *sector, const double *x);
void sector_mixed(const Sector *sector, double *x); /* 1/n_states on the diagonal */

/* Between the vec convention and complex blocks by rows. */
void sector_unpack_block(int d, const double *x, double complex *rho);
void sector_unpack(Sector *sector, const double *x); /* all blocks, into sector->rho */
void sector_pack_block(int d, const double complex *lower, double *x); /* reads the lower triangle */

#endif
