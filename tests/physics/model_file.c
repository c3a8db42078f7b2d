#include "model_file.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "circ/constants.h"

void test_model_qubits(TestModel *t, int N, double f0)
{
    static const char *const names[MODEL_SITES] = {"q[1]", "q[2]", "q[3]", "q[4]",  "q[5]",  "q[6]",
                                                   "q[7]", "q[8]", "q[9]", "q[10]", "q[11]", "q[12]"};
    memset(t, 0, sizeof *t);
    for (int j = 0; j < N; j++) {
        t->charge[j][0] = 1;
        t->sites[j] = (CircSite){.name = names[j], .levels = 2, .omega = t->omega[j], .charge = t->charge[j]};
        test_model_detune(t, j, f0);
    }
    t->model = (CircModel){.n_sites = N, .sites = t->sites, .baths = t->baths, .exchanges = t->exchanges};
}

void test_model_detune(TestModel *t, int site, double f)
{
    t->omega[site][1] = 2 * CIRC_PI * f;
}

void test_model_bath(TestModel *t, bool local, double rate, double T)
{
    int b = t->model.n_baths++;
    for (int j = 0; j < t->model.n_sites; j++) {
        double w = t->omega[j][1];
        t->terms[b][j] = (CircTransition){j, 0, 1, w, sqrt(rate), circ_occupation(w / (2 * CIRC_PI), T)};
    }
    t->baths[b] = (CircModelBath){.T = T, .local = local, .n_terms = t->model.n_sites, .terms = t->terms[b]};
}

void test_model_article(TestModel *t, double gamma_p, double T_p)
{
    double nu = CIRC_H / CIRC_KB; /* T = h nu/k_B */
    test_model_bath(t, false, 0.5e9, 8e9 * nu);
    test_model_bath(t, false, 0.5e9, 2e9 * nu);
    if (gamma_p > 0) test_model_bath(t, true, gamma_p, T_p);
}

void test_model_couple(TestModel *t, int bath, int site, double complex factor)
{
    t->terms[bath][site].amplitude *= factor;
}

static void broken(const char *what)
{
    fprintf(stderr, "the model file is broken at '%s'\n", what);
    abort();
}

static double number(FILE *in)
{
    double x;
    if (fscanf(in, "%lf", &x) != 1) broken("a number");
    return x;
}

static void expect(FILE *in, const char *word)
{
    char found[32];
    if (fscanf(in, "%31s", found) != 1 || strcmp(found, word) != 0) broken(word);
}

static void read_site(TestModel *t, int j, FILE *in)
{
    expect(in, "site");
    int levels = (int)number(in);
    for (int k = 0; k < levels; k++) t->omega[j][k] = number(in);
    for (int k = 0; k + 1 < levels; k++) t->charge[j][k] = number(in);
    t->sites[j] = (CircSite){.levels = levels, .omega = t->omega[j], .charge = t->charge[j]};
    t->n_states *= levels;
}

static void read_bath(TestModel *t, int b, FILE *in)
{
    expect(in, "bath");
    bool local = number(in) != 0;
    double T = number(in);
    int n = (int)number(in);
    for (int i = 0; i < n; i++) {
        expect(in, "term");
        CircTransition *term = &t->terms[b][i];
        term->site = (int)number(in);
        term->lower = (int)number(in);
        term->upper = (int)number(in);
        term->omega = number(in);
        double re = number(in), im = number(in);
        term->amplitude = re + im * I;
        term->n = number(in);
    }
    t->baths[b] = (CircModelBath){.T = T, .local = local, .n_terms = n, .terms = t->terms[b]};
}

static void read_numbers(FILE *in, const char *word, int n, double *x)
{
    expect(in, word);
    for (int i = 0; i < n; i++) x[i] = number(in);
}

static void read_sites(TestModel *t, FILE *in)
{
    expect(in, "levels");
    for (int j = 0; j < t->model.n_sites; j++)
        for (int k = 0; k < t->sites[j].levels; k++) t->levels[j][k] = number(in);
    expect(in, "pairs");
    for (int a = 0; a < t->model.n_sites; a++)
        for (int b = 0; b < a; b++) t->pairs[a][b] = number(in);
}

bool test_model_read(TestModel *t, FILE *in)
{
    char word[32];
    if (fscanf(in, "%31s", word) != 1) return false;
    memset(t, 0, sizeof *t);
    t->n_states = 1;
    t->model = (CircModel){.sites = t->sites, .baths = t->baths, .exchanges = t->exchanges};
    t->model.n_sites = (int)number(in);
    t->model.n_exchanges = (int)number(in);
    t->model.n_baths = (int)number(in);
    t->secular.kind = (SecularKind)number(in);
    t->secular.width = number(in);
    for (int j = 0; j < t->model.n_sites; j++) read_site(t, j, in);
    for (int x = 0; x < t->model.n_exchanges; x++) {
        expect(in, "exchange");
        t->exchanges[x].a = (int)number(in);
        t->exchanges[x].b = (int)number(in);
        t->exchanges[x].g = number(in);
    }
    for (int b = 0; b < t->model.n_baths; b++) read_bath(t, b, in);
    read_numbers(in, "current", t->model.n_baths, t->current);
    read_numbers(in, "noise", t->model.n_baths, t->noise);
    read_numbers(in, "shot", t->model.n_baths, t->shot);
    double spin[2];
    read_numbers(in, "spin", 2, spin);
    t->Jz = spin[0];
    t->J2 = spin[1];
    read_numbers(in, "gap", 1, &t->gap);
    read_numbers(in, "populations", t->n_states, t->populations);
    read_sites(t, in);
    return true;
}
