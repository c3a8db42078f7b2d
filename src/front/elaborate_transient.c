/* transient: the times at which a state is wanted, and how it began. */
#include <math.h>

#include "front/elaborate.h"

enum { MAX_STEPS = 10000000 };

static const CircStmt *find(const Elaboration *el, CircStmtKind kind, CircStmtKind or)
{
    const CircStmt *stmt = el->ast->statements;
    while (stmt && stmt->kind != kind && stmt->kind != or) stmt = stmt->next;
    return stmt;
}

void elaborate_transient_begin(Elaboration *el)
{
    if (find(el, CIRC_STMT_TRANSIENT, CIRC_STMT_TRANSIENT)) el->file->names->transient = &el->net->transient;
}

static void elaborate_times(Elaboration *el, const CircStmt *stmt, CircTransient *transient)
{
    long steps;
    CircValue end = eval_as(&el->eval, stmt->to, dim_of(DIM_TIME), "the end of the transient");
    bool whole = eval_integer(&el->eval, stmt->steps, "the number of steps", &steps, &el->net->reach.structure);
    el->net->reach.structure |= end.inputs;
    if (!end.bad && !(end.si > 0))
        circ_diag(el->diags, CIRC_E0401, stmt->to->span, "a transient ends after it begins, at t > 0");
    if (whole && (steps < 2 || steps > MAX_STEPS)) {
        CircDiag *diag = circ_diag(el->diags, CIRC_E0401, stmt->steps->span,
                                   "a transient has from 2 to %d steps; found %ld", MAX_STEPS, steps);
        circ_diag_help(el->diags, diag, "steps are the points, both ends included");
    }
    if (end.bad || !(end.si > 0) || !whole || steps < 2 || steps > MAX_STEPS) return;
    double *times = circ_new(el->arena, double, steps);
    for (long i = 0; i < steps; i++) times[i] = end.si * (double)i / (double)(steps - 1);
    transient->times = times;
    transient->n = (int)steps;
}

/* The state that `sector` or `initial` gives would never be used. */
static void check_initial(Elaboration *el, const CircStmt *transient)
{
    const CircStmt *initial = find(el, CIRC_STMT_INITIAL, CIRC_STMT_SECTOR);
    if (!initial) return;
    CircDiag *diag =
        circ_diag(el->diags, CIRC_E0305, initial->span,
                  "this is for the steady state, and a transient begins 'from' a state of its own");
    circ_diag_note(el->diags, diag, transient->span, "the transient is here");
}

void elaborate_start(Elaboration *el)
{
    const CircStmt *stmt = find(el, CIRC_STMT_TRANSIENT, CIRC_STMT_TRANSIENT);
    if (stmt) elaborate_state(el, stmt, "from", &el->net->transient.start);
}

void elaborate_transient(Elaboration *el)
{
    const CircStmt *first = NULL;
    CircTransient *transient = &el->net->transient;
    for (const CircStmt *stmt = el->ast->statements; stmt; stmt = stmt->next) {
        if (stmt->kind != CIRC_STMT_TRANSIENT || !only_one(el, stmt, &first, "'transient' statement"))
            continue;
        transient->span = stmt->span;
        elaborate_state(el, stmt, "from", &transient->start);
        elaborate_times(el, stmt, transient);
        check_initial(el, stmt);
    }
}
