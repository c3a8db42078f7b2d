/* secular.c - the pass that forgets the products of transitions at different frequencies.
 *
 * Breuer and Petruccione, The Theory of Open Quantum Systems (2002), section 3.3: one jump operator per
 * frequency. With a width, per cluster of frequencies: they are sorted, and a gap above the width starts a
 * new cluster. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/lindblad.h"

/* Frequencies closer than this share of the largest energy are equal: rounding, not detuning. */
static const double SAME_FREQUENCY = 1e-9;

typedef struct {
    double w;
    SparseEntry entry;
} Line;

static int by_frequency(const void *first, const void *second)
{
    double a = ((const Line *)first)->w, b = ((const Line *)second)->w;
    return (a > b) - (a < b);
}

static Line *lines_of(const Lindblad *l, const SparseRows *L)
{
    int n = L->start[L->n_rows];
    Line *lines = malloc(((size_t)n + 1) * sizeof *lines);
    if (!lines) return NULL;
    for (int row = 0; row < L->n_rows; row++)
        for (int e = L->start[row]; e < L->start[row + 1]; e++)
            lines[e] = (Line){fabs(l->omega[row] - l->omega[L->col[e]]), {row, L->col[e], L->value[e]}};
    qsort(lines, (size_t)n, sizeof *lines, by_frequency);
    return lines;
}

/* Appends one jump operator per cluster of `jump`'s lines. */
static CircStatus split(Lindblad *to, const Lindblad *from, const Jump *jump, double width)
{
    int n = jump->L.start[jump->L.n_rows];
    Line *lines = lines_of(from, &jump->L);
    CircStatus status = lines ? CIRC_OK : CIRC_NO_MEMORY;
    for (int begin = 0, end; status == CIRC_OK && begin < n; begin = end) {
        SparseList list = {0};
        for (end = begin; end < n && (end == begin || lines[end].w - lines[end - 1].w <= width); end++)
            sparse_list_add(&list, lines[end].entry.row, lines[end].entry.col, lines[end].entry.value);
        status = lindblad_add_jump(to, jump->bath, jump->up, &list);
    }
    free(lines);
    return status;
}

CircStatus lindblad_secularise(Lindblad *l, Secular secular)
{
    double top = 0;
    for (int i = 0; i < l->basis.n_states; i++) top = fmax(top, fabs(l->omega[i]));
    double width =
        secular.kind == SECULAR_PARTIAL ? fmax(secular.width, SAME_FREQUENCY * top) : SAME_FREQUENCY * top;
    Lindblad to = {.basis.n_states = l->basis.n_states};
    CircStatus status = CIRC_OK;
    for (int i = 0; status == CIRC_OK && i < l->n_jumps; i++) status = split(&to, l, &l->jumps[i], width);
    for (int i = 0; i < l->n_jumps; i++) sparse_rows_free(&l->jumps[i].L);
    free(l->jumps);
    l->jumps = to.jumps;
    l->n_jumps = to.n_jumps;
    return status;
}
