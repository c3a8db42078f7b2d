/* fts and glob have no feature test macro of their own. */
#define _DEFAULT_SOURCE
#include "study/batch_list.h"

#include <errno.h>
#include <fts.h>
#include <glob.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char *print(const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    char *text = malloc((size_t)length + 1);
    if (text) vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

static bool has_room(BatchList *list)
{
    if (list->n < list->capacity) return true;
    int capacity = 2 * list->capacity + 64;
    BatchItem *grown = realloc(list->items, (size_t)capacity * sizeof *grown);
    if (!grown) return false;
    list->items = grown;
    list->capacity = capacity;
    return true;
}

/* With an obstacle where there is a format. */
static void add(BatchList *list, const char *path, const char *format, ...)
{
    char *copy = strdup(path), *obstacle = NULL;
    if (format) {
        va_list args;
        va_start(args, format);
        obstacle = print(format, args);
        va_end(args);
    }
    if (copy && (obstacle || !format) && has_room(list)) {
        list->items[list->n++] = (BatchItem){copy, obstacle};
        return; // cppcheck-suppress memleak; the list has them
    }
    free(copy);
    free(obstacle);
    list->failed = true;
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool is_circuit(const FTSENT *entry)
{
    static const char ending[] = ".circ";
    size_t length = sizeof ending - 1;
    return entry->fts_namelen > length && !strcmp(entry->fts_name + entry->fts_namelen - length, ending);
}

static void add_entry(BatchList *list, const FTSENT *entry)
{
    switch (entry->fts_info) {
    case FTS_DC:
        add(list, entry->fts_path, "the folder leads back to '%.*s': it is not gone into again",
            (int)entry->fts_cycle->fts_pathlen, entry->fts_path);
        break;
    case FTS_DNR:
    case FTS_ERR: add(list, entry->fts_path, "the folder cannot be read: %s", strerror(entry->fts_errno)); break;
    case FTS_D:
    case FTS_DP: break;
    default:
        if (is_circuit(entry)) add(list, entry->fts_path, NULL);
    }
}

static void add_folder(BatchList *list, const char *path)
{
    char *copy = strdup(path), *roots[] = {copy, NULL};
    FTS *tree = copy ? fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, by_name) : NULL;
    int before = list->n;
    list->failed |= !tree;
    for (FTSENT *entry; tree && !list->failed && (entry = fts_read(tree));) add_entry(list, entry);
    if (tree) fts_close(tree);
    free(copy);
    if (list->n == before) add(list, path, "the folder has no file *.circ in it");
}

static void add_existing(BatchList *list, const char *path)
{
    struct stat about;
    if (strcmp(path, "-") && !stat(path, &about) && S_ISDIR(about.st_mode))
        add_folder(list, path);
    else
        add(list, path, NULL);
}

static void add_glob(BatchList *list, const char *pattern)
{
    glob_t found;
    int status = glob(pattern, GLOB_ERR, NULL, &found);
    if (status == GLOB_NOSPACE) list->failed = true;
    if (status == GLOB_NOMATCH) add(list, pattern, "no file has a name like this");
    if (status == GLOB_ABORTED) add(list, pattern, "a folder cannot be read: %s", strerror(errno));
    if (status) return;
    for (size_t i = 0; i < found.gl_pathc; i++) add_existing(list, found.gl_pathv[i]);
    globfree(&found);
}

void batch_list_add(BatchList *list, const char *path)
{
    struct stat about;
    if (strpbrk(path, "*?[") && lstat(path, &about))
        add_glob(list, path);
    else
        add_existing(list, path);
}

/* ---- each once */

static int by_path(const void *a, const void *b)
{
    const BatchItem *const *x = a, *const *y = b;
    int order = strcmp((*x)->path, (*y)->path);
    return order ? order : (*x > *y) - (*x < *y);
}

static void forget(BatchItem *item)
{
    free(item->path);
    free(item->obstacle);
    item->path = item->obstacle = NULL;
}

bool batch_list_make_unique(BatchList *list)
{
    BatchItem **sorted = malloc((size_t)list->n * sizeof *sorted + 1);
    if (!sorted) return false;
    for (int i = 0; i < list->n; i++) sorted[i] = &list->items[i];
    qsort(sorted, (size_t)list->n, sizeof *sorted, by_path);
    const BatchItem *first = NULL;
    for (int i = 0; i < list->n; i++)
        if (first && !strcmp(first->path, sorted[i]->path))
            forget(sorted[i]);
        else
            first = sorted[i];
    free(sorted);
    int n = 0;
    for (int i = 0; i < list->n; i++)
        if (list->items[i].path) list->items[n++] = list->items[i];
    list->n = n;
    return true;
}

void batch_list_free(BatchList *list)
{
    for (int i = 0; i < list->n; i++) forget(&list->items[i]);
    free(list->items);
    *list = (BatchList){0};
}
