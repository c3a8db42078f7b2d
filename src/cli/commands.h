/* commands.h - the commands, one file each. argv[0] is "circ NAME"; the result is the exit status. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

int command_batch(int argc, char **argv);
int command_check(int argc, char **argv);
int command_diff(int argc, char **argv);
int command_emit(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_fmt(int argc, char **argv);
int command_lsp(int argc, char **argv);
int command_plot(int argc, char **argv);
int command_report(int argc, char **argv);
int command_run(int argc, char **argv);
int command_show(int argc, char **argv);

#endif
