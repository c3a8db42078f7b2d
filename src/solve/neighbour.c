/* neighbour.c - a sweep down and a sweep up over the blocks, each with one Sylvester equation per block. */
#include "solve/neighbour.h"

#include <cblas.h>
#include <lapacke.h>
#include <stdlib.h>
#include <string.h>

/* Share of the losses upwards that does not come back; the number of iterations is flat around it. */
static const double LOST_SHARE = 0.15;
/* Rates below this share of the largest are raised to it, so that dark states do not make S singular. */
static const double SLOWEST = 1e-9;

/* K = V diag(lambda) V^-1 on a block of d states; all by rows. */
typedef struct {
    int d;
    double complex *lambda, *V, *inverse;
} Spectrum;

struct Neighbour {
    Sector *sector;
    Spectrum *block;
    double complex *x, *jump, *work, *turn; /* x: all blocks; the others: the largest one */
};

/* K = -i (H - common energy) - sum over down L'L/2 - share * sum over up L'L/2 of one block, by rows. */
static void loss(const Lindblad *l, int k, double complex *K)
{
    int first = l->basis.first[k], last = l->basis.first[k + 1], d = last - first;
    memset(K, 0, (size_t)d * (size_t)d * sizeof *K);
    for (int i = 0; i < d; i++) K[i * d + i] = -I * (l->omega[first + i] - l->omega[first]);
    for (int j = 0; j < l->n_jumps; j++) {
        const SparseRows *L = &l->jumps[j].L;
        double share = l->jumps[j].up ? -0.5 * LOST_SHARE : -0.5;
        int target = l->jumps[j].target[k];
        if (target < 0) continue;
        for (int m = l->basis.first[target]; m < l->basis.first[target + 1]; m++)
            for (int e = L->start[m]; e < L->start[m + 1]; e++)
                for (int f = L->start[m]; f < L->start[m + 1]; f++)
                    K[(L->col[e] - first) * d + L->col[f] - first] += share * conj(L->value[e]) * L->value[f];
    }
}

/* V^-1 of the eigenvectors. CIRC_SINGULAR: they are dependent. */
static CircStatus invert(Spectrum *s)
{
    int *pivot = malloc((size_t)s->d * sizeof *pivot);
    if (!pivot) return CIRC_NO_MEMORY;
    memcpy(s->inverse, s->V, (size_t)s->d * (size_t)s->d * sizeof *s->V);
    bool fine = LAPACKE_zgetrf(LAPACK_ROW_MAJOR, s->d, s->d, s->inverse, s->d, pivot) == 0 &&
                LAPACKE_zgetri(LAPACK_ROW_MAJOR, s->d, s->inverse, s->d, pivot) == 0;
    free(pivot);
    return fine ? CIRC_OK : CIRC_SINGULAR;
}

static CircStatus diagonalise(Spectrum *s, const Lindblad *l, int k, double complex *K)
{
    size_t d = (size_t)basis_size(&l->basis, k);
    s->d = (int)d;
    s->lambda = malloc(d * sizeof *s->lambda);
    s->V = malloc(d * d * sizeof *s->V);
    s->inverse = malloc(d * d * sizeof *s->inverse);
    if (!s->lambda || !s->V || !s->inverse) return CIRC_NO_MEMORY;
    loss(l, k, K);
    if (LAPACKE_zgeev(LAPACK_ROW_MAJOR, 'N', 'V', s->d, K, s->d, s->lambda, NULL, s->d, s->V, s->d) != 0)
        return CIRC_NOT_CONVERGED;
    return invert(s);
}

Neighbour *neighbour_create(Sector *sector, CircStatus *status)
{
    const Basis *basis = &sector->lindblad->basis;
    Neighbour *neighbour = calloc(1, sizeof *neighbour);
    *status = CIRC_NO_MEMORY;
    if (!neighbour) return NULL;
    size_t widest = 1;
    for (int k = 0; k < basis->n_blocks; k++)
        if ((size_t)basis_size(basis, k) > widest) widest = (size_t)basis_size(basis, k);
    neighbour->sector = sector;
    neighbour->block = calloc((size_t)basis->n_blocks, sizeof *neighbour->block);
    neighbour->x = malloc(sector->n * sizeof *neighbour->x);
    neighbour->jump = malloc(widest * widest * sizeof *neighbour->jump);
    neighbour->work = malloc(widest * widest * sizeof *neighbour->work);
    neighbour->turn = malloc(widest * widest * sizeof *neighbour->turn);
    if (neighbour->block && neighbour->x && neighbour->jump && neighbour->work && neighbour->turn)
        *status = CIRC_OK;
    for (int k = 0; *status == CIRC_OK && k < basis->n_blocks; k++)
        *status = diagonalise(&neighbour->block[k], sector->lindblad, k, neighbour->work);
    if (*status == CIRC_OK) return neighbour;
    neighbour_free(neighbour);
    return NULL;
}

void neighbour_free(Neighbour *neighbour)
{
    if (!neighbour) return;
    for (int k = 0; neighbour->block && k < neighbour->sector->lindblad->basis.n_blocks; k++) {
        free(neighbour->block[k].lambda);
        free(neighbour->block[k].V);
        free(neighbour->block[k].inverse);
    }
    free(neighbour->block);
    free(neighbour->x);
    free(neighbour->jump);
    free(neighbour->work);
    free(neighbour->turn);
    free(neighbour);
}

/* X = A X A' */
static void congruence(int d, const double complex *A, double complex *X, double complex *work)
{
    static const double complex one = 1, zero = 0;
    cblas_zgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, d, d, d, &one, A, d, X, d, &zero, work, d);
    cblas_zgemm(CblasRowMajor, CblasNoTrans, CblasConjTrans, d, d, d, &one, work, d, A, d, &zero, X, d);
}

/* X with K X + X K' = B in place of B. */
static void sylvester(const Spectrum *s, double slowest, double complex *X, double complex *work)
{
    congruence(s->d, s->inverse, X, work);
    for (int i = 0; i < s->d; i++)
        for (int j = 0; j < s->d; j++) {
            double re = creal(s->lambda[i]) + creal(s->lambda[j]),
                   im = cimag(s->lambda[i]) - cimag(s->lambda[j]);
            if (re > -slowest) re = -slowest;
            double complex *x = &X[i * s->d + j];
            double size = re * re + im * im, a = creal(*x), b = cimag(*x);
            *x = ((a * re + b * im) + (b * re - a * im) * I) / size;
        }
    congruence(s->d, s->V, X, work);
}

/* jump = the jumps into block k, both triangles. */
static void jumps(Neighbour *neighbour, int k, bool up)
{
    int d = neighbour->block[k].d;
    double complex *jump = neighbour->jump;
    memset(jump, 0, (size_t)d * (size_t)d * sizeof *jump);
    sector_jump(neighbour->sector, k, up, neighbour->x, jump);
    for (int i = 0; i < d; i++)
        for (int j = 0; j < i; j++) jump[j * d + i] = conj(jump[i * d + j]);
}

void neighbour_solve(Neighbour *neighbour, const double *b, double *x)
{
    const Sector *s = neighbour->sector;
    int n_blocks = s->lindblad->basis.n_blocks;
    double slowest = SLOWEST * s->rate;
    for (int k = n_blocks - 1; k >= 0; k--) { /* (S + D) x = b */
        Spectrum *block = &neighbour->block[k];
        double complex *X = neighbour->x + s->offset[k];
        sector_unpack_block(block->d, b + s->offset[k], X);
        jumps(neighbour, k, false);
        for (int i = 0; i < block->d * block->d; i++) X[i] -= neighbour->jump[i];
        sylvester(block, slowest, X, neighbour->work);
    }
    for (int k = 0; k < n_blocks; k++) { /* x -= S^-1 U x */
        Spectrum *block = &neighbour->block[k];
        double complex *X = neighbour->x + s->offset[k];
        jumps(neighbour, k, true);
        sylvester(block, slowest, neighbour->jump, neighbour->work);
        for (int i = 0; i < block->d * block->d; i++) X[i] -= neighbour->jump[i];
        sector_pack_block(block->d, X, x + s->offset[k]);
    }
}
