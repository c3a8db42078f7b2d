#define __STDC_WANT_IEC_60559_BFP_EXT__ 1 /* strfromd. NOLINT: the name is the standard's */
#include "base/format.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST = -8, GREATEST = 4 }; /* powers of 1000 that have a prefix */

static const char *prefix(int thousands)
{
    static const char *const prefixes[] = {"y", "z", "a", "f", "p", "n", "u", "m", "", "k", "M", "G", "T"};
    return prefixes[thousands - LEAST];
}

/* A prefix belongs to a first factor with exponent one that is no kg. */
static bool takes_prefix(const char *unit)
{
    size_t name = strcspn(unit, "*/^");
    return name && unit[name] != '^' && isalpha((unsigned char)unit[0]) && strncmp(unit, "kg", name) != 0;
}

/* The power of 1000 to divide by; as printed with six digits, so that 999.9999999 counts as 1000. */
static int thousands_of(double value)
{
    int tens = (int)floor(log10(fabs(value)));
    double digits = round(fabs(value) / pow(10, tens - 5));
    if (digits >= 1e6) tens++;
    if (digits < 1e5) tens--;
    return tens >= 0 ? tens / 3 : -((2 - tens) / 3);
}

const char *format_digits(char buffer[FORMAT_DIGITS], double value)
{
    if (isnan(value)) return strcpy(buffer, "nan"); /* never "-nan" */
    strfromd(buffer, FORMAT_DIGITS, "%.17g", value);
    return buffer;
}

static bool is_scaled(double value, const char *unit, int *k)
{
    bool rate = !strcmp(unit, "1/s");
    *k = value == 0 || !isfinite(value) ? 0 : thousands_of(value);
    return *k >= LEAST && *k <= GREATEST && (rate ? *k >= 0 : takes_prefix(unit));
}

double format_scale(char *unit_text, size_t size, double largest, const char *unit)
{
    int k;
    bool scaled = is_scaled(largest, unit, &k), rate = !strcmp(unit, "1/s");
    if (rate)
        snprintf(unit_text, size, "1/%ss", scaled ? prefix(-k) : "");
    else
        snprintf(unit_text, size, "%s%s", scaled ? prefix(k) : "", unit);
    return scaled ? pow(1000, k) : 1;
}

const char *format_si(char *buffer, size_t size, double value, const char *unit)
{
    if (isnan(value)) return strncpy(buffer, "nan", size);
    bool inverse = !strncmp(unit, "1/", 2), rate = !strcmp(unit, "1/s");
    int k;
    bool scaled = is_scaled(value, unit, &k);
    double shown = scaled ? value / pow(1000, k) : value;
    char number[FORMAT_DIGITS];
    strfromd(number, sizeof number, "%.6g", shown);
    if (rate)
        snprintf(buffer, size, "%s /%ss", number, scaled ? prefix(-k) : "");
    else
        snprintf(buffer, size, "%s%s%s%s", number, *unit ? " " : "", scaled ? prefix(k) : "", unit + inverse);
    return buffer;
}
