/* The attributes of a statement against the table of what its kind has. */
#include <string.h>

#include "front/elaborate.h"

CircSpan statement_head(const CircStmt *stmt)
{
    return circ_span_join(stmt->keyword.span, stmt->name.span);
}

static void report_unknown_attribute(Elaboration *el, const ElementKind *kind, const CircAssign *given)
{
    if (!given->key.text) {
        CircDiag *diag =
            circ_diag(el->diags, CIRC_E0303, given->span, "'%s' takes no value without a name", kind->name);
        circ_diag_help(el->diags, diag, "write 'NAME = VALUE'; its first attribute is '%s'",
                       kind->attributes[0].name);
        return;
    }
    CircDiag *diag = circ_diag(el->diags, CIRC_E0303, given->key.span, "'%s' has no attribute '%s'",
                               kind->name, given->key.text);
    if (!circ_diags_keeps(el->diags, diag)) return;
    const char *names[MAX_ATTRIBUTES];
    int n = 0;
    const char *all = "";
    for (; n < MAX_ATTRIBUTES && kind->attributes[n].name; n++) {
        names[n] = kind->attributes[n].name;
        all = circ_arena_format(el->arena, "%s%s'%s'", all, n ? ", " : "", names[n]);
    }
    const char *nearest = table_nearest(given->key.text, names, n);
    if (nearest)
        circ_diag_help(el->diags, diag, "did you mean '%s'?", nearest);
    else
        circ_diag_help(el->diags, diag, "it has %s", all);
}

static bool in_domain(Elaboration *el, const AttributeSpec *spec, const CircExpr *expr, double si)
{
    static const char *const rules[] = {[DOMAIN_POSITIVE] = "be above zero",
                                        [DOMAIN_NOT_NEGATIVE] = "not be negative",
                                        [DOMAIN_NEGATIVE] = "be below zero",
                                        [DOMAIN_FRACTION] = "be between -1 and 1"};
    const bool fits[] = {[DOMAIN_POSITIVE] = si > 0,
                         [DOMAIN_NOT_NEGATIVE] = si >= 0,
                         [DOMAIN_NEGATIVE] = si<0, [DOMAIN_FRACTION] = si> - 1 && si < 1,
                         [DOMAIN_ANY] = true};
    if (fits[spec->domain]) return true;
    circ_diag(el->diags, CIRC_E0306, expr->span, "'%s' must %s", spec->name, rules[spec->domain]);
    return false;
}

/* What a value follows from counts for its statement, or, of a bath's temperature, for that alone. */
static void note_inputs(Placement *place, const AttributeSpec *spec, uint64_t inputs)
{
    if (!strcmp(spec->name, "T"))
        place->temperature |= inputs;
    else
        place->inputs |= inputs;
}

static bool take_attribute(Elaboration *el, Placement *place, const CircAssign *given, Attributes *values)
{
    const ElementKind *kind = place->kind;
    const char *name = given->key.text ? given->key.text : kind->positional;
    int i = name ? attribute_index(kind, name) : -1;
    if (i < 0) {
        report_unknown_attribute(el, kind, given);
        return false;
    }
    if (values->at[i]) {
        CircDiag *diag = circ_diag(el->diags, CIRC_E0305, given->span, "'%s' is given twice", name);
        circ_diag_note(el->diags, diag, values->at[i]->span, "its first value is here");
        return false;
    }
    const AttributeSpec *spec = &kind->attributes[i];
    const char *what = circ_arena_format(el->arena, "'%s' of '%s'", name, kind->name);
    CircValue value = eval_as(&el->eval, given->value, dim_of(spec->dim), what);
    note_inputs(place, spec, value.inputs);
    values->at[i] = given->value;
    values->si[i] = value.si;
    return !value.bad && in_domain(el, spec, given->value, value.si);
}

bool elaborate_attributes(Elaboration *el, Placement *place, Attributes *values)
{
    const CircStmt *stmt = place->stmt;
    const ElementKind *kind = place->kind;
    *values = (Attributes){0};
    bool fine = true, missing = false;
    for (const CircAssign *given = stmt->attributes; given; given = given->next)
        fine = take_attribute(el, place, given, values) && fine;
    for (int i = 0; fine && i < MAX_ATTRIBUTES && kind->attributes[i].name; i++) {
        const AttributeSpec *spec = &kind->attributes[i];
        if (!spec->required || values->at[i]) continue;
        CircDiag *diag = circ_diag(el->diags, CIRC_E0304, statement_head(stmt), "'%s' needs '%s'",
                                   stmt->name.text, spec->name);
        circ_diag_help(el->diags, diag, "add '%s = %s'", spec->name,
                       spec->dim == DIM_NONE ? "0.3" : dim_example(dim_of(spec->dim)));
        missing = true;
    }
    return fine && !missing;
}

int exactly_one_attribute(Elaboration *el, const CircStmt *stmt, const ElementKind *kind,
                          const Attributes *values, int first, int last)
{
    int found = -1;
    for (int i = first; i <= last; i++) {
        if (!values->at[i]) continue;
        if (found >= 0) {
            CircDiag *diag =
                circ_diag(el->diags, CIRC_E0305, values->at[i]->span, "'%s' and '%s' say the same",
                          kind->attributes[found].name, kind->attributes[i].name);
            circ_diag_note(el->diags, diag, values->at[found]->span, "'%s' is given here",
                           kind->attributes[found].name);
            return -1;
        }
        found = i;
    }
    if (found < 0) {
        const char *all = "";
        for (int i = first; i <= last; i++)
            all = circ_arena_format(el->arena, "%s%s'%s'", all,
                                    i == first  ? ""
                                    : i == last ? " or "
                                                : ", ",
                                    kind->attributes[i].name);
        circ_diag(el->diags, CIRC_E0304, statement_head(stmt), "'%s' needs one of %s", stmt->name.text, all);
    }
    return found;
}
