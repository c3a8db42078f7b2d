#include "emit/report.h"

#include "circ/study.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/drawing.h"
#include "cli/output.h"

typedef struct {
    CommonOptions common;
    const char *file, *out;
} Options;

static ReportPicture picture_of(Drawing drawing)
{
    return (ReportPicture){drawing.bytes, drawing.length, drawing.why};
}

/* What is missing in the page is told on standard error too. */
static ReportPicture draw_schematic(const Input *input, const CircNetlist *netlist)
{
    Drawing drawing = drawing_of_circuit(netlist, "svg", input->arena);
    if (!drawing.bytes) common_complain("the report has no schematic: %s", drawing.why);
    return picture_of(drawing);
}

/* Of what is swept; where there is too much for curves, as figure_make would say, there is no figure. */
static ReportPicture draw_plots(const Input *input, const CircResults *results)
{
    if (!results->n_sweeps) return (ReportPicture){0};
    CircDiags *unsaid = circ_diags_create(input->arena, circ_diags_sources(input->diags));
    const Figure *figure = figure_make(results, input->arena, unsaid);
    if (!figure) return (ReportPicture){.why = circ_diags_count(unsaid) ? circ_diags_get(unsaid, 0)->text : NULL};
    Drawing drawing = drawing_of_figure(figure, "svg", input->arena);
    if (!drawing.bytes) common_complain("the report has no plots: %s", drawing.why);
    return picture_of(drawing);
}

/* The model at the parameters as they stand. What it warns of, the study has said. */
static const CircModel *compile_model(Input *input)
{
    CircPoint point = {.arena = input->point,
                       .diags = circ_diags_create(input->arena, circ_diags_sources(input->diags))};
    if (circ_compile(&point, input->ast, input->n_overrides, input->overrides, CIRC_STAGE_MODEL)) return point.model;
    circ_diags_merge(input->diags, point.diags);
    return NULL;
}

static void write_page(void *what, CircArena *arena, FILE *out)
{
    (void)arena;
    report_write(what, out);
}

static bool write_report(const Options *options, ReportSubject *subject)
{
    Output output;
    Drawing page = drawing_collect(write_page, subject, subject->arena);
    if (!page.bytes) common_complain("%s the report", page.why);
    if (!page.bytes || !output_open(&output, options->out)) return false;
    bool complete = fwrite(page.bytes, 1, page.length, output.stream) == page.length;
    return output_close(&output, true) && complete;
}

/* A page is written also where an expect failed; not where a point could not be computed. */
static int report(Input *input, void *context)
{
    const CircResults *results = circ_study(input->ast, input->n_overrides, input->overrides,
                                            &(CircSolveOptions){.plots = true}, input->arena, input->diags);
    const CircModel *model = results ? compile_model(input) : NULL;
    int status = common_status(input->diags);
    if (!model) return status == STATUS_FINE ? STATUS_INPUT : status;
    ReportSubject subject = {.ast = input->ast,
                             .model = model,
                             .results = results,
                             .diags = input->diags,
                             .schematic = draw_schematic(input, model->circuit->netlist),
                             .plots = draw_plots(input, results),
                             .arena = input->arena};
    return write_report(context, &subject) ? status : STATUS_INPUT;
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    Options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT: state->child_inputs[0] = &options->common; break;
    case 'o': options->out = argument; break;
    case ARGP_KEY_ARG: common_one_file(state, &options->file, argument); break;
    case ARGP_KEY_NO_ARGS: argp_error(state, "a file is missing"); break;
    default: return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

int command_report(int argc, char **argv)
{
    static const struct argp_option list[] = {
        {"output", 'o', "OUT", 0,
         "Write the page there instead of to standard output; replaced only by a complete one", 0},
        {0},
    };
    const struct argp_child children[] = {{common_argp(), 0, NULL, 0}, {0}};
    const struct argp argp = {
        list,     parse_option, "FILE",
        "Run the analyses of a circuit and write all that is known of it as one HTML page: schematic, results, plots, "
        "derived quantities, the master equation.",
        children, NULL,         NULL};
    Options options = {.common.arena = circ_arena_create()};
    if (!options.common.arena) return STATUS_INPUT;
    argp_parse(&argp, argc, argv, 0, NULL, &options);
    int status = common_with_input(&options.common, options.file, report, &options);
    circ_arena_free(options.common.arena);
    return status;
}
