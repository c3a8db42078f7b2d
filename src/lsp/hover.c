#include <stdlib.h>
#include <string.h>

#include "circ/explain.h"
#include "front/units.h"
#include "lsp/answers.h"
#include "lsp/meanings.h"
#include "lsp/position.h"
#include "lsp/values.h"

/* The source's text of a span, on one line. */
static const char *source_text(const Analysis *a, CircSpan span)
{
    CircPosition at = circ_sources_locate(a->sources, span.begin);
    if (!at.source || span.end <= span.begin) return "";
    char *text = circ_arena_copy(a->arena, at.source->text + (span.begin - at.source->base), span.end - span.begin);
    text[strcspn(text, "{\r\n")] = '\0';
    return text;
}

static const char *hover_name(const Analysis *a, const Word *word)
{
    static const char *const kinds[] = {"parameter", "function",  "argument of a function", "subcircuit", NULL,
                                        NULL,        "instance", "node",                   "name of a loop"}; /* ORDER NameKind */
    const Name *name = word->name;
    const char *kind = name->formal ? "parameter of a subcircuit" : name->element ? name->element->name : kinds[name->kind];
    CircSpan declared = name->formal ? name->formal->span : name->stmt->span;
    const char *head = circ_arena_format(a->arena, "%s `%s`\n\n    %s", kind, name->text, source_text(a, declared));
    const CircExpr *ref = word->block == a->names->file ? word->ref : NULL;
    const char *values = values_of_name(a, name, ref);
    return circ_arena_format(a->arena, "%s%s%s", head, *values ? "\n" : "", values);
}

static const char *hover_attribute(const Analysis *a, const Word *word)
{
    const AttributeSpec *spec = word->attribute;
    return circ_arena_format(a->arena, "`%s` of `%s`: %s%s%s", spec->name, word->element->name, spec->meaning,
                             spec->dim == DIM_NONE ? "" : "\n\n", spec->dim == DIM_NONE ? "" : dim_name(a->arena, dim_of(spec->dim)));
}

static const char *hover_call(const Analysis *a, const Word *word)
{
    const char *meaning = meaning_of_call(a->arena, word->text);
    return meaning ? circ_arena_format(a->arena, "`%s`: %s", meaning_call_form(a->arena, word->text), meaning) : NULL;
}

static const char *explanation(const Analysis *a, CircCode code)
{
    return circ_arena_format(a->arena, "**%s**: %s\n\n%s", circ_code_name(code), circ_code_title(code), circ_explain(code)->paragraph);
}

static const char *hover_text(const Analysis *a, const Word *word)
{
    switch (word->kind) {
    case WORD_NAME: return hover_name(a, word);
    case WORD_ATTRIBUTE: return hover_attribute(a, word);
    case WORD_STATEMENT: return meaning_of_statement(word->text);
    case WORD_ELEMENT: return circ_arena_format(a->arena, "`%s`: %s", word->text, word->element->meaning);
    case WORD_CALL: return hover_call(a, word);
    case WORD_CHOICE: return meaning_of_choice(word->text);
    case WORD_UNIT: return meaning_of_unit(a->arena, word->text);
    case WORD_CODE: {
        int code = circ_code_find(word->text);
        return code < 0 ? NULL : explanation(a, (CircCode)code);
    }
    default: return NULL;
    }
}

/* What the errors and warnings that cover the place mean, behind what the word means. */
static const char *with_explanations(const Analysis *a, uint32_t offset, const char *text, CircSpan *span)
{
    for (int i = 0; i < circ_diags_count(a->diags); i++) {
        const CircDiag *diag = circ_diags_get(a->diags, i);
        if (offset < diag->span.begin || offset >= diag->span.end) continue;
        if (!text) *span = diag->span;
        text = circ_arena_format(a->arena, "%s%s%s", text ? text : "", text ? "\n\n---\n\n" : "", explanation(a, diag->code));
    }
    return text;
}

json_t *answer_hover(const Analysis *a, uint32_t offset)
{
    const Word *word = names_word_at(a->names, offset);
    CircSpan span = word ? word->span : (CircSpan){0, 0};
    const char *text = with_explanations(a, offset, word ? hover_text(a, word) : NULL, &span);
    if (!text) return NULL;
    return json_pack("{s:{s:s, s:s}, s:o}", "contents", "kind", "markdown", "value", text, "range",
                     position_range(a->sources, span));
}
