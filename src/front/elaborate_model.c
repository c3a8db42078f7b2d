/* model, sector, initial: the choices behind the master equation. And the states that `initial` and
 * `transient` know. */
#include <string.h>

#include "front/elaborate.h"

/* A word that stands for a choice; its place among `words`, or -1 after a report. */
static int choice(Elaboration *el, const CircAssign *given, const char *const *words, int n)
{
    const CircExpr *value = given->value;
    bool word = value->kind == CIRC_EXPR_REF && !value->args;
    const char *all = "";
    for (int i = 0; i < n; i++) {
        if (word && !strcmp(value->name.text, words[i])) return i;
        all = circ_arena_format(el->arena, "%s%s'%s'", all,
                                i == 0       ? ""
                                : i + 1 == n ? " or "
                                             : ", ",
                                words[i]);
    }
    CircDiag *diag = circ_diag(el->diags, CIRC_E0306, value->span, "'%s' must be %s", given->key.text, all);
    const char *nearest = word ? table_nearest(value->name.text, words, n) : NULL;
    if (nearest) circ_diag_help(el->diags, diag, "did you mean '%s'?", nearest);
    return -1;
}

enum { MAX_LEVELS = 10 };

static void elaborate_levels(Elaboration *el, const CircAssign *given)
{
    long levels;
    if (!eval_integer(&el->eval, given->value, "'levels'", &levels, &el->net->reach.circuit)) return;
    if (levels < 2 || levels > MAX_LEVELS)
        circ_diag(el->diags, CIRC_E0306, given->value->span, "'levels' must be from 2 to %d; found %ld",
                  MAX_LEVELS, levels);
    else
        el->net->model.levels = (int)levels;
}

/* none, full, or partial(WIDTH) */
static void elaborate_secular(Elaboration *el, const CircAssign *given)
{
    static const char *const words[] = {"none", "partial(WIDTH)", "full"};
    const CircExpr *value = given->value;
    CircSecular *secular = &el->net->model.secular;
    if (value->kind == CIRC_EXPR_CALL && !strcmp(value->name.text, "partial") && value->args &&
        !value->args->next) {
        CircValue width = eval_as(&el->eval, value->args, dim_of(DIM_FREQUENCY), "the width of 'partial'");
        *secular = (CircSecular){CIRC_SECULAR_PARTIAL, width.si};
        el->net->reach.circuit |= width.inputs;
        if (!width.bad && !(width.si > 0))
            circ_diag(el->diags, CIRC_E0306, value->args->span, "the width must be above zero");
        return;
    }
    int chosen = choice(el, given, words, 3);
    if (chosen >= 0) secular->kind = (CircSecularKind)chosen;
}

static void elaborate_model_key(Elaboration *el, const CircAssign *given)
{
    static const char *const keys[] = {"levels", "coupling", "rates", "spectrum", "secular"};
    static const char *const couplings[] = {"exact", "first_order"};
    static const char *const rates[] = {"consistent", "printed"};
    static const char *const spectra[] = {"charge", "asymptotic"};
    CircModelOptions *model = &el->net->model;
    const char *key = given->key.text;
    int chosen;
    if (!strcmp(key, "levels")) {
        elaborate_levels(el, given);
    } else if (!strcmp(key, "secular")) {
        elaborate_secular(el, given);
    } else if (!strcmp(key, "coupling")) {
        if ((chosen = choice(el, given, couplings, 2)) >= 0) model->coupling = (CircCouplingKind)chosen;
    } else if (!strcmp(key, "rates")) {
        if ((chosen = choice(el, given, rates, 2)) >= 0) model->rates = (CircRatesKind)chosen;
    } else if (!strcmp(key, "spectrum")) {
        if ((chosen = choice(el, given, spectra, 2)) >= 0) model->spectrum = (CircSpectrumKind)chosen;
    } else {
        CircDiag *diag = circ_diag(el->diags, CIRC_E0303, given->key.span, "'model' has no '%s'", key);
        const char *nearest = table_nearest(key, keys, 5);
        if (nearest)
            circ_diag_help(el->diags, diag, "did you mean '%s'?", nearest);
        else
            circ_diag_help(el->diags, diag, "it has 'levels', 'coupling', 'rates', 'spectrum' and 'secular'");
    }
}

/* The printed formulas are those of the first-order derivation. */
static void check_model(Elaboration *el, const CircStmt *stmt)
{
    const CircModelOptions *model = &el->net->model;
    if (model->rates != CIRC_RATES_PRINTED || model->coupling == CIRC_COUPLING_FIRST_ORDER) return;
    CircDiag *diag =
        circ_diag(el->diags, CIRC_E0305, stmt->span, "'rates = printed' belongs to 'coupling = first_order'");
    circ_diag_help(el->diags, diag, "write 'model coupling = first_order rates = printed'");
}

static void elaborate_model_statement(Elaboration *el, const CircStmt *stmt)
{
    el->net->model.span = stmt->span;
    for (const CircAssign *given = stmt->attributes; given; given = given->next) {
        for (const CircAssign *other = stmt->attributes; other != given; other = other->next)
            if (!strcmp(other->key.text, given->key.text))
                circ_diag(el->diags, CIRC_E0305, given->span, "'%s' is given twice", given->key.text);
        elaborate_model_key(el, given);
    }
    check_model(el, stmt);
}

/* J and M are multiples of one half. */
static bool spin(Elaboration *el, const CircExpr *expr, const char *what, double *value)
{
    CircValue v = eval_as(&el->eval, expr, dim_of(DIM_NONE), what);
    if (v.bad) return false;
    el->net->reach.solve |= v.inputs;
    *value = v.si;
    if (2 * v.si == (double)(long)(2 * v.si) && v.si < 1e9 && v.si > -1e9) return true;
    circ_diag(el->diags, CIRC_E0203, expr->span, "%s must be a multiple of 1/2; found %.15g", what, v.si);
    return false;
}

static void elaborate_sector(Elaboration *el, const CircStmt *stmt)
{
    const CircAssign *given = stmt->attributes;
    el->net->initial = (CircInitial){.kind = CIRC_INITIAL_SECTOR, .span = stmt->span};
    if (strcmp(given->key.text, "J")) {
        CircDiag *diag = circ_diag(el->diags, CIRC_E0303, given->key.span,
                                   "a sector is given by 'J'; found '%s'", given->key.text);
        circ_diag_help(el->diags, diag, "write 'sector J = N/2'");
        return;
    }
    spin(el, given->value, "'J'", &el->net->initial.J);
}

static const struct {
    const char *word, *usage;
    CircInitialKind kind;
    int n_values;
} initials[] = {{"ground", "ground", CIRC_INITIAL_GROUND, 0},
                {"excited", "excited", CIRC_INITIAL_EXCITED, 0},
                {"dicke", "dicke(J, M)", CIRC_INITIAL_DICKE, 2},
                {"thermal", "thermal(T)", CIRC_INITIAL_THERMAL, 1}};
enum { N_INITIALS = sizeof initials / sizeof *initials };

static void elaborate_state_values(Elaboration *el, const CircStmt *stmt, const char *lead,
                                   CircInitial *initial)
{
    const CircExpr *first = stmt->values;
    if (initial->kind == CIRC_INITIAL_DICKE && spin(el, first, "'J'", &initial->J))
        spin(el, first->next, "'M'", &initial->M);
    if (initial->kind == CIRC_INITIAL_THERMAL) {
        const char *what = circ_arena_format(el->arena, "the temperature of '%s thermal'", lead);
        CircValue T = eval_as(&el->eval, first, dim_of(DIM_TEMPERATURE), what);
        initial->T = T.si;
        el->net->reach.solve |= T.inputs;
        if (!T.bad && T.si < 0)
            circ_diag(el->diags, CIRC_E0306, first->span, "a temperature must not be negative");
    }
}

void elaborate_state(Elaboration *el, const CircStmt *stmt, const char *lead, CircInitial *initial)
{
    const char *words[N_INITIALS];
    int n_values = 0;
    for (const CircExpr *value = stmt->values; value; value = value->next) n_values++;
    for (int i = 0; i < N_INITIALS; i++) {
        words[i] = initials[i].word;
        if (strcmp(words[i], stmt->keyword.text)) continue;
        *initial = (CircInitial){.kind = initials[i].kind, .span = stmt->span};
        if (n_values == initials[i].n_values)
            elaborate_state_values(el, stmt, lead, initial);
        else
            circ_diag(el->diags, CIRC_E0204, stmt->span, "this is written '%s %s'", lead, initials[i].usage);
        return;
    }
    CircDiag *diag = circ_diag(el->diags, CIRC_E0301, stmt->keyword.span, "there is no initial state '%s'",
                               stmt->keyword.text);
    const char *nearest = table_nearest(stmt->keyword.text, words, N_INITIALS);
    if (nearest)
        circ_diag_help(el->diags, diag, "did you mean '%s'?", nearest);
    else
        circ_diag_help(el->diags, diag, "there are 'ground', 'excited', 'dicke(J, M)' and 'thermal(T)'");
}

/* At most one statement of each of two kinds that exclude each other. */
bool only_one(Elaboration *el, const CircStmt *stmt, const CircStmt **first, const char *what)
{
    if (!*first) {
        *first = stmt;
        return true;
    }
    CircDiag *diag = circ_diag(el->diags, CIRC_E0102, stmt->span, "a file has one %s", what);
    circ_diag_note(el->diags, diag, (*first)->span, "the first one is here");
    return false;
}

void elaborate_model(Elaboration *el)
{
    const CircStmt *model = NULL, *initial = NULL;
    el->net->model = (CircModelOptions){.levels = 2};
    for (const CircStmt *stmt = el->ast->statements; stmt; stmt = stmt->next) {
        if (stmt->kind == CIRC_STMT_MODEL && only_one(el, stmt, &model, "'model' statement"))
            elaborate_model_statement(el, stmt);
        if (stmt->kind == CIRC_STMT_SECTOR && only_one(el, stmt, &initial, "'sector' or 'initial' statement"))
            elaborate_sector(el, stmt);
        if (stmt->kind == CIRC_STMT_INITIAL &&
            only_one(el, stmt, &initial, "'sector' or 'initial' statement"))
            elaborate_state(el, stmt, "initial", &el->net->initial);
    }
}
