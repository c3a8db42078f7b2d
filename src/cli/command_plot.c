#include <string.h>

#include "circ/study.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/drawing.h"
#include "cli/output.h"
#include "emit/figure.h"

static const char *const formats[] = {"svg", "png", "pdf", "gnuplot", "dot"};
enum { SVG, N_PICTURES = 3, GNUPLOT = N_PICTURES, DOT, N_FORMATS };

typedef struct {
    CommonOptions common;
    const char *file, *out;
    int format; /* -1: as the suffix of `out` says, or svg */
    bool schematic;
} Options;

static int write_drawing(const Options *options, const Drawing *drawing)
{
    Output output;
    if (!drawing->bytes) common_complain("%s", drawing->why);
    if (!drawing->bytes || !output_open(&output, options->out)) return STATUS_INPUT;
    bool complete = fwrite(drawing->bytes, 1, drawing->length, output.stream) == drawing->length;
    return output_close(&output, true) && complete ? STATUS_FINE : STATUS_INPUT;
}

/* A figure is drawn also where an expect failed; not where a point could not be computed. */
static int draw_figure(const Options *options, Input *input)
{
    const CircResults *results = circ_study(input->ast, input->n_overrides, input->overrides,
                                            &(CircSolveOptions){.plots = true}, input->arena, input->diags);
    int status = common_status(input->diags);
    if (!results) return status == STATUS_FINE ? STATUS_INPUT : status;
    const Figure *figure = figure_make(results, input->arena, input->diags);
    if (!figure) return STATUS_INPUT;
    Drawing drawing = drawing_of_figure(figure, formats[options->format], input->arena);
    int written = write_drawing(options, &drawing);
    return written > status ? written : status;
}

static int draw_schematic(const Options *options, Input *input)
{
    CircPoint point = {.arena = input->point, .diags = input->diags};
    if (!circ_compile(&point, input->ast, input->n_overrides, input->overrides, CIRC_STAGE_NETLIST))
        return common_status(input->diags);
    Drawing drawing = drawing_of_circuit(point.netlist, formats[options->format], input->arena);
    return write_drawing(options, &drawing);
}

static int plot(Input *input, void *context)
{
    const Options *options = context;
    return (options->schematic ? draw_schematic : draw_figure)(options, input);
}

/* By the suffix of the file that is written. */
static int format_of(struct argp_state *state, const char *out)
{
    const char *dot = out ? strrchr(out, '.') : NULL;
    if (!out || !strcmp(out, "-")) return SVG;
    for (int i = 0; dot && i < N_FORMATS; i++)
        if (!strcmp(dot + 1, i == GNUPLOT ? "gp" : formats[i])) return i;
    argp_error(state, "'%s' does not say what it is: name it .svg, .png or .pdf, or give --format", out);
    return SVG;
}

static void check_options(Options *options, struct argp_state *state)
{
    if (options->format < 0) options->format = format_of(state, options->out);
    if (options->format == GNUPLOT && options->schematic)
        argp_error(state, "a schematic has no script for gnuplot; 'dot' is the text that Graphviz draws");
    if (options->format == DOT && !options->schematic)
        argp_error(state, "'dot' is for a schematic; 'gnuplot' is the script of a plot");
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
    case 's': options->schematic = true; break;
    case 'o': options->out = argument; break;
    case ARGP_KEY_ARG: common_one_file(state, &options->file, argument); break;
    case ARGP_KEY_NO_ARGS: argp_error(state, "a file is missing"); break;
    case ARGP_KEY_END:
        check_options(options, state);
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
        {"format", 'f', "FORMAT", 0,
         "svg (default), png, pdf, or what would be drawn: gnuplot, the script of a plot; dot, that of a schematic", 0},
        {"schematic", 's', NULL, 0, "Draw the circuit itself, with its values", 0},
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
