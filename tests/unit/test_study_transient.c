/* Transients in a study: time as the innermost axis, `t` in expressions, expects and `at`, what is refused.
 */
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../physics/run_text.h"

void suite_study_transient(void);

#define QUBITS                                                                                               \
    "param N = 2\ntransmon q[1:N] (q[*], gnd) C = 70 fF f01 = 4 GHz\n"                                       \
    "bath cold collective(q[*]) rate = 0.01 /ns T = 20 mK\n"
#define TRANSIENT QUBITS "transient to 50 ns steps 11 from excited\n"

static double param_of(const Run *run, int row, const char *name)
{
    for (int i = 0; i < run->results->n_params; i++)
        if (!strcmp(run->results->rows[row].params[i].name, name))
            return run->results->rows[row].params[i].value.si;
    return NAN;
}

static void time_runs_fastest(void)
{
    Run run = run_text(TRANSIENT "sweep N in 1, 2, 3\noutput t, Jz\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    CU_ASSERT_EQUAL_FATAL(run.results->n_rows, 33);
    CU_ASSERT_EQUAL_FATAL(run.results->n_sweeps, 2);
    CU_ASSERT_STRING_EQUAL(run.results->sweeps[1].name, "t");
    CU_ASSERT_EQUAL(run.results->sweeps[1].n, 11);
    for (int i = 0; i < 33; i++) {
        CU_ASSERT_EQUAL(param_of(&run, i, "N"), 1 + i / 11);
        CU_ASSERT_DOUBLE_EQUAL(param_of(&run, i, "t"), 5e-9 * (i % 11), 1e-22);
        CU_ASSERT_EQUAL(run_output(&run, i, "t"), param_of(&run, i, "t"));
        CU_ASSERT_TRUE(i % 11 || run_output(&run, i, "Jz") == (1 + i / 11) / 2.0);
        CU_ASSERT_TRUE(!(i % 11) || run_output(&run, i, "Jz") < run_output(&run, i - 1, "Jz"));
        CU_ASSERT_STRING_EQUAL(run.results->rows[i].solver.method, "ladder");
    }
    run_free(&run);
}

static void nothing_is_left_of_a_transient_without_one(void)
{
    Run run = run_text("param t = 2\n" QUBITS "sector J = 1\noutput t\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    CU_ASSERT_EQUAL(run.results->n_rows, 1);
    CU_ASSERT_EQUAL(run.results->n_params, 2);
    CU_ASSERT_EQUAL(run_output(&run, 0, "t"), 2);
    run_free(&run);
}

static void expects_may_name_a_time(void)
{
    Run run = run_text(TRANSIENT "expect Jz == 1 at t = 0 s\nexpect Jz < 1 at t = 25 ns\nexpect Jz > -1\n"
                                 "expect Jz > 0.4 at t = 0 s, N = 1\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    CU_ASSERT_EQUAL(circ_diags_errors(run.diags), 0);
    run_free(&run);
    run = run_text(TRANSIENT "expect Jz > 2 at t = 25 ns\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    CU_ASSERT_EQUAL(run.results->failed_expects, 1);
    run_free(&run);
    run = run_text(TRANSIENT "sweep N in 1, 2\nexpect Jz > 2\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    CU_ASSERT_EQUAL(run.results->failed_expects, 1); /* one finding, at 22 points */
    CU_ASSERT_PTR_NOT_NULL(strstr(circ_diags_get(run.diags, circ_diags_count(run.diags) - 1)->text,
                                  "at N = 1, t = 0 s and 21 more points"));
    run_free(&run);
}

static void at_may_name_a_time(void)
{
    Run run =
        run_text(TRANSIENT
                 "output Jz, first = at(Jz, t = 0 s), lone = at(Jz, N = 1), last = at(Jz, N = 1, t = 50 ns), "
                 "nested = at(at(Jz, t = 5 ns), N = 1)\n");
    Run lone = run_text(TRANSIENT "output a = at(Jz, N = 1)\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    for (int i = 0; i < 11; i++) {
        CU_ASSERT_EQUAL(run_output(&run, i, "first"), 1);
        CU_ASSERT_EQUAL(run_output(&run, i, "lone"), run_output(&lone, i, "a"));
        CU_ASSERT_EQUAL(run_output(&run, i, "last"), run_output(&lone, 10, "a"));
        CU_ASSERT_EQUAL(run_output(&run, i, "nested"), run_output(&lone, 1, "a"));
        CU_ASSERT_TRUE(i == 0 || run_output(&run, i, "Jz") < run_output(&run, i - 1, "Jz"));
    }
    run_free(&run);
    run_free(&lone);
}

/* The end may follow a parameter, the number of points may not. */
static void times_may_follow_a_sweep(void)
{
    Run run = run_text(QUBITS "sweep N in 1, 2\ntransient to N*10 ns steps 3 from ground\noutput Jz\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    CU_ASSERT_EQUAL(param_of(&run, 2, "t"), 10e-9);
    CU_ASSERT_EQUAL(param_of(&run, 5, "t"), 20e-9);
    run_free(&run);
    run = run_text(QUBITS "sweep N in 2, 3\ntransient to 10 ns steps N from ground\noutput Jz\n");
    CU_ASSERT_PTR_NULL(run.results);
    CU_ASSERT_TRUE(run_has_code(&run, CIRC_E0401));
    run_free(&run);
}

static void wrong_ones_are_refused(void)
{
    static const struct {
        const char *text;
        CircCode code;
    } wrong[] = {
        {TRANSIENT "transient to 1 ns steps 2 from ground\n", CIRC_E0102},
        {TRANSIENT "param t = 1\n", CIRC_E0104},
        {TRANSIENT "initial ground\n", CIRC_E0305},
        {TRANSIENT "expect Jz > 2 at t = 11 ns\n", CIRC_E0401},
        {TRANSIENT "output at(Jz, t = 1 ms)\n", CIRC_E0401},
        {TRANSIENT "expect Jz > 2 at t = 5\n", CIRC_E0202},
        {TRANSIENT "param a = t/1 ns\n", CIRC_E0404},
        {TRANSIENT "sweep t in 1 ns, 2 ns\n", CIRC_E0401},
        {TRANSIENT "output noise(cold)\n", CIRC_E0405},
        {TRANSIENT "output relaxation\n", CIRC_E0405},
        {QUBITS "sector J = 1\noutput t\n", CIRC_E0101},
        {QUBITS "transient to 1 ns steps 2 from dicke(2, 0)\n", CIRC_E0603},
        {QUBITS "transient to 1 ns steps 2 from dicke(1, 2)\n", CIRC_E0603},
        {QUBITS "model levels = 3\ntransient to 1 ns steps 2 from dicke(1, 0)\n", CIRC_E0603},
        {QUBITS "bath b local(q[1]) rate = 1 /us T = 1 mK\ntransient to 1 ns steps 2 from dicke(0, 0)\n",
         CIRC_E0603},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Run run = run_text(wrong[i].text);
        CU_ASSERT_PTR_NULL(run.results);
        CU_ASSERT_TRUE(run_has_code(&run, wrong[i].code));
        run_free(&run);
    }
}

void suite_study_transient(void)
{
    CU_pSuite suite = CU_add_suite("study_transient", NULL, NULL);
    CU_ADD_TEST(suite, time_runs_fastest);
    CU_ADD_TEST(suite, nothing_is_left_of_a_transient_without_one);
    CU_ADD_TEST(suite, expects_may_name_a_time);
    CU_ADD_TEST(suite, at_may_name_a_time);
    CU_ADD_TEST(suite, times_may_follow_a_sweep);
    CU_ADD_TEST(suite, wrong_ones_are_refused);
}
