/* The circuit as JSON: energies of the transmons, what each bath does to each, and what passes by.
 * First-order values stand beside the exact ones, null where there are none. */
#include <math.h>

#include "circuit/leak.h"
#include "emit/json_value.h"
#include "emit/show.h"

static json_t *complex_json(double complex z)
{
    return json_pack("[o, o]", json_number(creal(z)), json_number(cimag(z)));
}

static json_t *first_order_json(const CircQubit *q)
{
    return json_pack("{s:o, s:o, s:o, s:o}", "C_eff", json_number(q->C_eff), "EC", json_number(q->EC), "EJ",
                     json_number(q->EJ), "f01", json_number(q->f01));
}

static json_t *qubit_at(const void *context, int i)
{
    const CircCircuit *circuit = context;
    const CircQubit *q = &circuit->qubits[i];
    json_t *object = json_pack("{s:o, s:o, s:o, s:o}", "name", json_words(q->name), "C_eff",
                               json_number(q->C_eff), "EC", json_number(q->EC), "EJ", json_number(q->EJ));
    json_put(&object, "f01", json_number(q->f01));
    json_put(&object, "anharmonicity", json_number(q->anharmonicity));
    json_put(&object, "Z_T", json_number(q->Z_T));
    json_put(&object, "levels", json_numbers(q->levels, q->f));
    json_put(&object, "charge", json_numbers(q->levels - 1, q->charge));
    json_put(&object, "Q01", json_number(q->Q01));
    json_put(&object, "shift", json_number(q->shift));
    json_put(&object, "first_order",
             circuit->first_order ? first_order_json(&circuit->first_order->qubits[i]) : json_null());
    return object;
}

static json_t *coupling_json(const CircCircuit *circuit, int b, int j)
{
    const CircCoupling *coupling = &circuit->baths[b].couplings[j];
    const CircCircuit *first = circuit->first_order;
    double first_rate = first ? circ_coupling_rate(&first->baths[b].couplings[j]) : NAN;
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "qubit", json_words(circuit->qubits[j].name),
                     "amplitude", complex_json(coupling->amplitude), "rate",
                     json_number(circ_coupling_rate(coupling)), "first_order_rate", json_number(first_rate),
                     "n", json_number(coupling->n), "G", json_number(coupling->G), "ReZ",
                     json_number(coupling->ReZ));
}

static json_t *bath_at(const void *context, int i)
{
    const CircCircuit *circuit = context;
    const CircBath *b = &circuit->baths[i];
    json_t *couplings = json_array();
    for (int k = 0; k < circuit->n_qubits; k++) json_add(&couplings, coupling_json(circuit, i, k));
    return json_pack("{s:o, s:o, s:b, s:o, s:o, s:o, s:o}", "name", json_words(b->name), "T",
                     json_number(b->T), "local", b->local, "f", json_number(b->f), "Q", json_number(b->Q),
                     "kappa", json_number(b->kappa), "couplings", couplings);
}

static json_t *exchange_at(const void *context, int i)
{
    const CircCircuit *circuit = context;
    const CircExchange *x = &circuit->exchanges[i];
    return json_pack("{s:[o, o], s:o}", "qubits", json_words(circuit->qubits[x->a].name),
                     json_words(circuit->qubits[x->b].name), "g", json_number(x->g));
}

static json_t *leaks_json(const CircCircuit *circuit)
{
    LeakPair pairs[MOST_LEAKS];
    json_t *list = json_array();
    int n = leak_pairs(circuit, pairs);
    for (int i = 0; i < n; i++)
        json_add(&list,
                 json_pack("{s:o, s:o, s:o, s:o}", "from", json_words(circuit->baths[pairs[i].from].name),
                           "to", json_words(circuit->baths[pairs[i].to].name), "W", json_number(pairs[i].W),
                           "error", json_number(pairs[i].error)));
    return list;
}

bool show_circuit_json(const CircCircuit *circuit, FILE *out)
{
    return json_print(json_pack("{s:o, s:o, s:o, s:o, s:o}", "name", json_words(circuit->netlist->name),
                                "qubits", json_list(circuit->n_qubits, qubit_at, circuit), "baths",
                                json_list(circuit->n_baths, bath_at, circuit), "exchanges",
                                json_list(circuit->n_exchanges, exchange_at, circuit), "leaks",
                                leaks_json(circuit)),
                      out);
}
