/* The linearised circuit as a deck for ngspice: each junction is its inductance L_J = (hbar/2e)^2/E_J. */
#include <math.h>

#include "base/format.h"
#include "circ/constants.h"
#include "circuit/environment.h"
#include "emit/plain_text.h"
#include "emit/target.h"

enum { POINTS = 1001, CELL = 48 };

typedef struct {
    const CircCircuit *circuit;
    const CircNetlist *net;
    CircArena *arena;
    Identifiers names;  /* of elements */
    const char **nodes; /* the deck's names */
    FILE *out;
} Deck;

static void print_number(const Deck *d, double value)
{
    char buffer[PLAIN_NUMBER];
    fputs(plain_number(buffer, value), d->out);
}

/* "C_name a b value": the line stays open. */
static void print_element(const Deck *d, char kind, const char *name, const int node[2], double value)
{
    fprintf(d->out, "%c_%s %s %s ", kind, name, d->nodes[node[0]], d->nodes[node[1]]);
    print_number(d, value);
}

static void print_bath(const Deck *d, double T)
{
    char text[CELL];
    fprintf(d->out, " ; T = %s\n", T > 0 ? format_si(text, sizeof text, T, "K") : "0 K");
}

static const char *name_of(Deck *d, const CircElement *e)
{
    return identifiers_add(&d->names, e->name);
}

static void print_capacitors(Deck *d)
{
    for (int i = 0; i < d->net->n_capacitors; i++) {
        const CircCapacitor *c = &d->net->capacitors[i];
        if (c->C == 0) continue;
        print_element(d, 'C', name_of(d, &c->e), c->e.node, c->C);
        putc('\n', d->out);
    }
}

static void print_inductors(Deck *d)
{
    const char **names = circ_new(d->arena, const char *, d->net->n_inductors);
    for (int i = 0; i < d->net->n_inductors; i++) {
        const CircInductor *l = &d->net->inductors[i];
        names[i] = name_of(d, &l->e);
        print_element(d, 'L', names[i], l->e.node, l->L);
        putc('\n', d->out);
    }
    for (int i = 0; i < d->net->n_mutuals; i++) {
        const CircMutual *m = &d->net->mutuals[i];
        fprintf(d->out, "K_%s L_%s L_%s ", identifiers_add(&d->names, m->name), names[m->a], names[m->b]);
        print_number(d, m->k);
        putc('\n', d->out);
    }
}

static void print_lines(Deck *d)
{
    for (int i = 0; i < d->net->n_lines; i++) {
        const CircLine *line = &d->net->lines[i];
        fprintf(d->out, "T_%s %s 0 %s 0 Z0=", name_of(d, &line->e), d->nodes[line->e.node[0]],
                d->nodes[line->e.node[1]]);
        print_number(d, line->Z0);
        fputs(" TD=", d->out);
        print_number(d, line->delay);
        putc('\n', d->out);
    }
}

static void print_resistors(Deck *d)
{
    for (int i = 0; i < d->net->n_resistors; i++) {
        const CircResistor *r = &d->net->resistors[i];
        print_element(d, 'R', name_of(d, &r->e), r->e.node, r->R);
        print_bath(d, r->T);
    }
    for (int i = 0; i < d->net->n_resonators; i++) {
        const CircResonator *r = &d->net->resonators[i];
        const char *name = name_of(d, &r->e);
        print_element(d, 'R', name, r->e.node, r->R);
        print_bath(d, r->T);
        print_element(d, 'L', name, r->e.node, r->L);
        putc('\n', d->out);
        print_element(d, 'C', name, r->e.node, r->C);
        putc('\n', d->out);
    }
}

/* The shunt that a transmon was given, or that it needs for what it was given. */
static double shunt_of(const CircCircuit *circuit, int j)
{
    const CircQubit *q = &circuit->qubits[j];
    if (!circuit->environment)
        return CIRC_PHI0_REDUCED * CIRC_PHI0_REDUCED / (q->EJ * q->Z_T * q->Z_T); /* (A8) */
    const Networks *networks = circuit->environment->networks;
    return networks->capacitors[networks->n_capacitors - circuit->n_qubits + j].C;
}

static void print_transmons(Deck *d)
{
    char f01[CELL], EC[CELL];
    for (int j = 0; j < d->net->n_transmons; j++) {
        const CircElement *e = &d->net->transmons[j].e;
        const CircQubit *q = &d->circuit->qubits[j];
        const char *name = name_of(d, e);
        double C = shunt_of(d->circuit, j);
        print_element(d, 'L', name, e->node, CIRC_PHI0_REDUCED * CIRC_PHI0_REDUCED / q->EJ);
        fprintf(d->out, " ; junction: f01 = %s, EC/h = %s\n", format_si(f01, sizeof f01, q->f01, "Hz"),
                format_si(EC, sizeof EC, q->EC / CIRC_H, "Hz"));
        if (!(C > 0)) continue;
        print_element(d, 'C', name, e->node, C);
        putc('\n', d->out);
    }
}

/* ---- what the deck cannot say */

static void print_touchstones(const Deck *d)
{
    for (int i = 0; i < d->net->n_touchstones; i++) {
        const CircTouchstone *t = &d->net->touchstones[i];
        fprintf(d->out, "* not here: '%s', the data of %s at the nodes", t->name,
                plain_line(d->arena, t->path));
        for (int port = 0; port < t->n_ports; port++) fprintf(d->out, " %s", d->nodes[t->nodes[port]]);
        putc('\n', d->out);
    }
}

static void print_rate_baths(const Deck *d)
{
    char rate[CELL], T[CELL];
    for (int i = 0; i < d->net->n_rate_baths; i++) {
        const CircRateBath *b = &d->net->rate_baths[i];
        fprintf(d->out, "* not here: '%s', a %s bath of %s at %s on %d of the junctions\n", b->name,
                b->local ? "local" : "collective", format_si(rate, sizeof rate, b->rate, "1/s"),
                b->T > 0 ? format_si(T, sizeof T, b->T, "K") : "0 K", b->n_qubits);
    }
}

static void print_losses(const Deck *d)
{
    for (int i = 0; i < d->net->n_lines; i++)
        if (d->net->lines[i].loss > 0)
            fprintf(d->out, "* not here: the loss of '%s', %.6g dB\n", d->net->lines[i].e.name,
                    20 * log10(exp(d->net->lines[i].loss)));
}

/* ---- all of it */

static void name_nodes(Deck *d)
{
    static const char *const none[] = {NULL}, *const ground[] = {"0",      "gnd",   "time", "frequency",
                                                                 "temper", "hertz", NULL};
    Identifiers nodes;
    identifiers_init(&d->names, d->arena, true, none);
    identifiers_init(&nodes, d->arena, true, ground);
    d->nodes = circ_new(d->arena, const char *, d->net->n_nodes);
    d->nodes[0] = "0";
    for (int i = 1; i < d->net->n_nodes; i++) d->nodes[i] = identifiers_add(&nodes, d->net->nodes[i].name);
}

static void print_header(const Deck *d)
{
    fprintf(d->out, "* %s%s%s\n", plain_line(d->arena, d->net->name), d->net->title ? ": " : "",
            plain_line(d->arena, d->net->title));
    fputs("* Linearised: each junction is its inductance (hbar/2e)^2/E_J, and resonates about E_C/h above "
          "f01.\n"
          "* SI units. Written by circ.\n",
          d->out);
}

/* 1 A through the first junction's nodes: their voltage is the impedance there, in Ohm. */
static void print_analysis(const Deck *d)
{
    const int *node = d->net->transmons[0].e.node;
    double f = d->circuit->qubits[0].f01;
    fprintf(d->out,
            "* 1 A into the first junction: its voltage is its impedance in Ohm.\nI_drive %s %s DC 0 AC 1\n",
            d->nodes[node[1]], d->nodes[node[0]]);
    fprintf(d->out, ".options noopac\n.ac lin %d ", POINTS);
    print_number(d, f / 2);
    putc(' ', d->out);
    print_number(d, 3 * f / 2);
    if (node[0] && node[1])
        fprintf(d->out, "\n.print ac v(%s,%s)\n.end\n", d->nodes[node[0]], d->nodes[node[1]]);
    else
        fprintf(d->out, "\n.print ac v(%s)\n.end\n", d->nodes[node[0] ? node[0] : node[1]]);
}

bool target_spice(const EmitSubject *subject, FILE *out)
{
    Deck deck = {
        .circuit = subject->circuit, .net = subject->circuit->netlist, .arena = subject->arena, .out = out};
    name_nodes(&deck);
    print_header(&deck);
    print_touchstones(&deck);
    print_rate_baths(&deck);
    print_losses(&deck);
    print_transmons(&deck);
    print_capacitors(&deck);
    print_resistors(&deck);
    print_inductors(&deck);
    print_lines(&deck);
    print_analysis(&deck);
    return true;
}
