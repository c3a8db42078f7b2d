#include "cli/drawing.h"

#include <stdlib.h>
#include <string.h>

#include "base/program.h"
#include "emit/schematic.h"

static const char no_memory[] = "not enough memory to draw";

/* The arena may jump away while the stream is open: hence the guard. */
Drawing drawing_collect(void (*write)(void *what, CircArena *arena, FILE *out), void *what, CircArena *arena)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (!out) return (Drawing){.why = no_memory};
    if (setjmp(*circ_arena_guard(arena))) {
        fclose(out);
        free(text);
        return (Drawing){.why = no_memory};
    }
    Drawing drawing = {.why = no_memory};
    write(what, arena, out);
    if (!fflush(out) && !ferror(out))
        drawing = (Drawing){.bytes = circ_arena_copy(arena, text, length), .length = length};
    circ_arena_unguard(arena);
    fclose(out);
    free(text);
    return drawing;
}

/* ---- the programs */

typedef struct {
    const char *const *argv;
    const Drawing *script;
    ProgramStatus status;
    char errors[2000];
} Filter;

static void run_filter(void *what, CircArena *arena, FILE *out)
{
    (void)arena;
    Filter *filter = what;
    filter->status = program_filter(filter->argv, filter->script->bytes, filter->script->length, out, filter->errors,
                                    sizeof filter->errors);
}

/* gnuplot shows the line and the place before it says what is wrong. */
static const char *last_line(char *errors)
{
    size_t length = strlen(errors);
    while (length && strchr(" \n", errors[length - 1])) errors[--length] = '\0';
    const char *line = strrchr(errors, '\n');
    line = line ? line + 1 : errors;
    return line + strspn(line, " ");
}

/* `absent`: what to say where the program is not installed. */
static Drawing draw(const Drawing *script, const char *const *argv, const char *absent, CircArena *arena)
{
    if (!script->bytes) return *script;
    Filter filter = {.argv = argv, .script = script};
    Drawing drawing = drawing_collect(run_filter, &filter, arena);
    if (filter.status == PROGRAM_FINE) return drawing;
    if (filter.status == PROGRAM_MISSING) return (Drawing){.why = absent};
    const char *said = filter.errors[strspn(filter.errors, " \n")] ? last_line(filter.errors) : "it does not say why";
    return (Drawing){.why = circ_arena_format(arena, "%s failed: %s", argv[0], said)};
}

/* ---- figures */

typedef struct {
    const Figure *figure;
    FigureFormat format;
} Script;

static void write_script(void *what, CircArena *arena, FILE *out)
{
    (void)arena;
    const Script *script = what;
    figure_script(script->figure, script->format, out);
}

Drawing drawing_of_figure(const Figure *figure, const char *format, CircArena *arena)
{
    const char *const argv[] = {"gnuplot", "-", NULL};
    Script what = {figure, !strcmp(format, "png") ? FIGURE_PNG : !strcmp(format, "pdf") ? FIGURE_PDF : FIGURE_SVG};
    Drawing script = drawing_collect(write_script, &what, arena);
    if (!strcmp(format, "gnuplot")) return script;
    return draw(&script, argv,
                "plots are drawn by gnuplot, which is not installed; install Debian's gnuplot-nox, or take the script "
                "with '--format gnuplot'",
                arena);
}

/* ---- schematics */

typedef struct {
    const CircNetlist *netlist;
} Subject;

static void write_dot(void *what, CircArena *arena, FILE *out)
{
    schematic_write(((const Subject *)what)->netlist, arena, out);
}

Drawing drawing_of_circuit(const CircNetlist *netlist, const char *format, CircArena *arena)
{
    const char *obstacle = schematic_obstacle(netlist, arena);
    if (obstacle)
        return (Drawing){.why = circ_arena_format(arena, "'%s' cannot be drawn: %s", netlist->name, obstacle)};
    Drawing script = drawing_collect(write_dot, &(Subject){netlist}, arena);
    if (!strcmp(format, "dot")) return script;
    const char *kind = circ_arena_format(arena, "-T%s", format);
    const char *const argv[] = {"dot", kind, !strcmp(format, "png") ? "-Gdpi=144" : NULL, NULL};
    return draw(&script, argv,
                "schematics are drawn by Graphviz, which is not installed; install Debian's graphviz, or take its text "
                "with '--format dot'",
                arena);
}
