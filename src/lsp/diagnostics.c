#include <stdlib.h>

#include "emit/json_value.h"
#include "lsp/answers.h"
#include "lsp/position.h"

enum { SEVERITY_ERROR = 1, SEVERITY_WARNING = 2 };

static json_t *related(const Analysis *a, const CircDiag *diag)
{
    json_t *list = json_array();
    for (const CircNote *note = diag->notes; note; note = note->next) {
        json_t *location = position_location(a->sources, note->span);
        if (location) json_add(&list, json_pack("{s:o, s:o}", "location", location, "message", json_words(note->text)));
    }
    return list;
}

static json_t *diagnostic(const Analysis *a, const CircDiag *diag)
{
    const char *text = diag->help ? circ_arena_format(a->arena, "%s\nhelp: %s", diag->text, diag->help) : diag->text;
    return json_pack("{s:o, s:i, s:s, s:s, s:o, s:o}", "range", position_range(a->sources, diag->span), "severity",
                     diag->error ? SEVERITY_ERROR : SEVERITY_WARNING, "code", circ_code_name(diag->code), "source", "circ",
                     "message", json_words(text), "relatedInformation", related(a, diag));
}

static json_t *list_of(json_t *files, const char *path)
{
    char *uri = position_uri(path);
    json_t *list = uri ? json_object_get(files, uri) : NULL;
    if (uri && !list) {
        list = json_array();
        if (json_object_set_new(files, uri, list)) list = NULL;
    }
    free(uri);
    return list;
}

json_t *answer_diagnostics(const Analysis *a)
{
    json_t *files = json_object();
    list_of(files, a->source->name);
    for (int i = 0; i < circ_diags_count(a->diags); i++) {
        const CircDiag *diag = circ_diags_get(a->diags, i);
        CircPosition at = circ_sources_locate(a->sources, diag->span.begin);
        json_t *list = list_of(files, at.source ? at.source->name : a->source->name);
        if (list) json_array_append_new(list, diagnostic(a, diag));
    }
    return files;
}
