/* Circuit to master equation: what is lowered, what the checker finds, what is printed. */
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "build_point.h"
#include "circ/constants.h"
#include "model/identical.h"

static void terms_are_the_couplings_at_their_frequencies(void)
{
    Build *build = build_figure_5(3, 0.05);
    CircPoint point = build_model(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(point.model);
    CU_ASSERT_EQUAL(point.model->n_sites, 3);
    CU_ASSERT_EQUAL(point.model->n_baths, 3);
    CU_ASSERT(point.model->identical);
    CU_ASSERT_DOUBLE_EQUAL(point.model->sites[2].omega[1], 2 * CIRC_PI * 4e9, 1e-4);
    for (int b = 0; b < 3; b++) {
        const CircModelBath *bath = &point.model->baths[b];
        CU_ASSERT_EQUAL(bath->local, b == 2);
        CU_ASSERT_EQUAL_FATAL(bath->n_terms, 3);
        for (int i = 0; i < 3; i++) {
            CU_ASSERT_EQUAL(bath->terms[i].site, i);
            CU_ASSERT_DOUBLE_EQUAL(creal(bath->terms[i].amplitude), sqrt(b == 2 ? 0.01e9 : 0.5e9), 1e-9);
            CU_ASSERT_EQUAL(bath->terms[i].n, point.circuit->baths[b].couplings[i].n);
        }
    }
    build_end(build);
}

/* Transition k has sqrt(k + 1) times the charge, and rate and occupation at its own frequency. */
static void more_levels_have_a_term_each(void)
{
    Build *build = build_valve(2, 70e-15, 4e-15, 9.2e9, 1000, 1.9894367886486918e-09, 7.957747154594767e-13,
                               0.384, 0.096);
    build->net.model.coupling = CIRC_COUPLING_FIRST_ORDER;
    build->net.model.levels = 3;
    CircPoint point = build_model(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(point.model);
    CU_ASSERT_FALSE(point.model->identical);
    const CircModelBath *hot = &point.model->baths[0];
    CU_ASSERT_EQUAL_FATAL(hot->n_terms, 4);
    const CircTransition *term = &hot->terms[3];
    const CircQubit *qubit = &point.circuit->qubits[1];
    double f12 = qubit->f01 + qubit->anharmonicity;
    CU_ASSERT(term->site == 1 && term->lower == 1 && term->upper == 2);
    CU_ASSERT_DOUBLE_EQUAL(term->omega / (2 * CIRC_PI * f12), 1, 1e-14);
    CU_ASSERT_DOUBLE_EQUAL(term->n, circ_occupation(f12, 0.384), 1e-14);
    CU_ASSERT_DOUBLE_EQUAL(
        creal(term->amplitude) / (sqrt(2) * creal(circ_amplitude(point.circuit, 0, 1, f12))), 1, 1e-14);
    Difference difference = model_difference(point.model);
    char text[320];
    CU_ASSERT_STRING_EQUAL(difference_text(point.model, difference, text, sizeof text), "'q0' has 3 levels");
    build_end(build);
}

/* What keeps qubits from being identical is named. */
static void check_difference(Build *build, const char *expected)
{
    CircPoint point = build_model(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(point.model);
    char text[320];
    Difference difference = model_difference(point.model);
    CU_ASSERT_EQUAL(point.model->identical, difference.kind == ALIKE);
    CU_ASSERT_STRING_EQUAL(difference_text(point.model, difference, text, sizeof text), expected);
    build_end(build);
}

static void the_first_difference_is_named(void)
{
    check_difference(build_figure_5(4, 0.05), "all sites are alike");
    Build *build = build_figure_5(4, 0.05);
    build->transmons[2].f01 = 4.1e9;
    check_difference(build, "'q[1]' is at 4 GHz, 'q[3]' at 4.1 GHz");
    build = build_figure_5(4, 0.05);
    build->rate_baths[1].n_qubits = 3;
    check_difference(build, "bath 'cold' acts on 'q[1]', but not on 'q[4]'");
    static const int last[] = {2, 3};
    build = build_figure_5(4, 0.05);
    build->rate_baths[2].qubits = last;
    build->rate_baths[2].n_qubits = 2;
    check_difference(build, "bath 'stray' acts on 'q[3]', but not on 'q[1]'");
    build = build_figure_5(4, 0.05);
    build->rate_baths[0].n_qubits = 0; /* acts on none: no difference */
    check_difference(build, "all sites are alike");
    build = build_valve(2, 70e-15, 4e-15, 9.2e9, 1000, 2e-9, 8e-13, 0.384, 0.096);
    build->net.model.coupling = CIRC_COUPLING_FIRST_ORDER;
    build_capacitor(build, "q1", "h", 4e-15); /* twice the coupling, hence another frequency */
    for (int j = 0; j < 2; j++) build->transmons[j].f01 = 4e9, build->transmons[j].EJ = 0;
    CircPoint point = build_model(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(point.model);
    Difference difference = model_difference(point.model);
    CU_ASSERT_EQUAL(difference.kind, DIFFERENT_AMPLITUDE);
    CU_ASSERT(difference.a == 0 && difference.b == 1 && difference.bath == 0);
    build_end(build);
}

static void rounding_is_no_difference(void)
{
    Build *build = build_figure_5(2, 0.05);
    build->transmons[1].f01 *= 1 + 1e-14;
    check_difference(build, "all sites are alike");
}

/* A model that can be spoilt. */
typedef struct {
    Build *build;
    CircModel model;
    CircSite sites[2];
    CircModelBath baths[3];
    CircTransition terms[2];
    double omega[2];
} Spoilt;

static Spoilt *spoilt(void)
{
    Spoilt *s = calloc(1, sizeof *s);
    CU_ASSERT_PTR_NOT_NULL_FATAL(s);
    s->build = build_figure_5(2, 0.05);
    const CircModel *sound = build_model(s->build).model;
    CU_ASSERT_PTR_NOT_NULL_FATAL(sound);
    s->model = *sound;
    memcpy(s->sites, sound->sites, sizeof s->sites);
    memcpy(s->baths, sound->baths, sizeof s->baths);
    memcpy(s->terms, sound->baths[1].terms, sizeof s->terms);
    memcpy(s->omega, sound->sites[0].omega, sizeof s->omega);
    s->model.sites = s->sites;
    s->model.baths = s->baths;
    s->baths[1].terms = s->terms;
    s->sites[0].omega = s->omega;
    CU_ASSERT_PTR_NULL(circ_model_check(&s->model));
    return s;
}

static void check_found(Spoilt *s, const char *words)
{
    const char *found = circ_model_check(&s->model);
    CU_ASSERT_PTR_NOT_NULL_FATAL(found);
    CU_ASSERT_PTR_NOT_NULL(strstr(found, words));
    build_end(s->build);
    free(s);
}

static void each_broken_invariant_is_found(void)
{
    Spoilt *s = spoilt();
    s->sites[1].levels = 1;
    check_found(s, "fewer than two levels");
    s = spoilt();
    s->omega[0] = 1;
    check_found(s, "ground state");
    s = spoilt();
    s->omega[1] = -1;
    check_found(s, "ascend");
    s = spoilt();
    s->omega[1] = NAN;
    check_found(s, "ascend");
    s = spoilt();
    s->baths[0].T = -1;
    check_found(s, "temperature");
    s = spoilt();
    s->baths[0].T = INFINITY;
    check_found(s, "temperature");
    s = spoilt();
    s->terms[1].site = 2;
    check_found(s, "site that does not exist");
    s = spoilt();
    s->terms[0].site = 1, s->terms[1].site = 0;
    check_found(s, "order of the sites");
    s = spoilt();
    s->terms[0].upper = 2;
    check_found(s, "levels that do not exist");
    s = spoilt();
    s->terms[0].lower = 1;
    check_found(s, "levels that do not exist");
    s = spoilt();
    s->terms[0].amplitude = NAN;
    check_found(s, "not finite");
    s = spoilt();
    s->terms[0].omega *= 1.001;
    check_found(s, "site's frequency");
    s = spoilt();
    s->terms[0].n *= 1.001;
    check_found(s, "detailed balance");
    s = spoilt();
    s->terms[0].n = NAN;
    check_found(s, "detailed balance");
    s = spoilt();
    CircSiteExchange self = {.a = 1, .b = 1, .g = 1};
    s->model.exchanges = &self;
    s->model.n_exchanges = 1;
    check_found(s, "exchange");
}

typedef void Printer(const CircPoint *point, FILE *out);

static void print_circuit(const CircPoint *point, FILE *out)
{
    circ_circuit_print(point->circuit, out);
}

static void print_model(const CircPoint *point, FILE *out)
{
    circ_model_print(point->model, out);
}

static void check_print(const CircPoint *point, Printer *print, const char *const *expected)
{
    char *text = NULL, *again = NULL;
    size_t size = 0;
    for (int i = 0; i < 2; i++) {
        FILE *out = open_memstream(i ? &again : &text, &size);
        CU_ASSERT_PTR_NOT_NULL_FATAL(out);
        print(point, out);
        fclose(out);
    }
    CU_ASSERT_STRING_EQUAL(text, again);
    for (; *expected; expected++) {
        CU_ASSERT_PTR_NOT_NULL(strstr(text, *expected));
        if (!strstr(text, *expected)) printf("\nno '%s' in:\n%s", *expected, text);
    }
    free(text);
    free(again);
}

static void prints_fold_equal_qubits_and_have_units(void)
{
    Build *build = build_figure_5(400, 0.05);
    CircPoint point = build_model(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(point.model);
    const char *circuit[] = {"q[1] ... q[400]", "4 GHz",   "-276.718 MHz", "70 fF",
                             "50 mK",           "500 /us", "10 /us",       NULL};
    check_print(&point, print_circuit, circuit);
    const char *model[] = {"400 identical sites", "D of hot, T = 383.939 mK", "each site",
                           "down 1.27075 /ns  up 770.747 /us", NULL};
    check_print(&point, print_model, model);
    build_end(build);
    build = build_figure_5(2, 0);
    build->transmons[1].f01 = 3e9;
    point = build_model(build);
    CU_ASSERT_PTR_NOT_NULL_FATAL(point.model);
    const char *distinct[] = {"2 sites, not all alike: 'q[1]' is at 4 GHz, 'q[2]' at 3 GHz", "D of stray, T = 0 K",
                              NULL};
    check_print(&point, print_model, distinct);
    build_end(build);
}

/* Baths given by their rate need a few hundred bytes a qubit, and nothing that grows faster than the number
 * of qubits. */
static void memory_grows_with_the_number_of_qubits(void)
{
    double per_qubit[2];
    for (int i = 0; i < 2; i++) {
        int N = i ? 400 : 200;
        Build *build = build_figure_5(N, 0.05);
        size_t before = circ_arena_bytes(build->arena);
        CU_ASSERT_PTR_NOT_NULL(build_model(build).model);
        per_qubit[i] = (double)(circ_arena_bytes(build->arena) - before) / N;
        build_end(build);
    }
    CU_ASSERT(per_qubit[1] < 600);
    CU_ASSERT(per_qubit[1] <= per_qubit[0]);
}

void suite_model(void)
{
    CU_pSuite suite = CU_add_suite("model", NULL, NULL);
    CU_ADD_TEST(suite, terms_are_the_couplings_at_their_frequencies);
    CU_ADD_TEST(suite, more_levels_have_a_term_each);
    CU_ADD_TEST(suite, the_first_difference_is_named);
    CU_ADD_TEST(suite, rounding_is_no_difference);
    CU_ADD_TEST(suite, each_broken_invariant_is_found);
    CU_ADD_TEST(suite, prints_fold_equal_qubits_and_have_units);
    CU_ADD_TEST(suite, memory_grows_with_the_number_of_qubits);
}
