#include "emit/schematic_parts.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "circ/constants.h"
#include "emit/plain_text.h"
#include "emit/value_text.h"

enum { MOST_UNFOLDED = 40 };

/* ---- names */

/* Indices are the numbers in brackets; one past the last that there is room for stays part of the pattern. */
static NameRange range_of(CircArena *arena, const char *name)
{
    NameRange range = {0};
    char *pattern = circ_arena_copy(arena, name, strlen(name)), *end = pattern;
    bool inside = false;
    for (const char *c = name; *c;) {
        if (*c == '[' || *c == ']') inside = *c == '[';
        bool number = inside && (isdigit((unsigned char)*c) || (*c == '-' && isdigit((unsigned char)c[1])));
        if (!number || range.n == MOST_INDICES) {
            *end++ = *c++;
            continue;
        }
        char *after;
        range.low[range.n] = range.high[range.n] = strtol(c, &after, 10);
        range.n++;
        c = after;
    }
    *end = '\0';
    range.pattern = pattern;
    return range;
}

static void widen(NameRange *range, const NameRange *other)
{
    for (int i = 0; i < range->n; i++) {
        if (other->low[i] < range->low[i]) range->low[i] = other->low[i];
        if (other->high[i] > range->high[i]) range->high[i] = other->high[i];
    }
}

static const char *range_text(CircArena *arena, const NameRange *range)
{
    const char *text = "", *from = range->pattern;
    int i = 0;
    for (const char *c = from; *c && i < range->n; c++) {
        bool slot = (*c == '[' || *c == ',') && (c[1] == ',' || c[1] == ']');
        if (!slot) continue;
        text = circ_arena_format(arena, "%s%.*s%ld", text, (int)(c + 1 - from), from, range->low[i]);
        if (range->high[i] != range->low[i]) text = circ_arena_format(arena, "%s:%ld", text, range->high[i]);
        from = c + 1;
        i++;
    }
    return circ_arena_format(arena, "%s%s", text, from);
}

/* "x[2]." of "x[2].q" */
static const char *prefix_of(CircArena *arena, const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot ? circ_arena_copy(arena, name, (size_t)(dot + 1 - name)) : "";
}

/* ---- places, parts and links */

static int add_place(Parts *parts, const char *name)
{
    NameRange range = range_of(parts->arena, name);
    int at = table_add(&parts->place_table, parts->folded ? range.pattern : name, parts->n_places);
    if (at < parts->n_places) {
        widen(&parts->places[at].range, &range);
        return at;
    }
    parts->places = circ_arena_grow(parts->arena, parts->places, &parts->places_capacity,
                                    (size_t)parts->n_places + 1, sizeof *parts->places);
    parts->places[parts->n_places++] = (Place){.range = range};
    return at;
}

static void merge(Part *part, const Part *other)
{
    part->count++;
    widen(&part->range, &other->range);
    part->T = fmax(part->T, other->T);
    for (int i = 0; i < part->n_values; i++) {
        part->values[i].low = fmin(part->values[i].low, other->values[i].low);
        part->values[i].high = fmax(part->values[i].high, other->values[i].high);
    }
}

/* Parts are one where kind, pattern, places, note and the names of their values agree. */
static const char *key_of(const Parts *parts, const Part *part, const char *name)
{
    const char *key =
        circ_arena_format(parts->arena, "%d %s %d %d %s", (int)part->kind, parts->folded ? part->range.pattern : name,
                          part->node[0], part->node[1], part->note ? part->note : "");
    for (int i = 0; parts->folded && i < part->n_values; i++)
        key = circ_arena_format(parts->arena, "%s %s", key, part->values[i].label);
    return key;
}

static int add_part(Parts *parts, Part part, const char *name)
{
    part.range = range_of(parts->arena, name);
    part.count = 1;
    int at = table_add(&parts->part_table, key_of(parts, &part, name), parts->n_parts);
    if (at < parts->n_parts) {
        merge(&parts->parts[at], &part);
        return at;
    }
    parts->parts = circ_arena_grow(parts->arena, parts->parts, &parts->parts_capacity, (size_t)parts->n_parts + 1,
                                   sizeof *parts->parts);
    parts->parts[parts->n_parts++] = part;
    return at;
}

static void add_link(Parts *parts, Link link)
{
    const char *key = circ_arena_format(parts->arena, "%d %d %d", (int)link.kind, link.from, link.to);
    if (table_add(&parts->link_table, key, parts->n_links) < parts->n_links) return;
    parts->links = circ_arena_grow(parts->arena, parts->links, &parts->links_capacity, (size_t)parts->n_links + 1,
                                   sizeof *parts->links);
    parts->links[parts->n_links++] = link;
}

/* ---- the netlist */

/* A value that is 0 was not given. */
static void add_value(Part *part, const char *label, double si, DimId dim)
{
    if (si != 0) part->values[part->n_values++] = (PartValue){label, si, si, dim};
}

static Part part_between(PartKind kind, const int *place_of, const CircElement *e)
{
    return (Part){.kind = kind, .node = {place_of[e->node[0]], place_of[e->node[1]]}, .T = -1};
}

static void set_temperature(Part *part, double T)
{
    part->values[part->n_values++] = (PartValue){"T", T, T, DIM_TEMPERATURE};
    part->T = T;
}

static int *add_transmons(Parts *parts, const CircNetlist *net, const int *place_of)
{
    int *part_of = circ_new(parts->arena, int, net->n_transmons + 1);
    for (int i = 0; i < net->n_transmons; i++) {
        const CircTransmon *t = &net->transmons[i];
        Part part = part_between(PART_TRANSMON, place_of, &t->e);
        add_value(&part, "C", t->C, DIM_CAPACITANCE);
        add_value(&part, "EJ", t->EJ, DIM_ENERGY);
        add_value(&part, "f01", t->f01, DIM_FREQUENCY);
        add_value(&part, "EC", t->EC, DIM_ENERGY);
        add_value(&part, "anharmonicity", t->anharmonicity, DIM_FREQUENCY);
        part_of[i] = add_part(parts, part, t->e.name);
    }
    return part_of;
}

static void add_resonators(Parts *parts, const CircNetlist *net, const int *place_of)
{
    for (int i = 0; i < net->n_resonators; i++) {
        const CircResonator *r = &net->resonators[i];
        Part part = part_between(PART_RESONATOR, place_of, &r->e);
        add_value(&part, "f", 1 / (2 * CIRC_PI * sqrt(r->L * r->C)), DIM_FREQUENCY);
        add_value(&part, "Q", r->R * sqrt(r->C / r->L), DIM_NONE);
        add_value(&part, "Z", sqrt(r->L / r->C), DIM_RESISTANCE);
        set_temperature(&part, r->T);
        add_part(parts, part, r->e.name);
    }
}

static void add_resistors(Parts *parts, const CircNetlist *net, const int *place_of)
{
    for (int i = 0; i < net->n_resistors; i++) {
        Part part = part_between(PART_RESISTOR, place_of, &net->resistors[i].e);
        add_value(&part, "", net->resistors[i].R, DIM_RESISTANCE);
        set_temperature(&part, net->resistors[i].T);
        add_part(parts, part, net->resistors[i].e.name);
    }
}

static void add_inductors(Parts *parts, const CircNetlist *net, const int *place_of)
{
    int *part_of = circ_new(parts->arena, int, net->n_inductors + 1);
    for (int i = 0; i < net->n_inductors; i++) {
        Part part = part_between(PART_INDUCTOR, place_of, &net->inductors[i].e);
        add_value(&part, "", net->inductors[i].L, DIM_INDUCTANCE);
        part_of[i] = add_part(parts, part, net->inductors[i].e.name);
    }
    for (int i = 0; i < net->n_mutuals; i++)
        add_link(parts, (Link){LINK_MUTUAL, part_of[net->mutuals[i].a], part_of[net->mutuals[i].b],
                               circ_arena_format(parts->arena, "%s: k %.4g", net->mutuals[i].name, net->mutuals[i].k)});
}

static void add_capacitors(Parts *parts, const CircNetlist *net, const int *place_of)
{
    for (int i = 0; i < net->n_capacitors; i++) {
        Part part = part_between(PART_CAPACITOR, place_of, &net->capacitors[i].e);
        add_value(&part, "", net->capacitors[i].C, DIM_CAPACITANCE);
        add_part(parts, part, net->capacitors[i].e.name);
    }
}

static void add_lines(Parts *parts, const CircNetlist *net, const int *place_of)
{
    for (int i = 0; i < net->n_lines; i++) {
        const CircLine *line = &net->lines[i];
        Part part = part_between(PART_LINE, place_of, &line->e);
        add_value(&part, "Z0", line->Z0, DIM_RESISTANCE);
        add_value(&part, "delay", line->delay, DIM_TIME);
        add_value(&part, "loss (Np)", line->loss, DIM_NONE);
        add_part(parts, part, line->e.name);
    }
}

static void add_touchstones(Parts *parts, const CircNetlist *net, const int *place_of)
{
    for (int i = 0; i < net->n_touchstones; i++) {
        const CircTouchstone *t = &net->touchstones[i];
        const char *slash = strrchr(t->path, '/');
        Part part = {.kind = PART_TOUCHSTONE, .note = plain_line(parts->arena, slash ? slash + 1 : t->path), .T = -1};
        for (int k = 0; k < t->n_ports && k < 2; k++) part.node[k] = place_of[t->nodes[k]];
        if (t->T >= 0) set_temperature(&part, t->T);
        int at = add_part(parts, part, t->name);
        for (int k = 0; k < t->n_ports; k++)
            add_link(parts, (Link){LINK_PORT, at, place_of[t->nodes[k]], circ_arena_format(parts->arena, "%d", k + 1)});
    }
}

static void add_baths(Parts *parts, const CircNetlist *net, const int *transmon_part)
{
    for (int i = 0; i < net->n_rate_baths; i++) {
        const CircRateBath *b = &net->rate_baths[i];
        Part part = {.kind = PART_BATH, .note = b->local ? "local" : "collective", .T = -1};
        add_value(&part, "", b->rate, DIM_RATE);
        add_value(&part, "f", b->f, DIM_FREQUENCY);
        add_value(&part, "Q", b->Q, DIM_NONE);
        set_temperature(&part, b->T);
        int at = add_part(parts, part, b->name);
        for (int k = 0; k < b->n_qubits; k++)
            add_link(parts, (Link){LINK_ACTS, at, transmon_part[b->qubits[k]], NULL});
    }
}

static int *add_places(Parts *parts, const CircNetlist *net)
{
    int *place_of = circ_new(parts->arena, int, net->n_nodes);
    for (int i = 0; i < net->n_nodes; i++) place_of[i] = add_place(parts, net->nodes[i].name);
    return place_of;
}

static void name_all(Parts *parts)
{
    for (int i = 0; i < parts->n_places; i++) {
        parts->places[i].name = range_text(parts->arena, &parts->places[i].range);
        parts->places[i].prefix = prefix_of(parts->arena, parts->places[i].name);
    }
    for (int i = 0; i < parts->n_parts; i++) {
        parts->parts[i].name = range_text(parts->arena, &parts->parts[i].range);
        parts->parts[i].prefix = prefix_of(parts->arena, parts->parts[i].name);
    }
}

static long count_elements(const CircNetlist *net)
{
    return (long)net->n_transmons + net->n_capacitors + net->n_inductors + net->n_resistors + net->n_resonators +
           net->n_lines + net->n_touchstones + net->n_rate_baths;
}

Parts parts_of(const CircNetlist *net, CircArena *arena)
{
    Parts parts = {.arena = arena, .folded = count_elements(net) > MOST_UNFOLDED};
    table_init(&parts.part_table, arena, 0);
    table_init(&parts.place_table, arena, 0);
    table_init(&parts.link_table, arena, 0);
    const int *place_of = add_places(&parts, net);
    const int *transmon_part = add_transmons(&parts, net, place_of);
    add_capacitors(&parts, net, place_of);
    add_inductors(&parts, net, place_of);
    add_resistors(&parts, net, place_of);
    add_resonators(&parts, net, place_of);
    add_lines(&parts, net, place_of);
    add_touchstones(&parts, net, place_of);
    add_baths(&parts, net, transmon_part);
    name_all(&parts);
    return parts;
}

/* An energy is told as a frequency, so that is what is rounded. */
static const char *short_text(CircArena *arena, double si, DimId dim)
{
    char digits[40];
    double unit = dim == DIM_ENERGY ? CIRC_H : 1;
    snprintf(digits, sizeof digits, "%.3e", si / unit);
    return value_text(arena, strtod(digits, NULL) * unit, dim_of(dim));
}

const char *part_value_text(CircArena *arena, const PartValue *value)
{
    const char *low = short_text(arena, value->low, value->dim), *high = short_text(arena, value->high, value->dim);
    return strcmp(low, high) ? circ_arena_format(arena, "%s ... %s", low, high) : low;
}
