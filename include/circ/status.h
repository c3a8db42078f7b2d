/* status.h - outcomes of numerical kernels and of solver methods.
 *
 * Kernels print nothing and never exit: they return one of these, and the stage that called turns
 * it into a diagnostic with the source span it knows. */
#ifndef CIRC_STATUS_H
#define CIRC_STATUS_H

#define CIRC_STATUS_LIST(X)                                                                                  \
    X(CIRC_OK, "fine")                                                                                       \
    X(CIRC_NO_MEMORY, "not enough memory")                                                                   \
    X(CIRC_SINGULAR, "the matrix is singular")                                                               \
    X(CIRC_NOT_CONVERGED, "the iteration did not reach its tolerance")                                       \
    X(CIRC_NOT_UNIQUE, "there is more than one steady state")                                                \
    X(CIRC_TOO_LARGE, "the problem is larger than the method can hold")                                      \
    X(CIRC_UNSUITABLE, "the method does not apply to this model")

typedef enum {
#define CIRC_STATUS_ENUM(name, text) name,
    CIRC_STATUS_LIST(CIRC_STATUS_ENUM)
#undef CIRC_STATUS_ENUM
} CircStatus;

/* One lower-case sentence without a full stop, in static storage. */
const char *circ_status_text(CircStatus status);

#endif
