#include "emit/json_value.h"
#include "emit/show.h"

static void put_span(json_t **object, const CircSources *sources, CircSpan span)
{
    CircPosition end = circ_sources_locate(sources, span.end);
    json_put_place(object, sources, span);
    if (!end.source) return;
    json_put(object, "end_line", json_integer(end.line));
    json_put(object, "end_column", json_integer(end.column));
}

static json_t *notes_json(const CircNote *note, const CircSources *sources)
{
    json_t *list = json_array();
    for (; note; note = note->next) {
        json_t *object = json_pack("{s:o}", "message", json_words(note->text));
        put_span(&object, sources, note->span);
        json_add(&list, object);
    }
    return list;
}

static json_t *diag_json(const void *context, int i)
{
    const CircDiags *diags = context;
    const CircDiag *diag = circ_diags_get(diags, i);
    const CircSources *sources = circ_diags_sources(diags);
    json_t *object = json_pack("{s:s, s:s, s:o, s:o}", "severity", diag->error ? "error" : "warning", "code",
                               circ_code_name(diag->code), "message", json_words(diag->text), "help",
                               json_words(diag->help));
    put_span(&object, sources, diag->span);
    json_put(&object, "notes", notes_json(diag->notes, sources));
    return object;
}

bool show_diags_json(const CircDiags *diags, FILE *out)
{
    return json_print(json_list(circ_diags_count(diags), diag_json, diags), out);
}
