/* Circuit to master equation. */
#include <math.h>

#include "circ/constants.h"
#include "circ/model.h"
#include "model/identical.h"

static const CircSite *lower_sites(const CircCircuit *circuit, CircArena *arena)
{
    CircSite *sites = circ_new(arena, CircSite, circuit->n_qubits);
    for (int j = 0; j < circuit->n_qubits; j++) {
        const CircQubit *qubit = &circuit->qubits[j];
        bool as_before = j > 0 && qubit->f01 == qubit[-1].f01 && qubit->levels == 2 && qubit[-1].levels == 2;
        double *omega = as_before ? NULL : circ_new(arena, double, qubit->levels);
        for (int k = 0; !as_before && k < qubit->levels; k++) omega[k] = 2 * CIRC_PI * qubit->f[k];
        sites[j] = (CircSite){.name = qubit->name,
                              .span = qubit->span,
                              .levels = qubit->levels,
                              .charge = qubit->charge,
                              .omega = as_before ? sites[j - 1].omega : omega};
    }
    return sites;
}

/* The transition from level k + 1 to level k; its amplitude is taken at its own frequency. */
static CircTransition lower_transition(const CircCircuit *circuit, int b, int j, int k)
{
    const CircQubit *qubit = &circuit->qubits[j];
    const CircCoupling *coupling = &circuit->baths[b].couplings[j];
    double f = qubit->f[k + 1] - qubit->f[k];
    CircTransition term = {.site = j, .lower = k, .upper = k + 1, .omega = 2 * CIRC_PI * f};
    term.amplitude = k ? qubit->charge[k] * circ_amplitude(circuit, b, j, f) : coupling->amplitude;
    term.n = k ? circ_occupation(f, circuit->baths[b].T) : coupling->n;
    return term;
}

static CircModelBath lower_bath(const CircCircuit *circuit, int b, CircArena *arena)
{
    const CircBath *bath = &circuit->baths[b];
    CircModelBath lowered = {.name = bath->name, .span = bath->span, .T = bath->T, .local = bath->local};
    for (int j = 0; j < circuit->n_qubits; j++)
        if (circ_coupling_rate(&bath->couplings[j]) > 0) lowered.n_terms += circuit->qubits[j].levels - 1;
    CircTransition *terms = circ_new(arena, CircTransition, lowered.n_terms);
    int n = 0;
    for (int j = 0; j < circuit->n_qubits; j++)
        for (int k = 0; circ_coupling_rate(&bath->couplings[j]) > 0 && k + 1 < circuit->qubits[j].levels; k++)
            terms[n++] = lower_transition(circuit, b, j, k);
    lowered.terms = terms;
    return lowered;
}

static const CircSiteExchange *lower_exchanges(const CircCircuit *circuit, CircArena *arena)
{
    CircSiteExchange *exchanges = circ_new(arena, CircSiteExchange, circuit->n_exchanges);
    for (int i = 0; i < circuit->n_exchanges; i++) {
        const CircExchange *x = &circuit->exchanges[i];
        exchanges[i] = (CircSiteExchange){.a = x->a, .b = x->b, .g = x->g};
    }
    return exchanges;
}

static const CircModel *checked(const CircModel *model, CircDiags *diags)
{
    const CircNetlist *net = model->circuit->netlist;
    const char *broken = circ_model_check(model);
    if (!broken) return model;
    circ_diag(diags, CIRC_E0605, net->span, "the model of circuit '%s' is not sound: %s", net->name, broken);
    return NULL;
}

/* Amplitudes stay, each term with its own occupation. */
static void warm_bath(const CircCircuit *circuit, const CircBath *bath, CircModelBath *lowered, CircArena *arena)
{
    if (lowered->T == bath->T) return;
    CircTransition *terms = circ_new(arena, CircTransition, lowered->n_terms);
    for (int i = 0; i < lowered->n_terms; i++) {
        const CircTransition *term = &lowered->terms[i];
        const double *f = circuit->qubits[term->site].f;
        terms[i] = *term;
        terms[i].n = term->lower ? circ_occupation(f[term->upper] - f[term->lower], bath->T)
                                 : bath->couplings[term->site].n;
    }
    lowered->T = bath->T;
    lowered->terms = terms;
}

const CircModel *circ_model_at_temperatures(const CircModel *lowered, const CircCircuit *circuit, CircArena *arena,
                                            CircDiags *diags)
{
    CircModel *model = circ_new(arena, CircModel, 1);
    CircModelBath *baths = circ_new(arena, CircModelBath, lowered->n_baths);
    *model = *lowered;
    model->initial = circuit->netlist->initial;
    model->circuit = circuit;
    model->baths = baths;
    for (int b = 0; b < model->n_baths; b++) {
        baths[b] = lowered->baths[b];
        warm_bath(circuit, &circuit->baths[b], &baths[b], arena);
    }
    return checked(model, diags);
}

const CircModel *circ_lower(const CircCircuit *circuit, CircArena *arena, CircDiags *diags)
{
    CircModel *model = circ_new(arena, CircModel, 1);
    *model = (CircModel){.n_sites = circuit->n_qubits,
                         .n_baths = circuit->n_baths,
                         .n_exchanges = circuit->n_exchanges,
                         .initial = circuit->netlist->initial,
                         .circuit = circuit};
    CircModelBath *baths = circ_new(arena, CircModelBath, circuit->n_baths);
    for (int b = 0; b < circuit->n_baths; b++) baths[b] = lower_bath(circuit, b, arena);
    model->sites = lower_sites(circuit, arena);
    model->exchanges = lower_exchanges(circuit, arena);
    model->baths = baths;
    model->identical = model_difference(model).kind == ALIKE;
    return checked(model, diags);
}
