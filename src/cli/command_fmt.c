#include <errno.h>
#include <string.h>

#include "circ/format.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/output.h"
#include "study/batch_list.h"

typedef struct {
    CommonOptions common;
    bool check, diff;
    int status, n_files;
} Options;

static bool write_text(const char *path, const CircFormatted *formatted)
{
    Output output;
    if (!output_open(&output, path)) return false;
    fwrite(formatted->text, 1, formatted->length, output.stream);
    return output_close(&output, true);
}

/* A file is only touched where it changes; standard input always goes to standard output. */
static int deliver(const Options *options, const CircSource *source, const CircFormatted *formatted, CircArena *arena)
{
    bool changes = circ_format_changes(source, formatted), filter = !strcmp(source->name, "-");
    if (options->diff) circ_format_diff(source, formatted, arena, stdout);
    if (options->check) {
        if (changes && !options->diff) printf("%s\n", source->name);
        return changes ? STATUS_INPUT : STATUS_FINE;
    }
    if (options->diff || (!changes && !filter)) return STATUS_FINE;
    return write_text(source->name, formatted) ? STATUS_FINE : STATUS_INPUT;
}

static int format_source(const Options *options, const char *path, CircArena *arena)
{
    CircSources *sources = circ_sources_create(arena);
    CircDiags *diags = circ_diags_create(arena, sources);
    const CircSource *source = circ_sources_read(sources, path);
    int status = STATUS_INPUT;
    if (!source) {
        circ_diag(diags, CIRC_E0001, (CircSpan){0}, "cannot read '%s': %s", path, strerror(errno));
    } else {
        CircFormatted formatted = circ_format(source, arena, diags);
        if (formatted.status == CIRC_FORMAT_REFUSED)
            common_complain("%s: cannot be formatted without a change of its meaning; it is left as it is", path);
        if (formatted.status == CIRC_FORMAT_FINE) status = deliver(options, source, &formatted, arena);
    }
    common_print_diags(&options->common, diags);
    return status;
}

static int format_guarded(const Options *options, const char *path, CircArena *arena)
{
    if (setjmp(*circ_arena_guard(arena))) {
        common_complain("%s: not enough memory", path);
        return STATUS_INPUT;
    }
    return format_source(options, path, arena);
}

static void format_file(Options *options, const char *path)
{
    CircArena *arena = circ_arena_create();
    int status = arena ? format_guarded(options, path, arena) : STATUS_INPUT;
    circ_arena_free(arena);
    if (status > options->status) options->status = status;
}

/* The worst status of all files is the command's. */
static void format_paths(Options *options, int n, char **paths)
{
    BatchList list = {0};
    for (int i = 0; i < n; i++) batch_list_add(&list, paths[i]);
    for (int i = 0; i < list.n; i++) {
        if (!list.items[i].obstacle) {
            format_file(options, list.items[i].path);
            continue;
        }
        common_complain("%s: %s", list.items[i].path, list.items[i].obstacle);
        options->status = STATUS_INPUT;
    }
    if (list.failed) {
        common_complain("not enough memory for the list of files");
        options->status = STATUS_INPUT;
    }
    batch_list_free(&list);
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    Options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT: state->child_inputs[0] = &options->common; break;
    case 'c': options->check = true; break;
    case 'd': options->diff = true; break;
    case ARGP_KEY_ARG: return ARGP_ERR_UNKNOWN; /* all of them at the end, when the options are known */
    case ARGP_KEY_ARGS:
        if (options->common.n_settings) argp_error(state, "formatting does not depend on parameters: -p has no place here");
        format_paths(options, state->argc - state->next, state->argv + state->next);
        break;
    case ARGP_KEY_NO_ARGS: argp_error(state, "a file is missing"); break;
    default: return ARGP_ERR_UNKNOWN;
    }
    (void)argument;
    return 0;
}

int command_fmt(int argc, char **argv)
{
    static const struct argp_option list[] = {
        {"check", 'c', NULL, 0, "Write nothing; name the files that would change, and exit with 1 if there are any", 0},
        {"diff", 'd', NULL, 0, "Write nothing; print what would change", 0},
        {0},
    };
    const struct argp_child children[] = {{common_argp(), 0, NULL, 0}, {0}};
    const struct argp argp = {
        list,      parse_option,
        "PATH...", "Format circuits: columns, blanks and indents, in place. Comments, line breaks and the meaning stay. A folder "
                   "stands for all *.circ in it and below; '-' formats standard input to standard output.",
        children,  NULL,
        NULL};
    Options options = {.common.arena = circ_arena_create()};
    if (!options.common.arena) return STATUS_INPUT;
    argp_parse(&argp, argc, argv, 0, NULL, &options);
    circ_arena_free(options.common.arena);
    return options.status;
}
