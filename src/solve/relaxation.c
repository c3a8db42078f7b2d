/* relaxation.c - Arnoldi's iteration on the inverse generator, on traceless matrices. */
#include "solve/relaxation.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "linalg/arnoldi.h"
#include "solve/steady_work.h"

enum { WANTED = 4 };

/* Takes the steady state's part out of x: what is left has trace 0. */
static void make_traceless(const Steady *st, double *x)
{
    cblas_daxpy((int)st->n, -sector_trace(&st->sector, x), st->x, 1, x, 1);
}

static CircStatus inverse(void *context, const double *x, double *y)
{
    Steady *st = context;
    memcpy(st->b, x, st->n * sizeof *x);
    make_traceless(st, st->b);
    CircStatus status = steady_correct(st, st->b, y, 1e-10 * cblas_dnrm2((int)st->n, st->b, 1));
    if (status == CIRC_OK) make_traceless(st, y);
    return status;
}

CircStatus steady_relaxation(Steady *st, double *rate)
{
    double complex mu[ARNOLDI_MAX];
    int count;
    /* the difference of two states with every population and coherence in it */
    for (size_t i = 0; i < st->n; i++) st->step[i] = sin(1.0 + 0.7 * (double)i) - st->x[i];
    if (st->method == STEADY_POPULATIONS) {
        const Basis *basis = &st->lindblad.basis;
        for (int k = 0; k < basis->n_blocks; k++)
            for (size_t i = st->sector.offset[k]; i < st->sector.offset[k + 1]; i++)
                if ((i - st->sector.offset[k]) % ((size_t)basis_size(basis, k) + 1) != 0) st->step[i] = 0;
    }
    make_traceless(st, st->step);
    CircStatus status = arnoldi_largest(st->n, inverse, st, st->step, WANTED, 1e-9, mu, &count);
    *rate = INFINITY;
    for (int i = 0; i < count; i++) {
        double size = cabs(mu[i]);
        if (size > 1e-14 / st->sector.rate) *rate = fmin(*rate, -creal(mu[i]) / (size * size)); /* -Re 1/mu */
    }
    return status;
}
