/* output.h - where a command writes its result: standard output, or a file that appears only when it is
 * complete. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

typedef struct {
    FILE *stream;
    const char *path; /* as the user gave it; NULL: standard output */
    char *target;     /* the file to replace: `path` without symbolic links; NULL: written in place */
    char *temporary;  /* beside it, until it is complete */
} Output;

/* NULL and "-" are standard output. False after saying why it cannot be written. */
bool output_open(Output *output, const char *path);

/* Makes the output final if it is `complete` and no write failed; else what stood there before stays. False
 * after saying why it was not written; silent where it is not complete. */
bool output_close(Output *output, bool complete);

/* Standard output is flushed when the program ends; what fails there must not be silent. For atexit(). */
void output_check_stdout(void);

#endif
