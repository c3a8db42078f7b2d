/* A point of a sweep makes again only what its parameters reach, and is what a full compilation makes of it. */
#include <CUnit/CUnit.h>
#include <glob.h>
#include <math.h>
#include <string.h>

#include "circ/study.h"

enum { MOST_PARAMS = 32, MOST_POINTS_COMPARED = 7 };

typedef struct {
    CircArena *arena;
    CircDiags *diags;
    const CircResults *results;
} Run;

static const CircSource *source_of(CircSources *sources, const char *path, const char *text)
{
    return text ? circ_sources_add(sources, path, text, strlen(text)) : circ_sources_read(sources, path);
}

/* The file at `path`, or `text` where that is given. */
static Run run_study(const char *path, const char *text, int n_overrides, const CircOverride *overrides)
{
    Run run = {.arena = circ_arena_create()};
    CircSources *sources = circ_sources_create(run.arena);
    run.diags = circ_diags_create(run.arena, sources);
    const CircAst *ast = circ_parse(source_of(sources, path, text), run.arena, run.diags);
    CU_ASSERT_PTR_NOT_NULL_FATAL(ast);
    run.results = circ_study(ast, n_overrides, overrides, &(CircSolveOptions){0}, run.arena, run.diags);
    return run;
}

/* ---- comparison */

static bool is_time_swept(const CircResults *results)
{
    return results->n_sweeps > 0 && !strcmp(results->sweeps[results->n_sweeps - 1].name, "t");
}

static const CircParam *param_of(const CircResults *results, const CircRow *row, const char *name)
{
    for (int i = 0; i < results->n_params; i++)
        if (!strcmp(row->params[i].name, name)) return &row->params[i];
    return NULL;
}

/* What is swept, set from outside as it is in this row. */
static int overrides_of(const CircResults *results, const CircRow *row, CircOverride *overrides)
{
    int n = results->n_sweeps - is_time_swept(results);
    CU_ASSERT_FATAL(n <= MOST_PARAMS);
    for (int i = 0; i < n; i++) {
        const CircParam *param = param_of(results, row, results->sweeps[i].name);
        CU_ASSERT_PTR_NOT_NULL_FATAL(param);
        overrides[i] = (CircOverride){.name = param->name, .value = {.si = param->value.si, .dim = param->value.dim}};
    }
    return n;
}

static bool same_text(const char *a, const char *b)
{
    return (!a && !b) || (a && b && !strcmp(a, b));
}

/* Places differ by the texts before them. */
static bool same_message(const CircDiag *a, const CircDiag *b)
{
    const CircNote *x = a->notes, *y = b->notes;
    for (; x && y; x = x->next, y = y->next)
        if (!same_text(x->text, y->text)) return false;
    return !x && !y && a->code == b->code && a->span.begin == b->span.begin && same_text(a->text, b->text) &&
           same_text(a->help, b->help);
}

static bool same_messages(const CircDiags *a, const CircDiags *b)
{
    if (circ_diags_count(a) != circ_diags_count(b)) return false;
    for (int i = 0; i < circ_diags_count(a); i++)
        if (!same_message(circ_diags_get(a, i), circ_diags_get(b, i))) return false;
    return true;
}

/* The methods that start from the last state agree to their tolerance; a small current is a difference of large ones. */
static bool same_numbers(int n, const double *a, const double *b, double tolerance)
{
    double scale = 0;
    for (int i = 0; i < n; i++) scale = fmax(scale, isfinite(a[i]) ? fabs(a[i]) : 0);
    for (int i = 0; i < n; i++)
        if (fabs(a[i] - b[i]) > tolerance * fmax(fabs(a[i]), 1e-3 * scale) || isnan(a[i]) != isnan(b[i])) return false;
    return true;
}

static bool same_row(const CircResults *results, const CircRow *a, const CircRow *b)
{
    bool iterative = !strcmp(a->solver.method, "sector") || !strcmp(a->solver.method, "krylov");
    double tolerance = iterative ? 1e-8 : 0;
    bool same = a->n_baths == b->n_baths && !strcmp(a->solver.method, b->solver.method) &&
                a->solver.dimension == b->solver.dimension && same_messages(a->warnings, b->warnings) &&
                same_numbers(a->n_baths, a->currents, b->currents, tolerance);
    for (int i = 0; i < results->n_params; i++) same = same && a->params[i].value.si == b->params[i].value.si;
    for (int i = 0; i < results->n_outputs; i++)
        same = same && same_numbers(1, &a->outputs[i], &b->outputs[i], tolerance);
    return same;
}

/* Some of the points alone, each in a study of its own: the same rows. */
static void compare(const char *path, const char *text)
{
    CircOverride overrides[MOST_PARAMS];
    Run all = run_study(path, text, 0, NULL);
    if (!all.results) circ_diags_print(all.diags, stderr, false);
    CU_ASSERT_PTR_NOT_NULL(all.results);
    int n_times = 1, n = 0, step = 1;
    if (all.results) {
        const CircResults *results = all.results;
        if (is_time_swept(results)) n_times = results->sweeps[results->n_sweeps - 1].n;
        n = results->n_rows / n_times;
        if (n > MOST_POINTS_COMPARED && !text) step = (n - 1) / (MOST_POINTS_COMPARED - 1);
    }
    for (int i = 0; i < n; i += step) {
        const CircRow *rows = all.results->rows + (size_t)i * n_times;
        Run alone = run_study(path, text, overrides_of(all.results, rows, overrides), overrides);
        bool same = alone.results && alone.results->n_rows == n_times;
        for (int k = 0; same && k < n_times; k++) same = same_row(all.results, &rows[k], &alone.results->rows[k]);
        if (!same) fprintf(stderr, "%s: point %d is not what it is alone %s\n", path, i, text);
        CU_ASSERT(same);
        circ_arena_free(alone.arena);
    }
    circ_arena_free(all.arena);
}

static void sweeps_of_all_circuits_are_what_their_points_are_alone(void)
{
    glob_t found;
    CU_ASSERT_EQUAL_FATAL(glob("circuits/*.circ", 0, NULL, &found), 0);
    CU_ASSERT_EQUAL_FATAL(glob("circuits/*/*.circ", GLOB_APPEND, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        if (!strstr(found.gl_pathv[i], "/library/")) compare(found.gl_pathv[i], NULL); /* those are definitions */
    globfree(&found);
}

/* ---- every stage by itself, and in turn */

/* Warns at some points and not at others. */
#define DEVICE                                                                                                \
    "param N = 2\nparam C_c = 4 fF\nparam Q = 20\nparam T_h = 384 mK\nparam T_p = 50 mK\nparam scale = 1\n"   \
    "param T_twice = 2*T_p\n"                                                                                 \
    "transmon q[1:N] (q[*], gnd) C = 70 fF EJ = 9.2 GHz\n"                                                    \
    "rlc hot (h, gnd) f = 4 GHz Q = Q Z = 50 Ohm T = T_h\n"                                                   \
    "resistor r (s, gnd) 100 Ohm T = T_twice\n"                                                               \
    "capacitor cs (s, q[1]) 0.1 fF\n"                                                                         \
    "capacitor ch[1:N] (q[*], h) C_c\n"                                                                       \
    "bath stray local(q[*]) rate = 0.01 /ns T = T_p\n"                                                        \
    "output Q(hot)*scale, Q(stray), gamma(hot, q[1]), n(r), f01(q[1]), here = T_twice\n"

static void check_redone(const char *text, const long expected[CIRC_N_REDO])
{
    Run run = run_study("t.circ", text, 0, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    for (int i = 0; i < CIRC_N_REDO; i++) CU_ASSERT_EQUAL(run.results->n_redone[i], expected[i]);
    circ_arena_free(run.arena);
}

static void each_parameter_makes_again_what_it_reaches(void)
{
    check_redone(DEVICE "sweep N from 1 to 3 steps 3\n", (long[]){3, 0, 0, 0});
    check_redone(DEVICE "sweep C_c from 1 fF to 9 fF steps 5\n", (long[]){1, 4, 0, 0});
    check_redone(DEVICE "sweep T_h from 1 mK to 1 K steps 5\n", (long[]){1, 0, 4, 0});
    check_redone(DEVICE "sweep T_p from 1 mK to 1 K steps 5\n", (long[]){1, 0, 4, 0});
    check_redone(DEVICE "sweep scale from 1 to 2 steps 5\n", (long[]){1, 0, 0, 4});
    check_redone(DEVICE "param rate = 1 /ns\nbath other collective(q[*]) rate = rate T = T_p\nsweep rate in 1 /ns, 2 /ns\n",
                 (long[]){1, 1, 0, 0});
    check_redone(DEVICE "sweep N in 1, 2\nsweep Q in 10, 20\nsweep T_h in 0 K, 0.3 K\nsweep scale in 1, 2\n",
                 (long[]){2, 2, 4, 8});
}

/* The time that the solver took is that of the one time that it ran. */
static void outputs_alone_are_not_solved_for(void)
{
    Run run = run_study("t.circ", DEVICE "sweep scale from 1 to 2 steps 5\n", 0, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    const CircRow *rows = run.results->rows;
    for (int i = 1; i < 5; i++) CU_ASSERT(rows[i].solver.seconds == rows[0].solver.seconds);
    CU_ASSERT(rows[4].outputs[0] == 2 * rows[0].outputs[0]);
    circ_arena_free(run.arena);
}

static void nested_sweeps_are_what_their_points_are_alone(void)
{
    compare("t.circ", DEVICE "sweep N in 1, 2, 3\nsweep Q in 2, 200\nsweep T_h in 0 K, 0.3 K\nsweep scale in 1, 2\n");
    compare("t.circ", DEVICE "sweep scale in 1, 2\nsweep T_p in 0 K, 1 K\nsweep C_c in 1 fF, 30 fF\nsweep N in 2, 1\n");
    compare("t.circ", DEVICE "allow W0504\nsweep T_p in 0 K, 1 K\nsweep C_c in 1 fF, 30 fF\n");
    compare("t.circ", DEVICE "model levels = 4\nsweep Q in 2, 200\nsweep T_p in 10 mK, 0.1 K, 2 K\n");
    compare("t.circ", DEVICE "transient to 10 ns steps 3 from thermal(T_p)\nsweep T_p in 10 mK, 2 K\nsweep scale in 1, 2\n");
}

/* First order warns of couplers, with the exact values beside its own: at every point, though only T changes. */
static void warnings_of_stages_that_stay_are_in_every_row(void)
{
    const char *text = "param T_h = 384 mK\nparam C_c = 12 fF\n"
                       "transmon q[1:2] (q[*], gnd) C = 70 fF EJ = 9.2 GHz\n"
                       "rlc hot (h, gnd) f = 4 GHz Q = 20 Z = 50 Ohm T = T_h\n"
                       "capacitor ch[1:2] (q[*], h) C_c\n"
                       "bath stray local(q[*]) rate = 0.01 /ns T = 50 mK\n"
                       "model coupling = first_order\n"
                       "sweep T_h in 10 mK, 100 mK, 1 K, 100 mK\n";
    Run run = run_study("t.circ", text, 0, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    for (int i = 0; i < run.results->n_rows; i++) {
        const CircDiags *warnings = run.results->rows[i].warnings;
        CU_ASSERT_FATAL(circ_diags_count(warnings) > 0);
        CU_ASSERT_EQUAL(circ_diags_get(warnings, 0)->code, CIRC_W0501);
        CU_ASSERT_PTR_NOT_NULL(circ_diags_get(warnings, 0)->notes);
    }
    CU_ASSERT_EQUAL(run.results->n_redone[CIRC_REDO_TEMPERATURES], 3);
    circ_arena_free(run.arena);
    compare("t.circ", text);
}

/* `at` finds its points again, and makes them from each other. */
static void points_elsewhere_are_staged_too(void)
{
    const char *text = DEVICE "output ratio = at(Q(hot), T_p = 20 mK)/at(Q(hot), N = 1), third = at(Q(hot), N = 3)\n"
                              "sweep T_p from 10 mK to 500 mK steps 40\n";
    Run run = run_study("t.circ", text, 0, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    CU_ASSERT(run.results->n_redone[CIRC_REDO_NETLIST] <= 9);
    CU_ASSERT(run.results->n_redone[CIRC_REDO_TEMPERATURES] >= 110);
    circ_arena_free(run.arena);
    compare("t.circ", text);
}

/* Exchange and splitting of the operators; a bath that comes to T = 0 and leaves it. */
static void dressed_operators_follow_temperatures(void)
{
    const char *text = "param T = 0.1 K\nparam Q = 30\n"
                       "transmon a (a, gnd) C = 70 fF f01 = 4.2 GHz\n"
                       "transmon b (b, gnd) C = 65 fF f01 = 4.3 GHz\n"
                       "transmon c (c, gnd) anharmonicity = -250 MHz EJ = 10 GHz\n"
                       "rlc hot (h, gnd) f = 4.4 GHz Q = Q Z = 50 Ohm T = T\n"
                       "resistor cold (k, gnd) 50 Ohm T = 30 mK\n"
                       "capacitor ah (a, h) 4 fF\ncapacitor bh (b, h) 2 fF\ncapacitor bk (b, k) 3 fF\n"
                       "capacitor ck (c, k) 3 fF\ncapacitor ab (a, b) 1 fF\ncapacitor bc (b, c) 1 fF\n"
                       "sweep Q in 30, 60, 30\nsweep T in 0.1 K, 0 K, 1 mK, 0 K, 0.5 K\n";
    static const char *const models[] = {"", "levels = 3", "secular = full", "secular = partial(20 MHz)"};
    for (int i = 0; i < 4; i++) {
        char whole[2000];
        snprintf(whole, sizeof whole, "%s%s%s\n", text, *models[i] ? "model " : "", models[i]);
        compare("t.circ", whole);
    }
}

/* An error at one point does not reach the next. */
static void a_point_after_an_error_begins_anew(void)
{
    Run run = run_study("t.circ", DEVICE "param R = 1 Ohm\nresistor r2 (h, gnd) R T = 1 K\nsweep R in 1 Ohm, -1 Ohm, 2 Ohm\n", 0, NULL);
    CU_ASSERT_PTR_NULL(run.results);
    CU_ASSERT_EQUAL(circ_diags_errors(run.diags), 1);
    circ_arena_free(run.arena);
}

void suite_staged(void);
void suite_staged(void)
{
    CU_pSuite suite = CU_add_suite("staged", NULL, NULL);
    CU_ADD_TEST(suite, sweeps_of_all_circuits_are_what_their_points_are_alone);
    CU_ADD_TEST(suite, each_parameter_makes_again_what_it_reaches);
    CU_ADD_TEST(suite, outputs_alone_are_not_solved_for);
    CU_ADD_TEST(suite, nested_sweeps_are_what_their_points_are_alone);
    CU_ADD_TEST(suite, warnings_of_stages_that_stay_are_in_every_row);
    CU_ADD_TEST(suite, points_elsewhere_are_staged_too);
    CU_ADD_TEST(suite, dressed_operators_follow_temperatures);
    CU_ADD_TEST(suite, a_point_after_an_error_begins_anew);
}
