#include <ctype.h>
#include <string.h>

#include "base/table.h"
#include "circ/explain.h"
#include "cli/commands.h"
#include "cli/common.h"

typedef struct {
    int n_codes;
    CircCode codes[CIRC_N_CODES];
    bool markdown;
} Options;

static void list_codes(void)
{
    for (int code = 0; code < CIRC_N_CODES; code++)
        printf("%s  %s\n", circ_code_name((CircCode)code), circ_code_title((CircCode)code));
}

static void print_page(void)
{
    puts("# Errors and warnings\n\nMade by `circ explain --markdown`; `circ explain CODE` tells the same on a terminal. Codes are stable: E is an "
         "error, W a warning, which `allow CODE` switches off in a file.");
    for (int code = 0; code < CIRC_N_CODES; code++) {
        putchar('\n');
        circ_explain_markdown((CircCode)code, stdout);
    }
}

/* In capitals; a usage error that names the nearest when there is no such code. */
static CircCode code_of(struct argp_state *state, const char *argument)
{
    char name[16];
    size_t n = 0;
    for (; argument[n] && n + 1 < sizeof name; n++) name[n] = (char)toupper((unsigned char)argument[n]);
    name[n] = '\0';
    int code = circ_code_find(name);
    if (code >= 0) return (CircCode)code;
    const char *names[CIRC_N_CODES];
    for (int i = 0; i < CIRC_N_CODES; i++) names[i] = circ_code_name((CircCode)i);
    const char *nearest = table_nearest(name, names, CIRC_N_CODES);
    if (nearest) argp_error(state, "there is no code '%s'; did you mean '%s'?", argument, nearest);
    argp_error(state, "there is no code '%s'; 'circ explain' lists them", argument);
    return CIRC_E0001;
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    Options *options = state->input;
    switch (key) {
    case 'm': options->markdown = true; break;
    case ARGP_KEY_ARG:
        if (options->n_codes == CIRC_N_CODES) argp_error(state, "too many codes");
        options->codes[options->n_codes++] = code_of(state, argument);
        break;
    default: return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

int command_explain(int argc, char **argv)
{
    static const struct argp_option list[] = {
        {"markdown", 'm', NULL, 0, "All of them, as the page docs/errors.md", 0},
        {0},
    };
    const struct argp argp = {
        list, parse_option, "[CODE...]",
        "Explain a code that stands in a message, such as E0202: what it means, with an example that is wrong and one that is right. Without a code, list all.",
        NULL, NULL, NULL};
    Options options = {0};
    argp_parse(&argp, argc, argv, 0, NULL, &options);
    if (options.markdown)
        print_page();
    else if (!options.n_codes)
        list_codes();
    for (int i = 0; i < options.n_codes; i++) {
        if (i) putchar('\n');
        circ_explain_print(options.codes[i], stdout);
    }
    return STATUS_FINE;
}
