#include "study/exhausted.h"

static bool try_to_report(CircArena *arena, CircDiags *diags)
{
    if (setjmp(*circ_arena_guard(arena))) return false;
    CircDiag *diag = circ_diag(diags, CIRC_E0007, (CircSpan){0}, "this needs too much memory");
    circ_diag_help(diags, diag, "make the arrays, the sweeps or the number of levels smaller");
    circ_arena_unguard(arena);
    return true;
}

/* An arena that is full to the brim gets a little more for the message. */
void exhausted_report(CircArena *arena, CircDiags *diags)
{
    enum { ROOM_FOR_A_MESSAGE = 4096 };
    if (try_to_report(arena, diags)) return;
    circ_arena_limit(arena, circ_arena_bytes(arena) + ROOM_FOR_A_MESSAGE);
    try_to_report(arena, diags);
}
