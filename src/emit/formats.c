#include <string.h>

#include "emit/emit.h"

static const EmitFormat formats[] = {
    {"table", "for people: aligned columns with units, a list where nothing is swept", emit_table},
    {"csv", "for spreadsheets and plots: SI numbers, a row per point", emit_csv},
    {"json", "for programs: all that is known, in SI", emit_json},
};

int emit_n_formats(void)
{
    return sizeof formats / sizeof *formats;
}

const EmitFormat *emit_format(int i)
{
    return &formats[i];
}

const EmitFormat *emit_find(const char *name)
{
    for (int i = 0; i < emit_n_formats(); i++)
        if (!strcmp(formats[i].name, name)) return &formats[i];
    return NULL;
}
