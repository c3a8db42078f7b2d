#include "circ/diag.h"

#include <stdlib.h>
#include <string.h>

#include "base/table.h"

enum { MAX_ERRORS = 100 };

struct CircDiags {
    CircArena *arena;
    CircSources *sources;
    const CircExpansion *within;
    CircDiag **items;
    Table kept; /* code, place and text of each item */
    bool allowed[CIRC_N_CODES];
    size_t n, capacity;
    int errors, dropped;
    long reports;
    CircDiag ignored; /* stands in for what is not kept */
};

CircDiags *circ_diags_create(CircArena *arena, CircSources *sources)
{
    CircDiags *diags = circ_new(arena, CircDiags, 1);
    *diags = (CircDiags){.arena = arena, .sources = sources};
    table_init(&diags->kept, arena, 0);
    return diags;
}

const char *circ_code_name(CircCode code)
{
    static const char *const names[] = {
#define CODE(code, title) #code,
#include "circ/diag_codes.def"
#undef CODE
    };
    return names[code];
}

const char *circ_code_title(CircCode code)
{
    static const char *const titles[] = {
#define CODE(code, title) title,
#include "circ/diag_codes.def"
#undef CODE
    };
    return titles[code];
}

int circ_code_find(const char *name)
{
    for (int code = 0; code < CIRC_N_CODES; code++)
        if (!strcmp(circ_code_name((CircCode)code), name)) return code;
    return -1;
}

void circ_diags_allow(CircDiags *diags, CircCode code)
{
    diags->allowed[code] = true;
}

void circ_diags_allow_as(CircDiags *diags, const CircDiags *from)
{
    for (int code = 0; code < CIRC_N_CODES; code++) diags->allowed[code] |= from->allowed[code];
}

void circ_diags_deny_warnings(CircDiags *diags)
{
    for (size_t i = 0; i < diags->n; i++) {
        diags->errors += !diags->items[i]->error;
        diags->items[i]->error = true;
    }
}

const CircExpansion *circ_diags_within(CircDiags *diags, const CircExpansion *expansion)
{
    const CircExpansion *before = diags->within;
    diags->within = expansion;
    return before;
}

const CircExpansion *circ_diags_expansion(const CircDiags *diags)
{
    return diags->within;
}

/* A span in an instance becomes that of the text, with a note for each instance around it. */
static void leave_expansions(CircDiags *diags, CircDiag *diag)
{
    const CircExpansion *in = circ_sources_expansion(diags->sources, diag->span.begin);
    diag->span = circ_sources_spelled(diags->sources, diag->span);
    for (const CircExpansion *outer; in; in = outer) {
        outer = circ_sources_expansion(diags->sources, in->site.begin);
        circ_diag_note(diags, diag, circ_sources_spelled(diags->sources, in->site), "in instance '%s'", in->name);
    }
}

/* Seven bits a byte, none of them zero. */
static char *put_number(char *out, unsigned value)
{
    for (int i = 0; i < 5; i++, value >>= 7) *out++ = (char)(0x80 | (value & 0x7f));
    return out;
}

/* Code, place and text as one text. */
static const char *key_of(const CircDiags *diags, const CircDiag *diag)
{
    size_t length = strlen(diag->text);
    char *key = circ_new(diags->arena, char, length + 16), *out = key;
    out = put_number(out, (unsigned)diag->code);
    out = put_number(out, (unsigned)diag->span.begin);
    out = put_number(out, (unsigned)diag->span.end);
    memcpy(out, diag->text, length);
    return key;
}

static CircDiag *add(CircDiags *diags, CircCode code, CircSpan span, const char *text)
{
    bool error = circ_code_name(code)[0] == 'E';
    diags->ignored = (CircDiag){.code = code, .error = error};
    if (!error && diags->allowed[code]) return &diags->ignored;
    CircDiag *diag = circ_new(diags->arena, CircDiag, 1);
    *diag = (CircDiag){
        .code = code, .error = error, .span = circ_expansion_span(diags->within, span), .text = text};
    leave_expansions(diags, diag);
    diags->reports += error;
    const char *key = key_of(diags, diag);
    if (table_find(&diags->kept, key) >= 0) return &diags->ignored;
    if (error && diags->errors++ >= MAX_ERRORS) {
        diags->dropped++;
        return &diags->ignored;
    }
    diags->items =
        circ_arena_grow(diags->arena, diags->items, &diags->capacity, diags->n + 1, sizeof *diags->items);
    table_add(&diags->kept, key, (int)diags->n);
    diags->items[diags->n++] = diag;
    return diag;
}

CircDiag *circ_diag(CircDiags *diags, CircCode code, CircSpan span, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = circ_arena_vformat(diags->arena, format, args);
    va_end(args);
    return add(diags, code, span, text);
}

void circ_diag_help(CircDiags *diags, CircDiag *diag, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    diag->help = circ_arena_vformat(diags->arena, format, args);
    va_end(args);
}

void circ_diag_note(CircDiags *diags, CircDiag *diag, CircSpan span, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    CircNote *note = circ_new(diags->arena, CircNote, 1);
    *note = (CircNote){.span = span, .text = circ_arena_vformat(diags->arena, format, args)};
    va_end(args);
    CircNote **last = &diag->notes;
    while (*last) last = &(*last)->next;
    *last = note;
}

long circ_diags_reports(const CircDiags *diags)
{
    return diags->reports;
}

bool circ_diags_keeps(const CircDiags *diags, const CircDiag *diag)
{
    return diag != &diags->ignored;
}

int circ_diags_errors(const CircDiags *diags)
{
    return diags->errors;
}

int circ_diags_count(const CircDiags *diags)
{
    return (int)diags->n;
}

const CircDiag *circ_diags_get(const CircDiags *diags, int i)
{
    return diags->items[i];
}

CircDiag *circ_diags_last(CircDiags *diags)
{
    return diags->n ? diags->items[diags->n - 1] : NULL;
}

CircSources *circ_diags_sources(const CircDiags *diags)
{
    return diags->sources;
}

void circ_diags_merge_first(CircDiags *to, const CircDiags *from, int n)
{
    for (int i = 0; i < n; i++) {
        const CircDiag *d = from->items[i];
        CircDiag *copy = add(to, d->code, d->span, circ_arena_copy(to->arena, d->text, strlen(d->text)));
        if (d->help) copy->help = circ_arena_copy(to->arena, d->help, strlen(d->help));
        for (const CircNote *note = d->notes; note; note = note->next)
            circ_diag_note(to, copy, note->span, "%s", note->text);
    }
}

void circ_diags_merge(CircDiags *to, const CircDiags *from)
{
    circ_diags_merge_first(to, from, (int)from->n);
    to->dropped += from->dropped;
}
