/* Text to tree: owns the scanner, makes the nodes for the grammar's actions. */
#include "front/parse.h"

#include <string.h>

#include "circ.lex.h"
#include "circ.tab.h"
#include "front/import.h"

void parse_error(ParseContext *pc, CircCode code, CircSpan span, const char *text)
{
    circ_diag(pc->diags, code, span, "%s", text);
}

static int deeper(const CircExpr *expr)
{
    return expr ? expr->depth + 1 : 1;
}

static int max_int(int a, int b)
{
    return a > b ? a : b;
}

CircExpr *parse_expr(ParseContext *pc, CircExprKind kind, CircSpan span)
{
    CircExpr *expr = circ_new(pc->arena, CircExpr, 1);
    *expr = (CircExpr){.kind = kind, .span = span, .depth = 1};
    return expr;
}

/* A tree that is too deep is cut, so that everything after the report stays bounded too. */
static CircExpr *bounded(ParseContext *pc, CircExpr *expr)
{
    if (expr->depth <= PARSE_MAX_DEPTH) return expr;
    CircDiag *diag = circ_diag(pc->diags, CIRC_E0006, expr->span,
                               "the expression is nested deeper than %d levels", PARSE_MAX_DEPTH);
    circ_diag_help(pc->diags, diag, "split it with 'param' statements");
    return parse_expr(pc, CIRC_EXPR_NUMBER, expr->span);
}

CircExpr *parse_number(ParseContext *pc, CircSpan span, double number, CircWord unit, CircWord per)
{
    CircExpr *expr = parse_expr(pc, CIRC_EXPR_NUMBER, span);
    expr->number = number;
    expr->unit = unit;
    expr->per = per;
    return expr;
}

CircExpr *parse_named(ParseContext *pc, CircExprKind kind, CircSpan span, CircWord name, CircExpr *args)
{
    CircExpr *expr = parse_expr(pc, kind, span);
    expr->name = name;
    expr->args = args;
    for (const CircExpr *arg = args; arg; arg = arg->next) expr->depth = max_int(expr->depth, deeper(arg));
    return bounded(pc, expr);
}

CircExpr *parse_pair(ParseContext *pc, CircExprKind kind, CircSpan span, CircOp op, CircExpr *left,
                     CircExpr *right)
{
    CircExpr *expr = parse_expr(pc, kind, span);
    expr->op = op;
    expr->left = left;
    expr->right = right;
    expr->depth = max_int(deeper(left), deeper(right));
    return bounded(pc, expr);
}

CircExpr *parse_at(ParseContext *pc, CircSpan span, CircExpr *inner, CircAssign *points)
{
    CircExpr *expr = parse_expr(pc, CIRC_EXPR_AT, span);
    expr->left = inner;
    expr->points = points;
    expr->depth = deeper(inner);
    for (const CircAssign *point = points; point; point = point->next)
        expr->depth = max_int(expr->depth, deeper(point->value));
    return bounded(pc, expr);
}

CircExpr *parse_member(ParseContext *pc, CircSpan span, CircWord name, CircExpr *indices, CircExpr *member)
{
    CircExpr *expr = parse_named(pc, CIRC_EXPR_REF, span, name, indices);
    expr->member = member;
    expr->depth = max_int(expr->depth, deeper(member));
    return bounded(pc, expr);
}

/* Lists are built front to back: the head keeps its last node in `last`. */
CircExpr *parse_list(CircExpr *list, CircExpr *last)
{
    CircExpr *end = list->last ? list->last : list;
    end->next = last;
    list->last = last;
    return list;
}

CircAssign *parse_assign(ParseContext *pc, CircSpan span, CircWord key, CircExpr *value)
{
    CircAssign *assign = circ_new(pc->arena, CircAssign, 1);
    *assign = (CircAssign){.key = key, .value = value, .span = span};
    return assign;
}

CircAssign *parse_assign_list(CircAssign *list, CircAssign *last)
{
    CircAssign *end = list->last ? list->last : list;
    end->next = last;
    list->last = last;
    return list;
}

static CircStmt *keep(ParseContext *pc, CircSpan span, CircStmt stmt)
{
    CircStmt *kept = circ_new(pc->arena, CircStmt, 1);
    *kept = stmt;
    kept->span = span;
    return kept;
}

void parse_statement(ParseContext *pc, CircSpan span, CircStmt stmt)
{
    *pc->tail = keep(pc, span, stmt);
    pc->tail = &(*pc->tail)->next;
}

CircStmt *parse_inner(ParseContext *pc, CircSpan span, CircStmt stmt)
{
    return keep(pc, span, stmt);
}

/* An open block: its list, and what was open around it. */
typedef struct {
    CircStmt *first, **outer_tail;
    CircSpan outer_brace;
} Block;

CircStmt **parse_block_open(ParseContext *pc, CircSpan brace)
{
    Block *block = circ_new(pc->arena, Block, 1);
    *block = (Block){.outer_tail = pc->tail, .outer_brace = pc->brace};
    pc->brace = brace;
    pc->tail = &block->first;
    return &block->first;
}

CircStmt *parse_block_close(ParseContext *pc, CircStmt **first)
{
    const Block *block = (const Block *)first; /* its first field */
    pc->tail = block->outer_tail;
    pc->brace = block->outer_brace;
    return block->first;
}

static const char *const statement_words[] = {
    [CIRC_STMT_CIRCUIT] = "circuit",       [CIRC_STMT_IMPORT] = "import",
    [CIRC_STMT_PARAM] = "param",           [CIRC_STMT_FUNCTION] = "function",
    [CIRC_STMT_SUBCIRCUIT] = "subcircuit", [CIRC_STMT_ELEMENT] = "element",
    [CIRC_STMT_FOR] = "for",               [CIRC_STMT_IF] = "if",
    [CIRC_STMT_BATH] = "bath",             [CIRC_STMT_MODEL] = "model",
    [CIRC_STMT_SECTOR] = "sector",         [CIRC_STMT_INITIAL] = "initial",
    [CIRC_STMT_SWEEP] = "sweep",           [CIRC_STMT_TRANSIENT] = "transient",
    [CIRC_STMT_OUTPUT] = "output",         [CIRC_STMT_EXPECT] = "expect",
    [CIRC_STMT_PLOT] = "plot",             [CIRC_STMT_ALLOW] = "allow"};

const char *circ_stmt_word(CircStmtKind kind)
{
    return statement_words[kind];
}

/* True when the text was parsed without an error. */
static bool run_parser(ParseContext *pc)
{
    int errors = circ_diags_errors(pc->diags);
    void *scanner;
    if (circ_yylex_init_extra(pc, &scanner)) return false;
    circ_yy_scan_bytes(pc->source->text, (int)pc->source->length, scanner);
    bool done = circ_yyparse(scanner, pc) == 0;
    circ_yylex_destroy(scanner);
    return done && circ_diags_errors(pc->diags) == errors;
}

static ParseContext parse_context(const CircSource *source, CircArena *arena, CircDiags *diags,
                                  int start_token)
{
    return (ParseContext){
        .source = source, .arena = arena, .diags = diags, .start_token = start_token, .line_is_empty = true};
}

/* The statements that are right, and whether all are. */
static CircAst *parse_statements(const CircSource *source, CircArena *arena, CircDiags *diags, bool *fine)
{
    ParseContext pc = parse_context(source, arena, diags, TOK_FILE_START);
    pc.tail = &pc.head;
    *fine = run_parser(&pc);
    CircAst *ast = circ_new(arena, CircAst, 1);
    *ast = (CircAst){.source = source, .statements = pc.head};
    return ast;
}

const CircAst *parse_text(const CircSource *source, CircArena *arena, CircDiags *diags)
{
    bool fine;
    const CircAst *ast = parse_statements(source, arena, diags, &fine);
    return fine ? ast : NULL;
}

const CircAst *circ_parse_partly(const CircSource *source, CircArena *arena, CircDiags *diags)
{
    bool fine;
    const CircAst *ast = parse_statements(source, arena, diags, &fine);
    import_files(ast, arena, diags);
    return ast;
}

const CircAst *circ_parse(const CircSource *source, CircArena *arena, CircDiags *diags)
{
    const CircAst *ast = parse_text(source, arena, diags);
    return ast && import_files(ast, arena, diags) ? ast : NULL;
}

bool circ_ast_is_library(const CircAst *ast)
{
    bool defines = false;
    for (const CircStmt *stmt = ast->statements; stmt; stmt = stmt->next) {
        if (stmt->kind == CIRC_STMT_ELEMENT || stmt->kind == CIRC_STMT_BATH || stmt->kind == CIRC_STMT_FOR ||
            stmt->kind == CIRC_STMT_IF)
            return false;
        defines = defines || stmt->kind == CIRC_STMT_SUBCIRCUIT || stmt->kind == CIRC_STMT_FUNCTION;
    }
    return defines;
}

const CircAssign *circ_parse_assign(const CircSource *source, CircArena *arena, CircDiags *diags)
{
    ParseContext pc = parse_context(source, arena, diags, TOK_ASSIGN_START);
    return run_parser(&pc) ? pc.assign : NULL;
}
