/* Every allocation of the numerical kernels and the solvers fails once: CIRC_NO_MEMORY each time, never a
 * crash, and, with `make asan`, never a leak. */
#include <CUnit/CUnit.h>
#include <string.h>

#include "../physics/model_file.h"
#include "failing_malloc.h"
#include "linalg/arnoldi.h"
#include "linalg/dense.h"
#include "linalg/krylov.h"
#include "linalg/sparse_lu.h"
#include "solve/evolution.h"
#include "solve/ladder.h"
#include "solve/steady.h"

void suite_no_memory(void);

typedef CircStatus Task(const void *input);

/* Runs the task with memory for 0, 1, 2, ... allocations, until that is enough. */
static void starve(Task *task, const void *input)
{
    enum { ENOUGH = 100000 };
    for (long n = 0; n < ENOUGH; n++) {
        failing_malloc_after(n);
        CircStatus status = task(input);
        bool failed = failing_malloc_end();
        CU_ASSERT_EQUAL(status, failed ? CIRC_NO_MEMORY : CIRC_OK);
        if (!failed) return;
    }
    CU_FAIL("it never has enough memory");
}

/* ---- linalg */

enum { N = 40 };

static void double_it(void *context, const double *x, double *y)
{
    (void)context;
    for (int i = 0; i < N; i++) y[i] = 2 * x[i] + (i > 0 ? x[i - 1] : 0);
}

static CircStatus double_it_too(void *context, const double *x, double *y)
{
    double_it(context, x, y);
    return CIRC_OK;
}

static CircStatus factor_and_solve(SparseLu *lu, Triplets *A, const double *b, double *x)
{
    for (size_t e = 0; e < 60 * N; e++) triplets_add(A, e % N, e * e % N, e % N == e * e % N ? 9 : 0.1);
    for (size_t i = 0; i < N; i++) triplets_add(A, i, i, 500);
    CircStatus status = sparse_lu_factor(lu, N, A);
    return status == CIRC_OK ? sparse_lu_solve(lu, b, x) : status;
}

static CircStatus run_sparse_lu(const void *input)
{
    double b[N] = {1}, x[N];
    Triplets A = {0};
    SparseLu *lu = sparse_lu_create();
    CircStatus status = lu ? factor_and_solve(lu, &A, b, x) : CIRC_NO_MEMORY;
    (void)input;
    sparse_lu_free(lu);
    triplets_free(&A);
    return status;
}

static CircStatus run_krylov(const void *input)
{
    double b[N] = {1}, x[N] = {0};
    KrylovOptions options = {1e-10, 200, 1 << 20};
    KrylovReport report;
    Krylov *krylov = krylov_create();
    CircStatus status =
        krylov ? krylov_solve(krylov, N, double_it, NULL, NULL, b, x, &options, &report) : CIRC_NO_MEMORY;
    (void)input;
    krylov_free(krylov);
    return status;
}

static CircStatus run_arnoldi(const void *input)
{
    double start[N];
    double complex mu[ARNOLDI_MAX];
    int n = 0;
    (void)input;
    for (int i = 0; i < N; i++) start[i] = 1 + i;
    return arnoldi_largest(N, double_it_too, NULL, start, 1, 1, mu, &n);
}

static CircStatus run_dense(const void *input)
{
    double A[] = {2, 1, 1, 2}, rcond, P[] = {1, 2, 3, 4}, Q[] = {1, 0, 0, 1}, d[] = {1, 2, 3}, e[3] = {1, 1},
           w[2], Z[6];
    double complex B[] = {1, I, -I, 3}, b[] = {1, 2}, lambda[2];
    int n;
    (void)input;
    CircStatus status = dense_spd_inverse(2, A, &rcond);
    if (status == CIRC_OK) status = dense_complex_solve(2, B, 1, b);
    if (status == CIRC_OK) status = dense_tridiagonal_lowest(3, d, e, 2, w, Z);
    if (status == CIRC_OK) status = dense_pencil_eigenvalues(2, P, Q, lambda, &n);
    return status;
}

static void the_kernels_say_so(void)
{
    starve(run_sparse_lu, NULL);
    starve(run_krylov, NULL);
    starve(run_arnoldi, NULL);
    starve(run_dense, NULL);
}

/* ---- solve */

static CircStatus run_ladder(const void *input)
{
    LadderState state;
    LadderWorkspace *workspace = ladder_workspace_create();
    CircStatus status = workspace ? ladder_solve(input, NULL, workspace, &state) : CIRC_NO_MEMORY;
    ladder_workspace_free(workspace);
    return status;
}

/* By elimination, on a window, and with coarse lattices. */
static void the_ladder_says_so(void)
{
    static const LadderRates rates[] = {{10, 2, 1, 0.1, 0.05}, {300, 2, 1, 0.01, 0.001}, {300, 2, 1, 20, 19}};
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) starve(run_ladder, &rates[i]);
}

typedef struct {
    const CircModel *model;
    SteadyOptions options;
} SteadyTask;

static CircStatus run_steady(const void *input)
{
    const SteadyTask *task = input;
    SteadyResult result;
    Steady *steady = steady_create();
    CircStatus status = steady ? steady_solve(steady, task->model, &task->options, &result) : CIRC_NO_MEMORY;
    steady_free(steady);
    return status;
}

static void starve_methods(const TestModel *t, Secular secular)
{
    for (int m = STEADY_FULL; m < STEADY_N_METHODS; m++) {
        if ((m == STEADY_POPULATIONS) != (secular.kind == SECULAR_FULL)) continue;
        SteadyTask task = {
            &t->model, {.method = (SteadyMethod)m, .secular = secular, .noise = true, .relaxation = true}};
        starve(run_steady, &task);
    }
}

static void the_general_methods_say_so(void)
{
    static TestModel t;
    for (int exchange = 0; exchange < 2; exchange++) {
        test_model_qubits(&t, 3, 4e9);
        test_model_detune(&t, 2, 4.3e9);
        test_model_article(&t, 0.01e9, 0.05);
        t.exchanges[0] = (CircSiteExchange){0, 1, 1e8};
        t.model.n_exchanges = exchange;
        starve_methods(&t, (Secular){0});
        starve_methods(&t, (Secular){.kind = SECULAR_FULL});
    }
}

typedef struct {
    const CircModel *model;
    bool ladder;
    double end; /* s */
} EvolutionTask;

static CircStatus evolve_in(CircArena *arena, Evolution *memory, const EvolutionTask *task)
{
    double times[] = {0, task->end};
    CircTransient transient = {.n = 2, .times = times, .start.kind = CIRC_INITIAL_EXCITED};
    if (setjmp(*circ_arena_guard(arena))) return CIRC_NO_MEMORY;
    Record record = record_create(task->model, &transient, arena);
    CircStatus status = task->ladder ? evolve_ladder(memory, &record, true, arena)
                                     : evolve_sector(memory, &record, (Secular){0}, true, arena);
    circ_arena_unguard(arena);
    return status;
}

static CircStatus run_evolution(const void *input)
{
    Evolution memory = {0};
    CircArena *arena = circ_arena_create();
    CircStatus status = arena ? evolve_in(arena, &memory, input) : CIRC_NO_MEMORY;
    evolution_free(&memory);
    circ_arena_free(arena);
    return status;
}

/* The ladder; the sector by the formulas of Adams, and by backward differences. */
static void transients_say_so(void)
{
    static TestModel t;
    test_model_qubits(&t, 3, 4e9);
    test_model_article(&t, 0.01e9, 0.05);
    EvolutionTask ladder = {&t.model, true, 1e-9}, adams = {&t.model, false, 1e-9},
                  stiff = {&t.model, false, 1e-6};
    starve(run_evolution, &ladder);
    starve(run_evolution, &adams);
    starve(run_evolution, &stiff);
}

void suite_no_memory(void)
{
    CU_pSuite suite = CU_add_suite("no memory", NULL, NULL);
    CU_ADD_TEST(suite, the_kernels_say_so);
    CU_ADD_TEST(suite, the_ladder_says_so);
    CU_ADD_TEST(suite, the_general_methods_say_so);
    CU_ADD_TEST(suite, transients_say_so);
}
