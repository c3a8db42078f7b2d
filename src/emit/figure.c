/* From the rows of a study to panels, axes and curves. */
#include "emit/figure.h"

#include <math.h>
#include <string.h>

#include "base/format.h"
#include "circ/constants.h"
#include "emit/value_text.h"
#include "front/units.h"

enum { MOST_CURVES = 24, MOST_PANELS = 12 };

typedef struct {
    const CircResults *results;
    CircArena *arena;
    CircDiags *diags;
    FigurePanel *panels;
    int n_panels;
    size_t capacity;
} Work;

/* A plot with what was left open filled in; `first` is the place of its values in a row. */
typedef struct {
    const CircPlot *plot;
    const CircOutput *values;
    int n_values, first;
    bool outputs; /* of the rows' outputs, not of their plotted values */
    int x, y;     /* sweeps; y -1: curves */
    bool family[16];
} Plan;

/* ---- scales */

typedef struct {
    double factor;
    const char *unit; /* "mK", "" */
} Scale;

/* The prefix that suits the largest number; energies are told as frequencies, as in tables. */
static Scale scale_of(CircArena *arena, double largest, CircDim dim)
{
    bool energy = dim_equal(dim, dim_of(DIM_ENERGY));
    double h = energy ? CIRC_H : 1;
    char unit[64];
    double factor = format_scale(unit, sizeof unit, largest / h, energy ? "Hz" : dim_unit(arena, dim));
    return (Scale){h * factor, circ_arena_copy(arena, unit, strlen(unit))};
}

static const char *with_unit(CircArena *arena, const char *name, Scale scale)
{
    return *scale.unit ? circ_arena_format(arena, "%s (%s)", name, scale.unit) : name;
}

static double *scaled(CircArena *arena, int n, const double *values, Scale scale)
{
    double *out = circ_new(arena, double, n);
    for (int i = 0; i < n; i++) out[i] = values[i] / scale.factor;
    return out;
}

static double largest_of(int n, const double *values, double so_far)
{
    for (int i = 0; i < n; i++)
        if (isfinite(values[i])) so_far = fmax(so_far, fabs(values[i]));
    return so_far;
}

static Scale sweep_scale(const Work *w, int sweep)
{
    const CircSweep *s = &w->results->sweeps[sweep];
    return scale_of(w->arena, largest_of(s->n, s->values, 0), s->dim);
}

/* Equal ratios, and not equal steps: the sweep is logarithmic. */
static bool is_logarithmic(const CircSweep *s)
{
    if (s->n < 4 || !(s->values[0] > 0) || !(s->values[1] > s->values[0])) return false;
    double ratio = s->values[1] / s->values[0];
    for (int i = 1; i + 1 < s->n; i++)
        if (fabs(s->values[i + 1] / s->values[i] / ratio - 1) > 1e-6) return false;
    return true;
}

/* ---- values along an axis */

static int stride_of(const CircResults *results, int sweep)
{
    int stride = 1;
    for (int k = sweep + 1; k < results->n_sweeps; k++) stride *= results->sweeps[k].n;
    return stride;
}

static double value_at(const Work *w, const Plan *plan, int value, int row)
{
    const CircRow *r = &w->results->rows[row];
    return plan->outputs ? r->outputs[value] : r->plotted[plan->first + value];
}

static const double *along(const Work *w, const Plan *plan, int value, int row, int sweep)
{
    int n = w->results->sweeps[sweep].n, stride = stride_of(w->results, sweep);
    double *out = circ_new(w->arena, double, n);
    for (int i = 0; i < n; i++) out[i] = value_at(w, plan, value, row + i * stride);
    return out;
}

/* "N = 2, T_p = 50 mK", of the families at a row; whole numbers as such. */
static const char *family_text(const Work *w, const Plan *plan, int row)
{
    const char *text = "";
    for (int k = 0; k < w->results->n_sweeps; k++) {
        const CircSweep *s = &w->results->sweeps[k];
        if (!plan->family[k]) continue;
        double value = s->values[row / stride_of(w->results, k) % s->n];
        text = circ_arena_format(w->arena, "%s%s%s = %s", text, *text ? ", " : "", s->name,
                                 value_text(w->arena, value, s->dim));
    }
    return text;
}

/* The first row of family i. */
static int family_row(const Work *w, const Plan *plan, int i)
{
    int row = 0;
    for (int k = w->results->n_sweeps - 1; k >= 0; k--) {
        if (!plan->family[k]) continue;
        row += i % w->results->sweeps[k].n * stride_of(w->results, k);
        i /= w->results->sweeps[k].n;
    }
    return row;
}

static double n_families(const Work *w, const Plan *plan)
{
    double n = 1;
    for (int k = 0; k < w->results->n_sweeps; k++)
        if (plan->family[k]) n *= w->results->sweeps[k].n;
    return n;
}

/* ---- curves */

static bool nearly_equal(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

static bool same_curve(int n, const double *a, const double *b)
{
    for (int i = 0; i < n; i++)
        if (!nearly_equal(a[i], b[i])) return false;
    return true;
}

static bool is_constant(int n, const double *y)
{
    for (int i = 1; i < n; i++)
        if (!nearly_equal(y[i], y[0])) return false;
    return n > 2;
}

/* What no family changes is drawn once, under its own name. */
static bool is_same_in_all(const Work *w, const Plan *plan, int value, int families)
{
    int n = w->results->sweeps[plan->x].n;
    const double *first = along(w, plan, value, family_row(w, plan, 0), plan->x);
    for (int i = 1; i < families; i++)
        if (!same_curve(n, first, along(w, plan, value, family_row(w, plan, i), plan->x))) return false;
    return true;
}

static const char *join_label(CircArena *arena, const char *name, const char *family)
{
    return !*family ? name : !*name ? family : circ_arena_format(arena, "%s, %s", name, family);
}

static FigurePanel *add_panel(Work *w, const Plan *plan)
{
    w->panels = circ_arena_grow(w->arena, w->panels, &w->capacity, (size_t)w->n_panels + 1, sizeof *w->panels);
    FigurePanel *panel = &w->panels[w->n_panels++];
    const CircSweep *x = &w->results->sweeps[plan->x];
    *panel = (FigurePanel){.title = plan->plot ? plan->plot->title : NULL};
    panel->x = (FigureAxis){with_unit(w->arena, x->name, sweep_scale(w, plan->x)),
                            is_logarithmic(x) || (plan->plot && plan->plot->log_x)};
    panel->y.logarithmic = plan->plot && plan->plot->log_y;
    return panel;
}

/* "power" of "a power (W)". */
static const char *noun_of(CircArena *arena, CircDim dim)
{
    const char *name = dim_name(arena, dim), *noun = strchr(name, ' ');
    if (dim_is_none(dim) || !noun) return "";
    const char *bracket = strstr(noun, " (");
    return bracket ? circ_arena_copy(arena, noun + 1, (size_t)(bracket - noun - 1)) : noun + 1;
}

/* The names of the values of a dimension, where they are few: "Q_valve, Q_independent". */
static const char *names_of(const Work *w, const Plan *plan, CircDim dim)
{
    const char *text = "";
    int n = 0;
    for (int v = 0; v < plan->n_values; v++) {
        if (!dim_equal(plan->values[v].dim, dim)) continue;
        text = circ_arena_format(w->arena, "%s%s%s", text, n++ ? ", " : "", plan->values[v].name);
    }
    enum { MOST_LETTERS = 44 };
    return strlen(text) <= MOST_LETTERS ? text : noun_of(w->arena, dim);
}

static int count_of_dim(const Plan *plan, CircDim dim)
{
    int n = 0;
    for (int v = 0; v < plan->n_values; v++) n += dim_equal(plan->values[v].dim, dim);
    return n;
}

/* Nothing that is finite, and positive on a logarithmic axis: gnuplot would find no range. */
static bool is_drawable(int n, const double *values, bool logarithmic)
{
    for (int i = 0; i < n; i++)
        if (isfinite(values[i]) && (!logarithmic || values[i] > 0)) return true;
    return false;
}

static bool nothing_to_draw(const Work *w, const Plan *plan, const char *names, bool logarithmic)
{
    CircSpan span = plan->plot ? plan->plot->span : (CircSpan){0};
    circ_diag(w->diags, CIRC_E0406, span, "'%s' has no %s value that could be drawn%s", names,
              logarithmic ? "positive" : "finite", logarithmic ? " on a logarithmic axis" : "");
    return false;
}

/* Styles go round by the curves that are not references, so that these do not take a colour away; a reference that differs
 * between families has the colour of its family's first curve. */
static void choose_styles(int n, FigureCurve *curves, const int *family_of)
{
    for (int i = 0, style = 0; i < n; i++) curves[i].style = curves[i].reference ? -1 : style++;
    for (int i = 0; i < n; i++)
        for (int k = 0; curves[i].reference && family_of[i] >= 0 && k < n; k++)
            if (!curves[k].reference && family_of[k] == family_of[i] && curves[i].style < 0) curves[i].style = curves[k].style;
}

static bool add_curves(Work *w, const Plan *plan, CircDim dim, int families)
{
    const CircSweep *x = &w->results->sweeps[plan->x];
    FigureCurve *curves = circ_new(w->arena, FigureCurve, plan->n_values * families);
    const double *xs = scaled(w->arena, x->n, x->values, sweep_scale(w, plan->x));
    int *family_of = circ_new(w->arena, int, plan->n_values * families);
    int n = 0, references = 0;
    bool drawable = false, log_x = is_logarithmic(x) || (plan->plot && plan->plot->log_x), log_y = plan->plot && plan->plot->log_y;
    double largest = 0;
    if (!is_drawable(x->n, x->values, log_x)) return nothing_to_draw(w, plan, x->name, log_x);
    for (int v = 0; v < plan->n_values; v++) {
        if (!dim_equal(plan->values[v].dim, dim)) continue;
        bool has_reference = false;
        bool alone = families == 1 || is_same_in_all(w, plan, v, families);
        for (int i = 0; i < (alone ? 1 : families); i++) {
            int row = family_row(w, plan, i);
            const double *y = along(w, plan, v, row, plan->x);
            const char *name = count_of_dim(plan, dim) > 1 || alone ? plan->values[v].name : "";
            const char *label = join_label(w->arena, name, alone ? "" : family_text(w, plan, row));
            bool reference = is_constant(x->n, y);
            if (reference && !alone && *name) label = i ? NULL : circ_arena_format(w->arena, "%s of each", name);
            family_of[n] = alone ? -1 : i;
            curves[n++] = (FigureCurve){label, reference, 0, references, x->n, xs, y};
            has_reference = has_reference || reference;
            drawable = drawable || is_drawable(x->n, y, log_y);
            largest = largest_of(x->n, y, largest);
        }
        references += has_reference;
    }
    if (!drawable) return nothing_to_draw(w, plan, names_of(w, plan, dim), log_y);
    choose_styles(n, curves, family_of);
    Scale scale = scale_of(w->arena, largest, dim);
    for (int i = 0; i < n; i++) curves[i].y = scaled(w->arena, x->n, curves[i].y, scale);
    FigurePanel *panel = add_panel(w, plan);
    panel->y.label = with_unit(w->arena, names_of(w, plan, dim), scale);
    panel->n_curves = n;
    panel->curves = curves;
    return true;
}

static bool few_for_map(const Work *w, const Plan *plan, const CircSweep *s)
{
    CircDiag *diag = circ_diag(w->diags, CIRC_E0406, plan->plot->span, "a map needs two values of '%s'; there is one", s->name);
    circ_diag_help(w->diags, diag, "leave '%s' out of 'against' to draw curves", s->name);
    return false;
}

static bool add_map(Work *w, const Plan *plan, int value)
{
    const CircSweep *x = &w->results->sweeps[plan->x], *y = &w->results->sweeps[plan->y];
    if (x->n < 2 || y->n < 2) return few_for_map(w, plan, x->n < 2 ? x : y);
    double *z = circ_new(w->arena, double, x->n * y->n);
    int dx = stride_of(w->results, plan->x), dy = stride_of(w->results, plan->y);
    for (int k = 0; k < y->n; k++)
        for (int i = 0; i < x->n; i++) z[k * x->n + i] = value_at(w, plan, value, i * dx + k * dy);
    const CircOutput *output = &plan->values[value];
    if (!is_drawable(x->n * y->n, z, false)) return nothing_to_draw(w, plan, output->name, false);
    Scale scale = scale_of(w->arena, largest_of(x->n * y->n, z, 0), output->dim), scale_y = sweep_scale(w, plan->y);
    FigurePanel *panel = add_panel(w, plan);
    panel->y = (FigureAxis){with_unit(w->arena, y->name, scale_y), is_logarithmic(y) || (plan->plot && plan->plot->log_y)};
    panel->is_map = true;
    panel->map = (FigureMap){x->n, y->n, scaled(w->arena, x->n, x->values, sweep_scale(w, plan->x)),
                             scaled(w->arena, y->n, y->values, scale_y), scaled(w->arena, x->n * y->n, z, scale),
                             with_unit(w->arena, output->name, scale)};
    return true;
}

/* ---- plans */

static int find_sweep(const Work *w, const char *name)
{
    for (int k = 0; k < w->results->n_sweeps; k++)
        if (!strcmp(w->results->sweeps[k].name, name)) return k;
    return -1;
}

static bool no_axis(const Work *w, const CircPlot *plot, const char *name)
{
    CircDiag *diag = circ_diag(w->diags, CIRC_E0406, plot->span, "'%s' is not swept here", name);
    circ_diag_help(w->diags, diag, "a parameter that '-p' sets is swept no more");
    return false;
}

/* The axes; all other sweeps are families, or only the one that is asked for. */
static bool make_plan(const Work *w, Plan *plan)
{
    const CircPlot *plot = plan->plot;
    int n = w->results->n_sweeps;
    plan->x = n - 1;
    plan->y = -1;
    for (int i = 0; plot && i < plot->n_against; i++) {
        int sweep = find_sweep(w, plot->against[i]);
        if (sweep < 0) return no_axis(w, plot, plot->against[i]);
        *(i ? &plan->y : &plan->x) = sweep;
    }
    for (int k = 0; k < n; k++)
        plan->family[k] = k != plan->x && plan->y < 0 && (!plot || !plot->by || !strcmp(plot->by, w->results->sweeps[k].name));
    return !plot || !plot->by || find_sweep(w, plot->by) >= 0 || no_axis(w, plot, plot->by);
}

/* A panel for each dimension, in the order of the values. */
static bool add_panels(Work *w, const Plan *plan)
{
    double families = n_families(w, plan);
    CircSpan span = plan->plot ? plan->plot->span : (CircSpan){0};
    if (families > MOST_CURVES) {
        CircDiag *diag = circ_diag(w->diags, CIRC_E0406, span, "there would be %.0f curves for each value, more than %d",
                                   families, MOST_CURVES);
        circ_diag_help(w->diags, diag, "draw a map with 'against X, Y', choose a family with 'by', or set a parameter with -p");
        return false;
    }
    bool fine = true;
    for (int v = 0; fine && v < plan->n_values; v++) {
        bool first = true;
        for (int u = 0; u < v; u++) first = first && !dim_equal(plan->values[u].dim, plan->values[v].dim);
        if (plan->y >= 0)
            fine = add_map(w, plan, v);
        else if (first)
            fine = add_curves(w, plan, plan->values[v].dim, (int)families);
    }
    return fine;
}

static bool has_few_panels(const Work *w)
{
    if (w->n_panels <= MOST_PANELS) return true;
    circ_diag(w->diags, CIRC_E0406, (CircSpan){0}, "there would be %d panels, more than %d", w->n_panels, MOST_PANELS);
    return false;
}

const Figure *figure_make(const CircResults *results, CircArena *arena, CircDiags *diags)
{
    Work w = {.results = results, .arena = arena, .diags = diags};
    int first = 0;
    bool fine = true;
    if (!results->n_sweeps || results->n_sweeps > 16) {
        CircDiag *diag = circ_diag(diags, CIRC_E0406, (CircSpan){0}, "'%s' sweeps nothing that could be drawn", results->circuit);
        circ_diag_help(diags, diag, "add 'sweep NAME from A to B steps N'");
        return NULL;
    }
    for (int i = 0; i < results->n_plots; first += results->plots[i++].n_values) {
        const CircPlot *plot = &results->plots[i];
        Plan plan = {.plot = plot, .values = plot->values, .n_values = plot->n_values, .first = first};
        fine = make_plan(&w, &plan) && add_panels(&w, &plan) && fine;
    }
    if (!results->n_plots) {
        Plan plan = {.values = results->outputs, .n_values = results->n_outputs, .outputs = true};
        fine = make_plan(&w, &plan) && add_panels(&w, &plan);
    }
    if (!fine || !has_few_panels(&w)) return NULL;
    Figure *figure = circ_new(arena, Figure, 1);
    *figure = (Figure){w.n_panels, w.panels};
    return figure;
}
