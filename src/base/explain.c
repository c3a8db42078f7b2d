#include "circ/explain.h"

#include <string.h>

#define QUBIT "transmon q (q, gnd)  C = 70 fF  f01 = 4 GHz\n"
#define BATH "bath hot local(q)  rate = 1 /us  T = 50 mK\n"

static const CircExplanation explanations[CIRC_N_CODES] = {
#define EXPLAIN(code, paragraph, wrong, right) [CIRC_##code] = {paragraph, wrong, right},
#include "base/explain/language.def"
#include "base/explain/physics.def"
#undef EXPLAIN
};

const CircExplanation *circ_explain(CircCode code)
{
    return &explanations[code];
}

/* Lines of at most `width` letters, broken at blanks. */
static void print_wrapped(const char *text, size_t width, FILE *out)
{
    while (strlen(text) > width) {
        size_t n = width;
        while (n > 0 && text[n] != ' ') n--;
        if (!n) n = width;
        fprintf(out, "%.*s\n", (int)n, text);
        text += n + (text[n] == ' ');
    }
    fprintf(out, "%s\n", text);
}

static void print_example(const char *title, const char *text, FILE *out)
{
    fprintf(out, "\n%s\n", title);
    while (*text) {
        size_t n = strcspn(text, "\n");
        fprintf(out, "    %.*s\n", (int)n, text);
        text += n + (text[n] == '\n');
    }
}

void circ_explain_print(CircCode code, FILE *out)
{
    const CircExplanation *e = &explanations[code];
    fprintf(out, "%s: %s\n\n", circ_code_name(code), circ_code_title(code));
    print_wrapped(e->paragraph, 80, out);
    if (e->wrong) print_example("Wrong:", e->wrong, out);
    if (e->right) print_example("Right:", e->right, out);
}

void circ_explain_markdown(CircCode code, FILE *out)
{
    const CircExplanation *e = &explanations[code];
    fprintf(out, "## %s\n**%s.** ", circ_code_name(code), circ_code_title(code));
    fprintf(out, "%s\n", e->paragraph);
    if (e->wrong) fprintf(out, "\nWrong:\n\n```circ-wrong\n%s```\n\nRight:\n\n```circ\n%s```\n", e->wrong, e->right);
}
