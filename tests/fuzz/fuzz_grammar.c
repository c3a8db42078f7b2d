/* Bytes as choices among the productions of the language: nearly all texts parse, and most reach the netlist.
 * Built by `make fuzz` with libFuzzer; with FUZZ_PRINT set it prints the texts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "front_checks.h"
#include "grammar_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    GrammarText text = grammar_text(data, size);
    if (getenv("FUZZ_PRINT")) printf("# file\n%s# library.circ\n%s", text.file, text.library);
    fflush(stdout);
    front_check(text.file, strlen(text.file), text.library);
    free(text.file);
    free(text.library);
    return 0;
}
