#include "emit/schematic.h"

#include <string.h>

#include "emit/schematic_symbols.h"

enum { MOST_SYMBOLS = 400, LINE_HEIGHT = 15 };

/* What hangs from one place, of one instance: drawn as one table. A part of an instance at a place outside has a block in
 * its instance, which a wire joins to that of the place. */
typedef struct {
    int place;
    const char *prefix;
    int n_parts;
} Block;

typedef struct {
    Parts parts;
    HeatScale scale;
    Block *blocks;
    int n_blocks;
    size_t blocks_capacity;
    Table block_table;
    int *block_of;  /* a part to its block; -1: it stands between two places */
    int *distance;  /* of a place from the hottest bath's, in parts; -1: not joined to it */
    FILE *out;
} Schematic;

/* ---- blocks */

static bool hangs(const Part *part)
{
    return part->kind < PART_TOUCHSTONE && (part->node[0] == 0 || part->node[1] == 0);
}

static bool stands(const Part *part)
{
    return part->kind < PART_TOUCHSTONE && !hangs(part);
}

/* The end that is not ground. */
static int live_place(const Part *part)
{
    return part->node[0] ? part->node[0] : part->node[1];
}

static int block_at(Schematic *s, int place, const char *prefix)
{
    const char *key = circ_arena_format(s->parts.arena, "%d %s", place, prefix);
    int at = table_add(&s->block_table, key, s->n_blocks);
    if (at < s->n_blocks) return at;
    s->blocks = circ_arena_grow(s->parts.arena, s->blocks, &s->blocks_capacity, (size_t)s->n_blocks + 1,
                                sizeof *s->blocks);
    s->blocks[s->n_blocks++] = (Block){.place = place, .prefix = prefix};
    return at;
}

/* Block i is that of place i + 1: ground has none. */
static void make_blocks(Schematic *s)
{
    table_init(&s->block_table, s->parts.arena, 0);
    for (int i = 1; i < s->parts.n_places; i++) block_at(s, i, s->parts.places[i].prefix);
    s->block_of = circ_new(s->parts.arena, int, s->parts.n_parts + 1);
    for (int i = 0; i < s->parts.n_parts; i++) {
        const Part *part = &s->parts.parts[i];
        s->block_of[i] = -1;
        int place = live_place(part);
        if (!hangs(part) || place == 0) continue;
        s->block_of[i] = block_at(s, place, part->prefix);
        s->blocks[s->block_of[i]].n_parts++;
    }
}

/* ---- from left to right */

/* The place next to what is hottest; any where nothing has a temperature. */
static int hottest_place(const Parts *parts)
{
    int place = 1;
    double T = -1;
    for (int i = 0; i < parts->n_parts; i++) {
        const Part *part = &parts->parts[i];
        if (part->T <= T || part->kind == PART_BATH) continue;
        T = part->T;
        place = live_place(part);
    }
    return place;
}

/* Whether one of two joined places has become nearer. */
static bool draw_near(Schematic *s, int a, int b)
{
    bool nearer = false;
    for (int end = 0; end < 2; end++) {
        int from = s->distance[end ? b : a], *to = &s->distance[end ? a : b];
        if (!a || !b || from < 0 || (*to >= 0 && *to <= from + 1)) continue;
        *to = from + 1;
        nearer = true;
    }
    return nearer;
}

/* Rounds over all parts and mutual inductances until nothing changes: there are few. */
static void measure_distances(Schematic *s)
{
    const Parts *parts = &s->parts;
    s->distance = circ_new(parts->arena, int, parts->n_places + 1);
    for (int i = 0; i < parts->n_places; i++) s->distance[i] = -1;
    if (parts->n_places < 2) return;
    s->distance[hottest_place(parts)] = 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (int i = 0; i < parts->n_parts; i++)
            if (parts->parts[i].kind != PART_BATH)
                changed |= draw_near(s, parts->parts[i].node[0], parts->parts[i].node[1]);
        for (int i = 0; i < parts->n_links; i++)
            if (parts->links[i].kind == LINK_MUTUAL)
                changed |= draw_near(s, live_place(&parts->parts[parts->links[i].from]),
                                     live_place(&parts->parts[parts->links[i].to]));
    }
}

/* ---- nodes */

static int text_height(const Schematic *s, int block)
{
    int lines = 3;
    for (int i = 0; i < s->parts.n_parts; i++) {
        if (s->block_of[i] != block) continue;
        int n = symbol_text_lines(&s->parts.parts[i]);
        if (n > lines) lines = n;
    }
    return lines * LINE_HEIGHT + 6;
}

static void print_bus(const char *port, int n, FILE *out)
{
    fprintf(out, "<TR><TD%s COLSPAN=\"%d\" HEIGHT=\"2\" BGCOLOR=\"" SCHEMATIC_INK "\"></TD></TR>", port, n);
}

static void print_columns(const Schematic *s, int block)
{
    int height = text_height(s, block);
    fputs("<TR>", s->out);
    for (int i = 0; i < s->parts.n_parts; i++) {
        if (s->block_of[i] != block) continue;
        fprintf(s->out, "<TD PORT=\"p%d\">", i);
        symbol_upright(&s->scale, &s->parts.parts[i], height, s->out);
        fputs("</TD><TD BALIGN=\"LEFT\" ALIGN=\"LEFT\" CELLPADDING=\"4\">", s->out);
        symbol_text(&s->parts, &s->parts.parts[i], s->out);
        fputs("</TD>", s->out);
    }
    fputs("</TR>", s->out);
}

/* Nodes that are one place because the drawing is folded do not touch each other: a hollow point. */
static bool is_several(const Place *place)
{
    for (int i = 0; i < place->range.n; i++)
        if (place->range.low[i] != place->range.high[i]) return true;
    return false;
}

/* The place's name, its wire, what hangs from it, and ground. */
static void print_block(const Schematic *s, int i)
{
    const Block *block = &s->blocks[i];
    const Place *place = &s->parts.places[block->place];
    bool own = i == block->place - 1;
    if (own && block->n_parts == 0) {
        fprintf(s->out, "  b%d [shape=circle, width=0.08, fixedsize=true, style=filled, fillcolor=\"%s\", label=\"\", xlabel=<<I>",
                i, is_several(place) ? "#ffffff" : SCHEMATIC_INK);
        symbol_escaped(place->name + strlen(place->prefix), s->out);
        fputs("</I>>];\n", s->out);
        return;
    }
    fprintf(s->out, "  b%d [label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\">", i);
    if (own) {
        fprintf(s->out, "<TR><TD COLSPAN=\"%d\" ALIGN=\"LEFT\"><I>", 2 * block->n_parts);
        symbol_escaped(place->name + strlen(place->prefix), s->out);
        fputs("</I></TD></TR>", s->out);
    }
    print_bus(" PORT=\"n\"", 2 * block->n_parts, s->out);
    print_columns(s, i);
    if (block->n_parts > 1) print_bus("", 2 * block->n_parts, s->out);
    fprintf(s->out, "<TR><TD COLSPAN=\"%d\">", block->n_parts > 1 ? 2 * block->n_parts : 1);
    symbol_ground(s->out);
    fprintf(s->out, "</TD>%s</TR></TABLE>>];\n", block->n_parts > 1 ? "" : "<TD></TD>");
}

static void print_standing(const Schematic *s, int i)
{
    const Part *part = &s->parts.parts[i];
    fprintf(s->out,
            "  e%d [label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\"><TR><TD>", i);
    symbol_level(&s->scale, part, s->out);
    fputs("</TD></TR><TR><TD BALIGN=\"LEFT\" CELLPADDING=\"3\">", s->out);
    symbol_text(&s->parts, part, s->out);
    fputs("</TD></TR></TABLE>>];\n", s->out);
}

static void print_boxed(const Schematic *s, int i)
{
    fprintf(s->out, "  e%d [label=<", i);
    symbol_box(&s->parts, &s->scale, &s->parts.parts[i], s->out);
    fputs(">];\n", s->out);
}

static void print_node(const Schematic *s, int i)
{
    if (stands(&s->parts.parts[i]))
        print_standing(s, i);
    else if (s->block_of[i] < 0)
        print_boxed(s, i);
}

/* ---- instances */

/* Whether `prefix` is that of an instance within `outer`, not deeper. */
static bool is_child(const char *prefix, const char *outer)
{
    size_t length = strlen(outer), all = strlen(prefix);
    if (all <= length || strncmp(prefix, outer, length)) return false;
    return memchr(prefix + length, '.', all - length - 1) == NULL;
}

static void print_members(const Schematic *s, const char *prefix)
{
    for (int i = 0; i < s->n_blocks; i++)
        if (!strcmp(s->blocks[i].prefix, prefix)) print_block(s, i);
    for (int i = 0; i < s->parts.n_parts; i++)
        if (!strcmp(s->parts.parts[i].prefix, prefix)) print_node(s, i);
}

typedef struct {
    const char **list;
    int n;
} Prefixes;

/* Of all instances that have parts, and of those that contain them; each once, in their order. */
static Prefixes prefixes_of(const Schematic *s)
{
    Prefixes prefixes = {0};
    size_t capacity = 0;
    Table seen;
    table_init(&seen, s->parts.arena, 0);
    for (int i = 0; i < s->parts.n_parts; i++)
        for (const char *dot = strchr(s->parts.parts[i].prefix, '.'); dot; dot = strchr(dot + 1, '.')) {
            const char *start = s->parts.parts[i].prefix;
            const char *prefix = circ_arena_copy(s->parts.arena, start, (size_t)(dot + 1 - start));
            if (table_add(&seen, prefix, prefixes.n) < prefixes.n) continue;
            prefixes.list = circ_arena_grow(s->parts.arena, prefixes.list, &capacity, (size_t)prefixes.n + 1,
                                            sizeof *prefixes.list);
            prefixes.list[prefixes.n++] = prefix;
        }
    return prefixes;
}

static void print_instances(const Schematic *s, const Prefixes *prefixes, const char *outer)
{
    for (int i = 0; i < prefixes->n; i++) {
        const char *prefix = prefixes->list[i];
        if (!is_child(prefix, outer)) continue;
        fprintf(s->out, "  subgraph cluster_%d { label=<", i);
        const char *name = prefix + strlen(outer);
        symbol_escaped(circ_arena_copy(s->parts.arena, name, strlen(name) - 1), s->out);
        fputs(">; style=\"rounded,dashed\"; color=\"#888888\"; fontcolor=\"#555555\"; margin=10; labelloc=t; labeljust=l;\n", s->out);
        print_members(s, prefix);
        print_instances(s, prefixes, prefix);
        fputs("  }\n", s->out);
    }
}

/* ---- wires */

static void print_end(const Schematic *s, int place, const char *side)
{
    int block = place - 1;
    if (s->blocks[block].n_parts)
        fprintf(s->out, "b%d:n:%s", block, side);
    else
        fprintf(s->out, "b%d", block);
}

/* From the place that is nearer to the hot side. */
static void print_wires_of(const Schematic *s, int i)
{
    const Part *part = &s->parts.parts[i];
    int swap = s->distance[part->node[1]] < s->distance[part->node[0]];
    fputs("  ", s->out);
    print_end(s, part->node[swap], "e");
    fprintf(s->out, " -> e%d:a:w;\n  e%d:b:e -> ", i, i);
    print_end(s, part->node[!swap], "w");
    fputs(";\n", s->out);
}

/* What is at the hottest place stands before it, all else behind. */
static void print_branches(const Schematic *s)
{
    for (int i = s->parts.n_places - 1; i < s->n_blocks; i++) {
        int place = s->blocks[i].place;
        fputs("  ", s->out);
        if (s->distance[place] == 0) fprintf(s->out, "b%d:n:e -> ", i);
        print_end(s, place, s->distance[place] == 0 ? "w" : "e");
        if (s->distance[place] != 0) fprintf(s->out, " -> b%d:n:w", i);
        fputs(";\n", s->out);
    }
}

static void print_part_end(const Schematic *s, int part, const char *side)
{
    if (s->block_of[part] >= 0)
        fprintf(s->out, "b%d:p%d%s", s->block_of[part], part, side);
    else
        fprintf(s->out, "e%d", part);
}

static void print_link(const Schematic *s, const Link *link)
{
    if (link->kind == LINK_PORT && link->to == 0) return;
    fprintf(s->out, "  e%d -> ", link->from);
    if (link->kind == LINK_PORT) {
        print_end(s, link->to, "w");
        fprintf(s->out, " [taillabel=\"%s\"]", link->label);
    } else {
        print_part_end(s, link->to, "");
        fputs(" [style=dashed, color=\"#666666\"]", s->out);
    }
    fputs(";\n", s->out);
}

static void print_mutual(const Schematic *s, const Link *link)
{
    const Part *parts = s->parts.parts;
    bool swap = s->distance[live_place(&parts[link->to])] < s->distance[live_place(&parts[link->from])];
    fputs("  ", s->out);
    print_part_end(s, swap ? link->to : link->from, ":s");
    fputs(" -> ", s->out);
    print_part_end(s, swap ? link->from : link->to, ":s");
    fputs(" [style=dotted, penwidth=2, dir=both, arrowhead=dot, arrowtail=dot, arrowsize=0.4, label=<", s->out);
    symbol_escaped(link->label, s->out);
    fputs(">];\n", s->out);
}

static void print_wires(const Schematic *s)
{
    for (int i = 0; i < s->parts.n_parts; i++)
        if (stands(&s->parts.parts[i])) print_wires_of(s, i);
    print_branches(s);
    for (int i = 0; i < s->parts.n_links; i++)
        (s->parts.links[i].kind == LINK_MUTUAL ? print_mutual : print_link)(s, &s->parts.links[i]);
}

/* ---- all of it */

const char *schematic_obstacle(const CircNetlist *netlist, CircArena *arena)
{
    int n = parts_of(netlist, arena).n_parts;
    if (n == 0) return "it has no elements";
    if (n <= MOST_SYMBOLS) return NULL;
    return circ_arena_format(arena, "it has %d symbols, and a drawing can take %d", n, MOST_SYMBOLS);
}

void schematic_write(const CircNetlist *netlist, CircArena *arena, FILE *out)
{
    Schematic schematic = {.parts = parts_of(netlist, arena), .out = out}, *s = &schematic;
    s->scale = heat_scale_of(&s->parts);
    make_blocks(s);
    measure_distances(s);
    fputs("digraph circuit {\n"
          "  graph [rankdir=LR, nodesep=0.35, ranksep=0.35, fontname=\"Helvetica\", fontsize=10, labelloc=b, label=<",
          out);
    symbol_legend(&s->parts, &s->scale, out);
    fputs(">];\n"
          "  node [shape=plain, fontname=\"Helvetica\", fontsize=10];\n"
          "  edge [arrowhead=none, penwidth=1.2, color=\"" SCHEMATIC_INK "\", fontname=\"Helvetica\", fontsize=9];\n",
          out);
    print_members(s, "");
    Prefixes prefixes = prefixes_of(s);
    print_instances(s, &prefixes, "");
    print_wires(s);
    fputs("}\n", out);
}
