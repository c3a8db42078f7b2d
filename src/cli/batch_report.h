/* batch_report.h - what `circ batch` prints on standard error: how far it is, and what failed. */
#ifndef CLI_BATCH_REPORT_H
#define CLI_BATCH_REPORT_H

#include "circ/batch.h"
#include "cli/common.h"

typedef struct {
    const CommonOptions *options;
    bool terminal;
    bool has_line;     /* the terminal's last line is ours */
    double shown;      /* s since the start, of the last line */
} BatchDisplay;

void batch_display_start(BatchDisplay *display, const CommonOptions *options);
void batch_display_progress(BatchDisplay *display, const CircBatchProgress *progress);
void batch_display_stopping(BatchDisplay *display, bool at_once);
void batch_display_report(BatchDisplay *display, const CircBatchReport *report, const CircBatchOptions *batch);

/* Ends the process as the signal would have done. */
void batch_end_by(int signal);

#endif
