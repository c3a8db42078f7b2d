/* circ: one word chooses the command. */
#include <cblas.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/table.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/output.h"

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *usage, *what;
} commands[] = {
    {"check", command_check, "circ check FILE...", "check circuits: only errors and warnings are printed"},
    {"run", command_run, "circ run FILE [-p NAME=VALUE]... [-o OUT]", "run the analyses of a circuit"},
    {"show", command_show, "circ show FILE --stage STAGE", "print what a stage of the compiler made"},
    {"fmt", command_fmt, "circ fmt [--check] [--diff] PATH...", "format circuits in place, comments and meaning kept"},
    {"diff", command_diff, "circ diff A [B]", "what differs between two circuits, or two results"},
    {"lsp", command_lsp, "circ lsp", "the language server, for editors"},
    {"plot", command_plot, "circ plot [--schematic] FILE [-o OUT]", "draw curves and maps of the sweeps, or the circuit: svg, png, pdf"},
    {"explain", command_explain, "circ explain [CODE...]", "what the code of a message means, with examples"},
    {"report", command_report, "circ report FILE [-o OUT]", "all that is known of a circuit as one HTML page"},
    {"emit", command_emit, "circ emit FILE --target TARGET [-o OUT]", "write a circuit for another program"},
    {"batch", command_batch, "circ batch PATH... [-j N] [-o OUT] [--resume]", "run many circuits, into one database"},
};
enum { N_COMMANDS = sizeof commands / sizeof *commands };

static void print_usage(FILE *out)
{
    fputs("Usage: circ COMMAND [OPTION...] FILE...\n"
          "From superconducting circuits to master equations and heat currents.\n\n",
          out);
    for (int i = 0; i < N_COMMANDS; i++) fprintf(out, "  %-44s %s\n", commands[i].usage, commands[i].what);
    fputs("\n'circ COMMAND --help' tells a command's options; '-' is standard input or output.\n"
          "Exit status: 0 fine, 1 the input is wrong or an 'expect' failed, 2 usage, 3 the solver failed.\n",
          out);
}

/* A closed descriptor among the first three would be taken by the next file that is opened. */
static void occupy_standard_files(void)
{
    for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++)
        if (fcntl(file, F_GETFD) < 0 && errno == EBADF)
            if (open("/dev/null", file == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0) _exit(STATUS_USAGE);
}

static int unknown_command(const char *name)
{
    const char *names[N_COMMANDS];
    for (int i = 0; i < N_COMMANDS; i++) names[i] = commands[i].name;
    const char *nearest = table_nearest(name, names, N_COMMANDS);
    if (nearest)
        common_complain("there is no command '%s'; did you mean '%s'?", name, nearest);
    else
        common_complain("there is no command '%s'; 'circ --help' lists them", name);
    return STATUS_USAGE;
}

/* The matrices are small: more threads wait for each other longer than they work. */
static void use_one_thread(void)
{
#ifdef OPENBLAS_VERSION
    openblas_set_num_threads(1);
#endif
}

/* The command's parser takes "circ NAME" for its name in messages. */
static int run_command(int i, int argc, char **argv)
{
    char name[32];
    snprintf(name, sizeof name, "circ %s", commands[i].name);
    argv[1] = name;
    argp_err_exit_status = STATUS_USAGE;
    return commands[i].run(argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
    occupy_standard_files();
    use_one_thread();
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is a write error like any other */
    atexit(output_check_stdout);
    if (argc < 2) {
        print_usage(stderr);
        return STATUS_USAGE;
    }
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-?") || !strcmp(argv[1], "help"))
        print_usage(stdout);
    else if (!strcmp(argv[1], "--version") || !strcmp(argv[1], "-V"))
        puts("circ " CIRC_VERSION);
    else {
        for (int i = 0; i < N_COMMANDS; i++)
            if (!strcmp(commands[i].name, argv[1])) return run_command(i, argc, argv);
        return unknown_command(argv[1]);
    }
    return STATUS_FINE;
}
