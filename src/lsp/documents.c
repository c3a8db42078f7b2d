#include "lsp/documents.h"

#include <stdlib.h>
#include <string.h>

#include "lsp/position.h"

Document *documents_find(const Documents *documents, const char *uri)
{
    Document *document = documents->first;
    while (document && strcmp(document->uri, uri)) document = document->next;
    return document;
}

static void forget_analysis(Document *document)
{
    analysis_free(document->analysis);
    document->analysis = NULL;
}

static void free_document(Document *document)
{
    forget_analysis(document);
    json_decref(document->told);
    free(document->uri);
    free(document->path);
    free(document->text);
    free(document);
}

static char *path_of(const char *uri)
{
    CircArena *arena = circ_arena_create();
    char *path = NULL;
    if (arena && !setjmp(*circ_arena_guard(arena))) path = strdup(position_path(arena, uri));
    circ_arena_free(arena);
    return path;
}

bool documents_open(Documents *documents, const char *uri, const char *text, json_int_t version)
{
    documents_close(documents, uri);
    Document *document = calloc(1, sizeof *document);
    if (!document) return false;
    document->uri = strdup(uri);
    document->path = path_of(uri);
    document->text = strdup(text);
    document->length = strlen(text);
    document->version = version;
    document->next = documents->first;
    documents->first = document;
    if (document->uri && document->path && document->text) return true;
    documents->first = document->next;
    free_document(document);
    return false;
}

/* [begin, end) of the old text becomes the new one. */
static bool replace(Document *document, size_t begin, size_t end, const char *text)
{
    size_t length = strlen(text);
    char *whole = malloc(document->length - (end - begin) + length + 1);
    if (!whole) return false;
    memcpy(whole, document->text, begin);
    memcpy(whole + begin, text, length);
    memcpy(whole + begin + length, document->text + end, document->length - end);
    document->length += length - (end - begin);
    whole[document->length] = '\0';
    free(document->text);
    document->text = whole;
    return true;
}

static bool change(Document *document, const json_t *given)
{
    const char *text = json_string_value(json_object_get(given, "text"));
    const json_t *range = json_object_get(given, "range");
    if (!text) return false;
    if (!json_is_object(range)) return replace(document, 0, document->length, text);
    size_t begin = position_offset(document->text, document->length, json_object_get(range, "start"));
    size_t end = position_offset(document->text, document->length, json_object_get(range, "end"));
    return replace(document, begin, end < begin ? begin : end, text);
}

bool documents_change(Document *document, const json_t *changes, json_int_t version)
{
    size_t i;
    const json_t *given;
    forget_analysis(document);
    document->being_typed = true;
    document->version = version;
    json_array_foreach(changes, i, given)
        if (!change(document, given)) return false;
    return true;
}

void documents_close(Documents *documents, const char *uri)
{
    for (Document **at = &documents->first; *at; at = &(*at)->next) {
        if (strcmp((*at)->uri, uri)) continue;
        Document *closed = *at;
        *at = closed->next;
        free_document(closed);
        return;
    }
}

void documents_free(Documents *documents)
{
    while (documents->first) documents_close(documents, documents->first->uri);
}

Analysis *documents_analysis(const Documents *documents, Document *document)
{
    if (document->analysis) return document->analysis;
    size_t n = 0;
    for (const Document *other = documents->first; other; other = other->next) n++;
    OpenText *open = calloc(n + 1, sizeof *open);
    if (!open) return NULL;
    n = 0;
    for (const Document *other = documents->first; other; other = other->next)
        if (other != document) open[n++] = (OpenText){other->path, other->text, other->length};
    document->analysis = analysis_make((OpenText){document->path, document->text, document->length}, (int)n, open,
                                       document->being_typed);
    free(open);
    return document->analysis;
}

void documents_touch(const Documents *documents, const char *path)
{
    for (Document *document = documents->first; document; document = document->next)
        if (document->analysis && analysis_reads(document->analysis, path)) forget_analysis(document);
}
