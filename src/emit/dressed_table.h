/* dressed_table.h - the frequencies of the transitions between eigenstates of H, where exchange mixes the
 * sites.
 *
 * A bath's amplitude belongs to a frequency, and another program has no circuit to ask: it gets the
 * amplitudes at these frequencies. The eigenstates it finds itself. */
#ifndef EMIT_DRESSED_TABLE_H
#define EMIT_DRESSED_TABLE_H

#include "circ/model.h"
#include "circ/status.h"

/* More product states than this have too many transitions for a table. */
enum { DRESSED_MOST_STATES = 256 };

typedef struct {
    int n;
    const double *w; /* n: rad/s, positive, ascending, distinct */
} DressedTable;

/* Of all transitions between states that differ by one excitation. CIRC_TOO_LARGE: see above. */
CircStatus dressed_table(const CircModel *model, CircArena *arena, DressedTable *table);

/* Amplitude of a bath on the charge of a site at w, sqrt(1/s). */
double complex dressed_amplitude(const CircModel *model, int bath, int site, double w);

/* Whether the bath acts on the site. */
bool dressed_touches(const CircModelBath *bath, int site);

/* Product states of all sites; a number, since it may be any size. */
double model_states(const CircModel *model);

#endif
