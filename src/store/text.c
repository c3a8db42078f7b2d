/* Results as text, in the order of the batch whatever order they come in.
 *
 * A result whose turn has not come waits in a second file beside the target, PATH.pending, so that it is not lost when
 * the process dies. With `resume` the blocks that are in the target stay where they are as long as they are those of
 * the batch; from the first one that is not, the rest of the target moves to the second file and waits there. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/text.h"

typedef struct {
    enum { NOWHERE, IN_TARGET, PENDING } place;
    off_t offset;
    size_t length;
    bool ready; /* its turn may come */
} Block;

typedef struct {
    const TextFormat *format;
    Block *blocks; /* one per file */
    int next;      /* file whose turn it is */
    int target;
    bool seekable;
    off_t at, size; /* of the target: end of what is final, and of what is there */
    int pending;    /* -1: not there */
    off_t pending_size;
    char *pending_path;
    Bytes buffer;
} Text;

static bool fail(Store *store, const char *path)
{
    return store_fail(store, "cannot write '%s': %s", path, strerror(errno));
}

static bool fail_target(Store *store)
{
    if (strcmp(store->options.path, "-")) return fail(store, store->options.path);
    return store_fail(store, "cannot write standard output: %s", strerror(errno));
}

static bool write_all(int file, const char *data, size_t n)
{
    while (n) {
        ssize_t written = write(file, data, n);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        data += written;
        n -= (size_t)written;
    }
    return true;
}

/* ---- the second file */

static bool open_pending(Store *store, int flags)
{
    Text *text = store->state;
    if (text->pending >= 0) return true;
    if (text->seekable) {
        text->pending = open(text->pending_path, O_RDWR | O_CLOEXEC | flags, 0666);
    } else {
        FILE *file = tmpfile();
        text->pending = file ? dup(fileno(file)) : -1;
        if (file) fclose(file);
    }
    return text->pending >= 0 || errno == ENOENT || fail(store, text->pending_path);
}

static bool append_pending(Store *store, const char *data, size_t n, off_t *offset)
{
    Text *text = store->state;
    if (!open_pending(store, O_CREAT)) return false;
    if (offset) *offset = text->pending_size;
    if (lseek(text->pending, text->pending_size, SEEK_SET) < 0 || !write_all(text->pending, data, n))
        return fail(store, text->pending_path);
    text->pending_size += (off_t)n;
    return true;
}

/* What the target has behind `at` makes room. */
static bool clear_target(Store *store)
{
    Text *text = store->state;
    if (!text->seekable || text->at == text->size) return true;
    if (store->options.resume) {
        char *rest = mmap(NULL, (size_t)text->size, PROT_READ, MAP_PRIVATE, text->target, 0);
        if (rest == MAP_FAILED) return fail_target(store);
        off_t offset = 0;
        bool moved = append_pending(store, rest + text->at, (size_t)(text->size - text->at), &offset);
        munmap(rest, (size_t)text->size);
        if (!moved) return false;
        for (int i = 0; i < store->options.n_files; i++) {
            Block *block = &text->blocks[i];
            if (block->place != IN_TARGET || block->offset < text->at) continue;
            block->place = PENDING;
            block->offset += offset - text->at;
        }
    }
    if (ftruncate(text->target, text->at)) return fail_target(store);
    text->size = text->at;
    return true;
}

/* ---- the target */

static bool append_target(Store *store, const char *data, size_t n)
{
    Text *text = store->state;
    if (!clear_target(store)) return false;
    if (text->seekable && lseek(text->target, text->at, SEEK_SET) < 0) return fail_target(store);
    if (!write_all(text->target, data, n)) {
        fail_target(store);
        if (text->seekable && ftruncate(text->target, text->at)) return false;
        return false;
    }
    text->at += (off_t)n;
    text->size = text->at;
    return true;
}

static bool copy_from_pending(Store *store, const Block *block)
{
    Text *text = store->state;
    bytes_clear(&text->buffer);
    char *data = bytes_extend(&text->buffer, block->length);
    if (!data) return store_fail(store, "not enough memory to write '%s'", store->options.path);
    for (size_t n = 0; n < block->length;) {
        ssize_t got = pread(text->pending, data + n, block->length - n, block->offset + (off_t)n);
        if (got <= 0) return store_fail(store, "cannot read '%s' again", text->pending_path);
        n += (size_t)got;
    }
    return append_target(store, data, block->length);
}

/* Writes what is ready. */
static bool advance(Store *store)
{
    Text *text = store->state;
    while (text->next < store->options.n_files && text->blocks[text->next].ready) {
        Block *block = &text->blocks[text->next];
        if (block->place == IN_TARGET && block->offset == text->at) {
            text->at += (off_t)block->length;
        } else {
            if (block->place == IN_TARGET && !clear_target(store)) return false;
            if (!copy_from_pending(store, block)) return false;
        }
        text->next++;
    }
    return true;
}

static bool text_put(Store *store, int file, const Record *record)
{
    Text *text = store->state;
    Block *block = &text->blocks[file];
    bytes_clear(&text->buffer);
    if (!text->format->write(&text->buffer, store->options.files[file], record))
        return store_fail(store, "not enough memory to write '%s'", store->options.path);
    if (file == text->next) {
        text->next++;
        block->place = NOWHERE;
        return append_target(store, text->buffer.data, text->buffer.n) && advance(store);
    }
    *block = (Block){.place = PENDING, .length = text->buffer.n, .ready = true};
    return append_pending(store, text->buffer.data, text->buffer.n, &block->offset);
}

static bool text_keep(Store *store, int file)
{
    Text *text = store->state;
    text->blocks[file].ready = true;
    return advance(store);
}

static bool text_flush(Store *store)
{
    (void)store;
    return true;
}

/* ---- opening */

/* Notes the blocks of a file from `begin` on; a later one of a path counts. The end of the last whole one: what is
 * behind it was cut off by the death of a process. */
static off_t scan(Store *store, int file, off_t begin, off_t size, int place)
{
    Text *text = store->state;
    char *data = begin < size ? mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
    if (data == MAP_FAILED) return begin;
    size_t at = (size_t)begin;
    while (at < (size_t)size) {
        TextBlock block = text->format->read(store->arena, data + at, (size_t)size - at);
        if (!block.length) break;
        int i = block.path ? table_find(&store->index, block.path) : -1;
        if (i >= 0) {
            text->blocks[i] = (Block){.place = (unsigned)place, .offset = (off_t)at, .length = block.length};
            store->known[i] = block.known;
        }
        at += block.length;
    }
    munmap(data, (size_t)size);
    return (off_t)at;
}

static bool read_pending(Store *store)
{
    Text *text = store->state;
    if (!open_pending(store, 0)) return false;
    if (text->pending < 0) return true;
    text->pending_size = scan(store, text->pending, 0, lseek(text->pending, 0, SEEK_END), PENDING);
    return !ftruncate(text->pending, text->pending_size) || fail(store, text->pending_path);
}

/* Whether the target begins as the format does; it may end before the header does. */
static bool is_result(Store *store)
{
    const Text *text = store->state;
    char start[64] = "";
    ssize_t n = pread(text->target, start, sizeof start - 1, 0);
    const char *expected = text->format->header[0] ? text->format->header : "{\"path\": ";
    if (n >= 0 && !strncmp(start, expected, (size_t)n < strlen(expected) ? (size_t)n : strlen(expected))) return true;
    return store_fail(store, "'%s' is not a result of 'circ batch': nothing is done to it", store->options.path);
}

static bool read_old(Store *store)
{
    Text *text = store->state;
    off_t header = (off_t)strlen(text->format->header);
    if (!is_result(store) || !read_pending(store)) return false;
    if (text->size <= header) return true;
    text->at = header;
    text->size = scan(store, text->target, header, text->size, IN_TARGET);
    return !ftruncate(text->target, text->size) || fail_target(store);
}

static bool open_target(Store *store)
{
    Text *text = store->state;
    struct stat about;
    text->target = store->lock >= 0 ? store->lock : STDOUT_FILENO;
    if (fstat(text->target, &about)) return fail_target(store);
    text->seekable = store->lock >= 0 && S_ISREG(about.st_mode);
    text->size = text->seekable ? about.st_size : 0;
    if (store->options.resume && !text->seekable)
        return store_fail(store, "'%s' cannot be read again: --resume needs a file", store->options.path);
    if (store->options.resume && !read_old(store)) return false;
    if (!store->options.resume && text->seekable) unlink(text->pending_path);
    return text->at || append_target(store, text->format->header, strlen(text->format->header));
}

static bool text_open(Store *store)
{
    static const char suffix[] = ".pending";
    Text *text = calloc(1, sizeof *text);
    if (!text) return store_fail(store, "not enough memory to open '%s'", store->options.path);
    store->state = text;
    text->format = store->options.format == CIRC_BATCH_CSV ? &text_csv : &text_jsonl;
    text->pending = -1;
    text->blocks = circ_new(store->arena, Block, store->options.n_files);
    text->pending_path = circ_new(store->arena, char, strlen(store->options.path) + sizeof suffix);
    strcpy(text->pending_path, store->options.path);
    strcat(text->pending_path, suffix);
    return open_target(store);
}

/* ---- closing */

static bool text_close(Store *store, bool complete)
{
    Text *text = store->state;
    if (complete && text->seekable) {
        if (text->at < text->size && ftruncate(text->target, text->at)) fail_target(store);
        if (fsync(text->target)) fail_target(store);
        if (!store->problem[0]) unlink(text->pending_path);
    }
    if (text->pending >= 0) close(text->pending);
    bytes_free(&text->buffer);
    free(text);
    store->state = NULL;
    return !store->problem[0];
}

const StoreBackend store_text = {text_open, text_keep, text_put, text_flush, text_close};
