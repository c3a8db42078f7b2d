#include "grammar_text.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

/* Of an expression. Its letter begins the names of parameters: n0, C1, ... */
typedef enum { PLAIN, CAPACITANCE, FREQUENCY, TEMPERATURE, RATE, N_DIMENSIONS } Dimension;
static const char letters[] = "nCfTr";

enum { N_PARAMS = 4, N_FUNCTIONS = 3, N_SUBCIRCUITS = 3, MAX_NAMES = 16, MAX_DEEP = 5, MAX_LOOPS = 2 };

/* Something that other statements may name: a qubit, a bath, an instance. */
typedef struct {
    char letter; /* q, b, x */
    int number, n_dims;
} Thing;

/* Of the file, or of a subcircuit. */
typedef struct {
    Thing things[MAX_NAMES];
    int n_things, n_loops;
} Place;

typedef struct {
    const uint8_t *data;
    size_t size;
    FILE *out;
    Place *place;
    int counter, deep, function; /* function: the first that may be called */
    int subcircuit;              /* likewise, of instances */
    bool params[N_DIMENSIONS][N_PARAMS], functions[N_FUNCTIONS], subcircuits[N_SUBCIRCUITS];
} Writer;

static int choose(Writer *w, int n)
{
    if (!w->size) return 0;
    w->size--;
    return *w->data++ % n;
}

static bool rarely(Writer *w)
{
    return choose(w, 256) == 255;
}

/* ---- expressions */

static void literal(Writer *w, Dimension dim)
{
    static const char *const plain[] = {"2", "1", "3", "4", "0.5", "0", "-1", "1e9"};
    static const char *const units[] = {"", " fF", " GHz", " mK", " /ns"};
    static const char *const wrong[] = {"", " ff", " ghz", " K", " Hz"};
    if (dim == PLAIN) {
        fputs(plain[rarely(w) ? 4 + choose(w, 4) : choose(w, 4)], w->out);
    } else {
        fprintf(w->out, "%d%s", 1 + choose(w, 90), rarely(w) ? wrong[dim] : units[dim]);
    }
}

static void param(Writer *w, Dimension dim, int first)
{
    int i = first + choose(w, N_PARAMS);
    if (i >= N_PARAMS) {
        literal(w, dim);
        return;
    }
    w->params[dim][i] = true;
    fprintf(w->out, "%c%d", letters[dim], i);
}

static void loop_name(Writer *w)
{
    if (w->place->n_loops)
        fprintf(w->out, "i%d", choose(w, w->place->n_loops));
    else
        literal(w, PLAIN);
}

static void expression(Writer *w, Dimension dim, int first);

static void pair(Writer *w, Dimension a, const char *between, Dimension b, int first)
{
    expression(w, a, first);
    fputs(between, w->out);
    expression(w, b, first);
}

static void condition(Writer *w, int first)
{
    static const char *const compares[] = {" > ", " <= ", " == ", " != "}, *const joins[] = {" and ", " or "};
    Dimension dim = (Dimension)choose(w, N_DIMENSIONS);
    if (!choose(w, 4)) fputs("not ", w->out);
    pair(w, dim, compares[choose(w, 4)], dim, first);
    if (choose(w, 4) == 3) {
        fputs(joins[choose(w, 2)], w->out);
        pair(w, PLAIN, " < ", PLAIN, first);
    }
}

static void call(Writer *w, Dimension dim, int first)
{
    int i = w->function + choose(w, N_FUNCTIONS);
    if (i < N_FUNCTIONS) {
        w->functions[i] = true;
        fprintf(w->out, "g%d(", i);
    } else {
        fputs("min(", w->out);
    }
    pair(w, dim, ", ", dim, first);
    putc(')', w->out);
}

static void choice(Writer *w, Dimension dim, int first)
{
    fputs("if(", w->out);
    condition(w, first);
    fputs(", ", w->out);
    pair(w, dim, ", ", dim, first);
    putc(')', w->out);
}

static void bracketed(Writer *w, const char *open, Dimension a, const char *between, Dimension b, int first)
{
    fputs(open, w->out);
    pair(w, a, between, b, first);
    putc(')', w->out);
}

/* `first`: only parameters from this number on, so that none depends on itself. */
static void expression(Writer *w, Dimension dim, int first)
{
    int kind = w->deep >= MAX_DEEP ? choose(w, 2) : choose(w, 11);
    w->deep++;
    switch (kind) {
    case 1:
    case 2: param(w, dim, first); break;
    case 3: pair(w, dim, " + ", dim, first); break;
    case 4: bracketed(w, "(", PLAIN, ")*(", dim, first); break;
    case 5: bracketed(w, "(", dim, ")/(", PLAIN, first); break;
    case 6: bracketed(w, "abs(-", dim, " - ", dim, first); break;
    case 7: call(w, dim, first); break;
    case 8: choice(w, dim, first); break;
    case 9:
        if (dim == PLAIN) {
            loop_name(w);
            break;
        } /* fall through */
    default: literal(w, rarely(w) ? (Dimension)choose(w, N_DIMENSIONS) : dim);
    }
    w->deep--;
}

/* ---- names */

static void subscript(Writer *w, int n_dims)
{
    for (int i = 0; i < n_dims; i++) {
        int kind = choose(w, 8);
        fputs(i ? ", " : "[", w->out);
        if (kind == 0 || kind == 1)
            fputs("1", w->out);
        else if (kind == 2)
            fputs("*", w->out);
        else if (kind == 3)
            fputs("1:2", w->out);
        else if (rarely(w))
            expression(w, PLAIN, 0);
        else
            loop_name(w);
    }
    if (n_dims) putc(']', w->out);
}

static void thing(Writer *w, char letter)
{
    const Place *place = w->place;
    int start = choose(w, MAX_NAMES);
    for (int i = 0; i < place->n_things; i++) {
        const Thing *found = &place->things[(start + i) % place->n_things];
        bool inside = letter == 'q' && found->letter == 'x';
        if (found->letter != letter && !inside) continue;
        fprintf(w->out, "%c%d", found->letter, found->number);
        subscript(w, rarely(w) ? choose(w, 3) : found->n_dims);
        if (inside) fputs(choose(w, 8) == 7 ? ".y.q" : ".q", w->out);
        return;
    }
    fprintf(w->out, "%c0", letter);
}

static void node(Writer *w, int n_dims)
{
    int kind = choose(w, 6);
    if (kind == 0) {
        fputs("gnd", w->out);
    } else if (kind == 1) {
        fprintf(w->out, "k%d", choose(w, 3));
    } else if (kind == 2 && n_dims) {
        fprintf(w->out, n_dims == 2 ? "k%d[*, *]" : "k%d[*]", choose(w, 3));
    } else if (kind == 3 && w->place->n_loops) {
        fputs("k3[", w->out);
        pair(w, PLAIN, " + ", PLAIN, 0);
        putc(']', w->out);
    } else {
        fprintf(w->out, "m%d", choose(w, 4));
    }
}

/* The declared name with its range; in a loop mostly one member. */
static int declared(Writer *w, char letter, bool named)
{
    static const char *const bounds[] = {"1:2", "1:3", "2:4", "0:1", "1:1", "1:n0", "1:1000000000"};
    int number = w->counter++, n_dims = choose(w, 4);
    Place *place = w->place;
    if (n_dims == 3) n_dims = 0;
    fprintf(w->out, " %c%d", letter, number);
    if (place->n_loops && !rarely(w)) {
        n_dims = place->n_loops < 2 ? place->n_loops : 2;
        fprintf(w->out, n_dims == 2 ? "[i%d, i%d]" : "[i%d]", place->n_loops - n_dims, place->n_loops - 1);
    } else {
        for (int i = 0; i < n_dims; i++) {
            int bound = rarely(w) ? 6 : choose(w, 6);
            if (bound == 5) w->params[PLAIN][0] = true;
            fprintf(w->out, "%s%s", i ? ", " : "[", bounds[bound]);
        }
        if (n_dims) putc(']', w->out);
    }
    if (named && place->n_things < MAX_NAMES)
        place->things[place->n_things++] = (Thing){letter, number, n_dims};
    return n_dims;
}

/* ---- statements */

static void value(Writer *w, const char *key, Dimension dim)
{
    fprintf(w->out, " %s = ", key);
    expression(w, dim, 0);
}

static void nodes(Writer *w, int n, int n_dims)
{
    for (int i = 0; i < n; i++) {
        fputs(i ? ", " : " (", w->out);
        node(w, n_dims);
    }
    putc(')', w->out);
}

static void transmon(Writer *w)
{
    fputs("transmon", w->out);
    int n_dims = declared(w, 'q', true);
    fprintf(w->out, " (m%d%s, gnd)", choose(w, 4), n_dims == 1 ? "[*]" : n_dims == 2 ? "[*, *]" : "");
    value(w, "C", CAPACITANCE);
    value(w, choose(w, 2) ? "EJ" : "f01", FREQUENCY);
}

static void capacitor(Writer *w)
{
    fputs("capacitor", w->out);
    int n_dims = declared(w, 'e', false);
    fprintf(w->out, " (h%d, ", choose(w, 3));
    node(w, n_dims);
    fputs(") ", w->out);
    expression(w, CAPACITANCE, 0);
}

static void resonator(Writer *w)
{
    fputs("rlc", w->out);
    declared(w, 'b', true);
    fprintf(w->out, " (h%d, gnd)", choose(w, 3));
    value(w, "f", FREQUENCY);
    value(w, "Q", PLAIN);
    fputs(" Z = 50 Ohm", w->out);
    value(w, "T", TEMPERATURE);
}

static void bath(Writer *w)
{
    fputs("bath", w->out);
    int number = w->counter++, n_loops = w->place->n_loops;
    if (w->place->n_things < MAX_NAMES)
        w->place->things[w->place->n_things++] = (Thing){'b', number, n_loops};
    fprintf(w->out, " b%d%s", number, n_loops == 1 ? "[i0]" : n_loops == 2 ? "[i0, i1]" : "");
    fputs(choose(w, 2) ? " collective(" : " local(", w->out);
    thing(w, 'q');
    putc(')', w->out);
    value(w, "rate", RATE);
    value(w, "T", TEMPERATURE);
}

static void instance(Writer *w)
{
    int i = w->subcircuit + choose(w, N_SUBCIRCUITS);
    if (i >= N_SUBCIRCUITS) {
        capacitor(w);
        return;
    }
    w->subcircuits[i] = true;
    fprintf(w->out, "s%d", i);
    nodes(w, rarely(w) ? i : i + 1, declared(w, 'x', true));
    if (choose(w, 2)) value(w, "C", CAPACITANCE);
    if (choose(w, 4) == 3) value(w, "f", FREQUENCY);
}

static void statement(Writer *w);

static void block(Writer *w)
{
    fputs(" {\n", w->out);
    for (int n = 1 + choose(w, 3); n > 0; n--) statement(w);
    putc('}', w->out);
}

static void loop(Writer *w)
{
    static const char *const ranges[] = {"1:2", "1:3", "0:1", "2, 3, 5", "3:2", "1:1000000000"};
    if (w->place->n_loops == MAX_LOOPS) {
        transmon(w);
        return;
    }
    int range = rarely(w) ? 5 : choose(w, 5);
    fprintf(w->out, "for i%d in %s", w->place->n_loops++, ranges[range]);
    block(w);
    w->place->n_loops--;
}

/* What a branch declares is not named outside of it. */
static void branch(Writer *w)
{
    int n_things = w->place->n_things;
    fputs("if ", w->out);
    condition(w, 0);
    block(w);
    w->place->n_things = n_things;
    if (choose(w, 3)) {
        fputs(" else", w->out);
        if (choose(w, 3) == 2) fputs(" if ", w->out), condition(w, 0);
        block(w);
        w->place->n_things = n_things;
    }
}

static void statement(Writer *w)
{
    static void (*const kinds[])(Writer *) = {capacitor, transmon, resonator, bath,
                                              instance,  instance, capacitor};
    int kind = choose(w, 9);
    w->deep++;
    if (w->deep <= MAX_DEEP && kind == 7)
        loop(w);
    else if (w->deep <= MAX_DEEP && kind == 8)
        branch(w);
    else
        kinds[kind < 7 ? kind : 0](w);
    fputs(choose(w, 8) == 7 ? "  # said\n" : "\n", w->out);
    w->deep--;
}

/* ---- analyses */

static void quantity(Writer *w)
{
    static const char *const calls[] = {"Q(", "gamma(", "f01(", "exchange(", "population(", "EC(", "n("};
    static const char *const seconds[] = {"", "q", "", "q", "1", "", ""};
    static const char firsts[] = "bbqqqqb";
    int i = choose(w, 9);
    if (i >= 7) {
        fputs(i == 7 ? "Q_valve" : "advantage*2", w->out);
        return;
    }
    fputs(calls[i], w->out);
    thing(w, firsts[i]);
    if (seconds[i][0]) fputs(", ", w->out);
    if (seconds[i][0] == 'q') thing(w, 'q');
    if (seconds[i][0] == '1') fputs("1", w->out);
    putc(')', w->out);
}

static void sweep(Writer *w)
{
    Dimension dim = (Dimension)choose(w, N_DIMENSIONS);
    int i = choose(w, N_PARAMS);
    w->params[dim][i] = true;
    fprintf(w->out, "sweep %c%d", letters[dim], i);
    if (choose(w, 2)) {
        fputs(" in ", w->out);
        pair(w, dim, ", ", dim, N_PARAMS);
    } else {
        fputs(choose(w, 2) ? " log from " : " from ", w->out);
        pair(w, dim, " to ", dim, N_PARAMS);
        fprintf(w->out, " steps %d", 1 + choose(w, 5));
    }
}

static void expect(Writer *w)
{
    fputs("expect ", w->out);
    quantity(w);
    fputs(" > 0*(", w->out);
    quantity(w);
    putc(')', w->out);
    if (choose(w, 2)) {
        w->params[TEMPERATURE][0] = true;
        fputs(" at T0 = ", w->out);
        expression(w, TEMPERATURE, 0);
    }
}

static void plot(Writer *w)
{
    static const char *const axes[] = {"", " against T0", " against T0, n1 logy", " by f1 against C2",
                                       " logx"};
    fputs(choose(w, 2) ? "plot \"a title\" " : "plot ", w->out);
    quantity(w);
    fputs(", named = ", w->out);
    quantity(w);
    fputs(axes[choose(w, 5)], w->out);
}

static void output(Writer *w)
{
    fputs("output ", w->out);
    quantity(w);
    fprintf(w->out, ", a%d = ", w->counter++);
    expression(w, (Dimension)choose(w, N_DIMENSIONS), 0);
}

static void analysis(Writer *w)
{
    static void (*const kinds[])(Writer *) = {output, sweep, expect, plot};
    static const char *const others[] = {"model levels = 3",
                                         "sector J = 1",
                                         "initial ground",
                                         "allow W0504, W0101",
                                         "transient to 5 ns steps 3 from excited",
                                         "circuit c \"a circuit\"",
                                         "import \"library.circ\""};
    int kind = choose(w, 11);
    if (kind < 4)
        kinds[kind](w);
    else
        fputs(others[kind - 4], w->out);
    putc('\n', w->out);
}

/* ---- what was named and is not declared yet */

static void declare_param(Writer *w, Dimension dim, int i)
{
    fprintf(w->out, "param %c%d = ", letters[dim], i);
    expression(w, dim, rarely(w) ? 0 : i + 1);
    if (choose(w, 6) == 5) {
        fputs(" in [-9*", w->out);
        literal(w, dim);
        fputs(", 9*", w->out);
        literal(w, dim);
        putc(']', w->out);
    }
    putc('\n', w->out);
}

static void declare_function(Writer *w, int i)
{
    static const char *const bodies[] = {"x + y",     "min(x, 2*y)", "if(x > y, x, y)",
                                         "sqrt(x*y)", "2*g1(x, y)",  "x^2/y"};
    int body = choose(w, 6);
    if (body == 4) w->functions[1] = true;
    fprintf(w->out, "function g%d(x, y) = %s\n", i, bodies[body]);
}

static void declare_subcircuit(Writer *w, int i)
{
    static const char *const ports[] = {"m0", "m0, m1", "m0, m1, m2"};
    Place place = {.n_things = 0}, *outer = w->place;
    int subcircuit = w->subcircuit;
    fprintf(w->out, "subcircuit s%d(%s; C = 3 fF, f = 4 GHz) {\n", i, ports[i]);
    w->place = &place;
    w->subcircuit = rarely(w) ? i : i + 1;
    fputs("transmon q (z, gnd) C = 70 fF f01 = f\ncapacitor a (z, m0) C\n", w->out);
    if (w->subcircuit < N_SUBCIRCUITS && choose(w, 2)) {
        w->subcircuits[w->subcircuit] = true;
        fprintf(w->out, "s%d y (%s)\n", w->subcircuit,
                w->subcircuit == 1   ? "z, m0"
                : w->subcircuit == 2 ? "z, m0, gnd"
                                     : "z");
    }
    for (int n = choose(w, 4); n > 0; n--) statement(w);
    fputs("}\n", w->out);
    w->subcircuit = subcircuit;
    w->place = outer;
}

static void declare_all(Writer *w)
{
    for (int i = 0; i < N_SUBCIRCUITS; i++)
        if (w->subcircuits[i]) declare_subcircuit(w, i);
    for (int i = 0; i < N_PARAMS; i++)
        for (int dim = 0; dim < N_DIMENSIONS; dim++)
            if (w->params[dim][i]) declare_param(w, (Dimension)dim, i);
    for (int dim = 0; dim < N_DIMENSIONS; dim++) /* what a later one named of an earlier number */
        for (int i = 0; i < N_PARAMS; i++) w->params[dim][i] = false;
    for (int i = 0; i < N_FUNCTIONS; i++)
        if (w->functions[i]) declare_function(w, i);
}

static FILE *open_or_abort(char **text, size_t *size)
{
    FILE *out = open_memstream(text, size);
    if (!out) abort();
    return out;
}

GrammarText grammar_text(const uint8_t *data, size_t size)
{
    GrammarText text = {NULL, NULL};
    size_t file_size = 0, library_size = 0;
    Place place = {.n_things = 0};
    FILE *file = open_or_abort(&text.file, &file_size),
         *library = open_or_abort(&text.library, &library_size);
    Writer w = {.data = data, .size = size, .out = file, .place = &place};
    bool imports = choose(&w, 2);
    if (imports) fputs("import \"library.circ\"\n", file);
    transmon(&w);
    putc('\n', file);
    resonator(&w);
    putc('\n', file);
    for (int n = 1 + choose(&w, 8); n > 0; n--) statement(&w);
    for (int n = choose(&w, 6); n > 0; n--) analysis(&w);
    if (imports) w.out = library;
    declare_all(&w);
    fclose(file);
    fclose(library);
    return text;
}
