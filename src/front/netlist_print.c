#include "circ/evaluate.h"

#include "front/scope.h"
#include "front/units.h"

static const char *node_name(const CircNetlist *net, int node)
{
    return net->nodes[node].name;
}

static void print_head(const CircNetlist *net, const char *kind, const CircElement *e, FILE *out)
{
    fprintf(out, "%-10s %-10s (%s, %s)", kind, e->name, node_name(net, e->node[0]),
            node_name(net, e->node[1]));
}

static void print_value(FILE *out, const char *name, double si, const char *unit)
{
    if (si != 0) fprintf(out, "  %s = %.10g%s%s", name, si, *unit ? " " : "", unit);
}

static void print_bath(const CircNetlist *net, const CircRateBath *bath, FILE *out)
{
    fprintf(out, "bath       %-10s %s(", bath->name, bath->local ? "local" : "collective");
    if (bath->n_qubits > 4)
        fprintf(out, "%s ... %s, %d qubits", net->transmons[bath->qubits[0]].e.name,
                net->transmons[bath->qubits[bath->n_qubits - 1]].e.name, bath->n_qubits);
    for (int i = 0; bath->n_qubits <= 4 && i < bath->n_qubits; i++)
        fprintf(out, "%s%s", i ? ", " : "", net->transmons[bath->qubits[i]].e.name);
    fprintf(out, ")  rate = %.10g 1/s  T = %.10g K", bath->rate, bath->T);
    print_value(out, "Q", bath->Q, "");
    print_value(out, "f", bath->f, "Hz");
    putc('\n', out);
}

static void print_elements(const CircNetlist *net, FILE *out)
{
    for (int i = 0; i < net->n_transmons; i++) {
        const CircTransmon *t = &net->transmons[i];
        print_head(net, "transmon", &t->e, out);
        print_value(out, "C", t->C, "F");
        print_value(out, "EJ", t->EJ, "J");
        print_value(out, "f01", t->f01, "Hz");
        print_value(out, "EC", t->EC, "J");
        print_value(out, "anharmonicity", t->anharmonicity, "Hz");
        print_value(out, "n_g", t->offset_charge, "");
        putc('\n', out);
    }
    for (int i = 0; i < net->n_resonators; i++) {
        const CircResonator *r = &net->resonators[i];
        print_head(net, "rlc", &r->e, out);
        fprintf(out, "  R = %.10g Ohm  L = %.10g H  C = %.10g F  T = %.10g K\n", r->R, r->L, r->C, r->T);
    }
    for (int i = 0; i < net->n_capacitors; i++) {
        print_head(net, "capacitor", &net->capacitors[i].e, out);
        fprintf(out, "  C = %.10g F\n", net->capacitors[i].C);
    }
    for (int i = 0; i < net->n_inductors; i++) {
        print_head(net, "inductor", &net->inductors[i].e, out);
        fprintf(out, "  L = %.10g H\n", net->inductors[i].L);
    }
    for (int i = 0; i < net->n_mutuals; i++) {
        const CircMutual *m = &net->mutuals[i];
        fprintf(out, "%-10s %-10s (%s, %s)  k = %.10g\n", "mutual", m->name, net->inductors[m->a].e.name,
                net->inductors[m->b].e.name, m->k);
    }
    for (int i = 0; i < net->n_lines; i++) {
        const CircLine *line = &net->lines[i];
        print_head(net, "tline", &line->e, out);
        fprintf(out, "  Z0 = %.10g Ohm  delay = %.10g s", line->Z0, line->delay);
        print_value(out, "loss", line->loss, "Np");
        putc('\n', out);
    }
    for (int i = 0; i < net->n_touchstones; i++) {
        const CircTouchstone *t = &net->touchstones[i];
        fprintf(out, "%-10s %-10s (", "touchstone", t->name);
        for (int k = 0; k < t->n_ports; k++) fprintf(out, "%s%s", k ? ", " : "", node_name(net, t->nodes[k]));
        fprintf(out, ")  \"%s\"", t->path);
        if (t->T >= 0) fprintf(out, "  T = %.10g K", t->T);
        putc('\n', out);
    }
    for (int i = 0; i < net->n_resistors; i++) {
        print_head(net, "resistor", &net->resistors[i].e, out);
        fprintf(out, "  R = %.10g Ohm  T = %.10g K\n", net->resistors[i].R, net->resistors[i].T);
    }
    for (int i = 0; i < net->n_rate_baths; i++) print_bath(net, &net->rate_baths[i], out);
}

static void print_model(const CircModelOptions *model, FILE *out)
{
    static const char *const secular[] = {"none", "partial", "full"};
    fprintf(out, "model      levels = %d  coupling = %s  rates = %s  spectrum = %s  secular = %s",
            model->levels, model->coupling == CIRC_COUPLING_EXACT ? "exact" : "first_order",
            model->rates == CIRC_RATES_PRINTED ? "printed" : "consistent",
            model->spectrum == CIRC_SPECTRUM_CHARGE ? "charge" : "asymptotic", secular[model->secular.kind]);
    if (model->secular.kind == CIRC_SECULAR_PARTIAL) fprintf(out, "(%.10g Hz)", model->secular.width);
    putc('\n', out);
}

static void print_state(const CircInitial *initial, FILE *out)
{
    switch (initial->kind) {
    case CIRC_INITIAL_NONE: break;
    case CIRC_INITIAL_SECTOR: fprintf(out, "J = %g\n", initial->J); break;
    case CIRC_INITIAL_GROUND: fputs("ground\n", out); break;
    case CIRC_INITIAL_EXCITED: fputs("excited\n", out); break;
    case CIRC_INITIAL_DICKE: fprintf(out, "dicke(%g, %g)\n", initial->J, initial->M); break;
    case CIRC_INITIAL_THERMAL: fprintf(out, "thermal(%.10g K)\n", initial->T); break;
    }
}

static void print_initial(const CircInitial *initial, FILE *out)
{
    if (initial->kind != CIRC_INITIAL_NONE)
        fputs(initial->kind == CIRC_INITIAL_SECTOR ? "sector     " : "initial    ", out);
    print_state(initial, out);
}

static void print_transient(const CircTransient *transient, FILE *out)
{
    if (!transient->n) return;
    fprintf(out, "transient  to %.10g s, %d points, from ", transient->times[transient->n - 1], transient->n);
    print_state(&transient->start, out);
}

static void print_analyses(const CircNetlist *net, FILE *out)
{
    for (int i = 0; i < net->n_sweeps; i++) {
        const CircSweep *sweep = &net->sweeps[i];
        fprintf(out, "sweep      %-10s %.10g to %.10g %s, %d points\n", sweep->name, sweep->values[0],
                sweep->values[sweep->n - 1], dim_unit(net->scope->names->arena, sweep->dim), sweep->n);
    }
    for (int i = 0; i < net->n_outputs; i++) {
        const char *unit = dim_unit(net->scope->names->arena, net->outputs[i].dim);
        fprintf(out, "output     %s%s%s%s\n", net->outputs[i].name, *unit ? " (" : "", unit,
                *unit ? ")" : "");
    }
    for (int i = 0; i < net->n_expects; i++) {
        fputs("expect     ", out);
        circ_expr_print(net->expects[i].expr, out);
        for (int k = 0; k < net->expects[i].n_settings; k++)
            fprintf(out, "%s%s = %.10g", k ? ", " : " at ", net->expects[i].settings[k].name,
                    net->expects[i].settings[k].si);
        putc('\n', out);
    }
}

void circ_netlist_print(const CircNetlist *net, FILE *out)
{
    fprintf(out, "circuit    %s%s%s%s\n", net->name, net->title ? " \"" : "", net->title ? net->title : "",
            net->title ? "\"" : "");
    for (int i = 0; i < net->n_params; i++) {
        const char *unit = dim_unit(net->scope->names->arena, net->params[i].value.dim);
        fprintf(out, "param      %-10s = %.10g%s%s\n", net->params[i].name, net->params[i].value.si,
                *unit ? " " : "", unit);
    }
    print_elements(net, out);
    print_model(&net->model, out);
    print_initial(&net->initial, out);
    print_transient(&net->transient, out);
    print_analyses(net, out);
}
