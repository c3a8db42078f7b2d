/* The Lindblad master equation as JSON; angular frequencies in rad/s, amplitudes in sqrt(1/s). */
#include "emit/json_value.h"
#include "emit/show.h"

static json_t *site_at(const void *context, int i)
{
    const CircSite *site = &((const CircModel *)context)->sites[i];
    return json_pack("{s:o, s:o, s:o}", "name", json_words(site->name), "omega",
                     json_numbers(site->levels, site->omega), "charge",
                     json_numbers(site->levels - 1, site->charge));
}

static json_t *term_at(const void *context, int i)
{
    const CircTransition *t = &((const CircModelBath *)context)->terms[i];
    return json_pack("{s:i, s:i, s:i, s:o, s:[o, o], s:o}", "site", t->site, "lower", t->lower, "upper",
                     t->upper, "omega", json_number(t->omega), "amplitude", json_number(creal(t->amplitude)),
                     json_number(cimag(t->amplitude)), "n", json_number(t->n));
}

static json_t *bath_at(const void *context, int i)
{
    const CircModelBath *b = &((const CircModel *)context)->baths[i];
    return json_pack("{s:o, s:o, s:b, s:o}", "name", json_words(b->name), "T", json_number(b->T), "local",
                     b->local, "terms", json_list(b->n_terms, term_at, b));
}

static json_t *exchange_at(const void *context, int i)
{
    const CircSiteExchange *x = &((const CircModel *)context)->exchanges[i];
    return json_pack("{s:[i, i], s:o}", "sites", x->a, x->b, "g", json_number(x->g));
}

static json_t *initial_json(const CircInitial *initial)
{
    static const char *const kinds[] = {"none",    "sector", "ground", /* ORDER CircInitialKind */
                                        "excited", "dicke",  "thermal"};
    return json_pack("{s:s, s:o, s:o, s:o}", "kind", kinds[initial->kind], "J", json_number(initial->J), "M",
                     json_number(initial->M), "T", json_number(initial->T));
}

bool show_model_json(const CircModel *model, FILE *out)
{
    return json_print(json_pack("{s:b, s:o, s:o, s:o, s:o}", "identical", model->identical, "sites",
                                json_list(model->n_sites, site_at, model), "baths",
                                json_list(model->n_baths, bath_at, model), "exchanges",
                                json_list(model->n_exchanges, exchange_at, model), "initial",
                                initial_json(&model->initial)),
                      out);
}
