#include "circuit/baths.h"

#include <math.h>

#include "circ/constants.h"

double circ_occupation(double f, double T)
{
    return T > 0 ? 1 / expm1(CIRC_H * f / (CIRC_KB * T)) : 0;
}

double circ_lorentzian(double f, double f_LC, double Q)
{
    double detuning = Q * (f / f_LC - f_LC / f);
    return 1 / (1 + detuning * detuning);
}

double circ_coupling_rate(const CircCoupling *coupling)
{
    double re = creal(coupling->amplitude), im = cimag(coupling->amplitude);
    return re * re + im * im;
}

static double temperature(const CircNetlist *net, const CircBathRef *ref)
{
    switch (ref->kind) {
    case CIRC_BATH_RESISTOR: return net->resistors[ref->index].T;
    case CIRC_BATH_TOUCHSTONE: return net->touchstones[ref->index].T;
    case CIRC_BATH_RESONATOR: return net->resonators[ref->index].T;
    case CIRC_BATH_RATE: return net->rate_baths[ref->index].T;
    }
    return 0;
}

static void describe(const CircNetlist *net, const CircBathRef *ref, CircBath *bath)
{
    *bath = (CircBath){.name = ref->name, .span = ref->span, .T = temperature(net, ref)};
    switch (ref->kind) {
    case CIRC_BATH_RESISTOR:
    case CIRC_BATH_TOUCHSTONE: break;
    case CIRC_BATH_RESONATOR: {
        const CircResonator *r = &net->resonators[ref->index];
        bath->f = 1 / (2 * CIRC_PI * sqrt(r->L * r->C));
        bath->Q = r->R * sqrt(r->C / r->L);
        bath->kappa = 1 / (r->R * r->C);
        break;
    }
    case CIRC_BATH_RATE: {
        const CircRateBath *rate = &net->rate_baths[ref->index];
        bath->local = rate->local;
        bath->f = rate->f;
        bath->Q = rate->Q;
        if (rate->Q > 0) bath->kappa = 2 * CIRC_PI * rate->f / rate->Q;
        break;
    }
    }
}

CircBath *baths_describe(const CircNetlist *net, CircArena *arena)
{
    CircBath *baths = circ_new(arena, CircBath, net->n_baths);
    for (int b = 0; b < net->n_baths; b++) {
        describe(net, &net->baths[b], &baths[b]);
        baths[b].couplings = circ_new(arena, CircCoupling, net->n_transmons);
    }
    return baths;
}

static void occupy(int n_qubits, const CircQubit *qubits, CircBath *bath)
{
    for (int j = 0; j < n_qubits; j++) {
        bool as_before = j > 0 && qubits[j].f01 == qubits[j - 1].f01;
        bath->couplings[j].n =
            as_before ? bath->couplings[j - 1].n : circ_occupation(qubits[j].f01, bath->T);
    }
}

const CircBath *baths_at_temperatures(const CircCircuit *circuit, CircArena *arena)
{
    const CircNetlist *net = circuit->netlist;
    CircBath *baths = circ_new(arena, CircBath, circuit->n_baths);
    for (int b = 0; b < circuit->n_baths; b++) {
        baths[b] = circuit->baths[b];
        double T = temperature(net, &net->baths[b]);
        if (baths[b].T == T) continue;
        baths[b].T = T;
        baths[b].couplings = circ_new(arena, CircCoupling, circuit->n_qubits);
        for (int j = 0; j < circuit->n_qubits; j++) baths[b].couplings[j] = circuit->baths[b].couplings[j];
        occupy(circuit->n_qubits, circuit->qubits, &baths[b]);
    }
    return baths;
}

void baths_couple_rates(const CircNetlist *net, const CircQubit *qubits, CircBath *baths)
{
    for (int b = 0; b < net->n_baths; b++) {
        CircBath *bath = &baths[b];
        occupy(net->n_transmons, qubits, bath);
        if (net->baths[b].kind != CIRC_BATH_RATE) continue;
        const CircRateBath *rate = &net->rate_baths[net->baths[b].index];
        for (int k = 0; k < rate->n_qubits; k++) {
            int j = rate->qubits[k];
            double filter = rate->Q > 0 ? circ_lorentzian(qubits[j].f01, rate->f, rate->Q) : 1;
            bath->couplings[j].amplitude = sqrt(rate->rate * filter);
        }
    }
}
