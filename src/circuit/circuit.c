/* Netlist to circuit: the stage's table of contents. */
#include "circ/circuit.h"

#include <math.h>

#include "circuit/first_order.h"
#include "circuit/validity.h"

const CircCircuit *circ_quantise(const CircNetlist *net, CircArena *arena, CircDiags *diags)
{
    CircCircuit *circuit = circ_new(arena, CircCircuit, 1);
    *circuit = (CircCircuit){.netlist = net, .n_qubits = net->n_transmons, .n_baths = net->n_baths};
    if (!net->n_transmons) {
        CircDiag *diag = circ_diag(diags, CIRC_E0501, (CircSpan){0, 0}, "circuit '%s' has no qubit", net->name);
        circ_diag_help(diags, diag, "add one, as in 'transmon q (a, gnd) C = 70 fF f01 = 4 GHz'");
        return NULL;
    }
    if (!quantise_first_order(circuit, net, arena, diags)) return NULL;
    check_validity(circuit, arena, diags);
    return circuit;
}

/* The rate of a filtered bath follows its resonance; a flat one is the same everywhere. */
static double complex rate_amplitude(const CircBath *bath, int j, double f01, double f)
{
    if (!(bath->Q > 0)) return bath->couplings[j].amplitude;
    return bath->couplings[j].amplitude * sqrt(circ_lorentzian(f, bath->f, bath->Q) / circ_lorentzian(f01, bath->f, bath->Q));
}

double complex circ_amplitude(const CircCircuit *circuit, int b, int j, double f)
{
    const CircBath *bath = &circuit->baths[b];
    if (circuit->netlist->baths[b].kind == CIRC_BATH_RATE) return rate_amplitude(bath, j, circuit->qubits[j].f01, f);
    return first_order_amplitude(circuit, b, j, f);
}
