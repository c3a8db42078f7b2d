/* elaborate.h - what the parts of elaboration share. */
#ifndef FRONT_ELABORATE_H
#define FRONT_ELABORATE_H

#include "front/elements.h"
#include "front/scope.h"

/* The netlist's lists while they are filled. */
typedef struct {
    CircNode *nodes;
    bool *named; /* a node by the statements of its own scope; else only from outside, as x[2].n */
    size_t nodes_capacity, named_capacity;
    struct OuterNode *outer_nodes;
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

/* An element or bath statement where it takes effect: in the file, in an instance, in a turn of a loop. */
typedef struct {
    const CircStmt *stmt;
    const ElementKind *kind;
    Scope *scope;
    int n_dims; /* of the indices that it declares */
    long low[2], high[2];
    int n;           /* members */
    int first, bath; /* the first one's place in the list of its kind, and among the baths */
    uint64_t inputs, temperature; /* what its values follow from, and its temperature alone */
} Placement;

typedef struct Elaboration {
    const CircAst *ast;
    CircArena *arena;
    CircDiags *diags;
    Eval eval; /* of parameters, in the scope that is at hand */
    Scope *file;
    Table subcircuits; /* name to index */
    const CircStmt **subcircuit;
    int n_subcircuits;
    size_t subcircuits_capacity;
    int n_turns;  /* of loops, and instances */
    bool given_up; /* these are more than the limit, or the same errors come again and again */
    Table node_table; /* name to index */
    Placement *placements;
    size_t n_placements, placements_capacity;
    ElementLists lists;
    int n_overrides;
    const CircOverride *overrides;
    CircNetlist *net;
} Elaboration;

enum { MOST_REPORTS = 1000 }; /* of errors, before it is given up */
enum { MAX_ELEMENTS = 4000000, MAX_TURNS = 400000, MAX_INSTANCES_DEEP = 100 };

/* The parameters of the file: values from outside, then all others. */
void apply_overrides(Elaboration *el);
void evaluate_params(Elaboration *el);

/* Goes on in another scope, with messages about its place. Returns the one before. */
Scope *enter_scope(Elaboration *el, Scope *scope);

/* declare.c. The parameters, functions and subcircuits of a list of statements, in any order. */
void declare_definitions(Elaboration *el, const CircStmt *list, Scope *scope);
const CircStmt *find_subcircuit(const Elaboration *el, const char *name); /* NULL: there is none */

/* expand.c. Finds every element and bath that a list of statements makes, declares it, and counts it. */
void expand_statements(Elaboration *el, const CircStmt *list, Scope *scope);
/* The box of indices of a declaration; false after a report. */
bool expand_range(Elaboration *el, const CircStmt *stmt, const Scope *scope, int *n_dims, long low[2], long high[2]);

/* The names of a statement's members, whose kind, indices and places `symbol` has; false after reporting that one is
 * taken. */
bool declare_members(Elaboration *el, const CircStmt *stmt, Scope *owner, CircSymbol symbol);
/* What was reported is silent from now on. */
void declare_bad(Elaboration *el, const CircStmt *stmt, Scope *scope);

/* instances.c. An instance of a subcircuit, or an array of them. */
void expand_instances(Elaboration *el, const CircStmt *stmt, const CircStmt *subcircuit, Scope *scope);
/* Counts turns of a loop, or instances; false after reporting that there are too many: nothing is expanded from then on. */
bool count_turns(Elaboration *el, double n, CircSpan span);

/* Fills the netlist's lists. */
void make_lists(Elaboration *el);
void elaborate_elements(Elaboration *el);
/* One statement again, or for the first time; its nodes are there after the first. */
void elaborate_placement(Elaboration *el, Placement *place, bool again);
void elaborate_bath(Elaboration *el, Placement *place, bool again);

/* attributes.c: the values of a statement's attributes by their index in the kind; `at` NULL where absent. */
typedef struct {
    const CircExpr *at[MAX_ATTRIBUTES];
    double si[MAX_ATTRIBUTES];
} Attributes;
bool elaborate_attributes(Elaboration *el, Placement *place, Attributes *values);
/* Of the ways first to last to give one value exactly one must be used: its index, or -1 after a report. */
int exactly_one_attribute(Elaboration *el, const CircStmt *stmt, const ElementKind *kind,
                          const Attributes *values, int first, int last);
CircSpan statement_head(const CircStmt *stmt); /* keyword to name */

/* nodes.c: what a node reference of a statement stands for; its indices may be the element's own. */
typedef struct NodeRef {
    const CircExpr *ref;
    int n_dims;
    bool own[2];
    long index[2];
    struct NodeRef *member; /* of x[2].n: n */
} NodeRef;
bool node_resolve(Elaboration *el, const CircExpr *ref, int n_dims, NodeRef *node);
int node_index(Elaboration *el, const char *name, CircSpan span);
int node_of_member(Elaboration *el, const NodeRef *node, const long member[2]);
int inductor_of_member(Elaboration *el, const NodeRef *ref, const long member[2]);
/* References from outside to nodes of instances must be to nodes that the instance has. */
void check_outer_nodes(Elaboration *el);

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
void elaborate_start(Elaboration *el); /* the state it begins from, again */
/* A piece of the file without white space and comments: the name that an output has in results. */
const char *squeezed_text(Elaboration *el, CircSpan span);

/* sweep, output, expect, allow; plot. */
void elaborate_analyses(Elaboration *el);
void elaborate_allow(Elaboration *el);
void elaborate_plots(Elaboration *el);

#endif
