#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "circ/study.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/output.h"
#include "study/compare.h"

enum { KEY_A = 0x300, KEY_B, KEY_ALL, KEY_TOLERANCE };

/* A side has the common settings, and its own behind them. */
typedef struct {
    CommonOptions common;
    const char **own[2];
    int n_own[2];
    size_t capacity[2];
    const char *path[2], *out;
    int n_paths, most;
    double tolerance;
    bool json;
} Options;

typedef struct {
    const Options *options;
    Facts facts[2];
    int status;
} Diff;

/* ---- the two sides, one within the other, so that both are there at the end */

static int compare_from(Diff *diff, int side);

static const char *title_of(const Diff *diff, int side, CircArena *arena)
{
    const Options *options = diff->options;
    const char *text = options->path[side];
    for (int i = 0; i < options->n_own[side]; i++)
        text = circ_arena_format(arena, "%s%s%s", text, i ? ", " : " with ", options->own[side][i]);
    return text;
}

static int write_comparison(Diff *diff)
{
    const Options *options = diff->options;
    CircArena *arena = diff->facts[1].arena;
    Comparison comparison = compare_facts(&diff->facts[0], &diff->facts[1], options->tolerance, arena);
    ComparisonTitles titles = {title_of(diff, 0, arena), title_of(diff, 1, arena), options->most};
    Output output;
    if (!output_open(&output, options->out)) return STATUS_INPUT;
    bool complete = options->json ? comparison_print_json(&comparison, &titles, output.stream)
                                  : comparison_print(&comparison, &titles, arena, output.stream);
    if (!complete) common_complain("not enough memory to write the comparison");
    return output_close(&output, complete) && complete ? STATUS_FINE : STATUS_INPUT;
}

static int next_side(Diff *diff, int side)
{
    return side == 0 ? compare_from(diff, 1) : write_comparison(diff);
}

static int worse(int a, int b)
{
    return a > b ? a : b;
}

typedef struct {
    Diff *diff;
    int side;
} SideOf;

/* Results are of every point; the netlist and what follows from it are those of the file as it is. */
static int collect_circuit(Input *input, void *context)
{
    const SideOf *of = context;
    Facts *facts = &of->diff->facts[of->side];
    facts->arena = input->arena;
    CircPoint point = {.arena = input->point, .diags = input->diags};
    if (!circ_compile(&point, input->ast, input->n_overrides, input->overrides, CIRC_STAGE_CIRCUIT))
        return common_status(input->diags);
    facts_of_netlist(facts, point.netlist);
    facts_of_circuit(facts, point.circuit);
    const CircResults *results = circ_study(input->ast, input->n_overrides, input->overrides,
                                            &(CircSolveOptions){0}, input->arena, input->diags);
    if (!results) return worse(common_status(input->diags), STATUS_INPUT);
    facts_of_results(facts, results);
    return worse(common_status(input->diags), next_side(of->diff, of->side));
}

static int collect_results(Diff *diff, int side)
{
    const char *path = diff->options->path[side], *problem;
    CircArena *arena = circ_arena_create();
    int status = STATUS_INPUT;
    if (!arena || setjmp(*circ_arena_guard(arena))) {
        common_complain("%s: not enough memory", path);
    } else {
        const CircSource *source = circ_sources_read(circ_sources_create(arena), path);
        diff->facts[side].arena = arena;
        if (!source)
            common_complain("cannot read '%s': %s", path, strerror(errno));
        else if ((problem = facts_of_json(&diff->facts[side], source->text, source->length)))
            common_complain("'%s' cannot be compared: %s", path, problem);
        else
            status = next_side(diff, side);
    }
    circ_arena_free(arena);
    return status;
}

/* Results are JSON, and no circuit begins like that. */
static bool is_results(const char *path)
{
    int c = EOF;
    FILE *in = strcmp(path, "-") ? fopen(path, "rb") : NULL;
    if (!in) return false;
    while ((c = getc(in)) != EOF && isspace(c)) {}
    fclose(in);
    return c == '{';
}

static int compare_from(Diff *diff, int side)
{
    const Options *options = diff->options;
    if (is_results(options->path[side])) return collect_results(diff, side);
    CommonOptions common = options->common;
    int n = common.n_settings + options->n_own[side];
    const char **settings = calloc((size_t)(n ? n : 1), sizeof *settings);
    if (!settings) return STATUS_INPUT;
    for (int i = 0; i < n; i++)
        settings[i] = i < common.n_settings ? common.settings[i] : options->own[side][i - common.n_settings];
    common.settings = settings;
    common.n_settings = n;
    SideOf of = {diff, side};
    int status = common_with_input(&common, options->path[side], collect_circuit, &of);
    free(settings);
    return status;
}

/* ---- options */

static void add_own(Options *options, struct argp_state *state, int side, const char *setting)
{
    if (!strchr(setting, '=')) argp_error(state, "--%s takes NAME=VALUE, not '%s'", side ? "pb" : "pa", setting);
    options->own[side] = circ_arena_grow(options->common.arena, options->own[side], &options->capacity[side],
                                         (size_t)options->n_own[side] + 1, sizeof *options->own[side]);
    options->own[side][options->n_own[side]++] = setting;
}

static double tolerance_of(struct argp_state *state, const char *text)
{
    char *end;
    double tolerance = strtod(text, &end);
    if (end == text || *end || !(tolerance >= 0)) argp_error(state, "--tolerance takes a number from 0 on, not '%s'", text);
    return tolerance;
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    static const char *const formats[] = {"text", "json"};
    enum { MOST_LINES = 40 };
    Options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &options->common;
        options->most = MOST_LINES;
        break;
    case KEY_A: add_own(options, state, 0, argument); break;
    case KEY_B: add_own(options, state, 1, argument); break;
    case KEY_ALL: options->most = 0; break;
    case KEY_TOLERANCE: options->tolerance = tolerance_of(state, argument); break;
    case 'f': options->json = common_choice(state, "--format", argument, 2, formats); break;
    case 'o': options->out = argument; break;
    case ARGP_KEY_ARG:
        if (options->n_paths == 2) argp_error(state, "two files are compared, not also '%s'", argument);
        options->path[options->n_paths++] = argument;
        break;
    case ARGP_KEY_END:
        if (options->n_paths == 1 && (options->n_own[0] || options->n_own[1]))
            options->path[options->n_paths++] = options->path[0];
        if (options->n_paths < 2) argp_error(state, "two files are compared, or one with --pa or --pb");
        break;
    default: return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

int command_diff(int argc, char **argv)
{
    static const struct argp_option list[] = {
        {"pa", KEY_A, "NAME=VALUE", 0, "Set a parameter of A alone", 0},
        {"pb", KEY_B, "NAME=VALUE", 0, "Set a parameter of B alone; with one file, B is that file too", 0},
        {"format", 'f', "FORMAT", 0, "text (default) or json", 0},
        {"all", KEY_ALL, NULL, 0, "All lines; else the 40 of each group that changed most", 0},
        {"tolerance", KEY_TOLERANCE, "X", 0, "Numbers that differ by less, relatively, are equal (default: 1e-9)", 0},
        {"output", 'o', "OUT", 0,
         "Write there instead of to standard output; replaced only by a complete result", 0},
        {0},
    };
    const struct argp_child children[] = {{common_argp(), 0, NULL, 0}, {0}};
    const struct argp argp = {
        list, parse_option, "A [B]",
        "Compare two circuits, or two results of 'circ run --format json': what changed in the netlist, in what "
        "follows from it, and in every output and current, the largest change first.",
        children, NULL, NULL};
    Options options = {.common.arena = circ_arena_create(), .tolerance = COMPARE_TOLERANCE};
    if (!options.common.arena) return STATUS_INPUT;
    argp_parse(&argp, argc, argv, 0, NULL, &options);
    Diff diff = {.options = &options};
    int status = compare_from(&diff, 0);
    circ_arena_free(options.common.arena);
    return status;
}
