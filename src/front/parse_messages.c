/* Syntax errors in words: what stands there, what could stand there, and how a statement of this kind is written. */
#include "front/parse.h"

#include <string.h>

#include "base/table.h"
#include "circ.tab.h"
#include "front/elements.h"

static bool among(const char *name, int n, const char *const *names)
{
    for (int i = 0; i < n; i++)
        if (!strcmp(name, names[i])) return true;
    return false;
}

/* Tokens that one word stands for in "expected ...". */
static const char *const of_values[] = {"number", "name", "'at'", "'-'", "'('", "'not'", NULL};
static const char *const of_operators[] = {"'+'", "'-'", "'*'", "'/'", "'^'", "'['", "'('", "'.'", "'<'", "'>'",
                                           "'<='", "'>='", "'=='", "'!='", "'and'", "'or'",
                                           "unit of time behind '/'", "name", NULL};
static const char *const of_names[] = {"'from'", "'to'", "'steps'", "'in'", "'.'", NULL};

static bool stands_in(const char *name, const char *const *list)
{
    while (*list && strcmp(name, *list)) list++;
    return *list != NULL;
}

/* What was expected, in few words: "a value", "')' or ','"; NULL where too much was. */
static const char *expectation(ParseContext *pc, int n, const char *const *expected)
{
    enum { MOST = 48 };
    bool value = among("number", n, expected), operator = among("'*'", n, expected) && among("'+'", n, expected);
    bool names = among("name", n, expected) || among("'['", n, expected);
    const char *words[MOST + 2];
    int n_words = 0;
    if (value) words[n_words++] = "a value";
    if (operator) words[n_words++] = "an operator";
    for (int i = 0; i < n && i < MOST; i++)
        if (!(value && stands_in(expected[i], of_values)) && !(operator && stands_in(expected[i], of_operators)) &&
            !(names && stands_in(expected[i], of_names)))
            words[n_words++] = expected[i];
    if (n_words > 4) return NULL;
    for (int i = 0; i < n_words; i++)
        if (!strcmp(words[i], "name before '='")) words[i] = "'NAME = VALUE'";
    const char *text = n_words ? words[0] : NULL;
    for (int i = 1; i < n_words; i++)
        text = circ_arena_format(pc->arena, "%s%s%s", text, i + 1 < n_words ? ", " : " or ", words[i]);
    return text;
}

/* SPICE tells a kind by a name's first letter: R1, C_load. */
static const char *spice_element(const char *word)
{
    static const struct {
        const char *letters, *kind;
    } kinds[] = {{"Rr", "resistor"}, {"Cc", "capacitor"}, {"Ll", "inductor"}, {"Tt", "tline"}, {"Kk", "mutual"}, {"Bb", "junction"}};
    bool numbered = word[1] && strspn(word + 1, "_0123456789") > 0;
    for (size_t i = 0; numbered && i < sizeof kinds / sizeof *kinds; i++)
        if (strchr(kinds[i].letters, word[0])) return kinds[i].kind;
    return NULL;
}

static const char *in_small_letters(CircArena *arena, const char *word)
{
    char *small = circ_arena_copy(arena, word, strlen(word));
    for (char *c = small; *c; c++)
        if (*c >= 'A' && *c <= 'Z') *c = (char)(*c - 'A' + 'a');
    return small;
}

const char *parse_foreign_word(const char *word)
{
    static const struct {
        const char *words, *help;
    } rows[] = {
        {" subckt module ", "a part with a name is a 'subcircuit NAME(PORT, ...) { ... }'"},
        {" end ends endif endfor endfunction fi done ", "a block ends with a '}' that begins its line"},
        {" return ", "a function is one expression: 'function NAME(ARGUMENT, ...) = VALUE'"},
        {" def func fn define ", "a function is written 'function NAME(ARGUMENT, ...) = VALUE'"},
        {" let var const set parameter parameters double float int ", "a parameter is written 'param NAME = VALUE'"},
        {" print write measure meas save probe ", "what 'circ run' reports is named by 'output VALUE, ...'"},
        {" include use lib from require ", "a file is imported with 'import \"FILE.circ\"'"},
        {" elif elseif elsif ", "write 'else if' behind the '}' of the 'if'"},
        {" while foreach repeat loop ", "a loop is written 'for NAME in FIRST:LAST { ... }'"},
        {" assert check require ensure ", "what must hold is written 'expect A > B'"},
        {" tran time ", "a transient is written 'transient to TIME steps N from STATE'"},
        {" dc ac step scan ", "a parameter is swept with 'sweep NAME from A to B steps N'"},
        {" qubit jj cap ind res cpw ", "elements are named in full: 'transmon', 'capacitor', 'inductor', 'resistor', 'tline', ..."},
    };
    size_t length = strlen(word);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (const char *at = rows[i].words; (at = strstr(at, word)); at++)
            if (at > rows[i].words && at[-1] == ' ' && at[length] == ' ') return rows[i].help;
    return NULL;
}

/* The statement's first word is neither a statement nor an element: that is the mistake, wherever the parser
 * noticed. Inside of brackets it may well be a subcircuit's name, unless it looks like a misspelt element. */
static bool report_unknown_start(ParseContext *pc)
{
    if (pc->first_token != TOK_NAME && pc->first_token != TOK_KEY) return false;
    const char *word = pc->first_word.text;
    const char *small = in_small_letters(pc->arena, word), *foreign = parse_foreign_word(small);
    const char *words[CIRC_N_STMT_KINDS];
    for (int kind = 0; kind < CIRC_N_STMT_KINDS; kind++) words[kind] = circ_stmt_word((CircStmtKind)kind);
    const char *statement = table_nearest(small, words, CIRC_N_STMT_KINDS);
    const char *element = element_kind_nearest(small);
    if (pc->first_token == TOK_NAME && (element_kind_find(word) || (pc->brackets && !element))) return false;
    CircDiag *diag = circ_diag(pc->diags, CIRC_E0301, pc->first_word.span,
                               "'%s' is neither a statement nor an element", word);
    const char *spice = spice_element(word);
    if (spice && pc->first_token == TOK_NAME && !statement) {
        circ_diag_help(pc->diags, diag, "an element is written with its kind, as in '%s %s (a, gnd) VALUE'", spice, word);
        return true;
    }
    if (!strcmp(word, "else")) {
        circ_diag_help(pc->diags, diag, "'else' goes on behind the '}' of an 'if'");
        return true;
    }
    if (foreign) {
        circ_diag_help(pc->diags, diag, "%s", foreign);
        return true;
    }
    if (pc->first_token == TOK_KEY && !statement)
        circ_diag_help(pc->diags, diag, "a parameter is declared with 'param %s = ...'", word);
    else if (statement || element)
        circ_diag_help(pc->diags, diag, "did you mean '%s'?", statement ? statement : element);
    return true;
}

/* The end of the file inside of a block, or the end of a block outside of one. */
static bool report_open_block(ParseContext *pc, CircSpan span, const char *found)
{
    if (!strcmp(found, "end of file") && pc->brace.begin) {
        CircDiag *diag = circ_diag(pc->diags, CIRC_E0003, span, "the file ends inside of a block; expected '}'");
        circ_diag_note(pc->diags, diag, pc->brace, "the block starts here");
        return true;
    }
    if (strcmp(found, "'}'") || pc->brace.begin) return false;
    circ_diag(pc->diags, CIRC_E0003, span, "there is no block that this '}' could end");
    return true;
}

/* What stands between the parts of an element. */
static const char *advice_on_elements(const char *found, int n, const char *const *expected)
{
    bool attributes = among("name before '='", n, expected);
    if (!strcmp(found, "','") && attributes) return "attributes stand behind each other, without commas";
    if (!strcmp(found, "':'") && attributes) return "an attribute is written 'NAME = VALUE'";
    if (!strcmp(found, "name") && among("','", n, expected)) return "nodes are separated by commas";
    return NULL;
}

static bool compares(const char *found)
{
    return found[0] == '\'' && strchr("<>=!", found[1]);
}

static const char *advice(const ParseContext *pc, const char *found, int n, const char *const *expected)
{
    bool key = !strcmp(found, "name before '='");
    if (!strcmp(found, "','") && pc->first_token == TOK_PARAM) return "a decimal point is a '.'";
    if (pc->first_token == '*') return "a comment starts with '#'";
    if (pc->first_token == '.') return "statements begin with a word: 'param', 'subcircuit', 'import'";
    if (!strcmp(found, "'*'") && among("number", n, expected)) return "a power is written 'x^2'";
    if (pc->first_token == '}') return "behind the '}' of an 'if' can stand 'else {' or 'else if A > B {'";
    const char *on_element = pc->first_token == TOK_NAME ? advice_on_elements(found, n, expected) : NULL;
    if (on_element) return on_element;
    if (!strcmp(found, "end of line") && among("'{'", n, expected)) return "the '{' stands at the end of this line";
    if (!strcmp(found, "'else'")) return "'else' stands behind the '}' of an 'if'";
    if (found[1] && strchr("+-/", found[1]) && among("']'", n, expected) && !among("'^'", n, expected))
        return "the index '*' stands alone: neighbours are named in a loop, as in 'for i in 1:N { ... q[i + 1] ... }'";
    if (among("')'", n, expected) || among("']'", n, expected))
        return "an open bracket may be missing its end";
    switch (pc->first_token) {
    case TOK_MODEL: return "choices are written 'model levels = 3 coupling = exact'";
    case TOK_SECTOR: return "a sector is written 'sector J = N/2'";
    case TOK_INITIAL: return "a state is 'ground', 'excited', 'dicke(J, M)' or 'thermal(T)'";
    case TOK_OUTPUT: return "outputs are written 'output VALUE, NAME = VALUE, ...'";
    case TOK_EXPECT:
        if (compares(found) && strcmp(found, "'='")) return "comparisons do not chain: write an 'expect' for each";
        return key || !strcmp(found, "'='") ? "two values are compared with '==', '<' or '>'" : NULL;
    case TOK_PARAM:
        return among("'='", n, expected) || !key == among("name before '='", n, expected)
                   ? "a parameter is written 'param NAME = VALUE'"
                   : NULL;
    case TOK_SWEEP:
        return "a sweep is written 'sweep NAME from A to B steps N', with 'log' behind the name for a "
               "logarithmic one, or "
               "'sweep NAME in A, B, C'";
    case TOK_IMPORT: return "a file is imported with 'import \"FILE.circ\"'";
    case TOK_FUNCTION: return "a function is written 'function NAME(ARGUMENT, ...) = VALUE'";
    case TOK_SUBCIRCUIT: return "a subcircuit is written 'subcircuit NAME(PORT, ...; PARAMETER = DEFAULT, ...) { ... }'";
    case TOK_FOR: return "a loop is written 'for NAME in FIRST:LAST { ... }'";
    case TOK_IF: if (key) return "two values are compared with '==', '<' or '>'";
        return "a choice is written 'if A > B { ... } else { ... }'";
    case TOK_PLOT: return "a plot is written 'plot \"TITLE\" VALUE, ... against PARAMETER'";
    case TOK_ALLOW: return "a warning is switched off with 'allow W0504'";
    case TOK_TRANSIENT: return "a transient is written 'transient to TIME steps N from STATE'";
    case TOK_BATH: return "a bath is written 'bath NAME local(q[*]) rate = R T = T', or with 'collective'";
    case TOK_NAME: return "an element is written 'KIND NAME (NODE, NODE) VALUE NAME = VALUE ...'";
    default: return NULL;
    }
}

void parse_report_unexpected(ParseContext *pc, CircSpan span, const char *found, int n,
                             const char *const *expected)
{
    if (report_unknown_start(pc)) return;
    if (report_open_block(pc, span, found)) return;
    if (pc->brace_missed && !strcmp(found, "'{'")) return; /* it is on the next line */
    pc->brace_missed = !strcmp(found, "end of line") && among("'{'", n, expected);
    const char *wanted = expectation(pc, n, expected);
    CircDiag *diag = circ_diag(pc->diags, CIRC_E0003, span, "unexpected %s%s%s", found,
                               wanted ? "; expected " : "", wanted ? wanted : "");
    const char *help = advice(pc, found, n, expected);
    if (help) circ_diag_help(pc->diags, diag, "%s", help);
}
