/* The master equation and its numbers as a LaTeX document, for which LaTeX's base is enough. */
#include <math.h>
#include <string.h>

#include "circ/constants.h"
#include "emit/plain_text.h"
#include "emit/target.h"
#include "emit/value_text.h"

enum { MOST_ROWS = 500 };

typedef struct {
    const CircModel *model;
    CircArena *arena;
    bool qubits, local, collective, phases; /* what there is to explain */
    FILE *out;
} Document;

/* ---- texts */

/* Accented letters that every LaTeX font can make: A to y with accents, but for eth and thorn. */
static bool is_typeset(const char *character, int length)
{
    unsigned char second = (unsigned char)character[1];
    return length == 2 && (unsigned char)character[0] == 0xC3 && second >= 0x80 && second != 0x90 &&
           second != 0x9E && second != 0xB0 && second != 0xBE;
}

/* What stands for a character that LaTeX takes otherwise, or that names may have and fonts lack; NULL:
 * itself. */
static const char *escaped(const char *character, int length)
{
    static const char *const escapes[][2] = {{"\\", "\\textbackslash{}"},
                                             {"{", "\\{"},
                                             {"}", "\\}"},
                                             {"$", "\\$"},
                                             {"&", "\\&"},
                                             {"#", "\\#"},
                                             {"%", "\\%"},
                                             {"_", "\\_"},
                                             {"^", "\\textasciicircum{}"},
                                             {"~", "\\textasciitilde{}"},
                                             {"<", "\\textless{}"},
                                             {">", "\\textgreater{}"},
                                             {"|", "\\textbar{}"},
                                             {"`", "\\textasciigrave{}"},
                                             {"[", "{[}"},
                                             {"]", "{]}"},
                                             {"\xc2\xb5", "$\\mu$"},
                                             {"\xce\xbc", "$\\mu$"},
                                             {"\xce\xa9", "$\\Omega$"},
                                             {"\xe2\x84\xa6", "$\\Omega$"}};
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
        if (strlen(escapes[i][0]) == (size_t)length && !strncmp(escapes[i][0], character, (size_t)length))
            return escapes[i][1];
    return NULL;
}

static void print_text(const Document *d, const char *text)
{
    for (const char *c = plain_line(d->arena, text); *c;) {
        int length = plain_character(c);
        const char *other = escaped(c, length);
        if (other)
            fputs(other, d->out);
        else if (length == 1 || is_typeset(c, length))
            fwrite(c, 1, (size_t)length, d->out);
        else
            putc('?', d->out);
        c += length;
    }
}

static void print_number(const Document *d, double value)
{
    char text[PLAIN_NUMBER];
    int exponent = 0;
    snprintf(text, sizeof text, "%.6g", value);
    char *e = strchr(text, 'e');
    if (e && sscanf(e + 1, "%d", &exponent) == 1) {
        *e = '\0';
        fprintf(d->out, "$%s\\times 10^{%d}$", text, exponent);
    } else {
        fprintf(d->out, "$%s$", text);
    }
}

static void print_rows_start(const Document *d, const char *columns, const char *head)
{
    fprintf(d->out, "\\begin{longtable}{%s}\n\\hline\n%s \\\\\n\\hline\n\\endhead\n\\hline\n\\endfoot\n",
            columns, head);
}

static void print_rows_end(const Document *d)
{
    fputs("\\end{longtable}\n", d->out);
}

/* ---- the equation */

static void print_hamiltonian(const Document *d)
{
    fputs("\\begin{gather*}\n"
          "  \\frac{d\\rho}{dt} = -i\\,[H,\\rho] + \\sum_b \\mathcal D_b(\\rho), \\qquad\n"
          "  \\mathcal D[L]\\,\\rho = L\\rho L^\\dagger - \\tfrac12\\{L^\\dagger L,\\rho\\},\\\\\n",
          d->out);
    fputs(d->qubits ? "  H = \\sum_j \\omega_j\\,\\sigma^+_j\\sigma^-_j"
                    : "  H = \\sum_{jk} \\omega_{jk}\\,|k\\rangle\\langle k|_j",
          d->out);
    if (d->model->n_exchanges) fputs(" + \\sum_{i<j} g_{ij}\\,(s^+_i s^-_j + s^+_j s^-_i)", d->out);
    if (d->model->n_exchanges)
        fputs(d->qubits ? ",\\\\\n  s^-_j = \\sigma^-_j"
                        : ",\\\\\n  s^-_j = \\sum_k q_{jk}\\,|k\\rangle\\langle k{+}1|_j",
              d->out);
    fputs(",\n\\end{gather*}\n$H$ is an angular frequency. ", d->out);
}

/* One operator of a bath, or, of a local one, of a site. */
static void print_operator(const Document *d, bool local, bool up)
{
    enum { QUBITS, LEVELS, DRESSED };
    static const char *const inner_sums[] = {"", "k", "mn"};
    static const char *const downs[] = {
        "a_{bj}\\sqrt{1+n_{bj}}\\;\\sigma^-_j", "a_{bjk}\\sqrt{1+n_{bjk}}\\;|k\\rangle\\langle k{+}1|_j",
        "a_{bj}(\\omega_{mn})\\sqrt{1+n_b(\\omega_{mn})}\\;|m\\rangle\\langle m|s^-_j|n\\rangle\\langle n|"};
    static const char *const ups[] = {
        "a^*_{bj}\\sqrt{n_{bj}}\\;\\sigma^+_j", "a^*_{bjk}\\sqrt{n_{bjk}}\\;|k{+}1\\rangle\\langle k|_j",
        "a^*_{bj}(\\omega_{mn})\\sqrt{n_b(\\omega_{mn})}\\;|n\\rangle\\langle n|s^+_j|m\\rangle\\langle m|"};
    int kind = d->model->n_exchanges ? DRESSED : d->qubits ? QUBITS : LEVELS;
    const char *inner = inner_sums[kind], *outer = local ? "" : "j";
    fprintf(d->out, "  L^\\%s_{b%s} = ", up ? "uparrow" : "downarrow", local ? "j" : "");
    if (*outer || *inner) fprintf(d->out, "\\sum_{%s%s} ", outer, inner);
    fprintf(d->out, "%s%s\n", (up ? ups : downs)[kind], up ? "." : ",\\\\");
}

static void print_operators(const Document *d, bool local)
{
    fputs("\\begin{gather*}\n", d->out);
    print_operator(d, local, false);
    print_operator(d, local, true);
    fputs("\\end{gather*}\n", d->out);
}

static void print_secular(const Document *d)
{
    const CircSecular *secular = &d->model->circuit->netlist->model.secular;
    if (secular->kind == CIRC_SECULAR_FULL)
        fputs("Products of transitions at different frequencies are left out.\n", d->out);
    if (secular->kind != CIRC_SECULAR_PARTIAL) return;
    fputs("Products of transitions are left out unless their frequencies follow each other within\n", d->out);
    print_number(d, secular->width / 1e6);
    fputs("\\,MHz.\n", d->out);
}

static void print_dissipators(const Document *d)
{
    if (d->collective) {
        fputs("A bath that all sites share has\n"
              "$\\mathcal D_b = \\mathcal D[L^\\downarrow_b] + \\mathcal D[L^\\uparrow_b]$ with\n",
              d->out);
        print_operators(d, false);
    }
    if (d->local) {
        fputs("A bath that acts on each site by itself has\n"
              "$\\mathcal D_b = \\sum_j \\mathcal D[L^\\downarrow_{bj}] + \\mathcal D[L^\\uparrow_{bj}]$ "
              "with\n",
              d->out);
        print_operators(d, true);
    }
    if (d->model->n_exchanges)
        fputs("$|m\\rangle$ and $|n\\rangle$ are eigenstates of $H$, $\\omega_{mn}$ is what becomes free "
              "where\n"
              "$|n\\rangle$ goes to $|m\\rangle$. The amplitudes below are those at each site's own "
              "frequency.\n",
              d->out);
    print_secular(d);
    fputs("The heat current from bath $b$ into the sites is\n"
          "$Q_b = \\hbar\\,\\mathrm{Tr}[H\\,\\mathcal D_b(\\rho)]$.\n",
          d->out);
}

static void print_initial(const Document *d)
{
    const CircInitial *initial = &d->model->initial;
    static const char *const states[] = {NULL, NULL, "the ground state",
                                         "the fully excited state"}; /* ORDER */
    if (initial->kind == CIRC_INITIAL_NONE || d->local) return;
    fputs("\nWithout a local bath the collective spin $J$ is conserved; its weights are those of ", d->out);
    if (initial->kind == CIRC_INITIAL_SECTOR)
        fprintf(d->out, "the sector $J = %g$.\n", initial->J);
    else if (initial->kind == CIRC_INITIAL_DICKE)
        fprintf(d->out, "the state $J = %g$, $M = %g$.\n", initial->J, initial->M);
    else if (initial->kind == CIRC_INITIAL_THERMAL) {
        fputs("a thermal state at ", d->out);
        print_number(d, initial->T * 1e3);
        fputs("\\,mK.\n", d->out);
    } else
        fprintf(d->out, "%s.\n", states[initial->kind]);
}

/* ---- the numbers */

static int rows_of(const CircModel *model, int n)
{
    return model->identical && n > 1 ? 1 : n;
}

static void print_site_name(const Document *d, int site)
{
    if (d->model->identical && d->model->n_sites > 1)
        fprintf(d->out, "each of %d", d->model->n_sites);
    else
        print_text(d, d->model->sites[site].name);
}

static void print_params(const Document *d)
{
    const CircNetlist *net = d->model->circuit->netlist;
    if (!net->n_params) return;
    fputs("\\subsection*{Parameters}\n", d->out);
    print_rows_start(d, "ll", "Parameter & Value");
    for (int i = 0; i < net->n_params; i++) {
        print_text(d, net->params[i].name);
        fputs(" & ", d->out);
        print_text(d, value_text(d->arena, net->params[i].value.si, net->params[i].value.dim));
        fputs(" \\\\\n", d->out);
    }
    print_rows_end(d);
}

static void print_levels(const Document *d, const CircSite *site)
{
    for (int k = 1; k < site->levels; k++) {
        if (k > 1) fputs(", ", d->out);
        print_number(d, site->omega[k] / (2 * CIRC_PI * 1e9));
    }
    for (int k = 0; !d->qubits && k + 1 < site->levels; k++) {
        fputs(k ? ", " : " & ", d->out);
        print_number(d, site->charge[k]);
    }
    fputs(" \\\\\n", d->out);
}

static void print_sites(const Document *d)
{
    fputs("\\subsection*{Sites}\n", d->out);
    if (d->qubits)
        print_rows_start(d, "ll", "Site $j$ & $\\omega_j/2\\pi$ (GHz)");
    else
        print_rows_start(d, "lll", "Site $j$ & $\\omega_{jk}/2\\pi$ (GHz), $k = 1, 2, \\ldots$ & $q_{jk}$");
    for (int j = 0; j < rows_of(d->model, d->model->n_sites); j++) {
        print_site_name(d, j);
        fputs(" & ", d->out);
        print_levels(d, &d->model->sites[j]);
    }
    print_rows_end(d);
}

static void print_exchanges(const Document *d)
{
    if (!d->model->n_exchanges) return;
    fputs("\\subsection*{Exchange}\n", d->out);
    print_rows_start(d, "lll", "Site $i$ & Site $j$ & $g_{ij}/2\\pi$ (MHz)");
    for (int i = 0; i < d->model->n_exchanges; i++) {
        const CircSiteExchange *x = &d->model->exchanges[i];
        print_text(d, d->model->sites[x->a].name);
        fputs(" & ", d->out);
        print_text(d, d->model->sites[x->b].name);
        fputs(" & ", d->out);
        print_number(d, x->g / (2 * CIRC_PI * 1e6));
        fputs(" \\\\\n", d->out);
    }
    print_rows_end(d);
}

static void print_term(const Document *d, const CircModelBath *bath, const CircTransition *t)
{
    double rate = creal(t->amplitude) * creal(t->amplitude) + cimag(t->amplitude) * cimag(t->amplitude);
    const double cells[] = {rate * 1e-6, t->n, rate * (1 + t->n) * 1e-6, rate * t->n * 1e-6};
    print_text(d, bath->name);
    fputs(" & ", d->out);
    print_site_name(d, t->site);
    fprintf(d->out, " & $%d\\to%d$", t->upper, t->lower);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        fputs(" & ", d->out);
        print_number(d, cells[i]);
    }
    if (d->phases) {
        fputs(" & ", d->out);
        print_number(d, carg(t->amplitude) * 180 / CIRC_PI);
    }
    fputs(" \\\\\n", d->out);
}

static void print_baths(const Document *d)
{
    fputs("\\subsection*{Baths}\n", d->out);
    print_rows_start(d, "lll", "Bath $b$ & $T$ (mK) & Acts on");
    for (int b = 0; b < d->model->n_baths; b++) {
        const CircModelBath *bath = &d->model->baths[b];
        print_text(d, bath->name);
        fputs(" & ", d->out);
        print_number(d, bath->T * 1e3);
        fprintf(d->out, " & %s \\\\\n",
                !bath->n_terms ? "nothing"
                : bath->local  ? "each site by itself"
                               : "all its sites together");
    }
    print_rows_end(d);
    print_rows_start(
        d, d->phases ? "llllllll" : "lllllll",
        d->phases
            ? "Bath & Site & & $|a|^2$ ($\\mu$s$^{-1}$) & $n$ & down ($\\mu$s$^{-1}$) & up ($\\mu$s$^{-1}$) "
              "& "
              "phase ($^\\circ$)"
            : "Bath & Site & & $|a|^2$ ($\\mu$s$^{-1}$) & $n$ & down ($\\mu$s$^{-1}$) & up ($\\mu$s$^{-1}$)");
    for (int b = 0; b < d->model->n_baths; b++)
        for (int i = 0; i < rows_of(d->model, d->model->baths[b].n_terms); i++)
            print_term(d, &d->model->baths[b], &d->model->baths[b].terms[i]);
    print_rows_end(d);
    fputs("The rates down and up are $|a|^2(1+n)$ and $|a|^2 n$.\n", d->out);
}

/* ---- all of it */

const char *latex_obstacle(const EmitSubject *subject)
{
    const CircModel *model = subject->model;
    double rows = (double)rows_of(model, model->n_sites) + model->n_exchanges;
    for (int b = 0; b < model->n_baths; b++) rows += rows_of(model, model->baths[b].n_terms);
    if (rows <= MOST_ROWS) return NULL;
    return circ_arena_format(subject->arena, "its tables have %.0f rows, and a document can take %d", rows,
                             MOST_ROWS);
}

static void look_around(Document *d)
{
    d->qubits = true;
    for (int j = 0; j < d->model->n_sites; j++) d->qubits &= d->model->sites[j].levels == 2;
    for (int b = 0; b < d->model->n_baths; b++) {
        const CircModelBath *bath = &d->model->baths[b];
        d->local |= bath->local && bath->n_terms;
        d->collective |= !bath->local && bath->n_terms;
        for (int i = 0; i < bath->n_terms; i++)
            d->phases |= cimag(bath->terms[i].amplitude) != 0 || creal(bath->terms[i].amplitude) < 0;
    }
}

bool target_latex(const EmitSubject *subject, FILE *out)
{
    const CircNetlist *net = subject->model->circuit->netlist;
    Document document = {.model = subject->model, .arena = subject->arena, .out = out}, *d = &document;
    look_around(d);
    fputs("% Written by circ.\n\\documentclass[a4paper]{article}\n\\usepackage[utf8]{inputenc}\n"
          "\\usepackage{amsmath,geometry,longtable}\n\\geometry{margin=2cm}\n\\begin{document}\n\\section*{",
          out);
    print_text(d, net->name);
    fputs(net->title ? ": " : "", out);
    print_text(d, net->title);
    fputs("}\n", out);
    print_hamiltonian(d);
    print_dissipators(d);
    print_initial(d);
    print_sites(d);
    print_exchanges(d);
    print_baths(d);
    print_params(d);
    fputs("\\end{document}\n", out);
    return true;
}
