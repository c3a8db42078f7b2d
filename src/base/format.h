/* format.h - numbers as people write them. */
#ifndef BASE_FORMAT_H
#define BASE_FORMAT_H

#include <stddef.h>

/* "50 mK", "-0.775 fW", "500 /us" (of 1/s), "1.0312" (of no unit): 6 digits and the SI prefix that leaves 1
 * to 999 in front, from y to T; other sizes have an exponent. Returns buffer; 40 bytes and the unit are
 * enough. */
const char *format_si(char *buffer, size_t size, double value, const char *unit);

/* The number to divide by, and the unit with the prefix that goes with it, so that `largest` has 1 to 999 in front; for an
 * axis. 1 and the unit as it is where there is no such prefix. */
double format_scale(char *unit_text, size_t size, double largest, const char *unit);

/* 17 significant digits, which give the number back exactly; "nan" where it is none. Several times as fast as printf.
 * Returns buffer. */
enum { FORMAT_DIGITS = 32 };
const char *format_digits(char buffer[FORMAT_DIGITS], double value);

#endif
