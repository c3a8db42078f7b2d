/* circuit.h - stage 3: what the elements make together. Energies of the transmons, and what each bath does to each.
 *
 * It knows no Hilbert space of several qubits and no state. Formulas: docs/physics.md, "From the netlist to rates". */
#ifndef CIRC_CIRCUIT_H
#define CIRC_CIRCUIT_H

#include <complex.h>

#include "circ/netlist.h"
#include "circ/status.h"

typedef struct {
    const char *name;
    CircSpan span;
    double C_eff;         /* F, loaded capacitance: (2), to first order */
    double EC, EJ;        /* J */
    double f01;           /* Hz */
    double anharmonicity; /* Hz, f12 - f01 */
    double Z_T;           /* Ohm, sqrt(L_J/C_T): (A8) */
    int levels;           /* as many as the model wants */
    const double *f;      /* levels: Hz above the ground state, f[0] = 0, f[1] = f01 */
    const double *charge; /* levels - 1: <k|Q|k+1>/<0|Q|1> */
    double Q01;           /* C, |<0|Q|1>|; 0 in the first-order derivation */
    double shift;         /* Hz: what the environment's reactance adds to f01, which the model leaves out; 0 likewise */
} CircQubit;

/* What one bath does on one qubit's 0-1 transition. */
typedef struct {
    double complex amplitude; /* sqrt(1/s); the rate is |amplitude|^2 */
    double n;                 /* occupation of the bath at f01 (12) */
    double G;                 /* 1/(V s), coupling to the bath's voltage; 0 for a bath given by its rate */
    double ReZ;               /* Ohm, of the bath's impedance at f01 (B15); 0 likewise */
} CircCoupling;

typedef struct {
    const char *name;
    CircSpan span;
    double T;      /* K */
    bool local;    /* one jump operator per qubit; else one for all */
    double f, Q;   /* Hz and 1: the resonance that filters it; 0, 0: flat */
    double kappa;  /* 1/s, w_LC/Q; 0: flat */
    CircCoupling *couplings; /* one per qubit */
} CircBath;

/* Exchange of two qubits, H/hbar = g (s+_a s-_b + h.c.). */
typedef struct {
    int a, b;
    double g; /* rad/s */
} CircExchange;

typedef struct CircCircuit {
    const CircNetlist *netlist;
    int n_qubits, n_baths;
    const CircQubit *qubits; /* order of netlist->transmons */
    const CircBath *baths;   /* order of netlist->baths */
    int n_exchanges;
    const CircExchange *exchanges;
    const struct CircEnvironment *environment; /* of the exact derivation; NULL: rates do not depend on the frequency
                                                  but through f and Q of the bath */
    const struct CircCircuit *first_order; /* the same netlist to first order, beside the exact derivation; NULL: its
                                              topology is not the article's, or this is the first-order one */
    const CircDiags *said; /* what was reported of it that no temperature changes */
} CircCircuit;

/* Derives the circuit of a netlist. Reports errors and warnings of validity; NULL after an error. */
const CircCircuit *circ_quantise(const CircNetlist *netlist, CircArena *arena, CircDiags *diags);

/* Spectra of transmons that outlive a point of a sweep, for those that are the same there; one per thread. */
typedef struct CircSpectra CircSpectra;
CircSpectra *circ_spectra_create(void); /* NULL: no memory */
void circ_spectra_free(CircSpectra *spectra);

/* circ_quantise, which looks for spectra there first. */
const CircCircuit *circ_quantise_again(const CircNetlist *netlist, CircSpectra *spectra, CircArena *arena,
                                       CircDiags *diags);

/* The circuit of the same netlist after some of its temperatures changed, and nothing else: shares with `circuit` all that
 * they do not reach, and reports what circ_quantise would. */
const CircCircuit *circ_circuit_at_temperatures(const CircCircuit *circuit, CircArena *arena, CircDiags *diags);

/* n = 1/(exp(h f/k_B T) - 1) (12); 0 at T = 0. f in Hz, T in K. */
double circ_occupation(double f, double T);

/* The squared response of a resonance at f against its peak, 1/(1 + Q^2 (f/f_LC - f_LC/f)^2) (B15). */
double circ_lorentzian(double f, double f_LC, double Q);

/* Amplitude of a bath on a qubit's 0-1 charge at any frequency f (Hz), sqrt(1/s): couplings[qubit].amplitude at f01. */
double complex circ_amplitude(const CircCircuit *circuit, int bath, int qubit, double f);

/* The rate of a bath on a qubit, 1/s. */
double circ_coupling_rate(const CircCoupling *coupling);

/* Heat that goes from bath a to bath b through the linear network with its junctions open, past the qubits (W):
 * int dw/2pi hbar w tau(w) [n_a - n_b], tau = 4 |Z_ab|^2/(R_a R_b); Meschke, Guichard, Pekola, Nature 444, 187
 * (2006). `error` is a bound (W). CIRC_UNSUITABLE: one is given by its rate alone, or the circuit is not of the
 * exact derivation; CIRC_NOT_CONVERGED: *error is above 1e-10 of *W. */
CircStatus circ_leak(const CircCircuit *circuit, int a, int b, double *W, double *error);

void circ_circuit_print(const CircCircuit *circuit, FILE *out);

#endif
