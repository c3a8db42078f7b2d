#include "circuit/validity.h"

#include <math.h>

#include "base/format.h"
#include "circ/constants.h"
#include "circuit/exact.h"

static const double LARGEST_RATIO = 0.1; /* C_c/C_T */
static const double LEAST_EJ_OVER_EC = 20;
static const double LARGEST_THIRD_LEVEL = 0.02;
static const double LARGEST_RATE = 0.1;   /* of w0 */
static const double LEAST_SPLITTING = 10; /* of two transitions, over the rates */

enum { TEXT = 48, MOST_COMPARED = 256 /* qubits in pairs; more that differ could not be solved */ };

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

static double decay_rate(const CircCircuit *circuit, long qubit)
{
    double rate = 0;
    for (int b = 0; b < circuit->n_baths; b++)
        rate += circ_coupling_rate(&circuit->baths[b].couplings[qubit]);
    return rate;
}

/* What the exact derivation gives instead. */
static void note_exact(const CircCircuit *circuit, const CircQubit *qubit, CircArena *arena, CircDiags *diags,
                       CircDiag *diag)
{
    char f[2][TEXT], rate[2][TEXT];
    long j = qubit - circuit->qubits;
    CircCircuit exact = {.netlist = circuit->netlist};
    if (!quantise_exact(&exact, circuit->netlist, NULL, arena, circ_diags_create(arena, circ_diags_sources(diags))))
        return;
    circ_diag_note(diags, diag, qubit->span,
                   "'%s' has f01 = %s to first order, %s exactly, and decays at %s, %s exactly", qubit->name,
                   format_si(f[0], TEXT, qubit->f01, "Hz"), format_si(f[1], TEXT, exact.qubits[j].f01, "Hz"),
                   format_si(rate[0], TEXT, decay_rate(circuit, j), "1/s"),
                   format_si(rate[1], TEXT, decay_rate(&exact, j), "1/s"));
}

static void warn_of_coupler(const CircCircuit *circuit, const CircCapacitor *c, const CircQubit *qubit, int n,
                            CircArena *arena, CircDiags *diags)
{
    char coupler[TEXT], shunt[TEXT], more[TEXT];
    double C_T = shunt_capacitance(qubit);
    CircDiag *diag = circ_diag(diags, CIRC_W0501, c->e.span, "C_c/C_T is %.3g: '%s' has %s, '%s' has %s%s",
                               c->C / C_T, c->e.name, format_si(coupler, TEXT, c->C, "F"), qubit->name,
                               format_si(shunt, TEXT, C_T, "F"), and_more(more, n - 1));
    note_exact(circuit, qubit, arena, diags, diag);
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
        if (first) warn_of_coupler(circuit, first, coupled_qubit(circuit, qubit_at, first), n, arena, diags);
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

static const double LARGEST_OCCUPATION = 100;

/* Resistors that act less than this, relative to the one that acts most, are not asked for their width. */
static const double NOTABLE_RATE = 0.1;

/* The width (1/s) of what a bath shows to its qubits: of a resonance its kappa, of a network |a/(da/dw)|,
 * which is kappa/2 at the centre of a resonance and the distance to it on its flanks, doubled; 0: flat. */
static double response_width(const CircCircuit *circuit, int b, double rate, double most)
{
    const CircBath *bath = &circuit->baths[b];
    if (bath->kappa > 0 || !circuit->environment || circuit->netlist->baths[b].kind == CIRC_BATH_RATE)
        return bath->kappa;
    if (rate < NOTABLE_RATE * most) return 0;
    double *known = &circuit->environment->width[b], narrowest = 0;
    if (*known >= 0) return *known;
    for (int j = 0; j < circuit->n_qubits; j++) {
        double f = circuit->qubits[j].f01, step = 1e-6 * f;
        if (j > 0 && f == circuit->qubits[j - 1].f01) continue;
        if (!(circ_coupling_rate(&bath->couplings[j]) > 0)) continue;
        double complex a = bath->couplings[j].amplitude, change = circ_amplitude(circuit, b, j, f + step) - a;
        double slope = sqrt(creal(change * conj(change))) / (2 * CIRC_PI * step);
        narrowest = fmax(narrowest, slope / sqrt(circ_coupling_rate(&bath->couplings[j])));
    }
    return *known = narrowest > 0 ? 2 / narrowest : 0;
}

static void check_width(const CircBath *bath, double rate, double width, CircDiags *diags)
{
    char total[TEXT], limit[TEXT];
    if (!(width > 0 && rate > width)) return;
    CircDiag *diag =
        circ_diag(diags, CIRC_W0502, bath->span, "the qubits decay into '%s' at up to %s, faster than %s, %s",
                  bath->name, format_si(total, TEXT, rate, "1/s"),
                  bath->kappa > 0 ? "its width kappa" : "the width of the resonance before it",
                  format_si(limit, TEXT, width, "1/s"));
    circ_diag_help(diags, diag,
                   "then the resonance is a part of the system, not a bath: lower its Q or the coupling");
}

/* Devices work at millikelvin: so many quanta mean that a prefix is missing. */
static void check_occupation(const CircCircuit *circuit, const CircBath *bath, CircDiags *diags)
{
    char T[TEXT], f01[TEXT];
    const CircCoupling *coupling = &bath->couplings[0];
    if (!(circ_coupling_rate(coupling) > 0) || !(coupling->n > LARGEST_OCCUPATION)) return;
    CircDiag *diag = circ_diag(diags, CIRC_W0512, bath->span, "'%s' is at %s: it holds %.0f quanta at f01 = %s of '%s'",
                               bath->name, format_si(T, TEXT, bath->T, "K"), coupling->n,
                               format_si(f01, TEXT, circuit->qubits[0].f01, "Hz"), circuit->qubits[0].name);
    circ_diag_help(diags, diag, "did you mean 'mK'?");
}

static void check_bath(const CircCircuit *circuit, int b, double rate, double most, CircDiags *diags)
{
    const CircBath *bath = &circuit->baths[b];
    double w0 = 2 * CIRC_PI * circuit->qubits[0].f01;
    char total[TEXT], limit[TEXT];
    if (!(rate > 0)) {
        CircDiag *diag = circ_diag(diags, CIRC_W0506, bath->span, "bath '%s' acts on no qubit", bath->name);
        circ_diag_help(diags, diag, "couple it to a qubit, or leave it out");
    }
    check_occupation(circuit, bath, diags);
    check_width(bath, rate, response_width(circuit, b, rate, most), diags);
    if (rate > LARGEST_RATE * w0) {
        CircDiag *diag = circ_diag(diags, CIRC_W0505, bath->span,
                                   "the qubits exchange energy with '%s' at up to %s, %.2g of w0 = %s",
                                   bath->name, format_si(total, TEXT, rate, "1/s"), rate / w0, format_si(limit, TEXT, w0, "1/s"));
        circ_diag_help(diags, diag,
                       "the master equation wants less than %g: lower the coupling, the number of qubits, or "
                       "the temperature",
                       LARGEST_RATE);
    }
}

static void check_baths(const CircCircuit *circuit, CircArena *arena, CircDiags *diags)
{
    double most = 0, *rates = circ_new(arena, double, circuit->n_baths);
    for (int b = 0; b < circuit->n_baths; b++) {
        rates[b] = largest_rate(circuit, &circuit->baths[b]);
        most = fmax(most, rates[b]);
    }
    for (int b = 0; b < circuit->n_baths; b++) check_bath(circuit, b, rates[b], most, diags);
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

/* The rate at which the baths move one qubit, 1/s. */
static double qubit_rate(const CircCircuit *circuit, int j)
{
    double rate = 0;
    for (int b = 0; b < circuit->n_baths; b++) {
        const CircCoupling *coupling = &circuit->baths[b].couplings[j];
        rate += circ_coupling_rate(coupling) * (2 * coupling->n + 1);
    }
    return rate;
}

/* Without exchange the coherence of two qubits is driven by what acts on both. */
static bool share_bath(const CircCircuit *circuit, int i, int j)
{
    for (int b = 0; b < circuit->n_baths; b++) {
        const CircBath *bath = &circuit->baths[b];
        if (!bath->local && circ_coupling_rate(&bath->couplings[i]) > 0 &&
            circ_coupling_rate(&bath->couplings[j]) > 0)
            return true;
    }
    return false;
}

static void warn_of_splitting(const CircCircuit *circuit, int i, int j, double splitting, double rate,
                              CircDiags *diags)
{
    char first[TEXT], second[TEXT];
    const char *form = circuit->netlist->model.secular.kind == CIRC_SECULAR_FULL ? "full" : "partial";
    CircDiag *diag =
        circ_diag(diags, CIRC_W0511, circuit->netlist->model.span,
                  "the transitions of '%s' and '%s' lie %s apart, and the baths act on them at up to %s: "
                  "'secular = %s' drops what they do to both together",
                  circuit->qubits[i].name, circuit->qubits[j].name, format_si(first, TEXT, splitting, "1/s"),
                  format_si(second, TEXT, rate, "1/s"), form);
    circ_diag_help(
        diags, diag,
        "it wants %g times the rate between them: use 'secular = none', or 'secular = partial(%s)'",
        LEAST_SPLITTING, format_si(first, TEXT, LEAST_SPLITTING * rate / (2 * CIRC_PI), "Hz"));
}

/* The secular forms drop products of transitions at different frequencies, which is right where these lie
 * apart by much more than the rates; the geometric-mean form keeps all. Reports the first pair. */
static void check_secular(const CircCircuit *circuit, CircArena *arena, CircDiags *diags)
{
    const CircSecular *secular = &circuit->netlist->model.secular;
    size_t n = (size_t)circuit->n_qubits;
    if (secular->kind == CIRC_SECULAR_NONE || n > MOST_COMPARED) return;
    double *g = circ_new(arena, double, n *n);
    for (int k = 0; k < circuit->n_exchanges; k++)
        g[(size_t)circuit->exchanges[k].a * n + (size_t)circuit->exchanges[k].b] = circuit->exchanges[k].g;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) {
            double detuning = 2 * CIRC_PI * (circuit->qubits[i].f01 - circuit->qubits[j].f01);
            double splitting = hypot(detuning, 2 * g[i * n + j]);
            double rate = fmax(qubit_rate(circuit, (int)i), qubit_rate(circuit, (int)j));
            bool kept = splitting <= 2 * CIRC_PI * secular->width || splitting >= LEAST_SPLITTING * rate;
            if (kept || (g[i * n + j] == 0 && !share_bath(circuit, (int)i, (int)j))) continue;
            warn_of_splitting(circuit, (int)i, (int)j, splitting, rate, diags);
            return;
        }
}

void check_derivation(const CircCircuit *circuit, CircArena *arena, CircDiags *diags)
{
    if (circuit->netlist->model.coupling == CIRC_COUPLING_FIRST_ORDER) check_couplers(circuit, arena, diags);
}

void check_temperatures(const CircCircuit *circuit, CircArena *arena, CircDiags *diags)
{
    check_baths(circuit, arena, diags);
    check_secular(circuit, arena, diags);
    const CircSources *sources = circ_diags_sources(diags);
    for (int j = 0, end; j < circuit->n_qubits; j = end) {
        CircSpan place = circ_sources_spelled(sources, circuit->qubits[j].span);
        for (end = j + 1; end < circuit->n_qubits &&
                          same_place(place, circ_sources_spelled(sources, circuit->qubits[end].span));)
            end++;
        check_qubits(circuit, j, end, diags);
    }
}
