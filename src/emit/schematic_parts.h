/* schematic_parts.h - what a schematic shows: symbols and the places that they join, folded where there are many. */
#ifndef EMIT_SCHEMATIC_PARTS_H
#define EMIT_SCHEMATIC_PARTS_H

#include "base/table.h"
#include "circ/netlist.h"
#include "front/units.h"

typedef enum { PART_TRANSMON, PART_CAPACITOR, PART_INDUCTOR, PART_RESISTOR, PART_RESONATOR, PART_LINE, PART_TOUCHSTONE,
               PART_BATH } PartKind;

enum { MOST_VALUES = 5, MOST_INDICES = 6 };

/* "x[2].q[1,3]" as "x[].q[,]" and the indices, each a range where several names are one. */
typedef struct {
    const char *pattern;
    int n;
    long low[MOST_INDICES], high[MOST_INDICES];
} NameRange;

typedef struct {
    const char *label; /* "C"; "" where there is one value that needs no name */
    double low, high;  /* SI; equal where all are */
    DimId dim;
} PartValue;

typedef struct {
    PartKind kind;
    NameRange range;
    const char *name;   /* "q[1:400]" */
    const char *prefix; /* of the instance that it belongs to, "x[2]."; "" of the file */
    const char *note;   /* a line below the name, or NULL */
    int count;          /* elements that it stands for */
    int node[2];        /* places; 0 is ground. TOUCHSTONE: of its first two ports; BATH: none */
    int n_values;
    PartValue values[MOST_VALUES];
    double T; /* K, the highest; < 0: it has none */
} Part;

typedef struct {
    NameRange range;
    const char *name, *prefix;
} Place;

typedef enum { LINK_PORT, LINK_ACTS, LINK_MUTUAL } LinkKind;

/* A line that is no element: a port of a touchstone to a place, a bath to a qubit, a mutual between two inductors. */
typedef struct {
    LinkKind kind;
    int from, to;      /* parts; PORT: a part and a place */
    const char *label; /* or NULL */
} Link;

typedef struct {
    CircArena *arena;
    bool folded;
    Part *parts;
    Place *places;
    Link *links;
    int n_parts, n_places, n_links;
    size_t parts_capacity, places_capacity, links_capacity;
    Table part_table, place_table, link_table;
} Parts;

Parts parts_of(const CircNetlist *netlist, CircArena *arena);

/* "70 fF", "2 fF ... 5 fF": 4 digits. */
const char *part_value_text(CircArena *arena, const PartValue *value);

#endif
