#include "build_point.h"

#include "circ/constants.h"

Build *build_qubits(int N, double f01, CircSpan span)
{
    Build *build = build_begin();
    build->net.model.coupling = CIRC_COUPLING_FIRST_ORDER;
    for (int j = 0; j < N; j++) {
        const char *name = circ_arena_format(build->arena, "q[%d]", j + 1);
        CircTransmon *t = build_transmon(build, name, name, "gnd", 70e-15, 0);
        t->f01 = f01;
        t->e.span = span;
    }
    return build;
}

CircRateBath *build_rate_bath(Build *build, const char *name, bool local, double rate, double T)
{
    int i = build->net.n_rate_baths++, n = build->net.n_transmons, *qubits = circ_new(build->arena, int, n);
    for (int j = 0; j < n; j++) qubits[j] = j;
    build->rate_baths[i] =
        (CircRateBath){.name = name, .local = local, .rate = rate, .T = T, .n_qubits = n, .qubits = qubits};
    build->baths[build->net.n_baths++] = (CircBathRef){.name = name, .kind = CIRC_BATH_RATE, .index = i};
    return &build->rate_baths[i];
}

Build *build_figure_5(int N, double T_p)
{
    Build *build = build_qubits(N, 4e9, (CircSpan){1, 2});
    build_rate_bath(build, "hot", false, 0.5e9, CIRC_H * 8e9 / CIRC_KB);
    build_rate_bath(build, "cold", false, 0.5e9, CIRC_H * 2e9 / CIRC_KB);
    build_rate_bath(build, "stray", true, 0.01e9, T_p);
    return build;
}

CircPoint build_model(Build *build)
{
    CircPoint point = {.arena = build->arena, .diags = build->diags, .netlist = &build->net};
    point.circuit = circ_quantise(&build->net, build->arena, build->diags);
    if (point.circuit) point.model = circ_lower(point.circuit, build->arena, build->diags);
    return point;
}

CircPoint build_solution(Build *build, CircSolver *solver)
{
    CircPoint point = build_model(build);
    point.solver = solver;
    if (point.model) point.solution = circ_solve(point.model, &point.options, solver, build->arena, build->diags);
    return point;
}

const CircDiag *build_found(const Build *build, CircCode code)
{
    for (int i = 0; i < circ_diags_count(build->diags); i++)
        if (circ_diags_get(build->diags, i)->code == code) return circ_diags_get(build->diags, i);
    return NULL;
}

int build_count(const Build *build, CircCode code)
{
    int n = 0;
    for (int i = 0; i < circ_diags_count(build->diags); i++)
        n += circ_diags_get(build->diags, i)->code == code;
    return n;
}
