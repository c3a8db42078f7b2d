#include "circ/diag.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_ERRORS = 100 };

struct CircDiags {
    CircArena *arena;
    const CircSources *sources;
    CircDiag **items;
    size_t n, capacity;
    int errors, dropped;
    CircDiag ignored; /* stands in for what is not kept */
};

CircDiags *circ_diags_create(CircArena *arena, const CircSources *sources)
{
    CircDiags *diags = circ_new(arena, CircDiags, 1);
    *diags = (CircDiags){.arena = arena, .sources = sources};
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

static bool kept_already(const CircDiags *diags, CircCode code, CircSpan span, const char *text)
{
    for (size_t i = 0; i < diags->n; i++) {
        const CircDiag *d = diags->items[i];
        if (d->code == code && d->span.begin == span.begin && d->span.end == span.end &&
            !strcmp(d->text, text))
            return true;
    }
    return false;
}

static CircDiag *add(CircDiags *diags, CircCode code, CircSpan span, const char *text)
{
    bool error = circ_code_name(code)[0] == 'E';
    diags->ignored = (CircDiag){.code = code, .error = error};
    if (kept_already(diags, code, span, text)) return &diags->ignored;
    if (error && diags->errors++ >= MAX_ERRORS) {
        diags->dropped++;
        return &diags->ignored;
    }
    CircDiag *diag = circ_new(diags->arena, CircDiag, 1);
    *diag = (CircDiag){.code = code, .error = error, .span = span, .text = text};
    diags->items =
        circ_arena_grow(diags->arena, diags->items, &diags->capacity, diags->n + 1, sizeof *diags->items);
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

const CircSources *circ_diags_sources(const CircDiags *diags)
{
    return diags->sources;
}

void circ_diags_merge(CircDiags *to, const CircDiags *from)
{
    for (size_t i = 0; i < from->n; i++) {
        const CircDiag *d = from->items[i];
        CircDiag *copy = add(to, d->code, d->span, circ_arena_copy(to->arena, d->text, strlen(d->text)));
        if (d->help) copy->help = circ_arena_copy(to->arena, d->help, strlen(d->help));
        for (const CircNote *note = d->notes; note; note = note->next)
            circ_diag_note(to, copy, note->span, "%s", note->text);
    }
    to->dropped += from->dropped;
}
