/* What stands between two tokens of a line, before columns are aligned. */
#include "fmt/spacing.h"

#include <string.h>

#include "circ.tab.h"
#include "front/parse.h"
#include "front/units.h"

static bool one_of(int kind, const char *kinds)
{
    return kind > 0 && kind < 128 && strchr(kinds, kind);
}

static bool ends_value(const FmtToken *token)
{
    return token->kind == TOK_NAME || token->kind == TOK_NUMBER || token->kind == TOK_PER || one_of(token->kind, ")]");
}

/* A sign of a value, not a sum or difference. */
static bool is_sign(const FmtToken *before, const FmtToken *token)
{
    return one_of(token->kind, "+-") && (token->starts_cell || !before || !ends_value(before));
}

static bool is_time(const FmtToken *token, CircArena *arena)
{
    double factor;
    CircDim dim;
    return token->kind == TOK_NAME && token->length <= 4 &&
           unit_find(circ_arena_copy(arena, token->text, (size_t)token->length), &factor, &dim) &&
           dim_equal(dim, dim_of(DIM_TIME));
}

typedef struct {
    const FmtToken *behind, *before, *token, *after; /* in their order; NULL where there is none */
    const FmtToken *first;                           /* of the statement */
    CircArena *arena;
} Place;

/* `1 / s` divides by a name, `1/s` is a rate. */
static bool divides_by_time(const Place *at)
{
    const FmtToken *name = at->token->kind == '/' ? at->after : at->before->kind == '/' ? at->token : NULL;
    return name && is_time(name, at->arena);
}

static int before_bracket(const Place *at)
{
    const FmtToken *before = at->before;
    if (at->token->kind == '[') return !(before->kind == TOK_NAME || one_of(before->kind, "]"));
    return !(before->kind == TOK_NAME || before->kind == TOK_AT);
}

static int around_sum(const Place *at)
{
    if (is_sign(at->behind, at->before)) return 0;
    bool tight = at->token->in_index || (fmt_is(at->first, "for") && at->token->depth == 0);
    bool after_word = is_sign(at->before, at->token) && !one_of(at->before->kind, "+-");
    return after_word || !tight;
}

static int blanks(const Place *at)
{
    int before = at->before->kind, token = at->token->kind;
    if (one_of(token, ",;)]") || one_of(before, "([")) return 0;
    if (one_of(before, ",;")) return 1;
    if (one_of(token, ":.") || one_of(before, ":.")) return 0;
    if (token == TOK_PER) return before == TOK_NUMBER;
    if (one_of(before, "/") || one_of(token, "/")) return divides_by_time(at);
    if (one_of(before, "*^") || one_of(token, "*^")) return 0;
    if (one_of(before, "+-") || one_of(token, "+-")) return around_sum(at);
    if (one_of(token, "([")) return before_bracket(at);
    return 1;
}

static void space_statement(const FmtText *text, const FmtStatement *statement)
{
    FmtToken *tokens = text->tokens;
    int behind = -1, before = -1;
    for (int i = statement->first; i < statement->end; i = fmt_next(text, i, statement->end)) {
        int after = fmt_next(text, i, statement->end);
        Place at = {.token = &tokens[i], .first = &tokens[statement->first], .arena = text->arena};
        if (before >= 0) at.before = &tokens[before];
        if (behind >= 0) at.behind = &tokens[behind];
        if (after < statement->end) at.after = &tokens[after];
        if (at.before) tokens[i].blanks = blanks(&at);
        behind = before;
        before = i;
    }
}

void fmt_space(const FmtText *text)
{
    for (int i = 0; i < text->n_statements; i++) space_statement(text, &text->statements[i]);
}
