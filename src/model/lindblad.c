/* lindblad.c - jump operators and energies of a model in its product states. */
#include "model/lindblad.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/grouped.h"

static CircStatus energies(Lindblad *l, const CircModel *model)
{
    l->omega = calloc((size_t)l->basis.n_states, sizeof *l->omega);
    if (!l->omega) return CIRC_NO_MEMORY;
    for (int i = 0; i < l->basis.n_states; i++)
        for (int j = 0; j < model->n_sites; j++)
            l->omega[i] += model->sites[j].omega[basis_level(&l->basis, i, j)];
    return CIRC_OK;
}

/* value |lower><upper| on one site, or its mirror. */
static void add_term(SparseList *list, const Basis *basis, const CircTransition *t, bool up,
                     double complex value)
{
    for (int i = 0; i < basis->n_states; i++) {
        if (basis_level(basis, i, t->site) != (up ? t->lower : t->upper)) continue;
        sparse_list_add(list, basis_moved(basis, i, t->site, up ? t->upper : t->lower), i, value);
    }
}

CircStatus lindblad_add_jump(Lindblad *l, int bath, bool up, SparseList *list)
{
    Jump *jumps = realloc(l->jumps, ((size_t)l->n_jumps + 1) * sizeof *jumps),
         jump = {.bath = bath, .up = up};
    CircStatus status = jumps ? CIRC_OK : CIRC_NO_MEMORY;
    if (jumps) l->jumps = jumps;
    if (status == CIRC_OK) status = sparse_rows_compress(&jump.L, l->basis.n_states, l->basis.n_states, list);
    if (status == CIRC_OK && list->n > 0)
        l->jumps[l->n_jumps++] = jump;
    else
        sparse_rows_free(&jump.L);
    sparse_list_free(list);
    return status;
}

/* One jump operator from the terms [begin, end) of a bath. */
static CircStatus add_terms(Lindblad *l, const CircModelBath *bath, int b, bool up, int begin, int end)
{
    SparseList list = {0};
    for (int i = begin; i < end; i++) {
        const CircTransition *t = &bath->terms[i];
        if (t->upper != t->lower + 1) {
            sparse_list_free(&list);
            return CIRC_UNSUITABLE;
        }
        add_term(&list, &l->basis, t, up,
                 up ? conj(t->amplitude) * sqrt(t->n) : t->amplitude * sqrt(1 + t->n));
    }
    return lindblad_add_jump(l, b, up, &list);
}

/* Terms of a local bath that belong to the site of term `begin` end here. */
static int site_end(const CircModelBath *bath, int begin)
{
    if (!bath->local) return bath->n_terms;
    int end = begin;
    while (end < bath->n_terms && bath->terms[end].site == bath->terms[begin].site) end++;
    return end;
}

static CircStatus product_jumps(Lindblad *l, const CircModel *model)
{
    for (int b = 0; b < model->n_baths; b++) {
        const CircModelBath *bath = &model->baths[b];
        for (int begin = 0, end; begin < bath->n_terms; begin = end) {
            end = site_end(bath, begin);
            for (int up = 0; up < 2; up++) {
                CircStatus status = add_terms(l, bath, b, up, begin, end);
                if (status != CIRC_OK) return status;
            }
        }
    }
    return CIRC_OK;
}

double lindblad_charge(const CircSite *site, int k)
{
    return site->charge ? site->charge[k] : sqrt(k + 1);
}

/* J_- = sum_j s-_j, s- = sum_k charge_k |k><k+1| (for qubits charge_0 = 1). */
static CircStatus lowering(Lindblad *l, const CircModel *model)
{
    SparseList list = {0};
    for (int j = 0; j < model->n_sites; j++)
        for (int k = 0; k + 1 < model->sites[j].levels; k++) {
            CircTransition t = {.site = j, .lower = k, .upper = k + 1};
            add_term(&list, &l->basis, &t, false, lindblad_charge(&model->sites[j], k));
        }
    CircStatus status = sparse_rows_compress(&l->lowering, l->basis.n_states, l->basis.n_states, &list);
    sparse_list_free(&list);
    return status;
}

/* Where each jump operator leads, block by block. */
static CircStatus link_blocks(Lindblad *l)
{
    const Basis *basis = &l->basis;
    size_t bytes = (size_t)basis->n_blocks * sizeof(int);
    for (int j = 0; j < l->n_jumps; j++) {
        Jump *jump = &l->jumps[j];
        jump->source = malloc(bytes);
        jump->target = malloc(bytes);
        if (!jump->source || !jump->target) return CIRC_NO_MEMORY;
        memset(jump->source, -1, bytes);
        memset(jump->target, -1, bytes);
        for (int m = 0; m < basis->n_states; m++)
            for (int e = jump->L.start[m]; e < jump->L.start[m + 1]; e++) {
                jump->source[basis->block[m]] = basis->block[jump->L.col[e]];
                jump->target[basis->block[jump->L.col[e]]] = basis->block[m];
            }
    }
    return CIRC_OK;
}

static CircStatus product_states(Lindblad *l, const CircModel *model)
{
    CircStatus status = basis_create(&l->basis, model);
    if (status == CIRC_OK) status = energies(l, model);
    if (status == CIRC_OK) status = lowering(l, model);
    if (status == CIRC_OK)
        status = model->n_exchanges > 0 ? lindblad_dress(l, model) : product_jumps(l, model);
    return status;
}

CircStatus lindblad_create(Lindblad *l, const CircModel *model, Secular secular, bool group)
{
    *l = (Lindblad){.n_baths = model->n_baths, .qubits = true};
    for (int j = 0; j < model->n_sites; j++) l->qubits &= model->sites[j].levels == 2;
    CircStatus status = group && grouped_exist(model) ? grouped_create(l, model) : product_states(l, model);
    if (status == CIRC_OK && secular.kind != SECULAR_NONE) status = lindblad_secularise(l, secular);
    if (status == CIRC_OK && l->vectors) status = lindblad_occupy(l, model);
    if (status == CIRC_OK) status = link_blocks(l);
    return status;
}

void jump_free(Jump *jump)
{
    sparse_rows_free(&jump->L);
    free(jump->bare);
    free(jump->source);
    free(jump->target);
}

void lindblad_free(Lindblad *l)
{
    for (int i = 0; i < l->n_jumps; i++) jump_free(&l->jumps[i]);
    free(l->jumps);
    free(l->cold);
    for (int k = 0; l->vectors && k < l->basis.n_blocks; k++) free(l->vectors[k]);
    free(l->vectors);
    sparse_rows_free(&l->lowering);
    grouped_free(&l->groups);
    free(l->omega);
    basis_free(&l->basis);
    *l = (Lindblad){0};
}

double lindblad_rate(const Lindblad *l)
{
    double largest = 0;
    double *rate = calloc((size_t)l->basis.n_states, sizeof *rate);
    if (!rate) return 0;
    for (int i = 0; i < l->n_jumps; i++) {
        const SparseRows *L = &l->jumps[i].L;
        for (int e = 0; e < L->start[L->n_rows]; e++) {
            double size = cabs(L->value[e]);
            rate[L->col[e]] += size * size;
        }
    }
    for (int i = 0; i < l->basis.n_states; i++) largest = fmax(largest, rate[i]);
    free(rate);
    return largest;
}
