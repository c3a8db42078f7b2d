/* The syntax tree as JSON. A statement is an object with its kind and what it has; an expression is one of
 *   {"number", "unit", "per"}  {"name", "index"}  {"call", "arguments"}  {"at", "settings"}  {"negate"}
 *   {"op", "left", "right"}  {"range": [first, last]}  {"all": true}. */
#include "emit/json_value.h"
#include "emit/show.h"

static json_t *expr_json(const CircExpr *expr);

static json_t *exprs_json(const CircExpr *list)
{
    json_t *array = json_array();
    for (; list; list = list->next) json_add(&array, expr_json(list));
    return array;
}

static json_t *assigns_json(const CircAssign *list)
{
    json_t *array = json_array();
    for (; list; list = list->next)
        json_add(&array,
                 json_pack("{s:o, s:o}", "key", json_words(list->key.text), "value", expr_json(list->value)));
    return array;
}

static const char *op_text(CircOp op)
{
    static const char *const texts[] = {"+", "-",  "*",  "/",  "^", "<",
                                        ">", "<=", ">=", "==", "!="}; /* ORDER CircOp */
    return texts[op];
}

static json_t *expr_json(const CircExpr *expr)
{
    switch (expr->kind) {
    case CIRC_EXPR_NUMBER:
        return json_pack("{s:o, s:o, s:o}", "number", json_number(expr->number), "unit",
                         json_words(expr->unit.text), "per", json_words(expr->per.text));
    case CIRC_EXPR_REF:
        return json_pack("{s:o, s:o}", "name", json_words(expr->name.text), "index",
                         expr->args ? expr_json(expr->args) : json_null());
    case CIRC_EXPR_CALL:
        return json_pack("{s:o, s:o}", "call", json_words(expr->name.text), "arguments",
                         exprs_json(expr->args));
    case CIRC_EXPR_AT:
        return json_pack("{s:o, s:o}", "at", expr_json(expr->left), "settings", assigns_json(expr->points));
    case CIRC_EXPR_NEGATE: return json_pack("{s:o}", "negate", expr_json(expr->left));
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

static const char *kind_text(CircStmtKind kind)
{
    static const char *const texts[] = {
        "circuit", "param",   "element", "bath",   "model", /* ORDER CircStmtKind */
        "sector",  "initial", "sweep",   "output", "expect", "transient"};
    return texts[kind];
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

static json_t *stmt_json(const CircStmt *stmt, const CircSources *sources)
{
    json_t *object = json_pack("{s:s}", "kind", kind_text(stmt->kind));
    put_word(&object, "keyword", stmt->keyword);
    put_word(&object, "name", stmt->name);
    put_word(&object, "text", stmt->text);
    put_expr(&object, "range", stmt->range);
    put_exprs(&object, "nodes", stmt->nodes);
    if (stmt->attributes) json_put(&object, "attributes", assigns_json(stmt->attributes));
    put_expr(&object, "value", stmt->value);
    put_exprs(&object, "values", stmt->values);
    put_expr(&object, "from", stmt->from);
    put_expr(&object, "to", stmt->to);
    put_expr(&object, "steps", stmt->steps);
    json_put_place(&object, sources, stmt->span);
    return object;
}

bool show_ast_json(const CircAst *ast, const CircSources *sources, FILE *out)
{
    json_t *statements = json_array();
    for (const CircStmt *stmt = ast->statements; stmt; stmt = stmt->next)
        json_add(&statements, stmt_json(stmt, sources));
    return json_print(json_pack("{s:o}", "statements", statements), out);
}
