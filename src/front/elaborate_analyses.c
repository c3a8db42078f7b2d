/* sweep, output, expect: what is to be run. */
#include <math.h>
#include <string.h>

#include "front/elaborate.h"

enum { MAX_STEPS = 10000000 };

static bool is_overridden(const Elaboration *el, const char *name)
{
    for (int i = 0; i < el->n_overrides; i++)
        if (!strcmp(el->overrides[i].name, name)) return true;
    return false;
}

/* NULL after a report. */
static const double *listed_values(Elaboration *el, const CircExpr *list, const char *what, CircDim dim,
                                   int *n)
{
    for (const CircExpr *value = list; value; value = value->next) ++*n;
    double *values = circ_new(el->arena, double, *n);
    bool fine = true;
    int i = 0;
    for (const CircExpr *expr = list; expr; expr = expr->next) {
        CircValue value = eval_as(&el->eval, expr, dim, what);
        values[i++] = value.si;
        fine = fine && !value.bad;
    }
    return fine ? values : NULL;
}

static bool spacing(Elaboration *el, const CircStmt *stmt, bool *logarithmic)
{
    *logarithmic = stmt->keyword.text && !strcmp(stmt->keyword.text, "log");
    if (!stmt->keyword.text || *logarithmic || !strcmp(stmt->keyword.text, "linear")) return true;
    circ_diag(el->diags, CIRC_E0401, stmt->keyword.span, "a sweep is 'linear' or 'log'; found '%s'",
              stmt->keyword.text);
    return false;
}

static const double *stepped_values(Elaboration *el, const CircStmt *stmt, const char *what, CircDim dim,
                                    int *n)
{
    long steps;
    bool logarithmic;
    CircValue from = eval_as(&el->eval, stmt->from, dim, what), to = eval_as(&el->eval, stmt->to, dim, what);
    if (!spacing(el, stmt, &logarithmic) ||
        !eval_integer(&el->eval, stmt->steps, "the number of steps", &steps) || from.bad || to.bad)
        return NULL;
    if (steps < 2 || steps > MAX_STEPS) {
        CircDiag *diag = circ_diag(el->diags, CIRC_E0401, stmt->steps->span,
                                   "a sweep has from 2 to %d steps; found %ld", MAX_STEPS, steps);
        circ_diag_help(el->diags, diag, "steps are the points, both ends included");
        return NULL;
    }
    if (logarithmic && !(from.si > 0 && to.si > 0)) {
        circ_diag(el->diags, CIRC_E0401, circ_span_join(stmt->from->span, stmt->to->span),
                  "a logarithmic sweep needs ends above zero");
        return NULL;
    }
    double *values = circ_new(el->arena, double, steps);
    for (long i = 0; i < steps; i++) {
        double x = (double)i / (double)(steps - 1);
        values[i] = logarithmic ? from.si * pow(to.si / from.si, x) : from.si + (to.si - from.si) * x;
    }
    values[steps - 1] = to.si;
    *n = (int)steps;
    return values;
}

static void elaborate_sweep(Elaboration *el, const CircStmt *stmt, CircSweep *sweeps)
{
    const char *name = stmt->name.text;
    const CircSymbol *symbol = scope_find(&el->scope, name);
    if (!symbol || symbol->kind != CIRC_SYM_PARAM) {
        CircDiag *diag = circ_diag(el->diags, CIRC_E0401, stmt->name.span,
                                   "a sweep is over a parameter; there is no parameter '%s'", name);
        scope_suggest(&el->scope, el->diags, diag, name, CIRC_SYM_PARAM, false);
        return;
    }
    for (int i = 0; i < el->net->n_sweeps; i++) {
        if (strcmp(sweeps[i].name, name)) continue;
        CircDiag *diag = circ_diag(el->diags, CIRC_E0401, stmt->name.span, "'%s' is swept twice", name);
        circ_diag_note(el->diags, diag, sweeps[i].span, "its first sweep is here");
        return;
    }
    if (is_overridden(el, name)) return;
    CircValue own = el->scope.params[symbol->first].value;
    if (own.bad) return;
    const char *what = circ_arena_format(el->arena, "sweep over '%s'", name);
    CircSweep sweep = {.name = name, .span = stmt->span, .dim = own.dim};
    sweep.values = stmt->values ? listed_values(el, stmt->values, what, own.dim, &sweep.n)
                                : stepped_values(el, stmt, what, own.dim, &sweep.n);
    if (sweep.values) sweeps[el->net->n_sweeps++] = sweep;
}

/* A piece of the file without white space and comments: the name that an output has in results. */
static const char *squeezed_text(Elaboration *el, CircSpan span)
{
    const CircSource *source = el->ast->source;
    const char *from = source->text + (span.begin - source->base),
               *end = source->text + (span.end - source->base);
    char *text = circ_new(el->arena, char, span.end - span.begin + 1), *out = text;
    for (; from < end; from++) {
        if (*from == '#') from = memchr(from, '\n', (size_t)(end - from));
        if (!strchr(" \t\r\n", *from)) *out++ = *from;
    }
    return text;
}

static void elaborate_output(Elaboration *el, const CircAssign *given, CircOutput *outputs)
{
    Eval types = {.scope = &el->scope, .diags = el->diags, .phase = EVAL_TYPES};
    CircValue value = eval_expr(&types, given->value);
    const char *name = given->key.text ? given->key.text : squeezed_text(el, given->span);
    for (int i = 0; i < el->net->n_outputs; i++) {
        if (strcmp(outputs[i].name, name)) continue;
        CircDiag *diag =
            circ_diag(el->diags, CIRC_E0102, given->span, "the output '%s' is there already", name);
        circ_diag_note(el->diags, diag, outputs[i].expr->span, "its first one is here");
        return;
    }
    outputs[el->net->n_outputs++] = (CircOutput){name, given->value, value.dim};
}

static void elaborate_expect(Elaboration *el, const CircStmt *stmt, CircExpect *expects)
{
    Eval types = {.scope = &el->scope, .diags = el->diags, .phase = EVAL_TYPES};
    CircExpect expect = {.expr = stmt->value, .span = stmt->span};
    if (stmt->value->kind != CIRC_EXPR_COMPARE) {
        CircDiag *diag =
            circ_diag(el->diags, CIRC_E0402, stmt->value->span, "an 'expect' compares two values");
        circ_diag_help(el->diags, diag,
                       "write 'expect advantage > 1.05', with '<', '>', '<=', '>=', '==' or '!='");
        return;
    }
    eval_expr(&types, stmt->value);
    expect.settings = eval_settings(&types, stmt->attributes, &expect.n_settings);
    if (expect.settings) expects[el->net->n_expects++] = expect;
}

/* Without an output statement: the current of each bath. */
static void default_outputs(Elaboration *el)
{
    CircNetlist *net = el->net;
    CircOutput *outputs = circ_new(el->arena, CircOutput, net->n_baths);
    for (size_t i = 0; i < el->scope.n_symbols; i++) {
        const CircSymbol *symbol = &el->scope.symbols[i];
        if (symbol->kind != CIRC_SYM_BATH) continue;
        for (long k = symbol->low; k <= symbol->high; k++) {
            CircExpr *expr = circ_new(el->arena, CircExpr, 3);
            expr[0] = (CircExpr){
                .kind = CIRC_EXPR_CALL, .span = symbol->span, .name = {"Q", symbol->span}, .args = &expr[1]};
            expr[1] =
                (CircExpr){.kind = CIRC_EXPR_REF, .span = symbol->span, .name = {symbol->name, symbol->span}};
            expr[2] = (CircExpr){.kind = CIRC_EXPR_NUMBER, .span = symbol->span, .number = (double)k};
            if (symbol->array) expr[1].args = &expr[2];
            const char *name = symbol->array ? circ_arena_format(el->arena, "Q(%s[%ld])", symbol->name, k)
                                             : circ_arena_format(el->arena, "Q(%s)", symbol->name);
            outputs[net->n_outputs++] = (CircOutput){name, expr, quantity_dim(CIRC_QUANTITY_HEAT)};
        }
    }
    net->outputs = outputs;
}

void elaborate_analyses(Elaboration *el)
{
    int n_sweeps = 0, n_outputs = 0, n_expects = 0;
    for (const CircStmt *stmt = el->ast->statements; stmt; stmt = stmt->next) {
        n_sweeps += stmt->kind == CIRC_STMT_SWEEP;
        n_expects += stmt->kind == CIRC_STMT_EXPECT;
        if (stmt->kind == CIRC_STMT_OUTPUT)
            for (const CircAssign *output = stmt->attributes; output; output = output->next) n_outputs++;
    }
    CircSweep *sweeps = circ_new(el->arena, CircSweep, n_sweeps);
    CircOutput *outputs = circ_new(el->arena, CircOutput, n_outputs);
    CircExpect *expects = circ_new(el->arena, CircExpect, n_expects);
    el->net->sweeps = sweeps;
    el->net->outputs = outputs;
    el->net->expects = expects;
    for (const CircStmt *stmt = el->ast->statements; stmt; stmt = stmt->next) {
        if (stmt->kind == CIRC_STMT_SWEEP) elaborate_sweep(el, stmt, sweeps);
        if (stmt->kind == CIRC_STMT_EXPECT) elaborate_expect(el, stmt, expects);
        if (stmt->kind == CIRC_STMT_OUTPUT)
            for (const CircAssign *output = stmt->attributes; output; output = output->next)
                elaborate_output(el, output, outputs);
    }
    if (!n_outputs) default_outputs(el);
}
