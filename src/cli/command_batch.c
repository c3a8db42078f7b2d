#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "circ/batch.h"
#include "cli/batch_report.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/output.h"

typedef struct {
    CommonOptions common;
    CircBatchOptions batch;
    CircArena *arena;
    bool stopping;
    BatchDisplay display;
} Options;

enum { KEY_RESUME = 0x200, MOST_JOBS = 256 };

/* The only place that a handler can write to: a library's thread may get the signal, so none can wait for it. */
static volatile sig_atomic_t last_signal, n_signals;

static void note_signal(int number)
{
    last_signal = number;
    n_signals++;
}

/* An interrupt lets the circuits in work end; a second one, or another signal, does not wait for them. What was stored
 * is stored. */
static bool tick(void *context, const CircBatchProgress *progress)
{
    Options *options = context;
    batch_display_progress(&options->display, progress);
    if (!n_signals) return true;
    bool at_once = n_signals > 1 || last_signal != SIGINT;
    if (at_once || !options->stopping) batch_display_stopping(&options->display, at_once);
    options->stopping = true;
    if (at_once) batch_end_by(last_signal);
    return false;
}

static void catch_signals(void)
{
    const int ending[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = note_signal, .sa_flags = SA_RESTART}, before;
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
        if (!sigaction(ending[i], NULL, &before) && before.sa_handler != SIG_IGN) sigaction(ending[i], &action, NULL);
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a write error like any other */
}

static int run(Options *options)
{
    options->batch.n_settings = options->common.n_settings;
    options->batch.settings = options->common.settings;
    options->batch.werror = options->common.werror;
    options->batch.tick = tick;
    options->batch.context = options;
    batch_display_start(&options->display, &options->common);
    catch_signals();
    const CircBatchReport *report = circ_batch(&options->batch, options->arena);
    if (!report) {
        common_complain("not enough memory for the batch");
        return STATUS_INPUT;
    }
    if (report->helped) return report->status;
    batch_display_report(&options->display, report, &options->batch);
    if (n_signals) batch_end_by(last_signal);
    return report->status;
}

/* ---- options */

static int number_of_jobs(struct argp_state *state, const char *argument)
{
    char *end;
    errno = 0;
    long n = strtol(argument, &end, 10);
    if (errno || end == argument || *end || n < 1 || n > MOST_JOBS)
        argp_error(state, "-j takes a number of threads from 1 to %d, not '%s'", MOST_JOBS, argument);
    return (int)n;
}

static CircBatchFormat find_format(struct argp_state *state, const char *name)
{
    const char *names[CIRC_N_BATCH_FORMATS];
    for (int i = 0; i < CIRC_N_BATCH_FORMATS; i++) names[i] = circ_batch_format_name((CircBatchFormat)i);
    return (CircBatchFormat)common_choice(state, "--format", name, CIRC_N_BATCH_FORMATS, names);
}

/* The format is that of the target's name where it is not given. */
static void check_target(CircBatchOptions *batch, struct argp_state *state)
{
    if (batch->format == CIRC_N_BATCH_FORMATS) batch->format = circ_batch_format_of(batch->out);
    if (batch->format == CIRC_N_BATCH_FORMATS)
        argp_error(state, "the name '%s' tells no format: let it end in .sqlite, .csv or .jsonl, or give --format",
                   batch->out);
    bool standard_output = !strcmp(batch->out, "-");
    if (standard_output && batch->format == CIRC_BATCH_SQLITE)
        argp_error(state, "a database cannot be written to standard output: take csv or jsonl");
    if (standard_output && batch->resume) argp_error(state, "--resume needs a file that it can read again");
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    Options *options = state->input;
    CircBatchOptions *batch = &options->batch;
    switch (key) {
    case ARGP_KEY_INIT: state->child_inputs[0] = &options->common; break;
    case 'j': batch->n_threads = number_of_jobs(state, argument); break;
    case 'f': batch->format = find_format(state, argument); break;
    case 'o': batch->out = argument; break;
    case KEY_RESUME: batch->resume = true; break;
    case ARGP_KEY_ARG: return ARGP_ERR_UNKNOWN; /* all of them at the end */
    case ARGP_KEY_ARGS:
        batch->paths = (const char *const *)state->argv + state->next;
        batch->n_paths = state->argc - state->next;
        break;
    case ARGP_KEY_NO_ARGS: argp_error(state, "a file, a folder or a glob is missing"); break;
    case ARGP_KEY_END: check_target(batch, state); break;
    default: return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

int command_batch(int argc, char **argv)
{
    static const struct argp_option list[] = {
        {"jobs", 'j', "N", 0, "Work with N threads; as many as there are processors when it is not given", 0},
        {"output", 'o', "OUT", 0,
         "Store there, results.sqlite when it is not given; the format is that of the name: .sqlite, .csv or .jsonl", 0},
        {"format", 'f', "FORMAT", 0, "sqlite, csv or jsonl, whatever the name is", 0},
        {"resume", KEY_RESUME, NULL, 0, "Keep the results in OUT of files that have not changed, and do the others", 0},
        {0},
    };
    const struct argp_child children[] = {{common_argp(), 0, NULL, 0}, {0}};
    const struct argp argp = {
        list,      parse_option,
        "PATH...", "Run many circuits: files, folders (all *.circ in and below them), globs.",
        children,  NULL,
        NULL};
    Options options = {
        .arena = circ_arena_create(),
        .batch = {.out = "results.sqlite", .format = CIRC_N_BATCH_FORMATS},
    };
    options.common.arena = circ_arena_create();
    if (!options.arena || !options.common.arena) return STATUS_INPUT;
    argp_parse(&argp, argc, argv, 0, NULL, &options);
    int status = run(&options);
    circ_arena_free(options.common.arena);
    circ_arena_free(options.arena);
    return status;
}
