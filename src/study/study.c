/* The analyses of a file: the grid of its sweeps, a row for each point of it, and the expects. */
#include "circ/study.h"

#include <math.h>
#include <string.h>

#include "study/exhausted.h"
#include "study/expect.h"
#include "study/points.h"

typedef struct {
    Points points;
    CircResults *results;
    CircRow *rows;
    CircSweep *sweeps;     /* results->sweeps */
    int n_swept;           /* of parameters: all of them but the time of a transient, which is the last */
    int *parameter_of;     /* n_swept: index of their parameter */
    int n_points, n_times; /* of the grid; a row for each pair */
    bool *expect_was_met;  /* expects: by a point of the grid */
    const CircRowObserver *observer; /* or NULL */
} Study;

enum { MAX_POINTS = 10000000 };

/* ---- the grid */

static bool is_set_from_outside(const Points *points, const char *name)
{
    for (int i = 0; i < points->n_overrides; i++)
        if (!strcmp(points->cli_overrides[i].name, name)) return true;
    return false;
}

static const CircDim time_dim = {.exponent = {[CIRC_DIM_S] = CIRC_DIM_UNIT}};

static void list_sweeps(Study *study)
{
    const CircNetlist *base = study->points.base;
    CircResults *results = study->results;
    const CircTransient *transient = &base->transient;
    study->sweeps = circ_new(study->points.arena, CircSweep, base->n_sweeps + 1);
    study->parameter_of = circ_new(study->points.arena, int, base->n_sweeps);
    for (int i = 0; i < base->n_sweeps; i++) {
        if (is_set_from_outside(&study->points, base->sweeps[i].name)) continue;
        study->parameter_of[study->n_swept] = points_parameter(&study->points, base->sweeps[i].name);
        study->sweeps[study->n_swept++] = base->sweeps[i];
    }
    study->n_times = transient->n ? transient->n : 1;
    if (transient->n)
        study->sweeps[study->n_swept] = (CircSweep){circ_quantity_name(CIRC_QUANTITY_TIME), transient->span,
                                                    time_dim, transient->n, transient->times};
    results->sweeps = study->sweeps;
    results->n_sweeps = study->n_swept + (transient->n > 0);
    results->n_params = base->n_params + (transient->n > 0);
}

static bool size_grid(Study *study)
{
    double n = 1;
    for (int i = 0; i < study->results->n_sweeps; i++) n *= study->sweeps[i].n;
    if (n > MAX_POINTS) {
        CircDiag *diag = circ_diag(study->points.diags, CIRC_E0401, study->sweeps[0].span,
                                   "the sweeps make %.0f points, more than %d", n, MAX_POINTS);
        circ_diag_help(study->points.diags, diag, "take fewer steps, or set a parameter with -p instead");
        return false;
    }
    study->results->n_rows = (int)n;
    study->n_points = (int)n / study->n_times;
    study->rows = circ_new(study->points.arena, CircRow, n);
    study->results->rows = study->rows;
    return true;
}

/* What is set at point i of the grid, into points.wanted. */
static void want_grid_point(Study *study, int i)
{
    Setting *wanted = study->points.wanted;
    memset(wanted, 0, (size_t)study->points.base->n_params * sizeof *wanted);
    for (int k = study->n_swept - 1; k >= 0; k--) {
        const CircSweep *sweep = &study->sweeps[k];
        wanted[study->parameter_of[k]] = (Setting){true, sweep->values[i % sweep->n]};
        i /= sweep->n;
    }
}

/* ---- a row */

static const CircParam *copy_params(const Study *study, const CircPoint *point)
{
    int n = study->points.base->n_params;
    const CircNetlist *netlist = point->netlist;
    CircParam *params = circ_new(study->points.arena, CircParam, study->results->n_params);
    if (netlist->transient.n)
        params[n] = (CircParam){circ_quantity_name(CIRC_QUANTITY_TIME),
                                netlist->transient.span,
                                {.si = point->solution->t, .dim = time_dim}};
    for (int i = 0; i < n; i++) {
        params[i] = study->points.base->params[i]; /* the names of the point go with its arena */
        params[i].value = netlist->params[i].value;
    }
    return params;
}

static bool same_baths(const CircRow *row, const CircNetlist *netlist)
{
    if (!row || row->n_baths != netlist->n_baths) return false;
    for (int i = 0; i < row->n_baths; i++)
        if (strcmp(row->baths[i], netlist->baths[i].name)) return false;
    return true;
}

/* Names of the baths; shared with the row before where they are the same, as they nearly always are. */
static const char *const *copy_baths(const Study *study, const CircRow *before, const CircNetlist *netlist)
{
    if (same_baths(before, netlist)) return before->baths;
    const char **names = circ_new(study->points.arena, const char *, netlist->n_baths);
    for (int i = 0; i < netlist->n_baths; i++)
        names[i] =
            circ_arena_copy(study->points.arena, netlist->baths[i].name, strlen(netlist->baths[i].name));
    return names;
}

static const double *copy_currents(const Study *study, const CircPoint *point)
{
    int n = point->netlist->n_baths;
    double *currents = circ_new(study->points.arena, double, n);
    if (n) memcpy(currents, point->solution->Q, (size_t)n * sizeof *currents);
    return currents;
}

static void evaluate_list(Point *point, int n, const CircOutput *list, double *values)
{
    for (int i = 0; i < n; i++) {
        CircValue value = point_value(point, list[i].expr);
        values[i] = value.bad ? NAN : value.si;
    }
}

static const double *evaluate_outputs(const Study *study, Point *point)
{
    int n = study->results->n_outputs;
    double *outputs = circ_new(study->points.arena, double, n);
    evaluate_list(point, n, point->stages.netlist->outputs, outputs);
    return outputs;
}

static const double *evaluate_plots(const Study *study, Point *point)
{
    const CircNetlist *netlist = point->stages.netlist;
    int n = 0;
    if (!study->points.options.plots) return NULL;
    for (int i = 0; i < netlist->n_plots; i++) n += netlist->plots[i].n_values;
    double *values = circ_new(study->points.arena, double, n), *next = values;
    for (int i = 0; i < netlist->n_plots; next += netlist->plots[i++].n_values)
        evaluate_list(point, netlist->plots[i].n_values, netlist->plots[i].values, next);
    return values;
}

/* Why the method was chosen; shared with the row before where it is the same. */
static const char *copy_reason(const Study *study, const CircRow *before, const char *reason)
{
    if (before && !strcmp(before->solver.reason, reason)) return before->solver.reason;
    return circ_arena_copy(study->points.arena, reason, strlen(reason));
}

static void fill_row(Study *study, int i, Point *point)
{
    const CircPoint *at = &point->stages;
    const CircRow *before = i && study->rows[i - 1].baths ? &study->rows[i - 1] : NULL;
    CircSolution solver = *at->solution;
    solver.Q = solver.noise = solver.P_J = NULL;
    solver.sites = NULL;
    solver.reason = copy_reason(study, before, solver.reason);
    study->rows[i] = (CircRow){
        .params = copy_params(study, at),
        .outputs = evaluate_outputs(study, point),
        .plotted = evaluate_plots(study, point),
        .currents = copy_currents(study, at),
        .n_baths = at->netlist->n_baths,
        .baths = copy_baths(study, before, at->netlist),
        .solver = solver,
        .warnings = at->diags,
    };
    if (study->observer) study->observer->row(study->observer->context, at, &study->rows[i]);
}

/* ---- expects */

static void test_expects(Study *study, Point *point)
{
    const CircNetlist *netlist = point->stages.netlist;
    for (int i = 0; i < netlist->n_expects; i++) {
        const CircExpect *expect = &netlist->expects[i];
        if (!expect_covers(expect, point)) continue;
        study->expect_was_met[i] = true;
        expect_test(expect, point);
    }
}

/* Changes points.wanted to the expect's settings. False: the point differs from an earlier one of the grid
 * only in what the expect sets. */
static bool want_settings(Study *study, const CircExpect *expect)
{
    Setting *wanted = study->points.wanted;
    for (int i = 0; i < expect->n_settings; i++) {
        int parameter = points_parameter(&study->points, expect->settings[i].name);
        for (int k = 0; k < study->n_swept; k++)
            if (study->parameter_of[k] == parameter && wanted[parameter].si != study->sweeps[k].values[0])
                return false;
    }
    for (int i = 0; i < expect->n_settings; i++) {
        int parameter = points_parameter(&study->points, expect->settings[i].name);
        if (parameter >= 0) wanted[parameter] = (Setting){true, expect->settings[i].si};
    }
    return true;
}

/* An expect at settings that the grid does not have is tested for all values of the other sweeps. */
static void test_expect_off_grid(Study *study, const CircExpect *expect)
{
    for (int i = 0; i < study->n_points; i++) {
        want_grid_point(study, i);
        if (!want_settings(study, expect)) continue;
        Point *point = points_get(&study->points);
        for (int k = 0; point->solved && k < point->stages.n_solutions; k++) {
            point_look(point, k);
            if (expect_covers(expect, point)) expect_test(expect, point);
        }
        points_release(point);
    }
}

/* ---- all of it */

/* The times may depend on what is swept, but not how many they are. */
static bool has_all_times(const Study *study, Point *point)
{
    if (!point->solved) return false;
    if (point->stages.n_solutions == study->n_times) return true;
    circ_diag(
        point->stages.diags, CIRC_E0401, point->stages.netlist->transient.span,
        "the transient has %d steps here, but a parameter that is swept must not change their number of %d",
        point->stages.n_solutions, study->n_times);
    point_collect(point);
    return false;
}

static void run_grid(Study *study)
{
    for (int i = 0; i < study->n_points; i++) {
        want_grid_point(study, i);
        Point *point = points_get(&study->points);
        for (int k = 0; has_all_times(study, point) && k < study->n_times; k++) {
            point_look(point, k);
            fill_row(study, i * study->n_times + k, point);
            test_expects(study, point);
        }
        points_release(point);
        point->last_use = 0; /* the next point of the grid may take its place: no other will ask for it */
    }
}

static const CircResults *run(Study *study)
{
    Points *points = &study->points;
    const CircNetlist *base = points->base;
    study->results = circ_new(points->arena, CircResults, 1);
    *study->results =
        (CircResults){.circuit = base->name, .n_outputs = base->n_outputs, .outputs = base->outputs,
                      .n_plots = base->n_plots, .plots = base->plots};
    list_sweeps(study);
    if (!size_grid(study)) return NULL;
    study->expect_was_met = circ_new(points->arena, bool, base->n_expects);
    run_grid(study);
    for (int i = 0; i < base->n_expects; i++)
        if (!study->expect_was_met[i] && base->expects[i].n_settings)
            test_expect_off_grid(study, &base->expects[i]);
    findings_report(&points->findings, points->diags);
    study->results->failed_expects = points->findings.n_failed_expects;
    memcpy(study->results->n_redone, points->n_redone, sizeof points->n_redone);
    return points->findings.n_errors ? NULL : study->results;
}

static const CircResults *elaborate_and_run(Study *study, CircArena *arena)
{
    Points *points = &study->points;
    const CircNetlist *base =
        circ_elaborate(points->ast, points->n_overrides, points->cli_overrides, arena, points->diags);
    if (!base) return NULL;
    circ_lint(points->ast, base, arena, points->diags);
    points_start(points, base, arena);
    return run(study);
}

static const CircResults *run_guarded(Study *study, CircArena *arena)
{
    if (setjmp(*circ_arena_guard(arena))) {
        exhausted_report(arena, study->points.diags);
        return NULL;
    }
    const CircResults *results = elaborate_and_run(study, arena);
    circ_arena_unguard(arena);
    return results;
}

const CircResults *circ_study_observed(const CircAst *ast, int n_overrides, const CircOverride *overrides,
                                       const CircSolveOptions *options, const CircRowObserver *observer,
                                       CircArena *arena, CircDiags *diags)
{
    Study study = {.observer = observer,
                   .points = {.ast = ast,
                              .n_overrides = n_overrides,
                              .cli_overrides = overrides,
                              .options = *options,
                              .diags = diags}};
    const CircResults *results = NULL;
    if (points_create(&study.points))
        results = run_guarded(&study, arena);
    else
        exhausted_report(arena, diags);
    points_free(&study.points);
    return results;
}

const CircResults *circ_study(const CircAst *ast, int n_overrides, const CircOverride *overrides,
                              const CircSolveOptions *options, CircArena *arena, CircDiags *diags)
{
    return circ_study_observed(ast, n_overrides, overrides, options, NULL, arena, diags);
}
