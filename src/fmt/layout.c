#include "fmt/layout.h"

enum { INDENT = 4, BLANKS_OF_COMMENT = 2 };

typedef struct {
    int content, end; /* columns of lines inside of a bracket, and of one that starts with its end */
} Bracket;

typedef struct {
    const FmtText *text;
    Bracket *open; /* as many as the deepest token needs */
    int line_start; /* column */
} Layout;

static bool starts_line(const FmtText *text, int i)
{
    return i == 0 || text->tokens[i].lines > 0;
}

static bool is_trailing_comment(const FmtText *text, int i)
{
    return text->tokens[i].kind == FMT_COMMENT && !starts_line(text, i);
}

/* A line that goes on with a statement stands below what is in its bracket, or below the statement's second word. */
static int continued_column(const Layout *layout, int i)
{
    const FmtText *text = layout->text;
    const FmtToken *token = &text->tokens[i];
    const FmtStatement *statement = &text->statements[token->statement];
    bool closes = token->kind == ')' || token->kind == ']';
    if (closes) return layout->open[token->depth].end;
    if (token->depth > 0) return layout->open[token->depth - 1].content;
    int second = fmt_next(text, statement->first, statement->end);
    return second < i ? text->tokens[second].column : statement->block * INDENT + INDENT;
}

static int line_column(const Layout *layout, int i)
{
    const FmtToken *token = &layout->text->tokens[i];
    if (token->statement < 0) return token->block * INDENT;
    const FmtStatement *statement = &layout->text->statements[token->statement];
    bool goes_on = statement->first != i && !fmt_is(token, "else");
    return !goes_on ? statement->block * INDENT : continued_column(layout, i);
}

static Bracket bracket_at(const Layout *layout, int i)
{
    const FmtText *text = layout->text;
    int column = text->tokens[i].column;
    bool last = i + 1 < text->n_tokens && (text->tokens[i + 1].kind == FMT_COMMENT || text->tokens[i + 1].lines > 0);
    return last ? (Bracket){layout->line_start + INDENT, layout->line_start} : (Bracket){column + 1, column};
}

static int deepest(const FmtText *text)
{
    int depth = 0;
    for (int i = 0; i < text->n_tokens; i++)
        if (text->tokens[i].depth > depth) depth = text->tokens[i].depth;
    return depth;
}

static void place_tokens(const FmtText *text)
{
    Layout layout = {.text = text, .open = circ_new(text->arena, Bracket, deepest(text) + 1)};
    for (int i = 0; i < text->n_tokens; i++) {
        FmtToken *token = &text->tokens[i];
        if (starts_line(text, i))
            layout.line_start = token->column = line_column(&layout, i);
        else
            token->column = token[-1].column + token[-1].width +
                            (token->kind == FMT_COMMENT ? BLANKS_OF_COMMENT : token->blanks);
        if (token->kind == '(' || token->kind == '[') layout.open[token->depth] = bracket_at(&layout, i);
    }
}

/* ---- comments behind lines */

/* A comment alone on its line that stood below the one in front of it goes on with that, whose first line is behind other
 * text at the column `above`. Where the line's own indent reaches that far they may stand below each other by chance. */
static bool goes_on(const FmtText *text, int i, int above)
{
    const FmtToken *token = &text->tokens[i];
    return i > 0 && token->kind == FMT_COMMENT && token->lines == 1 && token[-1].kind == FMT_COMMENT &&
           token->column < above && token->old_column == token[-1].old_column;
}

static int run_of(const FmtText *text, int token)
{
    int statement = text->tokens[token].statement;
    return statement < 0 ? -1 : text->statements[statement].run;
}

static void set_comments(const FmtText *text, const int *comments, int n, int column)
{
    for (int i = 0; i < n; i++) text->tokens[comments[i]].column = column;
}

/* They share a column as far as neither a blank line, nor a line of comment, nor another class of statements comes
 * between. */
static void place_comments(const FmtText *text)
{
    int *comments = circ_new(text->arena, int, text->n_tokens + 1);
    int n = 0, column = 0, run = -1;
    int above = 0;
    for (int i = 0; i < text->n_tokens; i++) {
        const FmtToken *token = &text->tokens[i];
        bool trailing = is_trailing_comment(text, i);
        bool going_on = goes_on(text, i, above);
        bool ends_group = token->lines > 1 || (token->kind == FMT_COMMENT && !trailing && !going_on) ||
                          (token->kind != FMT_COMMENT && run_of(text, i) != run);
        if (ends_group) {
            set_comments(text, comments, n, column);
            n = column = 0;
        }
        if (token->kind != FMT_COMMENT) run = run_of(text, i);
        above = trailing ? token->column : going_on ? above : 0;
        if (trailing && token->column > column) column = token->column;
        if (trailing || going_on) comments[n++] = i;
    }
    set_comments(text, comments, n, column);
}

void fmt_layout(const FmtText *text)
{
    place_tokens(text);
    place_comments(text);
}
