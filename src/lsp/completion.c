/* What may stand at a place, from the tokens in front of it: a text that is being typed has no tree there. */
#include <string.h>

#include "circ.tab.h"
#include "emit/json_value.h"
#include "fmt/tokens.h"
#include "front/scope.h"
#include "front/units.h"
#include "lsp/answers.h"
#include "lsp/meanings.h"

/* As the protocol numbers them. */
enum { ITEM_FUNCTION = 3, ITEM_FIELD = 5, ITEM_VARIABLE = 6, ITEM_CLASS = 7, ITEM_PROPERTY = 10, ITEM_UNIT = 11,
       ITEM_VALUE = 12, ITEM_KEYWORD = 14, ITEM_CONSTANT = 21 };

typedef struct {
    const Analysis *analysis;
    json_t *list;
    bool snippets;
    const NameBlock *block;
    FmtText text;
    int end;       /* tokens in front of the word that is typed */
    int first;     /* the statement's first token; `end` at its start */
    int depth;     /* brackets that are open */
    int bracket;   /* the innermost one of them */
    int arguments; /* commas behind it */
    char letter;   /* of elements: q qubits, b and r baths, l inductors; 0: all */
} Place;

/* ---- items */

static void add(Place *at, const char *label, int kind, const char *detail, const char *insert)
{
    json_t *item = json_pack("{s:s, s:i}", "label", label, "kind", kind);
    if (detail) json_put(&item, "detail", json_words(detail));
    if (insert) json_put(&item, "insertText", json_words(insert));
    if (insert && at->snippets) json_put(&item, "insertTextFormat", json_integer(2));
    json_add(&at->list, item);
}

/* Is it what the letter stands for? An instance may have one. */
static bool fits(const Place *at, const Name *name)
{
    if (!at->letter || !name->element) return true;
    ElementId id = name->element->id;
    if (at->letter == 'q' || at->letter == 'Q') return id == ELEMENT_TRANSMON;
    if (at->letter == 'l') return id == ELEMENT_INDUCTOR;
    return id == ELEMENT_RESISTOR || id == ELEMENT_RLC || id == ELEMENT_TOUCHSTONE || id == ELEMENT_BATH;
}

static void add_names(Place *at, unsigned kinds)
{
    const NameIndex *index = at->analysis->names;
    for (int i = 0; i < index->n_names; i++) {
        const Name *name = index->names[i];
        if (!(kinds >> name->kind & 1)) continue;
        const Name *known = name->kind == NAME_NODE         ? names_find_node(index, at->block, name->text)
                            : name->kind == NAME_SUBCIRCUIT ? name
                                                            : names_find(index, at->block, name->text);
        if (known != name || !fits(at, name)) continue;
        int kind = name->kind == NAME_FUNCTION ? ITEM_FUNCTION : name->kind == NAME_SUBCIRCUIT ? ITEM_CLASS : ITEM_VARIABLE;
        const char *detail = name->element ? name->element->name : name->kind == NAME_INSTANCE ? name->stmt->keyword.text : NULL;
        add(at, name->text, kind, detail, NULL);
    }
}

/* "gamma(${1:bath}, ${2:qubit})" where the editor fills in arguments. */
static void add_call(Place *at, const char *name)
{
    CircArena *arena = at->analysis->arena;
    const char *form = meaning_call_form(arena, name), *open = strchr(form, '(');
    const char *insert = circ_arena_format(arena, "%s(%s", name, at->snippets ? "${1})" : "");
    add(at, name, open ? ITEM_FUNCTION : ITEM_CONSTANT, meaning_of_call(arena, name), open ? insert : NULL);
}

static void add_builtins(Place *at, bool results)
{
    for (int i = 0; i < builtin_count(); i++) add_call(at, builtin_name(i));
    add_call(at, "if");
    for (int i = 0; results && i < CIRC_N_QUANTITIES; i++) add_call(at, circ_quantity_name((CircQuantity)i));
    if (results) add_call(at, "at");
}

static void add_words(Place *at, const char *const *words)
{
    for (; *words; words++) add(at, *words, ITEM_KEYWORD, meaning_of_choice(*words), NULL);
}

static bool is_given(const Place *at, const char *key)
{
    for (int i = at->first; i < at->end; i++)
        if (at->text.tokens[i].kind == TOK_KEY && fmt_is(&at->text.tokens[i], key)) return true;
    return false;
}

static void add_attributes(Place *at, const ElementKind *kind)
{
    CircArena *arena = at->analysis->arena;
    for (int i = 0; i < MAX_ATTRIBUTES && kind->attributes[i].name; i++) {
        const AttributeSpec *spec = &kind->attributes[i];
        const char *unit = dim_unit(arena, dim_of(spec->dim));
        const char *detail = *unit ? circ_arena_format(arena, "%s (%s)", spec->meaning, unit) : spec->meaning;
        if (!is_given(at, spec->name)) add(at, spec->name, ITEM_PROPERTY, detail, circ_arena_format(arena, "%s = ", spec->name));
    }
}

static void add_parameters(Place *at, const Name *subcircuit)
{
    CircArena *arena = at->analysis->arena;
    for (const CircAssign *formal = subcircuit->stmt->attributes; formal; formal = formal->next)
        if (!is_given(at, formal->key.text))
            add(at, formal->key.text, ITEM_PROPERTY, "parameter of the subcircuit", circ_arena_format(arena, "%s = ", formal->key.text));
}

/* ---- where the place is */

static const FmtToken *token(const Place *at, int i)
{
    return i >= at->first && i < at->end ? &at->text.tokens[i] : NULL;
}

static bool starts_with(const Place *at, const char *word)
{
    return at->first < at->end && fmt_is(&at->text.tokens[at->first], word);
}

static const char *copied(const Place *at, const FmtToken *t)
{
    return circ_arena_copy(at->analysis->arena, t->text, (size_t)t->length);
}

/* Does a statement go on between its last token and the place? */
static bool goes_on(const FmtToken *last, const char *place)
{
    if (last->kind == '{' || last->kind == '}') return false;
    bool open = last->depth > 0 || last->kind == '(' || last->kind == '[' || last->kind == ',';
    return open || !memchr(last->text + last->length, '\n', (size_t)(place - last->text - last->length));
}

static void find_bracket(Place *at)
{
    int closed = 0;
    at->bracket = -1;
    for (int i = at->end - 1; i >= at->first && at->bracket < 0; i--) {
        int kind = at->text.tokens[i].kind;
        if (kind == ')' || kind == ']') closed++;
        else if ((kind == '(' || kind == '[') && closed-- == 0) at->bracket = i;
        else if (kind == ',' && !closed) at->arguments++;
    }
    at->depth = at->bracket >= 0;
}

/* False inside of a comment or a string, where nothing is offered. */
static bool find_place(Place *at, uint32_t offset)
{
    const CircSource *source = at->analysis->source;
    const char *place = source->text + (offset - source->base);
    at->text = fmt_scan(source, at->analysis->arena);
    for (int i = 0; i < at->text.n_tokens; i++) {
        const FmtToken *t = &at->text.tokens[i];
        bool word = t->kind > 0 && (t->text[0] == '_' || ((t->text[0] | 32) >= 'a' && (t->text[0] | 32) <= 'z') || (unsigned char)t->text[0] > 127);
        if (t->text >= place) break;
        bool inside = place < t->text + t->length || (place == t->text + t->length && (word || t->kind == FMT_COMMENT));
        if (inside && (t->kind == FMT_COMMENT || t->text[0] == '"')) return false;
        if (inside) break;
        at->end = i + 1;
    }
    int last = at->end - 1;
    while (last >= 0 && at->text.tokens[last].kind == FMT_COMMENT) last--;
    at->first = at->end;
    if (last < 0) return true;
    const FmtToken *t = &at->text.tokens[last];
    if (t->statement >= 0 && goes_on(t, place)) at->first = at->text.statements[t->statement].first;
    find_bracket(at);
    return true;
}

/* ---- contexts */

#define KIND(kind) (1u << (kind))
static const unsigned value_names = KIND(NAME_PARAM) | KIND(NAME_FUNCTION) | KIND(NAME_ARGUMENT) | KIND(NAME_LOOP);
static const unsigned element_names = KIND(NAME_ELEMENT) | KIND(NAME_BATH) | KIND(NAME_INSTANCE);

static void offer_statements(Place *at)
{
    for (int i = 0; i < CIRC_N_STMT_KINDS; i++)
        if (i != CIRC_STMT_ELEMENT) add(at, circ_stmt_word((CircStmtKind)i), ITEM_KEYWORD, meaning_of_statement(circ_stmt_word((CircStmtKind)i)), NULL);
    for (int i = 0; i < element_kind_count(); i++) add(at, element_kind_get(i)->name, ITEM_CLASS, element_kind_get(i)->meaning, NULL);
    add_names(at, KIND(NAME_SUBCIRCUIT));
}

/* The attribute whose value stands at the place. */
static const AttributeSpec *attribute_at(const Place *at, const ElementKind *kind)
{
    for (int i = at->end - 1; kind && i > at->first; i--) {
        const FmtToken *t = &at->text.tokens[i];
        if (t->kind != TOK_KEY || t->depth) continue;
        int found = attribute_index(kind, copied(at, t));
        return found < 0 ? NULL : &kind->attributes[found];
    }
    if (!kind || !kind->positional) return NULL;
    return &kind->attributes[attribute_index(kind, kind->positional)];
}

static void offer_units(Place *at, const AttributeSpec *spec)
{
    CircArena *arena = at->analysis->arena;
    const char *name;
    DimId dim;
    for (int u = 0; (name = unit_name(u, &dim)); u++) {
        bool fits = !spec || spec->dim == dim || (spec->dim == DIM_ENERGY && (dim == DIM_FREQUENCY || dim == DIM_TEMPERATURE));
        if (!fits || (unsigned char)*name > 127) continue;
        for (int p = 0; unit_prefix(p); p++)
            if ((unsigned char)*unit_prefix(p) < 128)
                add(at, circ_arena_format(arena, "%s%s", unit_prefix(p), name), ITEM_UNIT, dim_name(arena, dim_of(dim)), NULL);
    }
    static const char *const rates[] = {"/s", "/ms", "/us", "/ns", "/ps"};
    for (int i = 0; i < 5 && (!spec || spec->dim == DIM_RATE); i++) add(at, rates[i], ITEM_UNIT, "a rate (1/s)", NULL);
}

/* x[2].q: what the subcircuit of the name in front of the dot has. */
static void offer_members(Place *at)
{
    int i = at->end - 2, closed = 0;
    for (; i >= at->first; i--) {
        int kind = at->text.tokens[i].kind;
        if (kind == ']') closed++;
        else if (kind == '[') closed--;
        else if (!closed) break;
    }
    const FmtToken *t = token(at, i);
    const NameIndex *index = at->analysis->names;
    const Name *instance = t ? names_find(index, at->block, copied(at, t)) : NULL;
    bool is_instance = instance && instance->kind == NAME_INSTANCE;
    const Name *subcircuit = is_instance ? names_find_subcircuit(index, instance->stmt->keyword.text) : NULL;
    at->block = subcircuit ? names_block_of(index, subcircuit->stmt) : NULL;
    for (int k = 0; at->block && k < index->n_names; k++)
        if (index->names[k]->block == at->block)
            add(at, index->names[k]->text, index->names[k]->kind == NAME_NODE ? ITEM_FIELD : ITEM_VARIABLE, NULL, NULL);
}

static void offer_values(Place *at, bool results)
{
    add_names(at, value_names);
    add_builtins(at, results);
}

/* Inside of `gamma(`: what the argument is. False: the bracket belongs to no quantity. */
static bool offer_arguments(Place *at)
{
    const FmtToken *callee = at->bracket > at->first && at->text.tokens[at->bracket].kind == '(' ? &at->text.tokens[at->bracket - 1] : NULL;
    int quantity = callee ? quantity_find(copied(at, callee)) : -1;
    if (quantity < 0) return false;
    const char *letters = quantity_arguments((CircQuantity)quantity);
    if ((size_t)at->arguments >= strlen(letters)) return true;
    at->letter = letters[at->arguments];
    if (at->letter == 'f' || at->letter == 'x') offer_values(at, false);
    else add_names(at, element_names);
    return true;
}

static void offer_model(Place *at)
{
    const FmtToken *last = token(at, at->end - 1), *key = token(at, at->end - 2);
    const ModelKey *entry;
    for (int i = 0; (entry = meaning_model_key(i)); i++) {
        bool chosen = last->kind == '=' && key && fmt_is(key, entry->key);
        for (int k = 0; chosen && k < 4 && entry->choices[k]; k++) add(at, entry->choices[k], ITEM_VALUE, meaning_of_choice(entry->choices[k]), NULL);
        if (last->kind != '=' && !is_given(at, entry->key))
            add(at, entry->key, ITEM_PROPERTY, meaning_of_choice(entry->key), circ_arena_format(at->analysis->arena, "%s = ", entry->key));
    }
}

/* Keyword, name, nodes, values of an element, a bath or an instance. */
static void offer_for_element(Place *at)
{
    bool is_bath = starts_with(at, "bath");
    const char *word = copied(at, &at->text.tokens[at->first]);
    const ElementKind *kind = is_bath ? bath_kind() : element_kind_find(word);
    const Name *subcircuit = kind ? NULL : names_find_subcircuit(at->analysis->names, word);
    const FmtToken *last = token(at, at->end - 1);
    int brackets = 0;
    for (int i = at->first; i < at->end; i++) brackets += at->text.tokens[i].kind == '(' && at->text.tokens[i].depth == 0;
    if (at->end == at->first + 1) return; /* a new name */
    if (at->depth && at->text.tokens[at->bracket].kind == '[') offer_values(at, false);
    else if (at->depth && brackets == 1 && at->text.tokens[at->bracket].depth == 0) {
        if (is_bath || (kind && kind->id == ELEMENT_MUTUAL)) {
            at->letter = is_bath ? 'q' : 'l';
            add_names(at, element_names);
        } else {
            add_names(at, KIND(NAME_NODE) | KIND(NAME_INSTANCE));
            add(at, "gnd", ITEM_CONSTANT, "ground", NULL);
        }
    } else if (is_bath && !brackets) {
        static const char *const words[] = {"local", "collective", NULL};
        add_words(at, words);
    } else if (brackets && last->kind == TOK_NUMBER) {
        offer_units(at, attribute_at(at, kind));
    } else if (brackets && (last->kind == '=' || at->depth || strchr("+-*/^", last->kind < 128 ? last->kind : 1))) {
        offer_values(at, false);
    } else if (brackets) {
        if (kind) add_attributes(at, kind);
        if (subcircuit) add_parameters(at, subcircuit);
        if (last->kind == ')') add_names(at, value_names);
    }
}

static void offer_for_statement(Place *at)
{
    static const char *const sweep_words[] = {"from", "to", "steps", "in", "log", NULL},
                      *const transient_words[] = {"to", "steps", "from", "ground", "excited", "thermal", "dicke", NULL},
                      *const states[] = {"ground", "excited", "thermal", "dicke", NULL},
                      *const plot_words[] = {"against", "by", "logx", "logy", NULL}, *const expect_words[] = {"at", NULL};
    bool results = starts_with(at, "output") || starts_with(at, "expect") || starts_with(at, "plot");
    const FmtToken *last = token(at, at->end - 1);
    if (starts_with(at, "model") && !at->depth) {
        offer_model(at);
        return;
    }
    if (last->kind == TOK_NUMBER) {
        offer_units(at, NULL);
        return;
    }
    if (results && at->depth && offer_arguments(at)) return;
    if (starts_with(at, "sweep")) add_words(at, sweep_words);
    if (starts_with(at, "transient")) add_words(at, transient_words);
    if (starts_with(at, "initial")) add_words(at, states);
    if (starts_with(at, "plot")) add_words(at, plot_words);
    if (starts_with(at, "expect") && at->end > at->first + 1) add_words(at, expect_words);
    bool declares = starts_with(at, "circuit") || starts_with(at, "import") || starts_with(at, "allow") ||
                    ((starts_with(at, "param") || starts_with(at, "function") || starts_with(at, "subcircuit")) && at->end == at->first + 1);
    if (!declares) offer_values(at, results);
}

json_t *answer_completion(const Analysis *a, uint32_t offset, bool snippets)
{
    Place at = {.analysis = a, .list = json_array(), .snippets = snippets, .block = names_block_at(a->names, offset), .bracket = -1};
    if (!find_place(&at, offset)) return at.list;
    const FmtToken *last = token(&at, at.end - 1);
    bool element = last && (at.text.tokens[at.first].kind == TOK_NAME || starts_with(&at, "bath"));
    if (!last) offer_statements(&at);
    else if (last->kind == '.') offer_members(&at);
    else if (element) offer_for_element(&at);
    else offer_for_statement(&at);
    return at.list;
}
