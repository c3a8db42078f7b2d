#include <math.h>

#include "base/format.h"
#include "circ/constants.h"
#include "circ/model.h"
#include "model/identical.h"

enum { CELL = 48, MOST_ROWS = 12 };

static void print_sites(const CircModel *model, FILE *out)
{
    char text[CELL];
    fprintf(out, "d rho/dt = -i [H, rho] + sum over baths of D(rho)\n\nH/hbar = sum over sites of sum over k "
                 "of omega_k |k><k|\n");
    int rows = model->identical ? 1 : model->n_sites;
    for (int j = 0; j < rows && j < MOST_ROWS; j++) {
        const CircSite *site = &model->sites[j];
        fprintf(out, "  %s", site->name);
        if (model->identical && model->n_sites > 1)
            fprintf(out, " ... %s", model->sites[model->n_sites - 1].name);
        fputs("  omega/2pi =", out);
        for (int k = 1; k < site->levels; k++)
            fprintf(out, " %s", format_si(text, sizeof text, site->omega[k] / (2 * CIRC_PI), "Hz"));
        putc('\n', out);
    }
    if (rows > MOST_ROWS) fprintf(out, "  ... %d sites\n", rows);
    for (int i = 0; i < model->n_exchanges && i < MOST_ROWS; i++) {
        const CircSiteExchange *x = &model->exchanges[i];
        fprintf(out, "  + %s (s+[%s] s-[%s] + h.c.)\n", format_si(text, sizeof text, x->g, "1/s"),
                model->sites[x->a].name, model->sites[x->b].name);
    }
}

static void print_term(const CircModel *model, const CircTransition *term, bool all, FILE *out)
{
    char down[CELL], up[CELL];
    double re = creal(term->amplitude), im = cimag(term->amplitude), rate = re * re + im * im;
    fprintf(out, "  %-16s |%d><%d|  down %s  up %s", all ? "each site" : model->sites[term->site].name,
            term->lower, term->upper, format_si(down, sizeof down, rate * (1 + term->n), "1/s"),
            format_si(up, sizeof up, rate * term->n, "1/s"));
    if (im != 0 || re < 0) fprintf(out, "  phase %.4g deg", atan2(im, re) * 180 / CIRC_PI);
    putc('\n', out);
}

static void print_bath(const CircModel *model, const CircModelBath *bath, FILE *out)
{
    char text[CELL];
    fprintf(out, "\nD of %s, T = %s: %s\n", bath->name,
            bath->T > 0 ? format_si(text, sizeof text, bath->T, "K") : "0 K",
            bath->n_terms == 0 ? "acts on no site"
            : bath->local      ? "a pair of jump operators for each site"
                               : "one pair of jump operators, the sum over its sites");
    bool all = model->identical && model->n_sites > 1;
    int rows = all && bath->n_terms ? 1 : bath->n_terms;
    for (int i = 0; i < rows && i < MOST_ROWS; i++) print_term(model, &bath->terms[i], all, out);
    if (rows > MOST_ROWS) fprintf(out, "  ... %d terms\n", rows);
}

void circ_model_print(const CircModel *model, FILE *out)
{
    print_sites(model, out);
    for (int b = 0; b < model->n_baths; b++) print_bath(model, &model->baths[b], out);
    char why[320];
    if (model->identical)
        fprintf(out, "\n%d %s\n", model->n_sites,
                model->n_sites == 1 ? "site"
                                    : "identical sites: the equation is symmetric under their permutations");
    else
        fprintf(out, "\n%d site%s, not all alike: %s\n", model->n_sites, model->n_sites == 1 ? "" : "s",
                difference_text(model, model_difference(model), why, sizeof why));
}
