#include "base/program.h"

#include <errno.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Files rather than pipes: neither side can wait for the other. */
typedef struct {
    FILE *in, *out, *errors;
} Streams;

static void close_streams(Streams *s)
{
    if (s->in) fclose(s->in);
    if (s->out) fclose(s->out);
    if (s->errors) fclose(s->errors);
}

static int open_streams(Streams *s, const char *input, size_t length)
{
    *s = (Streams){tmpfile(), tmpfile(), tmpfile()};
    if (!s->in || !s->out || !s->errors) return 0;
    return fwrite(input, 1, length, s->in) == length && !fflush(s->in) && lseek(fileno(s->in), 0, SEEK_SET) == 0;
}

/* 0, or an error number. */
static int spawn(const char *const *argv, const Streams *s, pid_t *child)
{
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error) return error;
    posix_spawn_file_actions_adddup2(&actions, fileno(s->in), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fileno(s->out), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fileno(s->errors), STDERR_FILENO);
    error = posix_spawnp(child, argv[0], &actions, NULL, (char *const *)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

static void copy(FILE *from, FILE *to)
{
    char buffer[1 << 14];
    size_t n;
    rewind(from);
    while ((n = fread(buffer, 1, sizeof buffer, from)) > 0) fwrite(buffer, 1, n, to);
}

static void read_errors(FILE *from, char *errors, size_t size)
{
    rewind(from);
    errors[fread(errors, 1, size - 1, from)] = '\0';
}

ProgramStatus program_filter(const char *const *argv, const char *input, size_t length, FILE *out, char *errors,
                             size_t size)
{
    Streams s = {NULL, NULL, NULL};
    pid_t child = -1;
    int status = -1, error = open_streams(&s, input, length) ? spawn(argv, &s, &child) : errno ? errno : EIO;
    errors[0] = '\0';
    if (error) {
        snprintf(errors, size, "%s", strerror(error));
    } else {
        while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
        if (status == 0) copy(s.out, out);
        read_errors(s.errors, errors, size);
    }
    close_streams(&s);
    return error == ENOENT ? PROGRAM_MISSING : error || status ? PROGRAM_FAILED : PROGRAM_FINE;
}
