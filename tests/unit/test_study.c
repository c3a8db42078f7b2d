/* Whole texts, compiled and run: sweeps, overrides, `at`, expects, errors at points. */
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "circ/study.h"

/* A valve of N qubits given by rates; the tests put their analyses behind it. */
#define VALVE                                                                                                \
    "param N = 2\n"                                                                                          \
    "param T_p = 50 mK\n"                                                                                    \
    "param T_h = 384 mK\n"                                                                                   \
    "transmon q[1:N] (q[*], gnd) C = 70 fF f01 = 4 GHz\n"                                                    \
    "bath hot collective(q[*]) rate = 0.5 /ns T = T_h\n"                                                     \
    "bath cold collective(q[*]) rate = 0.5 /ns T = 96 mK\n"                                                  \
    "bath stray local(q[*]) rate = 0.01 /ns T = T_p\n"

typedef struct {
    CircArena *arena;
    CircSources *sources;
    CircDiags *diags;
    const CircResults *results;
} Run;

static const CircAst *parse(Run *run, const char *text)
{
    run->arena = circ_arena_create();
    run->sources = circ_sources_create(run->arena);
    run->diags = circ_diags_create(run->arena, run->sources);
    const CircSource *source = circ_sources_add(run->sources, "t.circ", text, strlen(text));
    const CircAst *ast = circ_parse(source, run->arena, run->diags);
    CU_ASSERT_PTR_NOT_NULL_FATAL(ast);
    return ast;
}

/* `setting` is NAME=VALUE of the command line, or NULL. */
static Run run_text(const char *text, const char *setting)
{
    Run run = {0};
    const CircAst *ast = parse(&run, text);
    CircOverride override = {0};
    if (setting) {
        const CircSource *source = circ_sources_add(run.sources, "-p", setting, strlen(setting));
        const CircAssign *assign = circ_parse_assign(source, run.arena, run.diags);
        CU_ASSERT_PTR_NOT_NULL_FATAL(assign);
        override = (CircOverride){.name = assign->key.text, .span = assign->key.span, .expr = assign->value};
    }
    run.results = circ_study(ast, setting != NULL, &override, &(CircSolveOptions){0}, run.arena, run.diags);
    return run;
}

static Run run_fine(const char *text, const char *setting)
{
    Run run = run_text(text, setting);
    if (circ_diags_errors(run.diags)) circ_diags_print(run.diags, stderr, false);
    CU_ASSERT_EQUAL(circ_diags_errors(run.diags), 0);
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    return run;
}

static void done(Run *run)
{
    circ_arena_free(run->arena);
}

static double param_of(const CircResults *results, int row, const char *name)
{
    for (int i = 0; i < results->n_params; i++)
        if (!strcmp(results->rows[row].params[i].name, name)) return results->rows[row].params[i].value.si;
    return NAN;
}

/* The message with this code, or NULL. */
static const CircDiag *find(const Run *run, CircCode code)
{
    for (int i = 0; i < circ_diags_count(run->diags); i++)
        if (circ_diags_get(run->diags, i)->code == code) return circ_diags_get(run->diags, i);
    return NULL;
}

static int count(const Run *run, CircCode code)
{
    int n = 0;
    for (int i = 0; i < circ_diags_count(run->diags); i++) n += circ_diags_get(run->diags, i)->code == code;
    return n;
}

/* ---- points */

static void nothing_swept_is_one_point(void)
{
    Run run = run_fine(VALVE "output Q(hot), Q(cold), Q(stray), twice = 2*Q(hot)\n", NULL);
    CU_ASSERT_EQUAL_FATAL(run.results->n_rows, 1);
    const CircRow *row = &run.results->rows[0];
    CU_ASSERT_EQUAL_FATAL(row->n_baths, 3);
    CU_ASSERT_STRING_EQUAL(row->baths[2], "stray");
    for (int i = 0; i < 3; i++) CU_ASSERT_EQUAL(row->outputs[i], row->currents[i]);
    CU_ASSERT_EQUAL(row->outputs[3], 2 * row->currents[0]);
    CU_ASSERT_TRUE(row->currents[0] > 0 && row->currents[1] < 0);
    CU_ASSERT_DOUBLE_EQUAL(row->currents[0] + row->currents[1] + row->currents[2], 0,
                           1e-9 * row->currents[0]);
    CU_ASSERT_PTR_NOT_NULL(row->solver.method);
    CU_ASSERT_PTR_NULL(row->solver.Q);
    done(&run);
}

static void last_sweep_runs_fastest(void)
{
    Run run = run_fine(VALVE "sweep N in 1, 2, 3\nsweep T_p in 50 mK, 60 mK\noutput Q(hot)\n", NULL);
    CU_ASSERT_EQUAL_FATAL(run.results->n_rows, 6);
    for (int i = 0; i < 6; i++) {
        CU_ASSERT_EQUAL(param_of(run.results, i, "N"), 1 + i / 2);
        CU_ASSERT_DOUBLE_EQUAL(param_of(run.results, i, "T_p"), i % 2 ? 0.06 : 0.05, 1e-15);
    }
    done(&run);
}

/* Each point of a sweep is what a file with that value gives by itself. */
static void swept_point_is_the_point_by_itself(void)
{
    Run swept = run_fine(VALVE "sweep N in 1, 2, 5\noutput Q(hot)\n", NULL);
    const char *settings[] = {"N=1", "N=2", "N=5"};
    for (int i = 0; i < 3; i++) {
        Run alone = run_fine(VALVE "output Q(hot)\n", settings[i]);
        CU_ASSERT_DOUBLE_EQUAL(swept.results->rows[i].outputs[0] / alone.results->rows[0].outputs[0], 1,
                               1e-12);
        done(&alone);
    }
    done(&swept);
}

static void set_parameter_is_not_swept(void)
{
    Run run = run_fine(VALVE "sweep N in 1, 2, 3\nsweep T_p in 50 mK, 60 mK\noutput Q(hot)\n", "N=4");
    CU_ASSERT_EQUAL_FATAL(run.results->n_rows, 2);
    CU_ASSERT_EQUAL(run.results->n_sweeps, 1);
    CU_ASSERT_STRING_EQUAL(run.results->sweeps[0].name, "T_p");
    CU_ASSERT_EQUAL(param_of(run.results, 1, "N"), 4);
    done(&run);
}

/* What the command line sets is meant in the file's own terms, whatever is swept. */
static void set_parameter_does_not_follow_the_sweep(void)
{
    Run run = run_fine(VALVE "sweep T_p in 50 mK, 60 mK\noutput Q(hot)\n", "T_h=4*T_p");
    for (int i = 0; i < 2; i++) CU_ASSERT_DOUBLE_EQUAL(param_of(run.results, i, "T_h"), 0.2, 1e-15);
    done(&run);
}

static void too_many_points_are_refused(void)
{
    Run run = run_text(
        VALVE "sweep T_p from 50 mK to 60 mK steps 10000\nsweep T_h from 50 mK to 60 mK steps 10000\n", NULL);
    CU_ASSERT_PTR_NULL(run.results);
    CU_ASSERT_PTR_NOT_NULL(find(&run, CIRC_E0401));
    done(&run);
}

/* ---- at */

static void at_is_the_value_of_the_other_point(void)
{
    Run run = run_fine(VALVE "sweep T_p in 50 mK, 100 mK, 150 mK\n"
                             "output Q(hot), at(Q(hot), T_p = 100 mK), at(Q(hot), T_p = 100 mK, N = 3)\n",
                       NULL);
    Run other = run_fine(VALVE "output Q(hot)\nsweep N in 3\n", "T_p=100 mK");
    const CircRow *rows = run.results->rows;
    for (int i = 0; i < 3; i++) {
        CU_ASSERT_DOUBLE_EQUAL(rows[i].outputs[1] / rows[1].outputs[0], 1, 1e-12);
        CU_ASSERT_DOUBLE_EQUAL(rows[i].outputs[2] / other.results->rows[0].outputs[0], 1, 1e-12);
    }
    done(&run);
    done(&other);
}

static void at_inside_at_keeps_what_is_set_outside(void)
{
    Run run =
        run_fine(VALVE "output at(at(Q(hot), N = 3), T_p = 100 mK), at(Q(hot), N = 3, T_p = 100 mK)\n", NULL);
    CU_ASSERT_EQUAL(run.results->rows[0].outputs[0], run.results->rows[0].outputs[1]);
    done(&run);
}

/* More points than are kept: the ones in use stay. */
static void many_points_do_not_disturb_each_other(void)
{
    Run run = run_fine(
        VALVE "output Q(hot), at(Q(hot), N = 1) + at(Q(hot), N = 2) + at(Q(hot), N = 3) + at(Q(hot), N = 4)"
              " + at(Q(hot), N = 5) + at(Q(hot), N = 6) + at(Q(hot), N = 7) + at(Q(hot), N = 8)"
              " + at(Q(hot), N = 9) + at(Q(hot), N = 10), again = Q(hot)\n"
              "sweep N in 1, 2, 3, 4, 5, 6, 7, 8, 9, 10\n",
        NULL);
    double sum = 0;
    for (int i = 0; i < 10; i++) sum += run.results->rows[i].outputs[0];
    for (int i = 0; i < 10; i++) {
        CU_ASSERT_DOUBLE_EQUAL(run.results->rows[i].outputs[1] / sum, 1, 1e-12);
        CU_ASSERT_EQUAL(run.results->rows[i].outputs[0], run.results->rows[i].outputs[2]);
    }
    done(&run);
}

/* ---- expects */

static void expects_that_hold_are_silent(void)
{
    Run run = run_fine(VALVE "sweep T_p in 50 mK, 60 mK\n"
                             "expect Q(hot) > 0 W\nexpect Q(hot) == Q(hot)\nexpect Q(hot) >= Q(hot)\n"
                             "expect Q(hot) != Q(cold)\nexpect T_p == 60 mK at T_p = 60 mK\n",
                       NULL);
    CU_ASSERT_EQUAL(run.results->failed_expects, 0);
    done(&run);
}

static void failed_expect_names_values_and_point(void)
{
    Run run = run_text(VALVE "sweep N in 2, 3\noutput Q(hot)\nexpect T_p > 60 mK at N = 3\n", NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    CU_ASSERT_EQUAL(run.results->failed_expects, 1);
    CU_ASSERT_STRING_EQUAL(find(&run, CIRC_E0403)->text, "T_p is 50 mK, expected > 60 mK, at N = 3");
    done(&run);
}

static void expect_that_fails_everywhere_is_one_error(void)
{
    Run run = run_text(VALVE "param limit = 1 K\nsweep N in 2, 3, 4\nexpect T_p > limit\n", NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    CU_ASSERT_EQUAL(count(&run, CIRC_E0403), 1);
    CU_ASSERT_STRING_EQUAL(find(&run, CIRC_E0403)->text,
                           "T_p is 50 mK, expected > 1 K (limit), at N = 2 and 2 more points");
    done(&run);
}

static void expect_between_the_points_gets_its_own(void)
{
    Run run = run_text(
        VALVE "sweep N in 2, 3\nsweep T_p in 50 mK, 60 mK\nexpect T_p > 70 mK at T_p = 55 mK\n", NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    CU_ASSERT_EQUAL(run.results->n_rows, 4);
    CU_ASSERT_STRING_EQUAL(find(&run, CIRC_E0403)->text,
                           "T_p is 55 mK, expected > 70 mK, at N = 2, T_p = 55 mK and 1 more point");
    done(&run);
}

/* 3*50 mK is not 150 mK to the last bit. */
static void expect_finds_its_point_in_spite_of_rounding(void)
{
    Run run = run_text(VALVE "sweep T_p in 3*50 mK\noutput Q(hot)\nexpect N > 7 at T_p = 150 mK\n", NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    CU_ASSERT_STRING_EQUAL(find(&run, CIRC_E0403)->text, "N is 2, expected > 7, at T_p = 150 mK");
    done(&run);
}

static void nan_holds_nothing(void)
{
    Run run = run_text(
        VALVE "param zero = 0\nexpect zero/zero == zero/zero\nexpect zero/zero != 1\nexpect zero/zero < 1\n"
              "expect zero/zero >= 1\n",
        NULL);
    if (run.results) CU_ASSERT_EQUAL(run.results->failed_expects, 4);
    CU_ASSERT_TRUE(circ_diags_errors(run.diags) >= 4);
    done(&run);
}

static void sides_that_print_alike_get_all_digits(void)
{
    Run run = run_text(VALVE "param x = 1.00000001\nexpect x < 1\n", NULL);
    CU_ASSERT_STRING_EQUAL(find(&run, CIRC_E0403)->text, "x is 1.0000000099999999, expected < 1");
    done(&run);
}

/* ---- errors */

static void error_at_a_point_names_the_point(void)
{
    Run run = run_text(VALVE "sweep T_p in 50 mK, -1 K, -2 K\noutput Q(hot)\n", NULL);
    CU_ASSERT_PTR_NULL(run.results);
    CU_ASSERT_EQUAL(circ_diags_errors(run.diags), 1);
    const CircDiag *diag = find(&run, CIRC_E0306);
    CU_ASSERT_PTR_NOT_NULL_FATAL(diag);
    CU_ASSERT_PTR_NOT_NULL(strstr(diag->text, ", at T_p = -1 K and 1 more point"));
    done(&run);
}

static void error_of_a_later_stage_fails_the_study(void)
{
    Run run = run_text("transmon q (q, gnd) C = 70 fF f01 = 4 GHz\noutput Jz\n", NULL);
    CU_ASSERT_PTR_NULL(run.results);
    CU_ASSERT_TRUE(circ_diags_errors(run.diags) > 0);
    done(&run);
}

/* Memory that runs out is an error like any other, in a compilation and in a study. */
static void exhausted_memory_is_an_error(void)
{
    Run run = {0};
    const CircAst *ast = parse(&run, VALVE);
    CircPoint point = {.arena = circ_arena_create(), .diags = run.diags};
    circ_arena_limit(point.arena, 1000);
    CU_ASSERT_FALSE(circ_compile(&point, ast, 0, NULL, CIRC_STAGE_MODEL));
    CU_ASSERT_PTR_NOT_NULL(find(&run, CIRC_E0007));
    circ_arena_free(point.arena);
    done(&run);

    ast = parse(&run, VALVE "sweep T_p from 50 mK to 60 mK steps 1000\n");
    circ_arena_limit(run.arena, circ_arena_bytes(run.arena) + 100000);
    CU_ASSERT_PTR_NULL(circ_study(ast, 0, NULL, &(CircSolveOptions){0}, run.arena, run.diags));
    CU_ASSERT_PTR_NOT_NULL(find(&run, CIRC_E0007));
    done(&run);
}

static void diags_in_the_exhausted_arena_still_tell(void)
{
    Run run = {0};
    const CircAst *ast = parse(&run, VALVE);
    CircPoint point = {.arena = run.arena, .diags = run.diags};
    circ_arena_limit(run.arena, circ_arena_bytes(run.arena) + 16);
    CU_ASSERT_FALSE(circ_compile(&point, ast, 0, NULL, CIRC_STAGE_MODEL));
    CU_ASSERT_PTR_NOT_NULL(find(&run, CIRC_E0007));
    done(&run);
}

/* ---- warnings */

/* A coupling of a tenth of C is warned of, at every point alike: said once, kept in each row. */
static void warning_of_many_points_is_said_once(void)
{
    Run run = run_text("param T_p = 50 mK\n"
                       "transmon q (q, gnd) C = 70 fF EJ = 9.2 GHz\n"
                       "rlc hot (h, gnd) f = 4 GHz Q = 20 Z = 50 Ohm T = 384 mK\n"
                       "capacitor c (q, h) 14 fF\n"
                       "bath stray local(q) rate = 0.01 /ns T = T_p\n"
                       "model coupling = first_order\n"
                       "sweep T_p in 50 mK, 60 mK\noutput Q(hot)\n",
                       NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    CU_ASSERT_EQUAL(count(&run, CIRC_W0501), 1);
    for (int i = 0; i < 2; i++) {
        bool warned = false;
        const CircDiags *warnings = run.results->rows[i].warnings;
        for (int k = 0; k < circ_diags_count(warnings); k++)
            warned |= circ_diags_get(warnings, k)->code == CIRC_W0501;
        CU_ASSERT_TRUE(warned);
    }
    done(&run);
}

void suite_study(void)
{
    CU_pSuite suite = CU_add_suite("study", NULL, NULL);
    CU_ADD_TEST(suite, nothing_swept_is_one_point);
    CU_ADD_TEST(suite, last_sweep_runs_fastest);
    CU_ADD_TEST(suite, swept_point_is_the_point_by_itself);
    CU_ADD_TEST(suite, set_parameter_is_not_swept);
    CU_ADD_TEST(suite, set_parameter_does_not_follow_the_sweep);
    CU_ADD_TEST(suite, too_many_points_are_refused);
    CU_ADD_TEST(suite, at_is_the_value_of_the_other_point);
    CU_ADD_TEST(suite, at_inside_at_keeps_what_is_set_outside);
    CU_ADD_TEST(suite, many_points_do_not_disturb_each_other);
    CU_ADD_TEST(suite, expects_that_hold_are_silent);
    CU_ADD_TEST(suite, failed_expect_names_values_and_point);
    CU_ADD_TEST(suite, expect_that_fails_everywhere_is_one_error);
    CU_ADD_TEST(suite, expect_between_the_points_gets_its_own);
    CU_ADD_TEST(suite, expect_finds_its_point_in_spite_of_rounding);
    CU_ADD_TEST(suite, nan_holds_nothing);
    CU_ADD_TEST(suite, sides_that_print_alike_get_all_digits);
    CU_ADD_TEST(suite, error_at_a_point_names_the_point);
    CU_ADD_TEST(suite, error_of_a_later_stage_fails_the_study);
    CU_ADD_TEST(suite, exhausted_memory_is_an_error);
    CU_ADD_TEST(suite, diags_in_the_exhausted_arena_still_tell);
    CU_ADD_TEST(suite, warning_of_many_points_is_said_once);
}
