/* Baths that are known by their rate: which qubits they act on, and how. */
#include <string.h>

#include "front/elaborate.h"

static bool is_local(Elaboration *el, const CircStmt *stmt, bool *local)
{
    *local = !strcmp(stmt->keyword.text, "local");
    if (*local || !strcmp(stmt->keyword.text, "collective")) return true;
    CircDiag *diag = circ_diag(el->diags, CIRC_E0301, stmt->keyword.span,
                               "a bath is 'local' or 'collective'; found '%s'", stmt->keyword.text);
    circ_diag_help(el->diags, diag,
                   "a local bath acts on each qubit by itself, a collective one on their sum");
    return false;
}

/* The qubits of a list of references, each once, in the list's order. */
static bool resolve_qubits(Elaboration *el, const CircStmt *stmt, CircRateBath *bath)
{
    int n_all = el->net->n_transmons;
    char *taken = circ_new(el->arena, char, n_all);
    int *qubits = circ_new(el->arena, int, n_all);
    bool fine = true;
    for (const CircExpr *ref = stmt->nodes; ref; ref = ref->next) {
        Selection selection;
        if (!scope_select(&el->eval, ref, CIRC_SYM_TRANSMON, "a transmon", &selection)) {
            fine = false;
            continue;
        }
        el->net->reach.structure |= selection.inputs;
        for (int i = 0; i < selection.n; i++) {
            int qubit = selection_at(&selection, i);
            if (taken[qubit]++) {
                circ_diag(el->diags, CIRC_E0305, ref->span, "a qubit of '%s' is named twice", ref->name.text);
                return false;
            }
            qubits[bath->n_qubits++] = qubit;
        }
    }
    bath->qubits = qubits;
    return fine;
}

static bool filter_is_whole(Elaboration *el, const Attributes *a, int Q, int f)
{
    if (!a->at[Q] == !a->at[f]) return true;
    CircDiag *diag = circ_diag(el->diags, CIRC_E0304, a->at[Q] ? a->at[Q]->span : a->at[f]->span,
                               "a filtered bath needs both 'Q' and 'f'");
    circ_diag_help(el->diags, diag, "'Q' is the quality factor, 'f' the frequency at which the rate holds");
    return false;
}

static bool make_bath(Elaboration *el, const Placement *place, CircRateBath *bath)
{
    const CircStmt *stmt = place->stmt;
    const char *name = circ_arena_format(el->arena, "%s%s%s", place->scope->owner->prefix, stmt->name.text,
                                         index_text(el->arena, place->n_dims, place->low));
    CircSpan span = circ_expansion_span(circ_diags_expansion(el->diags), circ_span_join(stmt->name.span, stmt->keyword.span));
    *bath = (CircRateBath){.name = name, .span = span};
    el->lists.baths[place->bath] =
        (CircBathRef){.name = name, .span = span, .kind = CIRC_BATH_RATE, .index = place->first};
    bool fine = is_local(el, stmt, &bath->local);
    return resolve_qubits(el, stmt, bath) && fine;
}

void elaborate_bath(Elaboration *el, Placement *place, bool again)
{
    const ElementKind *kind = place->kind;
    int Q = attribute_index(kind, "Q"), f = attribute_index(kind, "f");
    CircRateBath *bath = &el->lists.rate_baths[place->first];
    Attributes a;
    bool fine = again || make_bath(el, place, bath);
    fine = elaborate_attributes(el, place, &a) && fine;
    if (!fine || !filter_is_whole(el, &a, Q, f)) return;
    bath->rate = a.si[attribute_index(kind, "rate")];
    bath->T = a.si[attribute_index(kind, "T")];
    bath->Q = a.si[Q];
    bath->f = a.si[f];
}
