/* show.h - the stages as JSON, for programs: `show --format json`. The text for people is each stage's own.
 * All return false when there is not enough memory. */
#ifndef EMIT_SHOW_H
#define EMIT_SHOW_H

#include "circ/model.h"

bool show_ast_json(const CircAst *ast, const CircSources *sources, FILE *out);
bool show_netlist_json(const CircNetlist *netlist, FILE *out);
bool show_circuit_json(const CircCircuit *circuit, FILE *out);
bool show_model_json(const CircModel *model, FILE *out);

/* An array of {"severity", "code", "message", "help", "file", "line", "column", "end_line", "end_column",
 * "notes"} in the order they were found: `--diagnostics=json`. */
bool show_diags_json(const CircDiags *diags, FILE *out);

#endif
