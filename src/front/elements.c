#include "front/elements.h"

#include <string.h>

static const ElementKind kinds[] = {
    {ELEMENT_CAPACITOR, "capacitor", 2, "C", {{"C", DIM_CAPACITANCE, DOMAIN_NOT_NEGATIVE, true}}},
    {ELEMENT_INDUCTOR, "inductor", 2, "L", {{"L", DIM_INDUCTANCE, DOMAIN_POSITIVE, true}}},
    {ELEMENT_RESISTOR,
     "resistor",
     2,
     "R",
     {{"R", DIM_RESISTANCE, DOMAIN_POSITIVE, true}, {"T", DIM_TEMPERATURE, DOMAIN_NOT_NEGATIVE, true}}},
    {ELEMENT_RLC,
     "rlc",
     2,
     NULL,
     {{"R", DIM_RESISTANCE, DOMAIN_POSITIVE, false},
      {"L", DIM_INDUCTANCE, DOMAIN_POSITIVE, false},
      {"C", DIM_CAPACITANCE, DOMAIN_POSITIVE, false},
      {"f", DIM_FREQUENCY, DOMAIN_POSITIVE, false},
      {"Q", DIM_NONE, DOMAIN_POSITIVE, false},
      {"Z", DIM_RESISTANCE, DOMAIN_POSITIVE, false},
      {"kappa", DIM_RATE, DOMAIN_POSITIVE, false},
      {"T", DIM_TEMPERATURE, DOMAIN_NOT_NEGATIVE, true}}},
    {ELEMENT_TRANSMON,
     "transmon",
     2,
     NULL,
     {{"C", DIM_CAPACITANCE, DOMAIN_POSITIVE, true},
      {"EJ", DIM_ENERGY, DOMAIN_POSITIVE, false},
      {"Ic", DIM_CURRENT, DOMAIN_POSITIVE, false},
      {"L_J", DIM_INDUCTANCE, DOMAIN_POSITIVE, false},
      {"f01", DIM_FREQUENCY, DOMAIN_POSITIVE, false}}},
};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

static const ElementKind bath = {ELEMENT_BATH,
                                 "bath",
                                 0,
                                 NULL,
                                 {{"rate", DIM_RATE, DOMAIN_NOT_NEGATIVE, true},
                                  {"T", DIM_TEMPERATURE, DOMAIN_NOT_NEGATIVE, true},
                                  {"Q", DIM_NONE, DOMAIN_POSITIVE, false},
                                  {"f", DIM_FREQUENCY, DOMAIN_POSITIVE, false}}};

const ElementKind *element_kind_find(const char *name)
{
    for (int i = 0; i < N_KINDS; i++)
        if (!strcmp(name, kinds[i].name)) return &kinds[i];
    return NULL;
}

const ElementKind *bath_kind(void)
{
    return &bath;
}

int element_kind_count(void)
{
    return N_KINDS;
}

const char *const *element_kind_names(void)
{
    static const char *const names[N_KINDS] = {"capacitor", "inductor", "resistor", "rlc", "transmon"};
    return names;
}

int attribute_index(const ElementKind *kind, const char *name)
{
    for (int i = 0; i < MAX_ATTRIBUTES && kind->attributes[i].name; i++)
        if (!strcmp(name, kind->attributes[i].name)) return i;
    return -1;
}
