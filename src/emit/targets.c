#include "emit/script.h"
#include "emit/target.h"

static const EmitTarget targets[] = {
    {"json", "the model, for programs: docs/model.schema.json", TARGET_NEEDS_MODEL, NULL, target_json},
    {"qutip", "a Python script that prints the currents", TARGET_NEEDS_SOLUTION, script_obstacle,
     target_qutip},
    {"julia", "the same for QuantumToolbox.jl", TARGET_NEEDS_SOLUTION, script_obstacle, target_julia},
    {"latex", "the master equation with its numbers", TARGET_NEEDS_MODEL, latex_obstacle, target_latex},
    {"spice", "the linearised circuit, for ngspice", TARGET_NEEDS_CIRCUIT, NULL, target_spice},
};

int target_count(void)
{
    return sizeof targets / sizeof *targets;
}

const EmitTarget *target_get(int i)
{
    return &targets[i];
}
