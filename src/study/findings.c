#include "study/findings.h"

#include <string.h>

void findings_init(Findings *findings, CircArena *arena)
{
    *findings = (Findings){.arena = arena};
    findings->end = &findings->first;
}

/* One point may say the same of several elements of an array: its k-th message is the k-th finding. */
Finding *findings_count(Findings *findings, const CircDiag *diag, long point)
{
    for (Finding *f = findings->first; f; f = f->next) {
        if (f->diag.code != diag->code || f->diag.span.begin != diag->span.begin ||
            f->diag.span.end != diag->span.end || f->last_point == point)
            continue;
        f->n_points++;
        f->last_point = point;
        return f;
    }
    return NULL;
}

static const char *copy_text(CircArena *arena, const char *text)
{
    return text ? circ_arena_copy(arena, text, strlen(text)) : NULL;
}

static CircNote *copy_notes(CircArena *arena, const CircNote *notes)
{
    CircNote *first = NULL, **end = &first;
    for (const CircNote *note = notes; note; note = note->next) {
        *end = circ_new(arena, CircNote, 1);
        **end = (CircNote){.span = note->span, .text = copy_text(arena, note->text)};
        end = &(*end)->next;
    }
    return first;
}

void findings_add(Findings *findings, const CircDiag *diag, long point, const char *where)
{
    CircArena *arena = findings->arena;
    Finding *f = circ_new(arena, Finding, 1);
    *f = (Finding){.diag = *diag, .where = where, .n_points = 1, .last_point = point};
    f->diag.text = copy_text(arena, diag->text);
    f->diag.help = copy_text(arena, diag->help);
    f->diag.notes = copy_notes(arena, diag->notes);
    *findings->end = f;
    findings->end = &f->next;
    if (diag->code == CIRC_E0403)
        findings->n_failed_expects++;
    else if (diag->error)
        findings->n_errors++;
}

static const char *place_text(const Finding *f, CircArena *arena)
{
    if (!f->where[0]) return "";
    if (f->n_points == 1) return circ_arena_format(arena, ", at %s", f->where);
    return circ_arena_format(arena, ", at %s and %d more point%s", f->where, f->n_points - 1,
                             f->n_points > 2 ? "s" : "");
}

void findings_report(const Findings *findings, CircDiags *diags)
{
    for (const Finding *f = findings->first; f; f = f->next) {
        const char *where = place_text(f, findings->arena);
        CircDiag *diag = circ_diag(diags, f->diag.code, f->diag.span, "%s%s", f->diag.text, where);
        if (f->diag.help) circ_diag_help(diags, diag, "%s", f->diag.help);
        for (const CircNote *note = f->diag.notes; note; note = note->next)
            circ_diag_note(diags, diag, note->span, "%s", note->text);
    }
}
