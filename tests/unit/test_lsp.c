/* The language server's parts that a session shows badly: places, URIs, and that no word lacks its meaning. */
#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#include "front/elements.h"
#include "front/scope.h"
#include "lsp/documents.h"
#include "lsp/meanings.h"
#include "lsp/position.h"

static size_t offset_of(const char *text, int line, int character)
{
    json_t *position = json_pack("{s:i, s:i}", "line", line, "character", character);
    size_t offset = position_offset(text, strlen(text), position);
    json_decref(position);
    return offset;
}

static void columns_count_utf16(void)
{
    const char *text = "a\xc2\xb5\xf0\x9f\x98\x80z\r\nsecond\n";
    CU_ASSERT_EQUAL(offset_of(text, 0, 1), 1);
    CU_ASSERT_EQUAL(offset_of(text, 0, 2), 3);
    CU_ASSERT_EQUAL(offset_of(text, 0, 3), 3);
    CU_ASSERT_EQUAL(offset_of(text, 0, 4), 7);  /* the emoji is two units */
    CU_ASSERT_EQUAL(offset_of(text, 0, 99), 8); /* a line's end is not passed */
    CU_ASSERT_EQUAL(offset_of(text, 1, 3), 13);
    CU_ASSERT_EQUAL(offset_of(text, 9, 0), strlen(text));
    CU_ASSERT_EQUAL(offset_of(text, -4, -4), 0);
    CU_ASSERT_EQUAL(offset_of("\xff\xc2", 0, 2), 2); /* bytes that are no UTF-8 */
    CU_ASSERT_EQUAL(position_offset(text, strlen(text), NULL), 0);
}

static void expect_uri(const char *path, const char *wanted)
{
    char *uri = position_uri(path);
    CU_ASSERT_STRING_EQUAL(uri, wanted);
    free(uri);
}

static void paths_become_uris_and_back(void)
{
    expect_uri("/a b/c\xc2\xb5#.circ", "file:///a%20b/c%C2%B5%23.circ");
    expect_uri("/a/b/../c/./d.circ", "file:///a/c/d.circ");
    expect_uri("/../x", "file:///x");
    expect_uri("untitled:1", "untitled:1");
    CircArena *arena = circ_arena_create();
    CU_ASSERT_STRING_EQUAL(position_path(arena, "file:///a%20b/c%C2%B5%23.circ"), "/a b/c\xc2\xb5#.circ");
    CU_ASSERT_STRING_EQUAL(position_path(arena, "file://host/a%zz%0"), "/a%zz%0");
    CU_ASSERT_STRING_EQUAL(position_path(arena, "untitled:1"), "untitled:1");
    circ_arena_free(arena);
}

static void every_word_has_a_meaning(void)
{
    CircArena *arena = circ_arena_create();
    for (int i = 0; i < CIRC_N_STMT_KINDS; i++)
        if (i != CIRC_STMT_ELEMENT) CU_ASSERT_PTR_NOT_NULL(meaning_of_statement(circ_stmt_word((CircStmtKind)i)));
    for (int i = 0; i < builtin_count(); i++) CU_ASSERT_PTR_NOT_NULL(meaning_of_call(arena, builtin_name(i)));
    for (int i = 0; i < CIRC_N_QUANTITIES; i++) CU_ASSERT_PTR_NOT_NULL(meaning_of_call(arena, circ_quantity_name((CircQuantity)i)));
    const ModelKey *key;
    for (int i = 0; (key = meaning_model_key(i)); i++) CU_ASSERT_PTR_NOT_NULL(meaning_of_choice(key->key));
    for (int i = 0; i < element_kind_count(); i++) {
        const ElementKind *kind = element_kind_get(i);
        CU_ASSERT_PTR_NOT_NULL(kind->meaning);
        for (int k = 0; k < MAX_ATTRIBUTES && kind->attributes[k].name; k++) CU_ASSERT_PTR_NOT_NULL(kind->attributes[k].meaning);
    }
    circ_arena_free(arena);
}

static void changes_of_ranges_make_the_text(void)
{
    Documents documents = {0};
    CU_ASSERT_FATAL(documents_open(&documents, "file:///x/a.circ", "one\ntwo\n", 1));
    Document *document = documents_find(&documents, "file:///x/a.circ");
    CU_ASSERT_STRING_EQUAL(document->path, "/x/a.circ");
    json_t *changes = json_pack("[{s:{s:{s:i, s:i}, s:{s:i, s:i}}, s:s}, {s:{s:{s:i, s:i}, s:{s:i, s:i}}, s:s}]", "range", "start",
                                "line", 0, "character", 3, "end", "line", 1, "character", 1, "text", "-T", "range", "start",
                                "line", 0, "character", 0, "end", "line", 0, "character", 0, "text", "\xc2\xb5");
    CU_ASSERT_TRUE(documents_change(document, changes, 2));
    CU_ASSERT_STRING_EQUAL(document->text, "\xc2\xb5one-Two\n");
    CU_ASSERT_EQUAL(document->length, strlen(document->text));
    CU_ASSERT_EQUAL(document->version, 2);
    json_decref(changes);
    documents_free(&documents);
    CU_ASSERT_PTR_NULL(documents.first);
}

void suite_lsp(void)
{
    CU_pSuite suite = CU_add_suite("lsp", NULL, NULL);
    CU_ADD_TEST(suite, columns_count_utf16);
    CU_ADD_TEST(suite, paths_become_uris_and_back);
    CU_ADD_TEST(suite, every_word_has_a_meaning);
    CU_ADD_TEST(suite, changes_of_ranges_make_the_text);
}
