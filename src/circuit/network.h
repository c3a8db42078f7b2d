/* network.h - the linear part of a circuit as matrices, reduced to what a junction and a resistor can see.
 *
 * A network is a part of the circuit that only ground connects to the rest. Its nodes are of two kinds:
 * environment nodes e, touched by some resistor, inductor, line or data file, and capacitive nodes p, touched
 * by capacitors and junctions alone. The latter carry no charge of their own but the junctions', so they are
 * eliminated exactly, once for all frequencies:
 *
 *   V_p = R V_e,  R = -C_pp^-1 C_pe;     C = C_ee + C_ep R
 *   open voltage of junction j, with incidence vector a_j (+1, -1 at its ends):  V_j = A_j V_e,  A_j = a_j,e
 * + a_j,p R K_jk = a_j,p C_pp^-1 a_k,p + A_j C^-1 A_k  =  a_j (capacitance matrix of all nodes)^-1 a_k
 *
 * A = K_qe C_e and C = C_e of docs/physics.md, "exact in the capacitors". It holds for junctions between any
 * two nodes: K depends on the incidence vectors alone, not on a choice of tree, and an island that only
 * junctions and capacitors touch has its charge fixed at zero by leaving its row out of K. */
#ifndef CIRCUIT_NETWORK_H
#define CIRCUIT_NETWORK_H

#include "circ/status.h"
#include "circuit/graph.h"

typedef struct {
    int n_e, n_q, n_baths, n_lines, n_touchstones;
    const int *e;     /* nodes */
    const int *q;     /* indices into transmons */
    const int *baths; /* indices into the netlist's baths: what dissipates here */
    const int *lines, *touchstones;
    double *C, *G, *Gamma; /* n_e x n_e: capacitance (F), conductance (S), inverse inductance (1/H) */
    double *A;             /* n_q rows of n_e: V/V */
    double *K;             /* n_q x n_q, 1/F */
    double *D; /* n_q, 1/F: the part of K_jj that is left when every environment node is grounded, a_j,p
                  C_pp^-1 a_j,p */
} Network;

/* A capacitor between two nodes. */
typedef struct {
    int node[2];
    double C;
} CapacitorBranch;

typedef struct {
    const CircNetlist *net;
    int n;
    Network *part;
    int *part_of; /* node to network; ground: -1 */
    int *place; /* environment node to its index in `e`, capacitive node to its index in its block; ground: -1
                 */
    int *row;   /* transmon to its row in A and K */
    const bool *environment; /* node: is it an environment node */
    const bool *reference;   /* environment node: left out of C^-1, since its C fixes no charge (reduce.c) */
    CapacitorBranch *capacitors; /* all, the transmons' shunts last */
    int n_capacitors;
    Groups
        blocks; /* of nodes: capacitive ones that capacitors join; every other node is a block of its own */
    Groups block_capacitors; /* capacitors that touch a capacitive node of the block */
    Groups block_ends;       /* junctions' ends there: 2 transmon + end */
    double *S,
        *R; /* workspace: C_pp^-1 and R of the largest block, or C^-1 and A C^-1 of the largest network */
} Networks;

/* The topology, G and Gamma. The netlist has passed graph_check and inductance_check. */
Networks *networks_make(const CircNetlist *net, CircArena *arena);

/* Fills C, A and K for these shunt capacitances of the transmons (F). False after reporting a bad condition.
 */
bool networks_reduce(Networks *networks, const double *shunt, CircArena *arena, CircDiags *diags);

/* The network of a transmon, a resistor, ...; -1: both ends are grounded. */
int networks_part(const Networks *networks, const CircElement *element);

/* The network of a bath; -1: it has none, since it is given by its rate or grounded at both ends. */
int networks_bath_part(const Networks *networks, int bath);

/* The places of a two-terminal element in its network's matrices; -1: ground or a capacitive node. */
void networks_places(const Networks *networks, const CircElement *element, int place[2]);

/* M += v (1_p0 - 1_p1)(1_q0 - 1_q1)^T, n x n; places of -1 are left out. */
void matrix_stamp(double *M, int n, const int p[2], const int q[2], double v);

/* The resistor or resonator behind a bath, and its R (Ohm; may be NULL). NULL for every other kind. */
const CircElement *bath_element(const CircNetlist *net, int bath, double *R);

#endif
