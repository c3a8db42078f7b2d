/* A netlist at other values of its parameters: the statements whose values follow from them, once more. */
#include "front/elaborate.h"

/* Names of loops keep their value: they are part of the structure. */
static void forget_params(Names *names, uint64_t changed)
{
    for (int i = 0; i < names->n_params; i++)
        if (names->sources[i].expr && (names->params[i].value.inputs & changed)) {
            names->sources[i].state = PARAM_UNKNOWN;
            names->params[i].value.bad = false;
        }
}

static int param_of(const Scope *file, const char *name)
{
    const CircSymbol *symbol = scope_find_own(file, name);
    return symbol && symbol->kind == CIRC_SYM_PARAM ? symbol->first : -1;
}

bool circ_netlist_can_update(const CircNetlist *netlist, int n_overrides, const CircOverride *overrides, uint64_t changed)
{
    for (int i = 0; i < n_overrides; i++) {
        int param = overrides[i].expr ? param_of(netlist->scope, overrides[i].name) : -1;
        if (param >= 0 && (input_bit(param) & changed)) return false;
    }
    return !(changed & netlist->reach.structure);
}

static void set_values(Elaboration *el, uint64_t changed)
{
    Names *names = el->file->names;
    for (int i = 0; i < el->n_overrides; i++) {
        int param = param_of(el->file, el->overrides[i].name);
        if (param < 0 || !(input_bit(param) & changed)) continue;
        CircValue *value = &names->params[param].value;
        *value = (CircValue){.si = el->overrides[i].value.si, .dim = value->dim, .inputs = input_bit(param)};
        names->sources[param].state = PARAM_KNOWN;
    }
}

static void update_elements(Elaboration *el, uint64_t changed)
{
    for (size_t i = 0; i < el->n_placements; i++) {
        Placement *place = &el->placements[i];
        if (!((place->inputs | place->temperature) & changed)) continue;
        place->inputs = place->temperature = 0;
        elaborate_placement(el, place, true);
        el->net->reach.circuit |= place->inputs;
        el->net->reach.temperature |= place->temperature;
    }
}

static void update(Elaboration *el, uint64_t changed)
{
    forget_params(el->file->names, changed);
    set_values(el, changed);
    evaluate_params(el);
    update_elements(el, changed);
    if (changed & (el->net->reach.circuit | el->net->reach.solve)) {
        elaborate_model(el);
        elaborate_start(el);
    }
}

bool circ_netlist_update(const CircNetlist *netlist, int n_overrides, const CircOverride *overrides, uint64_t changed,
                         CircArena *scratch, CircDiags *diags)
{
    Elaboration *el = netlist->scope->names->elaboration;
    CircArena *home = el->arena;
    int errors = circ_diags_errors(diags);
    el->arena = el->file->names->arena = scratch;
    el->diags = el->eval.diags = diags;
    el->n_overrides = n_overrides;
    el->overrides = overrides;
    update(el, changed);
    el->arena = el->file->names->arena = home;
    return circ_diags_errors(diags) == errors;
}
