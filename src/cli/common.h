/* common.h - what the commands share: options, reading a file with its parameters, exit codes. */
#ifndef CLI_COMMON_H
#define CLI_COMMON_H

#include <argp.h>

#include "circ/ast.h"
#include "circ/netlist.h"

/* The contract that scripts rely on. */
enum { STATUS_FINE = 0, STATUS_INPUT = 1, STATUS_USAGE = 2, STATUS_SOLVER = 3 };

typedef struct {
    CircArena *arena;
    const char **settings; /* NAME=VALUE of each -p */
    int n_settings;
    size_t capacity;
    bool json;   /* diagnostics */
    bool werror; /* warnings count as errors */
    enum { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER } colour;
} CommonOptions;

/* The parser of -p, --diagnostics, --colour and --version: a child of each command's. Its input is a
 * CommonOptions. */
const struct argp *common_argp(void);

/* Index of `name` among n names; a usage error that names the nearest when it is none of them. */
int common_choice(struct argp_state *state, const char *option, const char *name, int n,
                  const char *const *names);

/* The argument of a command that takes one file; a usage error for a second one. */
void common_one_file(struct argp_state *state, const char **file, const char *argument);

/* A file that is read, parsed and has its parameters set. */
typedef struct {
    const CommonOptions *options;
    CircArena *arena, *point; /* two lifetimes: see circ/arena.h */
    CircDiags *diags;
    const CircAst *ast; /* NULL: there were errors */
    int n_overrides;
    const CircOverride *overrides;
} Input;

/* Reads `path`, runs the body on what it says, and prints all diagnostics on standard error. The exit status:
 * the body's, or what the errors ask for. */
int common_with_input(const CommonOptions *options, const char *path,
                      int (*body)(Input *input, void *context), void *context);

/* What the errors so far ask for. Wrong input counts before a solver's failure, and that before a failed
 * expect. */
int common_status(const CircDiags *diags);

/* On standard error, in the form that the options ask for. */
void common_print_diags(const CommonOptions *options, const CircDiags *diags);

/* One line on standard error, after "circ: ". */
void common_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
