/* Results that were written before, read back. */
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "study/facts.h"

/* Whether a parameter has one value at all points. */
static bool is_fixed(const json_t *points, const char *name, const json_t *value)
{
    size_t i;
    const json_t *point;
    json_array_foreach(points, i, point) {
        if (!json_equal(json_object_get(json_object_get(point, "params"), name), value)) return false;
    }
    return true;
}

static double number_of(const json_t *value)
{
    return json_is_number(value) ? json_number_value(value) : NAN;
}

static const char *place_of(Facts *facts, const json_t *points, json_t *params)
{
    const char *text = "", *name;
    json_t *value;
    json_object_foreach(params, name, value) {
        if (!is_fixed(points, name, value))
            text = circ_arena_format(facts->arena, "%s%s%s = %.10g", text, *text ? ", " : "", name, number_of(value));
    }
    return text;
}

static const char *copy(Facts *facts, const char *text)
{
    return circ_arena_copy(facts->arena, text, strlen(text));
}

static void add_point(Facts *facts, const json_t *points, const json_t *point, bool first)
{
    const char *name, *at = place_of(facts, points, json_object_get(point, "params"));
    json_t *value, *outputs = json_object_get(point, "outputs");
    json_object_foreach(outputs, name, value) {
        facts_add(facts, (Fact){.group = FACT_RESULT, .name = copy(facts, name), .si = number_of(value), .at = at});
    }
    json_object_foreach(json_object_get(point, "currents"), name, value) {
        const char *current = circ_arena_format(facts->arena, "Q(%s)", name);
        if (!json_object_get(outputs, current))
            facts_add(facts, (Fact){.group = FACT_RESULT, .name = current, .si = number_of(value), .at = at});
    }
    json_object_foreach(json_object_get(point, "params"), name, value) {
        if (first && is_fixed(points, name, value))
            facts_add(facts, (Fact){.group = FACT_NETLIST,
                                    .name = circ_arena_format(facts->arena, "param %s", name),
                                    .si = number_of(value)});
    }
}

const char *facts_of_json(Facts *facts, const char *text, size_t length)
{
    json_error_t error;
    json_t *root = json_loadb(text, length, 0, &error);
    if (!root)
        return circ_arena_format(facts->arena, "it is no JSON: line %d, column %d: %s", error.line, error.column, error.text);
    json_t *points = json_object_get(root, "points"), *point;
    bool fits = json_is_array(points) && json_array_size(points) > 0;
    size_t i;
    json_array_foreach(points, i, point) {
        fits = fits && json_is_object(json_object_get(point, "outputs")) &&
               json_is_object(json_object_get(point, "currents")) && json_is_object(json_object_get(point, "params"));
        if (fits) add_point(facts, points, point, i == 0);
    }
    json_decref(root);
    return fits ? NULL : "it is not what 'circ run --format json' writes";
}
