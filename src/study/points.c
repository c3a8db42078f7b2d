#include "study/points.h"

#include <math.h>
#include <string.h>

#include "emit/value_text.h"

bool points_create(Points *points)
{
    points->solver = circ_solver_create();
    bool fine = points->solver != NULL;
    for (int i = 0; i < POINTS_KEPT; i++) {
        points->kept[i].stages.arena = circ_arena_create();
        fine &= points->kept[i].stages.arena != NULL;
    }
    return fine;
}

void points_free(Points *points)
{
    for (int i = 0; i < POINTS_KEPT; i++) circ_arena_free(points->kept[i].stages.arena);
    circ_solver_free(points->solver);
}

void points_start(Points *points, const CircNetlist *base, CircArena *arena)
{
    points->base = base;
    points->arena = arena;
    points->wanted = circ_new(arena, Setting, base->n_params);
    findings_init(&points->findings, arena);
    for (int i = 0; i < POINTS_KEPT; i++) {
        Point *point = &points->kept[i];
        point->points = points;
        point->stages.solver = points->solver;
        point->stages.options = points->options;
        point->settings = circ_new(arena, Setting, base->n_params);
        point->overrides = circ_new(arena, CircOverride, points->n_overrides + base->n_params);
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

static bool settings_equal(const Setting *a, const Setting *b, int n)
{
    for (int i = 0; i < n; i++)
        if (a[i].set != b[i].set || (a[i].set && a[i].si != b[i].si)) return false;
    return true;
}

static Point *find(Points *points)
{
    for (int i = 0; i < POINTS_KEPT; i++) {
        Point *point = &points->kept[i];
        if (point->used && settings_equal(point->settings, points->wanted, points->base->n_params))
            return point;
    }
    return NULL;
}

static Point *least_recently_used(Points *points)
{
    Point *best = NULL;
    for (int i = 0; i < POINTS_KEPT; i++) {
        Point *point = &points->kept[i];
        if (!point->holders && (!best || point->last_use < best->last_use)) best = point;
    }
    return best;
}

/* The command line's overrides without those that the point sets, then the point's. */
static int list_overrides(Point *point)
{
    const Points *points = point->points;
    int n = 0;
    for (int i = 0; i < points->n_overrides; i++) {
        int parameter = points_parameter(points, points->overrides[i].name);
        if (parameter < 0 || !point->settings[parameter].set) point->overrides[n++] = points->overrides[i];
    }
    for (int i = 0; i < points->base->n_params; i++) {
        const CircParam *param = &points->base->params[i];
        if (!point->settings[i].set) continue;
        CircValue value = {.si = point->settings[i].si, .dim = param->value.dim};
        point->overrides[n++] = (CircOverride){.name = param->name, .span = param->span, .value = value};
    }
    return n;
}

/* Nothing is set here: the netlist that gave the analyses serves. */
static bool is_base(const Point *point)
{
    for (int i = 0; i < point->points->base->n_params; i++)
        if (point->settings[i].set) return false;
    return true;
}

static void compile(Point *point)
{
    Points *points = point->points;
    memcpy(point->settings, points->wanted, (size_t)points->base->n_params * sizeof *point->settings);
    circ_arena_reset(point->stages.arena);
    point->stages.diags = circ_diags_create(points->arena, circ_diags_sources(points->diags));
    point->n_collected = 0;
    point->number = ++points->n_numbers;
    point->at_time = false;
    int n_overrides = list_overrides(point);
    point->stages.netlist = is_base(point) ? points->base : NULL;
    point->solved =
        circ_compile(&point->stages, points->ast, n_overrides, point->overrides, CIRC_STAGE_SOLUTION);
    point->used = true;
    point_collect(point);
}

Point *points_get(Points *points)
{
    Point *point = find(points);
    if (!point) {
        point = least_recently_used(points);
        if (!point) return NULL;
        compile(point);
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
