/* Results for programs: one object, a line per point. */
#include "emit/emit.h"
#include "emit/json_value.h"

static json_t *params_json(const CircResults *results, const CircRow *row)
{
    json_t *object = json_object();
    for (int i = 0; i < results->n_params; i++)
        json_put(&object, row->params[i].name, json_number(row->params[i].value.si));
    return object;
}

static json_t *outputs_json(const CircResults *results, const CircRow *row)
{
    json_t *object = json_object();
    for (int i = 0; i < results->n_outputs; i++)
        json_put(&object, results->outputs[i].name, json_number(row->outputs[i]));
    return object;
}

static json_t *currents_json(const CircRow *row)
{
    json_t *object = json_object();
    for (int i = 0; i < row->n_baths; i++) json_put(&object, row->baths[i], json_number(row->currents[i]));
    return object;
}

static json_t *solver_json(const CircSolution *solver)
{
    return json_pack("{s:o, s:o, s:o, s:o}", "method", json_words(solver->method), "dimension",
                     json_number(solver->dimension), "residual", json_number(solver->residual), "seconds",
                     json_number(solver->seconds));
}

static json_t *warnings_json(const CircDiags *diags)
{
    json_t *list = json_array();
    for (int i = 0; i < circ_diags_count(diags); i++) {
        const CircDiag *diag = circ_diags_get(diags, i);
        if (!diag->error) json_add(&list, json_diag(diag, circ_diags_sources(diags)));
    }
    return list;
}

static json_t *point_json(const CircResults *results, const CircRow *row)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:o}", "params", params_json(results, row), "outputs",
                     outputs_json(results, row), "currents", currents_json(row), "solver",
                     solver_json(&row->solver), "warnings", warnings_json(row->warnings));
}

bool emit_json(const CircResults *results, CircArena *arena, FILE *out)
{
    (void)arena;
    fputs("{\"circuit\": ", out);
    bool fine = json_write(json_words(results->circuit), out);
    fputs(", \"points\": [\n", out);
    for (int i = 0; fine && i < results->n_rows; i++) {
        fine = json_write(point_json(results, &results->rows[i]), out);
        fputs(i + 1 < results->n_rows ? ",\n" : "\n", out);
    }
    fputs("]}\n", out);
    return fine;
}
