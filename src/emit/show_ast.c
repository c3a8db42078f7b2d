/* The syntax tree as JSON. A statement is an object with its kind and what it has; an expression is one of
 *   {"number", "unit", "per"}  {"name", "index"}  {"call", "arguments"}  {"at", "settings"}  {"negate"}
 *   {"op", "left", "right"}  {"not"}  {"range": [first, last]}  {"all": true}.
 * A name may have more than one index, and a "member", the name that is meant inside of it. */
#include "emit/json_value.h"
#include "emit/show.h"

static json_t *expr_json(const CircExpr *expr);

static json_t *exprs_json(const CircExpr *list)
{
    json_t *array = json_array();
    for (; list; list = list->next) json_add(&array, expr_json(list));
    return array;
}

static json_t *assign_json(const CircAssign *assign)
{
    json_t *object = json_pack("{s:o, s:o}", "key", json_words(assign->key.text), "value",
                               assign->value ? expr_json(assign->value) : json_null());
    if (assign->low)
        json_put(&object, "range", json_pack("[o, o]", expr_json(assign->low), expr_json(assign->high)));
    return object;
}

static json_t *assigns_json(const CircAssign *list)
{
    json_t *array = json_array();
    for (; list; list = list->next)
        json_add(&array, assign_json(list));
    return array;
}

static const char *op_text(CircOp op)
{
    static const char *const texts[] = {"+", "-",  "*",  "/",  "^", "<",
                                        ">", "<=", ">=", "==", "!=", "and", "or", "not"}; /* ORDER CircOp */
    return texts[op];
}

static json_t *reference_json(const CircExpr *expr)
{
    json_t *index = !expr->args ? json_null() : expr->args->next ? exprs_json(expr->args) : expr_json(expr->args);
    json_t *object = json_pack("{s:o, s:o}", "name", json_words(expr->name.text), "index", index);
    if (expr->member) json_put(&object, "member", expr_json(expr->member));
    return object;
}

static json_t *expr_json(const CircExpr *expr)
{
    switch (expr->kind) {
    case CIRC_EXPR_NUMBER:
        return json_pack("{s:o, s:o, s:o}", "number", json_number(expr->number), "unit",
                         json_words(expr->unit.text), "per", json_words(expr->per.text));
    case CIRC_EXPR_REF: return reference_json(expr);
    case CIRC_EXPR_CALL:
        return json_pack("{s:o, s:o}", "call", json_words(expr->name.text), "arguments",
                         exprs_json(expr->args));
    case CIRC_EXPR_AT:
        return json_pack("{s:o, s:o}", "at", expr_json(expr->left), "settings", assigns_json(expr->points));
    case CIRC_EXPR_NEGATE: return json_pack("{s:o}", "negate", expr_json(expr->left));
    case CIRC_EXPR_LOGIC:
        if (expr->op == CIRC_OP_NOT) return json_pack("{s:o}", "not", expr_json(expr->left));
        /* fall through */
    case CIRC_EXPR_BINARY:
    case CIRC_EXPR_COMPARE:
        return json_pack("{s:s, s:o, s:o}", "op", op_text(expr->op), "left", expr_json(expr->left), "right",
                         expr_json(expr->right));
    case CIRC_EXPR_RANGE:
        return json_pack("{s:[o, o]}", "range", expr_json(expr->left), expr_json(expr->right));
    case CIRC_EXPR_STAR: return json_pack("{s:b}", "all", 1);
    }
    return NULL;
}

static void put_word(json_t **object, const char *key, CircWord word)
{
    if (word.text) json_put(object, key, json_words(word.text));
}

static void put_expr(json_t **object, const char *key, const CircExpr *expr)
{
    if (expr) json_put(object, key, expr_json(expr));
}

static void put_exprs(json_t **object, const char *key, const CircExpr *list)
{
    if (list) json_put(object, key, exprs_json(list));
}

static json_t *stmt_json(const CircStmt *stmt, const CircSources *sources);

static void put_block(json_t **object, const char *key, const CircStmt *stmt, const CircSources *sources)
{
    if (!stmt) return;
    json_t *statements = json_array();
    for (; stmt; stmt = stmt->next) json_add(&statements, stmt_json(stmt, sources));
    json_put(object, key, statements);
}

static json_t *stmt_json(const CircStmt *stmt, const CircSources *sources)
{
    json_t *object = json_pack("{s:s}", "kind", circ_stmt_word(stmt->kind));
    put_word(&object, "keyword", stmt->keyword);
    put_word(&object, "name", stmt->name);
    put_word(&object, "text", stmt->text);
    if (stmt->range && stmt->range->next)
        put_exprs(&object, "range", stmt->range);
    else
        put_expr(&object, "range", stmt->range);
    put_exprs(&object, "nodes", stmt->nodes);
    if (stmt->attributes) json_put(&object, "attributes", assigns_json(stmt->attributes));
    put_expr(&object, "value", stmt->value);
    put_exprs(&object, "values", stmt->values);
    put_expr(&object, "from", stmt->from);
    put_expr(&object, "to", stmt->to);
    put_expr(&object, "steps", stmt->steps);
    if (stmt->flags) json_put(&object, "logx", json_boolean(stmt->flags & CIRC_PLOT_LOG_X));
    if (stmt->flags) json_put(&object, "logy", json_boolean(stmt->flags & CIRC_PLOT_LOG_Y));
    put_block(&object, "body", stmt->body, sources);
    put_block(&object, "else", stmt->otherwise, sources);
    json_put_place(&object, sources, stmt->span);
    return object;
}

bool show_ast_json(const CircAst *ast, const CircSources *sources, FILE *out)
{
    json_t *object = json_object();
    put_block(&object, "statements", ast->statements, sources);
    if (!ast->statements) json_put(&object, "statements", json_array());
    return json_print(object, out);
}
