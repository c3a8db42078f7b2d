/* A comparison as a table, and as JSON. */
#include <math.h>
#include <string.h>

#include "emit/json_value.h"
#include "emit/value_text.h"
#include "study/compare.h"

static const char *const group_names[FACT_N_GROUPS] = {"netlist", "derived", "results"};

static const char *side_text(CircArena *arena, const Fact *fact)
{
    return !fact ? "-" : fact->text ? fact->text : value_text(arena, fact->si, fact->dim);
}

static bool has_ratio(const Change *change)
{
    return change->a && change->b && !change->a->text && !change->b->text && change->a->si != 0 &&
           isfinite(change->b->si / change->a->si);
}

static const char *ratio_text(CircArena *arena, const Change *change)
{
    if (!change->a) return "added";
    if (!change->b) return "removed";
    return has_ratio(change) ? circ_arena_format(arena, "%.6g", change->b->si / change->a->si) : "";
}

static const Fact *fact_of(const Change *change)
{
    return change->a ? change->a : change->b;
}

/* The name, and of a result at many points where it changed most. */
static const char *name_text(CircArena *arena, const Change *change)
{
    const Fact *fact = fact_of(change);
    if (!*fact->at) return fact->name;
    return circ_arena_format(arena, "%s at %s", fact->name, fact->at);
}

static int wider(int width, const char *text)
{
    int length = (int)strlen(text);
    return length > width ? length : width;
}

static int group_end(const Comparison *c, int first)
{
    int last = first;
    while (last < c->n && fact_of(&c->list[last])->group == fact_of(&c->list[first])->group) last++;
    return last;
}

static void print_group(const Comparison *c, int first, int last, int most, CircArena *arena, FILE *out)
{
    int shown = most && last - first > most ? first + most : last;
    int width[3] = {0, 1, 1};
    for (int i = first; i < shown; i++) {
        width[0] = wider(width[0], name_text(arena, &c->list[i]));
        width[1] = wider(width[1], side_text(arena, c->list[i].a));
        width[2] = wider(width[2], side_text(arena, c->list[i].b));
    }
    const char *group = group_names[fact_of(&c->list[first])->group];
    fprintf(out, "\n%-*s  %*s  %*s  %s\n", width[0] + 2, group, width[1], "A", width[2], "B", "B/A");
    for (int i = first; i < shown; i++)
        fprintf(out, "  %-*s  %*s  %*s  %s\n", width[0], name_text(arena, &c->list[i]), width[1],
                side_text(arena, c->list[i].a), width[2], side_text(arena, c->list[i].b), ratio_text(arena, &c->list[i]));
    if (shown < last) fprintf(out, "  and %d more, which changed less\n", last - shown);
}

bool comparison_print(const Comparison *c, const ComparisonTitles *titles, CircArena *arena, FILE *out)
{
    fprintf(out, "A  %s\nB  %s\n", titles->a, titles->b);
    if (!c->n && !c->points_differ) fputs("\nno difference\n", out);
    for (int first = 0, last; first < c->n; first = last) {
        last = group_end(c, first);
        print_group(c, first, last, titles->most, arena, out);
    }
    if (c->points_differ) fputs("\nthe results have no point in common\n", out);
    if (c->n) fprintf(out, "\nequal: %d\n", c->n_equal);
    return true;
}

static json_t *side_json(const Fact *fact)
{
    return !fact ? json_null() : fact->text ? json_words(fact->text) : json_number(fact->si);
}

static json_t *change_json(const Change *change)
{
    const Fact *fact = fact_of(change);
    json_t *object = json_pack("{s:s, s:o, s:o, s:o, s:o}", "group", group_names[fact->group], "name",
                               json_words(fact->name), "a", side_json(change->a), "b", side_json(change->b), "ratio",
                               has_ratio(change) ? json_number(change->b->si / change->a->si) : json_null());
    if (*fact->at) json_put(&object, "at", json_words(fact->at));
    if (*fact->at) json_put(&object, "points", json_integer(change->n_points));
    return object;
}

bool comparison_print_json(const Comparison *c, const ComparisonTitles *titles, FILE *out)
{
    json_t *changes = json_array();
    for (int i = 0; i < c->n; i++) json_add(&changes, change_json(&c->list[i]));
    return json_print(json_pack("{s:o, s:o, s:o, s:i, s:b}", "a", json_words(titles->a), "b", json_words(titles->b),
                                "changes", changes, "equal", c->n_equal, "points_differ", c->points_differ),
                      out);
}
