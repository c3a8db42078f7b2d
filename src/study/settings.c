#include <string.h>

#include "circ/study.h"

/* Puts an override into the list; of two for one name the later counts. */
static int add_override(CircOverride *list, int n, const CircAssign *assign)
{
    int i = 0;
    while (i < n && strcmp(list[i].name, assign->key.text)) i++;
    list[i] = (CircOverride){.name = assign->key.text, .span = assign->key.span, .expr = assign->value};
    return i < n ? n : n + 1;
}

bool circ_parse_settings(int n, const char *const *settings, CircArena *arena, CircDiags *diags, int *n_overrides,
                         const CircOverride **overrides)
{
    CircOverride *list = circ_new(arena, CircOverride, n);
    bool fine = true;
    *n_overrides = 0;
    for (int i = 0; i < n; i++) {
        const CircSource *source = circ_sources_add(circ_diags_sources(diags), "-p", settings[i], strlen(settings[i]));
        const CircAssign *assign = source ? circ_parse_assign(source, arena, diags) : NULL;
        if (assign) *n_overrides = add_override(list, *n_overrides, assign);
        fine &= assign != NULL;
    }
    *overrides = list;
    return fine;
}
