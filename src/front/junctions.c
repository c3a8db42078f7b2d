/* Transmons, junctions and SQUIDs: one qubit each. */
#include <math.h>
#include <string.h>

#include "circ/constants.h"
#include "front/elaborate.h"

/* The value of an attribute, 0 where the kind does not have it or the statement does not give it. */
static double value_of(const ElementKind *kind, const Attributes *a, const char *name)
{
    int i = attribute_index(kind, name);
    return i < 0 ? 0 : a->si[i];
}

/* E_J = phi_0 I_c = phi_0^2/L_J. */
static double josephson_energy(const char *name, double si)
{
    if (!strcmp(name, "Ic")) return si * CIRC_PHI0_REDUCED;
    if (!strcmp(name, "L_J")) return CIRC_PHI0_REDUCED * CIRC_PHI0_REDUCED / si;
    return si;
}

/* Two junctions in parallel, at a flux in units of Phi_0: E_J sqrt(cos^2 + d^2 sin^2) of pi flux, of the sum
 * E_J. Koch et al., PRA 76, 042319 (2007), (2.18). Half a flux quantum is not a binary number times pi. */
static double squid_factor(double flux, double asymmetry)
{
    double factor = hypot(cos(CIRC_PI * flux), asymmetry * sin(CIRC_PI * flux));
    return factor < 1e-12 ? 0 : factor;
}

static bool make_capacitance(Elaboration *el, const CircStmt *stmt, const ElementKind *kind,
                             const Attributes *a, CircTransmon *t)
{
    t->C = value_of(kind, a, "C");
    t->EC = value_of(kind, a, "EC");
    t->anharmonicity = value_of(kind, a, "anharmonicity");
    if (attribute_index(kind, "EC") < 0) return true;
    return exactly_one_attribute(el, stmt, kind, a, 0, attribute_index(kind, "anharmonicity")) >= 0;
}

bool make_transmon(Elaboration *el, const CircStmt *stmt, const ElementKind *kind, const Attributes *a,
                   CircTransmon *t)
{
    bool squid = attribute_index(kind, "flux") >= 0, by_frequency = attribute_index(kind, "f01") >= 0;
    int given = exactly_one_attribute(el, stmt, kind, a, attribute_index(kind, "EJ"),
                                      attribute_index(kind, by_frequency ? "f01" : "L_J"));
    if (!make_capacitance(el, stmt, kind, a, t) || given < 0) return false;
    const char *name = kind->attributes[given].name;
    t->offset_charge = value_of(kind, a, "n_g");
    if (!strcmp(name, "f01")) {
        t->f01 = a->si[given];
        return true;
    }
    t->EJ = josephson_energy(name, a->si[given]);
    if (!squid) return true;
    t->EJ *= squid_factor(value_of(kind, a, "flux"), value_of(kind, a, "asymmetry"));
    if (t->EJ > 0) return true;
    CircDiag *diag = circ_diag(el->diags, CIRC_E0306, statement_head(stmt),
                               "the SQUID '%s' has no Josephson energy at this flux", stmt->name.text);
    circ_diag_help(el->diags, diag, "give it the asymmetry of its junctions, or another flux");
    return false;
}
