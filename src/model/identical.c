#include "model/identical.h"

#include <math.h>

#include "base/format.h"
#include "circ/constants.h"

/* Relative: more than the rounding of any derivation, less than any difference that matters. */
static const double EQUAL = 1e-12;

static bool equal(double complex x, double complex y)
{
    return cabs(x - y) <= EQUAL * cabs(y);
}

static Difference site_difference(const CircModel *model)
{
    for (int j = 0; j < model->n_sites; j++) {
        if (model->sites[j].levels != 2) return (Difference){.kind = DIFFERENT_LEVELS, .b = j};
        if (!equal(model->sites[j].omega[1], model->sites[0].omega[1]))
            return (Difference){.kind = DIFFERENT_ENERGY, .b = j};
    }
    return (Difference){.kind = ALIKE};
}

static Difference bath_difference(const CircModel *model, int b)
{
    const CircModelBath *bath = &model->baths[b];
    for (int i = 0; i < bath->n_terms; i++) {
        int site = bath->terms[i].site;
        if (site != i) return (Difference){.kind = DIFFERENT_ABSENCE, .a = site, .b = i, .bath = b};
        if (!equal(bath->terms[i].amplitude, bath->terms[0].amplitude))
            return (Difference){.kind = DIFFERENT_AMPLITUDE, .b = site, .bath = b};
    }
    if (bath->n_terms && bath->n_terms < model->n_sites)
        return (Difference){.kind = DIFFERENT_ABSENCE, .b = bath->n_terms, .bath = b};
    return (Difference){.kind = ALIKE};
}

Difference model_difference(const CircModel *model)
{
    Difference difference = site_difference(model);
    if (difference.kind == ALIKE && model->n_exchanges)
        difference = (Difference){DIFFERENT_EXCHANGE, model->exchanges[0].a, model->exchanges[0].b, 0};
    for (int b = 0; b < model->n_baths && difference.kind == ALIKE; b++)
        difference = bath_difference(model, b);
    return difference;
}

static double rate_on(const CircModel *model, const Difference *d, int site)
{
    double complex amplitude = model->baths[d->bath].terms[site].amplitude;
    return creal(amplitude) * creal(amplitude) + cimag(amplitude) * cimag(amplitude);
}

const char *difference_text(const CircModel *model, Difference d, char *buffer, size_t size)
{
    enum { NUMBER = 48 };
    char x[NUMBER], y[NUMBER];
    const CircSite *a = &model->sites[d.a], *b = &model->sites[d.b];
    const char *bath = model->n_baths ? model->baths[d.bath].name : "";
    switch (d.kind) {
    case ALIKE: snprintf(buffer, size, "all sites are alike"); break;
    case DIFFERENT_LEVELS: snprintf(buffer, size, "'%s' has %d levels", b->name, b->levels); break;
    case DIFFERENT_EXCHANGE:
        snprintf(buffer, size, "'%s' and '%s' exchange excitations", a->name, b->name);
        break;
    case DIFFERENT_ENERGY:
        snprintf(buffer, size, "'%s' is at %s, '%s' at %s", a->name,
                 format_si(x, NUMBER, a->omega[1] / (2 * CIRC_PI), "Hz"), b->name,
                 format_si(y, NUMBER, b->omega[1] / (2 * CIRC_PI), "Hz"));
        break;
    case DIFFERENT_ABSENCE:
        snprintf(buffer, size, "bath '%s' acts on '%s', but not on '%s'", bath, a->name, b->name);
        break;
    case DIFFERENT_AMPLITUDE:
        snprintf(buffer, size, "bath '%s' acts on '%s' at %s, on '%s' at %s or with another phase", bath,
                 a->name, format_si(x, NUMBER, rate_on(model, &d, d.a), "1/s"), b->name,
                 format_si(y, NUMBER, rate_on(model, &d, d.b), "1/s"));
        break;
    }
    return buffer;
}
