/* Figures as scripts for gnuplot. Texts are put in single quotes, in which nothing but the quote has a meaning. */
#include <math.h>
#include <string.h>

#include "emit/figure.h"

enum { WIDTH = 720, HEIGHT = 440 }; /* of a panel, px */

/* Okabe and Ito: distinct for the colour-blind, and by their dashes and points in grey. */
static const char *const colours[] = {"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"};
static const int points[] = {7, 5, 9, 13, 11, 15, 4}, dashes[] = {1, 2, 4, 5};
enum { N_COLOURS = sizeof colours / sizeof *colours, MOST_POINTS = 30 };

static void put_text(const char *text, FILE *out)
{
    putc('\'', out);
    for (; *text; text++) {
        if (*text == '\'') putc('\'', out);
        putc((unsigned char)*text < ' ' ? ' ' : *text, out);
    }
    putc('\'', out);
}

static void put_setting(const char *command, const char *text, FILE *out)
{
    fprintf(out, "set %s ", command);
    put_text(text, out);
    putc('\n', out);
}

static void put_terminal(FigureFormat format, int height, FILE *out)
{
    switch (format) {
    case FIGURE_SVG:
        fprintf(out, "set terminal svg size %d,%d font 'Helvetica,15' background '#ffffff' noenhanced dynamic\n", WIDTH, height);
        break;
    case FIGURE_PNG:
        fprintf(out, "set terminal pngcairo size %d,%d font 'Sans,22' background '#ffffff' noenhanced linewidth 2 pointscale 1.6\n",
                2 * WIDTH, 2 * height);
        break;
    case FIGURE_PDF:
        fprintf(out, "set terminal pdfcairo size %.2fin,%.2fin font 'Sans,12' noenhanced\n", WIDTH / 90.0, height / 90.0);
        break;
    }
}

/* ---- data */

static void put_number(double value, FILE *out)
{
    if (isfinite(value))
        fprintf(out, "%.10g", value);
    else
        fputs("NaN", out);
}

static void put_curve_data(const FigureCurve *curve, int panel, int i, FILE *out)
{
    fprintf(out, "$curve_%d_%d << END\n", panel, i);
    for (int k = 0; k < curve->n; k++) {
        put_number(curve->x[k], out);
        putc(' ', out);
        put_number(curve->y[k], out);
        putc('\n', out);
    }
    fputs("END\n", out);
}

static void put_map_data(const FigureMap *map, int panel, FILE *out)
{
    fprintf(out, "$map_%d << END\n", panel);
    for (int k = 0; k < map->n_y; k++) {
        for (int i = 0; i < map->n_x; i++) {
            put_number(map->x[i], out);
            putc(' ', out);
            put_number(map->y[k], out);
            putc(' ', out);
            put_number(map->z[k * map->n_x + i], out);
            putc('\n', out);
        }
        putc('\n', out);
    }
    fputs("END\n", out);
}

static void put_data(const FigurePanel *panel, int number, FILE *out)
{
    for (int i = 0; i < panel->n_curves; i++) put_curve_data(&panel->curves[i], number, i, out);
    if (panel->is_map) put_map_data(&panel->map, number, out);
}

/* ---- panels */

/* Over few decades powers of ten alone would be too few tics. */
static void put_x_tics(int n, const double *x, bool logarithmic, FILE *out)
{
    double low = x[0], high = x[0];
    for (int i = 1; i < n; i++) {
        low = fmin(low, x[i]);
        high = fmax(high, x[i]);
    }
    fputs("set xtics autofreq\n", out);
    if (!logarithmic || !(low > 0) || high > 100 * low) return;
    bool all_digits = high <= 10 * low;
    const char *separator = "set xtics (";
    for (int k = (int)floor(log10(low)); k <= (int)floor(log10(high)); k++)
        for (int digit = 1; digit < 10; digit++) {
            double tic = digit * pow(10, k);
            bool wanted = all_digits || digit == 1 || digit == 2 || digit == 5;
            if (!wanted || tic < low * (1 - 1e-9) || tic > high * (1 + 1e-9)) continue;
            fprintf(out, "%s%.3g", separator, tic);
            separator = ", ";
        }
    if (*separator == ',') fputs(")\n", out);
}

static void put_axes(const FigurePanel *panel, FILE *out)
{
    put_setting("title", panel->title ? panel->title : "", out);
    put_setting("xlabel", panel->x.label, out);
    put_setting("ylabel", panel->y.label, out);
    fprintf(out, "unset logscale\n%s%s", panel->x.logarithmic ? "set logscale x\n" : "",
            panel->y.logarithmic ? "set logscale y\n" : "");
    if (panel->is_map)
        put_x_tics(panel->map.n_x, panel->map.x, panel->x.logarithmic, out);
    else
        put_x_tics(panel->curves[0].n, panel->curves[0].x, panel->x.logarithmic, out);
}

static void put_reference_style(int number, int style, FILE *out)
{
    static const char *const reference_dashes[] = {"3", "(12,5)", "(12,4,3,4)"};
    fprintf(out, "with lines linewidth 1.6 linecolor rgb '%s' dashtype %s",
            style < 0 ? "#555555" : colours[style % N_COLOURS], reference_dashes[number % 3]);
}

static void put_curve_style(const FigureCurve *curve, FILE *out)
{
    int style = curve->style;
    if (curve->reference) {
        put_reference_style(curve->reference_style, style, out);
        return;
    }
    bool marked = curve->n <= MOST_POINTS;
    fprintf(out, "with %s linewidth 2 linecolor rgb '%s' dashtype %d", marked ? "linespoints" : "lines",
            colours[style % N_COLOURS], dashes[style % 4]);
    if (marked) fprintf(out, " pointtype %d pointsize 0.6", points[style % N_COLOURS]);
}

/* References of the colours of many curves have one grey line in the key. */
static void put_curve(const FigureCurve *curve, int panel, int i, FILE *out)
{
    bool of_each = curve->reference && curve->style >= 0;
    fprintf(out, " $curve_%d_%d using 1:2 title ", panel, i);
    put_text(curve->label && !of_each ? curve->label : "", out);
    putc(' ', out);
    put_curve_style(curve, out);
    if (!curve->label || !of_each) return;
    fputs(", \\\n    keyentry ", out);
    put_reference_style(curve->reference_style, -1, out);
    fputs(" title ", out);
    put_text(curve->label, out);
}

static void put_curves(const FigurePanel *panel, int number, FILE *out)
{
    fprintf(out, panel->n_curves > 1 ? "set key outside right center vertical Left reverse samplen 4 spacing 1.2\n" : "unset key\n");
    fputs("plot", out);
    for (int i = 0; i < panel->n_curves; i++) {
        if (i) fputs(", \\\n   ", out);
        put_curve(&panel->curves[i], number, i, out);
    }
    putc('\n', out);
}

/* viridis, of even lightness. */
static void put_map(const FigurePanel *panel, int number, FILE *out)
{
    fputs("unset key\nset view map\nset pm3d map interpolate 1,1\nset palette defined (0 '#440154', 0.25 '#3b528b', 0.5 '#21918c', "
          "0.75 '#5ec962', 1 '#fde725')\n",
          out);
    put_setting("cblabel", panel->map.label, out);
    fprintf(out, "set xrange [%.10g:%.10g]\nset yrange [%.10g:%.10g]\n", panel->map.x[0], panel->map.x[panel->map.n_x - 1],
            panel->map.y[0], panel->map.y[panel->map.n_y - 1]);
    fprintf(out, "splot $map_%d using 1:2:3 with pm3d\nset xrange [*:*]\nset yrange [*:*]\n", number);
}

void figure_script(const Figure *figure, FigureFormat format, FILE *out)
{
    fputs("set encoding utf8\n", out);
    for (int i = 0; i < figure->n_panels; i++) put_data(&figure->panels[i], i, out);
    put_terminal(format, HEIGHT * figure->n_panels, out);
    fputs("set border 3 linecolor rgb '#333333'\nset tics nomirror out\nset grid linecolor rgb '#dddddd' linewidth 0.5\n"
          "set colorbox\nset title noenhanced\nset autoscale xfix\n",
          out);
    if (figure->n_panels > 1) fprintf(out, "set multiplot layout %d,1\n", figure->n_panels);
    for (int i = 0; i < figure->n_panels; i++) {
        put_axes(&figure->panels[i], out);
        (figure->panels[i].is_map ? put_map : put_curves)(&figure->panels[i], i, out);
    }
    if (figure->n_panels > 1) fputs("unset multiplot\n", out);
}
