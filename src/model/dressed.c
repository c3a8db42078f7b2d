/* dressed.c - the pass that takes a master equation to the eigenstates of H_S, where exchange mixes the
 * sites.
 *
 * H_S conserves the number of excitations, so each block is diagonalised by itself. A bath then sees the
 * transitions between eigenstates, each at its own frequency. */
#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "circ/constants.h"
#include "model/lindblad.h"

/* H += g (s+_a s-_b + h.c.) within one block; H is d x d, symmetric. */
static void add_exchange(double *H, const Basis *basis, int block, const CircModel *model,
                         const CircSiteExchange *x)
{
    int first = basis->first[block], d = basis_size(basis, block);
    for (int i = 0; i < d; i++) {
        int a = basis_level(basis, first + i, x->a), b = basis_level(basis, first + i, x->b);
        if (b == 0 || a + 1 >= model->sites[x->a].levels) continue;
        int lowered = basis_moved(basis, first + i, x->b, b - 1);
        int j = basis_moved(basis, lowered, x->a, a + 1) - first;
        double g = x->g * lindblad_charge(&model->sites[x->a], a) * lindblad_charge(&model->sites[x->b], b - 1);
        H[(size_t)i * d + j] += g;
        H[(size_t)j * d + i] += g;
    }
}

/* Eigenstates of one block, by columns; the energies replace those of the product states. */
static CircStatus diagonalise(Lindblad *l, int block, const CircModel *model)
{
    int first = l->basis.first[block], d = basis_size(&l->basis, block);
    double *H = calloc((size_t)d * (size_t)d, sizeof *H);
    l->vectors[block] = H;
    if (!H) return CIRC_NO_MEMORY;
    for (int i = 0; i < d; i++) H[(size_t)i * d + i] = l->omega[first + i];
    for (int x = 0; x < model->n_exchanges; x++)
        add_exchange(H, &l->basis, block, model, &model->exchanges[x]);
    return LAPACKE_dsyevd(LAPACK_COL_MAJOR, 'V', 'U', d, H, d, l->omega + first) ? CIRC_NOT_CONVERGED
                                                                                 : CIRC_OK;
}

/* Amplitude of a bath on a site's 0-1 charge at w: the circuit's, or, of a model made by hand, that of the
 * 0-1 term. */
static double complex response(const CircModel *model, int bath, int site, double w)
{
    if (model->circuit) return circ_amplitude(model->circuit, bath, site, w / (2 * CIRC_PI));
    for (int i = 0; i < model->baths[bath].n_terms; i++) {
        const CircTransition *t = &model->baths[bath].terms[i];
        if (t->site == site && t->lower == 0) return t->amplitude;
    }
    return 0;
}

static bool touches(const CircModelBath *bath, int site)
{
    for (int i = 0; i < bath->n_terms; i++)
        if (bath->terms[i].site == site) return true;
    return false;
}

/* S = V' s-_site V between block + 1 and block, d x e by columns, from the product states' s-. */
static CircStatus dressed_lowering(const Lindblad *l, const CircModel *model, int block, int site, double *S)
{
    const Basis *basis = &l->basis;
    int d = basis_size(basis, block), e = basis_size(basis, block + 1);
    double *half = calloc((size_t)d * (size_t)e, sizeof *half); /* s- V */
    if (!half) return CIRC_NO_MEMORY;
    for (int i = 0; i < e; i++) {
        int state = basis->first[block + 1] + i, k = basis_level(basis, state, site);
        if (k == 0) continue;
        int j = basis_moved(basis, state, site, k - 1) - basis->first[block];
        cblas_daxpy(e, lindblad_charge(&model->sites[site], k - 1), l->vectors[block + 1] + i, e, half + j, d);
    }
    cblas_dgemm(CblasColMajor, CblasTrans, CblasNoTrans, d, e, d, 1, l->vectors[block], d, half, d, 0, S, d);
    free(half);
    return CIRC_OK;
}

/* Adds <m|s-_site|n> at its amplitude to the two directions' lists. */
static CircStatus add_dressed(const Lindblad *l, const CircModel *model, int b, int site, SparseList list[2])
{
    const Basis *basis = &l->basis;
    for (int k = 0; k + 1 < basis->n_blocks; k++) {
        int d = basis_size(basis, k), e = basis_size(basis, k + 1);
        double *S = malloc((size_t)d * (size_t)e * sizeof *S);
        CircStatus status = S ? dressed_lowering(l, model, k, site, S) : CIRC_NO_MEMORY;
        for (size_t i = 0; status == CIRC_OK && i < (size_t)d * (size_t)e; i++) {
            int m = basis->first[k] + (int)(i % (size_t)d), n = basis->first[k + 1] + (int)(i / (size_t)d);
            double w = l->omega[n] - l->omega[m];
            if (fabs(S[i]) < 1e-15 || w == 0) continue;
            double complex a = S[i] * response(model, b, site, fabs(w));
            sparse_list_add(&list[0], m, n, a);
            sparse_list_add(&list[1], n, m, conj(a));
        }
        free(S);
        if (status != CIRC_OK) return status;
    }
    return CIRC_OK;
}

/* Closes a pair of lists into two jump operators. */
static CircStatus close_jumps(Lindblad *l, int b, SparseList list[2])
{
    CircStatus down = lindblad_add_jump(l, b, false, &list[0]), up = lindblad_add_jump(l, b, true, &list[1]);
    return down == CIRC_OK ? up : down;
}

static CircStatus dressed_jumps(Lindblad *l, const CircModel *model, int b)
{
    SparseList list[2] = {{0}};
    CircStatus status = CIRC_OK;
    for (int site = 0; status == CIRC_OK && site < model->n_sites; site++) {
        if (!touches(&model->baths[b], site)) continue;
        status = add_dressed(l, model, b, site, list);
        if (status == CIRC_OK && model->baths[b].local) status = close_jumps(l, b, list);
    }
    CircStatus closed = close_jumps(l, b, list);
    return status == CIRC_OK ? closed : status;
}

/* The total lowering operator in the eigenstates. */
static CircStatus dress_lowering(Lindblad *l, const CircModel *model)
{
    SparseList list = {0};
    CircStatus status = CIRC_OK;
    for (int k = 0; status == CIRC_OK && k + 1 < l->basis.n_blocks; k++) {
        int d = basis_size(&l->basis, k), e = basis_size(&l->basis, k + 1);
        double *S = malloc((size_t)d * (size_t)e * sizeof *S);
        status = S ? CIRC_OK : CIRC_NO_MEMORY;
        for (int site = 0; status == CIRC_OK && site < model->n_sites; site++) {
            status = dressed_lowering(l, model, k, site, S);
            for (int i = 0; status == CIRC_OK && i < d * e; i++)
                if (fabs(S[i]) > 1e-15)
                    sparse_list_add(&list, l->basis.first[k] + i % d, l->basis.first[k + 1] + i / d, S[i]);
        }
        free(S);
    }
    sparse_rows_free(&l->lowering);
    if (status == CIRC_OK)
        status = sparse_rows_compress(&l->lowering, l->basis.n_states, l->basis.n_states, &list);
    sparse_list_free(&list);
    return status;
}

CircStatus lindblad_dress(Lindblad *l, const CircModel *model)
{
    l->vectors = calloc((size_t)l->basis.n_blocks, sizeof *l->vectors);
    if (!l->vectors) return CIRC_NO_MEMORY;
    CircStatus status = CIRC_OK;
    for (int k = 0; status == CIRC_OK && k < l->basis.n_blocks; k++) status = diagonalise(l, k, model);
    for (int b = 0; status == CIRC_OK && b < model->n_baths; b++) status = dressed_jumps(l, model, b);
    if (status == CIRC_OK) status = dress_lowering(l, model);
    return status;
}

/* ---- occupations */

/* The factor of a transition that takes an excitation away and frees hbar w, sqrt(1 + n), and of its way back. Where the
 * exchange is so strong that w < 0 the bath has to pay for it. */
static double strength(double w, double T, bool up)
{
    double n = circ_occupation(fabs(w) / (2 * CIRC_PI), T);
    bool emits = (w > 0) != up;
    return sqrt(emits ? 1 + n : n);
}

static void occupy_jump(const Lindblad *l, double T, Jump *jump)
{
    for (int row = 0; row < jump->L.n_rows; row++)
        for (int e = jump->L.start[row]; e < jump->L.start[row + 1]; e++) {
            double lifted = l->omega[row] - l->omega[jump->L.col[e]]; /* by this transition */
            jump->L.value[e] = jump->bare[e] * strength(jump->up ? lifted : -lifted, T, jump->up);
        }
}

bool lindblad_set_temperatures(Lindblad *l, const CircModel *model)
{
    if (!l->cold) return false;
    for (int b = 0; b < l->n_baths; b++)
        if (l->cold[b] != (model->baths[b].T == 0)) return false;
    for (int j = 0; j < l->n_jumps; j++) occupy_jump(l, model->baths[l->jumps[j].bath].T, &l->jumps[j]);
    return true;
}

static bool acts(const Jump *jump)
{
    for (int e = 0; e < jump->L.start[jump->L.n_rows]; e++)
        if (jump->L.value[e] != 0) return true;
    return false;
}

CircStatus lindblad_occupy(Lindblad *l, const CircModel *model)
{
    int kept = 0;
    l->cold = calloc((size_t)l->n_baths + 1, sizeof *l->cold);
    if (!l->cold) return CIRC_NO_MEMORY;
    for (int b = 0; b < l->n_baths; b++) l->cold[b] = model->baths[b].T == 0;
    for (int j = 0; j < l->n_jumps; j++) {
        Jump *jump = &l->jumps[j];
        size_t n = (size_t)jump->L.start[jump->L.n_rows];
        jump->bare = malloc((n + 1) * sizeof *jump->bare);
        if (!jump->bare) return CIRC_NO_MEMORY;
        memcpy(jump->bare, jump->L.value, n * sizeof *jump->bare);
        occupy_jump(l, model->baths[jump->bath].T, jump);
    }
    for (int j = 0; j < l->n_jumps; j++) {
        if (acts(&l->jumps[j]))
            l->jumps[kept++] = l->jumps[j];
        else
            jump_free(&l->jumps[j]);
    }
    l->n_jumps = kept;
    return CIRC_OK;
}
