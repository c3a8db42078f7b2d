/* The base layer: arena, places in texts, messages, names, numbers. */
#include <CUnit/CUnit.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"
#include "base/table.h"
#include "circ/diag.h"

/* ---- arena */

static void objects_are_zeroed_and_aligned(void)
{
    CircArena *arena = circ_arena_create();
    for (size_t size = 1; size < 200; size += 7) {
        unsigned char *data = circ_arena_alloc(arena, 1, size);
        CU_ASSERT_EQUAL((uintptr_t)data % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) CU_ASSERT_EQUAL(data[i], 0);
        memset(data, 0xff, size);
    }
    circ_arena_free(arena);
}

static void reset_forgets_and_zeroes_again(void)
{
    CircArena *arena = circ_arena_create();
    for (int round = 0; round < 3; round++) {
        unsigned char *data = circ_arena_alloc(arena, 3, 100000);
        CU_ASSERT_EQUAL(circ_arena_bytes(arena) >= 300000, 1);
        for (size_t i = 0; i < 300000; i += 1000) CU_ASSERT_EQUAL(data[i], 0);
        memset(data, 0xff, 300000);
        circ_arena_reset(arena);
        CU_ASSERT_EQUAL(circ_arena_bytes(arena), 0);
    }
    circ_arena_free(arena);
}

/* Asks for memory until the guard is reached; gives up after `times`. */
static bool runs_out(CircArena *arena, size_t count, size_t size, int times)
{
    if (setjmp(*circ_arena_guard(arena))) {
        circ_arena_unguard(arena);
        return true;
    }
    for (int i = 0; i < times; i++) circ_arena_alloc(arena, count, size);
    circ_arena_unguard(arena);
    return false;
}

static void limit_jumps_to_the_guard(void)
{
    CircArena *arena = circ_arena_create();
    circ_arena_limit(arena, 100000);
    CU_ASSERT_FALSE(runs_out(arena, 1, 1000, 90));
    CU_ASSERT_TRUE(runs_out(arena, 1, 1000, 100));
    circ_arena_reset(arena);
    CU_ASSERT_FALSE(runs_out(arena, 1, 1000, 90));
    circ_arena_free(arena);
}

static void product_of_count_and_size_cannot_wrap(void)
{
    CircArena *arena = circ_arena_create();
    CU_ASSERT_TRUE(runs_out(arena, SIZE_MAX / 2, 4, 1));
    CU_ASSERT_TRUE(runs_out(arena, SIZE_MAX, 1, 1));
    circ_arena_free(arena);
}

static void growing_keeps_the_items(void)
{
    CircArena *arena = circ_arena_create();
    int *items = NULL;
    size_t capacity = 0;
    for (int i = 0; i < 1000; i++) {
        items = circ_arena_grow(arena, items, &capacity, (size_t)i + 1, sizeof *items);
        items[i] = i;
    }
    for (int i = 0; i < 1000; i++) CU_ASSERT_EQUAL(items[i], i);
    CU_ASSERT_STRING_EQUAL(circ_arena_format(arena, "%s %d", "a", 7), "a 7");
    circ_arena_free(arena);
}

/* ---- places */

static void check_place(const CircSources *sources, uint32_t offset, const char *file, int line, int column)
{
    CircPosition at = circ_sources_locate(sources, offset);
    CU_ASSERT_PTR_NOT_NULL_FATAL(at.source);
    CU_ASSERT_STRING_EQUAL(at.source->name, file);
    CU_ASSERT_EQUAL(at.line, line);
    CU_ASSERT_EQUAL(at.column, column);
}

static void places_are_lines_and_characters(void)
{
    CircArena *arena = circ_arena_create();
    CircSources *sources = circ_sources_create(arena);
    const char text[] = "ab\n\xce\xa9 = 3\r\n\nend"; /* Greek omega: two bytes, one column */
    const CircSource *a = circ_sources_add(sources, "a", text, sizeof text - 1);
    const CircSource *b = circ_sources_add(sources, "b", "x\ny", 3);
    CU_ASSERT_EQUAL(a->base, 1);
    check_place(sources, a->base, "a", 1, 1);
    check_place(sources, a->base + 2, "a", 1, 3);
    check_place(sources, a->base + 3, "a", 2, 1);
    check_place(sources, a->base + 6, "a", 2, 3);
    check_place(sources, a->base + 12, "a", 4, 1);
    check_place(sources, a->base + a->length, "a", 4, 4);
    check_place(sources, b->base + 2, "b", 2, 1);
    CU_ASSERT_PTR_NULL(circ_sources_locate(sources, 0).source);
    CU_ASSERT_PTR_NULL(circ_sources_locate(sources, 1000).source);
    CircPosition at = circ_sources_locate(sources, a->base + 6);
    CU_ASSERT_EQUAL(at.line_length, 6); /* without the line's end */
    circ_arena_free(arena);
}

/* A part of a longer text is taken as far as it goes. */
static void texts_end_where_they_are_said_to(void)
{
    CircArena *arena = circ_arena_create();
    const CircSource *part = circ_sources_add(circ_sources_create(arena), "part", "abcd", 3);
    CU_ASSERT_EQUAL(part->length, 3);
    CU_ASSERT_EQUAL(memcmp(part->text, "abc\0\0", 5), 0);
    circ_arena_free(arena);
}

static void missing_file_is_told_by_errno(void)
{
    CircArena *arena = circ_arena_create();
    CircSources *sources = circ_sources_create(arena);
    CU_ASSERT_PTR_NULL(circ_sources_read(sources, "/nowhere/at/all.circ"));
    CU_ASSERT_PTR_NULL(circ_sources_read(sources, "/"));
    circ_arena_free(arena);
}

static void joined_span_covers_both(void)
{
    CircSpan joined = circ_span_join((CircSpan){3, 5}, (CircSpan){8, 9});
    CU_ASSERT_TRUE(joined.begin == 3 && joined.end == 9);
    joined = circ_span_join((CircSpan){0, 0}, (CircSpan){8, 9});
    CU_ASSERT_TRUE(joined.begin == 8 && joined.end == 9);
    joined = circ_span_join((CircSpan){3, 5}, (CircSpan){0, 0});
    CU_ASSERT_TRUE(joined.begin == 3 && joined.end == 5);
}

/* ---- messages */

typedef struct {
    CircArena *arena;
    CircSources *sources;
    CircDiags *diags;
    uint32_t base;
} Messages;

static Messages messages_in(const char *text)
{
    Messages m = {.arena = circ_arena_create()};
    m.sources = circ_sources_create(m.arena);
    m.diags = circ_diags_create(m.arena, m.sources);
    m.base = circ_sources_add(m.sources, "t.circ", text, strlen(text))->base;
    return m;
}

static void check_printed(const Messages *m, const char *expected)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    circ_diags_print(m->diags, out, false);
    fclose(out);
    CU_ASSERT_STRING_EQUAL(text, expected);
    free(text);
}

static void carets_stand_under_the_span(void)
{
    Messages m = messages_in("one\n\ttwo \xce\xa9\xce\xa9 3\n");
    CircDiag *diag =
        circ_diag(m.diags, CIRC_E0101, (CircSpan){m.base + 9, m.base + 13}, "there is no '%s'", "W");
    circ_diag_note(m.diags, diag, (CircSpan){m.base, m.base + 3}, "but there is this");
    circ_diag_help(m.diags, diag, "did you mean '%s'?", "w");
    check_printed(&m, "t.circ:2:6: error[E0101]: there is no 'W'\n"
                      "    2 | \ttwo \xce\xa9\xce\xa9 3\n"
                      "      | \t    ^^\n"
                      "t.circ:1:1: note: but there is this\n"
                      "    1 | one\n"
                      "      | ^^^\n"
                      "      = help: did you mean 'w'?\n");
    circ_arena_free(m.arena);
}

static void messages_come_in_order_of_place(void)
{
    Messages m = messages_in("ab\n");
    circ_diag(m.diags, CIRC_W0501, (CircSpan){m.base + 1, m.base + 2}, "second");
    circ_diag(m.diags, CIRC_E0101, (CircSpan){m.base, m.base + 1}, "first");
    circ_diag(m.diags, CIRC_E0007, (CircSpan){0, 0}, "nowhere");
    check_printed(&m, "circ: error[E0007]: nowhere\n"
                      "t.circ:1:1: error[E0101]: first\n"
                      "    1 | ab\n"
                      "      | ^\n"
                      "t.circ:1:2: warning[W0501]: second\n"
                      "    1 | ab\n"
                      "      |  ^\n");
    CU_ASSERT_EQUAL(circ_diags_errors(m.diags), 2);
    circ_arena_free(m.arena);
}

static void message_is_said_once(void)
{
    Messages m = messages_in("ab\n");
    for (int i = 0; i < 3; i++) circ_diag(m.diags, CIRC_E0101, (CircSpan){m.base, m.base + 1}, "again");
    circ_diag(m.diags, CIRC_E0101, (CircSpan){m.base, m.base + 1}, "another");
    CU_ASSERT_EQUAL(circ_diags_count(m.diags), 2);
    CU_ASSERT_EQUAL(circ_diags_errors(m.diags), 2);
    circ_arena_free(m.arena);
}

static void errors_past_the_hundredth_are_counted(void)
{
    Messages m = messages_in("ab\n");
    for (int i = 0; i < 130; i++) {
        CircDiag *diag = circ_diag(m.diags, CIRC_E0101, (CircSpan){m.base, m.base + 1}, "number %d", i);
        circ_diag_note(m.diags, diag, (CircSpan){0, 0}, "a note");
    }
    CU_ASSERT_EQUAL(circ_diags_count(m.diags), 100);
    CU_ASSERT_EQUAL(circ_diags_errors(m.diags), 130);
    circ_arena_free(m.arena);
}

static void merging_copies_what_is_new(void)
{
    Messages m = messages_in("ab\n");
    CircDiags *other = circ_diags_create(m.arena, m.sources);
    circ_diag(m.diags, CIRC_W0501, (CircSpan){m.base, m.base + 1}, "both");
    circ_diag(other, CIRC_W0501, (CircSpan){m.base, m.base + 1}, "both");
    CircDiag *diag = circ_diag(other, CIRC_W0501, (CircSpan){m.base, m.base + 1}, "new");
    circ_diag_help(other, diag, "help");
    circ_diag_note(other, diag, (CircSpan){0, 0}, "note");
    circ_diags_merge(m.diags, other);
    CU_ASSERT_EQUAL_FATAL(circ_diags_count(m.diags), 2);
    CU_ASSERT_STRING_EQUAL(circ_diags_get(m.diags, 1)->help, "help");
    CU_ASSERT_STRING_EQUAL(circ_diags_get(m.diags, 1)->notes->text, "note");
    circ_arena_free(m.arena);
}

static void codes_have_names_and_titles(void)
{
    CU_ASSERT_STRING_EQUAL(circ_code_name(CIRC_E0101), "E0101");
    for (int code = 0; code < CIRC_N_CODES; code++) {
        CU_ASSERT_EQUAL(strlen(circ_code_name((CircCode)code)), 5);
        CU_ASSERT_TRUE(strlen(circ_code_title((CircCode)code)) > 5);
    }
}

/* ---- names */

static void table_keeps_the_first_value(void)
{
    CircArena *arena = circ_arena_create();
    Table table;
    table_init(&table, arena, 0);
    for (int i = 0; i < 500; i++)
        CU_ASSERT_EQUAL(table_add(&table, circ_arena_format(arena, "n%d", i), i), i);
    CU_ASSERT_EQUAL(table_add(&table, "n7", 99), 7);
    for (int i = 0; i < 500; i++) CU_ASSERT_EQUAL(table_find(&table, circ_arena_format(arena, "n%d", i)), i);
    CU_ASSERT_EQUAL(table_find(&table, "n500"), -1);
    circ_arena_free(arena);
}

static void nearest_name_is_a_likely_one(void)
{
    const char *names[] = {"transmon", NULL, "capacitor", "hot", "cold", "T_p", "q"};
    enum { N = sizeof names / sizeof *names };
    CU_ASSERT_STRING_EQUAL(table_nearest("transmn", names, N), "transmon");
    CU_ASSERT_STRING_EQUAL(table_nearest("Transmon", names, N), "transmon");
    CU_ASSERT_STRING_EQUAL(table_nearest("cpaacitor", names, N), "capacitor");
    CU_ASSERT_STRING_EQUAL(table_nearest("t_p", names, N), "T_p");
    CU_ASSERT_STRING_EQUAL(table_nearest("hto", names, N), "hot");
    CU_ASSERT_PTR_NULL(table_nearest("resistor", names, N));
    CU_ASSERT_PTR_NULL(table_nearest("x", names, 1));
    CU_ASSERT_PTR_NULL(
        table_nearest("a_name_that_is_longer_than_any_name_that_anybody_would_choose_by_far", names, N));
}

/* ---- numbers */

static void check_format(double value, const char *unit, const char *expected)
{
    char buffer[80];
    CU_ASSERT_STRING_EQUAL(format_si(buffer, sizeof buffer, value, unit), expected);
}

static void numbers_have_a_fitting_prefix(void)
{
    check_format(0.05, "K", "50 mK");
    check_format(-7.75e-16, "W", "-775 aW");
    check_format(4e9, "Hz", "4 GHz");
    check_format(999.9999999, "W", "1 kW");
    check_format(0.999, "V", "999 mV");
    check_format(0, "F", "0 F");
    check_format(1e-25, "W", "1e-25 W");
    check_format(3e18, "Hz", "3e+18 Hz");
    check_format(INFINITY, "W", "inf W");
    check_format(-NAN, "W", "nan");
}

static void prefix_goes_to_a_plain_unit_only(void)
{
    check_format(0.05, "", "0.05");
    check_format(5e8, "1/s", "500 /us");
    check_format(0.5, "1/s", "0.5 /s");
    check_format(2e-15, "W/K", "2 fW/K");
    check_format(0.05, "m^2*kg", "0.05 m^2*kg");
    check_format(0.05, "kg", "0.05 kg");
    check_format(2e12, "1/(V*s)", "2e+12 /(V*s)");
}

void suite_base(void)
{
    CU_pSuite suite = CU_add_suite("base", NULL, NULL);
    CU_ADD_TEST(suite, objects_are_zeroed_and_aligned);
    CU_ADD_TEST(suite, reset_forgets_and_zeroes_again);
    CU_ADD_TEST(suite, limit_jumps_to_the_guard);
    CU_ADD_TEST(suite, product_of_count_and_size_cannot_wrap);
    CU_ADD_TEST(suite, growing_keeps_the_items);
    CU_ADD_TEST(suite, places_are_lines_and_characters);
    CU_ADD_TEST(suite, texts_end_where_they_are_said_to);
    CU_ADD_TEST(suite, missing_file_is_told_by_errno);
    CU_ADD_TEST(suite, joined_span_covers_both);
    CU_ADD_TEST(suite, carets_stand_under_the_span);
    CU_ADD_TEST(suite, messages_come_in_order_of_place);
    CU_ADD_TEST(suite, message_is_said_once);
    CU_ADD_TEST(suite, errors_past_the_hundredth_are_counted);
    CU_ADD_TEST(suite, merging_copies_what_is_new);
    CU_ADD_TEST(suite, codes_have_names_and_titles);
    CU_ADD_TEST(suite, table_keeps_the_first_value);
    CU_ADD_TEST(suite, nearest_name_is_a_likely_one);
    CU_ADD_TEST(suite, numbers_have_a_fitting_prefix);
    CU_ADD_TEST(suite, prefix_goes_to_a_plain_unit_only);
}
