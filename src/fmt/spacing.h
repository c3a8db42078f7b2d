/* spacing.h - the blanks in front of each token, from its neighbours alone. */
#ifndef FMT_SPACING_H
#define FMT_SPACING_H

#include "fmt/tokens.h"

/* Needs to know which tokens start a cell: a sign there is no difference. */
void fmt_space(const FmtText *text);

#endif
