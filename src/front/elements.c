#include "front/elements.h"

#include <string.h>

#include "base/table.h"

static const ElementKind kinds[] = {
    {ELEMENT_CAPACITOR,
     "capacitor",
     "a capacitor between two nodes",
     2,
     "C",
     {{"C", DIM_CAPACITANCE, DOMAIN_NOT_NEGATIVE, true, "capacitance"}}},
    {ELEMENT_INDUCTOR,
     "inductor",
     "an inductor between two nodes",
     2,
     "L",
     {{"L", DIM_INDUCTANCE, DOMAIN_POSITIVE, true, "inductance"}}},
    {ELEMENT_MUTUAL,
     "mutual",
     "a mutual inductance of two inductors, M = k sqrt(L_1 L_2)",
     2,
     "k",
     {{"k", DIM_NONE, DOMAIN_FRACTION, true, "coupling, -1 to 1"}}},
    {ELEMENT_RESISTOR,
     "resistor",
     "a resistor between two nodes: a bath at its temperature",
     2,
     "R",
     {{"R", DIM_RESISTANCE, DOMAIN_POSITIVE, true, "resistance"},
      {"T", DIM_TEMPERATURE, DOMAIN_NOT_NEGATIVE, true, "temperature"}}},
    {ELEMENT_RLC, /* ORDER rlc */
     "rlc",
     "a resistor, an inductor and a capacitor in parallel: a bath behind a resonance. Three of R, L, C, f, "
     "Q, Z and kappa fix it",
     2,
     NULL,
     {{"R", DIM_RESISTANCE, DOMAIN_POSITIVE, false, "resistance"},
      {"L", DIM_INDUCTANCE, DOMAIN_POSITIVE, false, "inductance"},
      {"C", DIM_CAPACITANCE, DOMAIN_POSITIVE, false, "capacitance"},
      {"f", DIM_FREQUENCY, DOMAIN_POSITIVE, false, "resonance frequency, 1/(2 pi sqrt(LC))"},
      {"Q", DIM_NONE, DOMAIN_POSITIVE, false, "quality factor, R/Z"},
      {"Z", DIM_RESISTANCE, DOMAIN_POSITIVE, false, "impedance, sqrt(L/C)"},
      {"kappa", DIM_RATE, DOMAIN_POSITIVE, false, "width of the resonance, 1/(RC)"},
      {"T", DIM_TEMPERATURE, DOMAIN_NOT_NEGATIVE, true, "temperature of the resistor"}}},
    {ELEMENT_TRANSMON, /* ORDER transmon */
     "transmon",
     "a junction with a shunt capacitance: a qubit. One of C, EC and anharmonicity, and one of EJ, Ic, L_J "
     "and f01",
     2,
     NULL,
     {{"C", DIM_CAPACITANCE, DOMAIN_POSITIVE, false, "shunt capacitance alone"},
      {"EC", DIM_ENERGY, DOMAIN_POSITIVE, false, "charging energy e^2/(2 C), with everything loaded"},
      {"anharmonicity", DIM_FREQUENCY, DOMAIN_NEGATIVE, false, "f12 - f01, with everything loaded"},
      {"EJ", DIM_ENERGY, DOMAIN_POSITIVE, false, "Josephson energy"},
      {"Ic", DIM_CURRENT, DOMAIN_POSITIVE, false, "critical current"},
      {"L_J", DIM_INDUCTANCE, DOMAIN_POSITIVE, false, "Josephson inductance"},
      {"f01", DIM_FREQUENCY, DOMAIN_POSITIVE, false, "transition frequency, with everything loaded"},
      {"n_g", DIM_NONE, DOMAIN_ANY, false, "offset charge in Cooper pairs"}}},
    {ELEMENT_TRANSMON,
     "junction",
     "a Josephson junction between any two nodes: a qubit",
     2,
     NULL,
     {{"C", DIM_CAPACITANCE, DOMAIN_NOT_NEGATIVE, false, "shunt capacitance of its own, if any"},
      {"EJ", DIM_ENERGY, DOMAIN_POSITIVE, false, "Josephson energy"},
      {"Ic", DIM_CURRENT, DOMAIN_POSITIVE, false, "critical current"},
      {"L_J", DIM_INDUCTANCE, DOMAIN_POSITIVE, false, "Josephson inductance"},
      {"n_g", DIM_NONE, DOMAIN_ANY, false, "offset charge in Cooper pairs"}}},
    {ELEMENT_TRANSMON,
     "squid",
     "two junctions in a loop: a qubit whose Josephson energy the flux sets",
     2,
     NULL,
     {{"C", DIM_CAPACITANCE, DOMAIN_NOT_NEGATIVE, false, "shunt capacitance of its own, if any"},
      {"EJ", DIM_ENERGY, DOMAIN_POSITIVE, false, "Josephson energy of both junctions together"},
      {"Ic", DIM_CURRENT, DOMAIN_POSITIVE, false, "critical current of both together"},
      {"L_J", DIM_INDUCTANCE, DOMAIN_POSITIVE, false, "Josephson inductance of both together"},
      {"flux", DIM_NONE, DOMAIN_ANY, true, "flux in the loop, in units of Phi_0"},
      {"asymmetry", DIM_NONE, DOMAIN_FRACTION, false, "(E_1 - E_2)/(E_1 + E_2) of the two junctions"},
      {"n_g", DIM_NONE, DOMAIN_ANY, false, "offset charge in Cooper pairs"}}},
    {ELEMENT_LINE,
     "tline",
     "a transmission line from node to node, both against ground",
     2,
     NULL,
     {{"Z0", DIM_RESISTANCE, DOMAIN_POSITIVE, true, "wave impedance"},
      {"delay", DIM_TIME, DOMAIN_POSITIVE, false, "time from end to end"},
      {"length", DIM_LENGTH, DOMAIN_POSITIVE, false, "length; needs the velocity"},
      {"wavelengths", DIM_NONE, DOMAIN_POSITIVE, false, "length in wavelengths at the frequency f"},
      {"velocity", DIM_VELOCITY, DOMAIN_POSITIVE, false, "phase velocity"},
      {"f", DIM_FREQUENCY, DOMAIN_POSITIVE, false, "frequency at which the wavelengths count"},
      {"loss", DIM_NONE, DOMAIN_NOT_NEGATIVE, false, "loss from end to end, in dB"}}},
    {ELEMENT_TOUCHSTONE,
     "touchstone",
     "an environment from a Touchstone file: a bath for each port",
     ANY_NUMBER,
     NULL,
     {{"T", DIM_TEMPERATURE, DOMAIN_NOT_NEGATIVE, false, "temperature of its losses"}}},
};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

static const ElementKind bath = {
    ELEMENT_BATH,
    "bath",
    "an environment that is known by its rate alone",
    0,
    NULL,
    {{"rate", DIM_RATE, DOMAIN_NOT_NEGATIVE, true,
      "rate on each qubit, gamma of (11); at f where that is given"},
     {"T", DIM_TEMPERATURE, DOMAIN_NOT_NEGATIVE, true, "temperature"},
     {"Q", DIM_NONE, DOMAIN_POSITIVE, false, "quality factor of the resonance that filters it"},
     {"f", DIM_FREQUENCY, DOMAIN_POSITIVE, false, "frequency of the resonance that filters it"}}};

const ElementKind *element_kind_find(const char *name)
{
    for (int i = 0; i < N_KINDS; i++)
        if (!strcmp(name, kinds[i].name)) return &kinds[i];
    return NULL;
}

int element_kind_count(void)
{
    return N_KINDS;
}

const ElementKind *element_kind_get(int i)
{
    return &kinds[i];
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
