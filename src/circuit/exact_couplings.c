/* The exact derivation: what each bath does to each qubit. */
#include <math.h>

#include "circ/constants.h"
#include "circuit/baths.h"
#include "circuit/exact.h"
#include "linalg/dense.h"

/* Amplitudes nearer to each other, or to nothing, than this (relatively) differ by rounding alone. */
static const double ROUNDING = 1e-12;

/* A junction whose frequency an inductive loop moves by more is no transmon; less is worth a warning. */
static const double LARGEST_LOOP_SHIFT = 0.1, NOTABLE_SHIFT = 0.02;

/* A data file without a temperature may dissipate this, relative to its admittance. */
static const double LOSSLESS = 1e-3;

/* The response of one network at the frequency of one of its qubits: a column of environment_size for each of
 * its baths, and one for the current through the junction itself. */
typedef struct {
    const Derivation *derivation;
    CircEnvironment *env;
    const Network *part;
    int qubit; /* the first of this network that has this frequency */
    double omega;
    double complex *X;
} Response;

static bool solve_response(Response *response)
{
    const Network *part = response->part;
    const Derivation *derivation = response->derivation;
    int n = environment_size(part);
    const double *A = part->A + (size_t)derivation->networks->row[response->qubit] * part->n_e;
    for (size_t i = 0; i < (size_t)n * (part->n_baths + 1); i++) response->X[i] = 0;
    for (int b = 0; b < part->n_baths; b++)
        environment_source(response->env, part->baths[b], response->omega, response->X + (size_t)b * n);
    for (int k = 0; k < part->n_e; k++) response->X[(size_t)part->n_baths * n + k] = A[k];
    CircStatus status =
        environment_solve(response->env, part, I * response->omega, part->n_baths + 1, response->X);
    if (status == CIRC_OK) return true;
    const CircElement *e = &derivation->net->transmons[response->qubit].e;
    circ_diag(derivation->diags, CIRC_E0514, e->span,
              "the network around '%s' has no response at its frequency, %.6g GHz: %s", e->name,
              response->omega / (2 * CIRC_PI) * 1e-9, circ_status_text(status));
    return false;
}

/* The voltage of an open junction, for a column of currents at the environment's nodes that was solved. */
static double complex open_voltage(const Response *response, int qubit, int column)
{
    const Network *part = response->part;
    const double *A = part->A + (size_t)response->derivation->networks->row[qubit] * part->n_e;
    const double complex *V = response->X + (size_t)column * environment_size(part);
    double complex sum = 0;
    for (int k = 0; k < part->n_e; k++) sum += A[k] * V[k];
    return sum;
}

/* G and Re Z, in which the amplitude is nearly sqrt(G^2/2 hbar omega Re Z): the coupling to the voltage
 * across the resistor, half of the difference where both of its ends are off ground. */
static void describe_coupling(const Response *response, int column, int qubit, CircCoupling *coupling)
{
    const Network *part = response->part;
    const Networks *networks = response->derivation->networks;
    const double *A = part->A + (size_t)networks->row[qubit] * part->n_e;
    const double complex *V = response->X + (size_t)column * environment_size(part);
    double R;
    int place[2];
    const CircElement *element = bath_element(networks->net, part->baths[column], &R);
    if (!element) return;
    networks_places(networks, element, place);
    double share = place[0] >= 0 && place[1] >= 0 ? 0.5 : 1, a = 0;
    double complex across = 0;
    if (place[0] >= 0) a += A[place[0]], across += V[place[0]];
    if (place[1] >= 0) a -= A[place[1]], across -= V[place[1]];
    coupling->G = 2 * share * a * response->derivation->qubits[qubit].Q01 / CIRC_HBAR;
    coupling->ReZ = creal(across) * sqrt(R);
}

static double complex snapped(double complex a, double complex to)
{
    if (cabs(a - to) <= ROUNDING * cabs(to)) return to;
    if (cabs(a + to) <= ROUNDING * cabs(to)) return -to;
    return a;
}

static void couple_qubit(const Response *response, int qubit)
{
    const Derivation *derivation = response->derivation;
    double charge = derivation->qubits[qubit].Q01 / CIRC_HBAR * sqrt(2 * CIRC_HBAR * response->omega);
    for (int b = 0; b < response->part->n_baths; b++) {
        CircCoupling *couplings = derivation->baths[response->part->baths[b]].couplings;
        couplings[qubit].amplitude =
            snapped(charge * open_voltage(response, qubit, b), couplings[response->qubit].amplitude);
        describe_coupling(response, b, qubit, &couplings[qubit]);
    }
}

/* Members of an array share a place in the file; the first speaks for all. */
static bool shares_place(const CircNetlist *net, int transmon)
{
    if (transmon == 0) return false;
    CircSpan here = net->transmons[transmon].e.span, before = net->transmons[transmon - 1].e.span;
    return here.begin == before.begin && here.end == before.end;
}

/* The junction resonates where 1/(omega L_J) = Im Y of the rest, which the spectrum took as omega C_eff. */
static bool check_shift(const Response *response, Forest *inductive)
{
    const Derivation *derivation = response->derivation;
    const CircElement *e = &derivation->net->transmons[response->qubit].e;
    CircQubit *qubit = &derivation->qubits[response->qubit];
    double omega = response->omega, D = response->part->D[derivation->networks->row[response->qubit]];
    double complex Z = D / (I * omega) + open_voltage(response, response->qubit, response->part->n_baths);
    double shift = (1 - cimag(1 / Z) / (omega * qubit->C_eff)) / 2;
    qubit->shift = shift * qubit->f01;
    bool loop = forest_root(inductive, e->node[0]) == forest_root(inductive, e->node[1]);
    if (loop && fabs(shift) > LARGEST_LOOP_SHIFT) {
        CircDiag *diag = circ_diag(derivation->diags, CIRC_E0512, e->span,
                                   "an inductive loop closes around the junction of '%s' and moves its "
                                   "frequency by about %.0f %%: it is no transmon",
                                   e->name, 100 * shift);
        circ_diag_help(derivation->diags, diag,
                       "couple it by a capacitor, or make the inductors of the loop much larger");
        return false;
    }
    if (fabs(shift) > NOTABLE_SHIFT && !shares_place(derivation->net, response->qubit)) {
        CircDiag *diag = circ_diag(derivation->diags, CIRC_W0507, e->span,
                                   "the environment moves the frequency of '%s', %.5g GHz, by about %.1f %%, "
                                   "which the model leaves out",
                                   e->name, qubit->f01 * 1e-9, 100 * shift);
        circ_diag_help(
            derivation->diags, diag,
            "capacitors are counted exactly, but inductors, lines and resistors are not: weaken the "
            "coupling to them, or correct the frequency by hand");
    }
    return true;
}

static void check_data(const Response *response)
{
    const Derivation *derivation = response->derivation;
    double f = response->omega / (2 * CIRC_PI);
    for (int i = 0; i < response->part->n_touchstones; i++) {
        const CircTouchstone *element = &derivation->net->touchstones[response->part->touchstones[i]];
        const TouchstoneData *data = response->env->touchstones[response->part->touchstones[i]];
        if (f < data->f[0] || f > data->f[data->n_points - 1]) {
            CircDiag *diag = circ_diag(derivation->diags, CIRC_W0508, element->path_span,
                                       "'%s' has data from %.6g to %.6g GHz, and '%s' is at %.6g GHz",
                                       element->path, data->f[0] * 1e-9, data->f[data->n_points - 1] * 1e-9,
                                       derivation->qubits[response->qubit].name, f * 1e-9);
            circ_diag_help(derivation->diags, diag, "beyond its ends the admittance is taken as constant");
        }
        double loss = touchstone_loss(data, f);
        if (element->T < 0 && loss > LOSSLESS) {
            CircDiag *diag =
                circ_diag(derivation->diags, CIRC_W0510, element->span,
                          "'%s' dissipates, but has no temperature: its noise is left out", element->name);
            circ_diag_help(derivation->diags, diag, "give it T = ...");
        }
    }
}

/* All qubits, those with equal spectra after each other, so that a network is solved once for each frequency.
 */
static bool couple_networks(const Derivation *derivation, CircEnvironment *env, double complex *X)
{
    int n = derivation->net->n_transmons;
    Groups equal = groups_by_key(n, derivation->leader, n, derivation->arena);
    Forest inductive = graph_forest(derivation->net, EDGE_INDUCTOR, true, derivation->arena);
    Response response = {.derivation = derivation, .env = env, .X = X};
    for (int k = 0; k < n; k++) {
        int qubit = equal.member[k];
        const Network *part =
            &derivation->networks
                 ->part[networks_part(derivation->networks, &derivation->net->transmons[qubit].e)];
        if (part->n_e == 0) continue;
        if (part != response.part || derivation->leader[qubit] != derivation->leader[response.qubit]) {
            response.part = part;
            response.qubit = qubit;
            response.omega = 2 * CIRC_PI * derivation->qubits[qubit].f01;
            if (!solve_response(&response) || !check_shift(&response, &inductive)) return false;
            check_data(&response);
        }
        derivation->qubits[qubit].shift = derivation->qubits[response.qubit].shift;
        couple_qubit(&response, qubit);
    }
    return true;
}

/* The phase that makes the first amplitude of a bath real and positive; rounding is wiped off all of them. */
static double complex settle_phase(int n, CircCoupling *couplings)
{
    double largest = 0;
    double complex phase = 0;
    for (int j = 0; j < n; j++) largest = fmax(largest, cabs(couplings[j].amplitude));
    for (int j = 0; j < n; j++) {
        double complex a = couplings[j].amplitude;
        double size = cabs(a);
        if (size > ROUNDING * largest && phase == 0) phase = conj(a) / size;
        a *= phase;
        if (size <= ROUNDING * largest)
            a = 0;
        else if (fabs(cimag(a)) <= ROUNDING * size)
            a = copysign(size, creal(a));
        couplings[j].amplitude = a;
    }
    return phase == 0 ? 1 : phase;
}

static size_t largest_response(const Networks *networks)
{
    size_t largest = 0;
    for (int i = 0; i < networks->n; i++) {
        size_t size = (size_t)environment_size(&networks->part[i]) * (size_t)(networks->part[i].n_baths + 1);
        if (largest < size) largest = size;
    }
    return largest;
}

static bool read_touchstones(const Derivation *derivation, const TouchstoneData **data)
{
    bool fine = true;
    for (int i = 0; i < derivation->net->n_touchstones; i++) {
        data[i] = touchstone_read(&derivation->net->touchstones[i], derivation->arena, derivation->diags);
        fine &= data[i] != NULL;
    }
    return fine;
}

static void check_losses(const Derivation *derivation)
{
    for (int i = 0; i < derivation->net->n_lines; i++) {
        const CircLine *line = &derivation->net->lines[i];
        if (line->loss == 0) continue;
        CircDiag *diag =
            circ_diag(derivation->diags, CIRC_W0510, line->e.span,
                      "the loss of line '%s' has no temperature: its noise is left out", line->e.name);
        circ_diag_help(derivation->diags, diag,
                       "put a resistor with a temperature in its place where that noise matters");
    }
}

const CircEnvironment *derive_couplings(const Derivation *derivation)
{
    const CircNetlist *net = derivation->net;
    CircArena *arena = derivation->arena;
    CircEnvironment *env = circ_new(arena, CircEnvironment, 1);
    int *bath_part = circ_new(arena, int, net->n_baths);
    double *Q01 = circ_new(arena, double, net->n_transmons), *width = circ_new(arena, double, net->n_baths);
    double complex *phase = circ_new(arena, double complex, net->n_baths);
    const TouchstoneData **touchstones = circ_new(arena, const TouchstoneData *, net->n_touchstones);
    for (int i = 0; i < net->n_baths; i++) bath_part[i] = networks_bath_part(derivation->networks, i);
    for (int i = 0; i < net->n_baths; i++) width[i] = -1;
    for (int j = 0; j < net->n_transmons; j++) Q01[j] = derivation->qubits[j].Q01;
    *env = (CircEnvironment){derivation->networks, touchstones, bath_part, Q01, phase, width};
    check_losses(derivation);
    if (!read_touchstones(derivation, touchstones)) return NULL;
    if (!couple_networks(derivation, env,
                         circ_new(arena, double complex, largest_response(derivation->networks))))
        return NULL;
    baths_couple_rates(net, derivation->qubits, derivation->baths);
    for (int i = 0; i < net->n_baths; i++)
        phase[i] = settle_phase(net->n_transmons, derivation->baths[i].couplings);
    return env;
}
