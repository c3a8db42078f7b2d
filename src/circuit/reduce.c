/* Networks: the capacitance seen by the environment, the open voltages of the junctions and the elastance
 * between them. */
#include <string.h>

#include "circuit/network.h"
#include "linalg/dense.h"

/* Below this the elastances of a network would have fewer than some five digits. */
static const double LEAST_RCOND = 1e-11;

static bool is_capacitive(const Networks *networks, int node)
{
    return node != 0 && !networks->environment[node];
}

static Network *part_of_transmon(Networks *networks, int transmon)
{
    return &networks->part[networks_part(networks, &networks->net->transmons[transmon].e)];
}

static void clear(Networks *networks)
{
    for (int i = 0; i < networks->n; i++) {
        Network *part = &networks->part[i];
        size_t n_e = (size_t)part->n_e, n_q = (size_t)part->n_q;
        if (n_e) {
            memset(part->C, 0, n_e * n_e * sizeof *part->C);
            memset(part->A, 0, n_q * n_e * sizeof *part->A);
        }
        memset(part->K, 0, n_q * n_q * sizeof *part->K);
    }
}

/* C_ee, and the ends of junctions at environment nodes. */
static void stamp_environment(Networks *networks)
{
    for (int i = 0; i < networks->n_capacitors; i++) {
        const CapacitorBranch *branch = &networks->capacitors[i];
        const CircElement ends = {.node = {branch->node[0], branch->node[1]}};
        int place[2], part = networks_part(networks, &ends);
        if (part < 0 || is_capacitive(networks, ends.node[0]) || is_capacitive(networks, ends.node[1]))
            continue;
        networks_places(networks, &ends, place);
        matrix_stamp(networks->part[part].C, networks->part[part].n_e, place, place, branch->C);
    }
    for (int j = 0; j < networks->net->n_transmons; j++) {
        int place[2];
        Network *part = part_of_transmon(networks, j);
        networks_places(networks, &networks->net->transmons[j].e, place);
        double *A = part->A + (size_t)networks->row[j] * part->n_e;
        if (place[0] >= 0) A[place[0]] += 1;
        if (place[1] >= 0) A[place[1]] -= 1;
    }
}

/* S := C_pp of a block, n_p x n_p. */
static void fill_block(const Networks *networks, int block, int n_p, double *S)
{
    const Groups *capacitors = &networks->block_capacitors;
    memset(S, 0, (size_t)n_p * n_p * sizeof *S);
    for (int k = capacitors->start[block]; k < capacitors->start[block + 1]; k++) {
        const CapacitorBranch *branch = &networks->capacitors[capacitors->member[k]];
        int place[2];
        for (int end = 0; end < 2; end++)
            place[end] = is_capacitive(networks, branch->node[end]) ? networks->place[branch->node[end]] : -1;
        matrix_stamp(S, n_p, place, place, branch->C);
    }
}

/* The environment's end of a capacitor that touches a block; -1: it has none. */
static int environment_end(const Networks *networks, const CapacitorBranch *branch)
{
    return networks->environment[branch->node[0]] ? 0 : networks->environment[branch->node[1]] ? 1 : -1;
}

/* R := -C_pp^-1 C_pe (n_p rows of n_e) and C += C_ep R. */
static void couple_block(const Networks *networks, int block, int n_p, Network *part)
{
    const Groups *capacitors = &networks->block_capacitors;
    int n_e = part->n_e;
    memset(networks->R, 0, (size_t)n_p * n_e * sizeof *networks->R);
    for (int pass = 0; pass < 2; pass++)
        for (int k = capacitors->start[block]; k < capacitors->start[block + 1]; k++) {
            const CapacitorBranch *branch = &networks->capacitors[capacitors->member[k]];
            int end = environment_end(networks, branch);
            if (end < 0) continue;
            int e = networks->place[branch->node[end]], p = networks->place[branch->node[!end]];
            if (pass == 0)
                for (int i = 0; i < n_p; i++)
                    networks->R[(size_t)i * n_e + e] += networks->S[(size_t)i * n_p + p] * branch->C;
            else {
                part->C[(size_t)e * n_e + e] += branch->C;
                for (int f = 0; f < n_e; f++)
                    part->C[(size_t)e * n_e + f] -= branch->C * networks->R[(size_t)p * n_e + f];
            }
        }
}

/* A += a_p R and K += a_p C_pp^-1 a_p^T for the junctions that end in a block. */
static void couple_junctions(const Networks *networks, int block, int n_p, Network *part)
{
    const Groups *ends = &networks->block_ends;
    for (int k = ends->start[block]; k < ends->start[block + 1]; k++) {
        int item = ends->member[k], row = networks->row[item / 2];
        int p = networks->place[networks->net->transmons[item / 2].e.node[item % 2]];
        double sign = item % 2 ? -1 : 1;
        for (int f = 0; f < part->n_e; f++)
            part->A[(size_t)row * part->n_e + f] += sign * networks->R[(size_t)p * part->n_e + f];
        for (int l = ends->start[block]; l < ends->start[block + 1]; l++) {
            int other = ends->member[l],
                p_other = networks->place[networks->net->transmons[other / 2].e.node[other % 2]];
            part->K[(size_t)row * part->n_q + networks->row[other / 2]] +=
                (other % 2 ? -sign : sign) * networks->S[(size_t)p * n_p + p_other];
        }
    }
}

static bool check_condition(const Networks *networks, CircStatus status, double rcond, const int *nodes,
                            int n, CircArena *arena, CircDiags *diags)
{
    if (status == CIRC_OK && rcond >= LEAST_RCOND) return true;
    CircSpan span = networks->net->nodes[nodes[0]].span;
    const char *names = node_names(networks->net, nodes, n, arena);
    if (status == CIRC_NO_MEMORY) {
        circ_diag(diags, CIRC_E0514, span, "not enough memory for the capacitance matrix of %s", names);
        return false;
    }
    CircDiag *diag = circ_diag(diags, CIRC_E0509, span,
                               "the capacitance matrix of %s is singular to working precision: its "
                               "reciprocal condition number is %.1e",
                               names, rcond);
    circ_diag_help(diags, diag,
                   "capacitors between these nodes are larger than those to the rest by more than %.0e: "
                   "check their units, or join the nodes",
                   1 / LEAST_RCOND);
    return false;
}

static bool reduce_block(Networks *networks, int block, CircArena *arena, CircDiags *diags)
{
    const int *nodes = networks->blocks.member + networks->blocks.start[block];
    int n_p = networks->blocks.start[block + 1] - networks->blocks.start[block];
    double rcond;
    if (!is_capacitive(networks, nodes[0])) return true;
    Network *part = &networks->part[networks->part_of[nodes[0]]];
    fill_block(networks, block, n_p, networks->S);
    CircStatus status = dense_spd_inverse(n_p, networks->S, &rcond);
    if (!check_condition(networks, status, rcond, nodes, n_p, arena, diags)) return false;
    couple_block(networks, block, n_p, part);
    couple_junctions(networks, block, n_p, part);
    return true;
}

/* S := C^-1 over the nodes that are no reference, 0 elsewhere. */
static CircStatus invert_environment(const Networks *networks, const Network *part, double *rcond)
{
    int n_e = part->n_e, n = 0;
    double *S = networks->S;
    for (int i = 0; i < n_e; i++)
        for (int j = 0; j < n_e; j++)
            if (!networks->reference[part->e[i]] && !networks->reference[part->e[j]])
                S[n++] = part->C[(size_t)i * n_e + j];
    int kept = 0;
    for (int i = 0; i < n_e; i++) kept += !networks->reference[part->e[i]];
    CircStatus status = dense_spd_inverse(kept, S, rcond);
    for (int i = n_e - 1; i >= 0; i--) /* spread in place, from the end */
        for (int j = n_e - 1; j >= 0; j--) {
            bool keep = !networks->reference[part->e[i]] && !networks->reference[part->e[j]];
            S[(size_t)i * n_e + j] = keep ? S[--n] : 0;
        }
    return status;
}

static bool reduce_network(Networks *networks, Network *part, CircArena *arena, CircDiags *diags)
{
    double rcond;
    for (int j = 0; j < part->n_q; j++) part->D[j] = part->K[(size_t)j * (part->n_q + 1)];
    if (part->n_e == 0 || part->n_q == 0) return true;
    CircStatus status = invert_environment(networks, part, &rcond);
    if (!check_condition(networks, status, rcond, part->e, part->n_e, arena, diags)) return false;
    dense_add_congruence(part->n_q, part->n_e, part->A, networks->S, part->K, networks->R);
    return true;
}

bool networks_reduce(Networks *networks, const double *shunt, CircArena *arena, CircDiags *diags)
{
    CapacitorBranch *shunts = networks->capacitors + networks->n_capacitors - networks->net->n_transmons;
    bool fine = true;
    for (int j = 0; j < networks->net->n_transmons; j++) shunts[j].C = shunt[j];
    clear(networks);
    stamp_environment(networks);
    for (int block = 0; block < networks->blocks.n; block++)
        fine &= reduce_block(networks, block, arena, diags);
    for (int i = 0; i < networks->n && fine; i++)
        fine &= reduce_network(networks, &networks->part[i], arena, diags);
    return fine;
}
