/* elements.h - the table of elements: their names, nodes and attributes. */
#ifndef FRONT_ELEMENTS_H
#define FRONT_ELEMENTS_H

#include "front/units.h"

typedef enum {
    ELEMENT_CAPACITOR,
    ELEMENT_INDUCTOR,
    ELEMENT_MUTUAL,
    ELEMENT_RESISTOR,
    ELEMENT_RLC,
    ELEMENT_TRANSMON, /* and junctions and SQUIDs: the netlist knows no difference */
    ELEMENT_LINE,
    ELEMENT_TOUCHSTONE,
    ELEMENT_BATH,
    ELEMENT_COUNT
} ElementId;

enum { ANY_NUMBER = -1 }; /* of nodes */

typedef enum { DOMAIN_POSITIVE, DOMAIN_NOT_NEGATIVE, DOMAIN_NEGATIVE, DOMAIN_FRACTION, DOMAIN_ANY } Domain;

enum { MAX_ATTRIBUTES = 12 };

typedef struct {
    const char *name;
    DimId dim;
    Domain domain;
    bool required;
    const char *meaning; /* a few words */
} AttributeSpec;

typedef struct {
    ElementId id;
    const char *name, *meaning;
    int n_nodes;
    const char *positional; /* the attribute that a value without a name stands for, or NULL */
    AttributeSpec attributes[MAX_ATTRIBUTES]; /* up to the first without a name */
} ElementKind;

const ElementKind *element_kind_find(const char *name);         /* NULL: there is none */
int element_kind_count(void);
const ElementKind *element_kind_get(int i);
const ElementKind *bath_kind(void);                             /* attributes of the bath statement */
const char *element_kind_nearest(const char *name);             /* what may be meant, or NULL */
int attribute_index(const ElementKind *kind, const char *name); /* -1: there is none */

#endif
