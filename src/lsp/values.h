/* values.h - what the compiler derived for a name, as text. */
#ifndef LSP_VALUES_H
#define LSP_VALUES_H

#include "lsp/analysis.h"

/* Lines of Markdown; "" where nothing was derived, for the file has errors or the name no value. `ref` picks members of an
 * array; NULL: all of them, of which some are told. */
const char *values_of_name(const Analysis *analysis, const Name *name, const CircExpr *ref);

#endif
