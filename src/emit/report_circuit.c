/* What the netlist says and what follows from it. */
#include <math.h>
#include <string.h>

#include "circ/constants.h"
#include "emit/report_parts.h"
#include "emit/value_text.h"
#include "front/units.h"

static const char *value(const Html *html, double si, DimId dim)
{
    return value_text(html->arena, si, dim_of(dim));
}

static const char *value_or_none(const Html *html, double si, DimId dim)
{
    return si != 0 ? value(html, si, dim) : "";
}

/* ---- parameters */

static const char *sweep_text(const Html *html, const CircResults *results, const char *name)
{
    for (int i = 0; i < results->n_sweeps; i++) {
        const CircSweep *sweep = &results->sweeps[i];
        if (strcmp(sweep->name, name)) continue;
        return circ_arena_format(html->arena, "%d points, %s to %s", sweep->n,
                                 value_text(html->arena, sweep->values[0], sweep->dim),
                                 value_text(html->arena, sweep->values[sweep->n - 1], sweep->dim));
    }
    return "";
}

void report_parameters(const Html *html, const ReportSubject *subject)
{
    static const char *const columns[] = {"Parameter", "Value", "Swept over"};
    const CircNetlist *net = subject->model->circuit->netlist;
    if (!net->n_params) return;
    int n_columns = subject->results->n_sweeps ? 3 : 2;
    html_section(html, "parameters", "Parameters");
    html_table(html, columns, n_columns);
    for (int i = 0; i < net->n_params; i++) {
        const CircParam *param = &net->params[i];
        const char *const cells[] = {param->name, value_text(html->arena, param->value.si, param->value.dim),
                                     sweep_text(html, subject->results, param->name)};
        html_row(html, cells, n_columns);
    }
    html_table_end(html);
    html_section_end(html);
}

/* ---- rows of qubits that are alike */

enum { FEWEST_ALIKE = 3 }; /* that share a row */

typedef struct {
    const CircCircuit *circuit;
    const CircBath *bath; /* whose couplings are told; NULL: the qubits themselves */
    int *first;           /* of each row; the last entry is the number of qubits */
    int n;
} Rows;

static bool equal(double a, double b)
{
    return a == b || fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

static bool alike(const Rows *rows, int i, int j)
{
    const CircQubit *p = &rows->circuit->qubits[i], *q = &rows->circuit->qubits[j];
    if (rows->bath) {
        const CircCoupling *c = &rows->bath->couplings[i], *d = &rows->bath->couplings[j];
        return equal(circ_coupling_rate(c), circ_coupling_rate(d)) && equal(c->n, d->n) && equal(c->G, d->G) &&
               equal(c->ReZ, d->ReZ);
    }
    return equal(p->C_eff, q->C_eff) && equal(p->EC, q->EC) && equal(p->EJ, q->EJ) && equal(p->f01, q->f01) &&
           equal(p->anharmonicity, q->anharmonicity) && equal(p->Z_T, q->Z_T);
}

/* Qubits in sequence that are alike have one row where there are enough of them. */
static Rows rows_of(const Html *html, const CircCircuit *circuit, const CircBath *bath)
{
    Rows rows = {circuit, bath, circ_new(html->arena, int, circuit->n_qubits + 1), 0};
    for (int i = 0, last; i < circuit->n_qubits; i = last) {
        for (last = i + 1; last < circuit->n_qubits && alike(&rows, i, last);) last++;
        if (last - i < FEWEST_ALIKE) last = i + 1;
        rows.first[rows.n++] = i;
    }
    rows.first[rows.n] = circuit->n_qubits;
    return rows;
}

static const char *row_name(const Html *html, const Rows *rows, int row)
{
    int first = rows->first[row], n = rows->first[row + 1] - first;
    const char *name = rows->circuit->qubits[first].name;
    if (n == 1) return name;
    return circ_arena_format(html->arena, "%s to %s (%d)", name, rows->circuit->qubits[first + n - 1].name, n);
}

/* ---- qubits */

static void write_qubit(const Html *html, const char *name, const CircQubit *q)
{
    const char *const cells[] = {name,
                                 value(html, q->C_eff, DIM_CAPACITANCE),
                                 value(html, q->EC / CIRC_H, DIM_FREQUENCY),
                                 value(html, q->EJ / CIRC_H, DIM_FREQUENCY),
                                 value(html, q->EJ / q->EC, DIM_NONE),
                                 value(html, q->f01, DIM_FREQUENCY),
                                 value(html, q->anharmonicity, DIM_FREQUENCY),
                                 value(html, q->Z_T, DIM_RESISTANCE)};
    html_row(html, cells, sizeof cells / sizeof *cells);
}

static void write_qubits(const Html *html, const CircCircuit *circuit)
{
    static const char *const columns[] = {"Qubit", "C_eff", "EC/h", "EJ/h", "EJ/EC", "f01", "anharmonicity", "Z_T"};
    enum { N = sizeof columns / sizeof *columns };
    Rows rows = rows_of(html, circuit, NULL);
    html_raw(html, "<h3>Qubits</h3>\n");
    html_table(html, columns, N);
    for (int i = 0, gap = 0; i < rows.n; i = report_next_row(i, rows.n, &gap)) {
        report_gap(html, gap, N);
        write_qubit(html, row_name(html, &rows, i), &circuit->qubits[rows.first[i]]);
    }
    html_table_end(html);
}

/* ---- baths */

static void write_baths(const Html *html, const CircCircuit *circuit)
{
    static const char *const columns[] = {"Bath", "T", "Acts on", "Resonance", "Q", "kappa", "n"};
    enum { N = sizeof columns / sizeof *columns };
    html_raw(html, "<h3>Baths</h3>\n");
    html_table(html, columns, N);
    for (int b = 0; b < circuit->n_baths; b++) {
        const CircBath *bath = &circuit->baths[b];
        const char *const cells[] = {bath->name,
                                     value(html, bath->T, DIM_TEMPERATURE),
                                     bath->local ? "each qubit by itself" : "all its qubits together",
                                     value_or_none(html, bath->f, DIM_FREQUENCY),
                                     value_or_none(html, bath->Q, DIM_NONE),
                                     value_or_none(html, bath->kappa, DIM_RATE),
                                     circuit->n_qubits ? value(html, bath->couplings[0].n, DIM_NONE) : ""};
        html_row(html, cells, N);
    }
    html_table_end(html);
    if (circuit->n_qubits > 1)
        html_raw(html, "<p class=\"soft\">n is the occupation at the frequency of the first qubit.</p>\n");
}

static void write_coupling(const Html *html, const char *bath, const char *qubit, const CircCoupling *c)
{
    double gamma = circ_coupling_rate(c);
    const char *const cells[] = {bath,
                                 qubit,
                                 value(html, gamma, DIM_RATE),
                                 value(html, c->n, DIM_NONE),
                                 value(html, gamma * (1 + c->n), DIM_RATE),
                                 value(html, gamma * c->n, DIM_RATE),
                                 value_or_none(html, c->ReZ, DIM_RESISTANCE),
                                 value_or_none(html, c->G, DIM_COUPLING)};
    html_row(html, cells, sizeof cells / sizeof *cells);
}

/* Pairs without a coupling are passed over. */
static void write_couplings(const Html *html, const CircCircuit *circuit)
{
    static const char *const columns[] = {"Bath", "Qubit", "gamma", "n", "down, gamma (1+n)", "up, gamma n", "Re Z", "G"};
    enum { N = sizeof columns / sizeof *columns };
    html_raw(html, "<h3>Baths on qubits</h3>\n");
    html_table(html, columns, N);
    for (int b = 0; b < circuit->n_baths; b++) {
        const CircBath *bath = &circuit->baths[b];
        Rows rows = rows_of(html, circuit, bath);
        for (int i = 0, gap = 0; i < rows.n; i = report_next_row(i, rows.n, &gap)) {
            const CircCoupling *c = &bath->couplings[rows.first[i]];
            report_gap(html, gap, N);
            if (circ_coupling_rate(c) != 0) write_coupling(html, bath->name, row_name(html, &rows, i), c);
        }
    }
    html_table_end(html);
}

static void write_exchanges(const Html *html, const CircCircuit *circuit)
{
    static const char *const columns[] = {"Qubit", "Qubit", "g", "g/2\317\200"};
    enum { N = sizeof columns / sizeof *columns };
    if (!circuit->n_exchanges) return;
    html_raw(html, "<h3>Exchange</h3>\n");
    html_table(html, columns, N);
    for (int i = 0, gap = 0; i < circuit->n_exchanges; i = report_next_row(i, circuit->n_exchanges, &gap)) {
        report_gap(html, gap, N);
        const CircExchange *x = &circuit->exchanges[i];
        const char *const cells[] = {circuit->qubits[x->a].name, circuit->qubits[x->b].name,
                                     value(html, x->g, DIM_RATE),
                                     value(html, x->g / (2 * CIRC_PI), DIM_FREQUENCY)};
        html_row(html, cells, N);
    }
    html_table_end(html);
}

void report_circuit(const Html *html, const ReportSubject *subject)
{
    const CircCircuit *circuit = subject->model->circuit;
    html_section(html, "derived", "Derived quantities");
    if (subject->results->n_sweeps)
        html_raw(html, "<p class=\"soft\">At the parameters as they stand, without the sweeps.</p>\n");
    write_qubits(html, circuit);
    if (circuit->n_baths) {
        write_baths(html, circuit);
        write_couplings(html, circuit);
    }
    write_exchanges(html, circuit);
    html_section_end(html);
}
