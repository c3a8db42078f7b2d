/* circ fmt: what it sets, what it keeps, and that it never changes what a text says. */
#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#include "circ/format.h"
#include "circuit_texts.h"

typedef struct {
    CircArena *arena;
    CircSources *sources;
    CircDiags *diags;
} Work;

static Work begin(void)
{
    Work work = {.arena = circ_arena_create()};
    work.sources = circ_sources_create(work.arena);
    work.diags = circ_diags_create(work.arena, work.sources);
    return work;
}

static const CircSource *source_of(Work *work, const char *text)
{
    return circ_sources_add(work->sources, "test", text, strlen(text));
}

static CircFormatted format(Work *work, const char *text)
{
    return circ_format(source_of(work, text), work->arena, work->diags);
}

static void expect_text(const char *text, const char *wanted)
{
    Work work = begin();
    CircFormatted formatted = format(&work, text);
    CU_ASSERT_EQUAL_FATAL(formatted.status, CIRC_FORMAT_FINE);
    CU_ASSERT_STRING_EQUAL(formatted.text, wanted);
    if (strcmp(formatted.text, wanted)) fprintf(stderr, "wanted:\n%s\ngot:\n%s\n", wanted, formatted.text);
    CU_ASSERT_EQUAL(formatted.length, strlen(wanted));
    CircFormatted again = format(&work, formatted.text);
    CU_ASSERT_STRING_EQUAL(again.text, formatted.text);
    circ_arena_free(work.arena);
}

static void elements_stand_in_columns(void)
{
    expect_text("transmon q[1:N] (q[*],gnd) C=70fF EJ = 9.2 GHz\n"
                "rlc hot (h, gnd) f=4GHz Q=5 T=384 mK\n"
                "rlc cold (c, gnd) f=4.25GHz Q=20 T=96 mK\n"
                "bath stray [1:N] local( q[*] ) rate=0.01/ns T=T_p\n",
                "transmon q[1:N]     (q[*], gnd)  C = 70 fF   EJ = 9.2 GHz\n"
                "rlc      hot        (h, gnd)     f = 4 GHz      Q = 5    T = 384 mK\n"
                "rlc      cold       (c, gnd)     f = 4.25 GHz   Q = 20   T = 96 mK\n"
                "bath     stray[1:N] local(q[*])  rate = 0.01 /ns   T = T_p\n");
}

static void a_file_name_moves_no_other_row(void)
{
    expect_text("resistor a (x, gnd) 5 kOhm\ntouchstone f \"a_long_name_of_a_file.s2p\" (x,y) T=1 K\nresistor bb (y, gnd) 1 Ohm\n",
                "resistor   a  (x, gnd)  5 kOhm\ntouchstone f  \"a_long_name_of_a_file.s2p\" (x, y)  T = 1 K\n"
                "resistor   bb (y, gnd)  1 Ohm\n");
}

static void a_blank_line_ends_the_columns(void)
{
    expect_text("param a=1\nparam long=2\n\n\n\nparam b  =  3\n# comment\nparam ccc =4\n",
                "param a    = 1\nparam long = 2\n\nparam b   = 3\n# comment\nparam ccc = 4\n");
}

static void statements_share_a_column_behind_their_words(void)
{
    expect_text("sweep x in 1,2\ntransient to 5 ns steps 3 from dicke ( 1,-1 )\noutput a=1\noutput bcd=x\n",
                "sweep     x in 1, 2\ntransient to 5 ns steps 3 from dicke(1, -1)\noutput    a   = 1\noutput    bcd = x\n");
}

static void comments_stay(void)
{
    expect_text("#first\n\n\nparam a=1#one\nparam bb = 22   # two \t\n        # apart\noutput f( # in a bracket\na,# after a comma\n"
                "#alone\nb)# last",
                "#first\n\nparam a  = 1   #one\nparam bb = 22  # two\n# apart\noutput f(  # in a bracket\n"
                "    a,     # after a comma\n    #alone\n    b)  # last\n");
}

static void a_comment_below_a_comment_goes_on_with_it(void)
{
    expect_text("param a = 1    # one\n               # and more\nparam bbb = 2 # two\n",
                "param a   = 1  # one\n               # and more\nparam bbb = 2  # two\n");
}

static void blocks_are_indented(void)
{
    expect_text("subcircuit cell(a,b;C_c=4fF,f){\ncapacitor c (a,n) C_c#c\nfor i in 1:N - 1{\nif i<2{\nparam x=1\n}\nelse if not(i==3){\n"
                "# nothing\n}else{ param x = 3 }\n}\n# last\n}\ncell x[1:2] (n,gnd) f=4GHz\noutput f01( x[2] . q )\n",
                "subcircuit cell(a, b; C_c = 4 fF, f) {\n    capacitor c (a, n)  C_c  #c\n    for i in 1:N-1 {\n        if i < 2 {\n"
                "            param x = 1\n        }\n        else if not (i == 3) {\n            # nothing\n"
                "        } else { param x = 3 }\n    }\n    # last\n}\ncell x[1:2] (n, gnd)  f = 4 GHz\noutput f01(x[2].q)\n");
}

static void continued_lines_stand_below_their_bracket(void)
{
    expect_text("expect abs(Q(hot)/(h*f0*\n(n(hot)- n(cold))) -\n1) <1\noutput a,\n\n\nb\noutput g(\na\n)\n",
                "expect abs(Q(hot)/(h*f0*\n                   (n(hot) - n(cold))) -\n           1) < 1\noutput a,\n\n       b\n"
                "output g(\n    a\n)\n");
}

static void signs_and_differences(void)
{
    expect_text("param a=-  2^- 3*-4+ -x- 1\ncapacitor c[1:N - 1] (a, b[i + 1]) - 5 fF\nexpect - a>- 1 at x=- 1\n"
                "param b = 2 in[- 1 , 3]\noutput if (a<0 and -a>1,- 1,2)\n",
                "param a = -2^-3*-4 + -x - 1\ncapacitor c[1:N-1] (a, b[i+1])  -5 fF\nexpect -a > -1 at x = -1\n"
                "param b = 2 in [-1, 3]\noutput if(a < 0 and -a > 1, -1, 2)\n");
}

/* `1 / s` divides by a name, `1/s` is a rate. */
static void a_division_by_a_name_stays_one(void)
{
    expect_text("param a = 1 / ns\nparam b = 1/ns\nparam c = 1 GHz / k_B\nparam d = 4GHz/ns\nparam e1 = x / ns\n",
                "param a  = 1 / ns\nparam b  = 1 /ns\nparam c  = 1 GHz/k_B\nparam d  = 4 GHz/ns\nparam e1 = x / ns\n");
}

static void line_ends_stay_what_they_are(void)
{
    expect_text("param a=1\r\n\r\n\r\n# c\r\nparam b=2", "param a = 1\r\n\r\n# c\r\nparam b = 2\r\n");
    expect_text("", "");
    expect_text(" \t\r\n\n", "");
    expect_text("\n\n# only a comment", "# only a comment\n");
    expect_text("\tparam\ta\t=\t5\xc2\xb5K # \xc3\xa4\xc3\xb6\nparam \xce\xa9x = 2 k\xce\xa9 # z",
                "param a  = 5 \xc2\xb5K  # \xc3\xa4\xc3\xb6\nparam \xce\xa9x = 2 k\xce\xa9  # z\n");
}

static void a_syntax_error_is_reported(void)
{
    Work work = begin();
    CU_ASSERT_EQUAL(format(&work, "param a = = 2\n").status, CIRC_FORMAT_ERRORS);
    CU_ASSERT_EQUAL(circ_diags_errors(work.diags), 1);
    circ_arena_free(work.arena);
}

static void imports_are_not_read(void)
{
    expect_text("import   \"no_such_file.circ\" # c\n", "import \"no_such_file.circ\"  # c\n");
}

/* ---- generated texts */

static char *tree_of(Work *work, const char *text)
{
    const CircAst *ast = circ_parse(source_of(work, text), work->arena, work->diags);
    char *printed = NULL;
    size_t length;
    FILE *out = open_memstream(&printed, &length);
    if (ast && out) circ_ast_print(ast, out);
    fclose(out);
    return printed;
}

/* Everything of a text that is no white space, comments included. */
static char *without_blanks(const char *text)
{
    char *kept = malloc(strlen(text) + 1);
    size_t n = 0;
    for (; *text; text++)
        if (!strchr(" \t\r\n", *text)) kept[n++] = *text;
    kept[n] = '\0';
    return kept;
}

static bool keeps_what_it_says(const char *text)
{
    Work work = begin();
    CircFormatted formatted = format(&work, text);
    bool fine = formatted.status == CIRC_FORMAT_FINE;
    if (fine) {
        char *before = tree_of(&work, text), *after = tree_of(&work, formatted.text);
        char *letters = without_blanks(text), *letters_after = without_blanks(formatted.text);
        CircFormatted again = format(&work, formatted.text);
        fine = !strcmp(before, after) && !strcmp(letters, letters_after) && again.status == CIRC_FORMAT_FINE &&
               !strcmp(again.text, formatted.text);
        free(before);
        free(after);
        free(letters);
        free(letters_after);
    }
    if (!fine) circ_diags_print(work.diags, stderr, false);
    if (!fine) fprintf(stderr, "status %d, of the text:\n%s\n", (int)formatted.status, text);
    circ_arena_free(work.arena);
    return fine;
}

static void generated_texts_keep_what_they_say(void)
{
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        char *text = circuit_text(seed);
        bool fine = keeps_what_it_says(text);
        CU_ASSERT_TRUE(fine);
        if (!fine) fprintf(stderr, "seed %llu\n", (unsigned long long)seed);
        free(text);
        if (!fine) break;
    }
}

void suite_format(void)
{
    CU_pSuite suite = CU_add_suite("format", NULL, NULL);
    CU_ADD_TEST(suite, elements_stand_in_columns);
    CU_ADD_TEST(suite, a_file_name_moves_no_other_row);
    CU_ADD_TEST(suite, a_blank_line_ends_the_columns);
    CU_ADD_TEST(suite, statements_share_a_column_behind_their_words);
    CU_ADD_TEST(suite, comments_stay);
    CU_ADD_TEST(suite, a_comment_below_a_comment_goes_on_with_it);
    CU_ADD_TEST(suite, blocks_are_indented);
    CU_ADD_TEST(suite, continued_lines_stand_below_their_bracket);
    CU_ADD_TEST(suite, signs_and_differences);
    CU_ADD_TEST(suite, a_division_by_a_name_stays_one);
    CU_ADD_TEST(suite, line_ends_stay_what_they_are);
    CU_ADD_TEST(suite, a_syntax_error_is_reported);
    CU_ADD_TEST(suite, imports_are_not_read);
    CU_ADD_TEST(suite, generated_texts_keep_what_they_say);
}
