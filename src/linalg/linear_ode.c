#include "linalg/linear_ode.h"

#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_spgmr.h>
#include <sunnonlinsol/sunnonlinsol_fixedpoint.h>

static const long DEFAULT_STEPS = 10000000;
enum { KRYLOV_VECTORS = 10 };
/* What the solution of its linear system may add to the error of a step (CVODE: 0.05). With less, a sum of x
 * that A keeps is kept too. */
static const double LINEAR_SHARE = 1e-4;

typedef struct {
    const LinearOde *ode;
    CircStatus status; /* of the first callback that failed */
    SUNContext sundials;
    void *cvode;
    N_Vector state;
    SUNLinearSolver linear;
    SUNNonlinearSolver nonlinear;
} Run;

/* ---- what CVODE calls */

static int derivative(sunrealtype t, N_Vector x, N_Vector y, void *user)
{
    (void)t;
    const LinearOde *ode = ((Run *)user)->ode;
    ode->apply(ode->context, N_VGetArrayPointer(x), N_VGetArrayPointer(y));
    return 0;
}

static int jacobian_times(N_Vector v, N_Vector Jv, sunrealtype t, N_Vector x, N_Vector fx, void *user,
                          N_Vector work)
{
    (void)x;
    (void)fx;
    (void)work;
    return derivative(t, v, Jv, user);
}

/* To CVODE 1 is a failure that a smaller step may mend, -1 the end. */
static int outcome(Run *run, CircStatus status)
{
    if (status == CIRC_OK) return 0;
    run->status = status;
    return -1;
}

static int prepare(sunrealtype t, N_Vector x, N_Vector fx, sunbooleantype jacobian_is_fine,
                   sunbooleantype *jacobian_is_new, sunrealtype h, void *user)
{
    (void)t;
    (void)x;
    (void)fx;
    (void)jacobian_is_fine;
    Run *run = user;
    *jacobian_is_new = SUNTRUE;
    return outcome(run, run->ode->prepare(run->ode->context, h));
}

static int precondition(sunrealtype t, N_Vector x, N_Vector fx, N_Vector b, N_Vector z, sunrealtype h,
                        sunrealtype delta, int side, void *user)
{
    (void)t;
    (void)x;
    (void)fx;
    (void)delta;
    (void)side;
    Run *run = user;
    return outcome(run, run->ode->solve(run->ode->context, h, N_VGetArrayPointer(b), N_VGetArrayPointer(z)));
}

/* Outcomes are told by what linear_ode_run returns. */
static void be_silent(int code, const char *module, const char *function, char *text, void *user)
{
    (void)code;
    (void)module;
    (void)function;
    (void)text;
    (void)user;
}

/* ---- making it */

/* High orders are unstable for what oscillates, and then make the steps small: the detection lowers the
 * order. */
static bool use_gmres(Run *run)
{
    run->linear = SUNLinSol_SPGMR(run->state, SUN_PREC_LEFT, KRYLOV_VECTORS, run->sundials);
    return run->linear && CVodeSetLinearSolver(run->cvode, run->linear, NULL) == CVLS_SUCCESS &&
           CVodeSetJacTimes(run->cvode, NULL, jacobian_times) == CVLS_SUCCESS &&
           CVodeSetEpsLin(run->cvode, LINEAR_SHARE) == CVLS_SUCCESS &&
           CVodeSetStabLimDet(run->cvode, SUNTRUE) == CV_SUCCESS &&
           CVodeSetPreconditioner(run->cvode, prepare, precondition) == CVLS_SUCCESS;
}

static bool use_fixed_point(Run *run)
{
    run->nonlinear = SUNNonlinSol_FixedPoint(run->state, 0, run->sundials);
    return run->nonlinear && CVodeSetNonlinearSolver(run->cvode, run->nonlinear) == CV_SUCCESS;
}

static CircStatus start(Run *run, const LinearOdeOptions *options, size_t n, double *x, double t)
{
    if (SUNContext_Create(NULL, &run->sundials)) return CIRC_NO_MEMORY;
    run->state = N_VMake_Serial((sunindextype)n, x, run->sundials);
    run->cvode = CVodeCreate(options->stiff ? CV_BDF : CV_ADAMS, run->sundials);
    if (!run->state || !run->cvode) return CIRC_NO_MEMORY;
    CVodeSetErrHandlerFn(run->cvode, be_silent, NULL);
    bool fine = CVodeInit(run->cvode, derivative, t, run->state) == CV_SUCCESS &&
                CVodeSStolerances(run->cvode, options->relative, options->absolute) == CV_SUCCESS &&
                CVodeSetUserData(run->cvode, run) == CV_SUCCESS &&
                CVodeSetMaxNumSteps(run->cvode, options->max_steps > 0 ? options->max_steps
                                                                       : DEFAULT_STEPS) == CV_SUCCESS &&
                (options->stiff ? use_gmres(run) : use_fixed_point(run));
    return fine ? CIRC_OK : CIRC_NO_MEMORY;
}

static void finish(Run *run)
{
    if (run->cvode) CVodeFree(&run->cvode);
    if (run->linear) SUNLinSolFree(run->linear);
    if (run->nonlinear) SUNNonlinSolFree(run->nonlinear);
    if (run->state) N_VDestroy(run->state);
    if (run->sundials) SUNContext_Free(&run->sundials);
}

static CircStatus status_of(const Run *run, int flag)
{
    if (run->status != CIRC_OK) return run->status;
    bool memory = flag == CV_MEM_FAIL || flag == CV_LINIT_FAIL || flag == CV_NLS_INIT_FAIL;
    return flag >= 0 ? CIRC_OK : memory ? CIRC_NO_MEMORY : CIRC_NOT_CONVERGED;
}

CircStatus linear_ode_run(const LinearOde *ode, const LinearOdeOptions *options, size_t n, double *x,
                          int n_times, const double *times, long *steps)
{
    Run run = {.ode = ode};
    *steps = 0;
    CircStatus status = start(&run, options, n, x, times[0]);
    if (status == CIRC_OK) status = ode->take(ode->context, 0, x);
    for (int i = 1; status == CIRC_OK && i < n_times; i++) {
        sunrealtype reached;
        status = status_of(&run, CVode(run.cvode, times[i], run.state, &reached, CV_NORMAL));
        CVodeGetNumSteps(run.cvode, steps);
        if (status == CIRC_OK) status = ode->take(ode->context, i, x);
    }
    finish(&run);
    return status;
}
