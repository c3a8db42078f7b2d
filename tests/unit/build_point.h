/* build_point.h - the stages behind the netlist, for netlists made by hand. */
#ifndef TESTS_BUILD_POINT_H
#define TESTS_BUILD_POINT_H

#include "circ/study.h"
#include "circuit_builder.h"

/* N qubits at f01 with 70 fF, which no capacitor couples to anything; `span` is that of their array. First
 * order. */
Build *build_qubits(int N, double f01, CircSpan span);

/* A bath given by its rate on all qubits so far. */
CircRateBath *build_rate_bath(Build *build, const char *name, bool local, double rate, double T);

/* The article's Fig. 5: N qubits at 4 GHz, 0.5 /ns to hot and cold (8 and 2 GHz h/k_B), 0.01 /ns to stray at
 * T_p. Baths 0, 1, 2. */
Build *build_figure_5(int N, double T_p);

/* The stages up to and with the model, or the solution; what failed is NULL, and why is in build->diags. */
CircPoint build_model(Build *build);
CircPoint build_solution(Build *build, CircSolver *solver);

const CircDiag *build_found(const Build *build, CircCode code); /* the first with this code, or NULL */
int build_count(const Build *build, CircCode code);

#endif
