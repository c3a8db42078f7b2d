#include <stdlib.h>
#include <string.h>

#include "base/program.h"
#include "circ/study.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/output.h"
#include "emit/figure.h"

static const char *const formats[] = {"svg", "png", "pdf", "gnuplot"}; /* ORDER FigureFormat, then the script */
enum { SCRIPT = 3, N_FORMATS = sizeof formats / sizeof *formats };

typedef struct {
    CommonOptions common;
    const char *file, *out;
    int format; /* -1: as the suffix of `out` says, or svg */
} Options;

static char *script_of(const Figure *figure, FigureFormat format, size_t *length)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, length);
    if (!out) return NULL;
    figure_script(figure, format, out);
    if (!fclose(out)) return text;
    free(text);
    return NULL;
}

/* False after saying why there is no picture. */
static bool draw(const char *script, size_t length, FILE *out)
{
    const char *const gnuplot[] = {"gnuplot", "-", NULL};
    char errors[2000];
    switch (program_filter(gnuplot, script, length, out, errors, sizeof errors)) {
    case PROGRAM_FINE: return true;
    case PROGRAM_MISSING:
        common_complain("plots are drawn by gnuplot, which is not installed; install Debian's gnuplot-nox, or take the "
                        "script with '--format gnuplot'");
        return false;
    default: common_complain("gnuplot failed: %s", errors[0] ? errors : "it does not say why"); return false;
    }
}

static int write_figure(const Options *options, const Figure *figure)
{
    size_t length = 0;
    FigureFormat format = options->format == SCRIPT ? FIGURE_SVG : (FigureFormat)options->format;
    char *script = script_of(figure, format, &length);
    Output output;
    bool complete = false;
    if (!script) common_complain("not enough memory to draw '%s'", options->file);
    if (!script || !output_open(&output, options->out)) {
        free(script);
        return STATUS_INPUT;
    }
    if (options->format == SCRIPT)
        complete = fwrite(script, 1, length, output.stream) == length;
    else
        complete = draw(script, length, output.stream);
    free(script);
    return output_close(&output, complete) && complete ? STATUS_FINE : STATUS_INPUT;
}

/* A figure is drawn also where an expect failed; not where a point could not be computed. */
static int plot(Input *input, void *context)
{
    const Options *options = context;
    const CircResults *results = circ_study(input->ast, input->n_overrides, input->overrides,
                                            &(CircSolveOptions){.plots = true}, input->arena, input->diags);
    int status = common_status(input->diags);
    if (!results) return status == STATUS_FINE ? STATUS_INPUT : status;
    const Figure *figure = figure_make(results, input->arena, input->diags);
    if (!figure) return STATUS_INPUT;
    int written = write_figure(options, figure);
    return written > status ? written : status;
}

/* By the suffix of the file that is written. */
static int format_of(struct argp_state *state, const char *out)
{
    const char *dot = out ? strrchr(out, '.') : NULL;
    if (!out || !strcmp(out, "-")) return FIGURE_SVG;
    for (int i = 0; dot && i < SCRIPT; i++)
        if (!strcmp(dot + 1, formats[i])) return i;
    if (dot && !strcmp(dot + 1, "gp")) return SCRIPT;
    argp_error(state, "'%s' does not say what it is: name it .svg, .png or .pdf, or give --format", out);
    return FIGURE_SVG;
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    Options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &options->common;
        options->format = -1;
        break;
    case 'f': options->format = common_choice(state, "--format", argument, N_FORMATS, formats); break;
    case 'o': options->out = argument; break;
    case ARGP_KEY_ARG:
        if (options->file) argp_error(state, "one file at a time, not also '%s'", argument);
        options->file = argument;
        break;
    case ARGP_KEY_NO_ARGS: argp_error(state, "a file is missing"); break;
    case ARGP_KEY_END:
        if (options->format < 0) options->format = format_of(state, options->out);
        break;
    default: return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

int command_plot(int argc, char **argv)
{
    static const struct argp_option list[] = {
        {"output", 'o', "OUT", 0,
         "Write there instead of to standard output: .svg, .png or .pdf; replaced only by a complete figure", 0},
        {"format", 'f', "FORMAT", 0, "svg (default), png, pdf, or gnuplot: the script that would be drawn", 0},
        {0},
    };
    const struct argp_child children[] = {{common_argp(), 0, NULL, 0}, {0}};
    const struct argp argp = {
        list, parse_option, "FILE",
        "Draw the plots of a circuit: those of its 'plot' statements, or else its outputs against its innermost sweep.",
        children, NULL, NULL};
    Options options = {.common.arena = circ_arena_create()};
    if (!options.common.arena) return STATUS_INPUT;
    argp_parse(&argp, argc, argv, 0, NULL, &options);
    int status = common_with_input(&options.common, options.file, plot, &options);
    circ_arena_free(options.common.arena);
    return status;
}
