/* bytes.h - a block of bytes that grows. */
#ifndef STORE_BYTES_H
#define STORE_BYTES_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    char *data;
    size_t n, capacity;
    bool failed; /* no memory: it is not whole, and stays so until it is cleared */
} Bytes;

void bytes_clear(Bytes *bytes); /* keeps the memory */
void bytes_free(Bytes *bytes);
char *bytes_extend(Bytes *bytes, size_t size); /* `size` bytes more, to be filled; NULL: no memory */
void bytes_add(Bytes *bytes, const void *data, size_t size);
void bytes_print(Bytes *bytes, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
