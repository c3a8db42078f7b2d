#include "circ/study.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/output.h"
#include "emit/target.h"

typedef struct {
    CommonOptions common;
    const EmitTarget *target;
    const char *file, *out;
} Options;

static EmitSubject subject_of(const Input *input, const CircPoint *point)
{
    return (EmitSubject){point->circuit, point->model, point->solution, input->arena};
}

/* False after reporting why the target cannot hold the point's model. */
static bool fits(const EmitTarget *target, const Input *input, const CircPoint *point)
{
    EmitSubject subject = subject_of(input, point);
    const char *obstacle = target->obstacle ? target->obstacle(&subject) : NULL;
    if (!obstacle) return true;
    const CircNetlist *net = point->netlist;
    CircDiag *diag = circ_diag(point->diags, CIRC_E0801, net->span, "'%s' cannot be written for %s: %s",
                               net->name, target->name, obstacle);
    circ_diag_help(point->diags, diag, "'--target json' writes a model of any size");
    return false;
}

/* Runs the stages that the target needs. A transient is solved for its steady state too: the model has no
 * times. */
static bool compile(const EmitTarget *target, const Input *input, CircPoint *point)
{
    CircStage stage = target->stage == TARGET_NEEDS_CIRCUIT ? CIRC_STAGE_CIRCUIT : CIRC_STAGE_MODEL;
    if (!circ_compile(point, input->ast, input->n_overrides, input->overrides, stage)) return false;
    if (!fits(target, input, point)) return false;
    if (target->stage != TARGET_NEEDS_SOLUTION) return true;
    point->solution = circ_solve(point->model, &point->options, point->solver, input->arena, point->diags);
    return point->solution != NULL;
}

static int write_target(const Options *options, const Input *input, const CircPoint *point)
{
    Output output;
    EmitSubject subject = subject_of(input, point);
    if (!output_open(&output, options->out)) return STATUS_INPUT;
    bool complete = options->target->write(&subject, output.stream);
    if (!complete) common_complain("not enough memory to write the %s target", options->target->name);
    return output_close(&output, complete) && complete ? STATUS_FINE : STATUS_INPUT;
}

static int emit(Input *input, void *context)
{
    const Options *options = context;
    CircPoint point = {.arena = input->point, .diags = input->diags, .solver = circ_solver_create()};
    if (!point.solver) common_complain("not enough memory to emit '%s'", options->file);
    bool compiled = point.solver && compile(options->target, input, &point);
    circ_solver_free(point.solver);
    if (!compiled)
        return common_status(input->diags) == STATUS_FINE ? STATUS_INPUT : common_status(input->diags);
    return write_target(options, input, &point);
}

static const EmitTarget *find_target(struct argp_state *state, const char *name)
{
    enum { MAX_TARGETS = 16 };
    const char *names[MAX_TARGETS];
    for (int i = 0; i < target_count(); i++) names[i] = target_get(i)->name;
    return target_get(common_choice(state, "--target", name, target_count(), names));
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    Options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT: state->child_inputs[0] = &options->common; break;
    case 't': options->target = find_target(state, argument); break;
    case 'o': options->out = argument; break;
    case ARGP_KEY_ARG: common_one_file(state, &options->file, argument); break;
    case ARGP_KEY_NO_ARGS: argp_error(state, "a file is missing"); break;
    case ARGP_KEY_END:
        if (!options->target) argp_error(state, "--target is missing: json, qutip, julia, latex or spice");
        break;
    default: return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

int command_emit(int argc, char **argv)
{
    static const struct argp_option list[] = {
        {"target", 't', "TARGET", 0,
         "json: the model; qutip: a Python script that prints the currents; julia: the same for "
         "QuantumToolbox.jl; "
         "latex: the master equation with its numbers; spice: the linearised circuit, for ngspice",
         0},
        {"output", 'o', "OUT", 0,
         "Write there instead of to standard output; replaced only by a complete result", 0},
        {0},
    };
    const struct argp_child children[] = {{common_argp(), 0, NULL, 0}, {0}};
    const struct argp argp = {
        list,     parse_option, "FILE", "Write a circuit, without its sweeps, for another program.",
        children, NULL,         NULL};
    Options options = {.common.arena = circ_arena_create()};
    if (!options.common.arena) return STATUS_INPUT;
    argp_parse(&argp, argc, argv, 0, NULL, &options);
    int status = common_with_input(&options.common, options.file, emit, &options);
    circ_arena_free(options.common.arena);
    return status;
}
