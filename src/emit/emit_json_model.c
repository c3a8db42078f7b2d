/* The master equation as JSON that other programs read: docs/model.schema.json. SI units, complex numbers as
 * [real, imaginary]. */
#include "circ/constants.h"
#include "emit/dressed_table.h"
#include "emit/json_value.h"
#include "emit/target.h"

enum { SCHEMA_VERSION = 1 };

typedef struct {
    const CircModel *model;
    int bath, site;
    const DressedTable *table;
} Place;

static json_t *complex_json(double complex z)
{
    return json_pack("[o, o]", json_number(creal(z)), json_number(cimag(z)));
}

static json_t *site_at(const void *context, int i)
{
    const CircSite *site = &((const CircModel *)context)->sites[i];
    return json_pack("{s:o, s:i, s:o, s:o}", "name", json_words(site->name), "levels", site->levels, "omega",
                     json_numbers(site->levels, site->omega), "charge",
                     json_numbers(site->levels - 1, site->charge));
}

static json_t *exchange_at(const void *context, int i)
{
    const CircSiteExchange *x = &((const CircModel *)context)->exchanges[i];
    return json_pack("{s:[i, i], s:o}", "sites", x->a, x->b, "g", json_number(x->g));
}

static json_t *term_at(const void *context, int i)
{
    const CircTransition *t = &((const CircModelBath *)context)->terms[i];
    return json_pack("{s:i, s:i, s:i, s:o, s:o, s:o}", "site", t->site, "lower", t->lower, "upper", t->upper,
                     "omega", json_number(t->omega), "amplitude", complex_json(t->amplitude), "occupation",
                     json_number(t->n));
}

/* ---- with exchange: amplitudes at the frequencies of the eigenstates' transitions */

static json_t *amplitude_at(const void *context, int i)
{
    const Place *p = context;
    return complex_json(dressed_amplitude(p->model, p->bath, p->site, p->table->w[i]));
}

static json_t *dressed_json(const Place *bath)
{
    json_t *list = json_array();
    for (int j = 0; j < bath->model->n_sites; j++) {
        if (!dressed_touches(&bath->model->baths[bath->bath], j)) continue;
        Place place = *bath;
        place.site = j;
        json_add(&list, json_pack("{s:i, s:o}", "site", j, "amplitudes",
                                  json_list(bath->table->n, amplitude_at, &place)));
    }
    return list;
}

static json_t *bath_json(const CircModel *model, int b, const DressedTable *table)
{
    const CircModelBath *bath = &model->baths[b];
    json_t *object =
        json_pack("{s:o, s:o, s:b, s:o}", "name", json_words(bath->name), "T", json_number(bath->T), "local",
                  bath->local, "terms", json_list(bath->n_terms, term_at, bath));
    if (table->n)
        json_put(&object, "dressed", dressed_json(&(Place){.model = model, .bath = b, .table = table}));
    return object;
}

static json_t *baths_json(const CircModel *model, const DressedTable *table)
{
    json_t *list = json_array();
    for (int b = 0; b < model->n_baths; b++) json_add(&list, bath_json(model, b, table));
    return list;
}

/* ---- the rest */

static json_t *params_json(const CircNetlist *net)
{
    json_t *object = json_object();
    for (int i = 0; i < net->n_params; i++)
        json_put(&object, net->params[i].name, json_number(net->params[i].value.si));
    return object;
}

static json_t *secular_json(const CircSecular *secular)
{
    static const char *const kinds[] = {"none", "partial", "full"}; /* ORDER CircSecularKind */
    return json_pack("{s:s, s:o}", "kind", kinds[secular->kind], "width",
                     json_number(2 * CIRC_PI * secular->width));
}

static json_t *initial_json(const CircInitial *initial)
{
    static const char *const kinds[] = {NULL, "sector", "ground", "excited", "dicke", "thermal"}; /* ORDER */
    if (initial->kind == CIRC_INITIAL_NONE) return json_null();
    json_t *object = json_pack("{s:s}", "kind", kinds[initial->kind]);
    if (initial->kind == CIRC_INITIAL_SECTOR || initial->kind == CIRC_INITIAL_DICKE)
        json_put(&object, "J", json_number(initial->J));
    if (initial->kind == CIRC_INITIAL_DICKE) json_put(&object, "M", json_number(initial->M));
    if (initial->kind == CIRC_INITIAL_THERMAL) json_put(&object, "T", json_number(initial->T));
    return object;
}

bool target_json(const EmitSubject *subject, FILE *out)
{
    const CircModel *model = subject->model;
    const CircNetlist *net = model->circuit->netlist;
    DressedTable table = {0};
    if (model->n_exchanges && dressed_table(model, subject->arena, &table) == CIRC_NO_MEMORY) return false;
    json_t *object =
        json_pack("{s:i, s:o, s:o, s:o, s:b}", "schema", SCHEMA_VERSION, "circuit", json_words(net->name),
                  "title", json_words(net->title), "params", params_json(net), "identical", model->identical);
    json_put(&object, "sites", json_list(model->n_sites, site_at, model));
    json_put(&object, "exchanges", json_list(model->n_exchanges, exchange_at, model));
    json_put(&object, "secular", secular_json(&net->model.secular));
    json_put(&object, "initial", initial_json(&model->initial));
    if (table.n) json_put(&object, "frequencies", json_numbers(table.n, table.w));
    json_put(&object, "baths", baths_json(model, &table));
    return json_print(object, out);
}
