#include "base/format.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { LEAST = -6, GREATEST = 4 }; /* powers of 1000 that have a prefix */

static const char *prefix(int thousands)
{
    static const char *const prefixes[] = {"a", "f", "p", "n", "u", "m", "", "k", "M", "G", "T"};
    return prefixes[thousands - LEAST];
}

/* A prefix belongs to a first factor with exponent one that is no kg. */
static bool takes_prefix(const char *unit)
{
    size_t name = strcspn(unit, "*/^");
    return name && unit[name] != '^' && isalpha((unsigned char)unit[0]) && strncmp(unit, "kg", name) != 0;
}

/* The power of 1000 to divide by; as printed, so that 999.9999999 counts as 1000. */
static int thousands_of(double value)
{
    char text[32];
    snprintf(text, sizeof text, "%.5e", value);
    const char *exponent = strchr(text, 'e');
    int tens = 0;
    if (!exponent || sscanf(exponent + 1, "%d", &tens) != 1) return 0;
    return tens >= 0 ? tens / 3 : -((2 - tens) / 3);
}

const char *format_si(char *buffer, size_t size, double value, const char *unit)
{
    if (isnan(value)) return strncpy(buffer, "nan", size);
    bool inverse = !strncmp(unit, "1/", 2), rate = !strcmp(unit, "1/s");
    int k = value == 0 || !isfinite(value) ? 0 : thousands_of(value);
    bool scaled = k >= LEAST && k <= GREATEST && (rate ? k >= 0 : takes_prefix(unit));
    double shown = scaled ? value / pow(1000, k) : value;
    if (rate)
        snprintf(buffer, size, "%.6g /%ss", shown, scaled ? prefix(-k) : "");
    else
        snprintf(buffer, size, "%.6g%s%s%s", shown, *unit ? " " : "", scaled ? prefix(k) : "",
                 unit + inverse);
    return buffer;
}
