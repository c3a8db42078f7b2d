/* target.h - what `emit` writes a point of a circuit as, for other programs. */
#ifndef EMIT_TARGET_H
#define EMIT_TARGET_H

#include "circ/solution.h"

/* A point, as far as the stage that its target needs. */
typedef struct {
    const CircCircuit *circuit;
    const CircModel *model;       /* NULL below that stage */
    const CircSolution *solution; /* likewise */
    CircArena *arena;             /* for texts on the way */
} EmitSubject;

typedef enum { TARGET_NEEDS_CIRCUIT, TARGET_NEEDS_MODEL, TARGET_NEEDS_SOLUTION } TargetStage;

typedef struct {
    const char *name, *what;
    TargetStage stage;

    /* Why the target cannot hold the model, half a sentence; NULL: it can. Asked before the model is solved.
     * The function is NULL where there is no such reason. */
    const char *(*obstacle)(const EmitSubject *subject);

    /* False: not enough memory. Errors of the stream are the caller's to look for. */
    bool (*write)(const EmitSubject *subject, FILE *out);
} EmitTarget;

int target_count(void);
const EmitTarget *target_get(int i);

bool target_json(const EmitSubject *subject, FILE *out);
bool target_qutip(const EmitSubject *subject, FILE *out);
bool target_julia(const EmitSubject *subject, FILE *out);
bool target_latex(const EmitSubject *subject, FILE *out);
bool target_spice(const EmitSubject *subject, FILE *out);

/* Its tables would go on over hundreds of pages. */
const char *latex_obstacle(const EmitSubject *subject);

#endif
