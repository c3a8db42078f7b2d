/* Any bytes through the front end. Built by `make fuzz` with libFuzzer. */
#include <stdint.h>

#include "front_checks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    front_check((const char *)data, size, "param from_library = 4 fF\n");
    return 0;
}
