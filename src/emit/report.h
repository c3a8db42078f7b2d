/* report.h - everything that is known of a circuit as one page, which needs nothing but itself: no script, no file, no net. */
#ifndef EMIT_REPORT_H
#define EMIT_REPORT_H

#include "circ/ast.h"
#include "circ/results.h"

typedef struct {
    const char *bytes; /* SVG; NULL: there is none */
    size_t length;
    const char *why; /* there is none, a sentence without its end; NULL: the section is left out */
} ReportPicture;

typedef struct {
    const CircAst *ast;
    const CircModel *model; /* at the parameters as they stand */
    const CircResults *results;
    const CircDiags *diags;
    ReportPicture schematic, plots;
    CircArena *arena;
} ReportSubject;

void report_write(const ReportSubject *subject, FILE *out);

#endif
