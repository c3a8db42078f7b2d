/* model_file.h - models with their expected answers from a text of tests/peers/qutip_models.py, and models by
 * hand. */
#ifndef TESTS_MODEL_FILE_H
#define TESTS_MODEL_FILE_H

#include <stdio.h>

#include "model/lindblad.h"

enum {
    MODEL_SITES = 12,
    MODEL_LEVELS = 8,
    MODEL_BATHS = 4,
    MODEL_TERMS = MODEL_SITES * MODEL_LEVELS,
    MODEL_EXCHANGES = 66,
    MODEL_STATES = 64
};

/* A model and its storage; it points into itself, so it must not be copied. */
typedef struct {
    CircModel model;
    Secular secular;
    CircSite sites[MODEL_SITES];
    double omega[MODEL_SITES][MODEL_LEVELS], charge[MODEL_SITES][MODEL_LEVELS];
    CircModelBath baths[MODEL_BATHS];
    CircTransition terms[MODEL_BATHS][MODEL_TERMS];
    CircSiteExchange exchanges[MODEL_EXCHANGES];
    int n_states;
    double current[MODEL_BATHS], noise[MODEL_BATHS], shot[MODEL_BATHS], Jz, J2, gap,
        populations[MODEL_STATES];
    double levels[MODEL_SITES][MODEL_LEVELS], pairs[MODEL_SITES][MODEL_SITES]; /* pairs: b < a */
} TestModel;

/* N qubits at f0 (Hz) and no bath. */
void test_model_qubits(TestModel *test, int N, double f0);

/* A bath on all qubits with one real amplitude, sqrt(rate). Set the sites' frequencies before. */
void test_model_bath(TestModel *test, bool local, double rate, double T);

/* A qubit's frequency, Hz. Before the baths. */
void test_model_detune(TestModel *test, int site, double f);

/* The article's hot and cold bath and stray local bath. */
void test_model_article(TestModel *test, double gamma_p, double T_p);

/* Scales a bath's amplitude on one site. After the bath. */
void test_model_couple(TestModel *test, int bath, int site, double complex factor);

/* The next model of a file; false at its end. A broken file ends the tests. */
bool test_model_read(TestModel *test, FILE *in);

#endif
