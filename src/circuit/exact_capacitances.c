/* The exact derivation: the shunts of transmons that are given by what they shall have once everything is
 * loaded. */
#include <math.h>

#include "circ/constants.h"
#include "circuit/exact.h"

/* The loaded capacitances are met to this. */
static const double TOLERANCE = 1e-13;

static const Network *network_of(const Derivation *derivation, int transmon)
{
    return &derivation->networks
                ->part[networks_part(derivation->networks, &derivation->net->transmons[transmon].e)];
}

double derived_elastance(const Derivation *derivation, int transmon)
{
    const Network *part = network_of(derivation, transmon);
    return part->K[(size_t)derivation->networks->row[transmon] * (part->n_q + 1)];
}

SpectrumTarget derived_target(const CircTransmon *transmon, double EC)
{
    return (SpectrumTarget){.EC = EC,
                            .EJ = transmon->EJ,
                            .f01 = transmon->f01,
                            .anharmonicity = EC > 0 ? 0 : transmon->anharmonicity,
                            .n_g = transmon->offset_charge};
}

void report_target(const Derivation *derivation, const CircTransmon *transmon)
{
    const CircElement *e = &transmon->e;
    CircDiag *diag;
    if (transmon->f01 > 0 && transmon->anharmonicity != 0)
        diag = circ_diag(derivation->diags, CIRC_E0510, e->span,
                         "no transmon has f01 = %g GHz and an anharmonicity of %g MHz, as '%s' should",
                         transmon->f01 * 1e-9, transmon->anharmonicity * 1e-6, e->name);
    else if (transmon->f01 > 0)
        diag = circ_diag(derivation->diags, CIRC_E0510, e->span,
                         "no Josephson energy gives '%s' f01 = %g GHz at its capacitance", e->name,
                         transmon->f01 * 1e-9);
    else
        diag = circ_diag(derivation->diags, CIRC_E0510, e->span,
                         "no transmon has EJ/h = %g GHz and an anharmonicity of %g MHz, as '%s' should",
                         transmon->EJ / CIRC_H * 1e-9, transmon->anharmonicity * 1e-6, e->name);
    circ_diag_help(
        derivation->diags, diag,
        transmon->anharmonicity != 0
            ? "the anharmonicity is about -EC/h, and f01, about (sqrt(8 EJ EC) - EC)/h, is ten times that "
              "and more"
            : "f01 is about (sqrt(8 EJ EC) - EC)/h, and above EC/h: a lower one needs more capacitance");
}

/* E_C that a transmon is to have once everything is loaded, J; 0: its shunt is given. False after an error.
 */
static bool wanted_EC(const Derivation *derivation, const CircTransmon *transmon, double *EC)
{
    double EJ;
    *EC = transmon->EC;
    if (transmon->EC != 0 || transmon->anharmonicity == 0) return true;
    SpectrumTarget target = derived_target(transmon, 0);
    if (spectrum_solve(derivation->net->model.spectrum, &target, EC, &EJ) == CIRC_OK) return true;
    report_target(derivation, transmon);
    return false;
}

static bool same_target(const CircTransmon *a, const CircTransmon *b)
{
    return a->EC == b->EC && a->EJ == b->EJ && a->f01 == b->f01 && a->anharmonicity == b->anharmonicity &&
           a->offset_charge == b->offset_charge;
}

/* wanted: the loaded capacitance e^2/2 E_C of each transmon, F; 0: not fixed. */
static bool wanted_capacitances(const Derivation *derivation, double *wanted)
{
    const CircTransmon *transmon = derivation->net->transmons;
    for (int j = 0; j < derivation->net->n_transmons; j++) {
        double EC;
        if (j > 0 && same_target(&transmon[j], &transmon[j - 1])) {
            wanted[j] = wanted[j - 1];
            continue;
        }
        if (!wanted_EC(derivation, &transmon[j], &EC)) return false;
        wanted[j] = EC > 0 ? CIRC_E * CIRC_E / (2 * EC) : 0;
    }
    return true;
}

/* A capacitor more across one junction adds to 1/K_jj exactly, whatever the rest of the network. Returns the
 * largest relative change. */
static double correct_shunts(const Derivation *derivation, const double *wanted, double *shunt)
{
    double largest = 0;
    for (int j = 0; j < derivation->net->n_transmons; j++) {
        if (wanted[j] == 0) continue;
        double change = wanted[j] - 1 / derived_elastance(derivation, j);
        shunt[j] += change;
        largest = fmax(largest, fabs(change) / wanted[j]);
    }
    return largest;
}

static bool check_shunts(const Derivation *derivation, const double *wanted, const double *shunt)
{
    bool fine = true;
    for (int j = 0; j < derivation->net->n_transmons; j++) {
        if (shunt[j] >= 0) continue;
        const CircElement *e = &derivation->net->transmons[j].e;
        CircDiag *diag = circ_diag(
            derivation->diags, CIRC_E0510, e->span,
            "the other capacitors at '%s' make up %.4g fF already, more than the %.4g fF that it should have",
            e->name, (wanted[j] - shunt[j]) * 1e15, wanted[j] * 1e15);
        circ_diag_help(derivation->diags, diag,
                       "ask for a smaller EC or anharmonicity, or make those capacitors smaller");
        fine = false;
    }
    return fine;
}

bool derive_capacitances(Derivation *derivation)
{
    int n = derivation->net->n_transmons;
    double *wanted = circ_new(derivation->arena, double, n), *shunt = circ_new(derivation->arena, double, n);
    if (!wanted_capacitances(derivation, wanted)) return false;
    for (int j = 0; j < n; j++) shunt[j] = wanted[j] > 0 ? wanted[j] : derivation->net->transmons[j].C;
    for (int i = 0; i < 50; i++) {
        if (!networks_reduce(derivation->networks, shunt, derivation->arena, derivation->diags)) return false;
        if (correct_shunts(derivation, wanted, shunt) < TOLERANCE) break;
    }
    return check_shunts(derivation, wanted, shunt);
}
