/* The outline of a document, and its format. */
#include "circ/format.h"
#include "emit/json_value.h"
#include "lsp/answers.h"
#include "lsp/position.h"

/* As the protocol numbers them. */
enum { SYMBOL_CLASS = 5, SYMBOL_FIELD = 8, SYMBOL_FUNCTION = 12, SYMBOL_VARIABLE = 13, SYMBOL_OBJECT = 19, SYMBOL_EVENT = 24 };

static int symbol_kind(const Name *name)
{
    switch (name->kind) {
    case NAME_PARAM: return SYMBOL_VARIABLE;
    case NAME_FUNCTION: return SYMBOL_FUNCTION;
    case NAME_SUBCIRCUIT: return SYMBOL_CLASS;
    case NAME_INSTANCE: return SYMBOL_OBJECT;
    case NAME_BATH: return SYMBOL_EVENT;
    default: return SYMBOL_FIELD;
    }
}

static const char *detail(const Name *name)
{
    return name->element ? name->element->name : name->kind == NAME_INSTANCE ? name->stmt->keyword.text : circ_stmt_word(name->stmt->kind);
}

/* What stands in `owner`, in the order of the text. */
static json_t *symbols_of(const Analysis *a, const NameBlock *owner)
{
    json_t *list = json_array();
    for (int i = 0; i < a->names->n_names; i++) {
        const Name *name = a->names->names[i];
        bool here = name->span.begin >= a->source->base && name->span.begin <= a->source->base + a->source->length;
        if (!here || name->block->owner != owner || name->kind == NAME_NODE || name->kind == NAME_LOOP || name->kind == NAME_ARGUMENT)
            continue;
        CircSpan span = name->formal ? name->formal->span : name->stmt->span;
        json_t *symbol = json_pack("{s:s, s:s, s:i, s:o, s:o}", "name", name->text, "detail", detail(name), "kind",
                                   symbol_kind(name), "range", position_range(a->sources, span), "selectionRange",
                                   position_range(a->sources, name->span));
        const NameBlock *body = name->kind == NAME_SUBCIRCUIT ? names_block_of(a->names, name->stmt) : NULL;
        if (body) json_put(&symbol, "children", symbols_of(a, body));
        json_add(&list, symbol);
    }
    return list;
}

json_t *answer_symbols(const Analysis *a)
{
    return symbols_of(a, a->names->file);
}

json_t *answer_formatting(const Analysis *a)
{
    CircFormatted formatted = circ_format(a->source, a->arena, a->aside);
    json_t *edits = json_array();
    if (formatted.status == CIRC_FORMAT_FINE && circ_format_changes(a->source, &formatted))
        json_add(&edits, json_pack("{s:o, s:s}", "range", position_whole(a->sources, a->source), "newText", formatted.text));
    return edits;
}
