/* expect.h - what a file claims of its results. */
#ifndef STUDY_EXPECT_H
#define STUDY_EXPECT_H

#include "study/points.h"

/* Whether the expect speaks of this point: the parameters, and the time of a transient, have the values of
 * its settings (relative 1e-9). */
bool expect_covers(const CircExpect *expect, const Point *at);

/* Reports E0403 as a message of the point when the comparison does not hold there. NaN holds nothing; == and
 * != have a relative tolerance of 1e-9. */
void expect_test(const CircExpect *expect, Point *point);

#endif
