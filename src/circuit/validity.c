#include "circuit/validity.h"

#include <math.h>

#include "base/format.h"
#include "circ/constants.h"

static const double LARGEST_RATIO = 0.1;     /* C_c/C_T */
static const double LEAST_EJ_OVER_EC = 20;
static const double LARGEST_THIRD_LEVEL = 0.02;
static const double LARGEST_RATE = 0.1;      /* of w0 */

static bool same_place(CircSpan a, CircSpan b)
{
    return a.begin == b.begin && a.end == b.end;
}

static void check_couplers(const CircCircuit *circuit, CircArena *arena, CircDiags *diags)
{
    const CircNetlist *net = circuit->netlist;
    int *owner_of_node = circ_new(arena, int, net->n_nodes);
    for (int j = 0; j < net->n_transmons; j++)
        for (int k = 0; k < 2; k++) owner_of_node[net->transmons[j].e.node[k]] = j + 1;
    owner_of_node[0] = 0;
    for (int i = 0; i < net->n_capacitors; i++) {
        const CircCapacitor *c = &net->capacitors[i];
        int owner = owner_of_node[c->e.node[0]] ? owner_of_node[c->e.node[0]] : owner_of_node[c->e.node[1]];
        if (!owner || !c->e.node[0] || !c->e.node[1] || (i && same_place(c->e.span, net->capacitors[i - 1].e.span))) continue;
        double C_T = net->transmons[owner - 1].C;
        if (!(c->C > LARGEST_RATIO * C_T) || !(C_T > 0)) continue;
        CircDiag *diag = circ_diag(diags, CIRC_W0501, c->e.span, "C_c/C_T is %.3g: '%s' has %.4g fF, '%s' has %.4g fF", c->C / C_T, c->e.name,
                                   c->C * 1e15, net->transmons[owner - 1].e.name, C_T * 1e15);
        circ_diag_help(diags, diag, "the first-order derivation is an expansion in this ratio; use 'model coupling = exact'");
    }
}

/* The rate at which a bath moves excitations of all its qubits together at most: sum over them of gamma (2 n + 1). */
static double collective_rate(const CircCircuit *circuit, const CircBath *bath)
{
    double rate = 0;
    for (int j = 0; j < circuit->n_qubits; j++) {
        double one = circ_coupling_rate(&bath->couplings[j]) * (2 * bath->couplings[j].n + 1);
        rate = bath->local ? fmax(rate, one) : rate + one;
    }
    return rate;
}

static void check_bath(const CircCircuit *circuit, int b, CircDiags *diags)
{
    const CircBath *bath = &circuit->baths[b];
    double rate = collective_rate(circuit, bath), w0 = 2 * CIRC_PI * circuit->qubits[0].f01;
    char total[48], width[48];
    format_si(total, sizeof total, rate, "/s");
    if (!(rate > 0)) {
        circ_diag(diags, CIRC_W0506, bath->span, "bath '%s' acts on no qubit", bath->name);
        return;
    }
    if (bath->kappa > 0 && rate > bath->kappa) {
        format_si(width, sizeof width, bath->kappa, "/s");
        CircDiag *diag = circ_diag(diags, CIRC_W0502, bath->span, "the qubits decay into '%s' at up to %s, faster than its width kappa, %s",
                                   bath->name, total, width);
        circ_diag_help(diags, diag, "then its resonance is a part of the system, not a bath: lower its Q or the coupling");
    }
    if (rate > LARGEST_RATE * w0) {
        format_si(width, sizeof width, w0, "/s");
        CircDiag *diag = circ_diag(diags, CIRC_W0505, bath->span, "the qubits exchange energy with '%s' at up to %s, %.2g of w0 = %s", bath->name,
                                   total, rate / w0, width);
        circ_diag_help(diags, diag, "the master equation wants this ratio to be small: lower the coupling, the number of qubits, or the temperature");
    }
}

/* Weight of the third level, at the temperature that the baths of this qubit together give its 0-1 transition. */
static double third_level(const CircCircuit *circuit, int j)
{
    double up = 0, down = 0;
    for (int b = 0; b < circuit->n_baths; b++) {
        double rate = circ_coupling_rate(&circuit->baths[b].couplings[j]), n = circuit->baths[b].couplings[j].n;
        up += rate * n;
        down += rate * (1 + n);
    }
    if (!(up > 0)) return 0;
    const CircQubit *qubit = &circuit->qubits[j];
    double x = log(down / up), ratio = 2 + qubit->anharmonicity / qubit->f01;
    double p1 = exp(-x), p2 = exp(-x * ratio);
    return p2 / (1 + p1 + p2);
}

static void check_qubit(const CircCircuit *circuit, int j, CircDiags *diags)
{
    const CircQubit *qubit = &circuit->qubits[j];
    if (qubit->EJ < LEAST_EJ_OVER_EC * qubit->EC) {
        CircDiag *diag = circ_diag(diags, CIRC_W0503, qubit->span, "E_J/E_C of '%s' is %.3g", qubit->name, qubit->EJ / qubit->EC);
        circ_diag_help(diags, diag, "below %g the levels move with stray charge: raise E_J or the capacitance", LEAST_EJ_OVER_EC);
    }
    double p2 = third_level(circuit, j);
    if (p2 > LARGEST_THIRD_LEVEL && circuit->netlist->model.levels == 2) {
        CircDiag *diag = circ_diag(diags, CIRC_W0504, qubit->span, "the third level of '%s' would hold %.1f %%, and two levels are modelled",
                                   qubit->name, 100 * p2);
        circ_diag_help(diags, diag, "its anharmonicity is %.4g MHz at f01 = %.4g GHz; the real current differs", qubit->anharmonicity * 1e-6,
                       qubit->f01 * 1e-9);
    }
}

void check_validity(const CircCircuit *circuit, CircArena *arena, CircDiags *diags)
{
    if (circuit->netlist->model.coupling == CIRC_COUPLING_FIRST_ORDER) check_couplers(circuit, arena, diags);
    for (int b = 0; b < circuit->n_baths; b++) check_bath(circuit, b, diags);
    for (int j = 0; j < circuit->n_qubits; j++)
        if (!j || !same_place(circuit->qubits[j].span, circuit->qubits[j - 1].span)) check_qubit(circuit, j, diags);
}
