/* Columns. The cells of an element are: keyword, name with its index, nodes, and each attribute. */
#include "fmt/columns.h"

#include <string.h>

#include "circ.tab.h"

enum { CELL_KEYWORD, CELL_NAME, CELL_NODES, CELL_VALUES };
enum { BLANKS_OF_VALUES = 2, BLANKS_OF_ATTRIBUTE = 3 };

/* ---- cells of one statement */

/* The end of the brackets' token, or `end`. */
static int behind_brackets(const FmtText *text, int open, int end)
{
    int i = open;
    while (i < end && !(text->tokens[i].kind == ')' && text->tokens[i].depth == text->tokens[open].depth)) i++;
    return i < end ? fmt_next(text, i, end) : end;
}

/* The bracket that opens the list of nodes; `end` if there is none. */
static int nodes_bracket(const FmtText *text, const FmtStatement *statement)
{
    int i = fmt_next(text, statement->first, statement->end);
    while (i < statement->end && !(text->tokens[i].kind == '(' && text->tokens[i].depth == 0)) i++;
    return i;
}

/* `local` of `bath b[1:N] local(...)`. */
static int bath_kind_word(const FmtText *text, const FmtStatement *statement, int name)
{
    int i = fmt_next(text, name, statement->end);
    while (i < statement->end && !(text->tokens[i].kind == TOK_NAME && text->tokens[i].depth == 0)) i++;
    return i;
}

static int nodes_cell(const FmtText *text, const FmtStatement *statement)
{
    int name = fmt_next(text, statement->first, statement->end);
    if (statement->class == FMT_BATH) return bath_kind_word(text, statement, name);
    int bracket = nodes_bracket(text, statement);
    for (int i = name; i < bracket; i++)
        if (text->tokens[i].kind == TOK_STRING) return i;
    return bracket;
}

static void mark(const FmtText *text, const FmtStatement *statement, int token)
{
    if (token < statement->end) text->tokens[token].starts_cell = true;
}

static void mark_keys(const FmtText *text, const FmtStatement *statement, int from)
{
    for (int i = from; i < statement->end; i++)
        if (text->tokens[i].kind == TOK_KEY && text->tokens[i].depth == 0) mark(text, statement, i);
}

static bool has_cells(const FmtStatement *statement)
{
    return statement->class == FMT_ELEMENT || statement->class == FMT_BATH;
}

void fmt_mark_cells(const FmtText *text)
{
    for (int i = 0; i < text->n_statements; i++) {
        const FmtStatement *statement = &text->statements[i];
        if (!has_cells(statement)) continue;
        mark(text, statement, statement->first);
        mark(text, statement, fmt_next(text, statement->first, statement->end));
        mark(text, statement, nodes_cell(text, statement));
        int values = behind_brackets(text, nodes_bracket(text, statement), statement->end);
        mark(text, statement, values);
        mark_keys(text, statement, values);
    }
}

/* ---- elements */

typedef struct {
    const FmtStatement *statement;
    int *cells; /* their first tokens, and the statement's end */
    int n_cells;
    int whole; /* cells from the front that are on the first line */
} Row;

static Row row_of(const FmtText *text, const FmtStatement *statement)
{
    Row row = {.statement = statement};
    for (int i = statement->first; i < statement->end; i++) row.n_cells += text->tokens[i].starts_cell;
    row.cells = circ_new(text->arena, int, row.n_cells + 1);
    int n = 0;
    bool broken = false;
    for (int i = statement->first; i < statement->end; i++) {
        if (text->tokens[i].starts_cell) row.cells[n++] = i;
        broken |= i > statement->first && text->tokens[i].lines > 0;
        if (!broken) row.whole = n;
    }
    if (broken && row.whole > 0) row.whole--;
    row.cells[n] = statement->end;
    return row;
}

static int cell_width(const FmtText *text, const Row *row, int cell)
{
    int width = 0;
    for (int i = row->cells[cell]; i < row->cells[cell + 1]; i++)
        width += text->tokens[i].width + (i > row->cells[cell] ? text->tokens[i].blanks : 0);
    return width;
}

static const FmtToken *cell_token(const FmtText *text, const Row *row, int cell)
{
    return &text->tokens[row->cells[cell]];
}

/* Do both rows have a cell of one kind here? Of attributes that is one key. */
static bool alike(const FmtText *text, const Row *a, const Row *b, int cell)
{
    if (cell < CELL_VALUES) return true;
    const FmtToken *x = cell_token(text, a, cell), *y = cell_token(text, b, cell);
    if (x->kind != TOK_KEY || y->kind != TOK_KEY) return x->kind != TOK_KEY && y->kind != TOK_KEY;
    return x->length == y->length && !memcmp(x->text, y->text, (size_t)x->length);
}

/* A file's name in front of the nodes would push everybody's values away. */
static bool stands_apart(const FmtText *text, const Row *row, int cell)
{
    return cell == CELL_NODES && cell_token(text, row, cell)->kind == TOK_STRING;
}

/* Does something follow the cell that its width moves? */
static bool pushes(const FmtText *text, const Row *row, int cell)
{
    return cell + 1 < row->n_cells && cell < row->whole && !stands_apart(text, row, cell);
}

/* Two neighbours whose cells start in one column. An attribute pushes the next one only of rows that have both. */
static bool shares_column(const FmtText *text, const Row *a, const Row *b, int cell)
{
    return cell < a->n_cells && cell < b->n_cells && pushes(text, a, cell - 1) == pushes(text, b, cell - 1) &&
           alike(text, a, b, cell) && (cell < CELL_VALUES || pushes(text, a, cell) == pushes(text, b, cell));
}

/* Cells further to the right are not aligned, so that the recursion over them is bounded. */
enum { MOST_COLUMNS = 32 };

/* Sets the cell behind `cell` of rows that are alike below each other, and then the cells behind that. */
static void align_cells(const FmtText *text, const Row *rows, int n_rows, int cell)
{
    int widest = 0;
    if (cell >= MOST_COLUMNS) return;
    for (int i = 0; i < n_rows; i++)
        if (pushes(text, &rows[i], cell)) {
            int width = cell_width(text, &rows[i], cell);
            if (width > widest) widest = width;
        }
    for (int i = 0; i < n_rows; i++)
        if (pushes(text, &rows[i], cell))
            text->tokens[rows[i].cells[cell + 1]].blanks += widest - cell_width(text, &rows[i], cell);
    for (int begin = 0, end; begin < n_rows; begin = end) {
        end = begin + 1;
        if (cell + 1 >= rows[begin].n_cells) continue;
        while (end < n_rows && shares_column(text, &rows[begin], &rows[end], cell + 1)) end++;
        align_cells(text, rows + begin, end - begin, cell + 1);
    }
}

/* ---- runs */

static int second_token(const FmtText *text, const FmtStatement *statement)
{
    return fmt_next(text, statement->first, statement->end);
}

typedef int (*TokenOf)(const FmtText *text, const FmtStatement *statement);

static int first_token(const FmtText *text, const FmtStatement *statement)
{
    (void)text;
    return statement->first;
}

/* What follows the chosen token of each statement gets one column. */
static void align_behind(const FmtText *text, const FmtStatement *statements, int n, TokenOf token_of)
{
    int widest = 0;
    for (int i = 0; i < n; i++) {
        int width = text->tokens[token_of(text, &statements[i])].width;
        if (width > widest) widest = width;
    }
    for (int i = 0; i < n; i++) {
        int token = token_of(text, &statements[i]), next = fmt_next(text, token, statements[i].end);
        if (next < statements[i].end) text->tokens[next].blanks += widest - text->tokens[token].width;
    }
}

static bool is_named_output(const FmtText *text, const FmtStatement *statement)
{
    int second = second_token(text, statement);
    return fmt_is(&text->tokens[statement->first], "output") && second < statement->end &&
           text->tokens[second].kind == TOK_KEY;
}

static void align_words(const FmtText *text, const FmtStatement *statements, int n)
{
    align_behind(text, statements, n, first_token);
    for (int begin = 0, end; begin < n; begin = end) {
        end = begin + 1;
        if (!is_named_output(text, &statements[begin])) continue;
        while (end < n && is_named_output(text, &statements[end])) end++;
        align_behind(text, statements + begin, end - begin, second_token);
    }
}

static void align_elements(const FmtText *text, const FmtStatement *statements, int n)
{
    Row *rows = circ_new(text->arena, Row, n);
    for (int i = 0; i < n; i++) rows[i] = row_of(text, &statements[i]);
    align_cells(text, rows, n, CELL_KEYWORD);
}

/* Blanks that do not depend on neighbours. */
static void space_cells(const FmtText *text, const FmtStatement *statement)
{
    int cell = -1;
    for (int i = statement->first; i < statement->end; i++) {
        if (!text->tokens[i].starts_cell) continue;
        cell++;
        text->tokens[i].blanks = cell < CELL_VALUES ? 1 : cell == CELL_VALUES ? BLANKS_OF_VALUES : BLANKS_OF_ATTRIBUTE;
    }
}

static void space_keys(const FmtText *text, const FmtStatement *statement)
{
    for (int i = statement->first + 2; i < statement->end; i++)
        if (text->tokens[i].kind == TOK_KEY && text->tokens[i].depth == 0) text->tokens[i].blanks = BLANKS_OF_ATTRIBUTE;
}

static bool blank_line_between(const FmtText *text, const FmtStatement *a, const FmtStatement *b)
{
    for (int i = a->end; i <= b->first; i++)
        if (text->tokens[i].lines > 1) return true;
    return false;
}

static bool continues_run(const FmtText *text, const FmtStatement *a, const FmtStatement *b)
{
    bool alike = a->class == b->class || (has_cells(a) && has_cells(b));
    return alike && b->class != FMT_OTHER && a->block == b->block && a->starts_line && b->starts_line &&
           !blank_line_between(text, a, b);
}

static void align_run(const FmtText *text, int begin, int end)
{
    FmtStatement *statements = text->statements + begin;
    for (int i = 0; i < end - begin; i++) statements[i].run = begin;
    if (has_cells(statements))
        align_elements(text, statements, end - begin);
    else if (statements->class == FMT_PARAM)
        align_behind(text, statements, end - begin, second_token);
    else if (statements->class == FMT_WORD)
        align_words(text, statements, end - begin);
}

void fmt_align(const FmtText *text)
{
    for (int i = 0; i < text->n_statements; i++) {
        const FmtStatement *statement = &text->statements[i];
        if (has_cells(statement)) space_cells(text, statement);
        if (fmt_is(&text->tokens[statement->first], "model")) space_keys(text, statement);
    }
    for (int begin = 0, end; begin < text->n_statements; begin = end) {
        end = begin + 1;
        while (end < text->n_statements && continues_run(text, &text->statements[end - 1], &text->statements[end])) end++;
        align_run(text, begin, end);
    }
}
