#include "circ/study.h"
#include "cli/commands.h"
#include "cli/common.h"

typedef struct {
    CommonOptions common;
    bool verbose;
    int status;
    int n_files;
} Options;

static int check(Input *input, void *context)
{
    (void)context;
    CircPoint point = {.arena = input->point, .diags = input->diags};
    bool library = circ_ast_is_library(input->ast); /* has no qubit of its own */
    circ_compile(&point, input->ast, input->n_overrides, input->overrides,
                 library ? CIRC_STAGE_NETLIST : CIRC_STAGE_MODEL);
    if (point.netlist) circ_lint(input->ast, point.netlist, input->arena, input->diags);
    return common_status(input->diags);
}

/* The worst status of all files is the command's. */
static void check_file(Options *options, const char *path)
{
    int status = common_with_input(&options->common, path, check, NULL);
    if (options->verbose) printf("%s: %s\n", path, status == STATUS_FINE ? "fine" : "wrong");
    if (status > options->status) options->status = status;
    options->n_files++;
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    Options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT: state->child_inputs[0] = &options->common; break;
    case 'v': options->verbose = true; break;
    case ARGP_KEY_ARG: return ARGP_ERR_UNKNOWN; /* all of them at the end, when the options are known */
    case ARGP_KEY_ARGS:
        for (int i = state->next; i < state->argc; i++) check_file(options, state->argv[i]);
        break;
    case ARGP_KEY_NO_ARGS: argp_error(state, "a file is missing"); break;
    default: return ARGP_ERR_UNKNOWN;
    }
    (void)argument;
    return 0;
}

int command_check(int argc, char **argv)
{
    static const struct argp_option list[] = {{"verbose", 'v', NULL, 0, "Print a line for each file", 0},
                                              {0}};
    const struct argp_child children[] = {{common_argp(), 0, NULL, 0}, {0}};
    const struct argp argp = {
        list,      parse_option,
        "FILE...", "Check circuits up to the master equation. Nothing is printed where all is well.",
        children,  NULL,
        NULL};
    Options options = {.common.arena = circ_arena_create()};
    if (!options.common.arena) return STATUS_INPUT;
    argp_parse(&argp, argc, argv, 0, NULL, &options);
    circ_arena_free(options.common.arena);
    return options.status;
}
