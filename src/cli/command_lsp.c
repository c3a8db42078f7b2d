#include "cli/commands.h"
#include "cli/common.h"
#include "lsp/server.h"

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    switch (key) {
    case ARGP_KEY_INIT: state->child_inputs[0] = state->input; return 0;
    case 's': return 0; /* what editors' clients may add */
    case ARGP_KEY_ARG: argp_error(state, "the editor names the files, not '%s'", argument); return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

int command_lsp(int argc, char **argv)
{
    const struct argp_child children[] = {{common_argp(), 0, NULL, 0}, {0}};
    static const struct argp_option list[] = {{"stdio", 's', NULL, OPTION_HIDDEN, NULL, 0}, {0}};
    const struct argp argp = {
        list,     parse_option,
        "",       "The language server: an editor starts it, and talks with it on standard input and output.",
        children, NULL,
        NULL};
    CommonOptions options = {.arena = circ_arena_create()};
    if (!options.arena) return STATUS_INPUT;
    argp_parse(&argp, argc, argv, 0, NULL, &options);
    circ_arena_free(options.arena);
    return server_run(stdin, stdout, CIRC_VERSION) ? STATUS_FINE : STATUS_INPUT;
}
