#include <stdlib.h>
#include <string.h>

#include "base/table.h"
#include "cli/common.h"

enum { KEY_DIAGNOSTICS = 0x100, KEY_COLOUR, KEY_WERROR };

int common_choice(struct argp_state *state, const char *option, const char *name, int n,
                  const char *const *names)
{
    for (int i = 0; i < n; i++)
        if (!strcmp(names[i], name)) return i;
    const char *nearest = table_nearest(name, names, n);
    if (nearest) argp_error(state, "%s: there is no '%s'; did you mean '%s'?", option, name, nearest);
    argp_error(state, "%s: there is no '%s'", option, name);
    return 0;
}

void common_one_file(struct argp_state *state, const char **file, const char *argument)
{
    if (*file) argp_error(state, "one file at a time, not also '%s'", argument);
    *file = argument;
}

static void add_setting(CommonOptions *options, struct argp_state *state, const char *setting)
{
    if (!strchr(setting, '=')) argp_error(state, "-p takes NAME=VALUE, not '%s'", setting);
    options->settings = circ_arena_grow(options->arena, options->settings, &options->capacity,
                                        (size_t)options->n_settings + 1, sizeof *options->settings);
    options->settings[options->n_settings++] = setting;
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    static const char *const diagnostics[] = {"text", "json"}, *const colours[] = {"auto", "always", "never"};
    CommonOptions *options = state->input;
    switch (key) {
    case 'p': add_setting(options, state, argument); break;
    case KEY_DIAGNOSTICS:
        options->json = common_choice(state, "--diagnostics", argument, 2, diagnostics);
        break;
    case KEY_COLOUR: options->colour = (unsigned)common_choice(state, "--color", argument, 3, colours); break;
    case KEY_WERROR: options->werror = true; break;
    case 'V': puts("circ " CIRC_VERSION); exit(STATUS_FINE);
    default: return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

const struct argp *common_argp(void)
{
    static const struct argp_option options[] = {
        {"param", 'p', "NAME=VALUE", 0,
         "Set a parameter of the file; -p T_p='50 mK'. One that is swept is swept no more", 0},
        {"diagnostics", KEY_DIAGNOSTICS, "FORM", 0, "Print errors and warnings as text (default) or json", 0},
        {"werror", KEY_WERROR, NULL, 0, "Warnings count as errors; 'allow CODE' in the file keeps one from being told", 0},
        {"color", KEY_COLOUR, "WHEN", 0, "Colour errors: auto (default: on a terminal), always or never", 0},
        {"colour", KEY_COLOUR, NULL, OPTION_ALIAS | OPTION_HIDDEN, NULL, 0},
        {"version", 'V', NULL, 0, "Print program version", -1},
        {0},
    };
    static const struct argp argp = {.options = options, .parser = parse_option};
    return &argp;
}
