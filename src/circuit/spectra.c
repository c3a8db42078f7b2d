#include "circuit/spectra.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES = 64 };

/* Each has one place, where the next that belongs there takes over. */
struct CircSpectra {
    struct {
        bool taken;
        SpectrumWanted wanted;
        SpectrumFound found;
    } place[PLACES];
};

CircSpectra *circ_spectra_create(void)
{
    return calloc(1, sizeof(CircSpectra));
}

void circ_spectra_free(CircSpectra *spectra)
{
    free(spectra);
}

static uint64_t mixed(uint64_t hash, double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return (hash ^ bits ^ bits >> 32) * 0x9e3779b97f4a7c15u;
}

static size_t place_of(const SpectrumWanted *wanted)
{
    const SpectrumTarget *t = &wanted->target;
    uint64_t hash = mixed(mixed(mixed(mixed(mixed(0, t->EC), t->EJ), t->f01), t->anharmonicity), t->n_g);
    return hash >> 32 & (PLACES - 1);
}

static bool same(const SpectrumWanted *a, const SpectrumWanted *b)
{
    const SpectrumTarget *x = &a->target, *y = &b->target;
    return a->kind == b->kind && a->levels == b->levels && x->EC == y->EC && x->EJ == y->EJ && x->f01 == y->f01 &&
           x->anharmonicity == y->anharmonicity && x->n_g == y->n_g;
}

const SpectrumFound *spectra_find(const CircSpectra *spectra, const SpectrumWanted *wanted)
{
    if (!spectra) return NULL;
    size_t i = place_of(wanted);
    return spectra->place[i].taken && same(&spectra->place[i].wanted, wanted) ? &spectra->place[i].found : NULL;
}

void spectra_keep(CircSpectra *spectra, const SpectrumWanted *wanted, const SpectrumFound *found)
{
    if (!spectra) return;
    size_t i = place_of(wanted);
    spectra->place[i].taken = true;
    spectra->place[i].wanted = *wanted;
    spectra->place[i].found = *found;
}
