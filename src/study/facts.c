#include "study/facts.h"

#include <string.h>

#include "emit/value_text.h"
#include "front/scope.h"
#include "front/units.h"

void facts_add(Facts *facts, Fact fact)
{
    facts->list =
        circ_arena_grow(facts->arena, facts->list, &facts->capacity, facts->n + 1, sizeof *facts->list);
    if (!fact.at) fact.at = "";
    facts->list[facts->n++] = fact;
}

/* ---- the netlist */

static void add_value(Facts *facts, const char *element, const char *attribute, double si, DimId dim)
{
    if (si == 0) return; /* not given */
    facts_add(facts, (Fact){.group = FACT_NETLIST,
                            .name = circ_arena_format(facts->arena, "%s.%s", element, attribute),
                            .si = si,
                            .dim = dim_of(dim)});
}

static void add_nodes(Facts *facts, const CircNetlist *net, const char *kind, const CircElement *e)
{
    const char *text = circ_arena_format(facts->arena, "%s (%s, %s)", kind, net->nodes[e->node[0]].name,
                                         net->nodes[e->node[1]].name);
    facts_add(facts, (Fact){.group = FACT_NETLIST, .name = e->name, .text = text});
}

static void add_transmons(Facts *facts, const CircNetlist *net)
{
    for (int i = 0; i < net->n_transmons; i++) {
        const CircTransmon *t = &net->transmons[i];
        add_nodes(facts, net, "transmon", &t->e);
        add_value(facts, t->e.name, "C", t->C, DIM_CAPACITANCE);
        add_value(facts, t->e.name, "EJ", t->EJ, DIM_ENERGY);
        add_value(facts, t->e.name, "f01", t->f01, DIM_FREQUENCY);
        add_value(facts, t->e.name, "EC", t->EC, DIM_ENERGY);
        add_value(facts, t->e.name, "anharmonicity", t->anharmonicity, DIM_FREQUENCY);
        add_value(facts, t->e.name, "n_g", t->offset_charge, DIM_NONE);
    }
}

static void add_passives(Facts *facts, const CircNetlist *net)
{
    for (int i = 0; i < net->n_capacitors; i++) {
        add_nodes(facts, net, "capacitor", &net->capacitors[i].e);
        add_value(facts, net->capacitors[i].e.name, "C", net->capacitors[i].C, DIM_CAPACITANCE);
    }
    for (int i = 0; i < net->n_inductors; i++) {
        add_nodes(facts, net, "inductor", &net->inductors[i].e);
        add_value(facts, net->inductors[i].e.name, "L", net->inductors[i].L, DIM_INDUCTANCE);
    }
    for (int i = 0; i < net->n_mutuals; i++)
        add_value(facts, net->mutuals[i].name, "k", net->mutuals[i].k, DIM_NONE);
    for (int i = 0; i < net->n_lines; i++) {
        add_nodes(facts, net, "tline", &net->lines[i].e);
        add_value(facts, net->lines[i].e.name, "Z0", net->lines[i].Z0, DIM_RESISTANCE);
        add_value(facts, net->lines[i].e.name, "delay", net->lines[i].delay, DIM_TIME);
        add_value(facts, net->lines[i].e.name, "loss", net->lines[i].loss, DIM_NONE);
    }
}

static void add_baths(Facts *facts, const CircNetlist *net)
{
    for (int i = 0; i < net->n_resistors; i++) {
        const CircResistor *r = &net->resistors[i];
        add_nodes(facts, net, "resistor", &r->e);
        add_value(facts, r->e.name, "R", r->R, DIM_RESISTANCE);
        add_value(facts, r->e.name, "T", r->T, DIM_TEMPERATURE);
    }
    for (int i = 0; i < net->n_resonators; i++) {
        const CircResonator *r = &net->resonators[i];
        add_nodes(facts, net, "rlc", &r->e);
        add_value(facts, r->e.name, "R", r->R, DIM_RESISTANCE);
        add_value(facts, r->e.name, "L", r->L, DIM_INDUCTANCE);
        add_value(facts, r->e.name, "C", r->C, DIM_CAPACITANCE);
        add_value(facts, r->e.name, "T", r->T, DIM_TEMPERATURE);
    }
    for (int i = 0; i < net->n_rate_baths; i++) {
        const CircRateBath *b = &net->rate_baths[i];
        const char *text =
            circ_arena_format(facts->arena, "%s, %d qubits", b->local ? "local" : "collective", b->n_qubits);
        facts_add(facts, (Fact){.group = FACT_NETLIST, .name = b->name, .text = text});
        add_value(facts, b->name, "rate", b->rate, DIM_RATE);
        add_value(facts, b->name, "T", b->T, DIM_TEMPERATURE);
        add_value(facts, b->name, "Q", b->Q, DIM_NONE);
        add_value(facts, b->name, "f", b->f, DIM_FREQUENCY);
    }
    for (int i = 0; i < net->n_touchstones; i++) {
        const CircTouchstone *t = &net->touchstones[i];
        facts_add(facts, (Fact){.group = FACT_NETLIST, .name = t->name, .text = t->path});
        if (t->T > 0) add_value(facts, t->name, "T", t->T, DIM_TEMPERATURE);
    }
}

void facts_of_netlist(Facts *facts, const CircNetlist *net)
{
    for (int i = 0; i < net->n_params; i++)
        facts_add(facts, (Fact){.group = FACT_NETLIST,
                                .name = circ_arena_format(facts->arena, "param %s", net->params[i].name),
                                .si = net->params[i].value.si,
                                .dim = net->params[i].value.dim});
    add_transmons(facts, net);
    add_passives(facts, net);
    add_baths(facts, net);
}

/* ---- the circuit */

static void add_quantity(Facts *facts, CircQuantity quantity, const char *first, const char *second, double si)
{
    const char *comma = second ? "," : "";
    facts_add(facts, (Fact){.group = FACT_DERIVED,
                            .name = circ_arena_format(facts->arena, "%s(%s%s%s)", circ_quantity_name(quantity),
                                                      first, comma, second ? second : ""),
                            .si = si,
                            .dim = quantity_dim(quantity)});
}

static void add_bath(Facts *facts, const CircCircuit *circuit, const CircBath *bath)
{
    for (int j = 0; j < circuit->n_qubits; j++) {
        const CircCoupling *c = &bath->couplings[j];
        const char *qubit = circuit->qubits[j].name;
        if (circ_coupling_rate(c) == 0) continue;
        add_quantity(facts, CIRC_QUANTITY_GAMMA, bath->name, qubit, circ_coupling_rate(c));
        if (c->G != 0) add_quantity(facts, CIRC_QUANTITY_G, bath->name, qubit, c->G);
        if (c->ReZ != 0) add_quantity(facts, CIRC_QUANTITY_RE_Z, bath->name, qubit, c->ReZ);
    }
    if (circuit->n_qubits) add_quantity(facts, CIRC_QUANTITY_OCCUPATION, bath->name, NULL, bath->couplings[0].n);
    if (bath->kappa > 0) add_quantity(facts, CIRC_QUANTITY_KAPPA, bath->name, NULL, bath->kappa);
}

void facts_of_circuit(Facts *facts, const CircCircuit *circuit)
{
    for (int j = 0; j < circuit->n_qubits; j++) {
        const CircQubit *q = &circuit->qubits[j];
        add_quantity(facts, CIRC_QUANTITY_EC, q->name, NULL, q->EC);
        add_quantity(facts, CIRC_QUANTITY_EJ, q->name, NULL, q->EJ);
        add_quantity(facts, CIRC_QUANTITY_F01, q->name, NULL, q->f01);
        add_quantity(facts, CIRC_QUANTITY_ANHARMONICITY, q->name, NULL, q->anharmonicity);
        add_quantity(facts, CIRC_QUANTITY_C_EFF, q->name, NULL, q->C_eff);
    }
    for (int b = 0; b < circuit->n_baths; b++) add_bath(facts, circuit, &circuit->baths[b]);
    for (int i = 0; i < circuit->n_exchanges; i++) {
        const CircExchange *x = &circuit->exchanges[i];
        add_quantity(facts, CIRC_QUANTITY_EXCHANGE, circuit->qubits[x->a].name, circuit->qubits[x->b].name, x->g);
    }
}

/* ---- results */

static const char *place_of(Facts *facts, const CircResults *results, const CircRow *row)
{
    const char *text = "";
    for (int k = 0; k < results->n_sweeps; k++)
        for (int i = 0; i < results->n_params; i++) {
            const CircParam *param = &row->params[i];
            if (strcmp(param->name, results->sweeps[k].name)) continue;
            text = circ_arena_format(facts->arena, "%s%s%s = %s", text, *text ? ", " : "", param->name,
                                     value_text(facts->arena, param->value.si, param->value.dim));
        }
    return text;
}

static bool is_output(const CircResults *results, const char *name)
{
    for (int i = 0; i < results->n_outputs; i++)
        if (!strcmp(results->outputs[i].name, name)) return true;
    return false;
}

void facts_of_results(Facts *facts, const CircResults *results)
{
    for (int i = 0; i < results->n_rows; i++) {
        const CircRow *row = &results->rows[i];
        const char *at = place_of(facts, results, row);
        for (int k = 0; k < results->n_outputs; k++)
            facts_add(facts, (Fact){.group = FACT_RESULT,
                                    .name = results->outputs[k].name,
                                    .si = row->outputs[k],
                                    .dim = results->outputs[k].dim,
                                    .at = at});
        for (int b = 0; b < row->n_baths; b++) {
            const char *name = circ_arena_format(facts->arena, "Q(%s)", row->baths[b]);
            if (is_output(results, name)) continue;
            facts_add(facts, (Fact){.group = FACT_RESULT,
                                    .name = name,
                                    .si = row->currents[b],
                                    .dim = dim_of(DIM_POWER),
                                    .at = at});
        }
    }
}
