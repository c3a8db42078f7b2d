#include "cli/common.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "circ/study.h"
#include "emit/show.h"

void common_complain(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("circ: ", stderr);
    vfprintf(stderr, format, args);
    putc('\n', stderr);
    va_end(args);
}

int common_status(const CircDiags *diags)
{
    return circ_diags_status(diags);
}

void common_print_diags(const CommonOptions *options, const CircDiags *diags)
{
    bool terminal = isatty(STDERR_FILENO) && !getenv("NO_COLOR");
    if (options->json)
        show_diags_json(diags, stderr);
    else
        circ_diags_print(diags, stderr,
                         options->colour == COLOUR_AUTO ? terminal : options->colour == COLOUR_ALWAYS);
}

/* ---- reading */

static void read_input(Input *input, const char *path)
{
    CircSources *sources = circ_sources_create(input->arena);
    input->diags = circ_diags_create(input->arena, sources);
    const CircSource *source = circ_sources_read(sources, path);
    if (!source) {
        circ_diag(input->diags, CIRC_E0001, (CircSpan){0}, "cannot read '%s': %s", path, strerror(errno));
        return;
    }
    const CircAst *ast = circ_parse(source, input->arena, input->diags);
    const CommonOptions *options = input->options;
    if (circ_parse_settings(options->n_settings, options->settings, input->arena, input->diags, &input->n_overrides,
                            &input->overrides))
        input->ast = ast;
}

static int no_memory(const char *path)
{
    common_complain("%s: not enough memory", path);
    return STATUS_INPUT;
}

static int run_guarded(Input *input, const char *path, int (*body)(Input *, void *), void *context)
{
    if (setjmp(*circ_arena_guard(input->arena))) return no_memory(path);
    if (setjmp(*circ_arena_guard(input->point))) return no_memory(path);
    read_input(input, path);
    int status = input->ast ? body(input, context) : STATUS_INPUT;
    if (input->options->werror) {
        circ_diags_deny_warnings(input->diags);
        if (status == STATUS_FINE) status = common_status(input->diags);
    }
    common_print_diags(input->options, input->diags);
    return status;
}

int common_with_input(const CommonOptions *options, const char *path,
                      int (*body)(Input *input, void *context), void *context)
{
    Input input = {.options = options, .arena = circ_arena_create(), .point = circ_arena_create()};
    int status = STATUS_INPUT;
    if (input.arena && input.point)
        status = run_guarded(&input, path, body, context);
    else
        no_memory(path);
    circ_arena_free(input.arena);
    circ_arena_free(input.point);
    return status;
}
