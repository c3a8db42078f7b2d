/* What changes, line by line. Formatting keeps every line that says something, so the lines of both texts correspond
 * one to one, apart from blank ones: no search for the shortest difference is needed. */
#include <string.h>

#include "circ/format.h"

enum { CONTEXT = 3 };

typedef struct {
    const char *text, *end;
} Reader;

typedef struct {
    const char *text;
    int length; /* with its line end; 0: there is no line */
} Line;

/* A step from the old text to the new one: a line that stays (both), goes or comes. */
typedef struct {
    Line old, new;
} Step;

typedef struct {
    CircArena *arena;
    Step *steps;
    int n;
    size_t capacity;
} Script;

static Line next_line(const Reader *reader)
{
    const char *end = memchr(reader->text, '\n', (size_t)(reader->end - reader->text));
    return (Line){reader->text, (int)((end ? end + 1 : reader->end) - reader->text)};
}

static bool is_blank(Line line)
{
    for (int i = 0; i < line.length; i++)
        if (!strchr(" \t\r\n", line.text[i])) return false;
    return true;
}

static bool equal(Line a, Line b)
{
    return a.length == b.length && !memcmp(a.text, b.text, (size_t)a.length);
}

static void step(Script *script, Line old, Line new)
{
    script->steps = circ_arena_grow(script->arena, script->steps, &script->capacity, (size_t)script->n + 1, sizeof *script->steps);
    script->steps[script->n++] = (Step){old, new};
}

/* One line of either text, or of both. */
static void next_steps(Script *script, Reader *old, Reader *new)
{
    Line a = next_line(old), b = next_line(new);
    if (a.length && b.length && !equal(a, b) && is_blank(a) != is_blank(b)) *(is_blank(a) ? &b : &a) = (Line){0};
    if (a.length && b.length && equal(a, b)) {
        step(script, a, b);
    } else {
        if (a.length) step(script, a, (Line){0});
        if (b.length) step(script, (Line){0}, b);
    }
    old->text += a.length;
    new->text += b.length;
}

static bool changes(const Step *step)
{
    return !step->old.length || !step->new.length;
}

static void print_line(char mark, Line line, FILE *out)
{
    putc(mark, out);
    fwrite(line.text, 1, (size_t)line.length, out);
    if (line.text[line.length - 1] != '\n') fputs("\n\\ No newline at end of file\n", out);
}

static void print_old(const Step *steps, int begin, int end, FILE *out)
{
    for (int i = begin; i < end; i++)
        if (steps[i].old.length) print_line('-', steps[i].old, out);
}

static void print_new(const Step *steps, int begin, int end, FILE *out)
{
    for (int i = begin; i < end; i++)
        if (steps[i].new.length) print_line('+', steps[i].new, out);
}

/* One hunk: the steps [begin, end), of which old_line and new_line lines come before. */
static void print_hunk(const Step *steps, int begin, int end, int old_line, int new_line, FILE *out)
{
    int n_old = 0, n_new = 0;
    for (int i = begin; i < end; i++) {
        n_old += steps[i].old.length > 0;
        n_new += steps[i].new.length > 0;
    }
    fprintf(out, "@@ -%d,%d +%d,%d @@\n", old_line + (n_old > 0), n_old, new_line + (n_new > 0), n_new);
    for (int i = begin, next; i < end; i = next) {
        next = i + 1;
        if (!changes(&steps[i])) {
            print_line(' ', steps[i].old, out);
            continue;
        }
        while (next < end && changes(&steps[next])) next++;
        print_old(steps, i, next, out);
        print_new(steps, i, next, out);
    }
}

/* The end of the hunk that starts with the change at `begin`: where twice the context follows without another one. */
static int hunk_end(const Step *steps, int begin, int n)
{
    int last = begin;
    for (int i = begin; i < n && i - last <= 2 * CONTEXT; i++)
        if (changes(&steps[i])) last = i;
    return last + 1 + CONTEXT < n ? last + 1 + CONTEXT : n;
}

bool circ_format_changes(const CircSource *source, const CircFormatted *formatted)
{
    return source->length != formatted->length || memcmp(source->text, formatted->text, formatted->length) != 0;
}

void circ_format_diff(const CircSource *source, const CircFormatted *formatted, CircArena *arena, FILE *out)
{
    if (!circ_format_changes(source, formatted)) return;
    Script script = {.arena = arena};
    Reader old = {source->text, source->text + source->length};
    Reader new = {formatted->text, formatted->text + formatted->length};
    while (old.text < old.end || new.text < new.end) next_steps(&script, &old, &new);
    fprintf(out, "--- %s\n+++ %s\n", source->name, source->name);
    int old_line = 0, new_line = 0, printed = 0;
    for (int i = 0; i < script.n; i++) {
        if (!changes(&script.steps[i])) continue;
        int begin = i - printed > CONTEXT ? i - CONTEXT : printed, end = hunk_end(script.steps, i, script.n);
        for (; printed < begin; printed++) {
            old_line++;
            new_line++;
        }
        print_hunk(script.steps, begin, end, old_line, new_line, out);
        for (; printed < end; printed++) {
            old_line += script.steps[printed].old.length > 0;
            new_line += script.steps[printed].new.length > 0;
        }
        i = end - 1;
    }
}
