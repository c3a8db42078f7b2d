/* The circuit as tables that a designer reads: per qubit, per bath, per pair. */
#include <math.h>

#include "base/format.h"
#include "circ/circuit.h"
#include "circ/constants.h"
#include "circuit/leak.h"

enum { CELL = 48, MOST_EXCHANGES = 30 };

static void print_cell(FILE *out, double value, const char *unit)
{
    char text[CELL];
    fprintf(out, " %14s", value != 0 ? format_si(text, sizeof text, value, unit) : "-");
}

static void print_phase(FILE *out, double complex amplitude)
{
    double degrees = carg(amplitude) * 180 / CIRC_PI;
    if (fabs(degrees) < 1e-3)
        fprintf(out, " %14s", "-");
    else
        fprintf(out, " %10.3f deg", degrees);
}

static bool same_qubit(const CircCircuit *circuit, int i, int j)
{
    const CircQubit *a = &circuit->qubits[i], *b = &circuit->qubits[j];
    if (a->span.begin != b->span.begin || a->f01 != b->f01 || a->EC != b->EC || a->EJ != b->EJ) return false;
    for (int k = 0; k < circuit->n_baths; k++)
        if (circuit->baths[k].couplings[i].amplitude != circuit->baths[k].couplings[j].amplitude)
            return false;
    return true;
}

/* The last of the qubits that follow `first` and are like it. */
static int last_alike(const CircCircuit *circuit, int first)
{
    int last = first;
    while (last + 1 < circuit->n_qubits && same_qubit(circuit, first, last + 1)) last++;
    return last;
}

static void print_names(const CircCircuit *circuit, int first, int last, FILE *out)
{
    int width = fprintf(out, "%s", circuit->qubits[first].name);
    if (last > first) width += fprintf(out, " ... %s", circuit->qubits[last].name);
    fprintf(out, "%*s", width < 16 ? 16 - width : 0, "");
}

static void print_qubits(const CircCircuit *circuit, FILE *out)
{
    fprintf(out, "%-16s %14s %14s %14s %14s %14s %14s %14s\n", "qubit", "f01", "anharmonicity", "EC/h",
            "EJ/h", "C_eff", "Z_T", "shift left out");
    for (int j = 0, last; j < circuit->n_qubits; j = last + 1) {
        const CircQubit *q = &circuit->qubits[j];
        last = last_alike(circuit, j);
        print_names(circuit, j, last, out);
        print_cell(out, q->f01, "Hz");
        print_cell(out, q->anharmonicity, "Hz");
        print_cell(out, q->EC / CIRC_H, "Hz");
        print_cell(out, q->EJ / CIRC_H, "Hz");
        print_cell(out, q->C_eff, "F");
        print_cell(out, q->Z_T, "Ohm");
        print_cell(out, q->shift, "Hz");
        putc('\n', out);
    }
}

/* What the first order in C_c/C_T makes of the same netlist. */
static void print_first_order(const CircCircuit *circuit, FILE *out)
{
    if (!circuit->first_order) return;
    fprintf(out, "\n%-16s %14s %14s %14s %14s %14s\n", "to first order", "f01", "anharmonicity", "EC/h",
            "EJ/h", "C_eff");
    for (int j = 0, last; j < circuit->n_qubits; j = last + 1) {
        const CircQubit *q = &circuit->first_order->qubits[j];
        last = last_alike(circuit, j);
        print_names(circuit, j, last, out);
        print_cell(out, q->f01, "Hz");
        print_cell(out, q->anharmonicity, "Hz");
        print_cell(out, q->EC / CIRC_H, "Hz");
        print_cell(out, q->EJ / CIRC_H, "Hz");
        print_cell(out, q->C_eff, "F");
        putc('\n', out);
    }
}

static void print_baths(const CircCircuit *circuit, FILE *out)
{
    fprintf(out, "\n%-16s %14s %14s %14s %14s  %s\n", "bath", "T", "resonance", "Q", "kappa", "acts");
    for (int b = 0; b < circuit->n_baths; b++) {
        const CircBath *bath = &circuit->baths[b];
        fprintf(out, "%-16s", bath->name);
        print_cell(out, bath->T, "K");
        print_cell(out, bath->f, "Hz");
        print_cell(out, bath->Q, "");
        print_cell(out, bath->kappa, "1/s");
        fprintf(out, "  %s\n", bath->local ? "locally" : "collectively");
    }
}

static void print_coupling(const CircCircuit *circuit, int b, int first, int last, FILE *out)
{
    const CircCoupling *c = &circuit->baths[b].couplings[first];
    fprintf(out, "%-16s ", circuit->baths[b].name);
    print_names(circuit, first, last, out);
    print_cell(out, circ_coupling_rate(c), "1/s");
    if (circuit->first_order)
        print_cell(out, circ_coupling_rate(&circuit->first_order->baths[b].couplings[first]), "1/s");
    print_phase(out, c->amplitude);
    print_cell(out, c->n, "");
    print_cell(out, c->G, "/(V*s)");
    print_cell(out, c->ReZ, "Ohm");
    putc('\n', out);
}

static void print_couplings(const CircCircuit *circuit, FILE *out)
{
    fprintf(out, "\n%-16s %-16s %14s", "bath", "qubit", "gamma");
    if (circuit->first_order) fprintf(out, " %14s", "first order");
    fprintf(out, " %14s %14s %14s %14s\n", "phase", "n", "G", "Re Z");
    for (int b = 0; b < circuit->n_baths; b++)
        for (int j = 0, last; j < circuit->n_qubits; j = last + 1) {
            last = last_alike(circuit, j);
            if (circ_coupling_rate(&circuit->baths[b].couplings[j]) > 0)
                print_coupling(circuit, b, j, last, out);
        }
}

static void print_exchanges(const CircCircuit *circuit, FILE *out)
{
    if (!circuit->n_exchanges) return;
    fprintf(out, "\n%-16s %-16s %14s %14s\n", "qubit", "qubit", "exchange g/2pi", "detuning");
    for (int i = 0; i < circuit->n_exchanges && i < MOST_EXCHANGES; i++) {
        const CircExchange *x = &circuit->exchanges[i];
        const CircQubit *a = &circuit->qubits[x->a], *b = &circuit->qubits[x->b];
        fprintf(out, "%-16s %-16s", a->name, b->name);
        print_cell(out, x->g / (2 * CIRC_PI), "Hz");
        print_cell(out, b->f01 - a->f01, "Hz");
        putc('\n', out);
    }
    if (circuit->n_exchanges > MOST_EXCHANGES)
        fprintf(out, "... and %d more pairs\n", circuit->n_exchanges - MOST_EXCHANGES);
}

/* Heat that by-passes the qubits, and the power of ten that its error is below. */
static void print_leaks(const CircCircuit *circuit, FILE *out)
{
    LeakPair pairs[MOST_LEAKS];
    int n = leak_pairs(circuit, pairs);
    if (n > 0) fprintf(out, "\n%-16s %-16s %14s %14s\n", "from", "to", "leak", "error below");
    for (int i = 0; i < n; i++) {
        fprintf(out, "%-16s %-16s", circuit->baths[pairs[i].from].name, circuit->baths[pairs[i].to].name);
        print_cell(out, pairs[i].W, "W");
        fprintf(out, " %12.0e W\n", pairs[i].error > 0 ? pow(10, ceil(log10(pairs[i].error))) : 0);
    }
}

void circ_circuit_print(const CircCircuit *circuit, FILE *out)
{
    print_qubits(circuit, out);
    print_first_order(circuit, out);
    print_baths(circuit, out);
    print_couplings(circuit, out);
    print_exchanges(circuit, out);
    print_leaks(circuit, out);
}
