/* Resonators and lines from the values that their statements give. */
#include <math.h>

#include "front/elaborate.h"
#include "front/resonator.h"

bool make_resonator(Elaboration *el, const CircStmt *stmt, const ElementKind *kind, const Attributes *a,
                    CircResonator *r)
{
    int which[RLC_N], n = 0;
    double value[RLC_N];
    const char *names = "";
    for (int i = 0; i < RLC_N; i++) {
        if (!a->at[i]) continue;
        names = circ_arena_format(el->arena, "%s%s'%s'", names, n ? ", " : "", kind->attributes[i].name);
        which[n] = i;
        value[n++] = a->si[i];
    }
    r->T = a->si[attribute_index(kind, "T")];
    if (n == 3 && resonator_solve(which, value, &r->R, &r->L, &r->C)) return true;
    CircDiag *diag =
        n == 3 ? circ_diag(el->diags, CIRC_E0305, statement_head(stmt),
                           "%s do not fix '%s': one follows from the others", names, stmt->name.text)
               : circ_diag(el->diags, n > 3 ? CIRC_E0305 : CIRC_E0304, statement_head(stmt),
                           "'%s' needs three of R, L, C, f, Q, Z and kappa; found %s", stmt->name.text,
                           n ? names : "none");
    circ_diag_help(el->diags, diag, "usual are 'f', 'Q' and 'Z', or 'R', 'L' and 'C'");
    return false;
}

/* From a delay, from a length and a velocity, or from a number of wavelengths at a frequency. */
bool make_line(Elaboration *el, const CircStmt *stmt, const ElementKind *kind, const Attributes *a,
               CircLine *line)
{
    static const char *const names[] = {"delay", "length", "wavelengths", "velocity", "f"};
    bool given[5];
    double si[5];
    for (int i = 0; i < 5; i++) {
        int k = attribute_index(kind, names[i]);
        given[i] = a->at[k];
        si[i] = a->si[k];
    }
    bool by_delay = given[0] && !given[1] && !given[2] && !given[3] && !given[4];
    bool by_length = !given[0] && given[1] && !given[2] && given[3] && !given[4];
    bool by_phase = !given[0] && !given[1] && given[2] && !given[3] && given[4];
    line->Z0 = a->si[attribute_index(kind, "Z0")];
    line->loss = a->si[attribute_index(kind, "loss")] * log(10) / 20; /* dB to Np */
    line->delay = by_delay ? si[0] : by_length ? si[1] / si[3] : si[2] / si[4];
    if (by_delay || by_length || by_phase) return true;
    CircDiag *diag = circ_diag(el->diags, CIRC_E0304, statement_head(stmt),
                               "the length of '%s' is not given, or not in one way", stmt->name.text);
    circ_diag_help(el->diags, diag, "give 'wavelengths' and 'f', or 'length' and 'velocity', or 'delay'");
    return false;
}
