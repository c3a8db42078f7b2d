/* figure.h - what a plot shows: panels, each with its axes and curves, or a map. Numbers are scaled to their axes.
 *
 * It knows no plotting program. */
#ifndef EMIT_FIGURE_H
#define EMIT_FIGURE_H

#include "circ/results.h"

typedef struct {
    const char *label; /* "T_p (mK)" */
    bool logarithmic;
} FigureAxis;

typedef struct {
    const char *label; /* "Q_valve, N = 2"; NULL: told by another's */
    bool reference;    /* does not change along the axis: a line to compare with */
    int style;         /* curves are numbered; a reference has the colour of this one, or -1: none */
    int reference_style; /* references of one value share a number */
    int n;
    const double *x, *y;
} FigureCurve;

/* n_x columns and n_y rows; z by rows. */
typedef struct {
    int n_x, n_y;
    const double *x, *y, *z;
    const char *label;
} FigureMap;

typedef struct {
    const char *title; /* NULL: none */
    FigureAxis x, y;
    bool is_map;
    int n_curves;
    const FigureCurve *curves;
    FigureMap map;
} FigurePanel;

typedef struct {
    int n_panels;
    const FigurePanel *panels;
} Figure;

/* The figure of a study that was made with its plots: a panel for each dimension in each plot statement, or in the outputs
 * where there is none. NULL after reporting why there is nothing to draw. */
const Figure *figure_make(const CircResults *results, CircArena *arena, CircDiags *diags);

typedef enum { FIGURE_SVG, FIGURE_PNG, FIGURE_PDF } FigureFormat;

/* The script for gnuplot that draws it on standard output. */
void figure_script(const Figure *figure, FigureFormat format, FILE *out);

#endif
