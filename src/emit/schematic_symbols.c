#include "emit/schematic_symbols.h"

#include <math.h>
#include <string.h>

#include "emit/value_text.h"

#define TABLE "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\">"
#define QUBIT_COLOUR "#ffe680"

enum { WIDE = 24, BODY = 26, WIRE = 12 }; /* points: width of an upright symbol, length of a box in it, a level wire */

/* ---- colours */

static const char *const heat_colours[] = {"#2166ac", "#67a9cf", "#d1e5f0", "#fddbc7", "#ef8a62", "#b2182b"};
enum { N_COLOURS = sizeof heat_colours / sizeof *heat_colours };

HeatScale heat_scale_of(const Parts *parts)
{
    HeatScale scale = {INFINITY, 0};
    for (int i = 0; i < parts->n_parts; i++) {
        double T = parts->parts[i].T;
        if (T > 0 && T < scale.low) scale.low = T;
        if (T > scale.high) scale.high = T;
    }
    if (scale.low > scale.high) scale.low = scale.high;
    return scale;
}

/* By the logarithm. Where all are equally hot none is the hotter one: the middle. */
const char *heat_colour(const HeatScale *scale, double T)
{
    if (T < 0) return "#ffffff";
    if (T < scale->low) return heat_colours[0];
    if (!(scale->high > scale->low)) return heat_colours[2];
    double place = log(T / scale->low) / log(scale->high / scale->low);
    return heat_colours[(int)lround(place * (N_COLOURS - 1))];
}

/* ---- text */

void symbol_escaped(const char *text, FILE *out)
{
    for (; *text; text++) switch (*text) {
        case '&': fputs("&amp;", out); break;
        case '<': fputs("&lt;", out); break;
        case '>': fputs("&gt;", out); break;
        case '"': fputs("&quot;", out); break;
        default: putc((unsigned char)*text < ' ' ? ' ' : *text, out);
        }
}

/* Whether the name tells how many they are: "q[1:400]". */
static bool counted_by_name(const Part *part)
{
    long n = 1;
    for (int i = 0; i < part->range.n; i++) n *= part->range.high[i] - part->range.low[i] + 1;
    return n == part->count;
}

/* The blank is larger than the letters, so that lines keep their distance in renderers with other fonts. */
static void end_line(FILE *out)
{
    fputs("<FONT POINT-SIZE=\"12\">&#160;</FONT><BR ALIGN=\"LEFT\"/>", out);
}

void symbol_text(const Parts *parts, const Part *part, FILE *out)
{
    fputs("<B>", out);
    symbol_escaped(part->name + strlen(part->prefix), out); /* the instance's frame has the rest */
    fputs("</B>", out);
    if (!counted_by_name(part)) fprintf(out, " (%d)", part->count);
    end_line(out);
    if (part->note) {
        symbol_escaped(part->note, out);
        end_line(out);
    }
    for (int i = 0; i < part->n_values; i++) {
        if (*part->values[i].label) fprintf(out, "<I>%s</I>&#160;", part->values[i].label);
        symbol_escaped(part_value_text(parts->arena, &part->values[i]), out);
        end_line(out);
    }
}

int symbol_text_lines(const Part *part)
{
    return 1 + (part->note != NULL) + part->n_values;
}

/* ---- pieces; sizes in points */

static void empty(int width, int height, FILE *out)
{
    fprintf(out, "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"%d\"></TD>", width, height);
}

static void filled(int width, int height, const char *colour, FILE *out)
{
    fprintf(out, "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"%d\" BGCOLOR=\"%s\"></TD>", width, height, colour);
}

/* A row of a symbol `width` wide with a piece in its middle. */
static void middle_row(int width, int piece, int height, const char *colour, FILE *out)
{
    int side = (width - piece) / 2;
    fputs("<TR><TD>" TABLE "<TR>", out);
    if (side > 0) empty(side, height, out);
    if (colour)
        filled(piece, height, colour, out);
    else
        empty(piece, height, out);
    if (side > 0) empty(side, height, out);
    fputs("</TR></TABLE></TD></TR>", out);
}

static void box(int width, int height, const char *colour, const char *inside, FILE *out)
{
    fprintf(out,
            "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"%d\" BORDER=\"1\" COLOR=\"" SCHEMATIC_INK
            "\" BGCOLOR=\"%s\">%s</TD>",
            width, height, colour, inside);
}

static void box_row(int width, int box_width, int height, const char *colour, const char *inside, FILE *out)
{
    int side = (width - box_width) / 2;
    fputs("<TR><TD>" TABLE "<TR>", out);
    if (side > 0) empty(side, height, out);
    box(box_width, height, colour, inside, out);
    if (side > 0) empty(side, height, out);
    fputs("</TR></TABLE></TD></TR>", out);
}

#define CROSS "<FONT POINT-SIZE=\"16\">&#215;</FONT>"

/* ---- upright */

static void plates(FILE *out)
{
    middle_row(WIDE, WIDE, 2, SCHEMATIC_INK, out);
    middle_row(WIDE, WIDE, 5, NULL, out);
    middle_row(WIDE, WIDE, 2, SCHEMATIC_INK, out);
}

/* One element with its wires; the resonator's capacitor, inductor and resistor are three of these. */
static void column(const HeatScale *scale, PartKind kind, double T, int height, FILE *out)
{
    bool capacitor = kind == PART_CAPACITOR;
    int body = capacitor ? 9 : kind == PART_TRANSMON ? WIDE - 4 : BODY;
    int upper = (height - body) / 2, lower = height - body - upper;
    fprintf(out, TABLE);
    middle_row(WIDE, 2, upper, SCHEMATIC_INK, out);
    switch (kind) {
    case PART_CAPACITOR: plates(out); break;
    case PART_TRANSMON: box_row(WIDE, WIDE - 4, body, QUBIT_COLOUR, CROSS, out); break;
    case PART_INDUCTOR: box_row(WIDE, 10, body, SCHEMATIC_INK, "", out); break;
    default: box_row(WIDE, kind == PART_LINE ? 18 : 12, body, heat_colour(scale, T), "", out); break;
    }
    middle_row(WIDE, 2, lower, SCHEMATIC_INK, out);
    fputs("</TABLE>", out);
}

static void bus(int n, FILE *out)
{
    fprintf(out, "<TR><TD COLSPAN=\"%d\">" TABLE "<TR>", n);
    empty(WIDE / 2 - 1, 2, out);
    filled((n - 1) * WIDE + 2, 2, SCHEMATIC_INK, out);
    empty(WIDE / 2 - 1, 2, out);
    fputs("</TR></TABLE></TD></TR>", out);
}

/* Capacitor, inductor and resistor side by side, joined at the bottom; at the top the place's wire does that. */
static void resonator_upright(const HeatScale *scale, const Part *part, int height, FILE *out)
{
    static const PartKind kinds[] = {PART_CAPACITOR, PART_INDUCTOR, PART_RESISTOR};
    fputs(TABLE "<TR>", out);
    for (int i = 0; i < 3; i++) {
        fputs("<TD>", out);
        column(scale, kinds[i], part->T, height - 2, out);
        fputs("</TD>", out);
    }
    fputs("</TR>", out);
    bus(3, out);
    fputs("</TABLE>", out);
}

void symbol_upright(const HeatScale *scale, const Part *part, int height, FILE *out)
{
    if (part->kind == PART_RESONATOR)
        resonator_upright(scale, part, height, out);
    else
        column(scale, part->kind, part->T, height, out);
}

void symbol_ground(FILE *out)
{
    fputs(TABLE, out);
    middle_row(WIDE, 2, 6, SCHEMATIC_INK, out);
    for (int width = 18; width > 0; width -= 6) {
        middle_row(WIDE, width, 2, SCHEMATIC_INK, out);
        if (width > 6) middle_row(WIDE, WIDE, 2, NULL, out);
    }
    fputs("</TABLE>", out);
}

/* ---- level */

/* A wire of the level symbol in the middle of its height. */
static void wire_level(int height, const char *port, FILE *out)
{
    fprintf(out, "<TD PORT=\"%s\">" TABLE "<TR>", port);
    empty(WIRE, height / 2 - 1, out);
    fputs("</TR><TR>", out);
    filled(WIRE, 2, SCHEMATIC_INK, out);
    fputs("</TR><TR>", out);
    empty(WIRE, height / 2 - 1, out);
    fputs("</TR></TABLE></TD>", out);
}

static int body_width(PartKind kind)
{
    switch (kind) {
    case PART_CAPACITOR: return 9;
    case PART_TRANSMON: return WIDE;
    case PART_RESONATOR: return WIDE + 10;
    case PART_LINE: return 2 * BODY;
    default: return BODY;
    }
}

static void body_level(const HeatScale *scale, const Part *part, FILE *out)
{
    switch (part->kind) {
    case PART_CAPACITOR:
        filled(2, WIDE, SCHEMATIC_INK, out);
        empty(5, WIDE, out);
        filled(2, WIDE, SCHEMATIC_INK, out);
        break;
    case PART_TRANSMON: box(WIDE, WIDE, QUBIT_COLOUR, CROSS, out); break;
    case PART_INDUCTOR: box(BODY, 10, SCHEMATIC_INK, "", out); break;
    case PART_RESONATOR: box(body_width(part->kind), WIDE, heat_colour(scale, part->T), "RLC", out); break;
    case PART_LINE: box(body_width(part->kind), 14, "#ffffff", "", out); break;
    default: box(BODY, 12, heat_colour(scale, part->T), "", out); break;
    }
}

/* Of fixed size, so that a long text below it does not stretch it. */
void symbol_level(const HeatScale *scale, const Part *part, FILE *out)
{
    fprintf(out,
            "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\" FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" "
            "HEIGHT=\"%d\"><TR>",
            body_width(part->kind) + 2 * WIRE, WIDE);
    wire_level(WIDE, "a", out);
    body_level(scale, part, out);
    wire_level(WIDE, "b", out);
    fputs("</TR></TABLE>", out);
}

/* ---- others */

void symbol_box(const Parts *parts, const HeatScale *scale, const Part *part, FILE *out)
{
    fprintf(out,
            "<TABLE BORDER=\"1\" COLOR=\"" SCHEMATIC_INK "\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"4\"><TR>"
            "<TD WIDTH=\"10\" BGCOLOR=\"%s\"></TD><TD BALIGN=\"LEFT\">",
            heat_colour(scale, part->T));
    symbol_text(parts, part, out);
    fputs("</TD></TR></TABLE>", out);
}

void symbol_legend(const Parts *parts, const HeatScale *scale, FILE *out)
{
    fputs(TABLE "<TR>", out);
    for (int i = 0; i < parts->n_parts; i++) {
        if (parts->parts[i].kind != PART_TRANSMON) continue;
        box(16, 16, QUBIT_COLOUR, "<FONT POINT-SIZE=\"11\">&#215;</FONT>", out);
        fputs("<TD>&nbsp;qubit&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;</TD>", out);
        break;
    }
    if (scale->high > scale->low) {
        fprintf(out, "<TD>%s&nbsp;</TD>", value_text(parts->arena, scale->low, dim_of(DIM_TEMPERATURE)));
        for (int i = 0; i < N_COLOURS; i++) filled(16, 10, heat_colours[i], out);
        fprintf(out, "<TD>&nbsp;%s</TD>", value_text(parts->arena, scale->high, dim_of(DIM_TEMPERATURE)));
    }
    if (parts->folded)
        fputs("<TD>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;[1:9]: several drawn as one&nbsp;</TD>", out);
    fputs("<TD></TD></TR></TABLE>", out);
}
