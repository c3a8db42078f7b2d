#include "cli/batch_report.h"

#include <jansson.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "emit/json_value.h"

/* A line on a terminal is renewed so often, others are added so often; s. */
static const double renew_after = 0.1, add_after = 5;

void batch_display_start(BatchDisplay *display, const CommonOptions *options)
{
    *display = (BatchDisplay){.options = options, .terminal = isatty(STDERR_FILENO)};
}

/* "3 s", "2 min 5 s", "1 h 4 min" */
static const char *duration(char *buffer, size_t size, double s)
{
    long seconds = (long)(s + 0.5);
    if (s < 10)
        snprintf(buffer, size, "%.2g s", s);
    else if (seconds < 60)
        snprintf(buffer, size, "%ld s", seconds);
    else if (seconds < 3600)
        snprintf(buffer, size, "%ld min %ld s", seconds / 60, seconds % 60);
    else
        snprintf(buffer, size, "%ld h %ld min", seconds / 3600, seconds / 60 % 60);
    return buffer;
}

/* What was kept tells nothing of how long the others take. */
static double seconds_left(const CircBatchProgress *progress)
{
    int made = progress->done - progress->kept;
    return made ? progress->seconds / made * (progress->n_files - progress->done) : 0;
}

static void print_progress(const CircBatchProgress *progress)
{
    char left[40];
    double rate = progress->seconds > 0 ? progress->done / progress->seconds : 0;
    fprintf(stderr, "%d of %d done, %d failed, %.*f/s, %s left", progress->done, progress->n_files, progress->failed,
            rate < 10, rate, duration(left, sizeof left, seconds_left(progress)));
}

void batch_display_progress(BatchDisplay *display, const CircBatchProgress *progress)
{
    if (progress->seconds - display->shown < (display->terminal ? renew_after : add_after)) return;
    display->shown = progress->seconds;
    display->has_line = display->terminal;
    if (display->terminal) fputs("\r\033[K", stderr);
    print_progress(progress);
    if (!display->terminal) putc('\n', stderr);
    fflush(stderr);
}

static void clear_line(BatchDisplay *display)
{
    if (display->has_line) fputs("\r\033[K", stderr);
    display->has_line = false;
}

void batch_display_stopping(BatchDisplay *display, bool at_once)
{
    clear_line(display);
    if (at_once)
        common_complain("stopped by a signal; what is done is stored, --resume does the rest");
    else
        common_complain("stopping when the circuits in work are done; once more, and it does not wait for them");
}

/* ---- the end */

static json_t *failure_json(const void *context, int i)
{
    const CircBatchReport *report = context;
    const CircBatchFailure *failure = &report->failures[i];
    return json_pack("{s:o, s:i, s:o}", "path", json_words(failure->path), "status", failure->status, "problem",
                     json_words(failure->problem));
}

static void print_failures(const BatchDisplay *display, const CircBatchReport *report)
{
    if (display->options->json) {
        json_print(json_list(report->n_failures, failure_json, report), stderr);
        return;
    }
    for (int i = 0; i < report->n_failures; i++) {
        const CircBatchFailure *failure = &report->failures[i];
        bool named = !strncmp(failure->problem, failure->path, strlen(failure->path));
        fprintf(stderr, "%s%s%s\n", named ? "" : failure->path, named ? "" : ": ", failure->problem);
    }
}

static void print_summary(const CircBatchReport *report, const char *out)
{
    const CircBatchProgress *progress = &report->progress;
    char time[40];
    fprintf(stderr, "%d of %d file%s done in %s: %d fine", progress->done, progress->n_files,
            progress->n_files == 1 ? "" : "s", duration(time, sizeof time, progress->seconds),
            progress->done - progress->failed);
    if (progress->warned) fprintf(stderr, " (%d with warnings)", progress->warned);
    fprintf(stderr, ", %d failed", progress->failed);
    if (progress->kept) fprintf(stderr, "; %d unchanged", progress->kept);
    fprintf(stderr, "; in %s\n", strcmp(out, "-") ? out : "standard output");
}

void batch_display_report(BatchDisplay *display, const CircBatchReport *report, const CircBatchOptions *batch)
{
    clear_line(display);
    print_failures(display, report);
    bool over = report->progress.done == report->progress.n_files;
    if (report->problem) common_complain("%s", report->problem);
    if (report->progress.done) print_summary(report, batch->out);
    if (!over && report->progress.done && strcmp(batch->out, "-"))
        common_complain("what is done is stored; --resume does the rest");
}

void batch_end_by(int number)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    signal(number, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    raise(number);
}
