/* record.h - the instants of a transient as they come, each checked before it is kept. */
#ifndef SOLVE_RECORD_H
#define SOLVE_RECORD_H

#include "circ/solution.h"
#include "solve/sites.h"

typedef struct {
    const CircModel *model;
    const CircTransient *transient;
    CircSolution *at;       /* transient->n */
    double *Q;              /* transient->n x n_baths, by rows */
    SitesRoom *sites;       /* transient->n; NULL: not asked for */
    double time;            /* s, of the clock, at the last instant */
    double lost, imbalance; /* at the last instant */
} Record;

/* What is measured at an instant besides the currents. */
typedef struct {
    double probability; /* the sum of all */
    double gross;       /* W: what the baths give and take, without signs */
    double dE_dt;       /* W: d<H_S>/dt, by the generator */
    double Jz, J2;
    long steps;
} Instant;

/* Room for all instants; belongs to the arena. */
Record record_create(const CircModel *model, const CircTransient *transient, CircArena *arena);
void record_describe(Record *record, const char *method, const char *reason, double dimension);

/* Room for the sites too; `lindblad` NULL: for identical qubits. */
void record_sites(Record *record, const Lindblad *lindblad, CircArena *arena);

double *record_currents(Record *record, int i);

/* Keeps instant i, whose currents are there already. CIRC_NOT_CONVERGED where the probability is not 1 to
 * 1e-10, or the currents and d<H_S>/dt differ by more than 1e-10 of the gross exchange: `lost` and
 * `imbalance` say by how much. */
CircStatus record_keep(Record *record, int i, const Instant *instant);

/* What record_keep did not like at the last instant, if anything. */
bool record_is_lossy(const Record *record);
bool record_is_unbalanced(const Record *record);

#endif
