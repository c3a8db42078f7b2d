#include "study/points.h"

#include <math.h>
#include <string.h>

#include "emit/value_text.h"
#include "front/scope.h"
#include "study/exhausted.h"

bool points_create(Points *points)
{
    points->spectra = circ_spectra_create();
    points->solver = circ_solver_create();
    return points->spectra && points->solver;
}

static void close_arenas(CircPoint *stages)
{
    circ_arena_free(stages->apart.circuit);
    circ_arena_free(stages->apart.solution);
    circ_arena_free(stages->apart.scratch);
    circ_arena_free(stages->arena);
}

void points_free(Points *points)
{
    for (int i = 0; i < POINTS_KEPT; i++) close_arenas(&points->kept[i].stages);
    circ_spectra_free(points->spectra);
    circ_solver_free(points->solver);
}

void points_start(Points *points, const CircNetlist *base, CircArena *arena)
{
    points->base = base;
    points->arena = arena;
    points->wanted = circ_new(arena, Setting, base->n_params);
    points->overrides = circ_new(arena, CircOverride, points->n_overrides + base->n_params);
    findings_init(&points->findings, arena);
    for (int i = 0; i < POINTS_KEPT; i++) {
        Point *point = &points->kept[i];
        point->points = points;
        point->stages.spectra = points->spectra;
        point->stages.solver = points->solver;
        point->stages.options = points->options;
        point->settings = circ_new(arena, Setting, base->n_params);
    }
}

int points_parameter(const Points *points, const char *name)
{
    for (int i = 0; i < points->base->n_params; i++)
        if (!strcmp(points->base->params[i].name, name)) return i;
    return -1;
}

/* ---- messages */

/* "N = 4, T_p = 50 mK" */
static const char *place_of(const Point *point)
{
    CircArena *arena = point->points->arena;
    const CircNetlist *base = point->points->base;
    const char *text = "";
    for (int i = 0; i < base->n_params; i++) {
        if (!point->settings[i].set) continue;
        const CircParam *param = &base->params[i];
        text = circ_arena_format(arena, "%s%s%s = %s", text, text[0] ? ", " : "", param->name,
                                 value_text(arena, point->settings[i].si, param->value.dim));
    }
    if (!point->at_time) return text;
    CircDim time = {.exponent = {[CIRC_DIM_S] = CIRC_DIM_UNIT}};
    return circ_arena_format(arena, "%s%st = %s", text, text[0] ? ", " : "",
                             value_text(arena, point->stages.solution->t, time));
}

void point_collect(Point *point)
{
    Findings *findings = &point->points->findings;
    const CircDiags *diags = point->stages.diags;
    for (; point->n_collected < circ_diags_count(diags); point->n_collected++) {
        const CircDiag *diag = circ_diags_get(diags, point->n_collected);
        if (!findings_count(findings, diag, point->number))
            findings_add(findings, diag, point->number, place_of(point));
    }
}

/* ---- finding and compiling */

static bool settings_equal(const Setting *a, const Setting *b)
{
    return a->set == b->set && (!a->set || a->si == b->si);
}

/* The parameters in which a point differs from what is wanted. */
static uint64_t differences(const Point *point)
{
    const Points *points = point->points;
    uint64_t changed = 0;
    for (int i = 0; i < points->base->n_params; i++)
        if (!settings_equal(&point->settings[i], &points->wanted[i])) changed |= input_bit(i);
    return changed;
}

static Point *find(Points *points)
{
    for (int i = 0; i < POINTS_KEPT; i++)
        if (points->kept[i].used && !differences(&points->kept[i])) return &points->kept[i];
    return NULL;
}

/* Into points->overrides: the command line's without those that are wanted otherwise, then what is wanted. */
static int list_overrides(Points *points)
{
    int n = 0;
    for (int i = 0; i < points->n_overrides; i++) {
        int parameter = points_parameter(points, points->cli_overrides[i].name);
        if (parameter < 0 || !points->wanted[parameter].set) points->overrides[n++] = points->cli_overrides[i];
    }
    for (int i = 0; i < points->base->n_params; i++) {
        const CircParam *param = &points->base->params[i];
        if (!points->wanted[i].set) continue;
        CircValue value = {.si = points->wanted[i].si, .dim = param->value.dim};
        points->overrides[n++] = (CircOverride){.name = param->name, .span = param->span, .value = value};
    }
    return n;
}

/* The netlist that gave the analyses is nobody's to change. */
static CircRedo way_from(const Point *point, int n_overrides)
{
    const Points *points = point->points;
    if (!point->used || !point->solved || point->stages.netlist == points->base) return CIRC_REDO_NETLIST;
    return circ_redo(&point->stages, n_overrides, points->overrides, differences(point));
}

/* Not wanted any more, or in the older half of those that nothing holds. */
static bool may_go(const Points *points, const Point *point)
{
    int younger = 0, n = 0;
    for (int i = 0; i < POINTS_KEPT; i++) {
        n += !points->kept[i].holders;
        younger += !points->kept[i].holders && points->kept[i].last_use > point->last_use;
    }
    return !point->holders && (!point->last_use || 2 * younger >= n - 1);
}

/* Of those that may go the one from which the way to what is wanted is the shortest; then the oldest. */
static Point *replaceable(Points *points, int n_overrides, CircRedo *way)
{
    Point *best = NULL;
    for (int i = 0; i < POINTS_KEPT; i++) {
        Point *point = &points->kept[i];
        if (!may_go(points, point)) continue;
        CircRedo this_way = way_from(point, n_overrides);
        if (best && (this_way < *way || (this_way == *way && point->last_use >= best->last_use))) continue;
        best = point;
        *way = this_way;
    }
    return best;
}

/* Nothing is set: the netlist that gave the analyses serves. */
static bool base_is_wanted(const Points *points)
{
    for (int i = 0; i < points->base->n_params; i++)
        if (points->wanted[i].set) return false;
    return true;
}

/* Empties the arenas, or makes them. */
static bool open_arenas(CircPoint *stages)
{
    if (!stages->arena) {
        stages->arena = circ_arena_create();
        stages->apart = (CircStageArenas){circ_arena_create_beside(stages->arena),
                                          circ_arena_create_beside(stages->arena),
                                          circ_arena_create_beside(stages->arena)};
    }
    if (!stages->arena || !stages->apart.circuit || !stages->apart.solution || !stages->apart.scratch) return false;
    circ_arena_reset(stages->arena);
    circ_arena_reset(stages->apart.circuit);
    circ_arena_reset(stages->apart.solution);
    return true;
}

static bool compile_from_start(Point *point, int n_overrides, CircDiags *diags)
{
    Points *points = point->points;
    point->stages.diags = diags;
    if (!open_arenas(&point->stages)) {
        exhausted_report(points->arena, diags);
        return false;
    }
    point->stages.netlist = base_is_wanted(points) ? points->base : NULL;
    return circ_compile(&point->stages, points->ast, n_overrides, points->overrides, CIRC_STAGE_SOLUTION);
}

static void compile(Point *point, CircRedo way, int n_overrides)
{
    Points *points = point->points;
    uint64_t changed = differences(point);
    CircDiags *diags = circ_diags_create(points->arena, circ_diags_sources(points->diags));
    circ_diags_allow_as(diags, points->diags);
    memcpy(point->settings, points->wanted, (size_t)points->base->n_params * sizeof *point->settings);
    point->n_collected = 0;
    point->number = ++points->n_numbers;
    point->at_time = false;
    point->used = true;
    points->n_redone[way]++;
    point->solved = way == CIRC_REDO_NETLIST
                        ? compile_from_start(point, n_overrides, diags)
                        : circ_recompile(&point->stages, n_overrides, points->overrides, changed, diags);
    point_collect(point);
}

Point *points_get(Points *points)
{
    Point *point = find(points);
    if (!point) {
        int n_overrides = list_overrides(points);
        CircRedo way = CIRC_REDO_NETLIST;
        point = replaceable(points, n_overrides, &way);
        if (!point) return NULL;
        compile(point, way, n_overrides);
    }
    point->last_use = ++points->clock;
    point->holders++;
    return point;
}

void points_release(Point *point)
{
    point->holders--;
}

/* ---- times */

void point_look(Point *point, int k)
{
    if (!point->stages.netlist->transient.n) return;
    point->stages.solution = &point->stages.solutions[k];
    point->at_time = true;
    point->number = ++point->points->n_numbers;
}

int point_time(const Point *point, double t)
{
    const CircTransient *transient = &point->stages.netlist->transient;
    for (int k = 0; k < transient->n; k++)
        if (fabs(transient->times[k] - t) <= 1e-9 * fabs(t)) return k;
    return -1;
}

/* ---- expressions */

static bool quantity_here(void *context, const CircQuantityCall *call, double *si)
{
    Point *point = context;
    return circ_quantity_value(&point->stages, call, si);
}

/* `there` at the time that is set, or at that of `here`. */
static CircValue value_at_time(const Point *here, Point *there, const CircExpr *at, int n_settings,
                               const CircSetting *settings)
{
    const Point before = *there;
    double t = here->stages.solution->t;
    for (int i = 0; i < n_settings; i++)
        if (points_parameter(here->points, settings[i].name) < 0) t = settings[i].si;
    int k = there->stages.netlist->transient.n ? point_time(there, t) : 0;
    if (k < 0) {
        circ_diag(here->stages.diags, CIRC_E0405, at->span, "the transient has other points in time there");
        return (CircValue){.bad = true};
    }
    point_look(there, k);
    CircValue value = point_value(there, at->left);
    there->stages.solution = before.stages.solution;
    there->at_time = before.at_time;
    there->number = before.number;
    return value;
}

/* `at`: as here, but for the settings. */
static bool value_elsewhere(void *context, const CircExpr *at, int n_settings, const CircSetting *settings,
                            double *si)
{
    Point *here = context;
    Points *points = here->points;
    memcpy(points->wanted, here->settings, (size_t)points->base->n_params * sizeof *points->wanted);
    for (int i = 0; i < n_settings; i++) {
        int parameter = points_parameter(points, settings[i].name);
        if (parameter >= 0) points->wanted[parameter] = (Setting){true, settings[i].si};
    }
    Point *there = points_get(points);
    if (!there) {
        circ_diag(here->stages.diags, CIRC_E0006, at->span, "'at' is nested more than %d deep",
                  POINTS_KEPT - 1);
        return false;
    }
    CircValue value =
        there->solved ? value_at_time(here, there, at, n_settings, settings) : (CircValue){.bad = true};
    *si = value.si;
    points_release(there);
    return !value.bad;
}

CircValue point_value(Point *point, const CircExpr *expr)
{
    CircEvaluator evaluator = {.netlist = point->stages.netlist,
                               .diags = point->stages.diags,
                               .quantity = quantity_here,
                               .at = value_elsewhere,
                               .context = point};
    CircValue value = circ_evaluate(expr, &evaluator);
    point_collect(point);
    return value;
}
