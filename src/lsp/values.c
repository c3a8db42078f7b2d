#include "lsp/values.h"

#include <math.h>
#include <string.h>

#include "emit/value_text.h"
#include "front/scope.h"
#include "front/units.h"

enum { MOST_MEMBERS = 4, MOST_BATHS = 6 };

typedef struct {
    const Analysis *analysis;
    const Name *name;
    const char *text;
    int shown, passed;
    bool chosen;         /* `selection` says which members are meant */
    Selection selection;
} Report;

#define ADD(report, ...) add(report, circ_arena_format((report)->analysis->arena, __VA_ARGS__))

static void add(Report *report, const char *text)
{
    report->text = circ_arena_format(report->analysis->arena, "%s%s", report->text, text);
}

static const char *text_of(const Report *report, double si, DimId dim)
{
    return value_text(report->analysis->arena, si, dim_of(dim));
}

/* Is it one that the name's statement made, and wanted? No more than a few are. */
static bool wanted(Report *report, CircSpan span, int place)
{
    uint32_t at = analysis_text_offset(report->analysis, span.begin);
    if (at < report->name->stmt->span.begin || at >= report->name->stmt->span.end) return false;
    bool among = !report->chosen;
    for (int i = 0; report->chosen && i < report->selection.n && !among; i++) among = selection_at(&report->selection, i) == place;
    if (!among) return false;
    if (report->shown >= MOST_MEMBERS) {
        report->passed++;
        return false;
    }
    report->shown++;
    return true;
}

/* The quantity of a bath, a qubit or both (-1: none of them); NaN where it is not defined. */
static double quantity(const Report *report, CircQuantity which, int bath, int qubit)
{
    CircPoint point = report->analysis->point;
    double si = NAN;
    CircQuantityCall call = {.quantity = which, .bath = bath, .bath2 = -1, .qubit = qubit, .qubit2 = -1};
    point.diags = report->analysis->aside;
    if (!point.circuit || !circ_quantity_value(&point, &call, &si)) return NAN;
    return si;
}

static void add_quantity(Report *report, const char *label, double si, DimId dim)
{
    size_t length = strlen(report->text);
    bool first = length && report->text[length - 1] == '`';
    if (isfinite(si)) ADD(report, "%s%s = %s", first ? ": " : ", ", label, text_of(report, si, dim));
}

static void report_transmon(Report *report, int q)
{
    const CircPoint *point = &report->analysis->point;
    const CircTransmon *t = &point->netlist->transmons[q];
    ADD(report, "\n- `%s`", t->e.name);
    add_quantity(report, "f01", quantity(report, CIRC_QUANTITY_F01, -1, q), DIM_FREQUENCY);
    add_quantity(report, "anharmonicity", quantity(report, CIRC_QUANTITY_ANHARMONICITY, -1, q), DIM_FREQUENCY);
    add_quantity(report, "EC/h", quantity(report, CIRC_QUANTITY_EC, -1, q), DIM_ENERGY);
    add_quantity(report, "EJ/h", quantity(report, CIRC_QUANTITY_EJ, -1, q), DIM_ENERGY);
    add_quantity(report, "C_eff", quantity(report, CIRC_QUANTITY_C_EFF, -1, q), DIM_CAPACITANCE);
    for (int b = 0; point->circuit && b < point->netlist->n_baths && b < MOST_BATHS; b++)
        add_quantity(report, circ_arena_format(report->analysis->arena, "gamma(%s)", point->netlist->baths[b].name),
                     quantity(report, CIRC_QUANTITY_GAMMA, b, q), DIM_RATE);
}

static void report_bath(Report *report, int b)
{
    const CircPoint *point = &report->analysis->point;
    const CircBathRef *bath = &point->netlist->baths[b];
    ADD(report, "\n- `%s`", bath->name);
    if (!point->circuit) return;
    add_quantity(report, "T", point->circuit->baths[b].T, DIM_TEMPERATURE);
    add_quantity(report, "n", quantity(report, CIRC_QUANTITY_OCCUPATION, b, -1), DIM_NONE);
    add_quantity(report, "kappa", quantity(report, CIRC_QUANTITY_KAPPA, b, -1), DIM_RATE);
    for (int q = 0; q < point->netlist->n_transmons && q < MOST_MEMBERS; q++)
        add_quantity(report, circ_arena_format(report->analysis->arena, "gamma(%s)", point->netlist->transmons[q].e.name),
                     quantity(report, CIRC_QUANTITY_GAMMA, b, q), DIM_RATE);
}

static void report_elements(Report *report)
{
    const CircNetlist *net = report->analysis->point.netlist;
    for (int i = 0; i < net->n_transmons; i++)
        if (wanted(report, net->transmons[i].e.span, i)) report_transmon(report, i);
    for (int i = 0; i < net->n_baths; i++)
        if (wanted(report, net->baths[i].span, i)) report_bath(report, i);
    for (int i = 0; i < net->n_capacitors; i++)
        if (wanted(report, net->capacitors[i].e.span, i))
            ADD(report, "\n- `%s`: C = %s", net->capacitors[i].e.name, text_of(report, net->capacitors[i].C, DIM_CAPACITANCE));
    for (int i = 0; i < net->n_inductors; i++)
        if (wanted(report, net->inductors[i].e.span, i))
            ADD(report, "\n- `%s`: L = %s", net->inductors[i].e.name, text_of(report, net->inductors[i].L, DIM_INDUCTANCE));
    for (int i = 0; i < net->n_lines; i++)
        if (wanted(report, net->lines[i].e.span, i))
            ADD(report, "\n- `%s`: Z0 = %s, delay = %s", net->lines[i].e.name, text_of(report, net->lines[i].Z0, DIM_RESISTANCE),
                text_of(report, net->lines[i].delay, DIM_TIME));
}

/* A parameter of a subcircuit has a value in each instance. */
static void report_params(Report *report)
{
    const CircNetlist *net = report->analysis->point.netlist;
    for (int i = 0; i < net->n_params; i++) {
        const CircParam *param = &net->params[i];
        if (analysis_text_offset(report->analysis, param->span.begin) != report->name->span.begin || param->value.bad) continue;
        if (report->shown++ < MOST_MEMBERS) ADD(report, "\n- %s", value_text(report->analysis->arena, param->value.si, param->value.dim));
        else report->passed++;
    }
}

static CircSymbolKind symbol_kind(const Name *name)
{
    if (name->kind == NAME_BATH) return CIRC_SYM_BATH;
    switch (name->element->id) {
    case ELEMENT_TRANSMON: return CIRC_SYM_TRANSMON;
    case ELEMENT_CAPACITOR: return CIRC_SYM_CAPACITOR;
    case ELEMENT_INDUCTOR: return CIRC_SYM_INDUCTOR;
    case ELEMENT_MUTUAL: return CIRC_SYM_MUTUAL;
    case ELEMENT_LINE: return CIRC_SYM_LINE;
    default: return CIRC_SYM_BATH;
    }
}

/* What an index means can be said where names are those of the file. */
static void choose_members(Report *report, const CircExpr *ref)
{
    Eval eval = {.scope = report->analysis->point.netlist->scope, .diags = report->analysis->aside, .phase = EVAL_PARAMS};
    report->chosen = ref && scope_select(&eval, ref, symbol_kind(report->name), "an element", &report->selection);
}

const char *values_of_name(const Analysis *analysis, const Name *name, const CircExpr *ref)
{
    Report report = {.analysis = analysis, .name = name, .text = ""};
    if (!analysis->point.netlist) return "";
    if (name->kind == NAME_ELEMENT || name->kind == NAME_BATH) {
        choose_members(&report, ref);
        report_elements(&report);
    } else if (name->kind == NAME_PARAM) {
        report_params(&report);
    }
    if (report.passed) ADD(&report, "\n- and %d more", report.passed);
    return report.text;
}
