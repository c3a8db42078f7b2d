#include "solve/heat.h"

#include <math.h>

#include "circ/constants.h"

static double rate_of(const CircTransition *term)
{
    double re = creal(term->amplitude), im = cimag(term->amplitude);
    return re * re + im * im;
}

BathTotals bath_totals(const CircModel *model)
{
    BathTotals totals = {0};
    for (int b = 0; b < model->n_baths; b++) {
        const CircModelBath *bath = &model->baths[b];
        if (!bath->n_terms) continue;
        double gamma = rate_of(&bath->terms[0]), n = bath->terms[0].n;
        *(bath->local ? &totals.local_down : &totals.collective_down) += gamma * (1 + n);
        *(bath->local ? &totals.local_up : &totals.collective_up) += gamma * n;
    }
    return totals;
}

double heat_currents(const CircModel *model, const Moments *m, double *Q)
{
    double gross = 0, quantum = CIRC_HBAR * model->sites[0].omega[1];
    for (int b = 0; b < model->n_baths; b++) {
        const CircModelBath *bath = &model->baths[b];
        Q[b] = 0;
        if (!bath->n_terms) continue;
        double gamma = rate_of(&bath->terms[0]), n = bath->terms[0].n;
        double absorbed = quantum * gamma * n * (bath->local ? model->n_sites - m->up : m->JmJp);
        double emitted = quantum * gamma * (1 + n) * (bath->local ? m->up : m->JpJm);
        Q[b] = absorbed - emitted;
        gross += absorbed + emitted;
    }
    return gross;
}

void heat_exchanged(const CircModel *model, double Jz, double *Q)
{
    double total = 0, quantum = CIRC_HBAR * model->sites[0].omega[1];
    for (int b = 0; b < model->n_baths; b++)
        if (model->baths[b].n_terms) total += rate_of(&model->baths[b].terms[0]);
    for (int b = 0; b < model->n_baths; b++) {
        const CircModelBath *bath = &model->baths[b];
        double exchanged = 0;
        for (int k = 0; bath->n_terms && k < model->n_baths; k++)
            if (model->baths[k].n_terms)
                exchanged += rate_of(&model->baths[k].terms[0]) * (bath->terms[0].n - model->baths[k].terms[0].n);
        Q[b] = bath->n_terms ? quantum * rate_of(&bath->terms[0]) * exchanged * (-2 * Jz) / total : 0;
    }
}

/* One qubit holds up/N excitations; <J_+ J_-> is the sum of <s+_i s-_j> over all pairs and of the
 * excitations. */
void site_moments(const Moments *m, double N, double population[2], double *coherence)
{
    double pairs = N * (N - 1);
    population[0] = 1 - m->up / N;
    population[1] = m->up / N;
    *coherence = pairs > 0 ? fabs(m->JpJm - m->up) / pairs : 0;
}
