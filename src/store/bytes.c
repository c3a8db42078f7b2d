#include "store/bytes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void bytes_clear(Bytes *bytes)
{
    bytes->n = 0;
    bytes->failed = false;
}

void bytes_free(Bytes *bytes)
{
    free(bytes->data);
    *bytes = (Bytes){0};
}

char *bytes_extend(Bytes *bytes, size_t size)
{
    if (bytes->failed) return NULL;
    if (size > bytes->capacity - bytes->n) {
        size_t capacity = 2 * bytes->capacity + size + 1024;
        char *grown = realloc(bytes->data, capacity);
        bytes->failed = !grown;
        if (!grown) return NULL;
        bytes->data = grown;
        bytes->capacity = capacity;
    }
    bytes->n += size;
    return bytes->data + bytes->n - size;
}

void bytes_add(Bytes *bytes, const void *data, size_t size)
{
    char *at = bytes_extend(bytes, size);
    if (at && size) memcpy(at, data, size);
}

void bytes_print(Bytes *bytes, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    bytes_add(bytes, text, length < (int)sizeof text ? (size_t)length : sizeof text - 1);
}
