#include "emit/value_text.h"

#include <string.h>

#include "base/format.h"
#include "circ/constants.h"
#include "front/units.h"

const char *value_text(CircArena *arena, double si, CircDim dim)
{
    char buffer[80];
    bool energy = dim_equal(dim, dim_of(DIM_ENERGY));
    const char *text = energy ? format_si(buffer, sizeof buffer, si / CIRC_H, "Hz")
                              : format_si(buffer, sizeof buffer, si, dim_unit(arena, dim));
    return circ_arena_copy(arena, text, strlen(text));
}
