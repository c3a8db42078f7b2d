#include "circ/ast.h"

static int precedence(const CircExpr *expr)
{
    switch (expr->kind) {
    case CIRC_EXPR_COMPARE: return 1;
    case CIRC_EXPR_RANGE: return 1;
    case CIRC_EXPR_NEGATE: return 4;
    case CIRC_EXPR_BINARY:
        return expr->op == CIRC_OP_POW ? 5 : expr->op == CIRC_OP_MUL || expr->op == CIRC_OP_DIV ? 3 : 2;
    default: return 6;
    }
}

static void print_within(const CircExpr *expr, int least, FILE *out)
{
    bool brackets = precedence(expr) < least;
    if (brackets) putc('(', out);
    circ_expr_print(expr, out);
    if (brackets) putc(')', out);
}

static void print_assigns(const CircAssign *assign, const char *separator, FILE *out)
{
    for (const char *before = ""; assign; assign = assign->next, before = separator) {
        fputs(before, out);
        if (assign->key.text) fprintf(out, "%s = ", assign->key.text);
        circ_expr_print(assign->value, out);
    }
}

static void print_list(const CircExpr *list, FILE *out)
{
    for (const char *before = ""; list; list = list->next, before = ", ") {
        fputs(before, out);
        circ_expr_print(list, out);
    }
}

static void print_number(const CircExpr *expr, FILE *out)
{
    char text[32];
    for (int digits = 6; digits <= 17; digits++) {
        double again;
        snprintf(text, sizeof text, "%.*g", digits, expr->number);
        if (sscanf(text, "%lf", &again) == 1 && again == expr->number) break;
    }
    fputs(text, out);
    if (expr->unit.text) fprintf(out, " %s", expr->unit.text);
    if (expr->per.text) fprintf(out, " /%s", expr->per.text);
}

/* A division has blanks, for "1/s" would be a unit. */
static void print_pair(const CircExpr *expr, FILE *out)
{
    static const char *const symbols[] = {" + ", " - ", "*", " / ", "^", " < ", " > ", " <= ", " >= ", " == ", " != "};
    int level = precedence(expr);
    bool power = expr->kind == CIRC_EXPR_BINARY && expr->op == CIRC_OP_POW;
    print_within(expr->left, level + power, out);
    fputs(expr->kind == CIRC_EXPR_RANGE ? ":" : symbols[expr->op], out);
    print_within(expr->right, power ? 4 : level + 1, out);
}

void circ_expr_print(const CircExpr *expr, FILE *out)
{
    switch (expr->kind) {
    case CIRC_EXPR_NUMBER: print_number(expr, out); break;
    case CIRC_EXPR_STAR: putc('*', out); break;
    case CIRC_EXPR_REF:
        fputs(expr->name.text, out);
        if (expr->args) {
            putc('[', out);
            print_list(expr->args, out);
            putc(']', out);
        }
        break;
    case CIRC_EXPR_CALL:
        fprintf(out, "%s(", expr->name.text);
        print_list(expr->args, out);
        putc(')', out);
        break;
    case CIRC_EXPR_AT:
        fputs("at(", out);
        circ_expr_print(expr->left, out);
        fputs(", ", out);
        print_assigns(expr->points, ", ", out);
        putc(')', out);
        break;
    case CIRC_EXPR_NEGATE:
        putc('-', out);
        print_within(expr->left, 4, out);
        break;
    case CIRC_EXPR_BINARY:
    case CIRC_EXPR_COMPARE:
    case CIRC_EXPR_RANGE: print_pair(expr, out); break;
    }
}

static void print_sweep(const CircStmt *stmt, FILE *out)
{
    fprintf(out, "sweep %s", stmt->name.text);
    if (stmt->values) {
        fputs(" in ", out);
        print_list(stmt->values, out);
        return;
    }
    fprintf(out, "%s%s from ", stmt->keyword.text ? " " : "", stmt->keyword.text ? stmt->keyword.text : "");
    circ_expr_print(stmt->from, out);
    fputs(" to ", out);
    circ_expr_print(stmt->to, out);
    fputs(" steps ", out);
    circ_expr_print(stmt->steps, out);
}

/* The state of `initial` and `transient`. */
static void print_state(const CircStmt *stmt, FILE *out)
{
    fputs(stmt->keyword.text, out);
    if (!stmt->values) return;
    putc('(', out);
    print_list(stmt->values, out);
    putc(')', out);
}

static void print_transient(const CircStmt *stmt, FILE *out)
{
    fputs("transient to ", out);
    circ_expr_print(stmt->to, out);
    fputs(" steps ", out);
    circ_expr_print(stmt->steps, out);
    fputs(" from ", out);
    print_state(stmt, out);
}

static void print_element(const CircStmt *stmt, FILE *out)
{
    fprintf(out, "%s %s", stmt->keyword.text, stmt->name.text);
    if (stmt->range) {
        putc('[', out);
        circ_expr_print(stmt->range, out);
        putc(']', out);
    }
    if (stmt->text.text) fprintf(out, " \"%s\"", stmt->text.text);
    fputs(" (", out);
    print_list(stmt->nodes, out);
    fputs(stmt->attributes ? ") " : ")", out);
    print_assigns(stmt->attributes, " ", out);
}

static void print_statement(const CircStmt *stmt, FILE *out)
{
    switch (stmt->kind) {
    case CIRC_STMT_CIRCUIT:
        fprintf(out, "circuit %s", stmt->name.text);
        if (stmt->text.text) fprintf(out, " \"%s\"", stmt->text.text);
        break;
    case CIRC_STMT_PARAM:
        fprintf(out, "param %s = ", stmt->name.text);
        circ_expr_print(stmt->value, out);
        break;
    case CIRC_STMT_ELEMENT: print_element(stmt, out); break;
    case CIRC_STMT_BATH:
        fprintf(out, "bath %s %s(", stmt->name.text, stmt->keyword.text);
        print_list(stmt->nodes, out);
        fputs(") ", out);
        print_assigns(stmt->attributes, " ", out);
        break;
    case CIRC_STMT_MODEL:
        fputs("model ", out);
        print_assigns(stmt->attributes, " ", out);
        break;
    case CIRC_STMT_SECTOR:
        fputs("sector ", out);
        print_assigns(stmt->attributes, " ", out);
        break;
    case CIRC_STMT_INITIAL:
        fputs("initial ", out);
        print_state(stmt, out);
        break;
    case CIRC_STMT_SWEEP: print_sweep(stmt, out); break;
    case CIRC_STMT_TRANSIENT: print_transient(stmt, out); break;
    case CIRC_STMT_OUTPUT:
        fputs("output ", out);
        print_assigns(stmt->attributes, ", ", out);
        break;
    case CIRC_STMT_EXPECT:
        fputs("expect ", out);
        circ_expr_print(stmt->value, out);
        if (stmt->attributes) fputs(" at ", out);
        print_assigns(stmt->attributes, ", ", out);
        break;
    }
    putc('\n', out);
}

void circ_ast_print(const CircAst *ast, FILE *out)
{
    for (const CircStmt *stmt = ast->statements; stmt; stmt = stmt->next) print_statement(stmt, out);
}
