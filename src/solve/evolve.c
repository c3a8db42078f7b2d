/* Model to transient: chooses a method, runs it, and says why there is no result where there is none. */
#include "solve/evolve.h"

#include <stdlib.h>

#include "solve/solve_general.h"
#include "solve/solve_identical.h"

typedef struct {
    const CircModel *model;
    const CircTransient *transient;
    CircArena *arena;
    CircDiags *diags;
} Stage;

void evolution_free(Evolution *memory)
{
    free(memory->x);
    free(memory->y);
    free(memory->work);
    free(memory->flow);
    sector_free(&memory->sector);
    lindblad_free(&memory->lindblad);
    triplets_free(&memory->matrix);
    sparse_lu_free(memory->lu);
    *memory = (Evolution){0};
}

CircStatus evolution_reserve(Evolution *memory, size_t n, size_t n_arrays)
{
    if (memory->n == n && memory->n_work == n * n_arrays) return CIRC_OK;
    free(memory->x);
    free(memory->y);
    free(memory->work);
    memory->n = n;
    memory->n_work = n * n_arrays;
    memory->x = malloc((n + 1) * sizeof *memory->x);
    memory->y = malloc((n + 1) * sizeof *memory->y);
    memory->work = malloc((memory->n_work + 1) * sizeof *memory->work);
    bool fine = memory->x && memory->y && memory->work;
    if (!fine) memory->n = 0;
    return fine ? CIRC_OK : CIRC_NO_MEMORY;
}

static const char *name_of(const Stage *stage)
{
    return stage->model->circuit->netlist->name;
}

/* Only a start of identical qubits may have a J below N/2. */
static bool start_fits(const Stage *stage, bool ladder)
{
    const CircInitial *start = &stage->transient->start;
    if (start->kind != CIRC_INITIAL_DICKE) return true;
    int n_sites = stage->model->n_sites;
    for (int j = 0; j < n_sites; j++) {
        if (stage->model->sites[j].levels == 2) continue;
        CircDiag *diag = circ_diag(stage->diags, CIRC_E0603, start->span,
                                   "'dicke' is a state of two-level qubits, and '%s' has %d levels",
                                   stage->model->sites[j].name, stage->model->sites[j].levels);
        circ_diag_help(stage->diags, diag, "begin 'from excited', or write 'model levels = 2'");
        return false;
    }
    if (!initial_exists(start, n_sites, stage->diags)) return false;
    if (ladder || 2 * start->J == n_sites) return true;
    CircDiag *diag = circ_diag(stage->diags, CIRC_E0603, start->span,
                               "there are many states J = %g, M = %g of %d qubits that are not identical",
                               start->J, start->M, n_sites);
    circ_diag_help(stage->diags, diag, "J = %g has one state for each M", n_sites / 2.0);
    return false;
}

static bool method_fits(const Stage *stage, CircMethod asked)
{
    bool known = asked == CIRC_METHOD_CHOOSE || asked == CIRC_METHOD_SECTOR ||
                 (asked == CIRC_METHOD_LADDER && stage->model->identical);
    if (known) return true;
    CircDiag *diag =
        circ_diag(stage->diags, CIRC_E0601, stage->transient->span,
                  "the method '%s' has no transient of '%s'", circ_method_name(asked), name_of(stage));
    circ_diag_help(stage->diags, diag,
                   stage->model->identical ? "use '--method ladder' or '--method sector'"
                                           : "use '--method sector'");
    return false;
}

static void report_size(const Stage *stage, bool ladder)
{
    double states = 1, limit = EVOLUTION_MAX_BYTES / 1e9;
    for (int j = 0; j < stage->model->n_sites; j++) states *= stage->model->sites[j].levels;
    if (ladder) states = evolve_ladder_states(stage->model, &stage->transient->start, stage->arena);
    CircDiag *diag =
        circ_diag(stage->diags, CIRC_E0703, stage->transient->span,
                  "the transient of the %d qubits of '%s' needs more than %.2g GB: it has %.4g states%s",
                  stage->model->n_sites, name_of(stage), limit, states, ladder ? " |J, M>" : "");
    circ_diag_help(stage->diags, diag,
                   ladder
                       ? "fewer qubits, or collective baths alone, which keep J, are easier"
                       : "qubits with equal energies and couplings are taken together, and cost much less");
}

static void report_missed(const Stage *stage, const Record *record, long steps)
{
    const char *name = name_of(stage);
    CircSpan place = stage->transient->span;
    CircDiag *diag;
    if (record_is_unbalanced(record))
        diag = circ_diag(
            stage->diags, CIRC_E0702, place,
            "the currents of '%s' are not the change of its energy: %.2g of the gross exchange is left", name,
            record->imbalance);
    else if (record_is_lossy(record))
        diag = circ_diag(stage->diags, CIRC_E0701, place,
                         "the transient of '%s' lost %.2g of the probability", name, record->lost);
    else
        diag = circ_diag(stage->diags, CIRC_E0701, place,
                         "the transient of '%s' was given up after %ld steps", name, steps);
    circ_diag_help(stage->diags, diag, "a shorter time, fewer sites or weaker baths are easier");
}

static void report(const Stage *stage, CircStatus status, bool ladder, const Record *record, long steps)
{
    switch (status) {
    case CIRC_NO_MEMORY:
    case CIRC_TOO_LARGE: report_size(stage, ladder); break;
    case CIRC_UNSUITABLE:
        circ_diag(stage->diags, CIRC_E0601, stage->transient->span,
                  "there is no method for the transient of '%s': %s", name_of(stage),
                  circ_status_text(status));
        break;
    default: report_missed(stage, record, steps);
    }
}

const CircSolution *evolve(const CircModel *model, const CircTransient *transient,
                           const CircSolveOptions *options, Evolution *memory, CircArena *arena,
                           CircDiags *diags)
{
    Stage stage = {model, transient, arena, diags};
    bool ladder = model->identical && options->method != CIRC_METHOD_SECTOR;
    if (!method_fits(&stage, options->method) || !start_fits(&stage, ladder)) return NULL;
    Record record = record_create(model, transient, arena);
    memory->steps = 0;
    CircStatus status = ladder ? evolve_ladder(memory, &record, options->sites, arena)
                               : evolve_sector(memory, &record, secular_form(model), options->sites, arena);
    if (status == CIRC_OK) return record.at;
    report(&stage, status, ladder, &record, memory->steps);
    return NULL;
}
