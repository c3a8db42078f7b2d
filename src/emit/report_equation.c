/* The master equation in MathML, which browsers set by themselves, and its numbers. */
#include <math.h>
#include <string.h>

#include "circ/constants.h"
#include "emit/report_parts.h"
#include "emit/value_text.h"
#include "front/units.h"

#define ID(x) "<mi>" x "</mi>"
#define UPRIGHT(x) "<mi mathvariant=\"normal\">" x "</mi>"
#define CALLIGRAPHIC_D "<mi>\360\235\222\237</mi>"
#define NUM(x) "<mn>" x "</mn>"
#define O(x) "<mo>" x "</mo>"
#define PREFIX(x) "<mo form=\"prefix\">" x "</mo>"
#define ROW(x) "<mrow>" x "</mrow>"
#define SUB(a, b) "<msub>" a ROW(b) "</msub>"
#define SUP(a, b) "<msup>" a ROW(b) "</msup>"
#define SUBSUP(a, b, c) "<msubsup>" a ROW(b) ROW(c) "</msubsup>"
#define FRAC(a, b) "<mfrac>" ROW(a) ROW(b) "</mfrac>"
#define ROOT(x) "<msqrt>" x "</msqrt>"
#define SUM(below) "<munder><mo>\342\210\221</mo>" ROW(below) "</munder>"
#define SPACE "<mspace width=\"0.25em\"/>"
#define COMMA O(",")

#define RHO ID("\317\201")
#define OMEGA ID("\317\211")
#define HBAR ID("\342\204\217")
#define SIGMA ID("\317\203")
#define PLUS O("+")
#define MINUS O("\342\210\222")
#define DAGGER O("\342\200\240")
#define DOWN O("\342\206\223")
#define UP O("\342\206\221")
#define TIGHT(x) "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">" x "</mo>"
#define KET(x) ROW(TIGHT("|") x TIGHT("\342\237\251"))
#define BRA(x) ROW(TIGHT("\342\237\250") x TIGHT("|"))
#define STAR O("*")

enum { MOST_WRITTEN = 4 }; /* qubits whose H is written with its numbers */

typedef struct {
    const Html *html;
    const CircModel *model;
    bool qubits, local, collective, phases; /* what there is to explain */
} Equation;

static void look_around(Equation *e)
{
    e->qubits = true;
    for (int j = 0; j < e->model->n_sites; j++) e->qubits &= e->model->sites[j].levels == 2;
    for (int b = 0; b < e->model->n_baths; b++) {
        const CircModelBath *bath = &e->model->baths[b];
        e->local |= bath->local && bath->n_terms;
        e->collective |= !bath->local && bath->n_terms;
        for (int i = 0; i < bath->n_terms; i++)
            e->phases |= cimag(bath->terms[i].amplitude) != 0 || creal(bath->terms[i].amplitude) < 0;
    }
}

static void raw(const Equation *e, const char *markup)
{
    html_raw(e->html, markup);
}

static void begin(const Equation *e)
{
    raw(e, "<div class=\"equation\"><math display=\"block\">");
}

static void end(const Equation *e)
{
    raw(e, "</math></div>\n");
}

static void paragraph(const Equation *e, const char *markup)
{
    raw(e, "<p>");
    raw(e, markup);
    raw(e, "</p>\n");
}

/* ---- the equation */

static const char exchange_sum[] =
    SUM(ID("i") O("&lt;") ID("j")) SUB(ID("g"), ID("i") ID("j")) O("(") SUBSUP(ID("s"), ID("i"), PLUS)
        SUBSUP(ID("s"), ID("j"), MINUS) PLUS SUBSUP(ID("s"), ID("j"), PLUS) SUBSUP(ID("s"), ID("i"), MINUS) O(")");

static void write_master(const Equation *e)
{
    begin(e);
    raw(e, FRAC(ID("d") RHO, ID("d") ID("t")) O("=") PREFIX("\342\210\222") ID("i") ROW(O("[") ID("H") COMMA RHO O("]")) PLUS
               SUM(ID("b")) SUB(CALLIGRAPHIC_D, ID("b")) ROW(O("(") RHO O(")")) COMMA "<mspace width=\"2em\"/>" CALLIGRAPHIC_D
               ROW(O("[") ID("L") O("]")) RHO O("=") ID("L") RHO SUP(ID("L"), DAGGER) MINUS FRAC(NUM("1"), NUM("2")) ROW(
                   O("{") SUP(ID("L"), DAGGER) ID("L") COMMA RHO O("}")));
    end(e);
}

static void write_hamiltonian(const Equation *e)
{
    bool exchange = e->model->n_exchanges > 0;
    begin(e);
    raw(e, ID("H") O("="));
    raw(e, e->qubits ? SUM(ID("j")) SUB(OMEGA, ID("j")) SUBSUP(SIGMA, ID("j"), PLUS) SUBSUP(SIGMA, ID("j"), MINUS)
                     : SUM(ID("j") ID("k")) SUB(OMEGA, ID("j") ID("k")) KET(ID("k")) SUB(BRA(ID("k")), ID("j")));
    if (exchange) {
        raw(e, PLUS);
        raw(e, exchange_sum);
        raw(e, e->qubits ? COMMA SPACE SUBSUP(ID("s"), ID("j"), MINUS) O("=") SUBSUP(SIGMA, ID("j"), MINUS)
                         : COMMA SPACE SUBSUP(ID("s"), ID("j"), MINUS) O("=") SUM(ID("k")) SUB(ID("q"), ID("j") ID("k")) KET(ID("k"))
                               SUB(BRA(ID("k") PLUS NUM("1")), ID("j")));
    }
    end(e);
}

static void write_name(const Equation *e, const char *name)
{
    raw(e, "<mtext>");
    html_text(e->html, name);
    raw(e, "</mtext>");
}

/* "4.01064 GHz" as a number and its unit. */
static void write_frequency(const Equation *e, double omega)
{
    raw(e, "<mtext>");
    html_text(e->html, value_text(e->html->arena, fabs(omega) / (2 * CIRC_PI), dim_of(DIM_FREQUENCY)));
    raw(e, "</mtext>" SPACE);
}

static void write_ladder_operator(const Equation *e, const char *symbol, const char *name, const char *sign)
{
    raw(e, "<msubsup>");
    raw(e, symbol);
    write_name(e, name);
    raw(e, sign);
    raw(e, "</msubsup>");
}

/* H with its numbers, of few qubits. */
static void write_hamiltonian_numbers(const Equation *e)
{
    const CircModel *model = e->model;
    if (!e->qubits || model->n_sites > MOST_WRITTEN || !model->n_sites) return;
    begin(e);
    raw(e, FRAC(ID("H"), NUM("2") ID("\317\200")) O("="));
    for (int j = 0; j < model->n_sites; j++) {
        if (j) raw(e, PLUS);
        write_frequency(e, model->sites[j].omega[1]);
        write_ladder_operator(e, SIGMA, model->sites[j].name, PLUS);
        write_ladder_operator(e, SIGMA, model->sites[j].name, MINUS);
    }
    for (int i = 0; i < model->n_exchanges; i++) {
        const CircSiteExchange *x = &model->exchanges[i];
        raw(e, x->g < 0 ? MINUS : PLUS);
        write_frequency(e, x->g);
        raw(e, O("("));
        write_ladder_operator(e, SIGMA, model->sites[x->a].name, PLUS);
        write_ladder_operator(e, SIGMA, model->sites[x->b].name, MINUS);
        raw(e, PLUS "<mtext>h.c.</mtext>" O(")"));
    }
    end(e);
}

/* ---- the dissipators */

#define AT_OMEGA O("(") SUB(OMEGA, ID("m") ID("n")) O(")")

/* By what a term is: a qubit, a pair of neighbouring levels, a transition between eigenstates. */
enum { QUBITS, LEVELS, DRESSED };
static const char *const downs[] = {
    SUB(ID("a"), ID("b") ID("j")) ROOT(NUM("1") PLUS SUB(ID("n"), ID("b") ID("j"))) SUBSUP(SIGMA, ID("j"), MINUS),
    SUB(ID("a"), ID("b") ID("j") ID("k")) ROOT(NUM("1") PLUS SUB(ID("n"), ID("b") ID("j") ID("k"))) KET(ID("k"))
        SUB(BRA(ID("k") PLUS NUM("1")), ID("j")),
    SUB(ID("a"), ID("b") ID("j")) AT_OMEGA ROOT(NUM("1") PLUS SUB(ID("n"), ID("b")) AT_OMEGA) KET(ID("m")) BRA(ID("m"))
        SUBSUP(ID("s"), ID("j"), MINUS) KET(ID("n")) BRA(ID("n"))};
static const char *const ups[] = {
    SUBSUP(ID("a"), ID("b") ID("j"), STAR) ROOT(SUB(ID("n"), ID("b") ID("j"))) SUBSUP(SIGMA, ID("j"), PLUS),
    SUBSUP(ID("a"), ID("b") ID("j") ID("k"), STAR) ROOT(SUB(ID("n"), ID("b") ID("j") ID("k"))) KET(ID("k") PLUS NUM("1"))
        SUB(BRA(ID("k")), ID("j")),
    SUBSUP(ID("a"), ID("b") ID("j"), STAR) AT_OMEGA ROOT(SUB(ID("n"), ID("b")) AT_OMEGA) KET(ID("n")) BRA(ID("n"))
        SUBSUP(ID("s"), ID("j"), PLUS) KET(ID("m")) BRA(ID("m"))};

static void write_sum(const Equation *e, bool local, int kind)
{
    static const char *const inner[] = {"", ID("k"), ID("m") ID("n")};
    if (local && kind == QUBITS) return;
    raw(e, "<munder><mo>\342\210\221</mo><mrow>");
    if (!local) raw(e, ID("j"));
    raw(e, inner[kind]);
    raw(e, "</mrow></munder>");
}

static void write_operators(const Equation *e, bool local)
{
    static const char *const names[2][2] = {
        {SUBSUP(ID("L"), ID("b"), DOWN), SUBSUP(ID("L"), ID("b"), UP)},
        {SUBSUP(ID("L"), ID("b") ID("j"), DOWN), SUBSUP(ID("L"), ID("b") ID("j"), UP)}};
    int kind = e->model->n_exchanges ? DRESSED : e->qubits ? QUBITS : LEVELS;
    begin(e);
    for (int up = 0; up < 2; up++) {
        if (up) raw(e, COMMA "<mspace width=\"2em\"/>");
        raw(e, names[local][up]);
        raw(e, O("="));
        write_sum(e, local, kind);
        raw(e, (up ? ups : downs)[kind]);
    }
    end(e);
}

#define MATH(x) "<math>" x "</math>"
#define D_OF(x) CALLIGRAPHIC_D ROW(O("[") x O("]"))

static void write_secular(const Equation *e)
{
    const CircSecular *secular = &e->model->circuit->netlist->model.secular;
    if (secular->kind == CIRC_SECULAR_FULL)
        paragraph(e, "Products of transitions at different frequencies are left out.");
    if (secular->kind != CIRC_SECULAR_PARTIAL) return;
    raw(e, "<p>Products of transitions are left out unless their frequencies follow each other within ");
    html_text(e->html, value_text(e->html->arena, secular->width, dim_of(DIM_FREQUENCY)));
    raw(e, ".</p>\n");
}

static void write_dissipators(const Equation *e)
{
    if (e->collective) {
        paragraph(e, "A bath that all its qubits share has " MATH(
                         SUB(CALLIGRAPHIC_D, ID("b")) O("=") D_OF(SUBSUP(ID("L"), ID("b"), DOWN))
                             PLUS D_OF(SUBSUP(ID("L"), ID("b"), UP))) " with");
        write_operators(e, false);
    }
    if (e->local) {
        paragraph(e, "A bath that acts on each qubit by itself has " MATH(
                         SUB(CALLIGRAPHIC_D, ID("b")) O("=") SUM(ID("j")) D_OF(SUBSUP(ID("L"), ID("b") ID("j"), DOWN))
                             PLUS D_OF(SUBSUP(ID("L"), ID("b") ID("j"), UP))) " with");
        write_operators(e, true);
    }
    if (e->model->n_exchanges)
        paragraph(e, MATH(KET(ID("m"))) " and " MATH(KET(ID("n"))) " are eigenstates of " MATH(ID("H")) ", and " MATH(
                         SUB(OMEGA, ID("m") ID("n"))) " is what becomes free where " MATH(KET(ID("n"))) " goes to " MATH(
                         KET(ID("m"))) ". The amplitudes below are those at each qubit&#8217;s own frequency.");
    write_secular(e);
    paragraph(e, "The heat current from bath " MATH(ID("b")) " into the qubits is");
    begin(e);
    raw(e, SUB(ID("Q"), ID("b")) O("=") HBAR SPACE UPRIGHT("Tr") ROW(O("[") ID("H") SPACE SUB(CALLIGRAPHIC_D, ID("b"))
               ROW(O("(") RHO O(")")) O("]")));
    end(e);
}

static void write_initial(const Equation *e)
{
    const CircInitial *initial = &e->model->initial;
    if (initial->kind == CIRC_INITIAL_NONE || e->local) return;
    raw(e, "<p>Without a local bath the collective spin " MATH(ID("J")) " is conserved; its weights are those of ");
    switch (initial->kind) {
    case CIRC_INITIAL_SECTOR: html_textf(e->html, "the sector J = %g", initial->J); break;
    case CIRC_INITIAL_DICKE: html_textf(e->html, "the state J = %g, M = %g", initial->J, initial->M); break;
    case CIRC_INITIAL_THERMAL:
        html_textf(e->html, "a thermal state at %s", value_text(e->html->arena, initial->T, dim_of(DIM_TEMPERATURE)));
        break;
    case CIRC_INITIAL_EXCITED: html_text(e->html, "the fully excited state"); break;
    default: html_text(e->html, "the ground state"); break;
    }
    raw(e, ".</p>\n");
}

/* ---- its numbers */

static int rows_of(const CircModel *model, int n)
{
    return model->identical && n > 1 ? 1 : n;
}

static const char *site_name(const Equation *e, int site)
{
    if (!e->model->identical || e->model->n_sites == 1) return e->model->sites[site].name;
    return circ_arena_format(e->html->arena, "each of %d", e->model->n_sites);
}

static const char *levels_text(const Equation *e, const CircSite *site, bool charges)
{
    const char *text = "";
    for (int k = charges ? 0 : 1; k < site->levels - (charges ? 1 : 0); k++) {
        const char *number = charges ? circ_arena_format(e->html->arena, "%.6g", site->charge[k])
                                     : value_text(e->html->arena, site->omega[k] / (2 * CIRC_PI), dim_of(DIM_FREQUENCY));
        text = circ_arena_format(e->html->arena, "%s%s%s", text, *text ? ", " : "", number);
    }
    return text;
}

static void write_sites(const Equation *e)
{
    static const char *const columns[] = {"j", "\317\211_jk/2\317\200, k = 1, 2, ...", "q_jk"};
    if (e->qubits) return; /* among the derived quantities */
    int n = rows_of(e->model, e->model->n_sites);
    html_table(e->html, columns, 3);
    for (int j = 0, gap = 0; j < n; j = report_next_row(j, n, &gap)) {
        report_gap(e->html, gap, 3);
        const CircSite *site = &e->model->sites[j];
        const char *const cells[] = {site_name(e, j), levels_text(e, site, false), levels_text(e, site, true)};
        html_row(e->html, cells, 3);
    }
    html_table_end(e->html);
}

static void write_term(const Equation *e, const CircModelBath *bath, const CircTransition *t)
{
    CircArena *arena = e->html->arena;
    double rate = creal(t->amplitude) * creal(t->amplitude) + cimag(t->amplitude) * cimag(t->amplitude);
    const char *const cells[] = {bath->name,
                                 site_name(e, t->site),
                                 circ_arena_format(arena, "%d \342\206\222 %d", t->upper, t->lower),
                                 value_text(arena, rate, dim_of(DIM_RATE)),
                                 value_text(arena, t->n, dim_of(DIM_NONE)),
                                 value_text(arena, rate * (1 + t->n), dim_of(DIM_RATE)),
                                 value_text(arena, rate * t->n, dim_of(DIM_RATE)),
                                 circ_arena_format(arena, "%.4g\302\260", carg(t->amplitude) * 180 / CIRC_PI)};
    html_row(e->html, cells, e->phases ? 8 : 7);
}

static void write_terms(const Equation *e)
{
    static const char *const columns[] = {"b", "j", "Transition", "|a|\302\262", "n", "down, |a|\302\262(1+n)", "up, |a|\302\262n",
                                          "phase of a"};
    int n_columns = e->phases ? 8 : 7;
    html_table(e->html, columns, n_columns);
    for (int b = 0; b < e->model->n_baths; b++) {
        const CircModelBath *bath = &e->model->baths[b];
        int n = rows_of(e->model, bath->n_terms);
        for (int i = 0, gap = 0; i < n; i = report_next_row(i, n, &gap)) {
            report_gap(e->html, gap, n_columns);
            write_term(e, bath, &bath->terms[i]);
        }
    }
    html_table_end(e->html);
}

void report_equation(const Html *html, const ReportSubject *subject)
{
    Equation equation = {.html = html, .model = subject->model}, *e = &equation;
    look_around(e);
    html_section(html, "equation", "Master equation");
    write_master(e);
    write_hamiltonian(e);
    write_hamiltonian_numbers(e);
    write_dissipators(e);
    write_initial(e);
    write_sites(e);
    write_terms(e);
    html_section_end(html);
}
