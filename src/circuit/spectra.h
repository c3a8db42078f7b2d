/* spectra.h - transmons that were solved before, found again by what they shall have. */
#ifndef CIRCUIT_SPECTRA_H
#define CIRCUIT_SPECTRA_H

#include "circuit/spectrum.h"

typedef struct {
    CircSpectrumKind kind;
    int levels;
    SpectrumTarget target;
} SpectrumWanted;

typedef struct {
    double EC, EJ; /* J */
    Spectrum spectrum;
} SpectrumFound;

/* NULL: this one was not solved, or another has taken its place. `spectra` may be NULL. */
const SpectrumFound *spectra_find(const CircSpectra *spectra, const SpectrumWanted *wanted);
void spectra_keep(CircSpectra *spectra, const SpectrumWanted *wanted, const SpectrumFound *found);

#endif
