#include "lsp/meanings.h"

#include <string.h>

#include "circ/ast.h"
#include "emit/value_text.h"
#include "front/scope.h"
#include "front/units.h"

typedef struct {
    const char *word, *text;
} Meaning;

static const Meaning statements[] = {
    {"circuit", "`circuit NAME \"TITLE\"`: what the circuit is called"},
    {"import", "`import \"FILE.circ\"`: definitions of another file, relative to this one"},
    {"param", "`param NAME = VALUE in [LOW, HIGH]`: a value to sweep, or to set from the command line; the range may be left out"},
    {"function", "`function NAME(ARGUMENT, ...) = VALUE`: a formula"},
    {"subcircuit", "`subcircuit NAME(PORT, ...; PARAMETER = DEFAULT, ...) { ... }`: a part to be used more than once"},
    {"for", "`for NAME in FIRST:LAST { ... }`: statements once for each value"},
    {"if", "`if CONDITION { ... } else { ... }`: statements that depend on parameters"},
    {"bath", "`bath NAME local(QUBITS) rate = R T = T`, or `collective(QUBITS)`: an environment that is known by its rate alone"},
    {"model", "`model levels = 2 coupling = exact ...`: choices behind the master equation"},
    {"sector", "`sector J = N/2`: fixes the collective spin"},
    {"initial", "`initial STATE`: fixes the weight of each collective spin by the state at the start"},
    {"sweep", "`sweep NAME from A to B steps N`, or `sweep NAME in A, B, C`: values of a parameter"},
    {"transient", "`transient to TIME steps N from STATE`: what happens before the steady state"},
    {"output", "`output EXPRESSION, NAME = EXPRESSION, ...`: what `circ run` reports"},
    {"expect", "`expect A > B at NAME = VALUE`: what must hold"},
    {"plot", "`plot \"TITLE\" VALUE, ... against PARAMETER by PARAMETER logx logy`: a figure"},
    {"allow", "`allow W0504`: switches a warning off"},
};

static const Meaning choices[] = {
    {"local", "acts on each qubit by itself"},
    {"collective", "acts on the sum of the qubits: one jump operator for all"},
    {"levels", "levels of each transmon, 2 to 10"},
    {"coupling", "how capacitors couple: `exact` or `first_order`"},
    {"exact", "any network, exact in its capacitors"},
    {"first_order", "the article's derivation, to first order in C_c/C_T"},
    {"spectrum", "of a transmon: `charge` or `asymptotic`"},
    {"charge", "each transmon in its charge basis"},
    {"asymptotic", "h f01 = sqrt(8 E_J E_C) - E_C"},
    {"secular", "which transitions a bath takes together: `none`, `partial(WIDTH)` or `full`"},
    {"none", "all transitions at once, in the geometric-mean Lindblad form"},
    {"partial", "`partial(WIDTH)`: transitions whose frequencies follow each other within the width"},
    {"full", "transitions of equal frequencies only"},
    {"rates", "`consistent` or `printed`"},
    {"consistent", "rates that follow from the article's Hamiltonian"},
    {"printed", "the article's formulas as they are printed"},
    {"ground", "all qubits in their ground state"},
    {"excited", "each qubit in its first excited level"},
    {"dicke", "`dicke(J, M)`: a state of the collective spin"},
    {"thermal", "`thermal(T)`: each qubit by itself at its own temperature"},
    {"log", "in equal ratios"},
    {"linear", "in equal steps"},
};

static const Meaning functions[] = {
    {"sqrt", "square root, of any dimension"},
    {"exp", "e^x of a plain number"},
    {"log", "natural logarithm of a plain number"},
    {"log10", "decimal logarithm of a plain number"},
    {"sin", "sine of a plain number"},
    {"cos", "cosine of a plain number"},
    {"tan", "tangent of a plain number"},
    {"sinh", "hyperbolic sine of a plain number"},
    {"cosh", "hyperbolic cosine of a plain number"},
    {"tanh", "hyperbolic tangent of a plain number"},
    {"coth", "hyperbolic cotangent of a plain number"},
    {"floor", "largest whole number that is not above"},
    {"round", "nearest whole number"},
    {"abs", "absolute value, of any dimension"},
    {"min", "smallest of two or more, of one dimension"},
    {"max", "largest of two or more, of one dimension"},
    {"angular", "2 pi f in 1/s of a frequency f in Hz"},
    {"frequency", "w/(2 pi) in Hz of a rate w in 1/s"},
    {"if", "`if(CONDITION, A, B)`: A where the condition holds, else B"},
    {"at", "`at(EXPRESSION, NAME = VALUE, ...)`: the value that an expression has where parameters are set otherwise"},
    {"pi", "3.14159..."},
    {"h", "Planck's constant, in J/Hz"},
    {"hbar", "Planck's constant over 2 pi, in J s"},
    {"k_B", "Boltzmann's constant, in J/K"},
    {"e", "elementary charge, in C"},
    {"Phi_0", "flux quantum h/(2 e), in Wb"},
};

static const char *find(const Meaning *list, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(list[i].word, word)) return list[i].text;
    return NULL;
}

const char *meaning_of_statement(const char *word)
{
    return find(statements, sizeof statements / sizeof *statements, word);
}

const char *meaning_of_choice(const char *word)
{
    return find(choices, sizeof choices / sizeof *choices, word);
}

static const char *argument_word(char letter)
{
    switch (letter) {
    case 'b': return "bath";
    case 'r': return "resistor";
    case 'q': case 'Q': return "qubit";
    case 'f': return "frequency";
    default: return "number";
    }
}

const char *meaning_call_form(CircArena *arena, const char *name)
{
    int quantity = quantity_find(name);
    CircValue constant;
    if (quantity < 0) return constant_find(name, &constant) ? name : circ_arena_format(arena, "%s(...)", name);
    const char *letters = quantity_arguments((CircQuantity)quantity);
    const char *text = name, *between = "(";
    for (const char *letter = letters; *letter; letter++, between = ", ")
        text = circ_arena_format(arena, "%s%s%s", text, between, argument_word(*letter));
    return *letters ? circ_arena_format(arena, "%s)", text) : text;
}

const char *meaning_of_call(CircArena *arena, const char *name)
{
    int quantity = quantity_find(name);
    if (quantity < 0) return find(functions, sizeof functions / sizeof *functions, name);
    const char *unit = dim_unit(arena, quantity_dim((CircQuantity)quantity));
    const char *meaning = circ_quantity_meaning((CircQuantity)quantity);
    return *unit ? circ_arena_format(arena, "%s, in %s", meaning, unit) : meaning;
}

const char *meaning_of_unit(CircArena *arena, const char *unit)
{
    double factor;
    CircDim dim;
    if (!unit_find(unit, &factor, &dim)) return NULL;
    return circ_arena_format(arena, "unit of %s: `1 %s` is %g %s", dim_name(arena, dim), unit, factor, dim_unit(arena, dim));
}

const ModelKey *meaning_model_key(int i)
{
    static const ModelKey keys[] = {{"levels", {"2", "3"}},
                                    {"coupling", {"exact", "first_order"}},
                                    {"spectrum", {"charge", "asymptotic"}},
                                    {"secular", {"none", "partial(20 MHz)", "full"}},
                                    {"rates", {"consistent", "printed"}}};
    return i < (int)(sizeof keys / sizeof *keys) ? &keys[i] : NULL;
}
