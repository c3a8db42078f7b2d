#include <math.h>

#include "circ/constants.h"
#include "circ/model.h"

/* Relative, of what was computed in two ways. */
static const double ROUNDING = 1e-9;

static const char *check_site(const CircSite *site)
{
    if (site->levels < 2) return "a site has fewer than two levels";
    if (site->omega[0] != 0) return "energies do not count from the ground state";
    for (int k = 1; k < site->levels; k++)
        if (!isfinite(site->omega[k]) || !(site->omega[k] > site->omega[k - 1]))
            return "the energies of a site do not ascend";
    return NULL;
}

/* n/(1 + n) = exp(-hbar omega/k_B T), as n itself so that cold baths are tested too. */
static bool is_balanced(const CircTransition *term, double T)
{
    double n = T > 0 ? 1 / expm1(CIRC_HBAR * term->omega / (CIRC_KB * T)) : 0;
    return fabs(term->n - n) <= ROUNDING * n;
}

static const char *check_term(const CircModel *model, const CircTransition *term, double T)
{
    if (term->site < 0 || term->site >= model->n_sites)
        return "a transition is on a site that does not exist";
    const CircSite *site = &model->sites[term->site];
    if (term->lower < 0 || term->lower >= term->upper || term->upper >= site->levels)
        return "a transition is between levels that do not exist";
    if (!isfinite(creal(term->amplitude)) || !isfinite(cimag(term->amplitude))) return "a rate is not finite";
    double omega = site->omega[term->upper] - site->omega[term->lower];
    if (fabs(term->omega - omega) > ROUNDING * omega) return "a transition is not at its site's frequency";
    return is_balanced(term, T) ? NULL : "a bath breaks detailed balance";
}

static const char *check_bath(const CircModel *model, const CircModelBath *bath)
{
    if (!(bath->T >= 0) || !isfinite(bath->T)) return "a temperature is negative or not finite";
    for (int i = 0; i < bath->n_terms; i++) {
        if (i && bath->terms[i].site < bath->terms[i - 1].site)
            return "the terms of a bath are not in the order of the sites";
        const char *broken = check_term(model, &bath->terms[i], bath->T);
        if (broken) return broken;
    }
    return NULL;
}

const char *circ_model_check(const CircModel *model)
{
    const char *broken = NULL;
    for (int j = 0; j < model->n_sites && !broken; j++) broken = check_site(&model->sites[j]);
    for (int b = 0; b < model->n_baths && !broken; b++) broken = check_bath(model, &model->baths[b]);
    for (int i = 0; i < model->n_exchanges && !broken; i++) {
        const CircSiteExchange *x = &model->exchanges[i];
        if (x->a < 0 || x->a >= x->b || x->b >= model->n_sites || !isfinite(x->g))
            broken = "an exchange is between sites that do not exist";
    }
    return broken;
}
