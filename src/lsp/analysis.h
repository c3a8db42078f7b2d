/* analysis.h - what the stages up to the model say of a text, as far as it is right. */
#ifndef LSP_ANALYSIS_H
#define LSP_ANALYSIS_H

#include "circ/study.h"
#include "lsp/names.h"

typedef struct {
    const char *path, *text;
    size_t length;
} OpenText;

typedef struct Analysis {
    CircArena *arena; /* of all of this */
    CircSources *sources;
    CircDiags *diags;
    const CircSource *source;
    const CircAst *ast;    /* what could be parsed; never NULL */
    const NameIndex *names;
    CircPoint point;       /* netlist, circuit and model are NULL from the first stage with an error on */
    CircDiags *aside;      /* what later questions have to say, to nobody */
} Analysis;

/* Imports read the open texts rather than their files. A quick one leaves large networks at the netlist. NULL: there is not
 * enough memory. */
Analysis *analysis_make(OpenText text, int n_open, const OpenText *open, bool quick);
void analysis_free(Analysis *analysis);

/* Whether it may depend on the file: false only if it does not. */
bool analysis_reads(const Analysis *analysis, const char *path);

/* The offset in its text of one that may be in an instance of a subcircuit. */
uint32_t analysis_text_offset(const Analysis *analysis, uint32_t offset);

#endif
