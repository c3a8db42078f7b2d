/* evaluate.h - expressions: parameters, functions, constants of nature, and, after the solve, quantities. */
#ifndef CIRC_EVALUATE_H
#define CIRC_EVALUATE_H

#include "circ/netlist.h"

typedef enum {
#define QUANTITY(identifier, name, arguments, dimension, meaning) CIRC_QUANTITY_##identifier,
#include "circ/quantity.def"
#undef QUANTITY
    CIRC_N_QUANTITIES
} CircQuantity;

/* A quantity as an expression asks for it, its arguments resolved. */
typedef struct {
    CircQuantity quantity;
    CircSpan span;
    int bath, bath2;   /* indices into baths; -1: not given */
    int qubit, qubit2; /* indices into transmons; -1: not given */
    double number; /* SI */
} CircQuantityCall;

/* Where the values behind an expression come from. `quantity` and `at` return false after reporting why
 * there is no value. */
typedef struct {
    const CircNetlist *netlist;
    CircDiags *diags;
    bool (*quantity)(void *context, const CircQuantityCall *call, double *si);
    bool (*at)(void *context, const CircExpr *at, int n_settings, const CircSetting *settings, double *si);
    void *context;
} CircEvaluator;

CircValue circ_evaluate(const CircExpr *expr, const CircEvaluator *evaluator);

const char *circ_quantity_name(CircQuantity quantity);
const char *circ_quantity_meaning(CircQuantity quantity);

#endif
