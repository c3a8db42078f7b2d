#include "cli/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/common.h"

static void complain(const char *path)
{
    const char *why = errno ? strerror(errno) : "the write failed";
    if (path)
        common_complain("cannot write '%s': %s", path, why);
    else
        common_complain("cannot write standard output: %s", why);
}

/* Devices and pipes are written in place; a file is replaced, and where it is a link, the file that it points
 * at. */
static bool resolve(Output *output)
{
    struct stat info;
    if (stat(output->path, &info)) {
        output->target = strdup(output->path);
        return errno == ENOENT;
    }
    if (!S_ISREG(info.st_mode)) return true;
    output->target = realpath(output->path, NULL);
    return output->target != NULL;
}

static mode_t mode_of(const char *path)
{
    struct stat info;
    if (!stat(path, &info)) return info.st_mode & 07777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static FILE *open_temporary(Output *output)
{
    static const char suffix[] = ".XXXXXX";
    size_t length = strlen(output->target);
    output->temporary = malloc(length + sizeof suffix);
    if (!output->temporary) return NULL;
    memcpy(output->temporary, output->target, length);
    memcpy(output->temporary + length, suffix, sizeof suffix);
    int file = mkstemp(output->temporary);
    if (file < 0) return NULL;
    FILE *stream = fchmod(file, mode_of(output->target)) ? NULL : fdopen(file, "w");
    if (!stream) {
        close(file);
        unlink(output->temporary);
    }
    return stream;
}

static void forget(Output *output)
{
    free(output->target);
    free(output->temporary);
    *output = (Output){0};
}

bool output_open(Output *output, const char *path)
{
    *output = (Output){.stream = stdout};
    if (!path || !strcmp(path, "-")) return true;
    *output = (Output){.path = path};
    if (resolve(output)) output->stream = output->target ? open_temporary(output) : fopen(path, "w");
    if (output->stream) return true;
    complain(path);
    forget(output);
    return false;
}

static bool flush(FILE *stream)
{
    errno = 0;
    return !fflush(stream) && !ferror(stream);
}

bool output_close(Output *output, bool complete)
{
    bool written = flush(output->stream);
    if (output->path && fclose(output->stream)) written = false;
    if (output->temporary && complete && written) written = !rename(output->temporary, output->target);
    if (complete && !written) complain(output->path);
    if (output->temporary && !(complete && written)) unlink(output->temporary);
    if (!output->path && !written) clearerr(stdout); /* told already */
    forget(output);
    return written;
}

void output_check_stdout(void)
{
    if (flush(stdout)) return;
    complain(NULL);
    _exit(STATUS_INPUT);
}
