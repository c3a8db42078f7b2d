/* report_parts.h - the sections of a report, in their order on the page. */
#ifndef EMIT_REPORT_PARTS_H
#define EMIT_REPORT_PARTS_H

#include "emit/html.h"
#include "emit/report.h"

enum { REPORT_MOST_ROWS = 400 }; /* of a table; of longer ones the start and the end are shown */

void report_messages(const Html *html, const ReportSubject *subject);
void report_results(const Html *html, const ReportSubject *subject);
void report_expects(const Html *html, const ReportSubject *subject);
void report_parameters(const Html *html, const ReportSubject *subject);
void report_circuit(const Html *html, const ReportSubject *subject);
void report_equation(const Html *html, const ReportSubject *subject);
void report_solver(const Html *html, const ReportSubject *subject);

/* Rows of a table that may be too long: the next one to show after i of n; `gap` says how many were passed over before it. */
int report_next_row(int i, int n, int *gap);
/* A row that says so; nothing where gap is 0. */
void report_gap(const Html *html, int gap, int n_columns);

/* The style of the page. */
extern const char report_style[];

#endif
