/* netlist.h - stage 2: the elements of one point of a sweep, flat and in SI units.
 *
 * Names, units, expressions and arrays are resolved; nothing is derived yet. It knows no matrix and no
 * Hilbert space. Frequencies are in Hz here (f_...), rates in 1/s, energies in J. Everything belongs to the arena it
 * was made in. */
#ifndef CIRC_NETLIST_H
#define CIRC_NETLIST_H

#include "circ/ast.h"
#include "circ/value.h"

typedef struct {
    const char *name; /* "q[1]" */
    CircSpan span;    /* of the statement's head */
    int node[2];      /* indices into nodes; 0 is ground */
} CircElement;

typedef struct {
    const char *name;
    CircSpan span; /* where it is first used */
} CircNode;

typedef struct {
    CircElement e;
    double C; /* F */
} CircCapacitor;

typedef struct {
    CircElement e;
    double L; /* H */
} CircInductor;

typedef struct {
    CircElement e;
    double R, T; /* Ohm, K */
} CircResistor;

/* A resistor, an inductor and a capacitor in parallel between two nodes. */
typedef struct {
    CircElement e;
    double R, L, C, T;
} CircResonator;

/* Coupling of two inductors, M = k sqrt(L_a L_b). */
typedef struct {
    const char *name;
    CircSpan span;
    int a, b; /* indices into inductors */
    double k; /* -1 < k < 1; the sign belongs to the order of the inductors' nodes */
} CircMutual;

/* A transmission line from node[0] to node[1], both against ground. */
typedef struct {
    CircElement e;
    double Z0;    /* Ohm */
    double delay; /* s, from end to end */
    double loss;  /* Np, from end to end, at any frequency */
} CircLine;

/* An environment from a Touchstone file: port i is between nodes[i] and ground. */
typedef struct {
    const char *name;
    CircSpan span;
    const char *path;
    CircSpan path_span;
    int n_ports;
    const int *nodes;
    double T; /* K, of its dissipation; < 0: not given, it must be lossless */
} CircTouchstone;

/* A junction (or a SQUID at its flux) with a shunt capacitor: one qubit. Of EJ and f01 one is given, the other is 0;
 * of C, EC and anharmonicity one is not 0, or none where other capacitors load the junction. */
typedef struct {
    CircElement e;
    double C;             /* F, the shunt alone */
    double EJ;            /* J; of a SQUID at its flux */
    double f01;           /* Hz, with everything loaded */
    double EC;            /* J, with everything loaded */
    double anharmonicity; /* Hz, f12 - f01, with everything loaded */
    double offset_charge; /* in Cooper pairs */
} CircTransmon;

/* What is known of an environment by its rate alone. */
typedef struct {
    const char *name;
    CircSpan span;
    bool local;   /* acts on each qubit by itself; else on their sum */
    double rate;  /* 1/s per qubit, at f where that is given */
    double T;     /* K */
    double Q, f;  /* quality factor and frequency (Hz) of a Lorentzian filter; 0, 0: flat */
    int n_qubits;
    const int *qubits; /* indices into transmons */
} CircRateBath;

/* Every source of noise, in the order of the file; this index names the bath in all later stages. */
typedef enum { CIRC_BATH_RESISTOR, CIRC_BATH_RESONATOR, CIRC_BATH_RATE, CIRC_BATH_TOUCHSTONE } CircBathKind;
typedef struct {
    const char *name;
    CircSpan span;
    CircBathKind kind;
    int index; /* into resistors, resonators, rate_baths or touchstones */
    int port;  /* TOUCHSTONE: a device of n ports has n sources of noise, 0 to n - 1 */
} CircBathRef;

typedef enum { CIRC_SYM_PARAM, CIRC_SYM_FUNCTION, CIRC_SYM_INSTANCE, CIRC_SYM_CAPACITOR, CIRC_SYM_INDUCTOR,
               CIRC_SYM_MUTUAL, CIRC_SYM_LINE, CIRC_SYM_TRANSMON, CIRC_SYM_BATH,
               CIRC_SYM_BAD /* reported already */ } CircSymbolKind;

/* A name of the file, of a subcircuit's instance or of a loop. */
typedef struct {
    const char *name; /* "q", without an index */
    CircSpan span;
    CircSymbolKind kind;
    int n_dims; /* of an array: 1 or 2; else 0 */
    long low[2], high[2];
    int n, first;    /* its members in the list of its kind: first, first + 1, ..., by rows; */
    const int *list; /* or, of an array whose members a loop declares, these. NULL: as above */
    size_t list_capacity;
} CircSymbol;

typedef struct {
    const char *name;
    CircSpan span;
    CircValue value;
} CircParam;

typedef enum { CIRC_COUPLING_EXACT, CIRC_COUPLING_FIRST_ORDER } CircCouplingKind;
typedef enum { CIRC_SPECTRUM_CHARGE, CIRC_SPECTRUM_ASYMPTOTIC } CircSpectrumKind;
typedef enum { CIRC_RATES_CONSISTENT, CIRC_RATES_PRINTED } CircRatesKind;

/* Which products of different transitions a dissipator keeps: all (the geometric-mean Lindblad form); those of frequencies that
 * follow each other within a width; those of equal frequencies. */
typedef enum { CIRC_SECULAR_NONE, CIRC_SECULAR_PARTIAL, CIRC_SECULAR_FULL } CircSecularKind;
typedef struct {
    CircSecularKind kind;
    double width; /* Hz, of PARTIAL */
} CircSecular;

typedef struct {
    CircSpan span; /* of the model statement, or nowhere */
    int levels;
    CircCouplingKind coupling;
    CircRatesKind rates;
    CircSecular secular;
    CircSpectrumKind spectrum; /* of the exact derivation; the first-order one is asymptotic */
} CircModelOptions;

/* What each parameter of the file reaches, a bit each as in CircValue.inputs. A change of one asks for ... */
typedef struct {
    uint64_t structure;   /* sizes, loops, choices, nodes, times of a transient, settings of expects: elaboration anew */
    uint64_t circuit;     /* values of elements, the model statement: all from the circuit stage on */
    uint64_t temperature; /* temperatures of baths: occupations and the solve */
    uint64_t solve;       /* sector, initial: the solve */
    uint64_t analysis;    /* outputs, expects */
} CircReach;

/* What fixes the weight of each collective spin J where nothing else does. */
typedef enum { CIRC_INITIAL_NONE, CIRC_INITIAL_SECTOR, CIRC_INITIAL_GROUND, CIRC_INITIAL_EXCITED,
               CIRC_INITIAL_DICKE, CIRC_INITIAL_THERMAL } CircInitialKind;
typedef struct {
    CircInitialKind kind;
    CircSpan span;
    double J, M; /* SECTOR: J; DICKE: both */
    double T;    /* THERMAL, K */
} CircInitial;

/* Times at which the state that began as `start` is wanted; n = 0: the steady state is. */
typedef struct {
    CircSpan span;
    int n;
    const double *times; /* s, ascending from 0 */
    CircInitial start;
} CircTransient;

typedef struct {
    const char *name; /* a parameter */
    CircSpan span;
    CircDim dim;
    int n;
    const double *values; /* SI */
} CircSweep;

typedef struct {
    const char *name; /* as written, white space aside */
    const CircExpr *expr;
    CircDim dim;
} CircOutput;

/* What a plot statement shows: each value by itself, or together with others of its dimension. */
typedef struct {
    CircSpan span;
    const char *title; /* NULL: none */
    int n_values;
    const CircOutput *values;
    int n_against;
    const char *against[2]; /* parameters that are swept, or t; none: the innermost; two: a map */
    const char *by;         /* a curve for each value of this one; NULL: of all others that are swept */
    bool log_x, log_y;
} CircPlot;

typedef struct {
    const char *name; /* of a parameter, or t: the time of a transient */
    double si;
} CircSetting;

typedef struct {
    const CircExpr *expr; /* a comparison */
    CircSpan span;
    int n_settings;
    const CircSetting *settings; /* the point it is at; none: every point */
} CircExpect;

typedef struct {
    const char *name, *title; /* title: NULL where absent */
    CircSpan span;            /* of the circuit statement, or the file's start: what is said of the whole circuit */
    int n_nodes, n_params, n_capacitors, n_inductors, n_mutuals, n_lines, n_touchstones, n_resistors, n_resonators, n_transmons, n_rate_baths, n_baths,
        n_symbols, n_sweeps, n_outputs, n_expects, n_plots;
    const CircNode *nodes; /* nodes[0] is gnd */
    const CircParam *params;
    const CircCapacitor *capacitors;
    const CircInductor *inductors;
    const CircMutual *mutuals;
    const CircLine *lines;
    const CircTouchstone *touchstones;
    const CircResistor *resistors;
    const CircResonator *resonators;
    const CircTransmon *transmons;
    const CircRateBath *rate_baths;
    const CircBathRef *baths;
    const CircSymbol *symbols;
    CircModelOptions model;
    CircInitial initial;
    CircTransient transient;
    const CircSweep *sweeps; /* the first is the outermost */
    const CircOutput *outputs;
    const CircExpect *expects;
    const CircPlot *plots;
    CircReach reach;
    uint64_t wanted; /* bit q: some output or expect names quantity q of circ/evaluate.h */
    struct CircScope *scope; /* for circ_evaluate; see circ/evaluate.h */
} CircNetlist;

/* A parameter set from outside: the command line's expression, or a sweep's number (expr NULL). */
typedef struct {
    const char *name;
    CircSpan span;        /* of the name, where it has one */
    const CircExpr *expr;
    CircValue value;
} CircOverride;

/* Resolves an Ast. Reports all errors it finds; NULL when there was one. An override must name a parameter
 * of the file and have the dimension of its value there. */
const CircNetlist *circ_elaborate(const CircAst *ast, int n_overrides, const CircOverride *overrides,
                                  CircArena *arena, CircDiags *diags);

/* Warns of what is allowed but hardly meant: parameters that nothing reads, sweeps of them, nodes with one element.
 * `arena` is for work on the way. */
void circ_lint(const CircAst *ast, const CircNetlist *netlist, CircArena *arena, CircDiags *diags);

/* Whether circ_netlist_update can do this: the change does not reach the structure, and overrides of what changes are
 * numbers. `changed` has bits as in CircReach. */
bool circ_netlist_can_update(const CircNetlist *netlist, int n_overrides, const CircOverride *overrides, uint64_t changed);

/* The same netlist, in place, where these overrides are set instead: only what follows from the parameters in `changed`
 * is evaluated anew. `scratch` holds what the round needs for itself, and may be reset after it. False after an error. */
bool circ_netlist_update(const CircNetlist *netlist, int n_overrides, const CircOverride *overrides, uint64_t changed,
                         CircArena *scratch, CircDiags *diags);

void circ_netlist_print(const CircNetlist *netlist, FILE *out);

#endif
