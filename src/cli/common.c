#include "cli/common.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
    int status = STATUS_FINE;
    for (int i = 0; i < circ_diags_count(diags); i++) {
        const CircDiag *diag = circ_diags_get(diags, i);
        if (!diag->error) continue;
        if (!strncmp(circ_code_name(diag->code), "E07", 3))
            status = STATUS_SOLVER;
        else if (diag->code != CIRC_E0403)
            return STATUS_INPUT;
        else if (status == STATUS_FINE)
            status = STATUS_INPUT;
    }
    return status;
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

/* Puts an override into the list; of two for one name the later counts. */
static int add_override(CircOverride *list, int n, const CircAssign *assign)
{
    int i = 0;
    while (i < n && strcmp(list[i].name, assign->key.text)) i++;
    list[i] = (CircOverride){.name = assign->key.text, .span = assign->key.span, .expr = assign->value};
    return i < n ? n : n + 1;
}

static bool read_settings(Input *input, CircSources *sources)
{
    const CommonOptions *options = input->options;
    CircOverride *list = circ_new(input->arena, CircOverride, options->n_settings);
    bool fine = true;
    for (int i = 0; i < options->n_settings; i++) {
        const char *text = options->settings[i];
        const CircSource *source = circ_sources_add(sources, "-p", text, strlen(text));
        const CircAssign *assign = source ? circ_parse_assign(source, input->arena, input->diags) : NULL;
        if (assign) input->n_overrides = add_override(list, input->n_overrides, assign);
        fine &= assign != NULL;
    }
    input->overrides = list;
    return fine;
}

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
    if (read_settings(input, sources)) input->ast = ast;
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
