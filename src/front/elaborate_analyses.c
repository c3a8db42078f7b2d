/* sweep, output, expect: what is to be run. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "front/elaborate.h"
#include "front/parse.h"

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
        !eval_integer(&el->eval, stmt->steps, "the number of steps", &steps, NULL) || from.bad || to.bad)
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
    const CircSymbol *symbol = scope_find(el->file, name);
    if (!symbol || symbol->kind != CIRC_SYM_PARAM) {
        CircDiag *diag = circ_diag(el->diags, CIRC_E0401, stmt->name.span,
                                   "a sweep is over a parameter; there is no parameter '%s'", name);
        scope_suggest(el->file, el->diags, diag, name, CIRC_SYM_PARAM, false);
        return;
    }
    for (int i = 0; i < el->net->n_sweeps; i++) {
        if (strcmp(sweeps[i].name, name)) continue;
        CircDiag *diag = circ_diag(el->diags, CIRC_E0401, stmt->name.span, "'%s' is swept twice", name);
        circ_diag_note(el->diags, diag, sweeps[i].span, "its first sweep is here");
        return;
    }
    if (is_overridden(el, name)) return;
    CircValue own = el->file->names->params[symbol->first].value;
    if (own.bad) return;
    const char *what = circ_arena_format(el->arena, "sweep over '%s'", name);
    CircSweep sweep = {.name = name, .span = stmt->span, .dim = own.dim};
    sweep.values = stmt->values ? listed_values(el, stmt->values, what, own.dim, &sweep.n)
                                : stepped_values(el, stmt, what, own.dim, &sweep.n);
    if (sweep.values) sweeps[el->net->n_sweeps++] = sweep;
}

const char *squeezed_text(Elaboration *el, CircSpan span)
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
    Eval types = {.scope = el->file, .diags = el->diags, .phase = EVAL_TYPES};
    CircValue value = eval_expr(&types, given->value);
    el->net->reach.analysis |= value.inputs;
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
    Eval types = {.scope = el->file, .diags = el->diags, .phase = EVAL_TYPES};
    CircExpect expect = {.expr = stmt->value, .span = stmt->span};
    if (stmt->value->kind != CIRC_EXPR_COMPARE) {
        CircDiag *diag =
            circ_diag(el->diags, CIRC_E0402, stmt->value->span, "an 'expect' compares two values");
        circ_diag_help(el->diags, diag,
                       stmt->value->kind == CIRC_EXPR_LOGIC
                           ? "write an 'expect' for each comparison"
                           : "write 'expect advantage > 1.05', with '<', '>', '<=', '>=', '==' or '!='");
        return;
    }
    bool ignored;
    el->net->reach.analysis |= eval_condition(&types, stmt->value, &ignored).inputs;
    expect.settings = eval_settings(&types, stmt->attributes, &expect.n_settings, &el->net->reach.structure);
    if (expect.settings) expects[el->net->n_expects++] = expect;
}

/* The reference that a bath's name is: "x[2].hot", "filter[1]". */
static CircExpr *reference_to(Elaboration *el, const char *name, CircSpan span)
{
    CircExpr *ref = circ_new(el->arena, CircExpr, 1);
    size_t length = strcspn(name, "[.");
    *ref = (CircExpr){.kind = CIRC_EXPR_REF, .span = span, .depth = 1};
    ref->name = (CircWord){circ_arena_copy(el->arena, name, length), span};
    name += length;
    if (*name == '[') {
        do {
            char *end;
            CircExpr *index = circ_new(el->arena, CircExpr, 1);
            *index = (CircExpr){.kind = CIRC_EXPR_NUMBER, .span = span, .depth = 1};
            index->number = (double)strtol(name + 1, &end, 10);
            ref->args = ref->args ? parse_list(ref->args, index) : index;
            name = end;
        } while (*name == ',');
        name++;
    }
    if (*name == '.') ref->member = reference_to(el, name + 1, span);
    return ref;
}

/* Without an output statement: the current of each bath. */
static void default_outputs(Elaboration *el)
{
    CircNetlist *net = el->net;
    CircOutput *outputs = circ_new(el->arena, CircOutput, net->n_baths);
    for (int i = 0; i < net->n_baths; i++) {
        const CircBathRef *bath = &net->baths[i];
        if (!bath->name) continue; /* reported already */
        CircExpr *expr = circ_new(el->arena, CircExpr, 1);
        *expr = (CircExpr){.kind = CIRC_EXPR_CALL, .span = bath->span, .name = {"Q", bath->span}, .depth = 2};
        expr->args = reference_to(el, bath->name, bath->span);
        outputs[net->n_outputs++] = (CircOutput){circ_arena_format(el->arena, "Q(%s)", bath->name), expr,
                                                 quantity_dim(CIRC_QUANTITY_HEAT)};
    }
    net->outputs = outputs;
}

/* allow W0504: before anything is said. */
void elaborate_allow(Elaboration *el)
{
    for (const CircStmt *stmt = el->ast->statements; stmt; stmt = stmt->next) {
        if (stmt->kind != CIRC_STMT_ALLOW) continue;
        for (const CircExpr *code = stmt->nodes; code; code = code->next) {
            int known = circ_code_find(code->name.text);
            if (known >= 0 && code->name.text[0] == 'W') {
                circ_diags_allow(el->diags, (CircCode)known);
            } else {
                CircDiag *diag = circ_diag(el->diags, CIRC_E0109, code->span, "'%s' is not the code of a warning", code->name.text);
                circ_diag_help(el->diags, diag, known >= 0 ? "an error cannot be allowed" : "'circ explain' lists them");
            }
        }
    }
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
