#include <string.h>

#include "circ/diag.h"

enum { FINE = 0, INPUT = 1, SOLVER = 3 };

int circ_diags_status(const CircDiags *diags)
{
    int status = FINE;
    for (int i = 0; i < circ_diags_count(diags); i++) {
        const CircDiag *diag = circ_diags_get(diags, i);
        if (!diag->error) continue;
        if (!strncmp(circ_code_name(diag->code), "E07", 3))
            status = SOLVER;
        else if (diag->code != CIRC_E0403)
            return INPUT;
        else if (status == FINE)
            status = INPUT;
    }
    return status;
}
