/* elements.h - the table of elements: their names, nodes and attributes. */
#ifndef FRONT_ELEMENTS_H
#define FRONT_ELEMENTS_H

#include "front/units.h"

typedef enum {
    ELEMENT_CAPACITOR,
    ELEMENT_INDUCTOR,
    ELEMENT_RESISTOR,
    ELEMENT_RLC,
    ELEMENT_TRANSMON,
    ELEMENT_BATH
} ElementId;

typedef enum { DOMAIN_POSITIVE, DOMAIN_NOT_NEGATIVE, DOMAIN_ANY } Domain;

enum { MAX_ATTRIBUTES = 10 };

typedef struct {
    const char *name;
    DimId dim;
    Domain domain;
    bool required;
} AttributeSpec;

typedef struct {
    ElementId id;
    const char *name;
    int n_nodes;
    const char *positional; /* the attribute that a value without a name stands for, or NULL */
    AttributeSpec attributes[MAX_ATTRIBUTES]; /* up to the first without a name */
} ElementKind;

const ElementKind *element_kind_find(const char *name); /* NULL: there is none */
const ElementKind *bath_kind(void);                     /* attributes of the bath statement */
int element_kind_count(void);
const char *const *element_kind_names(void);
int attribute_index(const ElementKind *kind, const char *name); /* -1: there is none */

#endif
