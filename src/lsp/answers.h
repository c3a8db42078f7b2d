/* answers.h - what the server answers to each kind of question on a document. Each returns a new reference; NULL stands for
 * null. Offsets are those of the sources. */
#ifndef LSP_ANSWERS_H
#define LSP_ANSWERS_H

#include <jansson.h>

#include "lsp/analysis.h"

json_t *answer_hover(const Analysis *analysis, uint32_t offset);
json_t *answer_definition(const Analysis *analysis, uint32_t offset);
json_t *answer_references(const Analysis *analysis, uint32_t offset, bool with_declaration);
/* Edits of all files, or NULL after setting *why. */
json_t *answer_rename(const Analysis *analysis, uint32_t offset, const char *text, const char **why);
json_t *answer_symbols(const Analysis *analysis);
json_t *answer_completion(const Analysis *analysis, uint32_t offset, bool snippets);
json_t *answer_formatting(const Analysis *analysis);

/* Diagnostics by file: {URI: [diagnostic, ...], ...}, with one list at least, that of the document itself. */
json_t *answer_diagnostics(const Analysis *analysis);

#endif
