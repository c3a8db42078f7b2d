/* Where a name is declared and used, and its change everywhere. */
#include <stdlib.h>
#include <string.h>

#include "emit/json_value.h"
#include "front/import.h"
#include "lsp/answers.h"
#include "lsp/position.h"

static const Name *name_at(const Analysis *a, uint32_t offset)
{
    const Word *word = names_word_at(a->names, offset);
    return word && word->kind == WORD_NAME ? word->name : NULL;
}

static json_t *file_location(const Analysis *a, const Word *word)
{
    CircPosition at = circ_sources_locate(a->sources, word->span.begin);
    char *uri = position_uri(path_beside(a->arena, at.source, word->text));
    json_t *location = uri ? json_pack("{s:s, s:{s:{s:i, s:i}, s:{s:i, s:i}}}", "uri", uri, "range", "start", "line", 0,
                                       "character", 0, "end", "line", 0, "character", 0) : NULL;
    free(uri);
    return location;
}

json_t *answer_definition(const Analysis *a, uint32_t offset)
{
    const Word *word = names_word_at(a->names, offset);
    if (word && word->kind == WORD_FILE) return file_location(a, word);
    return word && word->name ? position_location(a->sources, word->name->span) : NULL;
}

json_t *answer_references(const Analysis *a, uint32_t offset, bool with_declaration)
{
    const Name *name = name_at(a, offset);
    json_t *list = json_array();
    for (int i = 0; name && i < a->names->n_words; i++) {
        const Word *word = &a->names->words[i];
        bool declares = word->span.begin == name->span.begin;
        if (word->name == name && (with_declaration || !declares)) json_add(&list, position_location(a->sources, word->span));
    }
    return list;
}

static bool is_name(const char *text)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
    return *text && !strchr("0123456789", *text) && !text[strspn(text, letters)];
}

static void add_edit(json_t **changes, const Analysis *a, CircSpan span, const char *text)
{
    CircPosition at = circ_sources_locate(a->sources, span.begin);
    char *uri = at.source ? position_uri(at.source->name) : NULL;
    if (!uri) return;
    json_t *list = json_object_get(*changes, uri);
    if (!list) {
        list = json_array();
        json_object_set_new(*changes, uri, list);
    }
    json_array_append_new(list, json_pack("{s:o, s:s}", "range", position_range(a->sources, span), "newText", text));
    free(uri);
}

json_t *answer_rename(const Analysis *a, uint32_t offset, const char *text, const char **why)
{
    const Name *name = name_at(a, offset);
    *why = NULL;
    if (!name) *why = "no name that the file declares stands here";
    else if (!is_name(text)) *why = "a name has letters, digits and '_', and starts with none of the digits";
    else if (name->kind == NAME_NODE ? names_find_node(a->names, name->block, text) != NULL
             : name->kind == NAME_SUBCIRCUIT ? names_find_subcircuit(a->names, text) != NULL
                                             : names_find(a->names, name->block, text) != NULL)
        *why = "this name is taken";
    if (*why) return NULL;
    json_t *changes = json_object();
    for (int i = 0; i < a->names->n_words; i++)
        if (a->names->words[i].name == name) add_edit(&changes, a, a->names->words[i].span, text);
    return json_pack("{s:o}", "changes", changes);
}
