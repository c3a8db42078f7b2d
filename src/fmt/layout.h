/* layout.h - where each token stands: indents, continued lines, comments behind lines. */
#ifndef FMT_LAYOUT_H
#define FMT_LAYOUT_H

#include "fmt/tokens.h"

void fmt_layout(const FmtText *text);

#endif
