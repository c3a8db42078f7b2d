#include "study/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/table.h"

typedef struct {
    CircArena *arena;
    double tolerance;
    Comparison result;
    size_t capacity;
    Table changes; /* group and name to the change */
    Table scales;  /* of results: name to the largest size at any point, on any side */
    double *scale;
    size_t n_scales, scales_capacity;
} Work;

/* Beside the largest size that a result has anywhere this is rounding. */
#define ROUNDING 1e-12

/* Effects that are nearer to each other are the same, and their order is that of the names. */
#define EFFECT_STEP 1e-8

static const char *key_of(CircArena *arena, const Fact *fact, bool with_point)
{
    return circ_arena_format(arena, "%d %s %s", (int)fact->group, fact->name, with_point ? fact->at : "");
}

static void note_scales(Work *w, const Facts *facts)
{
    for (size_t i = 0; i < facts->n; i++) {
        const Fact *fact = &facts->list[i];
        if (fact->group != FACT_RESULT || !isfinite(fact->si)) continue;
        w->scale = circ_arena_grow(w->arena, w->scale, &w->scales_capacity, w->n_scales + 1, sizeof *w->scale);
        int at = table_add(&w->scales, fact->name, (int)w->n_scales);
        if (at == (int)w->n_scales) w->scale[w->n_scales++] = 0;
        w->scale[at] = fmax(w->scale[at], fabs(fact->si));
    }
}

/* A current that vanishes is nothing but rounding on both sides. */
static bool both_vanish(const Work *w, const Fact *a, const Fact *b)
{
    int at = a->group == FACT_RESULT ? table_find(&w->scales, a->name) : -1;
    return at >= 0 && fmax(fabs(a->si), fabs(b->si)) <= ROUNDING * w->scale[at];
}

/* 0: equal. */
static double effect_of(const Work *w, const Fact *a, const Fact *b)
{
    if (a->text || b->text) return a->text && b->text && !strcmp(a->text, b->text) ? 0 : INFINITY;
    if (a->si == b->si || (isnan(a->si) && isnan(b->si))) return 0;
    if (both_vanish(w, a, b) || fabs(a->si - b->si) <= w->tolerance * fmax(fabs(a->si), fabs(b->si))) return 0;
    double ratio = b->si / a->si;
    double effect = fabs(log(ratio));
    return ratio > 0 && isfinite(effect) ? fmax(round(effect / EFFECT_STEP), 1) * EFFECT_STEP : INFINITY;
}

static void note(Work *w, const Fact *a, const Fact *b, double effect)
{
    const Fact *fact = a ? a : b;
    if (!fact) return;
    const char *key = key_of(w->arena, fact, false);
    int known = table_find(&w->changes, key);
    Comparison *result = &w->result;
    if (known >= 0 && effect > 0) {
        Change *change = &result->list[known];
        change->n_points++;
        if (effect > change->effect) *change = (Change){a, b, effect, change->n_points};
        return;
    }
    if (known >= 0 || effect == 0) return;
    result->list =
        circ_arena_grow(w->arena, result->list, &w->capacity, (size_t)result->n + 1, sizeof *result->list);
    result->list[result->n] = (Change){a, b, effect, 1};
    table_add(&w->changes, key, result->n++);
}

static int by_effect(const void *left, const void *right)
{
    const Change *x = left, *y = right;
    const Fact *a = x->a ? x->a : x->b, *b = y->a ? y->a : y->b;
    if (a->group != b->group) return (int)a->group - (int)b->group;
    if (x->effect != y->effect) return x->effect > y->effect ? -1 : 1;
    return strcmp(a->name, b->name);
}

/* Names that are on both sides, at some point, and never differ. */
static int count_equal(Work *w, const Facts *a, const Table *in_b)
{
    Table counted;
    int n = 0;
    table_init(&counted, w->arena, a->n);
    for (size_t i = 0; i < a->n; i++) {
        const char *key = key_of(w->arena, &a->list[i], false);
        if (table_find(in_b, key_of(w->arena, &a->list[i], true)) < 0 || table_find(&w->changes, key) >= 0 ||
            table_find(&counted, key) >= 0)
            continue;
        table_add(&counted, key, n++);
    }
    return n;
}

static bool is_swept(const Facts *facts)
{
    for (size_t i = 0; i < facts->n; i++)
        if (*facts->list[i].at) return true;
    return false;
}

Comparison compare_facts(const Facts *a, const Facts *b, double tolerance, CircArena *arena)
{
    Work w = {.arena = arena, .tolerance = tolerance};
    Table in_a, in_b;
    table_init(&in_a, arena, a->n);
    table_init(&in_b, arena, b->n);
    table_init(&w.changes, arena, 0);
    table_init(&w.scales, arena, 0);
    note_scales(&w, a);
    note_scales(&w, b);
    bool swept = is_swept(a) || is_swept(b), common = false;
    for (size_t i = 0; i < a->n; i++) table_add(&in_a, key_of(arena, &a->list[i], true), (int)i);
    for (size_t i = 0; i < b->n; i++) table_add(&in_b, key_of(arena, &b->list[i], true), (int)i);
    for (size_t i = 0; i < a->n; i++) {
        int k = table_find(&in_b, key_of(arena, &a->list[i], true));
        common = common || (k >= 0 && a->list[i].group == FACT_RESULT);
        if (k >= 0)
            note(&w, &a->list[i], &b->list[k], effect_of(&w, &a->list[i], &b->list[k]));
        else if (!swept || a->list[i].group != FACT_RESULT)
            note(&w, &a->list[i], NULL, INFINITY);
    }
    for (size_t i = 0; i < b->n; i++)
        if (table_find(&in_a, key_of(arena, &b->list[i], true)) < 0 && (!swept || b->list[i].group != FACT_RESULT))
            note(&w, NULL, &b->list[i], INFINITY);
    w.result.points_differ = swept && !common;
    w.result.n_equal = count_equal(&w, a, &in_b);
    if (w.result.n) qsort(w.result.list, (size_t)w.result.n, sizeof *w.result.list, by_effect);
    return w.result;
}
