#include "circuit/exact.h"

#include "circuit/baths.h"
#include "circuit/inductance.h"

bool quantise_exact(CircCircuit *circuit, const CircNetlist *net, CircSpectra *spectra, CircArena *arena,
                    CircDiags *diags)
{
    bool sound = graph_check(net, arena, diags);
    sound &= inductance_check(net, arena, diags);
    if (!sound) return false;
    Derivation derivation = {.net = net,
                             .networks = networks_make(net, arena),
                             .qubits = circ_new(arena, CircQubit, net->n_transmons),
                             .baths = baths_describe(net, arena),
                             .leader = circ_new(arena, int, net->n_transmons),
                             .spectra = spectra,
                             .arena = arena,
                             .diags = diags};
    if (!derive_capacitances(&derivation) || !derive_qubits(&derivation)) return false;
    circuit->netlist = net;
    circuit->n_qubits = net->n_transmons;
    circuit->n_baths = net->n_baths;
    circuit->qubits = derivation.qubits;
    circuit->baths = derivation.baths;
    circuit->exchanges = derive_exchanges(&derivation, &circuit->n_exchanges);
    circuit->environment = derive_couplings(&derivation);
    return circuit->environment != NULL;
}
