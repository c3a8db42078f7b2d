/* The exact derivation: spectra and exchange of the transmons. */
#include <math.h>
#include <stdlib.h>

#include "circ/constants.h"
#include "circuit/exact.h"
#include "circuit/spectra.h"

/* Energies nearer to each other than this differ by rounding alone, and are made equal. */
static const double ROUNDING = 1e-13;

/* A transmon as far as its spectrum goes. */
typedef struct {
    double EC, EJ, f01, n_g;
    int index;
} Kind;

static int compare(double a, double b)
{
    return (a > b) - (a < b);
}

static int compare_kinds(const void *left, const void *right)
{
    const Kind *a = left, *b = right;
    int order = compare(a->EJ, b->EJ);
    if (!order) order = compare(a->f01, b->f01);
    if (!order) order = compare(a->n_g, b->n_g);
    if (!order) order = compare(a->EC, b->EC);
    return order ? order : compare(a->index, b->index);
}

static bool same_kind(const Kind *a, const Kind *b)
{
    return a->EJ == b->EJ && a->f01 == b->f01 && a->n_g == b->n_g && fabs(a->EC - b->EC) <= ROUNDING * a->EC;
}

/* Groups transmons that differ by rounding alone: `leader` becomes the least index of each group. */
static void find_leaders(Derivation *derivation)
{
    int n = derivation->net->n_transmons;
    Kind *kinds = circ_new(derivation->arena, Kind, n);
    for (int j = 0; j < n; j++) {
        const CircTransmon *transmon = &derivation->net->transmons[j];
        double EC = CIRC_E * CIRC_E / 2 * derived_elastance(derivation, j);
        kinds[j] = (Kind){EC, transmon->EJ, transmon->f01, transmon->offset_charge, j};
    }
    qsort(kinds, (size_t)n, sizeof *kinds, compare_kinds);
    for (int first = 0, last; first < n; first = last) {
        int leader = kinds[first].index;
        for (last = first; last < n && same_kind(&kinds[first], &kinds[last]); last++)
            if (kinds[last].index < leader) leader = kinds[last].index;
        for (int k = first; k < last; k++) derivation->leader[kinds[k].index] = leader;
    }
}

static bool report_spectrum(const Derivation *derivation, const CircTransmon *transmon, const SpectrumFound *found)
{
    CircDiag *diag =
        circ_diag(derivation->diags, CIRC_E0503, transmon->e.span, "'%s' has no spectrum of a transmon: EJ/EC is %.3g",
                  transmon->e.name, found->EJ / found->EC);
    circ_diag_help(derivation->diags, diag,
                   "a transmon has EJ/EC of 20 to some hundred: check the units of its energy and of the capacitors");
    return false;
}

/* Energies and spectrum of transmon j; false after a report. */
static bool find_spectrum(const Derivation *derivation, int j, int levels, SpectrumFound *found)
{
    const CircTransmon *transmon = &derivation->net->transmons[j];
    SpectrumWanted wanted = {.kind = derivation->net->model.spectrum, .levels = levels < 3 ? 3 : levels};
    wanted.target = derived_target(transmon, CIRC_E * CIRC_E / 2 * derived_elastance(derivation, j));
    const SpectrumFound *known = spectra_find(derivation->spectra, &wanted);
    if (known) {
        *found = *known;
        return true;
    }
    if (spectrum_solve(wanted.kind, &wanted.target, &found->EC, &found->EJ) != CIRC_OK) {
        report_target(derivation, transmon);
        return false;
    }
    if (spectrum_find(wanted.kind, found->EC, found->EJ, transmon->offset_charge, wanted.levels, &found->spectrum) !=
        CIRC_OK)
        return report_spectrum(derivation, transmon, found);
    spectra_keep(derivation->spectra, &wanted, found);
    return true;
}

static bool solve_qubit(const Derivation *derivation, int j, CircQubit *qubit)
{
    const CircNetlist *net = derivation->net;
    int levels = net->model.levels < SPECTRUM_LEVELS ? net->model.levels : SPECTRUM_LEVELS;
    SpectrumFound found;
    if (!find_spectrum(derivation, j, levels, &found)) return false;
    const Spectrum *spectrum = &found.spectrum;
    qubit->EC = found.EC;
    qubit->EJ = found.EJ;
    double *f = circ_new(derivation->arena, double, levels),
           *charge = circ_new(derivation->arena, double, levels);
    for (int k = 0; k < levels; k++) f[k] = spectrum->f[k];
    for (int k = 0; k + 1 < levels; k++) charge[k] = spectrum->n[k] / spectrum->n[0];
    qubit->C_eff = 1 / derived_elastance(derivation, j);
    qubit->f01 = spectrum->f[1];
    qubit->anharmonicity = spectrum->f[2] - 2 * spectrum->f[1];
    qubit->Z_T = CIRC_PHI0_REDUCED / sqrt(qubit->EJ * qubit->C_eff);
    qubit->levels = levels;
    qubit->f = f;
    qubit->charge = charge;
    qubit->Q01 = 2 * CIRC_E * spectrum->n[0];
    return true;
}

bool derive_qubits(Derivation *derivation)
{
    bool fine = true;
    find_leaders(derivation);
    for (int j = 0; j < derivation->net->n_transmons; j++) {
        CircQubit *qubit = &derivation->qubits[j];
        if (derivation->leader[j] < j)
            *qubit = derivation->qubits[derivation->leader[j]];
        else
            fine &= solve_qubit(derivation, j, qubit);
        qubit->name = derivation->net->transmons[j].e.name;
        qubit->span = derivation->net->transmons[j].e.span;
    }
    return fine;
}

/* Lists the exchanges of one network into `exchanges`, or counts them where it is NULL. Elastances that
 * rounding made of nothing are left out, and those that it made different from the first one's are made
 * equal. */
static int list_exchanges(const Derivation *derivation, const Network *part, CircExchange *exchanges)
{
    int count = 0;
    for (int a = 0; a < part->n_q; a++)
        for (int b = a + 1; b < part->n_q; b++) {
            const double *K = part->K;
            size_t n = (size_t)part->n_q;
            if (fabs(K[a * n + b]) <= ROUNDING * sqrt(K[a * n + a] * K[b * n + b])) continue;
            if (exchanges) {
                double g = K[a * n + b] * derivation->qubits[part->q[a]].Q01 *
                           derivation->qubits[part->q[b]].Q01 / CIRC_HBAR;
                if (count > 0 && fabs(g - exchanges[0].g) <= ROUNDING * fabs(g)) g = exchanges[0].g;
                exchanges[count] = (CircExchange){part->q[a], part->q[b], g};
            }
            count++;
        }
    return count;
}

const CircExchange *derive_exchanges(const Derivation *derivation, int *n_exchanges)
{
    const Networks *networks = derivation->networks;
    size_t total = 0;
    for (int i = 0; i < networks->n; i++)
        total += (size_t)list_exchanges(derivation, &networks->part[i], NULL);
    CircExchange *exchanges = circ_new(derivation->arena, CircExchange, total);
    *n_exchanges = 0;
    for (int i = 0; i < networks->n; i++)
        *n_exchanges += list_exchanges(derivation, &networks->part[i], exchanges + *n_exchanges);
    return exchanges;
}
