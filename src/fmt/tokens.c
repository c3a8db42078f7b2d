/* The scanner's tokens, and what lies between them. */
#include "fmt/tokens.h"

#include <string.h>

#include "base/utf8.h"
#include "circ.tab.h"
#include "circ.lex.h"
#include "front/parse.h"

int circ_yylex(CIRC_YYSTYPE *value, CircSpan *span, void *scanner);

typedef struct {
    FmtText *text;
    const CircSource *source;
    size_t token_capacity, statement_capacity;
    uint32_t offset, line_start; /* behind the last token or comment; of the line that it is on */
    int depth, square; /* open brackets, and the outermost square one of them (0: none) */
    int block;
    bool ended; /* the next token starts a statement */
} Scan;

bool fmt_is(const FmtToken *token, const char *word)
{
    return token->kind > 0 && (size_t)token->length == strlen(word) &&
           !memcmp(token->text, word, (size_t)token->length);
}

int fmt_next(const FmtText *text, int i, int end)
{
    for (i++; i < end && text->tokens[i].kind == FMT_COMMENT;) i++;
    return i;
}

static FmtToken *add_token(Scan *scan, int kind, uint32_t begin, uint32_t end)
{
    FmtText *text = scan->text;
    text->tokens = circ_arena_grow(text->arena, text->tokens, &scan->token_capacity, (size_t)text->n_tokens + 1,
                                   sizeof *text->tokens);
    FmtToken *token = &text->tokens[text->n_tokens++];
    int lines = 0;
    for (uint32_t i = scan->offset; i < begin; i++) {
        if (scan->source->text[i] != '\n') continue;
        scan->line_start = i + 1;
        lines++;
    }
    const char *at = scan->source->text + begin;
    *token = (FmtToken){.kind = kind, .text = at, .length = (int)(end - begin), .blanks = 1, .lines = lines > 2 ? 2 : lines,
                        .block = scan->block, .statement = scan->ended ? -1 : text->n_statements - 1};
    if (text->n_tokens == 1) token->lines = 0;
    token->width = utf8_characters(at, token->length);
    scan->offset = end;
    return token;
}

/* Between two tokens there is nothing but white space and comments. */
static void add_comments(Scan *scan, uint32_t before)
{
    const char *source = scan->source->text;
    for (uint32_t i = scan->offset; i < before; i++) {
        if (source[i] != '#') continue;
        uint32_t end = i;
        while (end < scan->source->length && source[end] != '\n') end++;
        uint32_t next = end;
        while (end > i && strchr(" \t\r", source[end - 1])) end--;
        FmtToken *comment = add_token(scan, FMT_COMMENT, i, end);
        comment->depth = scan->depth;
        comment->old_column = utf8_characters(source + scan->line_start, (int)(i - scan->line_start));
        i = next - 1;
    }
}

static FmtClass class_of(const FmtToken *token)
{
    static const char *const aligned[] = {"model",     "sector", "initial", "sweep", "output",
                                          "transient", "expect", "plot",    "allow"};
    if (token->kind == TOK_NAME) return FMT_ELEMENT;
    if (fmt_is(token, "param")) return FMT_PARAM;
    if (fmt_is(token, "bath")) return FMT_BATH;
    for (size_t i = 0; i < sizeof aligned / sizeof *aligned; i++)
        if (fmt_is(token, aligned[i])) return FMT_WORD;
    return FMT_OTHER;
}

static void begin_statement(Scan *scan, int token)
{
    FmtText *text = scan->text;
    text->statements = circ_arena_grow(text->arena, text->statements, &scan->statement_capacity,
                                       (size_t)text->n_statements + 1, sizeof *text->statements);
    const FmtToken *first = &text->tokens[token];
    text->statements[text->n_statements++] =
        (FmtStatement){.first = token, .class = class_of(first), .block = scan->block - (first->kind == '}' && scan->block > 0),
                       .starts_line = token == 0 || first->lines > 0};
    scan->depth = scan->square = 0;
    scan->ended = false;
}

static void count_brackets(Scan *scan, FmtToken *token)
{
    bool opens = token->kind == '(' || token->kind == '[', closes = token->kind == ')' || token->kind == ']';
    if (closes && scan->depth > 0) scan->depth--;
    if (scan->square > scan->depth) scan->square = 0;
    token->depth = scan->depth;
    token->in_index = scan->square > 0;
    if (opens) scan->depth++;
    if (token->kind == '[' && !scan->square) scan->square = scan->depth;
}

static void add(Scan *scan, int kind, uint32_t begin, uint32_t end)
{
    add_comments(scan, begin);
    if (kind == TOK_NEWLINE) {
        scan->ended = true;
        return;
    }
    FmtText *text = scan->text;
    FmtToken *token = add_token(scan, kind, begin, end);
    int index = text->n_tokens - 1;
    if (scan->ended || kind == '}') begin_statement(scan, index);
    count_brackets(scan, token);
    token->statement = text->n_statements - 1;
    text->statements[text->n_statements - 1].end = index + 1;
    if (kind == '{') scan->block++;
    if (kind == '}' && scan->block > 0) scan->block--;
    if (kind == '{') scan->ended = true;
}

FmtText fmt_scan(const CircSource *source, CircArena *arena)
{
    FmtText text = {.arena = arena};
    Scan scan = {.text = &text, .source = source, .ended = true};
    CircDiags *silent = circ_diags_create(arena, circ_sources_create(arena));
    ParseContext pc = {.source = source, .arena = arena, .diags = silent, .line_is_empty = true};
    void *scanner;
    if (circ_yylex_init_extra(&pc, &scanner)) return text;
    circ_yy_scan_bytes(source->text, (int)source->length, scanner);
    CIRC_YYSTYPE value;
    CircSpan span;
    for (int kind; (kind = circ_yylex(&value, &span, scanner));)
        add(&scan, kind, span.begin - source->base, span.end - source->base);
    circ_yylex_destroy(scanner);
    add_comments(&scan, source->length);
    return text;
}
