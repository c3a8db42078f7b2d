/* touchstone.h - network parameters from a file of version 1 (.s1p, .s2p, ..., .snp).
 *
 * Touchstone File Format Specification, EIA/IBIS Open Forum, version 1.1. Whatever the file gives (S, Y or Z;
 * MA, DB or RI) is turned into admittances when it is read: their interpolation keeps a lossless device
 * lossless and a passive one passive. */
#ifndef CIRCUIT_TOUCHSTONE_H
#define CIRCUIT_TOUCHSTONE_H

#include <complex.h>

#include "circ/netlist.h"

typedef struct {
    int n_ports, n_points;
    const double *f;         /* n_points, Hz, ascending */
    const double complex *Y; /* S: n_points matrices n_ports x n_ports, row-major: Y[port of the current][port
                                of the voltage] */
} TouchstoneData;

/* Reads the file of an element; NULL after reporting an error. Warns where the data is not passive. */
const TouchstoneData *touchstone_read(const CircTouchstone *element, CircArena *arena, CircDiags *diags);

/* The same from a text; `element` gives the name, the place and the number of ports. */
const TouchstoneData *touchstone_parse(const CircTouchstone *element, const char *text, CircArena *arena,
                                       CircDiags *diags);

/* Y at f (Hz): linear between the points, constant outside of them. */
void touchstone_admittance(const TouchstoneData *data, double f, double complex *Y);

/* The largest diagonal entry of Y's dissipation (Y + Y^H)/2 at f, over its largest entry. */
double touchstone_loss(const TouchstoneData *data, double f);

#endif
