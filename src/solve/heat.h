/* heat.h - heat currents of identical qubits from the moments of their collective spin. */
#ifndef SOLVE_HEAT_H
#define SOLVE_HEAT_H

#include "circ/model.h"

/* Moments of the steady state of N identical two-level sites. */
typedef struct {
    double Jz, J2;
    double JpJm, JmJp; /* <J_+ J_->, <J_- J_+> */
    double up;         /* mean number of excited qubits */
} Moments;

/* The currents into the qubits, W, n_baths of them: (22) for a collective bath, its counterpart for a local
 * one. Returns the gross exchange: the sum of what all baths emit and absorb, without signs. */
double heat_currents(const CircModel *model, const Moments *moments, double *Q);

/* The same currents of one qubit, or of a fixed J, where detailed balance ties <J_+ J_-> to <J_- J_+>: what each bath
 * exchanges with each other one,
 *   Q_b = hbar w0 gamma_b sum_b' gamma_b' (n_b - n_b') (-2 <J_z>) / sum gamma,
 * of which (24) is the case of two. Exactly 0 at equal temperatures, where the difference in (22) is rounding. */
void heat_exchanged(const CircModel *model, double Jz, double *Q);

/* Populations of the two levels of one of N qubits, and |<s+_1 s-_2>| of any two. */
void site_moments(const Moments *moments, double N, double population[2], double *coherence);

/* Emission and absorption rates of all baths together, 1/s per qubit. */
typedef struct {
    double collective_down, collective_up, local_down, local_up;
} BathTotals;
BathTotals bath_totals(const CircModel *model);

#endif
