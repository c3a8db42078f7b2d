/* elaborate.h - what the parts of elaboration share. */
#ifndef FRONT_ELABORATE_H
#define FRONT_ELABORATE_H

#include "front/elements.h"
#include "front/scope.h"

/* The netlist's lists while they are filled. */
typedef struct {
    CircNode *nodes;
    size_t nodes_capacity;
    CircCapacitor *capacitors;
    CircInductor *inductors;
    CircMutual *mutuals;
    CircLine *lines;
    CircTouchstone *touchstones;
    CircResistor *resistors;
    CircResonator *resonators;
    CircTransmon *transmons;
    CircRateBath *rate_baths;
    CircBathRef *baths;
} ElementLists;

typedef struct {
    const CircAst *ast;
    CircArena *arena;
    CircDiags *diags;
    Eval eval; /* of parameters */
    Scope scope;
    Table node_table; /* name to index */
    ElementLists lists;
    int n_overrides;
    const CircOverride *overrides;
    CircNetlist *net;
} Elaboration;

/* All members of all arrays together. */
enum { MAX_ELEMENTS = 4000000 };

/* declare.c. Declares every element and bath of the file, and counts them. */
void declare_elements(Elaboration *el);
long members_of(const CircSymbol *symbol);
const ElementKind *kind_of_statement(const CircStmt *stmt); /* NULL: unknown */

/* Fills the netlist's lists. */
void elaborate_elements(Elaboration *el);
/* The bath statement that is number `index` among them. */
void elaborate_bath(Elaboration *el, const CircStmt *stmt, int index);

/* attributes.c: the values of a statement's attributes by their index in the kind; `at` NULL where absent. */
typedef struct {
    const CircExpr *at[MAX_ATTRIBUTES];
    double si[MAX_ATTRIBUTES];
} Attributes;
bool elaborate_attributes(Elaboration *el, const ElementKind *kind, const CircStmt *stmt, Attributes *values);
/* Of the ways first to last to give one value exactly one must be used: its index, or -1 after a report. */
int exactly_one_attribute(Elaboration *el, const CircStmt *stmt, const ElementKind *kind,
                          const Attributes *values, int first, int last);
CircSpan statement_head(const CircStmt *stmt); /* keyword to name */

/* nodes.c: what a node reference of a statement stands for: its name, and its index, which may be the
 * element's own. */
typedef struct {
    const CircExpr *ref;
    bool indexed, own_index;
    long index;
} NodeRef;
bool node_resolve(Elaboration *el, const CircExpr *ref, bool array, NodeRef *node);
int node_index(Elaboration *el, const char *name, CircSpan span);
int node_of_member(Elaboration *el, const NodeRef *node, long member);
int inductor_of_member(Elaboration *el, const NodeRef *ref, long member);

/* junctions.c, passives.c: values from attributes; false after a report. */
bool make_transmon(Elaboration *el, const CircStmt *stmt, const ElementKind *kind, const Attributes *a,
                   CircTransmon *t);
bool make_resonator(Elaboration *el, const CircStmt *stmt, const ElementKind *kind, const Attributes *a,
                    CircResonator *r);
bool make_line(Elaboration *el, const CircStmt *stmt, const ElementKind *kind, const Attributes *a,
               CircLine *line);

/* model, sector, initial. */
void elaborate_model(Elaboration *el);
/* The state of an `initial` or a `transient` statement; `lead` is the word before it. */
void elaborate_state(Elaboration *el, const CircStmt *stmt, const char *lead, CircInitial *initial);
/* False after reporting that *first, an earlier statement, excludes this one; else *first is set. */
bool only_one(Elaboration *el, const CircStmt *stmt, const CircStmt **first, const char *what);

/* transient. From elaborate_transient_begin on `t` is its time. */
void elaborate_transient_begin(Elaboration *el);
void elaborate_transient(Elaboration *el);
/* sweep, output, expect. */
void elaborate_analyses(Elaboration *el);

#endif
