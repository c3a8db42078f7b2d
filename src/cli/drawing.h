/* drawing.h - pictures that other programs make: figures by gnuplot, schematics by Graphviz. */
#ifndef CLI_DRAWING_H
#define CLI_DRAWING_H

#include "circ/netlist.h"
#include "emit/figure.h"

typedef struct {
    const char *bytes; /* in the arena; NULL: there is no drawing */
    size_t length;
    const char *why; /* there is none */
} Drawing;

/* What `write` writes, as a text of the arena. */
Drawing drawing_collect(void (*write)(void *what, CircArena *arena, FILE *out), void *what, CircArena *arena);

/* As svg, png or pdf, or as the text that the program would read: gnuplot, dot. */
Drawing drawing_of_figure(const Figure *figure, const char *format, CircArena *arena);
Drawing drawing_of_circuit(const CircNetlist *netlist, const char *format, CircArena *arena);

#endif
