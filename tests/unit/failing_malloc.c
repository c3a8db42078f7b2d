#include "failing_malloc.h"

#include <stdlib.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);

static long left = -1; /* allocations that succeed; -1: all */
static bool failed;

static bool is_out_of_memory(void)
{
    if (left < 0) return false;
    if (left > 0) return left--, false;
    return failed = true;
}

void *__wrap_malloc(size_t size)
{
    return is_out_of_memory() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return is_out_of_memory() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return is_out_of_memory() ? NULL : __real_realloc(old, size);
}

void failing_malloc_after(long n)
{
    left = n;
    failed = false;
}

bool failing_malloc_end(void)
{
    left = -1;
    return failed;
}
