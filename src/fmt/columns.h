/* columns.h - which tokens of neighbouring statements stand below each other. */
#ifndef FMT_COLUMNS_H
#define FMT_COLUMNS_H

#include "fmt/tokens.h"

void fmt_mark_cells(const FmtText *text); /* before fmt_space */
void fmt_align(const FmtText *text);      /* behind it: more blanks in front of cells */

#endif
