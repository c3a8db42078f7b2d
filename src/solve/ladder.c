/* The stationary populations of the ladder.
 *
 * A cycle balances the chain of the Js, relaxes by lines in three directions and, where that alone is slow,
 * corrects the smooth part of the error on coarser lattices. The window follows the populations. */
#include <math.h>
#include <stdlib.h>

#include "solve/ladder_internal.h"

enum { DEFAULT_MAX_CYCLES = 200, DIRECT_SITES = 200 };
static const long DEFAULT_MAX_STATES = 20000000;
static const double DEFAULT_TOLERANCE = 1e-14;
static const double DIRECT_FLOPS = 2e9; /* where the iteration fails */

typedef struct {
    LadderRates rates;
    LadderLimits limits;
    double tolerance;
    int max_cycles;
} Task;

/* Where an iteration stands after a cycle. */
typedef struct {
    double change; /* of the moments, relative, in the last cycle; infinite after a change of window */
    double factor; /* by which the residual has gone down; 0 where it is down to the tolerance */
    bool slow;     /* the lattice needs coarse corrections, */
    bool stuck;    /* and they do not help any more */
    bool trimmed;  /* the window has been made as small as it may be */
    bool balanced, settled,
        wide; /* residual, change of the moments and neglected share are as small as wanted */
} Progress;

LadderWorkspace *ladder_workspace_create(void)
{
    return calloc(1, sizeof(LadderWorkspace));
}

void ladder_workspace_free(LadderWorkspace *workspace)
{
    if (!workspace) return;
    lattice_free(&workspace->fine);
    lattice_free(&workspace->spare);
    lattice_grid_free(&workspace->grid);
    free(workspace->span);
    free(workspace->P_J);
    free(workspace);
}

/* Sums, residual and bounds of the populations as they are. */
static LadderMoments measure(const LadderWorkspace *workspace, long N, LadderState *state)
{
    const Lattice *window = &workspace->fine;
    LadderMoments sum = ladder_moments(N, window);
    state->Jz = sum.Jz / sum.weight;
    state->J2 = sum.J2 / sum.weight;
    state->JpJm = sum.JpJm / sum.weight;
    state->JmJp = sum.JmJp / sum.weight;
    state->up = sum.up / sum.weight;
    state->first_twice_J = window->base;
    state->n_lines = window->n_lines;
    state->n_states = window->n_sites;
    state->neglected = ladder_window_neglected(window, N, &sum);
    state->residual = lattice_residual(window);
    return sum;
}

static double change(double now, double before, double scale)
{
    return scale > 0 ? fabs(now - before) / scale : 0;
}

/* Relative; of <J_z>, which may vanish, against 1 % of |J| at least. */
static double largest_change(const LadderState *now, const LadderState *before)
{
    double worst = change(now->Jz, before->Jz, fmax(fabs(now->Jz), 0.01 * sqrt(now->J2)));
    worst = fmax(worst, change(now->J2, before->J2, now->J2));
    worst = fmax(worst, change(now->JpJm, before->JpJm, now->JpJm));
    worst = fmax(worst, change(now->JmJp, before->JmJp, now->JmJp));
    return fmax(worst, change(now->up, before->up, now->up));
}

/* The moments stand still: to the tolerance, or to rounding, where they no longer change less and less. */
static bool stand_still(double change_now, double change_before, double tolerance)
{
    return change_now <= 5 * tolerance || (change_now <= 100 * tolerance && change_now > change_before / 2);
}

static void judge(Progress *progress, const Task *task, const LadderState *now, const LadderState *before)
{
    double changed = largest_change(now, before), change_before = progress->change;
    progress->change = changed;
    progress->balanced = now->residual <= task->tolerance;
    progress->wide = now->neglected <= task->tolerance;
    progress->settled = stand_still(changed, change_before, task->tolerance);
    double factor_before = progress->factor;
    progress->factor = progress->balanced || !(before->residual > 0) ? 0 : now->residual / before->residual;
    bool moved = isinf(change_before);
    progress->stuck = !moved && fmin(progress->factor, factor_before) > 0.5;
    progress->slow = progress->slow ? moved || progress->factor < 1
                                    : fmax(progress->factor, changed / change_before) > 0.3;
}

/* The window is widened where it neglects too much, as soon as that shows against the residual, and trimmed
 * once, when the populations are known well enough. Leaks bound the residual from below: if it does not go
 * down any more, they are too large. */
static CircStatus adapt_window(LadderWorkspace *workspace, const Task *task, const LadderMoments *moments,
                               const LadderState *state, LadderLimits *limits, Progress *progress)
{
    const double well = 1e-7;
    bool known = fmax(state->residual, progress->change) < well, stuck = known && progress->stuck;
    bool shows = !progress->wide && state->residual < 100 * state->neglected;
    bool trim = known && !progress->trimmed, moved = false;
    if (!stuck && !shows && !trim) return CIRC_OK;
    if (stuck && progress->wide) limits->neglect /= 10;
    progress->trimmed |= trim;
    CircStatus status = ladder_window_fit(workspace, &task->rates, moments, limits, trim, &moved);
    if (status || !moved) return status;
    progress->change = INFINITY;
    lattice_grid_relax(&workspace->grid,
                       &workspace->fine); /* before a coarse correction takes the new sites seriously */
    return CIRC_OK;
}

/* The balance of the lines makes short work of a chain that is fast within a J. Where it is not, it may lead
 * astray. */
static CircStatus iterate(LadderWorkspace *workspace, const Task *task, LadderState *state)
{
    LadderState last = {0};
    LadderLimits limits = task->limits;
    Progress progress = {.change = INFINITY};
    for (state->cycles = 1; state->cycles <= task->max_cycles; state->cycles++) {
        if (progress.slow)
            lattice_grid_correct(&workspace->grid, &workspace->fine);
        else
            lattice_balance_lines(&workspace->fine);
        lattice_grid_relax(&workspace->grid, &workspace->fine);
        LadderMoments moments = measure(workspace, task->rates.N, state);
        if (!(moments.weight > 0) || !isfinite(moments.weight)) return CIRC_NOT_CONVERGED;
        judge(&progress, task, state, &last);
        if (progress.balanced && progress.settled && progress.wide) return CIRC_OK;
        last = *state;
        CircStatus status = adapt_window(workspace, task, &moments, state, &limits, &progress);
        if (status) return status;
    }
    return CIRC_NOT_CONVERGED;
}

/* All sites, by elimination. */
static CircStatus eliminate(LadderWorkspace *workspace, const Task *task, LadderState *state)
{
    CircStatus status = ladder_window_full(workspace, &task->rates);
    if (!status) status = lattice_solve_direct(&workspace->fine);
    if (status) return status;
    state->cycles = 0;
    measure(workspace, task->rates.N, state);
    return state->residual <= task->tolerance ? CIRC_OK : CIRC_NOT_CONVERGED;
}

/* Without any process up all qubits end down, and the other way round. */
static CircStatus single_state(LadderWorkspace *workspace, const Task *task, bool up, LadderState *state)
{
    long N = task->rates.N;
    CircStatus status = lattice_shape(&workspace->fine, 2, N, 1, &(LatticeSpan){up ? N : 0, 1});
    if (status) return status;
    workspace->fine.site[0] = (LatticeSite){.weight = 1};
    measure(workspace, N, state);
    state->neglected = 0;
    state->cycles = 0;
    return CIRC_OK;
}

static CircStatus solve(LadderWorkspace *workspace, const Task *task, LadderState *state)
{
    const LadderRates *rates = &task->rates;
    double up = rates->collective_up + rates->local_up, down = rates->collective_down + rates->local_down;
    if (!(up > 0) || !(down > 0)) return single_state(workspace, task, up > 0, state);
    double N = (double)rates->N, n_sites = (N / 2 + 1) * (N / 2 + 1), flops = 2 * n_sites * (N + 2) * (N + 2);
    if (n_sites <= DIRECT_SITES) return eliminate(workspace, task, state);
    CircStatus status = ladder_window_guess(workspace, rates, task->limits.sites);
    if (!status) status = iterate(workspace, task, state);
    return status == CIRC_NOT_CONVERGED && flops <= DIRECT_FLOPS ? eliminate(workspace, task, state) : status;
}

static CircStatus hand_over(LadderWorkspace *workspace, LadderState *state)
{
    const Lattice *window = &workspace->fine;
    if (window->n_lines > workspace->P_J_capacity) {
        free(workspace->P_J);
        workspace->P_J = malloc((size_t)window->n_lines * sizeof *workspace->P_J);
        workspace->P_J_capacity = workspace->P_J ? window->n_lines : 0;
        if (!workspace->P_J) return CIRC_NO_MEMORY;
    }
    double sum = 0;
    for (long l = 0; l < window->n_lines; l++) {
        double mass = 0;
        for (long k = 0; k < window->line[l].n; k++) mass += window->line[l].site[k].weight;
        sum += workspace->P_J[l] = mass;
    }
    for (long l = 0; l < window->n_lines; l++) workspace->P_J[l] /= sum;
    state->P_J = workspace->P_J;
    return CIRC_OK;
}

static bool is_rate(double rate)
{
    return rate >= 0 && isfinite(rate);
}

static CircStatus check(const LadderRates *rates)
{
    if (rates->N < 1 || !is_rate(rates->collective_down) || !is_rate(rates->collective_up) ||
        !is_rate(rates->local_down) || !is_rate(rates->local_up))
        return CIRC_UNSUITABLE;
    double local = rates->local_down + rates->local_up,
           collective = rates->collective_down + rates->collective_up;
    return local > 0 || (rates->N == 1 && collective > 0) ? CIRC_OK : CIRC_NOT_UNIQUE;
}

/* Rates in units of the largest: only their ratios matter. */
static Task task_of(const LadderRates *rates, const LadderOptions *options)
{
    double unit =
        fmax(fmax(rates->collective_down, rates->collective_up), fmax(rates->local_down, rates->local_up));
    Task task = {
        .rates = {rates->N, rates->collective_down / unit, rates->collective_up / unit,
                  rates->local_down / unit, rates->local_up / unit},
        .tolerance = options && options->tolerance > 0 ? options->tolerance : DEFAULT_TOLERANCE,
        .max_cycles = options && options->max_cycles > 0 ? options->max_cycles : DEFAULT_MAX_CYCLES,
    };
    task.limits.neglect = task.tolerance / 100; /* what leaks out must not show in the residual */
    task.limits.sites = options && options->max_states > 0 ? options->max_states : DEFAULT_MAX_STATES;
    return task;
}

CircStatus ladder_solve(const LadderRates *rates, const LadderOptions *options, LadderWorkspace *workspace,
                        LadderState *state)
{
    *state = (LadderState){0};
    CircStatus status = check(rates);
    if (status) return status;
    Task task = task_of(rates, options);
    status = solve(workspace, &task, state);
    if (status && status != CIRC_NOT_CONVERGED) return status;
    CircStatus handed = hand_over(workspace, state);
    return handed ? handed : status;
}
