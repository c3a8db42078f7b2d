#include "study/expect.h"

#include <math.h>
#include <string.h>

#include "emit/value_text.h"

static bool nearly_equal(double a, double b)
{
    return a == b || fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

static bool has_setting(const Point *at, const CircSetting *setting)
{
    int parameter = points_parameter(at->points, setting->name);
    double si = parameter < 0 ? at->stages.solution->t : at->stages.netlist->params[parameter].value.si;
    return nearly_equal(si, setting->si);
}

bool expect_covers(const CircExpect *expect, const Point *at)
{
    for (int i = 0; i < expect->n_settings; i++)
        if (!has_setting(at, &expect->settings[i])) return false;
    return true;
}

static bool holds(CircOp op, double left, double right)
{
    if (isnan(left) || isnan(right)) return false;
    switch (op) {
    case CIRC_OP_LT: return left < right;
    case CIRC_OP_GT: return left > right;
    case CIRC_OP_LE: return left <= right;
    case CIRC_OP_GE: return left >= right;
    case CIRC_OP_EQ: return nearly_equal(left, right);
    case CIRC_OP_NE: return !nearly_equal(left, right);
    default: return false;
    }
}

static const char *op_text(CircOp op)
{
    switch (op) {
    case CIRC_OP_LT: return "<";
    case CIRC_OP_GT: return ">";
    case CIRC_OP_LE: return "<=";
    case CIRC_OP_GE: return ">=";
    case CIRC_OP_EQ: return "==";
    default: return "!=";
    }
}

/* The expression as text, cut where it is long. */
static const char *expr_text(const CircExpr *expr, CircArena *arena)
{
    char text[200] = "";
    FILE *out = fmemopen(text, sizeof text - 1, "w");
    if (!out) return "it";
    circ_expr_print(expr, out);
    fclose(out);
    return circ_arena_format(arena, "%s%s", text, strlen(text) >= sizeof text - 2 ? "..." : "");
}

/* Two numbers that differ are not printed alike. */
static void print_sides(CircArena *arena, CircValue left, CircValue right, const char **left_text,
                        const char **right_text)
{
    *left_text = value_text(arena, left.si, left.dim);
    *right_text = value_text(arena, right.si, left.dim);
    if (strcmp(*left_text, *right_text) || left.si == right.si) return;
    *left_text = circ_arena_format(arena, "%.17g", left.si);
    *right_text = circ_arena_format(arena, "%.17g", right.si);
}

/* "advantage is 1.0312, expected > 1.05", or "... expected > 1.05 (limit)" */
static void report(const CircExpect *expect, const Point *point, CircValue left, CircValue right)
{
    const CircExpr *expr = expect->expr;
    CircArena *arena = point->points->arena;
    const char *left_text, *right_text;
    print_sides(arena, left, right, &left_text, &right_text);
    const char *what = "";
    if (expr->right->kind != CIRC_EXPR_NUMBER)
        what = circ_arena_format(arena, " (%s)", expr_text(expr->right, arena));
    circ_diag(point->stages.diags, CIRC_E0403, expect->span, "%s is %s, expected %s %s%s",
              expr_text(expr->left, arena), left_text, op_text(expr->op), right_text, what);
}

void expect_test(const CircExpect *expect, Point *point)
{
    CircValue left = point_value(point, expect->expr->left);
    CircValue right = point_value(point, expect->expr->right);
    if (left.bad || right.bad || holds(expect->expr->op, left.si, right.si)) return;
    report(expect, point, left, right);
    point_collect(point);
}
