/* Netlist to circuit: the stage's table of contents. */
#include "circ/circuit.h"

#include <math.h>

#include "circ/constants.h"
#include "circuit/baths.h"
#include "circuit/exact.h"
#include "circuit/first_order.h"
#include "circuit/validity.h"

/* The first-order values that stand beside the exact ones where the topology is the article's. */
static const CircCircuit *first_order_of(const CircNetlist *net, CircArena *arena, CircDiags *diags)
{
    if (!net->n_resonators || !first_order_applies(net, arena)) return NULL;
    CircDiags *unheard = circ_diags_create(arena, circ_diags_sources(diags));
    CircCircuit *circuit = circ_new(arena, CircCircuit, 1);
    *circuit = (CircCircuit){.netlist = net, .n_qubits = net->n_transmons, .n_baths = net->n_baths};
    return quantise_first_order(circuit, net, arena, unheard) ? circuit : NULL;
}

static bool quantise(CircCircuit *circuit, const CircNetlist *net, CircSpectra *spectra, CircArena *arena,
                     CircDiags *diags)
{
    if (net->model.coupling == CIRC_COUPLING_FIRST_ORDER)
        return quantise_first_order(circuit, net, arena, diags);
    if (!quantise_exact(circuit, net, spectra, arena, diags)) return false;
    circuit->first_order = first_order_of(net, arena, diags);
    return true;
}

const CircCircuit *circ_quantise(const CircNetlist *net, CircArena *arena, CircDiags *diags)
{
    return circ_quantise_again(net, NULL, arena, diags);
}

const CircCircuit *circ_quantise_again(const CircNetlist *net, CircSpectra *spectra, CircArena *arena,
                                       CircDiags *diags)
{
    CircCircuit *circuit = circ_new(arena, CircCircuit, 1);
    *circuit = (CircCircuit){.netlist = net, .n_qubits = net->n_transmons, .n_baths = net->n_baths};
    if (!net->n_transmons) {
        CircDiag *diag = circ_diag(diags, CIRC_E0501, net->span, "circuit '%s' has no qubit", net->name);
        circ_diag_help(diags, diag, "add one, as in 'transmon q (a, gnd) C = 70 fF f01 = 4 GHz'");
        return NULL;
    }
    CircDiags *said = circ_diags_create(arena, circ_diags_sources(diags));
    circ_diags_allow_as(said, diags);
    bool fine = quantise(circuit, net, spectra, arena, said);
    if (fine) check_derivation(circuit, arena, said);
    circ_diags_merge(diags, said);
    if (!fine) return NULL;
    circuit->said = said;
    check_temperatures(circuit, arena, diags);
    return circuit;
}

const CircCircuit *circ_circuit_at_temperatures(const CircCircuit *derived, CircArena *arena, CircDiags *diags)
{
    CircCircuit *circuit = circ_new(arena, CircCircuit, 1);
    *circuit = *derived;
    circuit->baths = baths_at_temperatures(derived, arena);
    if (derived->first_order) {
        CircCircuit *first_order = circ_new(arena, CircCircuit, 1);
        *first_order = *derived->first_order;
        first_order->baths = baths_at_temperatures(derived->first_order, arena);
        circuit->first_order = first_order;
    }
    circ_diags_merge(diags, derived->said);
    check_temperatures(circuit, arena, diags);
    return circuit;
}

/* The rate of a filtered bath follows its resonance; a flat one is the same everywhere. */
static double complex rate_amplitude(const CircBath *bath, int j, double f01, double f)
{
    if (!(bath->Q > 0)) return bath->couplings[j].amplitude;
    return bath->couplings[j].amplitude *
           sqrt(circ_lorentzian(f, bath->f, bath->Q) / circ_lorentzian(f01, bath->f, bath->Q));
}

double complex circ_amplitude(const CircCircuit *circuit, int b, int j, double f)
{
    const CircBath *bath = &circuit->baths[b];
    if (circuit->netlist->baths[b].kind == CIRC_BATH_RATE)
        return rate_amplitude(bath, j, circuit->qubits[j].f01, f);
    if (circuit->environment) return environment_amplitude(circuit->environment, b, j, 2 * CIRC_PI * f);
    return first_order_amplitude(circuit, b, j, f);
}
