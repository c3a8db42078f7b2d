#include "circuit/first_order.h"

#include <math.h>

#include "base/format.h"
#include "circ/constants.h"
#include "circuit/baths.h"
#include "circuit/topology.h"

typedef struct {
    const CircNetlist *net;
    Topology topology;
    CircQubit *qubits;
    double *C_T; /* F, per qubit: what shunts its junction, coupling capacitors apart */
    CircArena *arena;
    CircDiags *diags;
} FirstOrder;

static double couplers_of(const FirstOrder *fo, int j)
{
    const double *C_c = fo->topology.coupling + (size_t)j * fo->net->n_resonators;
    double sum = 0;
    for (int r = 0; r < fo->net->n_resonators; r++) sum += C_c[r];
    return sum;
}

static bool report_capacitance(const FirstOrder *fo, const CircTransmon *t, double couplers, double C_T)
{
    char sum[48], shunt[48];
    if (C_T == 0 && couplers == 0) {
        CircDiag *none = circ_diag(fo->diags, CIRC_E0304, t->e.span, "'%s' has no capacitance", t->e.name);
        circ_diag_help(fo->diags, none, "give it C, EC or anharmonicity, or a capacitor to ground");
        return false;
    }
    CircDiag *diag =
        circ_diag(fo->diags, CIRC_E0502, t->e.span,
                  "the coupling capacitors of '%s' are together %s, as large as its C_T, %s", t->e.name,
                  format_si(sum, sizeof sum, couplers, "F"), format_si(shunt, sizeof shunt, C_T, "F"));
    circ_diag_help(fo->diags, diag,
                   "the first order in C_c/C_T has no meaning there; use 'model coupling = exact'");
    return false;
}

static bool report_loaded_capacitance(const FirstOrder *fo, const CircTransmon *t, double couplers,
                                      double C_0T)
{
    char sum[48], loaded[48];
    CircDiag *diag = circ_diag(fo->diags, CIRC_E0502, t->e.span,
                               "the coupling capacitors of '%s' are together %s, more than a quarter of the "
                               "loaded capacitance that it shall have, %s",
                               t->e.name, format_si(sum, sizeof sum, couplers, "F"),
                               format_si(loaded, sizeof loaded, C_0T, "F"));
    circ_diag_help(fo->diags, diag, "no C_T gives that to first order; use 'model coupling = exact'");
    return false;
}

/* E_C, C_0T and C_T (2). Where E_C is given with everything loaded, C_T is the larger root of
 * C_T^2 - C_0T C_T + C_0T sum_i C^(i) = 0. */
static bool derive_capacitances(FirstOrder *fo, int j)
{
    const CircTransmon *t = &fo->net->transmons[j];
    CircQubit *qubit = &fo->qubits[j];
    double couplers = couplers_of(fo, j), *C_T = &fo->C_T[j];
    qubit->EC = t->EC > 0 ? t->EC : -CIRC_H * t->anharmonicity;
    if (qubit->EC > 0) {
        double C_0T = CIRC_E * CIRC_E / (2 * qubit->EC), root = C_0T * (C_0T - 4 * couplers);
        if (root < 0) return report_loaded_capacitance(fo, t, couplers, C_0T);
        *C_T = (C_0T + sqrt(root)) / 2;
        qubit->C_eff = C_0T;
    } else {
        *C_T = t->C + fo->topology.shunt[j];
        if (!(*C_T > couplers)) return report_capacitance(fo, t, couplers, *C_T);
        qubit->C_eff = *C_T / (1 - couplers / *C_T);
        qubit->EC = CIRC_E * CIRC_E / (2 * qubit->C_eff);
    }
    return true;
}

/* (A13) and its inverse, and (A8). */
static bool derive_energies(FirstOrder *fo, int j)
{
    const CircTransmon *t = &fo->net->transmons[j];
    CircQubit *qubit = &fo->qubits[j];
    double wanted = CIRC_H * t->f01 + qubit->EC;
    qubit->EJ = t->f01 > 0 ? wanted * wanted / (8 * qubit->EC) : t->EJ;
    qubit->f01 = t->f01 > 0 ? t->f01 : (sqrt(8 * qubit->EJ * qubit->EC) - qubit->EC) / CIRC_H;
    qubit->anharmonicity = -qubit->EC / CIRC_H;
    qubit->Z_T = CIRC_PHI0_REDUCED / sqrt(qubit->EJ * fo->C_T[j]);
    if (qubit->f01 > 0) return true;
    CircDiag *diag = circ_diag(fo->diags, CIRC_E0503, t->e.span, "'%s' has no transition: E_J/E_C is %.3g",
                               t->e.name, qubit->EJ / qubit->EC);
    circ_diag_help(fo->diags, diag, "a transmon has E_J/E_C of 20 and more: raise E_J or the capacitance");
    return false;
}

static bool report_levels(const FirstOrder *fo, const CircQubit *qubit)
{
    char f01[48], step[48];
    CircDiag *diag = circ_diag(fo->diags, CIRC_E0604, fo->net->model.span,
                               "'%s' has no %d levels to first order", qubit->name, fo->net->model.levels);
    circ_diag_help(fo->diags, diag,
                   "its transitions start from f01 = %s and fall by %s each: take fewer levels",
                   format_si(f01, sizeof f01, qubit->f01, "Hz"),
                   format_si(step, sizeof step, -qubit->anharmonicity, "Hz"));
    return false;
}

/* The asymptotic levels f_k = k f01 + k (k - 1)/2 anharmonicity with <k|Q|k+1> ~ sqrt(k + 1). Equal
 * neighbours share them. */
static bool derive_levels(FirstOrder *fo, int j)
{
    CircQubit *qubit = &fo->qubits[j], *before = j ? qubit - 1 : NULL;
    int n = fo->net->model.levels;
    if (n < 2 || !(qubit->f01 + (n - 2) * qubit->anharmonicity > 0)) return report_levels(fo, qubit);
    qubit->levels = n;
    if (before && before->f01 == qubit->f01 && before->anharmonicity == qubit->anharmonicity && before->f) {
        qubit->f = before->f;
        qubit->charge = before->charge;
        return true;
    }
    double *f = circ_new(fo->arena, double, n), *charge = circ_new(fo->arena, double, n - 1);
    for (int k = 0; k < n; k++) f[k] = k * qubit->f01 + k * (k - 1) / 2 * qubit->anharmonicity;
    for (int k = 0; k + 1 < n; k++) charge[k] = sqrt(k + 1);
    qubit->f = f;
    qubit->charge = charge;
    return true;
}

static bool derive_qubit(FirstOrder *fo, int j)
{
    const CircElement *e = &fo->net->transmons[j].e;
    fo->qubits[j] = (CircQubit){.name = e->name, .span = e->span};
    return derive_capacitances(fo, j) && derive_energies(fo, j) && derive_levels(fo, j);
}

/* All qubits; after an error the rest of its array is passed over, which would only repeat it. */
static bool derive_qubits(FirstOrder *fo)
{
    const CircTransmon *t = fo->net->transmons;
    bool fine = true;
    CircSpan failed = {0, 0};
    for (int j = 0; j < fo->net->n_transmons; j++) {
        if (failed.begin && t[j].e.span.begin == failed.begin) continue;
        if (derive_qubit(fo, j)) continue;
        failed = t[j].e.span;
        fine = false;
    }
    return fine;
}

/* Re Z of a parallel RLC (B15), Ohm. */
static double real_impedance(double R, double f, const CircBath *bath)
{
    return R * circ_lorentzian(f, bath->f, bath->Q);
}

/* The golden-rule rate of a coupling G, (G^2/2) hbar w Re Z; or (B19), which is 8 times that. */
static double rate_of(double G, double f, double ReZ, CircRatesKind rates)
{
    double factor = rates == CIRC_RATES_PRINTED ? 4 : 0.5;
    return factor * G * G * CIRC_H * f * ReZ;
}

static void couple(const FirstOrder *fo, int r, CircBath *bath)
{
    const CircResonator *resonator = &fo->net->resonators[r];
    CircRatesKind rates = fo->net->model.rates;
    double factor = rates == CIRC_RATES_PRINTED ? 2 : 1; /* below (A22) */
    double C = resonator->C + fo->topology.loading[r];
    bath->f = 1 / (2 * CIRC_PI * sqrt(resonator->L * C));
    bath->Q = resonator->R * sqrt(C / resonator->L);
    bath->kappa = 1 / (resonator->R * C);
    for (int j = 0; j < fo->net->n_transmons; j++) {
        const CircQubit *qubit = &fo->qubits[j];
        CircCoupling *coupling = &bath->couplings[j];
        double ratio = fo->topology.coupling[(size_t)j * fo->net->n_resonators + r] / fo->C_T[j];
        coupling->G = factor * ratio * sqrt(2 / (CIRC_HBAR * qubit->Z_T));
        coupling->ReZ = real_impedance(resonator->R, qubit->f01, bath);
        coupling->amplitude = sqrt(rate_of(coupling->G, qubit->f01, coupling->ReZ, rates));
    }
}

bool quantise_first_order(CircCircuit *circuit, const CircNetlist *net, CircArena *arena, CircDiags *diags)
{
    FirstOrder fo = {.net = net, .arena = arena, .diags = diags};
    if (!topology_find(net, arena, diags, &fo.topology)) return false;
    fo.qubits = circ_new(arena, CircQubit, net->n_transmons);
    fo.C_T = circ_new(arena, double, net->n_transmons);
    if (!derive_qubits(&fo)) return false;
    CircBath *baths = baths_describe(net, arena);
    baths_couple_rates(net, fo.qubits, baths);
    for (int b = 0; b < net->n_baths; b++)
        if (net->baths[b].kind == CIRC_BATH_RESONATOR) couple(&fo, net->baths[b].index, &baths[b]);
    circuit->qubits = fo.qubits;
    circuit->baths = baths;
    return true;
}

bool first_order_applies(const CircNetlist *net, CircArena *arena)
{
    Topology topology;
    return topology_find(net, arena, NULL, &topology);
}

double complex first_order_amplitude(const CircCircuit *circuit, int b, int j, double f)
{
    const CircNetlist *net = circuit->netlist;
    const CircBath *bath = &circuit->baths[b];
    double ReZ = real_impedance(net->resonators[net->baths[b].index].R, f, bath);
    return sqrt(rate_of(bath->couplings[j].G, f, ReZ, net->model.rates));
}
