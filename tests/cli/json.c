/* Whether standard input is what `circ run --format json` promises; exits 0 if so. `json N` wants N points.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int fail(const char *what, size_t point)
{
    fprintf(stderr, "json: point %zu: %s\n", point, what);
    return 0;
}

/* An object whose values are numbers, or null where that is allowed. */
static int has_numbers(const json_t *object, int null_too)
{
    const char *key;
    json_t *value;
    if (!json_is_object(object)) return 0;
    json_object_foreach((json_t *)object, key,
                        value) if (!json_is_number(value) && !(null_too && json_is_null(value))) return 0;
    return 1;
}

static int has_solver(const json_t *solver)
{
    return json_is_string(json_object_get(solver, "method")) &&
           json_is_number(json_object_get(solver, "dimension")) &&
           json_is_number(json_object_get(solver, "residual")) &&
           json_is_number(json_object_get(solver, "seconds")) && json_object_size(solver) == 4;
}

static int has_warnings(const json_t *warnings)
{
    size_t i;
    json_t *warning;
    if (!json_is_array(warnings)) return 0;
    json_array_foreach((json_t *)warnings, i,
                       warning) if (!json_is_string(json_object_get(warning, "code")) ||
                                    !json_is_string(json_object_get(warning, "message"))) return 0;
    return 1;
}

static int check_point(const json_t *point, size_t i)
{
    if (json_object_size(point) != 5) return fail("not five members", i);
    if (!has_numbers(json_object_get(point, "params"), 0)) return fail("params", i);
    if (!has_numbers(json_object_get(point, "outputs"), 1)) return fail("outputs", i);
    if (!has_numbers(json_object_get(point, "currents"), 0)) return fail("currents", i);
    if (!has_solver(json_object_get(point, "solver"))) return fail("solver", i);
    if (!has_warnings(json_object_get(point, "warnings"))) return fail("warnings", i);
    return 1;
}

int main(int argc, char **argv)
{
    json_error_t error;
    json_t *root = json_loadf(stdin, JSON_REJECT_DUPLICATES, &error);
    if (!root) {
        fprintf(stderr, "json: line %d: %s\n", error.line, error.text);
        return 1;
    }
    const json_t *points = json_object_get(root, "points");
    size_t n = json_array_size(points);
    int fine = json_is_string(json_object_get(root, "circuit")) && json_is_array(points) &&
               json_object_size(root) == 2;
    if (argc > 1 && n != strtoul(argv[1], NULL, 10)) fine = fail("not as many points as there should be", n);
    for (size_t i = 0; fine && i < n; i++) fine = check_point(json_array_get(points, i), i);
    json_decref(root);
    return !fine;
}
