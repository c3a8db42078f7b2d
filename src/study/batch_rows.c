#include "study/batch_rows.h"

static void named_row(Record *record, TableId table, const char *name, double value)
{
    record_row(record, table);
    record_text(record, name);
    record_real(record, value);
}

static void point_row(Record *record, const CircSolution *solver)
{
    record_row(record, TABLE_POINTS);
    record_text(record, solver->method);
    record_real(record, solver->dimension);
    record_real(record, solver->residual);
    record_real(record, solver->neglected);
    record_integer(record, solver->iterations);
    record_real(record, solver->imbalance);
    record_real(record, solver->Jz);
}

static void bath_row(Record *record, const CircBath *bath)
{
    record_row(record, TABLE_BATHS);
    record_text(record, bath->name);
    record_real(record, bath->T);
    record_integer(record, bath->local);
    record_real(record, bath->f);
    record_real(record, bath->Q);
    record_real(record, bath->kappa);
}

static void qubit_row(Record *record, const CircQubit *qubit, int alike)
{
    record_row(record, TABLE_QUBITS);
    record_text(record, qubit->name);
    record_integer(record, alike);
    record_real(record, qubit->EC);
    record_real(record, qubit->EJ);
    record_real(record, qubit->f01);
    record_real(record, qubit->anharmonicity);
    record_real(record, qubit->C_eff);
    record_real(record, qubit->Z_T);
}

static void coupling_row(Record *record, const CircBath *bath, const char *qubit, const CircCoupling *coupling)
{
    record_row(record, TABLE_COUPLINGS);
    record_text(record, bath->name);
    record_text(record, qubit);
    record_real(record, circ_coupling_rate(coupling));
    record_real(record, coupling->n);
    record_real(record, coupling->G);
    record_real(record, coupling->ReZ);
}

static bool couplings_are_alike(const CircCoupling *a, const CircCoupling *b)
{
    return a->amplitude == b->amplitude && a->n == b->n && a->G == b->G && a->ReZ == b->ReZ;
}

static bool qubits_are_alike(const CircCircuit *circuit, int a, int b)
{
    const CircQubit *x = &circuit->qubits[a], *y = &circuit->qubits[b];
    if (x->EC != y->EC || x->EJ != y->EJ || x->f01 != y->f01 || x->anharmonicity != y->anharmonicity ||
        x->C_eff != y->C_eff || x->Z_T != y->Z_T)
        return false;
    for (int i = 0; i < circuit->n_baths; i++)
        if (!couplings_are_alike(&circuit->baths[i].couplings[a], &circuit->baths[i].couplings[b])) return false;
    return true;
}

/* How many qubits from `first` on have one row. */
static int run_of(const CircCircuit *circuit, int first)
{
    int next = first + 1;
    if (circuit->n_qubits > BATCH_MOST_QUBITS)
        while (next < circuit->n_qubits && qubits_are_alike(circuit, first, next)) next++;
    return next - first;
}

static void circuit_rows(Record *record, const CircCircuit *circuit)
{
    for (int i = 0; i < circuit->n_baths; i++) bath_row(record, &circuit->baths[i]);
    for (int q = 0, run; q < circuit->n_qubits; q += run) {
        run = run_of(circuit, q);
        qubit_row(record, &circuit->qubits[q], run);
    }
    for (int q = 0; q < circuit->n_qubits; q += run_of(circuit, q))
        for (int i = 0; i < circuit->n_baths; i++)
            coupling_row(record, &circuit->baths[i], circuit->qubits[q].name, &circuit->baths[i].couplings[q]);
    for (int i = 0; i < circuit->n_exchanges; i++) {
        const CircExchange *exchange = &circuit->exchanges[i];
        record_row(record, TABLE_EXCHANGES);
        record_text(record, circuit->qubits[exchange->a].name);
        record_text(record, circuit->qubits[exchange->b].name);
        record_real(record, exchange->g);
    }
}

void batch_point_rows(Record *record, const CircPoint *point, const CircRow *row)
{
    const CircNetlist *netlist = point->netlist;
    point_row(record, &row->solver);
    for (int i = 0; i < netlist->n_params; i++)
        named_row(record, TABLE_PARAMS, row->params[i].name, row->params[i].value.si);
    if (netlist->transient.n) {
        const CircParam *time = &row->params[netlist->n_params];
        named_row(record, TABLE_PARAMS, time->name, time->value.si);
    }
    for (int i = 0; i < netlist->n_outputs; i++)
        named_row(record, TABLE_OUTPUTS, netlist->outputs[i].name, row->outputs[i]);
    for (int i = 0; i < row->n_baths; i++) named_row(record, TABLE_CURRENTS, row->baths[i], row->currents[i]);
    circuit_rows(record, point->circuit);
}
