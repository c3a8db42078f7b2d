#include "front/elements.h"

#include <string.h>

#include "base/table.h"

static const ElementKind kinds[] = {
    {ELEMENT_CAPACITOR, "capacitor", 2, "C", {{"C", DIM_CAPACITANCE, DOMAIN_NOT_NEGATIVE, true}}},
    {ELEMENT_INDUCTOR, "inductor", 2, "L", {{"L", DIM_INDUCTANCE, DOMAIN_POSITIVE, true}}},
    {ELEMENT_MUTUAL, "mutual", 2, "k", {{"k", DIM_NONE, DOMAIN_FRACTION, true}}},
    {ELEMENT_RESISTOR,
     "resistor",
     2,
     "R",
     {{"R", DIM_RESISTANCE, DOMAIN_POSITIVE, true}, {"T", DIM_TEMPERATURE, DOMAIN_NOT_NEGATIVE, true}}},
    {ELEMENT_RLC, /* ORDER rlc */
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
    {ELEMENT_TRANSMON, /* ORDER transmon */
     "transmon",
     2,
     NULL,
     {{"C", DIM_CAPACITANCE, DOMAIN_POSITIVE, false},
      {"EC", DIM_ENERGY, DOMAIN_POSITIVE, false},
      {"anharmonicity", DIM_FREQUENCY, DOMAIN_NEGATIVE, false},
      {"EJ", DIM_ENERGY, DOMAIN_POSITIVE, false},
      {"Ic", DIM_CURRENT, DOMAIN_POSITIVE, false},
      {"L_J", DIM_INDUCTANCE, DOMAIN_POSITIVE, false},
      {"f01", DIM_FREQUENCY, DOMAIN_POSITIVE, false},
      {"n_g", DIM_NONE, DOMAIN_ANY, false}}},
    {ELEMENT_TRANSMON,
     "junction",
     2,
     NULL,
     {{"C", DIM_CAPACITANCE, DOMAIN_NOT_NEGATIVE, false},
      {"EJ", DIM_ENERGY, DOMAIN_POSITIVE, false},
      {"Ic", DIM_CURRENT, DOMAIN_POSITIVE, false},
      {"L_J", DIM_INDUCTANCE, DOMAIN_POSITIVE, false},
      {"n_g", DIM_NONE, DOMAIN_ANY, false}}},
    {ELEMENT_TRANSMON,
     "squid",
     2,
     NULL,
     {{"C", DIM_CAPACITANCE, DOMAIN_NOT_NEGATIVE, false},
      {"EJ", DIM_ENERGY, DOMAIN_POSITIVE, false},
      {"Ic", DIM_CURRENT, DOMAIN_POSITIVE, false},
      {"L_J", DIM_INDUCTANCE, DOMAIN_POSITIVE, false},
      {"flux", DIM_NONE, DOMAIN_ANY, true},
      {"asymmetry", DIM_NONE, DOMAIN_FRACTION, false},
      {"n_g", DIM_NONE, DOMAIN_ANY, false}}},
    {ELEMENT_LINE,
     "tline",
     2,
     NULL,
     {{"Z0", DIM_RESISTANCE, DOMAIN_POSITIVE, true},
      {"delay", DIM_TIME, DOMAIN_POSITIVE, false},
      {"length", DIM_LENGTH, DOMAIN_POSITIVE, false},
      {"wavelengths", DIM_NONE, DOMAIN_POSITIVE, false},
      {"velocity", DIM_VELOCITY, DOMAIN_POSITIVE, false},
      {"f", DIM_FREQUENCY, DOMAIN_POSITIVE, false},
      {"loss", DIM_NONE, DOMAIN_NOT_NEGATIVE, false}}},
    {ELEMENT_TOUCHSTONE,
     "touchstone",
     ANY_NUMBER,
     NULL,
     {{"T", DIM_TEMPERATURE, DOMAIN_NOT_NEGATIVE, false}}},
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

const char *element_kind_nearest(const char *name)
{
    const char *names[N_KINDS];
    for (int i = 0; i < N_KINDS; i++) names[i] = kinds[i].name;
    return table_nearest(name, names, N_KINDS);
}

int attribute_index(const ElementKind *kind, const char *name)
{
    for (int i = 0; i < MAX_ATTRIBUTES && kind->attributes[i].name; i++)
        if (!strcmp(name, kind->attributes[i].name)) return i;
    return -1;
}
