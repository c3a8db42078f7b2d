#include "circuit/line.h"

void line_stamp(const CircLine *line, double complex s, const int place[2], int current, int n,
                double complex *M)
{
    double complex theta = line->loss + s * line->delay, C = ccosh(theta), S = csinh(theta);
    double complex *of_V2 = M + (size_t)n * (place[1] < 0 ? 0 : place[1]), *of_I2 = M + (size_t)n * current;
    if (place[0] >= 0 && place[1] >= 0) of_V2[place[0]] += S / line->Z0;
    if (place[0] >= 0) of_I2[place[0]] -= C;
    if (place[1] >= 0) of_I2[place[1]] += 1;
    if (place[0] >= 0) M[(size_t)n * place[0] + current] += 1;
    if (place[1] >= 0) of_V2[current] -= C;
    of_I2[current] += line->Z0 * S;
}
