/* exact.h - the open-system model of any lumped network, exact in its capacitors.
 *
 * docs/physics.md, "exact in the capacitors". The parts in order: graph.h (what cannot work), network.h
 * (matrices), spectrum.h (transmons), environment.h (impedances). */
#ifndef CIRCUIT_EXACT_H
#define CIRCUIT_EXACT_H

#include "circ/circuit.h"
#include "circuit/environment.h"
#include "circuit/spectrum.h"

/* Fills a circuit from its netlist: qubits, baths, exchanges and the environment. The first nonzero amplitude
 * of each bath is real and positive: a phase common to all of them cannot be observed. False after reporting
 * errors. `spectra` may be NULL. */
bool quantise_exact(CircCircuit *circuit, const CircNetlist *net, CircSpectra *spectra, CircArena *arena,
                    CircDiags *diags);

/* What the parts of the derivation share. */
typedef struct {
    const CircNetlist *net;
    Networks *networks;
    CircQubit *qubits;
    CircBath *baths;
    int *leader; /* transmon to the first one with the same spectrum */
    CircSpectra *spectra; /* NULL: none are kept */
    CircArena *arena;
    CircDiags *diags;
} Derivation;

/* Finds the shunt capacitances that transmons given by E_C or by their anharmonicity need, with everything
 * loaded, and reduces the networks with them. */
bool derive_capacitances(Derivation *derivation);

/* K_jj: the elastance across a junction with everything loaded, 1/F. */
double derived_elastance(const Derivation *derivation, int transmon);

/* What a transmon shall have; EC = 0: its capacitance is not known yet. */
SpectrumTarget derived_target(const CircTransmon *transmon, double EC);

/* Says that no transmon has the values of a target. */
void report_target(const Derivation *derivation, const CircTransmon *transmon);

/* Energies, levels and charge elements. Transmons that are equal but for rounding share all digits. */
bool derive_qubits(Derivation *derivation);

/* g_jk = K_jk Q01_j Q01_k/hbar (rad/s) for each pair that capacitors couple, ascending. */
const CircExchange *derive_exchanges(const Derivation *derivation, int *n_exchanges);

/* The amplitudes of every bath on every qubit, and the environment that gives them at other frequencies. */
const CircEnvironment *derive_couplings(const Derivation *derivation);

#endif
