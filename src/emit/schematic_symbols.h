/* schematic_symbols.h - circuit symbols as tables of Graphviz's HTML-like labels, whose cells are filled or empty: so they
 * look alike in every format that Graphviz writes. */
#ifndef EMIT_SCHEMATIC_SYMBOLS_H
#define EMIT_SCHEMATIC_SYMBOLS_H

#include <stdio.h>

#include "emit/schematic_parts.h"

#define SCHEMATIC_INK "#222222"

/* The scale of temperatures, cold to hot: blue to red by way of white, for eyes that take red and green for one. */
typedef struct {
    double low, high; /* K; equal where all are */
} HeatScale;

HeatScale heat_scale_of(const Parts *parts);
/* "#92c5de"; T < 0: white */
const char *heat_colour(const HeatScale *scale, double T);

/* The text of a part: name, note, values; lines of a label. */
void symbol_text(const Parts *parts, const Part *part, FILE *out);
int symbol_text_lines(const Part *part);

/* With wires at top and bottom, `height` points high; and with wires at left and right, whose cells are the ports a and b. */
void symbol_upright(const HeatScale *scale, const Part *part, int height, FILE *out);
void symbol_level(const HeatScale *scale, const Part *part, FILE *out);
void symbol_ground(FILE *out);

/* What has no symbol: a box with a stripe in the colour of its temperature. */
void symbol_box(const Parts *parts, const HeatScale *scale, const Part *part, FILE *out);

/* What the colours mean. */
void symbol_legend(const Parts *parts, const HeatScale *scale, FILE *out);

/* As text of a label. */
void symbol_escaped(const char *text, FILE *out);

#endif
