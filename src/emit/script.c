#include "emit/script.h"

#include <math.h>

#include "circ/constants.h"
#include "emit/dressed_table.h"
#include "emit/plain_text.h"
#include "emit/value_text.h"

/* A Liouvillian of more than 128^2 unknowns is not for a script. */
enum { MOST_STATES = 128 };

typedef struct {
    const EmitSubject *subject;
    const CircModel *model;
    const ScriptLanguage *language;
    const char **sites; /* their identifiers */
    DressedTable table;
    FILE *out;
} Script;

/* Whether the collective spin J is conserved: then the script takes sector by sector, as the solver did. */
static bool conserves_spin(const CircModel *model)
{
    if (!model->identical || model->n_sites < 2) return false;
    for (int b = 0; b < model->n_baths; b++)
        if (model->baths[b].local && model->baths[b].n_terms) return false;
    return true;
}

static double states_of_script(const CircModel *model)
{
    const CircInitial *initial = &model->initial;
    if (!conserves_spin(model)) return model_states(model);
    bool one = initial->kind == CIRC_INITIAL_SECTOR || initial->kind == CIRC_INITIAL_DICKE;
    return one ? 2 * initial->J + 1 : model->n_sites + 1;
}

const char *script_obstacle(const EmitSubject *subject)
{
    double states = states_of_script(subject->model);
    if (!(states > MOST_STATES)) return NULL;
    const double most = 1e300; /* beyond, a number overflows */
    return circ_arena_format(subject->arena, "it has %d sites with %s%.4g states, and a script can take %d",
                             subject->model->n_sites, states > most ? "over " : "", fmin(states, most),
                             MOST_STATES);
}

/* ---- texts */

static void print_number(const Script *s, double value)
{
    char buffer[PLAIN_NUMBER];
    fputs(plain_number(buffer, value), s->out);
}

static void print_complex(const Script *s, double complex z)
{
    print_number(s, creal(z));
    if (cimag(z) == 0) return;
    fputs(cimag(z) < 0 ? " - " : " + ", s->out);
    print_number(s, fabs(cimag(z)));
    fputs(s->language->imaginary, s->out);
}

static void print_numbers(const Script *s, int n, const double *values)
{
    putc('[', s->out);
    for (int i = 0; i < n; i++) {
        if (i) fputs(", ", s->out);
        print_number(s, values[i]);
    }
    putc(']', s->out);
}

static void print_header(const Script *s)
{
    const CircNetlist *net = s->model->circuit->netlist;
    CircArena *arena = s->subject->arena;
    fprintf(s->out, "# %s%s%s\n#\n", plain_line(arena, net->name), net->title ? ": " : "",
            plain_line(arena, net->title));
    for (int i = 0; i < net->n_params; i++)
        fprintf(s->out, "#   %s = %s\n", net->params[i].name,
                value_text(arena, net->params[i].value.si, net->params[i].value.dim));
    fputs(net->n_params ? "#\n" : "", s->out);
    if (net->transient.n) fputs("# The file asks for a transient; this is the steady state.\n#\n", s->out);
    fputs(s->language->start, s->out);
}

/* ---- data */

static void print_sites(const Script *s)
{
    fputs("\n# The sites, and the energies of their levels over hbar.\n", s->out);
    for (int j = 0; j < s->model->n_sites; j++)
        fprintf(s->out, "%s = %d  # %s\n", s->sites[j], j + s->language->first, s->model->sites[j].name);
    fputs("omega = [\n", s->out);
    for (int j = 0; j < s->model->n_sites; j++) {
        fputs("    ", s->out);
        print_numbers(s, s->model->sites[j].levels, s->model->sites[j].omega);
        fprintf(s->out, ",  # %s\n", s->sites[j]);
    }
    fputs("]\n", s->out);
}

static void print_exchange(const Script *s)
{
    fputs("\n# Their charges <k|Q|k+1>, in units of <0|Q|1>, and the exchange of pairs, rad/s.\ncharge = [\n",
          s->out);
    for (int j = 0; j < s->model->n_sites; j++) {
        fputs("    ", s->out);
        print_numbers(s, s->model->sites[j].levels - 1, s->model->sites[j].charge);
        fprintf(s->out, ",  # %s\n", s->sites[j]);
    }
    fputs("]\nexchange = [\n", s->out);
    for (int i = 0; i < s->model->n_exchanges; i++) {
        const CircSiteExchange *x = &s->model->exchanges[i];
        fprintf(s->out, "    (%s, %s, ", s->sites[x->a], s->sites[x->b]);
        print_number(s, x->g);
        fputs("),\n", s->out);
    }
    fputs("]\n", s->out);
}

static void print_term(const Script *s, const CircTransition *t)
{
    fprintf(s->out, "        (%s, %d, ", s->sites[t->site], t->lower);
    print_complex(s, t->amplitude);
    fputs("),\n", s->out);
}

static void print_amplitudes(const Script *s, int bath, int site)
{
    fprintf(s->out, "        (%s, [", s->sites[site]);
    for (int i = 0; i < s->table.n; i++) {
        if (i) fputs(", ", s->out);
        print_complex(s, dressed_amplitude(s->model, bath, site, s->table.w[i]));
    }
    fputs("]),\n", s->out);
}

static void print_bath_head(const Script *s, const CircModelBath *bath)
{
    fprintf(s->out, "    (\"%s\", ", bath->name);
    print_number(s, bath->T);
    fprintf(s->out, ", %s, [\n", bath->local ? s->language->yes : s->language->no);
}

static void print_plain_baths(const Script *s)
{
    fputs(
        "\n# The baths: name, T, whether each site has jump operators of its own, and the amplitudes of the\n"
        "# transitions from level k + 1 of a site to level k: (site, k, amplitude).\nbaths = [\n",
        s->out);
    for (int b = 0; b < s->model->n_baths; b++) {
        const CircModelBath *bath = &s->model->baths[b];
        print_bath_head(s, bath);
        for (int i = 0; i < bath->n_terms; i++) print_term(s, &bath->terms[i]);
        fputs("    ]),\n", s->out);
    }
    fputs("]\n", s->out);
}

static void print_dressed_baths(const Script *s)
{
    fputs("\n# The frequencies of the transitions between eigenstates of H, rad/s.\nfrequencies = ", s->out);
    print_numbers(s, s->table.n, s->table.w);
    fputs("\n\n# The baths: name, T, whether each site has jump operators of its own, and the amplitudes on "
          "the\n"
          "# charge of each site at these frequencies.\nbaths = [\n",
          s->out);
    for (int b = 0; b < s->model->n_baths; b++) {
        print_bath_head(s, &s->model->baths[b]);
        for (int j = 0; j < s->model->n_sites; j++)
            if (dressed_touches(&s->model->baths[b], j)) print_amplitudes(s, b, j);
        fputs("    ]),\n", s->out);
    }
    fputs("]\n", s->out);
}

/* Narrower clusters than the rounding of frequencies there are none: the scripts see to that. */
static void print_width(const Script *s)
{
    const CircSecular *secular = &s->model->circuit->netlist->model.secular;
    fputs("\n# Transitions whose frequencies follow each other within this width (rad/s) are kept "
          "together.\nwidth = ",
          s->out);
    print_number(s, secular->kind == CIRC_SECULAR_PARTIAL ? 2 * CIRC_PI * secular->width : 0);
    putc('\n', s->out);
}

/* ---- the kinds of script */

static void print_products(const Script *s)
{
    bool dressed = s->model->n_exchanges > 0;
    print_sites(s);
    if (dressed) print_exchange(s);
    (dressed ? print_dressed_baths : print_plain_baths)(s);
    fputs(dressed ? s->language->dressed : s->language->plain, s->out);
    if (s->model->circuit->netlist->model.secular.kind != CIRC_SECULAR_NONE) {
        print_width(s);
        fputs(s->language->secular, s->out);
    }
    fputs(s->language->solve, s->out);
}

static void print_sectors(const Script *s)
{
    const CircSolution *solution = s->subject->solution;
    for (long i = 0; i < solution->n_J; i++) {
        if (!(solution->P_J[i] > 0)) continue;
        fputs("    (", s->out);
        print_number(s, (double)(solution->first_twice_J + 2 * i) / 2);
        fputs(", ", s->out);
        print_number(s, solution->P_J[i]);
        fputs("),\n", s->out);
    }
}

static void print_spins(const Script *s)
{
    fprintf(s->out,
            "\n# %d identical qubits. No bath acts on one of them alone, so their collective spin J is "
            "conserved: the\n"
            "# weight of each J is that of the initial state. Energy of a qubit over hbar, rad/s:\nomega = ",
            s->model->n_sites);
    print_number(s, s->model->sites[0].omega[1]);
    fputs("\nsectors = [  # (J, weight)\n", s->out);
    print_sectors(s);
    fputs("]\n\n# The baths: name, T, amplitude.\nbaths = [\n", s->out);
    for (int b = 0; b < s->model->n_baths; b++) {
        const CircModelBath *bath = &s->model->baths[b];
        fprintf(s->out, "    (\"%s\", ", bath->name);
        print_number(s, bath->T);
        fputs(", ", s->out);
        print_complex(s, bath->n_terms ? bath->terms[0].amplitude : 0);
        fputs("),\n", s->out);
    }
    fputs("]\n", s->out);
    fputs(s->language->spins, s->out);
}

static void name_sites(Script *s)
{
    Identifiers identifiers;
    identifiers_init(&identifiers, s->subject->arena, false, s->language->reserved);
    s->sites = circ_new(s->subject->arena, const char *, s->model->n_sites);
    for (int j = 0; j < s->model->n_sites; j++)
        s->sites[j] = identifiers_add(&identifiers, s->model->sites[j].name);
}

bool script_write(const EmitSubject *subject, const ScriptLanguage *language, FILE *out)
{
    Script script = {.subject = subject, .model = subject->model, .language = language, .out = out};
    bool spins = conserves_spin(subject->model) && subject->solution->P_J;
    if (subject->model->n_exchanges &&
        dressed_table(subject->model, subject->arena, &script.table) != CIRC_OK)
        return false;
    name_sites(&script);
    print_header(&script);
    (spins ? print_spins : print_products)(&script);
    return true;
}
