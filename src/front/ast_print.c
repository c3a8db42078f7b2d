#include "circ/ast.h"

/* What binds stronger is larger. */
typedef enum {
    PREC_NONE,
    PREC_OR,
    PREC_AND,
    PREC_NOT,
    PREC_COMPARE,
    PREC_SUM,
    PREC_PRODUCT,
    PREC_NEGATE,
    PREC_POWER,
    PREC_PRIMARY
} Precedence;

static Precedence precedence(const CircExpr *expr)
{
    switch (expr->kind) {
    case CIRC_EXPR_RANGE: return PREC_NONE;
    case CIRC_EXPR_LOGIC:
        return expr->op == CIRC_OP_OR ? PREC_OR : expr->op == CIRC_OP_AND ? PREC_AND : PREC_NOT;
    case CIRC_EXPR_COMPARE: return PREC_COMPARE;
    case CIRC_EXPR_NEGATE: return PREC_NEGATE;
    case CIRC_EXPR_BINARY:
        return expr->op == CIRC_OP_POW                               ? PREC_POWER
               : expr->op == CIRC_OP_MUL || expr->op == CIRC_OP_DIV ? PREC_PRODUCT
                                                                     : PREC_SUM;
    default: return PREC_PRIMARY;
    }
}

static void print_within(const CircExpr *expr, Precedence least, FILE *out)
{
    bool brackets = precedence(expr) < least;
    if (brackets) putc('(', out);
    circ_expr_print(expr, out);
    if (brackets) putc(')', out);
}

static void print_bounds(const CircExpr *low, const CircExpr *high, FILE *out)
{
    if (!low) return;
    fputs(" in [", out);
    circ_expr_print(low, out);
    fputs(", ", out);
    circ_expr_print(high, out);
    putc(']', out);
}

static void print_assigns(const CircAssign *assign, const char *separator, FILE *out)
{
    for (const char *before = ""; assign; assign = assign->next, before = separator) {
        fputs(before, out);
        if (assign->key.text) fprintf(out, "%s%s", assign->key.text, assign->value ? " = " : "");
        if (assign->value) circ_expr_print(assign->value, out);
        print_bounds(assign->low, assign->high, out);
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

/* A division has blanks, for "1/s" would be a unit. ORDER CircOp */
static const char *const symbols[] = {" + ", " - ", "*", " / ", "^", " < ", " > ", " <= ", " >= ", " == ", " != ", " and ", " or ", "not "};

/* Sums and products group to the left, powers to the right, comparisons not at all. */
static void print_pair(const CircExpr *expr, FILE *out)
{
    Precedence level = precedence(expr);
    bool power = level == PREC_POWER, compare = level == PREC_COMPARE;
    print_within(expr->left, power || compare ? level + 1 : level, out);
    fputs(expr->kind == CIRC_EXPR_RANGE ? ":" : symbols[expr->op], out);
    print_within(expr->right, power ? PREC_NEGATE : level + 1, out);
}

static void print_indices(const CircExpr *indices, FILE *out)
{
    if (!indices) return;
    putc('[', out);
    print_list(indices, out);
    putc(']', out);
}

static void print_reference(const CircExpr *expr, FILE *out)
{
    fputs(expr->name.text, out);
    print_indices(expr->args, out);
    if (!expr->member) return;
    putc('.', out);
    print_reference(expr->member, out);
}

void circ_expr_print(const CircExpr *expr, FILE *out)
{
    switch (expr->kind) {
    case CIRC_EXPR_NUMBER: print_number(expr, out); break;
    case CIRC_EXPR_STAR: putc('*', out); break;
    case CIRC_EXPR_REF: print_reference(expr, out); break;
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
        print_within(expr->left, PREC_NEGATE, out);
        break;
    case CIRC_EXPR_LOGIC:
        if (expr->op != CIRC_OP_NOT) {
            print_pair(expr, out);
            break;
        }
        fputs(symbols[CIRC_OP_NOT], out);
        print_within(expr->left, PREC_NOT, out);
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
    print_indices(stmt->range, out);
    if (stmt->text.text) fprintf(out, " \"%s\"", stmt->text.text);
    fputs(" (", out);
    print_list(stmt->nodes, out);
    fputs(stmt->attributes ? ") " : ")", out);
    print_assigns(stmt->attributes, " ", out);
}

static void print_statements(const CircStmt *stmt, int indent, FILE *out);

static void print_block(const CircStmt *body, int indent, FILE *out)
{
    fputs(" {\n", out);
    print_statements(body, indent + 4, out);
    fprintf(out, "%*s}", indent, "");
}

/* `else if` is a block of one `if`. */
static void print_choice(const CircStmt *stmt, int indent, FILE *out)
{
    fputs("if ", out);
    circ_expr_print(stmt->value, out);
    print_block(stmt->body, indent, out);
    if (!stmt->otherwise) return;
    fputs(" else", out);
    if (stmt->otherwise->kind == CIRC_STMT_IF && !stmt->otherwise->next) {
        putc(' ', out);
        print_choice(stmt->otherwise, indent, out);
    } else {
        print_block(stmt->otherwise, indent, out);
    }
}

static void print_subcircuit(const CircStmt *stmt, int indent, FILE *out)
{
    fprintf(out, "subcircuit %s(", stmt->name.text);
    print_list(stmt->nodes, out);
    if (stmt->attributes) fputs("; ", out);
    print_assigns(stmt->attributes, ", ", out);
    putc(')', out);
    print_block(stmt->body, indent, out);
}

static void print_loop(const CircStmt *stmt, int indent, FILE *out)
{
    fprintf(out, "for %s in ", stmt->name.text);
    print_list(stmt->values, out);
    print_block(stmt->body, indent, out);
}

static void print_plot(const CircStmt *stmt, FILE *out)
{
    fputs("plot ", out);
    if (stmt->text.text) fprintf(out, "\"%s\" ", stmt->text.text);
    print_assigns(stmt->attributes, ", ", out);
    if (stmt->nodes) fputs(" against ", out);
    print_list(stmt->nodes, out);
    if (stmt->name.text) fprintf(out, " by %s", stmt->name.text);
    if (stmt->flags & CIRC_PLOT_LOG_X) fputs(" logx", out);
    if (stmt->flags & CIRC_PLOT_LOG_Y) fputs(" logy", out);
}

static void print_definition(const CircStmt *stmt, FILE *out)
{
    bool function = stmt->kind == CIRC_STMT_FUNCTION;
    fprintf(out, "%s %s", circ_stmt_word(stmt->kind), stmt->name.text);
    if (function) {
        putc('(', out);
        print_list(stmt->nodes, out);
        putc(')', out);
    }
    fputs(" = ", out);
    circ_expr_print(stmt->value, out);
    print_bounds(stmt->from, stmt->to, out);
}

static void print_statement(const CircStmt *stmt, int indent, FILE *out)
{
    const char *word = circ_stmt_word(stmt->kind);
    switch (stmt->kind) {
    case CIRC_STMT_CIRCUIT:
        fprintf(out, "circuit %s", stmt->name.text);
        if (stmt->text.text) fprintf(out, " \"%s\"", stmt->text.text);
        break;
    case CIRC_STMT_IMPORT: fprintf(out, "import \"%s\"", stmt->text.text); break;
    case CIRC_STMT_PARAM:
    case CIRC_STMT_FUNCTION: print_definition(stmt, out); break;
    case CIRC_STMT_SUBCIRCUIT: print_subcircuit(stmt, indent, out); break;
    case CIRC_STMT_FOR: print_loop(stmt, indent, out); break;
    case CIRC_STMT_IF: print_choice(stmt, indent, out); break;
    case CIRC_STMT_ELEMENT: print_element(stmt, out); break;
    case CIRC_STMT_BATH:
        fprintf(out, "bath %s", stmt->name.text);
        print_indices(stmt->range, out);
        fprintf(out, " %s(", stmt->keyword.text);
        print_list(stmt->nodes, out);
        fputs(") ", out);
        print_assigns(stmt->attributes, " ", out);
        break;
    case CIRC_STMT_MODEL:
    case CIRC_STMT_SECTOR:
        fprintf(out, "%s ", word);
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
    case CIRC_STMT_PLOT: print_plot(stmt, out); break;
    case CIRC_STMT_ALLOW:
        fputs("allow ", out);
        print_list(stmt->nodes, out);
        break;
    case CIRC_N_STMT_KINDS: break;
    }
}

static void print_statements(const CircStmt *stmt, int indent, FILE *out)
{
    for (; stmt; stmt = stmt->next) {
        fprintf(out, "%*s", indent, "");
        print_statement(stmt, indent, out);
        putc('\n', out);
    }
}

void circ_ast_print(const CircAst *ast, FILE *out)
{
    print_statements(ast->statements, 0, out);
}
