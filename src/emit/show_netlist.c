/* The netlist as JSON: lists of elements with the names of their nodes, values in SI units. */
#include "emit/json_value.h"
#include "emit/show.h"
#include "front/units.h"

static json_t *node_json(const CircNetlist *net, int node)
{
    return json_words(net->nodes[node].name);
}

/* {"name", "nodes"}, to which the values come */
static json_t *element_json(const CircNetlist *net, const CircElement *e)
{
    return json_pack("{s:o, s:[o, o]}", "name", json_words(e->name), "nodes", node_json(net, e->node[0]),
                     node_json(net, e->node[1]));
}

static void put(json_t **object, const char *key, double si)
{
    json_put(object, key, json_number(si));
}

static json_t *node_at(const void *context, int i)
{
    return node_json(context, i);
}

static json_t *capacitor_at(const void *context, int i)
{
    const CircNetlist *net = context;
    json_t *object = element_json(net, &net->capacitors[i].e);
    put(&object, "C", net->capacitors[i].C);
    return object;
}

static json_t *inductor_at(const void *context, int i)
{
    const CircNetlist *net = context;
    json_t *object = element_json(net, &net->inductors[i].e);
    put(&object, "L", net->inductors[i].L);
    return object;
}

static json_t *mutual_at(const void *context, int i)
{
    const CircNetlist *net = context;
    const CircMutual *m = &net->mutuals[i];
    return json_pack("{s:o, s:[o, o], s:o}", "name", json_words(m->name), "inductors",
                     json_words(net->inductors[m->a].e.name), json_words(net->inductors[m->b].e.name), "k",
                     json_number(m->k));
}

static json_t *line_at(const void *context, int i)
{
    const CircNetlist *net = context;
    json_t *object = element_json(net, &net->lines[i].e);
    put(&object, "Z0", net->lines[i].Z0);
    put(&object, "delay", net->lines[i].delay);
    put(&object, "loss", net->lines[i].loss);
    return object;
}

static json_t *touchstone_at(const void *context, int i)
{
    const CircNetlist *net = context;
    const CircTouchstone *t = &net->touchstones[i];
    json_t *nodes = json_array();
    for (int port = 0; port < t->n_ports; port++) json_add(&nodes, node_json(net, t->nodes[port]));
    return json_pack("{s:o, s:o, s:o, s:o}", "name", json_words(t->name), "nodes", nodes, "path",
                     json_words(t->path), "T", t->T < 0 ? json_null() : json_number(t->T));
}

static json_t *resistor_at(const void *context, int i)
{
    const CircNetlist *net = context;
    json_t *object = element_json(net, &net->resistors[i].e);
    put(&object, "R", net->resistors[i].R);
    put(&object, "T", net->resistors[i].T);
    return object;
}

static json_t *resonator_at(const void *context, int i)
{
    const CircNetlist *net = context;
    const CircResonator *r = &net->resonators[i];
    json_t *object = element_json(net, &r->e);
    put(&object, "R", r->R);
    put(&object, "L", r->L);
    put(&object, "C", r->C);
    put(&object, "T", r->T);
    return object;
}

static json_t *transmon_at(const void *context, int i)
{
    const CircNetlist *net = context;
    const CircTransmon *t = &net->transmons[i];
    json_t *object = element_json(net, &t->e);
    put(&object, "C", t->C);
    put(&object, "EJ", t->EJ);
    put(&object, "f01", t->f01);
    put(&object, "EC", t->EC);
    put(&object, "anharmonicity", t->anharmonicity);
    put(&object, "offset_charge", t->offset_charge);
    return object;
}

static json_t *rate_bath_at(const void *context, int i)
{
    const CircNetlist *net = context;
    const CircRateBath *b = &net->rate_baths[i];
    json_t *qubits = json_array();
    for (int k = 0; k < b->n_qubits; k++) json_add(&qubits, json_words(net->transmons[b->qubits[k]].e.name));
    json_t *object =
        json_pack("{s:o, s:b, s:o}", "name", json_words(b->name), "local", b->local, "qubits", qubits);
    put(&object, "rate", b->rate);
    put(&object, "T", b->T);
    put(&object, "f", b->f);
    put(&object, "Q", b->Q);
    return object;
}

static json_t *bath_at(const void *context, int i)
{
    static const char *const kinds[] = {"resistor", "resonator", "rate",
                                        "touchstone"}; /* ORDER CircBathKind */
    const CircNetlist *net = context;
    return json_pack("{s:o, s:s}", "name", json_words(net->baths[i].name), "kind", kinds[net->baths[i].kind]);
}

static json_t *sweep_at(const void *context, int i)
{
    const CircNetlist *net = context;
    return json_pack("{s:o, s:o}", "name", json_words(net->sweeps[i].name), "values",
                     json_numbers(net->sweeps[i].n, net->sweeps[i].values));
}

/* The initial state is told by the text alone. */
static json_t *transient_json(const CircTransient *transient)
{
    return json_pack("{s:o}", "times", json_numbers(transient->n, transient->times));
}

static json_t *output_at(const void *context, int i)
{
    const CircNetlist *net = context;
    return json_words(net->outputs[i].name);
}

static json_t *model_json(const CircModelOptions *model)
{
    static const char *const secular[] = {"none", "partial", "full"}; /* ORDER CircSecularKind */
    return json_pack("{s:i, s:s, s:s, s:s, s:s, s:o}", "levels", model->levels, "coupling",
                     model->coupling == CIRC_COUPLING_EXACT ? "exact" : "first_order", "rates",
                     model->rates == CIRC_RATES_CONSISTENT ? "consistent" : "printed", "spectrum",
                     model->spectrum == CIRC_SPECTRUM_CHARGE ? "charge" : "asymptotic", "secular",
                     secular[model->secular.kind], "secular_width", json_number(model->secular.width));
}

static json_t *params_json(const CircNetlist *net)
{
    CircArena *arena = circ_arena_create();
    json_t *object = arena ? json_object() : NULL;
    for (int i = 0; object && i < net->n_params; i++) {
        const CircParam *param = &net->params[i];
        json_put(&object, param->name,
                 json_pack("{s:o, s:o}", "value", json_number(param->value.si), "unit",
                           json_words(dim_unit(arena, param->value.dim))));
    }
    circ_arena_free(arena);
    return object;
}

bool show_netlist_json(const CircNetlist *net, FILE *out)
{
    json_t *object = json_pack("{s:o, s:o, s:o}", "name", json_words(net->name), "title",
                               json_words(net->title), "params", params_json(net));
    json_put(&object, "nodes", json_list(net->n_nodes, node_at, net));
    json_put(&object, "transmons", json_list(net->n_transmons, transmon_at, net));
    json_put(&object, "capacitors", json_list(net->n_capacitors, capacitor_at, net));
    json_put(&object, "inductors", json_list(net->n_inductors, inductor_at, net));
    json_put(&object, "mutuals", json_list(net->n_mutuals, mutual_at, net));
    json_put(&object, "lines", json_list(net->n_lines, line_at, net));
    json_put(&object, "touchstones", json_list(net->n_touchstones, touchstone_at, net));
    json_put(&object, "resistors", json_list(net->n_resistors, resistor_at, net));
    json_put(&object, "resonators", json_list(net->n_resonators, resonator_at, net));
    json_put(&object, "rate_baths", json_list(net->n_rate_baths, rate_bath_at, net));
    json_put(&object, "baths", json_list(net->n_baths, bath_at, net));
    json_put(&object, "model", model_json(&net->model));
    if (net->transient.n) json_put(&object, "transient", transient_json(&net->transient));
    json_put(&object, "sweeps", json_list(net->n_sweeps, sweep_at, net));
    json_put(&object, "outputs", json_list(net->n_outputs, output_at, net));
    return json_print(object, out);
}
