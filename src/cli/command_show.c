#include "circ/study.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/output.h"
#include "emit/show.h"

typedef struct {
    CommonOptions common;
    CircStage stage;
    bool json;
    const char *file, *out;
} Options;

static const char *const stage_names[] = {"ast", "netlist", "circuit", "model"}; /* ORDER CircStage */
enum { N_STAGES = sizeof stage_names / sizeof *stage_names };

static bool write_json(CircStage stage, const Input *input, const CircPoint *point, FILE *out)
{
    switch (stage) {
    case CIRC_STAGE_AST: return show_ast_json(input->ast, circ_diags_sources(input->diags), out);
    case CIRC_STAGE_NETLIST: return show_netlist_json(point->netlist, out);
    case CIRC_STAGE_CIRCUIT: return show_circuit_json(point->circuit, out);
    default: return show_model_json(point->model, out);
    }
}

static bool write_text(CircStage stage, const Input *input, const CircPoint *point, FILE *out)
{
    switch (stage) {
    case CIRC_STAGE_AST: circ_ast_print(input->ast, out); break;
    case CIRC_STAGE_NETLIST: circ_netlist_print(point->netlist, out); break;
    case CIRC_STAGE_CIRCUIT: circ_circuit_print(point->circuit, out); break;
    default: circ_model_print(point->model, out); break;
    }
    return true;
}

static int show(Input *input, void *context)
{
    const Options *options = context;
    CircPoint point = {.arena = input->point, .diags = input->diags};
    if (!circ_compile(&point, input->ast, input->n_overrides, input->overrides, options->stage))
        return STATUS_INPUT;
    Output output;
    if (!output_open(&output, options->out)) return STATUS_INPUT;
    bool complete = (options->json ? write_json : write_text)(options->stage, input, &point, output.stream);
    if (!complete) common_complain("not enough memory to write the stage");
    return output_close(&output, complete) && complete ? STATUS_FINE : STATUS_INPUT;
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    static const char *const formats[] = {"text", "json"};
    Options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT: state->child_inputs[0] = &options->common; break;
    case 's':
        options->stage = (CircStage)common_choice(state, "--stage", argument, N_STAGES, stage_names);
        break;
    case 'f': options->json = common_choice(state, "--format", argument, 2, formats); break;
    case 'o': options->out = argument; break;
    case ARGP_KEY_ARG: common_one_file(state, &options->file, argument); break;
    case ARGP_KEY_NO_ARGS: argp_error(state, "a file is missing"); break;
    default: return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

int command_show(int argc, char **argv)
{
    static const struct argp_option list[] = {
        {"stage", 's', "STAGE", 0, "ast, netlist, circuit or model (default)", 0},
        {"format", 'f', "FORMAT", 0, "text (default) or json", 0},
        {"output", 'o', "OUT", 0,
         "Write there instead of to standard output; replaced only by a complete result", 0},
        {0},
    };
    const struct argp_child children[] = {{common_argp(), 0, NULL, 0}, {0}};
    const struct argp argp = {
        list,     parse_option,
        "FILE",   "Print what a stage of the compiler made of a circuit, without its sweeps.",
        children, NULL,
        NULL};
    Options options = {.common.arena = circ_arena_create(), .stage = CIRC_STAGE_MODEL};
    if (!options.common.arena) return STATUS_INPUT;
    argp_parse(&argp, argc, argv, 0, NULL, &options);
    int status = common_with_input(&options.common, options.file, show, &options);
    circ_arena_free(options.common.arena);
    return status;
}
