/* grouped.c - states |J, M> of each group of identical qubits, and the jump operators between them. */
#include "model/grouped.h"

#include <math.h>
#include <stdlib.h>

/* Below this relative difference two numbers differ by rounding. */
static const double EQUAL = 1e-12;

typedef struct {
    int site; /* one of its members; the others are like it */
    int size;
    int n_states, stride; /* of |J, M>, and in the number of a state of all groups */
    int *twice_J, *up;    /* n_states: 2J, and J + M */
} Group;

typedef struct {
    int n, n_states;
    Group *group;
    int *of_site; /* the group of each qubit */
    int *state;  /* n_states: from the number, the sum of local index * stride, to the sorted state */
    int *number; /* n_states: back */
} Groups;

static const CircTransition *term_of(const CircModelBath *bath, int site)
{
    for (int i = 0; i < bath->n_terms; i++)
        if (bath->terms[i].site == site) return &bath->terms[i];
    return NULL;
}

static bool equal(double complex a, double complex b)
{
    return cabs(a - b) <= EQUAL * cabs(a);
}

static bool identical(const CircModel *model, int i, int j)
{
    if (!equal(model->sites[i].omega[1], model->sites[j].omega[1])) return false;
    for (int b = 0; b < model->n_baths; b++) {
        const CircTransition *s = term_of(&model->baths[b], i), *t = term_of(&model->baths[b], j);
        if (!s != !t || (s && (!equal(s->amplitude, t->amplitude) || !equal(s->n, t->n)))) return false;
    }
    return true;
}

bool grouped_exist(const CircModel *model)
{
    if (model->n_exchanges > 0) return false;
    for (int j = 0; j < model->n_sites; j++)
        if (model->sites[j].levels != 2) return false;
    for (int i = 0; i < model->n_sites; i++)
        for (int j = 0; j < i; j++)
            if (identical(model, i, j)) return true;
    return false;
}

/* Local index of |J, M>: J descends from N/2, M ascends. */
static int local_index(const Group *g, int twice_J, int up)
{
    int lines = (g->size - twice_J) / 2; /* lines before this one, of size + 1, size - 1, ... states */
    return lines * (g->size + 2 - lines) + up;
}

static CircStatus list_states(Group *g)
{
    for (int twice_J = g->size; twice_J >= 0; twice_J -= 2) g->n_states += twice_J + 1;
    g->twice_J = malloc((size_t)g->n_states * sizeof *g->twice_J);
    g->up = malloc((size_t)g->n_states * sizeof *g->up);
    if (!g->twice_J || !g->up) return CIRC_NO_MEMORY;
    for (int twice_J = g->size, i = 0; twice_J >= 0; twice_J -= 2)
        for (int up = 0; up <= twice_J; up++, i++) {
            g->twice_J[i] = twice_J;
            g->up[i] = up;
        }
    return CIRC_OK;
}

static CircStatus find_groups(Groups *groups, const CircModel *model)
{
    groups->group = calloc((size_t)model->n_sites + 1, sizeof *groups->group);
    groups->of_site = malloc((size_t)model->n_sites * sizeof *groups->of_site);
    if (!groups->group || !groups->of_site) return CIRC_NO_MEMORY;
    for (int j = 0; j < model->n_sites; j++) {
        int g = 0;
        while (g < groups->n && !identical(model, groups->group[g].site, j)) g++;
        if (g == groups->n) groups->group[groups->n++].site = j;
        groups->group[g].size++;
        groups->of_site[j] = g;
    }
    long states = 1;
    for (int g = 0; g < groups->n; g++) {
        groups->group[g].stride = (int)states;
        CircStatus status = list_states(&groups->group[g]);
        if (status != CIRC_OK) return status;
        states *= groups->group[g].n_states;
        if (states > GROUPED_MAX_STATES) return CIRC_TOO_LARGE;
    }
    groups->n_states = (int)states;
    return CIRC_OK;
}

static void free_groups(Groups *groups)
{
    for (int g = 0; g < groups->n; g++) {
        free(groups->group[g].twice_J);
        free(groups->group[g].up);
    }
    free(groups->group);
    free(groups->of_site);
    free(groups->state);
    free(groups->number);
}

static int local_state(const Groups *groups, int number, int g)
{
    return number / groups->group[g].stride % groups->group[g].n_states;
}

/* What sorts the states: excitations, then the Js. M sorts the rest. */
typedef struct {
    int excitations, number;
    long lines;
} Place;

static Place place_of(const Groups *groups, int number)
{
    Place place = {.number = number};
    for (int g = groups->n - 1; g >= 0; g--) {
        const Group *group = &groups->group[g];
        int i = local_state(groups, number, g);
        int line = (group->size - group->twice_J[i]) / 2;
        place.excitations += line + group->up[i]; /* N/2 + M */
        place.lines = place.lines * (group->size / 2 + 1) + line;
    }
    return place;
}

static int by_place(const void *first, const void *second)
{
    const Place *a = first, *b = second;
    if (a->excitations != b->excitations) return a->excitations < b->excitations ? -1 : 1;
    if (a->lines != b->lines) return a->lines < b->lines ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

static bool same_block(const Place *a, const Place *b)
{
    return a->excitations == b->excitations && a->lines == b->lines;
}

static void cut_blocks(Groups *groups, Basis *basis, const Place *places)
{
    for (int i = 0; i < groups->n_states; i++) {
        if (i == 0 || !same_block(&places[i - 1], &places[i])) {
            basis->excitations[basis->n_blocks] = places[i].excitations;
            basis->first[basis->n_blocks++] = i;
        }
        basis->block[i] = basis->n_blocks - 1;
        groups->state[places[i].number] = i;
        groups->number[i] = places[i].number;
    }
    basis->first[basis->n_blocks] = groups->n_states;
}

static CircStatus sort_states(Groups *groups, Basis *basis, int n_sites)
{
    size_t n = (size_t)groups->n_states;
    *basis = (Basis){.n_sites = n_sites, .n_states = groups->n_states};
    basis->first = malloc((n + 1) * sizeof *basis->first);
    basis->excitations = malloc(n * sizeof *basis->excitations);
    basis->block = malloc(n * sizeof *basis->block);
    groups->state = malloc(n * sizeof *groups->state);
    groups->number = malloc(n * sizeof *groups->number);
    Place *places = malloc(n * sizeof *places);
    bool fine =
        basis->first && basis->excitations && basis->block && groups->state && groups->number && places;
    if (fine) {
        for (int i = 0; i < groups->n_states; i++) places[i] = place_of(groups, i);
        qsort(places, n, sizeof *places, by_place);
        cut_blocks(groups, basis, places);
    }
    free(places);
    return fine ? CIRC_OK : CIRC_NO_MEMORY;
}

/* Squared element of the sum over the group's qubits of s-, s+ of one qubit each, from |J, M> to J + change;
 * see the header. */
static double local_rate(const Group *g, double J, double M, int change)
{
    double N = g->size;
    if (change == 0) return J > 0 ? (N + 2) / (4 * J * (J + 1)) * (J + M) * (J - M + 1) : 0;
    if (change < 0) return J > 0 ? (N + 2 * J + 2) / (4 * J * (2 * J + 1)) * (J + M) * (J + M - 1) : 0;
    return (N - 2 * J) / (4 * (J + 1) * (2 * J + 1)) * (J - M + 1) * (J - M + 2);
}

static double collective_rate(double J, double M)
{
    return (J + M) * (J - M + 1);
}

/* value times the operator that moves one excitation of group g and changes its J by `change`: collective
 * where `local` is false (change is 0 then). */
static void add_operator(SparseList *list, const Groups *groups, int g, bool up, bool local, int change,
                         double complex value)
{
    const Group *group = &groups->group[g];
    for (int n = 0; n < groups->n_states; n++) {
        int number = groups->number[n], i = local_state(groups, number, g);
        int twice_J = group->twice_J[i] + 2 * change, raised = group->up[i] + change + (up ? 1 : -1);
        if (twice_J < 0 || twice_J > group->size || raised < 0 || raised > twice_J) continue;
        double J = 0.5 * group->twice_J[i], M = group->up[i] - J;
        double rate = local ? local_rate(group, J, up ? -M : M, change) : collective_rate(J, up ? -M : M);
        int to = number + (local_index(group, twice_J, raised) - i) * group->stride;
        if (rate > 0) sparse_list_add(list, groups->state[to], n, value * sqrt(rate));
    }
}

static double complex strength(const CircTransition *t, bool up)
{
    return up ? conj(t->amplitude) * sqrt(t->n) : t->amplitude * sqrt(1 + t->n);
}

static CircStatus collective_jump(Lindblad *l, const Groups *groups, const CircModelBath *bath, int b,
                                  bool up)
{
    SparseList list = {0};
    for (int g = 0; g < groups->n; g++) {
        const CircTransition *t = term_of(bath, groups->group[g].site);
        if (t) add_operator(&list, groups, g, up, false, 0, strength(t, up));
    }
    return lindblad_add_jump(l, b, up, &list);
}

static CircStatus local_jumps(Lindblad *l, const Groups *groups, const CircModelBath *bath, int b, bool up)
{
    for (int g = 0; g < groups->n; g++) {
        const CircTransition *t = term_of(bath, groups->group[g].site);
        for (int change = -1; t && change <= 1; change++) {
            SparseList list = {0};
            add_operator(&list, groups, g, up, true, change, strength(t, up));
            CircStatus status = lindblad_add_jump(l, b, up, &list);
            if (status != CIRC_OK) return status;
        }
    }
    return CIRC_OK;
}

static CircStatus all_jumps(Lindblad *l, const Groups *groups, const CircModel *model)
{
    for (int b = 0; b < model->n_baths; b++)
        for (int up = 0; up < 2; up++) {
            const CircModelBath *bath = &model->baths[b];
            CircStatus status =
                bath->local ? local_jumps(l, groups, bath, b, up) : collective_jump(l, groups, bath, b, up);
            if (status != CIRC_OK) return status;
        }
    return CIRC_OK;
}

/* The groups as later stages see them; the operators J_- of each, and of all. */
static CircStatus keep_groups(Lindblad *l, Groups *groups)
{
    QubitGroups *kept = &l->groups;
    int n = groups->n, n_states = groups->n_states;
    kept->size = malloc((size_t)n * sizeof *kept->size);
    kept->excited = malloc((size_t)n_states * (size_t)n * sizeof *kept->excited);
    kept->twice_J = malloc((size_t)n_states * (size_t)n * sizeof *kept->twice_J);
    kept->lowering = calloc((size_t)n, sizeof *kept->lowering);
    if (!kept->size || !kept->excited || !kept->twice_J || !kept->lowering) return CIRC_NO_MEMORY;
    kept->n = n;
    kept->of_site = groups->of_site;
    groups->of_site = NULL;
    SparseList all = {0};
    CircStatus status = CIRC_OK;
    for (int g = 0; status == CIRC_OK && g < n; g++) {
        const Group *group = &groups->group[g];
        SparseList one = {0};
        kept->size[g] = group->size;
        for (int m = 0; m < n_states; m++) {
            int i = local_state(groups, groups->number[m], g);
            kept->excited[m * n + g] = (group->size - group->twice_J[i]) / 2 + group->up[i];
            kept->twice_J[m * n + g] = group->twice_J[i];
        }
        add_operator(&one, groups, g, false, false, 0, 1);
        add_operator(&all, groups, g, false, false, 0, 1);
        status = sparse_rows_compress(&kept->lowering[g], n_states, n_states, &one);
        sparse_list_free(&one);
    }
    if (status == CIRC_OK) status = sparse_rows_compress(&l->lowering, n_states, n_states, &all);
    sparse_list_free(&all);
    return status;
}

static CircStatus energies(Lindblad *l, const Groups *groups, const CircModel *model)
{
    l->omega = calloc((size_t)groups->n_states, sizeof *l->omega);
    if (!l->omega) return CIRC_NO_MEMORY;
    for (int m = 0; m < groups->n_states; m++)
        for (int g = 0; g < groups->n; g++)
            l->omega[m] +=
                l->groups.excited[m * groups->n + g] * model->sites[groups->group[g].site].omega[1];
    return CIRC_OK;
}

void grouped_free(QubitGroups *groups)
{
    for (int g = 0; g < groups->n; g++) sparse_rows_free(&groups->lowering[g]);
    free(groups->of_site);
    free(groups->size);
    free(groups->excited);
    free(groups->twice_J);
    free(groups->lowering);
    *groups = (QubitGroups){0};
}

CircStatus grouped_create(Lindblad *l, const CircModel *model)
{
    Groups groups = {0};
    CircStatus status = find_groups(&groups, model);
    if (status == CIRC_OK) status = sort_states(&groups, &l->basis, model->n_sites);
    if (status == CIRC_OK) status = keep_groups(l, &groups);
    if (status == CIRC_OK) status = energies(l, &groups, model);
    if (status == CIRC_OK) status = all_jumps(l, &groups, model);
    free_groups(&groups);
    return status;
}
