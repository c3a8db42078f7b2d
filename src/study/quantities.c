/* What the names in outputs mean at a solved point. Formulas: docs/physics.md. */
#include <math.h>

#include "circ/constants.h"
#include "circ/study.h"

typedef struct {
    const CircPoint *point;
    const CircQuantityCall *call;
} Query;

static bool undefined(const Query *query, const char *why)
{
    const char *name = circ_quantity_name(query->call->quantity);
    circ_diag(query->point->diags, CIRC_E0405, query->call->span, "'%s' is not defined here: %s", name, why);
    return false;
}

/* What one bath does to one qubit. */
typedef struct {
    double gamma, n, T;
} Contact;

static Contact contact(const CircCircuit *circuit, int b, int j, double f)
{
    const CircBath *bath = &circuit->baths[b];
    double complex a = circ_amplitude(circuit, b, j, f);
    return (Contact){creal(a) * creal(a) + cimag(a) * cimag(a), circ_occupation(f, bath->T), bath->T};
}

static Contact first_contact(const CircCircuit *circuit, int b)
{
    const CircCoupling *coupling = &circuit->baths[b].couplings[0];
    return (Contact){circ_coupling_rate(coupling), coupling->n, circuit->baths[b].T};
}

/* The two collective baths of a valve: the hotter and the colder. */
typedef struct {
    int hot, cold;
    Contact h, c;
} Valve;

static bool find_valve(const Query *query, Valve *valve)
{
    const CircCircuit *circuit = query->point->circuit;
    int found[2] = {0}, n = 0;
    for (int b = 0; b < circuit->n_baths; b++) {
        if (circuit->baths[b].local || !(first_contact(circuit, b).gamma > 0)) continue;
        if (n < 2) found[n] = b;
        n++;
    }
    if (n != 2) return undefined(query, "it needs exactly two collective baths that act on the first qubit");
    bool swap = circuit->baths[found[0]].T < circuit->baths[found[1]].T;
    valve->hot = found[swap];
    valve->cold = found[!swap];
    valve->h = first_contact(circuit, valve->hot);
    valve->c = first_contact(circuit, valve->cold);
    return true;
}

static double quantum(const CircCircuit *circuit)
{
    return CIRC_H * circuit->qubits[0].f01;
}

/* (23), which for identical qubits is (24). */
static bool valve_current(const Query *query, double *si)
{
    Valve v;
    if (!find_valve(query, &v)) return false;
    const double *Q = query->point->solution->Q;
    *si = (v.c.gamma * Q[v.hot] - v.h.gamma * Q[v.cold]) / (v.h.gamma + v.c.gamma);
    return true;
}

/* (26) for each qubit with its own rates. */
static bool independent_current(const Query *query, double *si)
{
    Valve v;
    if (!find_valve(query, &v)) return false;
    const CircCircuit *circuit = query->point->circuit;
    *si = 0;
    for (int j = 0; j < circuit->n_qubits; j++) {
        const CircCoupling *h = &circuit->baths[v.hot].couplings[j],
                           *c = &circuit->baths[v.cold].couplings[j];
        double gh = circ_coupling_rate(h), gc = circ_coupling_rate(c);
        if (gh > 0 && gc > 0)
            *si += CIRC_H * circuit->qubits[j].f01 * gh * gc * (h->n - c->n) /
                   (gc * (2 * c->n + 1) + gh * (2 * h->n + 1));
    }
    return true;
}

static bool advantage(const Query *query, double *si)
{
    double valve, independent;
    if (!valve_current(query, &valve) || !independent_current(query, &independent)) return false;
    if (independent == 0) return undefined(query, "independent qubits carry no current between these baths");
    *si = valve / independent;
    return true;
}

/* (28), with the J of the sector, or N/2. */
static bool limit_current(const Query *query, double *si)
{
    Valve v;
    if (!find_valve(query, &v)) return false;
    if (!query->point->model->identical) return undefined(query, "the qubits are not identical");
    const CircInitial *initial = &query->point->model->initial;
    bool by_J = initial->kind == CIRC_INITIAL_SECTOR || initial->kind == CIRC_INITIAL_DICKE;
    double J = by_J ? initial->J : query->point->model->n_sites / 2.0;
    *si = 2 * v.h.gamma * v.c.gamma / (v.h.gamma + v.c.gamma) * quantum(query->point->circuit) * J *
          (v.h.n - v.c.n);
    return true;
}

/* Emission and absorption of the baths on qubit j at f; collective ones alone, or all. */
static void totals(const CircCircuit *circuit, int j, double f, bool local_too, double *down, double *up)
{
    *down = *up = 0;
    for (int b = 0; b < circuit->n_baths; b++) {
        if (circuit->baths[b].local && !local_too) continue;
        Contact x = contact(circuit, b, j, f);
        *down += x.gamma * (1 + x.n);
        *up += x.gamma * x.n;
    }
}

/* (D1): a qubit alone in the populations of (D3). */
static double single_current(const CircCircuit *circuit, int hot, int j, double f)
{
    double down, up;
    totals(circuit, j, f, true, &down, &up);
    Contact h = contact(circuit, hot, j, f);
    double excited = up / (down + up), ground = down / (down + up);
    return CIRC_H * f * h.gamma * (h.n * ground - (1 + h.n) * excited);
}

static bool detuned_current(const Query *query, double *si)
{
    Valve v;
    const CircCircuit *circuit = query->point->circuit;
    if (!find_valve(query, &v)) return false;
    if (circuit->n_qubits != 2) return undefined(query, "it is that of two qubits");
    if (!(query->call->number > 0)) return undefined(query, "the frequency must be above zero");
    *si = single_current(circuit, v.hot, 0, circuit->qubits[0].f01) +
          single_current(circuit, v.hot, 1, query->call->number);
    return true;
}

/* (16) */
static bool effective_temperature(const Query *query, double *si)
{
    const CircCircuit *circuit = query->point->circuit;
    double down, up, f = circuit->qubits[0].f01;
    totals(circuit, 0, f, false, &down, &up);
    if (!(down > 0)) return undefined(query, "no collective bath acts on the first qubit");
    *si = up > 0 ? CIRC_H * f / CIRC_KB / log(down / up) : 0;
    return true;
}

static bool entropy_production(const Query *query, double *si)
{
    const CircModel *model = query->point->model;
    *si = 0;
    for (int b = 0; b < model->n_baths; b++) {
        double Q = query->point->solution->Q[b];
        if (Q != 0 && !(model->baths[b].T > 0))
            return undefined(query, "a bath at zero temperature takes heat");
        if (Q != 0) *si -= Q / model->baths[b].T;
    }
    return true;
}

static bool spin_probability(const Query *query, double *si)
{
    const CircSolution *solution = query->point->solution;
    double twice_J = 2 * query->call->number, N = query->point->model->n_sites;
    if (twice_J < 0 || twice_J > N || fmod(N - twice_J, 2) != 0)
        return undefined(query, "J must be one of N/2, N/2 - 1, ..., and not negative");
    if (!solution->P_J) return undefined(query, "the qubits have no collective spin");
    double i = (twice_J - (double)solution->first_twice_J) / 2;
    *si = i >= 0 && i < (double)solution->n_J ? solution->P_J[(long)i] : 0;
    return true;
}

static bool level_population(const Query *query, double *si)
{
    const CircSites *sites = query->point->solution->sites;
    int q = query->call->qubit, levels = query->point->model->sites[q].levels;
    double level = query->call->number;
    if (level < 0 || level >= levels || fmod(level, 1) != 0)
        return undefined(query,
                         circ_arena_format(query->point->arena, "the qubit has levels 0 to %d", levels - 1));
    *si = sites->population[(sites->kind ? sites->kind[q] : 0) * sites->most_levels + (int)level];
    return true;
}

static bool coherence(const Query *query, double *si)
{
    const CircSites *sites = query->point->solution->sites;
    int a = query->call->qubit, b = query->call->qubit2;
    if (a == b) return undefined(query, "it is that of two qubits");
    *si =
        sites->kind ? sites->coherence[sites->kind[a] * sites->n_kinds + sites->kind[b]] : *sites->coherence;
    return true;
}

static bool leak(const Query *query, double *si)
{
    double error;
    CircStatus status = circ_leak(query->point->circuit, query->call->bath, query->call->bath2, si, &error);
    if (status == CIRC_OK) return true;
    if (status == CIRC_UNSUITABLE)
        return undefined(query, "it is between two resistors of a circuit with 'coupling = exact'");
    CircDiag *diag = circ_diag(query->point->diags, CIRC_E0704, query->call->span,
                               "the leak was integrated to %.2g W only, of %.3g W", error, *si);
    circ_diag_help(query->point->diags, diag,
                   "a resonance of the network without damping cannot be integrated over: add its loss");
    return false;
}

static bool exchange(const Query *query, double *si)
{
    const CircCircuit *circuit = query->point->circuit;
    int a = query->call->qubit, b = query->call->qubit2;
    if (a == b) return undefined(query, "a qubit has no exchange with itself");
    *si = 0;
    for (int i = 0; i < circuit->n_exchanges; i++) {
        const CircExchange *x = &circuit->exchanges[i];
        if ((x->a == a && x->b == b) || (x->a == b && x->b == a)) *si = x->g;
    }
    return true;
}

static const CircCoupling *coupling_of(const Query *query)
{
    int j = query->call->qubit < 0 ? 0 : query->call->qubit;
    return &query->point->circuit->baths[query->call->bath].couplings[j];
}

/* What a bath has as an element with an impedance of its own. */
static bool of_element(const Query *query, double value, double *si)
{
    CircBathKind kind = query->point->netlist->baths[query->call->bath].kind;
    *si = value;
    if (kind == CIRC_BATH_RESONATOR || kind == CIRC_BATH_RESISTOR) return true;
    return undefined(query, kind == CIRC_BATH_RATE ? "the bath is given by its rate"
                                                   : "the bath is given by a file");
}

static bool of_bath(const Query *query, double *si)
{
    const CircBath *bath = &query->point->circuit->baths[query->call->bath];
    const CircCoupling *coupling = coupling_of(query);
    switch (query->call->quantity) {
    case CIRC_QUANTITY_HEAT: *si = query->point->solution->Q[query->call->bath]; return true;
    case CIRC_QUANTITY_NOISE:
        if (!query->point->solution->noise) return undefined(query, "it belongs to the steady state");
        *si = query->point->solution->noise[query->call->bath];
        return true;
    case CIRC_QUANTITY_OCCUPATION: *si = coupling->n; return true;
    case CIRC_QUANTITY_GAMMA: *si = circ_coupling_rate(coupling); return true;
    case CIRC_QUANTITY_G: return of_element(query, coupling->G, si);
    case CIRC_QUANTITY_RE_Z: return of_element(query, coupling->ReZ, si);
    default: *si = bath->kappa; return bath->kappa > 0 || undefined(query, "the bath has no resonance");
    }
}

static bool of_qubit(const Query *query, double *si)
{
    const CircQubit *qubit = &query->point->circuit->qubits[query->call->qubit];
    switch (query->call->quantity) {
    case CIRC_QUANTITY_EC: *si = qubit->EC; break;
    case CIRC_QUANTITY_EJ: *si = qubit->EJ; break;
    case CIRC_QUANTITY_F01: *si = qubit->f01; break;
    case CIRC_QUANTITY_ANHARMONICITY: *si = qubit->anharmonicity; break;
    case CIRC_QUANTITY_C_EFF: *si = qubit->C_eff; break;
    default: *si = qubit->Z_T; break;
    }
    return true;
}

bool circ_quantity_value(const CircPoint *point, const CircQuantityCall *call, double *si)
{
    Query query = {point, call};
    switch (call->quantity) {
    case CIRC_QUANTITY_HEAT_VALVE: return valve_current(&query, si);
    case CIRC_QUANTITY_HEAT_INDEPENDENT: return independent_current(&query, si);
    case CIRC_QUANTITY_HEAT_LIMIT: return limit_current(&query, si);
    case CIRC_QUANTITY_HEAT_DETUNED: return detuned_current(&query, si);
    case CIRC_QUANTITY_ADVANTAGE: return advantage(&query, si);
    case CIRC_QUANTITY_ENTROPY_RATE: return entropy_production(&query, si);
    case CIRC_QUANTITY_TIME: *si = point->solution->t; return true;
    case CIRC_QUANTITY_RELAXATION:
        *si = point->solution->relaxation;
        return !point->netlist->transient.n || undefined(&query, "it belongs to the steady state");
    case CIRC_QUANTITY_JZ: *si = point->solution->Jz; return true;
    case CIRC_QUANTITY_J2:
        *si = point->solution->J2;
        return !isnan(*si) || undefined(&query, "a site has more than two levels");
    case CIRC_QUANTITY_P_J: return spin_probability(&query, si);
    case CIRC_QUANTITY_POPULATION: return level_population(&query, si);
    case CIRC_QUANTITY_COHERENCE: return coherence(&query, si);
    case CIRC_QUANTITY_LEAK: return leak(&query, si);
    case CIRC_QUANTITY_EXCHANGE: return exchange(&query, si);
    case CIRC_QUANTITY_T_STAR: return effective_temperature(&query, si);
    default: return call->qubit >= 0 && call->bath < 0 ? of_qubit(&query, si) : of_bath(&query, si);
    }
}
