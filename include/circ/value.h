/* value.h - numbers with a dimension. SI inside: a unit is used up when a literal is read. */
#ifndef CIRC_VALUE_H
#define CIRC_VALUE_H

#include <stdbool.h>
#include <stdint.h>

/* Exponents of m, kg, s, A, K and of the cycle, in twelfths, so that square and cube roots stay exact.
 * The cycle sets Hz (cycles per second) apart from 1/s: mixing them costs a factor of 2 pi. */
enum { CIRC_DIM_M, CIRC_DIM_KG, CIRC_DIM_S, CIRC_DIM_A, CIRC_DIM_K, CIRC_DIM_CYCLE, CIRC_DIM_N };
#define CIRC_DIM_UNIT 12

typedef struct {
    int16_t exponent[CIRC_DIM_N];
} CircDim;

typedef struct {
    double si;
    CircDim dim;
    bool bad; /* an error was reported already: stay silent */
    uint64_t inputs; /* parameters of the file that it follows from: bit i is parameter i, bit 63 any from 63 on */
} CircValue;

#endif
