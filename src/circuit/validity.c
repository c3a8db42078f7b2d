#include "circuit/validity.h"

#include <math.h>

#include "base/format.h"
#include "circ/constants.h"

static const double LARGEST_RATIO = 0.1; /* C_c/C_T */
static const double LEAST_EJ_OVER_EC = 20;
static const double LARGEST_THIRD_LEVEL = 0.02;
static const double LARGEST_RATE = 0.1; /* of w0 */

enum { TEXT = 48 };

/* Members of an array have one place in the file, and get one warning of a kind: about the first, with the
 * number of all. */
static bool same_place(CircSpan a, CircSpan b)
{
    return a.begin == b.begin && a.end == b.end;
}

static const char *and_more(char *buffer, int others)
{
    buffer[0] = '\0';
    if (others > 0) snprintf(buffer, TEXT, " (and %d more of its array)", others);
    return buffer;
}

/* The C_T that gave the qubit its Z_T (A8). */
static double shunt_capacitance(const CircQubit *qubit)
{
    return CIRC_PHI0_REDUCED * CIRC_PHI0_REDUCED / (qubit->EJ * qubit->Z_T * qubit->Z_T);
}

/* The qubit that a capacitor couples to a bath, by the qubit + 1 at each node; NULL: it is no coupler. */
static const CircQubit *coupled_qubit(const CircCircuit *circuit, const int *qubit_at, const CircCapacitor *c)
{
    int a = c->e.node[0], b = c->e.node[1];
    if (!a || !b || !(qubit_at[a] || qubit_at[b])) return NULL;
    return &circuit->qubits[(qubit_at[a] ? qubit_at[a] : qubit_at[b]) - 1];
}

static void warn_of_coupler(const CircCapacitor *c, const CircQubit *qubit, int n, CircDiags *diags)
{
    char coupler[TEXT], shunt[TEXT], more[TEXT];
    double C_T = shunt_capacitance(qubit);
    CircDiag *diag = circ_diag(diags, CIRC_W0501, c->e.span, "C_c/C_T is %.3g: '%s' has %s, '%s' has %s%s",
                               c->C / C_T, c->e.name, format_si(coupler, TEXT, c->C, "F"), qubit->name,
                               format_si(shunt, TEXT, C_T, "F"), and_more(more, n - 1));
    circ_diag_help(diags, diag,
                   "the first-order derivation expands in this ratio, and wants it below %g; use 'model "
                   "coupling = exact'",
                   LARGEST_RATIO);
}

static void check_couplers(const CircCircuit *circuit, CircArena *arena, CircDiags *diags)
{
    const CircNetlist *net = circuit->netlist;
    int *qubit_at = circ_new(arena, int, net->n_nodes);
    for (int j = 0; j < net->n_transmons; j++)
        for (int k = 0; k < 2; k++) qubit_at[net->transmons[j].e.node[k]] = j + 1;
    for (int i = 0, end; i < net->n_capacitors; i = end) {
        const CircCapacitor *first = NULL;
        int n = 0;
        for (end = i;
             end < net->n_capacitors && same_place(net->capacitors[end].e.span, net->capacitors[i].e.span);
             end++) {
            const CircCapacitor *c = &net->capacitors[end];
            const CircQubit *qubit = coupled_qubit(circuit, qubit_at, c);
            if (!qubit || !(c->C > LARGEST_RATIO * shunt_capacitance(qubit))) continue;
            if (!n++) first = c;
        }
        if (first) warn_of_coupler(first, coupled_qubit(circuit, qubit_at, first), n, diags);
    }
}

/* gamma (2n + 1) N: the rate at which a collective bath moves excitations of all its qubits together at most;
 * of a local bath that of one qubit. */
static double largest_rate(const CircCircuit *circuit, const CircBath *bath)
{
    double rate = 0;
    for (int j = 0; j < circuit->n_qubits; j++) {
        double one = circ_coupling_rate(&bath->couplings[j]) * (2 * bath->couplings[j].n + 1);
        rate = bath->local ? fmax(rate, one) : rate + one;
    }
    return rate;
}

static void check_bath(const CircCircuit *circuit, const CircBath *bath, CircDiags *diags)
{
    double rate = largest_rate(circuit, bath), w0 = 2 * CIRC_PI * circuit->qubits[0].f01;
    char total[TEXT], limit[TEXT];
    format_si(total, TEXT, rate, "1/s");
    if (!(rate > 0)) {
        CircDiag *diag = circ_diag(diags, CIRC_W0506, bath->span, "bath '%s' acts on no qubit", bath->name);
        circ_diag_help(diags, diag, "couple it to a qubit, or leave it out");
    }
    if (bath->kappa > 0 && rate > bath->kappa) {
        CircDiag *diag = circ_diag(diags, CIRC_W0502, bath->span,
                                   "the qubits decay into '%s' at up to %s, faster than its width kappa, %s",
                                   bath->name, total, format_si(limit, TEXT, bath->kappa, "1/s"));
        circ_diag_help(diags, diag,
                       "then its resonance is a part of the system, not a bath: lower its Q or the coupling");
    }
    if (rate > LARGEST_RATE * w0) {
        CircDiag *diag = circ_diag(diags, CIRC_W0505, bath->span,
                                   "the qubits exchange energy with '%s' at up to %s, %.2g of w0 = %s",
                                   bath->name, total, rate / w0, format_si(limit, TEXT, w0, "1/s"));
        circ_diag_help(diags, diag,
                       "the master equation wants less than %g: lower the coupling, the number of qubits, or "
                       "the temperature",
                       LARGEST_RATE);
    }
}

/* Weight of the third level, at the temperature that the baths of this qubit together give its 0-1
 * transition. */
static double third_level(const CircCircuit *circuit, int j)
{
    double up = 0, down = 0;
    for (int b = 0; b < circuit->n_baths; b++) {
        const CircCoupling *coupling = &circuit->baths[b].couplings[j];
        double rate = circ_coupling_rate(coupling);
        up += rate * coupling->n;
        down += rate * (1 + coupling->n);
    }
    if (!(up > 0)) return 0;
    const CircQubit *qubit = &circuit->qubits[j];
    double x = log(down / up), p1 = exp(-x), p2 = exp(-x * (2 + qubit->anharmonicity / qubit->f01));
    return p2 / (1 + p1 + p2);
}

static double ratio_of_energies(const CircCircuit *circuit, int j)
{
    return circuit->qubits[j].EJ / circuit->qubits[j].EC;
}

/* How many of the qubits first to end - 1 have a value above (sign 1) or below (sign -1) the limit; *found:
 * the first of them. */
static int count_beyond(const CircCircuit *circuit, int first, int end,
                        double (*value)(const CircCircuit *, int), int sign, double limit, int *found)
{
    int n = 0;
    for (int j = first; j < end; j++)
        if (sign * (value(circuit, j) - limit) > 0 && !n++) *found = j;
    return n;
}

static void check_qubits(const CircCircuit *circuit, int first, int end, CircDiags *diags)
{
    char more[TEXT], f01[TEXT], anharmonicity[TEXT];
    int j = 0, n = count_beyond(circuit, first, end, ratio_of_energies, -1, LEAST_EJ_OVER_EC, &j);
    const CircQubit *qubit = &circuit->qubits[j];
    if (n) {
        CircDiag *diag = circ_diag(diags, CIRC_W0503, qubit->span, "E_J/E_C of '%s' is %.3g%s", qubit->name,
                                   ratio_of_energies(circuit, j), and_more(more, n - 1));
        circ_diag_help(diags, diag,
                       "below %g the levels move with stray charge: raise E_J or the capacitance",
                       LEAST_EJ_OVER_EC);
    }
    if (circuit->netlist->model.levels != 2) return;
    n = count_beyond(circuit, first, end, third_level, 1, LARGEST_THIRD_LEVEL, &j);
    qubit = &circuit->qubits[j];
    if (n) {
        CircDiag *diag =
            circ_diag(diags, CIRC_W0504, qubit->span,
                      "the third level of '%s' would hold %.1f %%, and two levels are modelled%s",
                      qubit->name, 100 * third_level(circuit, j), and_more(more, n - 1));
        circ_diag_help(diags, diag,
                       "its anharmonicity is %s at f01 = %s: cool the baths, raise f01, or take more levels",
                       format_si(anharmonicity, TEXT, qubit->anharmonicity, "Hz"),
                       format_si(f01, TEXT, qubit->f01, "Hz"));
    }
}

void check_validity(const CircCircuit *circuit, CircArena *arena, CircDiags *diags)
{
    if (circuit->netlist->model.coupling == CIRC_COUPLING_FIRST_ORDER) check_couplers(circuit, arena, diags);
    for (int b = 0; b < circuit->n_baths; b++) check_bath(circuit, &circuit->baths[b], diags);
    for (int j = 0, end; j < circuit->n_qubits; j = end) {
        for (end = j + 1;
             end < circuit->n_qubits && same_place(circuit->qubits[j].span, circuit->qubits[end].span);)
            end++;
        check_qubits(circuit, j, end, diags);
    }
}
