#include <math.h>
#include <string.h>

#include "circ/study.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/output.h"
#include "emit/emit.h"

typedef struct {
    CommonOptions common;
    const EmitFormat *format;
    const char *file, *out;
    CircSolveOptions solve;
    bool explain;
} Options;

/* Where the compilations of the points began, of more than one. */
static void explain_stages(const CircResults *results)
{
    static const char *const begins[CIRC_N_REDO] = {"at the start", "at the circuit", "at the temperatures",
                                                    "with the outputs alone"};
    long n = 0;
    const char *comma = " ";
    for (int i = 0; i < CIRC_N_REDO; i++) n += results->n_redone[i];
    if (n < 2) return;
    fprintf(stderr, "circ: of %ld compilations", n);
    for (int i = 0; i < CIRC_N_REDO; i++) {
        if (!results->n_redone[i]) continue;
        fprintf(stderr, "%s%ld began %s", comma, results->n_redone[i], begins[i]);
        comma = ", ";
    }
    putc('\n', stderr);
}

/* What was chosen, why, and at what cost: once for rows in sequence that agree. */
static void explain(const CircResults *results)
{
    for (int i = 0, last; i < results->n_rows; i = last) {
        const CircSolution *first = &results->rows[i].solver;
        double seconds = 0, dimension = 0, residual = 0;
        for (last = i; last < results->n_rows; last++) {
            const CircSolution *s = &results->rows[last].solver;
            if (strcmp(s->method, first->method) || strcmp(s->reason, first->reason)) break;
            seconds += s->seconds;
            dimension = fmax(dimension, s->dimension);
            residual = fmax(residual, s->residual);
        }
        fprintf(stderr, "circ: method '%s' at %d point%s, because %s\n", first->method, last - i,
                last - i == 1 ? "" : "s", first->reason);
        fprintf(stderr, "      up to %.0f unknowns, residual %.2g, %.3g s in all\n", dimension, residual,
                seconds);
    }
}

static bool write_results(const Options *options, const CircResults *results, CircArena *arena)
{
    Output output;
    if (!output_open(&output, options->out)) return false;
    bool complete = options->format->write(results, arena, output.stream);
    if (!complete) common_complain("not enough memory to write the results");
    return output_close(&output, complete) && complete;
}

/* Results are written also where an expect failed; not where a point could not be computed. */
static int run(Input *input, void *context)
{
    const Options *options = context;
    const CircResults *results = circ_study(input->ast, input->n_overrides, input->overrides, &options->solve,
                                            input->arena, input->diags);
    int status = common_status(input->diags);
    if (!results) return status == STATUS_FINE ? STATUS_INPUT : status;
    if (options->explain) explain(results);
    if (options->explain) explain_stages(results);
    return write_results(options, results, input->point) ? status : STATUS_INPUT;
}

static const EmitFormat *find_format(struct argp_state *state, const char *name)
{
    enum { MAX_FORMATS = 16 };
    const char *names[MAX_FORMATS];
    int n = emit_n_formats();
    for (int i = 0; i < n; i++) names[i] = emit_format(i)->name;
    return emit_format(common_choice(state, "--format", name, n, names));
}

static CircMethod find_method(struct argp_state *state, const char *name)
{
    const char *names[CIRC_N_METHODS];
    for (int i = 0; i < CIRC_N_METHODS; i++) names[i] = circ_method_name((CircMethod)i);
    return (CircMethod)common_choice(state, "--method", name, CIRC_N_METHODS, names);
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    Options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT: state->child_inputs[0] = &options->common; break;
    case 'f': options->format = find_format(state, argument); break;
    case 'm': options->solve.method = find_method(state, argument); break;
    case 'e': options->explain = true; break;
    case 'o': options->out = argument; break;
    case ARGP_KEY_ARG: common_one_file(state, &options->file, argument); break;
    case ARGP_KEY_NO_ARGS: argp_error(state, "a file is missing"); break;
    default: return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

int command_run(int argc, char **argv)
{
    static const struct argp_option list[] = {
        {"format", 'f', "FORMAT", 0, "table (default), csv or json", 0},
        {"output", 'o', "OUT", 0,
         "Write there instead of to standard output; replaced only by a complete result", 0},
        {"method", 'm', "METHOD", 0,
         "Solve with this one: closed, ladder, populations, sector, krylov, full, or choose (default)", 0},
        {"explain", 'e', NULL, 0, "Say on standard error which method was chosen, why, and at what cost; and which stages the points began at", 0},
        {0},
    };
    const struct argp_child children[] = {{common_argp(), 0, NULL, 0}, {0}};
    const struct argp argp = {
        list,     parse_option,
        "FILE",   "Run the analyses of a circuit: its sweeps, its outputs, its expects.",
        children, NULL,
        NULL};
    Options options = {.common.arena = circ_arena_create(), .format = emit_format(0)};
    if (!options.common.arena) return STATUS_INPUT;
    argp_parse(&argp, argc, argv, 0, NULL, &options);
    int status = common_with_input(&options.common, options.file, run, &options);
    circ_arena_free(options.common.arena);
    return status;
}
