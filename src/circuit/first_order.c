#include "circuit/first_order.h"

#include <math.h>

#include "circ/constants.h"
#include "circuit/baths.h"
#include "circuit/topology.h"

/* Re Z of a parallel RLC (B15), Ohm; f and Q are those of the resonator. */
static double real_impedance(double R, double f, double f_LC, double Q)
{
    return R * circ_lorentzian(f, f_LC, Q);
}

static void asymptotic_levels(CircQubit *qubit, int n, CircArena *arena)
{
    double *f = circ_new(arena, double, n), *charge = circ_new(arena, double, n - 1);
    for (int k = 0; k < n; k++) f[k] = k * qubit->f01 + k * (k - 1) / 2 * qubit->anharmonicity;
    for (int k = 0; k + 1 < n; k++) charge[k] = sqrt(k + 1);
    qubit->levels = n;
    qubit->f = f;
    qubit->charge = charge;
}

/* C_T, C_0T and E_C. With E_C or the anharmonicity given, C_T is what makes (2) give it. False where (2) has no answer. */
static bool capacitances(const CircTransmon *t, double shunt, double couplers, CircQubit *qubit, double *C_T)
{
    double EC = t->EC > 0 ? t->EC : -CIRC_H * t->anharmonicity;
    if (EC > 0) {
        double C_0T = CIRC_E * CIRC_E / (2 * EC);
        *C_T = (C_0T + sqrt(C_0T * C_0T - 4 * C_0T * couplers)) / 2;
    } else {
        *C_T = t->C + shunt;
    }
    if (!(*C_T > couplers)) return false;
    qubit->C_eff = *C_T / (1 - couplers / *C_T);
    qubit->EC = CIRC_E * CIRC_E / (2 * qubit->C_eff);
    return true;
}

static bool derive_qubit(const CircNetlist *net, const Topology *topology, int j, CircQubit *qubit, double *C_T, CircArena *arena,
                         CircDiags *diags)
{
    const CircTransmon *t = &net->transmons[j];
    double couplers = 0;
    for (int r = 0; r < net->n_resonators; r++) couplers += topology->coupling[(size_t)j * net->n_resonators + r];
    *qubit = (CircQubit){.name = t->e.name, .span = t->e.span};
    if (!capacitances(t, topology->shunt[j], couplers, qubit, C_T)) {
        CircDiag *diag = circ_diag(diags, CIRC_E0502, t->e.span, "the coupling capacitors of '%s' are together %.4g fF, as large as its C_T",
                                   t->e.name, couplers * 1e15);
        circ_diag_help(diags, diag, "the first order in C_c/C_T has no meaning there; use 'model coupling = exact'");
        return false;
    }
    double E01 = CIRC_H * t->f01;
    qubit->EJ = t->f01 > 0 ? (E01 + qubit->EC) * (E01 + qubit->EC) / (8 * qubit->EC) : t->EJ;
    qubit->f01 = t->f01 > 0 ? t->f01 : (sqrt(8 * qubit->EJ * qubit->EC) - qubit->EC) / CIRC_H;
    qubit->anharmonicity = -qubit->EC / CIRC_H;
    qubit->Z_T = sqrt(CIRC_PHI0_REDUCED * CIRC_PHI0_REDUCED / qubit->EJ / *C_T);
    if (!(qubit->f01 > 0)) {
        CircDiag *diag = circ_diag(diags, CIRC_E0503, t->e.span, "'%s' has no transition: E_J/E_C is %.3g", t->e.name, qubit->EJ / qubit->EC);
        circ_diag_help(diags, diag, "a transmon has E_J/E_C of 20 and more");
        return false;
    }
    asymptotic_levels(qubit, net->model.levels, arena);
    return true;
}

/* The golden-rule rate of a coupling G; or (B19), which is 8 times that. */
static double rate_of(double G, double f, double ReZ, CircRatesKind rates)
{
    double factor = rates == CIRC_RATES_PRINTED ? 4 : 0.5;
    return factor * G * G * CIRC_H * f * ReZ;
}

static void couple(const CircNetlist *net, const Topology *topology, int b, const CircQubit *qubits, const double *C_T, CircBath *bath)
{
    int r = net->baths[b].index;
    const CircResonator *resonator = &net->resonators[r];
    double factor = net->model.rates == CIRC_RATES_PRINTED ? 2 : 1; /* below (A22) */
    double C = resonator->C + topology->loading[r];
    bath->f = 1 / (2 * CIRC_PI * sqrt(resonator->L * C));
    bath->Q = resonator->R * sqrt(C / resonator->L);
    bath->kappa = 1 / (resonator->R * C);
    for (int j = 0; j < net->n_transmons; j++) {
        double C_c = topology->coupling[(size_t)j * net->n_resonators + r];
        CircCoupling *coupling = &bath->couplings[j];
        if (!(C_c > 0)) continue;
        coupling->G = factor * C_c / C_T[j] * sqrt(2 / (CIRC_HBAR * qubits[j].Z_T));
        coupling->ReZ = real_impedance(resonator->R, qubits[j].f01, bath->f, bath->Q);
        coupling->amplitude = sqrt(rate_of(coupling->G, qubits[j].f01, coupling->ReZ, net->model.rates));
    }
}

bool quantise_first_order(CircCircuit *circuit, const CircNetlist *net, CircArena *arena, CircDiags *diags)
{
    Topology topology;
    if (!topology_find(net, arena, diags, &topology)) return false;
    CircQubit *qubits = circ_new(arena, CircQubit, net->n_transmons);
    double *C_T = circ_new(arena, double, net->n_transmons);
    bool fine = true;
    for (int j = 0; j < net->n_transmons; j++)
        fine = derive_qubit(net, &topology, j, &qubits[j], &C_T[j], arena, diags) && fine;
    if (!fine) return false;
    CircBath *baths = baths_describe(net, arena);
    baths_couple_rates(net, qubits, baths);
    for (int b = 0; b < net->n_baths; b++)
        if (net->baths[b].kind == CIRC_BATH_RESONATOR) couple(net, &topology, b, qubits, C_T, &baths[b]);
    circuit->qubits = qubits;
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
    const CircBathRef *ref = &circuit->netlist->baths[b];
    const CircBath *bath = &circuit->baths[b];
    const CircCoupling *coupling = &bath->couplings[j];
    if (ref->kind != CIRC_BATH_RESONATOR) return coupling->amplitude;
    double ReZ = real_impedance(circuit->netlist->resonators[ref->index].R, f, bath->f, bath->Q);
    return sqrt(rate_of(coupling->G, f, ReZ, circuit->netlist->model.rates));
}
