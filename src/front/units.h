/* units.h - dimensions and the units that literals may have. */
#ifndef FRONT_UNITS_H
#define FRONT_UNITS_H

#include "circ/arena.h"
#include "circ/value.h"

/* DIM(identifier, name, an example to offer, m, kg, s, A, K, cycle) */
#define DIM_LIST(X)                                                                                          \
    X(DIM_NONE, "a plain number", "2", 0, 0, 0, 0, 0, 0)                                                     \
    X(DIM_LENGTH, "a length", "5 mm", 1, 0, 0, 0, 0, 0)                                                      \
    X(DIM_TIME, "a time", "20 ns", 0, 0, 1, 0, 0, 0)                                                         \
    X(DIM_CURRENT, "a current", "20 nA", 0, 0, 0, 1, 0, 0)                                                   \
    X(DIM_TEMPERATURE, "a temperature", "50 mK", 0, 0, 0, 0, 1, 0)                                           \
    X(DIM_VELOCITY, "a velocity", "1.2e8 m/s", 1, 0, -1, 0, 0, 0)                                            \
    X(DIM_FREQUENCY, "a frequency", "4 GHz", 0, 0, -1, 0, 0, 1)                                              \
    X(DIM_RATE, "a rate", "0.5 /ns", 0, 0, -1, 0, 0, 0)                                                      \
    X(DIM_ENERGY, "an energy", "9.2 GHz", 2, 1, -2, 0, 0, 0)                                                 \
    X(DIM_POWER, "a power", "1 fW", 2, 1, -3, 0, 0, 0)                                                       \
    X(DIM_VOLTAGE, "a voltage", "1 uV", 2, 1, -3, -1, 0, 0)                                                  \
    X(DIM_CAPACITANCE, "a capacitance", "70 fF", -2, -1, 4, 2, 0, 0)                                         \
    X(DIM_INDUCTANCE, "an inductance", "2 nH", 2, 1, -2, -2, 0, 0)                                           \
    X(DIM_RESISTANCE, "a resistance", "50 Ohm", 2, 1, -3, -2, 0, 0)                                          \
    X(DIM_CONDUCTANCE, "a conductance", "20 mS", -2, -1, 3, 2, 0, 0)                                         \
    X(DIM_FLUX, "a magnetic flux", "1 fWb", 2, 1, -2, -1, 0, 0)                                              \
    X(DIM_CHARGE, "a charge", "2*e", 0, 0, 1, 1, 0, 0)                                                       \
    X(DIM_ACTION_CYCLE, "an energy per frequency", "h", 2, 1, -1, 0, 0, -1)                                  \
    X(DIM_ACTION, "an action", "hbar", 2, 1, -1, 0, 0, 0)                                                    \
    X(DIM_ENTROPY, "an energy per temperature", "k_B", 2, 1, -2, 0, -1, 0)                                   \
    X(DIM_ENTROPY_RATE, "a power per temperature", "1 fW/(1 mK)", 2, 1, -3, 0, -1, 0)                        \
    X(DIM_HEAT_NOISE, "a noise of power", "1e-40 J*(1 W)", 4, 2, -5, 0, 0, 0)                                \
    X(DIM_COUPLING, "a rate per voltage", "1/(1 uV*1 ns)", -2, -1, 2, 1, 0, 0)

typedef enum {
#define DIM_ENUM(id, name, example, m, kg, s, A, K, cycle) id,
    DIM_LIST(DIM_ENUM)
#undef DIM_ENUM
        DIM_COUNT
} DimId;

CircDim dim_of(DimId id);
bool dim_equal(CircDim a, CircDim b);
bool dim_is_none(CircDim dim);
CircDim dim_add(CircDim a, CircDim b, int sign);              /* of a product (sign 1) or a quotient (-1) */
bool dim_power(CircDim dim, double exponent, CircDim *power); /* false: not a multiple of 1/12 */

/* "a capacitance (F)", "1/s^2": for messages. */
const char *dim_name(CircArena *arena, CircDim dim);
/* "F", "1/s", "m^2*kg": for output; "" for a plain number. */
const char *dim_unit(CircArena *arena, CircDim dim);
/* An example of a value to offer, or NULL. */
const char *dim_example(CircDim dim);

/* The units without prefixes, and the prefixes; NULL behind the last. */
const char *unit_name(int i, DimId *dim);
const char *unit_prefix(int i);

/* "GHz": the factor to SI and the dimension. False: there is no such unit. */
bool unit_find(const char *name, double *factor, CircDim *dim);
/* Whether this is a prefix without a unit: "f". */
bool unit_is_prefix(const char *name);
/* The unit that is meant, as far as one can tell: "mk" -> "mK". NULL: no idea. */
const char *unit_nearest(CircArena *arena, const char *name);

#endif
