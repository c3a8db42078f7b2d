/* Random models in time against QuTiP's mesolve: tests/peers/qutip_transient.py makes them while this runs.
 */
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdlib.h>

#include "circ/constants.h"
#include "model_file.h"
#include "solve/evolution.h"

void suite_transient_qutip(void);

enum { MODELS = 20, MOST_TIMES = 16 };

/* What mesolve reaches with the tolerances that it is given. */
static const double TOLERANCE = 1e-9;

static const char *find_python(void)
{
    static const char *const candidates[] = {"/usr/bin/python3", "python3"};
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        char command[128];
        snprintf(command, sizeof command, "%s -c 'import qutip' >/dev/null 2>&1", candidates[i]);
        if (system(command) == 0) return candidates[i];
    }
    return NULL;
}

static double number(FILE *in)
{
    double x = NAN;
    CU_ASSERT_EQUAL_FATAL(fscanf(in, "%lf", &x), 1);
    return x;
}

static void skip_word(FILE *in)
{
    char word[32];
    CU_ASSERT_EQUAL_FATAL(fscanf(in, "%31s", word), 1);
}

static CircTransient read_transient(FILE *in, double *times)
{
    static const CircInitialKind kinds[] = {CIRC_INITIAL_GROUND, CIRC_INITIAL_EXCITED, CIRC_INITIAL_THERMAL,
                                            CIRC_INITIAL_DICKE};
    CircTransient transient = {.times = times};
    skip_word(in);
    transient.start.kind = kinds[(int)number(in)];
    transient.start.T = number(in);
    transient.start.J = number(in);
    transient.start.M = number(in);
    skip_word(in);
    transient.n = (int)number(in);
    CU_ASSERT_FATAL(transient.n <= MOST_TIMES);
    for (int i = 0; i < transient.n; i++) times[i] = number(in);
    return transient;
}

/* Currents are held against the largest that a quantum exchanged at the rate of the fastest jump would make.
 */
static void compare(const Record *record, double scale, FILE *in)
{
    for (int i = 0; i < record->transient->n; i++) {
        skip_word(in);
        for (int b = 0; b < record->model->n_baths; b++)
            CU_ASSERT(fabs(record->at[i].Q[b] - number(in)) <= TOLERANCE * scale);
        skip_word(in);
        CU_ASSERT(fabs(record->at[i].Jz - number(in)) <= TOLERANCE);
    }
}

static void transients_agree_with_mesolve(void)
{
    const char *python = find_python();
    if (!python) {
        printf("\n    SKIPPED: no python3 with QuTiP (make deps-peers installs it); %d transients not "
               "compared\n",
               MODELS);
        return;
    }
    char command[160];
    snprintf(command, sizeof command, "%s -B tests/peers/qutip_transient.py 1 %d /dev/stdout", python,
             MODELS);
    FILE *in = popen(command, "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(in);
    static TestModel t;
    Evolution memory = {0};
    int count = 0;
    while (test_model_read(&t, in)) {
        double times[MOST_TIMES];
        CircArena *arena = circ_arena_create();
        CircTransient transient = read_transient(in, times);
        Record record = record_create(&t.model, &transient, arena);
        CU_ASSERT_EQUAL_FATAL(evolve_sector(&memory, &record, t.secular, false, arena), CIRC_OK);
        compare(&record, CIRC_HBAR * t.omega[0][1] * memory.sector.rate, in);
        circ_arena_free(arena);
        count++;
    }
    CU_ASSERT_EQUAL(pclose(in), 0);
    CU_ASSERT_EQUAL(count, MODELS);
    evolution_free(&memory);
}

void suite_transient_qutip(void)
{
    CU_pSuite suite = CU_add_suite("transient_qutip", NULL, NULL);
    CU_ADD_TEST(suite, transients_agree_with_mesolve);
}
