/* identical.h - whether all sites of a model are alike, and where the first difference is. */
#ifndef MODEL_IDENTICAL_H
#define MODEL_IDENTICAL_H

#include "circ/model.h"

typedef enum {
    ALIKE,
    DIFFERENT_LEVELS,   /* site b has more than two */
    DIFFERENT_EXCHANGE, /* a and b exchange excitations */
    DIFFERENT_ENERGY,   /* of a and b */
    DIFFERENT_ABSENCE,  /* the bath acts on a, but not on b */
    DIFFERENT_AMPLITUDE /* of the bath on a and b */
} DifferenceKind;

typedef struct {
    DifferenceKind kind;
    int a, b; /* sites */
    int bath;
} Difference;

/* What keeps the model from being symmetric under permutations of its sites; numbers that agree to 1e-12 are
 * equal. */
Difference model_difference(const CircModel *model);

/* As half a sentence without a full stop; returns buffer. 320 bytes are enough for names of 64. */
const char *difference_text(const CircModel *model, Difference difference, char *buffer, size_t size);

#endif
