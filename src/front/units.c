#include "front/units.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/table.h"
#include "circ/constants.h"

static const struct {
    const char *name, *example;
    int exponent[CIRC_DIM_N];
} dims[DIM_COUNT] = {
#define DIM_ROW(id, name, example, m, kg, s, A, K, cycle) {name, example, {m, kg, s, A, K, cycle}},
    DIM_LIST(DIM_ROW)
#undef DIM_ROW
};

/* Units with SI prefixes, and the symbol that a result is printed with where two have one dimension: the
 * first. */
static const struct {
    const char *name;
    DimId dim;
    double factor;
} units[] = {
    {"Hz", DIM_FREQUENCY, 1},
    {"s", DIM_TIME, 1},
    {"K", DIM_TEMPERATURE, 1},
    {"F", DIM_CAPACITANCE, 1},
    {"H", DIM_INDUCTANCE, 1},
    {"Ohm", DIM_RESISTANCE, 1},
    {"J", DIM_ENERGY, 1},
    {"W", DIM_POWER, 1},
    {"A", DIM_CURRENT, 1},
    {"V", DIM_VOLTAGE, 1},
    {"S", DIM_CONDUCTANCE, 1},
    {"Wb", DIM_FLUX, 1},
    {"m", DIM_LENGTH, 1},
    {"eV", DIM_ENERGY, CIRC_E},
    {"\xce\xa9", DIM_RESISTANCE, 1},
    {"\xe2\x84\xa6", DIM_RESISTANCE, 1},
};
enum { N_UNITS = sizeof units / sizeof *units };

static const struct {
    const char *name;
    double factor;
} prefixes[] = {{"", 1},     {"y", 1e-24},      {"z", 1e-21},       {"a", 1e-18},        {"f", 1e-15},       {"p", 1e-12}, {"n", 1e-9},
                {"u", 1e-6}, {"\xc2\xb5", 1e-6}, {"\xce\xbc", 1e-6}, {"m", 1e-3},  {"k", 1e3},
                {"M", 1e6},  {"G", 1e9},         {"T", 1e12}};
enum { N_PREFIXES = sizeof prefixes / sizeof *prefixes };

CircDim dim_of(DimId id)
{
    CircDim dim;
    for (int i = 0; i < CIRC_DIM_N; i++) dim.exponent[i] = (int16_t)(CIRC_DIM_UNIT * dims[id].exponent[i]);
    return dim;
}

bool dim_equal(CircDim a, CircDim b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

bool dim_is_none(CircDim dim)
{
    return dim_equal(dim, dim_of(DIM_NONE));
}

enum { MAX_EXPONENT = 100 * CIRC_DIM_UNIT };

static int16_t clamped(double exponent)
{
    return (int16_t)(exponent > MAX_EXPONENT    ? MAX_EXPONENT
                     : exponent < -MAX_EXPONENT ? -MAX_EXPONENT
                                                : exponent);
}

CircDim dim_add(CircDim a, CircDim b, int sign)
{
    for (int i = 0; i < CIRC_DIM_N; i++) a.exponent[i] = clamped(a.exponent[i] + sign * b.exponent[i]);
    return a;
}

bool dim_power(CircDim dim, double exponent, CircDim *power)
{
    for (int i = 0; i < CIRC_DIM_N; i++) {
        double product = dim.exponent[i] * exponent;
        double whole = nearbyint(product);
        if (!(fabs(product - whole) < 1e-6) || fabs(whole) > MAX_EXPONENT) return false;
        power->exponent[i] = (int16_t)whole;
    }
    return true;
}

static int find_dim(CircDim dim)
{
    for (int id = 0; id < DIM_COUNT; id++)
        if (dim_equal(dim, dim_of((DimId)id))) return id;
    return -1;
}

static const char *factor_text(CircArena *arena, const char *text, const char *symbol, int exponent)
{
    const char *between = *text ? "*" : "";
    if (exponent == CIRC_DIM_UNIT) return circ_arena_format(arena, "%s%s%s", text, between, symbol);
    if (exponent % CIRC_DIM_UNIT == 0)
        return circ_arena_format(arena, "%s%s%s^%d", text, between, symbol, exponent / CIRC_DIM_UNIT);
    return circ_arena_format(arena, "%s%s%s^%g", text, between, symbol, (double)exponent / CIRC_DIM_UNIT);
}

const char *dim_unit(CircArena *arena, CircDim dim)
{
    int id = find_dim(dim);
    for (int i = 0; id >= 0 && i < N_UNITS; i++)
        if ((int)units[i].dim == id) return units[i].name;
    switch (id) {
    case DIM_RATE: return "1/s";
    case DIM_ENTROPY_RATE: return "W/K";
    case DIM_ENTROPY: return "J/K";
    case DIM_HEAT_NOISE: return "W^2*s";
    case DIM_COUPLING: return "1/(V*s)";
    case DIM_CHARGE: return "C";
    case DIM_ACTION: return "J*s";
    case DIM_ACTION_CYCLE: return "J/Hz";
    default: break;
    }
    static const char *const symbols[CIRC_DIM_N] = {"m", "kg", "s", "A", "K", "cycle"};
    const char *text = "";
    for (int i = 0; i < CIRC_DIM_N; i++)
        if (dim.exponent[i]) text = factor_text(arena, text, symbols[i], dim.exponent[i]);
    return text;
}

const char *dim_name(CircArena *arena, CircDim dim)
{
    int id = find_dim(dim);
    if (id == DIM_NONE) return dims[id].name;
    const char *unit = dim_unit(arena, dim);
    return id < 0 ? unit : circ_arena_format(arena, "%s (%s)", dims[id].name, unit);
}

const char *dim_example(CircDim dim)
{
    int id = find_dim(dim);
    return id < 0 ? NULL : dims[id].example;
}

const char *unit_name(int i, DimId *dim)
{
    if (i >= N_UNITS) return NULL;
    *dim = units[i].dim;
    return units[i].name;
}

const char *unit_prefix(int i)
{
    return i < N_PREFIXES ? prefixes[i].name : NULL;
}

bool unit_find(const char *name, double *factor, CircDim *dim)
{
    for (int p = 0; p < N_PREFIXES; p++) {
        size_t length = strlen(prefixes[p].name);
        if (strncmp(name, prefixes[p].name, length)) continue;
        for (int u = 0; u < N_UNITS; u++) {
            if (strcmp(name + length, units[u].name)) continue;
            *factor = prefixes[p].factor * units[u].factor;
            *dim = dim_of(units[u].dim);
            return true;
        }
    }
    return false;
}

/* Units in full, in any letter case, and the words before them. */
static const struct {
    const char *word, *symbol;
} unit_words[] = {{"ohms", "Ohm"}, {"ohm", "Ohm"}, {"kelvin", "K"}, {"hertz", "Hz"}, {"farads", "F"}, {"farad", "F"},
                  {"henry", "H"}, {"henries", "H"}, {"seconds", "s"}, {"second", "s"}, {"sec", "s"}, {"amperes", "A"},
                  {"ampere", "A"}, {"amps", "A"}, {"amp", "A"}, {"watts", "W"}, {"watt", "W"}, {"joules", "J"},
                  {"joule", "J"}, {"volts", "V"}, {"volt", "V"}, {"siemens", "S"}, {"meters", "m"}, {"meter", "m"},
                  {"metres", "m"}, {"metre", "m"}, {"weber", "Wb"}},
  prefix_words[] = {{"atto", "a"}, {"femto", "f"}, {"pico", "p"}, {"nano", "n"}, {"micro", "u"}, {"milli", "m"},
                    {"kilo", "k"}, {"mega", "M"}, {"meg", "M"}, {"giga", "G"}, {"tera", "T"}};
enum { N_UNIT_WORDS = sizeof unit_words / sizeof *unit_words, N_PREFIX_WORDS = sizeof prefix_words / sizeof *prefix_words };

/* "MegOhms" to "MOhm"; NULL where it does not end in a unit that is spelt out, or its symbol behind a word. */
static const char *spelt_out(CircArena *arena, const char *name)
{
    size_t length = strlen(name), start = 0;
    const char *prefix = "", *symbol = NULL;
    for (int p = 0; p < N_PREFIX_WORDS && !start; p++) {
        size_t n = strlen(prefix_words[p].word);
        if (strncasecmp(name, prefix_words[p].word, n)) continue;
        start = n;
        prefix = prefix_words[p].symbol;
    }
    for (int u = 0; u < N_UNIT_WORDS && !symbol; u++) {
        size_t n = strlen(unit_words[u].word);
        if (length < n || strcasecmp(name + length - n, unit_words[u].word)) continue;
        symbol = unit_words[u].symbol;
        if (start != length - n) prefix = circ_arena_copy(arena, name, length - n);
    }
    for (int u = 0; u < N_UNITS && start && !symbol; u++)
        if (!strcasecmp(name + start, units[u].name)) symbol = units[u].name;
    if (!symbol) return NULL;
    const char *unit = circ_arena_format(arena, "%s%s", prefix, symbol);
    double factor;
    CircDim dim;
    return unit_find(unit, &factor, &dim) ? unit : NULL;
}

bool unit_is_prefix(const char *name)
{
    for (int p = 1; p < N_PREFIXES; p++)
        if (!strcmp(name, prefixes[p].name)) return true;
    return false;
}

const char *unit_nearest(CircArena *arena, const char *name)
{
    const char *spelt = spelt_out(arena, name);
    if (spelt) return spelt;
    const char *all[N_UNITS * N_PREFIXES];
    int n = 0;
    for (int u = 0; u < N_UNITS; u++)
        for (int p = 0; p < N_PREFIXES; p++)
            if (!((unsigned char)*prefixes[p].name & 0x80) && !((unsigned char)*units[u].name & 0x80))
                all[n++] = circ_arena_format(arena, "%s%s", prefixes[p].name, units[u].name);
    return table_nearest(name, all, n);
}
