/* heat_flow.h - what the baths exchange with a state of the sector: mean, fluctuation, and J^2.
 *
 * A jump m <- n gives the qubits hbar w_mn = hbar (omega_m - omega_n). With W = [H, L]/hbar, W_mn = w_mn
 * L_mn, each jump's part of Tr[H D(rho)] is Re Tr(W rho L'). Counting the energy of H_S in a bath's jumps
 * with a field s multiplies L_mn rho_nn' L*_m'n' by exp(s hbar (w_mn + w_m'n')/2); the first and the second
 * derivative in s are the superoperators of the current and of its shot noise. Esposito, Harbola and Mukamel,
 * Rev. Mod. Phys. 81, 1665 (2009), sections III and V. In W and W^2 s. */
#ifndef SOLVE_HEAT_FLOW_H
#define SOLVE_HEAT_FLOW_H

#include "solve/sector.h"

typedef struct {
    double current; /* W, into the qubits */
    double gross;   /* W, sum over the bath's jump operators of |its part| */
} HeatFlow;

/* flow[bath], n_baths of them, of the state x. */
void heat_flow(Sector *sector, const double *x, HeatFlow *flow);

/* y = I_b x / hbar for one bath: what counting its energy brings in first order, in rad/s^2; y is not x. */
void heat_current_map(Sector *sector, int bath, const double *x, double *y);

/* Tr(I_b x), W, and Tr(K_b x), W^2 s: first and second order. */
double heat_first(Sector *sector, int bath, const double *x);
double heat_second(Sector *sector, int bath, const double *x);

/* <J_z> = excitations - N/2 (also for sites of more levels), and <J^2> = <J_z^2> - <J_z> + <J_+ J_->. */
double sector_Jz(const Sector *sector, const double *x);
double sector_J2(Sector *sector, const double *x);

#endif
