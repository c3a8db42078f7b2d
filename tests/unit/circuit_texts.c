#include "circuit_texts.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    FILE *out;
    uint64_t state;
    int brackets;
    bool after_comma, crlf;
    bool sweep_words; /* `from`, `in` and so on are no names in this statement */
} Writer;

static unsigned choose(Writer *writer, unsigned n)
{
    writer->state ^= writer->state << 13;
    writer->state ^= writer->state >> 7;
    writer->state ^= writer->state << 17;
    return (unsigned)(writer->state >> 33) % n;
}

static bool chance(Writer *writer, unsigned percent)
{
    return choose(writer, 100) < percent;
}

static void line_end(Writer *writer)
{
    fputs(writer->crlf ? "\r\n" : "\n", writer->out);
}

static void blank(Writer *writer, unsigned least)
{
    static const char *const blanks[] = {" ", " ", "  ", "\t", " \t ", "      "};
    for (unsigned n = least + (chance(writer, 30) ? choose(writer, 2) : 0); n; n--) fputs(blanks[choose(writer, 6)], writer->out);
}

static void comment(Writer *writer)
{
    static const char *const comments[] = {"# a comment", "#", "#tight  ", "# ( [ { , \" = 5", "# \xc2\xb5\xe2\x84\xa6 \xf0\x9f\x98\x80\t",
                                           "# param x = 1", "## }"};
    fputs(comments[choose(writer, 7)], writer->out);
}

/* Between two tokens. Lines may end inside of brackets and behind commas. */
static void gap(Writer *writer, bool needed)
{
    blank(writer, needed);
    if (!(writer->brackets || writer->after_comma)) return;
    while (chance(writer, 6)) {
        if (chance(writer, 40)) comment(writer);
        line_end(writer);
        blank(writer, 0);
    }
}

static void mark(Writer *writer, const char *text)
{
    gap(writer, false);
    fputs(text, writer->out);
    writer->brackets += *text == '(' || *text == '[';
    writer->brackets -= *text == ')' || *text == ']';
    writer->after_comma = *text == ',';
}

/* A word or number, away from the one in front of it. */
static void word(Writer *writer, const char *text)
{
    gap(writer, true);
    fputs(text, writer->out);
    writer->after_comma = false;
}

static const char *name_text(Writer *writer)
{
    static const char *const names[] = {"q",    "hot", "x_1",    "Omega",        "Q",     "N",  "h",    "a_rather_long_name",
                                        "else", "end", "levels", "\xce\xa9_eff", "steps", "in", "from", "by"};
    return names[choose(writer, writer->sweep_words ? 12 : 16)];
}

static void name(Writer *writer)
{
    word(writer, name_text(writer));
}

/* `=` stands on the line of its key. */
static void key(Writer *writer)
{
    static const char *const keys[] = {"C", "f01", "T", "rate", "n_g", "a_long_key"};
    word(writer, keys[choose(writer, 6)]);
    blank(writer, 0);
    putc('=', writer->out);
}

static void expr(Writer *writer, int depth);

static void index_list(Writer *writer, int depth)
{
    mark(writer, "[");
    for (unsigned n = 1 + choose(writer, 2); n; n--) {
        if (chance(writer, 20)) {
            mark(writer, "*");
        } else {
            expr(writer, depth - 1);
            if (chance(writer, 30)) {
                mark(writer, ":");
                expr(writer, depth - 1);
            }
        }
        if (n > 1) mark(writer, ",");
    }
    mark(writer, "]");
}

static void reference(Writer *writer, int depth)
{
    name(writer);
    if (chance(writer, 30)) index_list(writer, depth);
    if (chance(writer, 15)) {
        mark(writer, ".");
        reference(writer, depth - 1);
    }
}

static void number(Writer *writer)
{
    static const char *const numbers[] = {"1", "0.5", "4.", ".25", "1e3", "2.5E-7", "70", "1000000"};
    static const char *const units[] = {"GHz", "fF", "mK", "\xc2\xb5s", "k\xe2\x84\xa6", "ns"};
    static const char *const rates[] = {"/ns", "/s", "/us"};
    word(writer, numbers[choose(writer, 8)]);
    if (chance(writer, 40)) word(writer, units[choose(writer, 6)]);
    if (chance(writer, 15)) {
        blank(writer, 0);
        fputs(rates[choose(writer, 3)], writer->out);
    }
}

static void call(Writer *writer, int depth)
{
    static const char *const functions[] = {"sqrt", "gamma", "if", "EC", "at"};
    unsigned which = choose(writer, 5);
    if (which == 2) { /* at a line's start `if (` begins a statement */
        word(writer, "if(");
        writer->brackets++;
    } else {
        word(writer, functions[which]);
        mark(writer, "(");
    }
    expr(writer, depth - 1);
    if (which == 4) {
        mark(writer, ",");
        key(writer);
        expr(writer, depth - 1);
    } else if (chance(writer, 50)) {
        mark(writer, ",");
        expr(writer, depth - 1);
    }
    mark(writer, ")");
}

static void expr(Writer *writer, int depth)
{
    static const char *const operators[] = {"+", "-", "*", "/", "^", " / ", "+", "-"};
    if (depth <= 0) {
        if (chance(writer, 50)) number(writer);
        else name(writer);
        return;
    }
    switch (choose(writer, 6)) {
    case 0: number(writer); break;
    case 1: reference(writer, depth); break;
    case 2: call(writer, depth); break;
    case 3:
        mark(writer, "-");
        expr(writer, depth - 1);
        break;
    case 4:
        mark(writer, "(");
        expr(writer, depth - 1);
        mark(writer, ")");
        break;
    default:
        expr(writer, depth - 1);
        mark(writer, operators[choose(writer, 8)]);
        expr(writer, depth - 1);
    }
}

static void condition(Writer *writer)
{
    static const char *const comparisons[] = {"<", ">", "<=", ">=", "==", "!="};
    if (chance(writer, 20)) word(writer, "not");
    expr(writer, 2);
    mark(writer, comparisons[choose(writer, 6)]);
    expr(writer, 2);
    if (!chance(writer, 20)) return;
    word(writer, chance(writer, 50) ? "and" : "or");
    condition(writer);
}

static void keys(Writer *writer, unsigned least)
{
    for (unsigned n = least + choose(writer, 3); n; n--) {
        key(writer);
        expr(writer, 2);
    }
}

static void references(Writer *writer)
{
    mark(writer, "(");
    for (unsigned n = 1 + choose(writer, 3); n; n--) {
        reference(writer, 2);
        if (n > 1) mark(writer, ",");
    }
    mark(writer, ")");
}

static void element(Writer *writer)
{
    static const char *const kinds[] = {"capacitor", "transmon", "rlc", "touchstone", "cell"};
    word(writer, kinds[choose(writer, 5)]);
    name(writer);
    if (chance(writer, 30)) index_list(writer, 2);
    if (chance(writer, 10)) word(writer, "\"a file.s2p\"");
    references(writer);
    if (chance(writer, 40)) expr(writer, 2);
    keys(writer, 0);
}

static void bounds(Writer *writer)
{
    word(writer, "in");
    mark(writer, "[");
    expr(writer, 1);
    mark(writer, ",");
    expr(writer, 1);
    mark(writer, "]");
}

static void outputs(Writer *writer)
{
    for (unsigned n = 1 + choose(writer, 3); n; n--) {
        if (chance(writer, 30)) key(writer);
        expr(writer, 3);
        if (n > 1) mark(writer, ",");
    }
}

static void values(Writer *writer)
{
    for (unsigned n = 1 + choose(writer, 3); n; n--) {
        expr(writer, 1);
        if (n > 1) mark(writer, ",");
    }
}

static void sweep(Writer *writer)
{
    word(writer, "sweep");
    name(writer);
    if (chance(writer, 30)) {
        word(writer, "in");
        values(writer);
        return;
    }
    if (chance(writer, 30)) word(writer, "log");
    word(writer, "from");
    expr(writer, 1);
    word(writer, "to");
    expr(writer, 1);
    word(writer, "steps");
    expr(writer, 1);
}

static void simple_statement(Writer *writer)
{
    unsigned kind = choose(writer, 12);
    writer->sweep_words = kind == 4 || kind == 0;
    switch (kind) {
    case 0:
        word(writer, "param");
        key(writer);
        expr(writer, 3);
        if (chance(writer, 20)) bounds(writer);
        break;
    case 1:
        word(writer, "bath");
        name(writer);
        if (chance(writer, 30)) index_list(writer, 2);
        word(writer, "local");
        references(writer);
        keys(writer, 1);
        break;
    case 2:
        word(writer, "model");
        keys(writer, 1);
        break;
    case 3:
        word(writer, "expect");
        condition(writer);
        if (chance(writer, 30)) {
            word(writer, "at");
            key(writer);
            expr(writer, 1);
        }
        break;
    case 4: sweep(writer); break;
    case 5:
        word(writer, "output");
        outputs(writer);
        break;
    case 6:
        word(writer, "initial");
        word(writer, "dicke");
        mark(writer, "(");
        values(writer);
        mark(writer, ")");
        break;
    case 7:
        word(writer, "allow");
        word(writer, "W0504");
        break;
    default: element(writer);
    }
    writer->sweep_words = false;
}

static void statements(Writer *writer, int depth);

static void block(Writer *writer, int depth)
{
    mark(writer, "{");
    if (chance(writer, 20)) {
        simple_statement(writer);
        blank(writer, 1);
    } else {
        blank(writer, 0);
        if (chance(writer, 20)) comment(writer);
        line_end(writer);
        statements(writer, depth);
    }
    mark(writer, "}");
}

static void choice(Writer *writer, int depth)
{
    word(writer, "if");
    condition(writer);
    block(writer, depth);
    if (!chance(writer, 50)) return;
    if (chance(writer, 20)) line_end(writer);
    word(writer, "else");
    if (chance(writer, 30)) choice(writer, depth);
    else block(writer, depth);
}

static void block_statement(Writer *writer, int depth)
{
    writer->sweep_words = true;
    switch (choose(writer, 3)) {
    case 0:
        word(writer, "for");
        word(writer, "i");
        word(writer, "in");
        values(writer);
        block(writer, depth);
        break;
    case 1:
        writer->sweep_words = false;
        choice(writer, depth);
        break;
    default:
        word(writer, "subcircuit");
        name(writer);
        mark(writer, "(");
        name(writer);
        mark(writer, ",");
        name(writer);
        if (chance(writer, 50)) {
            mark(writer, ";");
            key(writer);
            expr(writer, 1);
        }
        mark(writer, ")");
        block(writer, depth);
    }
    writer->sweep_words = false;
}

static void statements(Writer *writer, int depth)
{
    for (unsigned n = choose(writer, 8); n; n--) {
        while (chance(writer, 15)) {
            blank(writer, 0);
            if (chance(writer, 60)) comment(writer);
            line_end(writer);
        }
        if (depth > 0 && chance(writer, 15)) block_statement(writer, depth - 1);
        else simple_statement(writer);
        blank(writer, 0);
        if (chance(writer, 25)) comment(writer);
        line_end(writer);
    }
}

char *circuit_text(uint64_t seed)
{
    char *text = NULL;
    size_t length = 0;
    Writer writer = {.state = seed * 0x9E3779B97F4A7C15u + 1};
    writer.out = open_memstream(&text, &length);
    if (!writer.out) return NULL;
    writer.crlf = chance(&writer, 20);
    statements(&writer, 3);
    if (chance(&writer, 30)) simple_statement(&writer);
    if (chance(&writer, 10)) comment(&writer);
    fclose(writer.out);
    return text;
}
