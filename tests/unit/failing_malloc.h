/* failing_malloc.h - memory that runs out on cue: the linker puts these in the place of malloc, calloc and
 * realloc, in this program and in libcirc alone. */
#ifndef TESTS_FAILING_MALLOC_H
#define TESTS_FAILING_MALLOC_H

#include <stdbool.h>

/* From now on `n` allocations succeed and all later ones fail. */
void failing_malloc_after(long n);

/* All succeed again. True: one had failed. */
bool failing_malloc_end(void);

#endif
