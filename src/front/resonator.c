#include "front/resonator.h"

#include <math.h>

#include "circ/constants.h"

/* Every value is a product of powers of R, L and C, so their logarithms obey a linear system of three. ORDER
 * rlc */
static const double powers[RLC_N][3] = {
    {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, -0.5, -0.5}, {1, -0.5, 0.5}, {0, 0.5, -0.5}, {-1, 0, -1},
};

static double minor(const double *const row[3], int i, int j)
{
    int i1 = (i + 1) % 3, i2 = (i + 2) % 3, j1 = (j + 1) % 3, j2 = (j + 2) % 3;
    return row[i1][j1] * row[i2][j2] - row[i1][j2] * row[i2][j1];
}

bool resonator_solve(const int which[3], const double value[3], double *R, double *L, double *C)
{
    const double *const row[3] = {powers[which[0]], powers[which[1]], powers[which[2]]};
    double determinant = 0;
    for (int j = 0; j < 3; j++) determinant += row[0][j] * minor(row, 0, j);
    if (fabs(determinant) < 0.1) return false; /* multiples of 1/4 */
    double result[3] = {1, 1, 1};
    for (int i = 0; i < 3; i++) {
        double given = which[i] == RLC_F ? 2 * CIRC_PI * value[i] : value[i];
        for (int j = 0; j < 3; j++) result[j] *= pow(given, minor(row, i, j) / determinant);
    }
    *R = result[0];
    *L = result[1];
    *C = result[2];
    return true;
}
