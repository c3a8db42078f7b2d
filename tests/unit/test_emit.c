/* Results made by hand, as each format writes them. */
#include <CUnit/CUnit.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "emit/emit.h"
#include "emit/show.h"
#include "front/units.h"

/* Two points of a sweep over T; the second has another bath, a value that is none, and a warning. */
typedef struct {
    CircArena *arena;
    CircDiags *none, *warned;
    CircSweep sweep;
    CircOutput outputs[2];
    CircParam params[2][2];
    CircRow rows[2];
    CircResults results;
} Example;

static const double temperatures[] = {0.05, 0.1};
static const double values[2][2] = {{1.03125, 7.75e-16}, {NAN, -7.75e-16}};
static const double currents[2][2] = {{7.75e-16, 1e-18}, {-7.75e-16, 2e-18}};
static const char *const baths[2][2] = {{"hot", "r[1]"}, {"hot", "r[2]"}};

static CircOutput output(const char *name, DimId dim)
{
    return (CircOutput){.name = name, .dim = dim_of(dim)};
}

static CircParam param(const char *name, double si, DimId dim)
{
    return (CircParam){.name = name, .value = {.si = si, .dim = dim_of(dim)}};
}

static CircDiags *one_warning(CircArena *arena)
{
    CircSources *sources = circ_sources_create(arena);
    CircDiags *diags = circ_diags_create(arena, sources);
    const CircSource *source = circ_sources_add(sources, "odd \xff name", "a\nbc\n", 5);
    circ_diag(diags, CIRC_W0501, (CircSpan){source->base + 3, source->base + 4}, "C/C is %g", 0.5);
    circ_diag(diags, CIRC_E0403, (CircSpan){0, 0}, "a failed expect is no warning");
    return diags;
}

static void fill_rows(Example *e)
{
    for (int i = 0; i < 2; i++) {
        e->params[i][0] = param("N", 2, DIM_NONE);
        e->params[i][1] = param("T", temperatures[i], DIM_TEMPERATURE);
        e->rows[i] =
            (CircRow){.params = e->params[i],
                      .outputs = values[i],
                      .currents = currents[i],
                      .n_baths = 2,
                      .baths = baths[i],
                      .warnings = i ? e->warned : e->none,
                      .solver = {.method = "ladder", .dimension = 4, .residual = 1e-16, .seconds = 0.25}};
    }
}

static Example *example(void)
{
    CircArena *arena = circ_arena_create();
    Example *e = circ_new(arena, Example, 1);
    e->arena = arena;
    e->none = circ_diags_create(arena, circ_sources_create(arena));
    e->warned = one_warning(arena);
    e->sweep = (CircSweep){.name = "T", .dim = dim_of(DIM_TEMPERATURE), .n = 2, .values = temperatures};
    e->outputs[0] = output("ratio(a,\"b\")", DIM_NONE);
    e->outputs[1] = output("Q(hot)", DIM_POWER);
    fill_rows(e);
    e->results = (CircResults){.circuit = "c",
                               .n_params = 2,
                               .n_outputs = 2,
                               .n_rows = 2,
                               .sweeps = &e->sweep,
                               .n_sweeps = 1,
                               .outputs = e->outputs,
                               .rows = e->rows};
    return e;
}

static char *written(const Example *e, const char *format)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    CU_ASSERT_TRUE(emit_find(format)->write(&e->results, e->arena, out));
    fclose(out);
    return text;
}

static void check_written(const Example *e, const char *format, const char *expected)
{
    char *text = written(e, format);
    CU_ASSERT_STRING_EQUAL(text, expected);
    free(text);
}

static void table_of_a_sweep_has_columns(void)
{
    Example *e = example();
    check_written(e, "table",
                  "     T  ratio(a,\"b\")   Q(hot)\n"
                  " 50 mK       1.03125   775 aW\n"
                  "100 mK           nan  -775 aW\n");
    circ_arena_free(e->arena);
}

static void table_without_outputs_has_the_currents(void)
{
    Example *e = example();
    e->results.n_outputs = 0;
    check_written(e, "table",
                  "     T   Q(hot)  Q(r[1])  Q(r[2])\n"
                  " 50 mK   775 aW     1 aW      nan\n"
                  "100 mK  -775 aW      nan     2 aW\n");
    circ_arena_free(e->arena);
}

static void table_of_one_point_is_a_list(void)
{
    Example *e = example();
    e->results.n_sweeps = 0;
    e->results.n_rows = 1;
    check_written(e, "table",
                  "ratio(a,\"b\") = 1.03125\n"
                  "Q(hot)       = 775 aW\n"
                  "Q(r[1])      = 1 aW\n");
    circ_arena_free(e->arena);
}

static void csv_quotes_names_and_keeps_all_digits(void)
{
    Example *e = example();
    check_written(e, "csv",
                  "T,\"ratio(a,\"\"b\"\")\",Q(hot),Q(r[1]),Q(r[2])\n"
                  "0.050000000000000003,1.03125,7.7499999999999997e-16,1.0000000000000001e-18,nan\n"
                  "0.10000000000000001,nan,-7.7499999999999997e-16,nan,2.0000000000000001e-18\n");
    circ_arena_free(e->arena);
}

static json_t *parsed(const Example *e)
{
    char *text = written(e, "json");
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    free(text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(root);
    return root;
}

static double number_at(const json_t *point, const char *group, const char *name)
{
    const json_t *value = json_object_get(json_object_get(point, group), name);
    CU_ASSERT_PTR_NOT_NULL_FATAL(value);
    return json_is_null(value) ? NAN : json_number_value(value);
}

static void json_has_every_number_exactly(void)
{
    Example *e = example();
    json_t *root = parsed(e);
    const json_t *points = json_object_get(root, "points");
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(root, "circuit")), "c");
    CU_ASSERT_EQUAL_FATAL(json_array_size(points), 2);
    const json_t *first = json_array_get(points, 0), *second = json_array_get(points, 1);
    CU_ASSERT_EQUAL(number_at(first, "params", "N"), 2);
    CU_ASSERT_EQUAL(number_at(second, "params", "T"), 0.1);
    CU_ASSERT_EQUAL(number_at(first, "outputs", "ratio(a,\"b\")"), 1.03125);
    CU_ASSERT_TRUE(isnan(number_at(second, "outputs", "ratio(a,\"b\")")));
    CU_ASSERT_EQUAL(number_at(second, "currents", "r[2]"), 2e-18);
    CU_ASSERT_EQUAL(number_at(first, "solver", "residual"), 1e-16);
    CU_ASSERT_EQUAL(number_at(first, "solver", "seconds"), 0.25);
    json_decref(root);
    circ_arena_free(e->arena);
}

static void json_warnings_have_places_and_are_utf8(void)
{
    Example *e = example();
    json_t *root = parsed(e);
    const json_t *points = json_object_get(root, "points");
    CU_ASSERT_EQUAL(json_array_size(json_object_get(json_array_get(points, 0), "warnings")), 0);
    const json_t *warnings = json_object_get(json_array_get(points, 1), "warnings");
    CU_ASSERT_EQUAL_FATAL(json_array_size(warnings), 1);
    const json_t *warning = json_array_get(warnings, 0);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(warning, "code")), "W0501");
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(warning, "message")), "C/C is 0.5");
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(warning, "file")), "odd ? name");
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(warning, "line")), 2);
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(warning, "column")), 2);
    json_decref(root);
    circ_arena_free(e->arena);
}

static void diagnostics_are_json_too(void)
{
    Example *e = example();
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    CU_ASSERT_TRUE(show_diags_json(e->warned, out));
    fclose(out);
    json_t *list = json_loads(text, 0, NULL);
    CU_ASSERT_EQUAL_FATAL(json_array_size(list), 2);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(json_array_get(list, 0), "severity")),
                           "warning");
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(json_array_get(list, 0), "end_column")), 3);
    CU_ASSERT_PTR_NULL(json_object_get(json_array_get(list, 1), "line"));
    json_decref(list);
    free(text);
    circ_arena_free(e->arena);
}

void suite_emit(void)
{
    CU_pSuite suite = CU_add_suite("emit", NULL, NULL);
    CU_ADD_TEST(suite, table_of_a_sweep_has_columns);
    CU_ADD_TEST(suite, table_without_outputs_has_the_currents);
    CU_ADD_TEST(suite, table_of_one_point_is_a_list);
    CU_ADD_TEST(suite, csv_quotes_names_and_keeps_all_digits);
    CU_ADD_TEST(suite, json_has_every_number_exactly);
    CU_ADD_TEST(suite, json_warnings_have_places_and_are_utf8);
    CU_ADD_TEST(suite, diagnostics_are_json_too);
}
