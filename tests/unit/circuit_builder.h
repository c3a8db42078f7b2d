/* circuit_builder.h - netlists made by hand, for tests of the circuit stage. */
#ifndef TESTS_CIRCUIT_BUILDER_H
#define TESTS_CIRCUIT_BUILDER_H

#include "circ/circuit.h"

enum { BUILD_MOST = 512 };

typedef struct {
    CircArena *arena;
    CircDiags *diags;
    CircNetlist net; /* its lists are the arrays below */
    CircNode nodes[BUILD_MOST];
    CircCapacitor capacitors[BUILD_MOST];
    CircInductor inductors[BUILD_MOST];
    CircMutual mutuals[BUILD_MOST];
    CircLine lines[BUILD_MOST];
    CircTouchstone touchstones[8];
    CircResistor resistors[BUILD_MOST];
    CircResonator resonators[BUILD_MOST];
    CircTransmon transmons[BUILD_MOST];
    CircRateBath rate_baths[8];
    CircBathRef baths[BUILD_MOST];
} Build;

Build *build_begin(void);
void build_end(Build *build);

int build_node(Build *build, const char *name); /* "gnd" is 0 */
void build_capacitor(Build *build, const char *a, const char *b, double C);
int build_inductor(Build *build, const char *a, const char *b, double L);
void build_mutual(Build *build, int a, int b, double k);
int build_resistor(Build *build, const char *name, const char *a, const char *b, double R, double T);
int build_resonator(Build *build, const char *name, const char *a, const char *b, double R, double L,
                    double C, double T);
CircLine *build_line(Build *build, const char *a, const char *b, double Z0, double delay);
CircTransmon *build_transmon(Build *build, const char *name, const char *a, const char *b, double C,
                             double EJ_over_h);
CircTouchstone *build_touchstone(Build *build, const char *path, int n_ports, const int *nodes);

/* The exact derivation; NULL after errors (in build->diags). */
const CircCircuit *build_quantise(Build *build);

/* Whether some diagnostic has this code and, where text is not NULL, these words. */
bool build_said(const Build *build, CircCode code, const char *text);

/* The article's topology: N transmons, each with C_c to the hot and the cold node; an RLC at each of these.
 */
Build *build_valve(int N, double C_T, double C_c, double EJ_over_h, double R, double L, double C, double T_h,
                   double T_c);

#endif
