/* Transients: closed forms, an integration of the burst by other means, method against method, the steady
 * state. */
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "circ/constants.h"
#include "model_file.h"
#include "run_text.h"
#include "solve/evolution.h"
#include "solve/steady.h"

void suite_transient(void);

static bool is_near(double a, double b, double tolerance)
{
    return fabs(a - b) <= tolerance;
}

static double time_of(const Run *run, int row)
{
    return run->results->rows[row].params[run->results->n_params - 1].value.si;
}

/* ---- through all stages */

/* p' = gamma n (1 - p) - gamma (1 + n) p, whose solution decays at gamma (2n + 1). */
static void one_qubit_relaxes(void)
{
    const char *starts[] = {"ground", "excited", "thermal(300 mK)"};
    double quantum = CIRC_H * 5e9, gamma = 2e7, n = 1 / expm1(quantum / (CIRC_KB * 0.2));
    double first[] = {0, 1, 1 / (1 + exp(quantum / (CIRC_KB * 0.3)))};
    for (int s = 0; s < 3; s++) {
        char text[400];
        snprintf(text, sizeof text,
                 "transmon q (q, gnd) C = 70 fF f01 = 5 GHz\nbath b local(q) rate = 20 /us T = 200 mK\n"
                 "transient to 300 ns steps 31 from %s\noutput Q(b), Jz, population(q, 1)\n",
                 starts[s]);
        Run run = run_text(text);
        CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
        CU_ASSERT_EQUAL_FATAL(run.results->n_rows, 31);
        for (int i = 0; i < 31; i++) {
            double limit = n / (2 * n + 1),
                   p = limit + (first[s] - limit) * exp(-gamma * (2 * n + 1) * 1e-8 * i);
            CU_ASSERT(is_near(time_of(&run, i), 1e-8 * i, 1e-22));
            CU_ASSERT(is_near(run_output(&run, i, "Jz"), p - 0.5, 1e-9));
            CU_ASSERT(is_near(run_output(&run, i, "population(q,1)"), p, 1e-9));
            CU_ASSERT(is_near(run_output(&run, i, "Q(b)") / quantum, gamma * (n * (1 - p) - (1 + n) * p),
                              1e-9 * gamma));
        }
        run_free(&run);
    }
}

enum { QUBITS = 100, ROWS = 201 };

/* Steps m -> m - 1 at rate m (N - m + 1), over a time t: exp(Wt) = e^(-Lt) sum_k (Lt)^k/k! (1 + W/L)^k, L the
 * largest rate; every term is positive. */
static void uniformise(double *p, double t)
{
    double largest = (QUBITS + 1) * (QUBITS + 1) / 4.0, term[QUBITS + 1], sum[QUBITS + 1] = {0},
           weight = exp(-largest * t);
    memcpy(term, p, sizeof term);
    for (int k = 1; k < 400; k++) {
        for (int m = 0; m <= QUBITS; m++) sum[m] += weight * term[m];
        for (int m = 0; m <= QUBITS; m++) {
            double here = m * (QUBITS - m + 1.0), above = m < QUBITS ? (m + 1.0) * (QUBITS - m) : 0;
            term[m] += (m < QUBITS ? above * term[m + 1] : 0) / largest - here / largest * term[m];
        }
        weight *= largest * t / k;
    }
    memcpy(p, sum, sizeof sum);
}

/* All that the qubits had comes out, in a burst of about hbar w0 gamma N^2/4 at about ln N/(gamma N). Gross
 * and Haroche, Phys. Rep. 93, 301 (1982). */
static void hundred_excited_qubits_burst(void)
{
    double quantum = CIRC_H * 4e9, gamma = 1e6, p[QUBITS + 1] = {0}, peak = 0, peak_time = 0, energy = 0;
    Run run = run_text(
        "param N = 100\ntransmon q[1:N] (q[*], gnd) C = 70 fF f01 = 4 GHz\n"
        "bath cold collective(q[*]) rate = 1 /us T = 0 K\ntransient to 200 ns steps 201 from excited\n"
        "output Q(cold), J2\n");
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
    CU_ASSERT_EQUAL_FATAL(run.results->n_rows, ROWS);
    p[QUBITS] = 1;
    for (int i = 0; i < ROWS; i++) {
        double power = -run_output(&run, i, "Q(cold)") / (quantum * gamma), exact = 0;
        for (int m = 0; m <= QUBITS; m++) exact += p[m] * m * (QUBITS - m + 1);
        CU_ASSERT(is_near(power, exact, 1e-8 * QUBITS * QUBITS / 5));
        CU_ASSERT(is_near(run_output(&run, i, "J2"), 2550, 1e-6));
        if (power > peak) {
            peak = power;
            peak_time = gamma * time_of(&run, i);
        }
        energy += power * gamma * 1e-9 * (i == 0 || i == ROWS - 1 ? 1 : i % 2 ? 4 : 2) / 3;
        uniformise(p, gamma * 1e-9);
    }
    double left = 0;
    for (int m = 0; m <= QUBITS; m++) left += p[m] * m;
    CU_ASSERT(is_near(energy, QUBITS - left, 1e-3));
    CU_ASSERT(peak > 0.6 * QUBITS * QUBITS / 4 && peak < QUBITS * QUBITS / 4.0);
    CU_ASSERT(is_near(peak_time, log(QUBITS) / QUBITS, 0.2 * log(QUBITS) / QUBITS));
    run_free(&run);
}

static void the_end_is_the_steady_state(void)
{
    const char *models[] = {
        "param N = 20\ntransmon q[1:N] (q[*], gnd) C = 70 fF f01 = 4 GHz\n"
        "bath hot collective(q[*]) rate = 0.5 /ns T = 384 mK\n"
        "bath cold collective(q[*]) rate = 0.5 /ns T = 96 mK\n"
        "bath stray local(q[*]) rate = 0.01 /ns T = 50 mK\noutput Q(hot), Q(cold), Q(stray), J2\n",
        "transmon a (a, gnd) C = 70 fF f01 = 4 GHz\ntransmon b (b, gnd) C = 70 fF f01 = 4.3 GHz\n"
        "transmon c (c, gnd) C = 70 fF f01 = 4.31 GHz\n"
        "bath hot collective(a, b, c) rate = 0.05 /ns T = 384 mK\n"
        "bath cold collective(a, b, c) rate = 0.02 /ns T = 96 mK\n"
        "bath stray local(a, b, c) rate = 0.01 /ns T = 50 mK\n"
        "output Q(hot), Q(cold), Q(stray), J2\n"};
    const char *names[] = {"Q(hot)", "Q(cold)", "Q(stray)"};
    for (int k = 0; k < 2; k++) {
        char text[1000];
        Run steady = run_text(models[k]);
        snprintf(text, sizeof text, "%stransient to 10 us steps 3 from excited\n", models[k]);
        Run run = run_text(text);
        CU_ASSERT_PTR_NOT_NULL_FATAL(run.results);
        double scale = fabs(run_output(&steady, 0, "Q(hot)"));
        for (int b = 0; b < 3; b++)
            CU_ASSERT(is_near(run_output(&run, 2, names[b]), run_output(&steady, 0, names[b]), 1e-8 * scale));
        CU_ASSERT(is_near(run_output(&run, 2, "J2") / run_output(&steady, 0, "J2"), 1, 1e-8));
        run_free(&run);
        run_free(&steady);
    }
}

/* ---- the methods by themselves */

typedef struct {
    CircArena *arena;
    Evolution memory;
    double times[65];
    CircTransient transient;
} Bench;

enum { TIMES = 65 };

static void bench_start(Bench *bench, double end, CircInitial start)
{
    *bench = (Bench){.arena = circ_arena_create()};
    for (int i = 0; i < TIMES; i++) bench->times[i] = end * i / (TIMES - 1);
    bench->transient = (CircTransient){.n = TIMES, .times = bench->times, .start = start};
}

static void bench_end(Bench *bench)
{
    evolution_free(&bench->memory);
    circ_arena_free(bench->arena);
}

static double sum_of(const CircSolution *s, int n_baths)
{
    double sum = 0;
    for (int b = 0; b < n_baths; b++) sum += s->Q[b];
    return sum;
}

static const CircInitial starts[] = {{.kind = CIRC_INITIAL_GROUND},
                                     {.kind = CIRC_INITIAL_EXCITED},
                                     {.kind = CIRC_INITIAL_THERMAL, .T = 0.15},
                                     {.kind = CIRC_INITIAL_DICKE, .J = 3, .M = 1}};

/* The energy that the baths gave is the energy that is there: Simpson's rule over the sum of the currents. */
static void check_energy(const Record *record, double quantum)
{
    double given = 0, step = record->at[1].t, gross = 0;
    for (int i = 0; i < TIMES; i++) {
        double sum = sum_of(&record->at[i], record->model->n_baths);
        given += sum * step / 3 * (i == 0 || i == TIMES - 1 ? 1 : i % 2 ? 4 : 2);
        gross = fmax(gross, fabs(sum) * record->at[TIMES - 1].t);
    }
    CU_ASSERT(is_near(given, quantum * (record->at[TIMES - 1].Jz - record->at[0].Jz), 1e-6 * gross));
}

static void ladder_is_sector(void)
{
    static TestModel t;
    Bench bench;
    for (int local = 0; local < 2; local++)
        for (size_t s = 0; s < sizeof starts / sizeof *starts; s++) {
            test_model_qubits(&t, 6, 4e9);
            test_model_bath(&t, false, 0.02e9, 0.3);
            test_model_bath(&t, false, 0.05e9, 0.05);
            if (local) test_model_bath(&t, true, 0.01e9, 0.1);
            bench_start(&bench, 10e-9, starts[s]);
            Record a = record_create(&t.model, &bench.transient, bench.arena),
                   b = record_create(&t.model, &bench.transient, bench.arena);
            CU_ASSERT_EQUAL_FATAL(evolve_ladder(&bench.memory, &a, true, bench.arena), CIRC_OK);
            CU_ASSERT_EQUAL_FATAL(evolve_sector(&bench.memory, &b, (Secular){0}, true, bench.arena), CIRC_OK);
            double scale = CIRC_HBAR * t.omega[0][1] * 0.05e9 * 12;
            for (int i = 0; i < TIMES; i++) {
                for (int k = 0; k < t.model.n_baths; k++)
                    CU_ASSERT(is_near(a.at[i].Q[k], b.at[i].Q[k], 1e-9 * scale));
                CU_ASSERT(is_near(a.at[i].J2, b.at[i].J2, 1e-8));
                CU_ASSERT(is_near(a.sites[i].population[1], b.sites[i].population[1], 1e-9));
                CU_ASSERT(is_near(a.sites[i].coherence[0], b.sites[i].coherence[0], 1e-9));
                CU_ASSERT(a.at[i].residual <= 1e-10 && a.at[i].imbalance <= 1e-10);
            }
            check_energy(&a, CIRC_HBAR * t.omega[0][1]);
            check_energy(&b, CIRC_HBAR * t.omega[0][1]);
            bench_end(&bench);
        }
}

/* The same start in groups and qubit by qubit. */
static void starts_do_not_depend_on_the_basis(void)
{
    static TestModel t;
    for (size_t s = 0; s < sizeof starts / sizeof *starts; s++) {
        double Jz[2], J2[2], Q[2][2];
        test_model_qubits(&t, 6, 4e9);
        for (int j = 2; j < 6; j++) test_model_detune(&t, j, 4.4e9);
        test_model_bath(&t, false, 0.02e9, 0.3);
        test_model_bath(&t, true, 0.01e9, 0.1);
        for (int group = 0; group < 2; group++) {
            Lindblad lindblad;
            Sector sector;
            HeatFlow flow[2];
            CU_ASSERT_EQUAL_FATAL(lindblad_create(&lindblad, &t.model, (Secular){0}, group), CIRC_OK);
            CU_ASSERT_EQUAL_FATAL(sector_create(&sector, &lindblad, (size_t)1 << 30), CIRC_OK);
            double *x = malloc(sector.n * sizeof *x);
            CU_ASSERT_EQUAL_FATAL(sector_start(&sector, &t.model, &starts[s], x), CIRC_OK);
            CU_ASSERT(is_near(sector_trace(&sector, x), 1, 1e-14));
            Jz[group] = sector_Jz(&sector, x);
            J2[group] = sector_J2(&sector, x);
            heat_flow(&sector, x, flow);
            for (int b = 0; b < 2; b++) Q[group][b] = flow[b].current;
            free(x);
            sector_free(&sector);
            lindblad_free(&lindblad);
        }
        CU_ASSERT(is_near(Jz[0], Jz[1], 1e-13));
        CU_ASSERT(is_near(J2[0], J2[1], 1e-12));
        for (int b = 0; b < 2; b++) CU_ASSERT(is_near(Q[0][b] / Q[1][b], 1, 1e-12));
    }
}

/* An excitation swaps between two qubits at the frequency of their exchange, and no bath takes part. */
static void an_excitation_swaps(void)
{
    static TestModel t;
    Bench bench;
    double g = 2 * CIRC_PI * 20e6, ratio = 0.7;
    test_model_qubits(&t, 2, 4e9);
    test_model_detune(&t, 1, 4e9 + 2 * ratio * 20e6);
    t.model.n_exchanges = 1;
    t.exchanges[0] = (CircSiteExchange){0, 1, g};
    bench_start(&bench, 100e-9, (CircInitial){.kind = CIRC_INITIAL_DICKE, .J = 1, .M = 0});
    Record record = record_create(&t.model, &bench.transient, bench.arena);
    CU_ASSERT_EQUAL_FATAL(evolve_sector(&bench.memory, &record, (Secular){0}, true, bench.arena), CIRC_OK);
    /* the spin (x, y, z) of |01>, |10> turns from x around (g, 0, ratio g): z = n_x n_z (1 - cos 2 |w| t) */
    double w = g * sqrt(1 + ratio * ratio), product = ratio / (1 + ratio * ratio);
    for (int i = 0; i < TIMES; i++) {
        double z = product * (1 - cos(2 * w * bench.times[i]));
        CU_ASSERT(is_near(fabs(record.sites[i].population[1] - 0.5), fabs(z / 2), 1e-8));
        CU_ASSERT_EQUAL(record.at[i].Jz, record.at[0].Jz);
    }
    bench_end(&bench);
}

static void a_large_lattice_is_refused(void)
{
    Run run =
        run_text("transmon q[1:5000] (q[*], gnd) C = 70 fF f01 = 4 GHz\n"
                 "bath stray local(q[*]) rate = 0.01 /ns T = 50 mK\ntransient to 1 us steps 2 from ground\n");
    CU_ASSERT_PTR_NULL(run.results);
    CU_ASSERT_TRUE(run_has_code(&run, CIRC_E0703));
    run_free(&run);
}

void suite_transient(void)
{
    CU_pSuite suite = CU_add_suite("transient", NULL, NULL);
    CU_ADD_TEST(suite, one_qubit_relaxes);
    CU_ADD_TEST(suite, hundred_excited_qubits_burst);
    CU_ADD_TEST(suite, the_end_is_the_steady_state);
    CU_ADD_TEST(suite, ladder_is_sector);
    CU_ADD_TEST(suite, starts_do_not_depend_on_the_basis);
    CU_ADD_TEST(suite, an_excitation_swaps);
    CU_ADD_TEST(suite, a_large_lattice_is_refused);
}
