/* server.h - the language server: requests of an editor in, answers and diagnostics out. */
#ifndef LSP_SERVER_H
#define LSP_SERVER_H

#include <stdbool.h>
#include <stdio.h>

/* Runs until the editor says `exit` or the stream ends. True when it was shut down before, as it should be. */
bool server_run(FILE *in, FILE *out, const char *version);

#endif
