#include "circuit/touchstone.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "circ/constants.h"
#include "linalg/dense.h"

/* Rounded digits of a passive device may look active by this much, relative to its largest admittance. */
static const double PASSIVITY_TOLERANCE = 1e-5;

enum { LARGEST_FILE = 1 << 28, MOST_PORTS = 99 };

typedef enum { FORMAT_MA, FORMAT_DB, FORMAT_RI } Format;

typedef struct {
    const CircTouchstone *element;
    CircArena *arena;
    CircDiags *diags;
    const char *at; /* the next character */
    int line;
    double unit, R; /* Hz, Ohm */
    char parameter; /* 'S', 'Y' or 'Z' */
    Format format;
    bool has_options, failed;
    double *f;
    double complex *Y;
    size_t n_points, f_capacity, Y_capacity;
} Reader;

static void fail(Reader *reader, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Reports an error at the reader's line; only the first counts. */
static void fail(Reader *reader, const char *format, ...)
{
    va_list args;
    if (reader->failed) return;
    reader->failed = true;
    va_start(args, format);
    const char *what = circ_arena_vformat(reader->arena, format, args);
    va_end(args);
    circ_diag(reader->diags, CIRC_E0511, reader->element->path_span, "%s:%d: %s", reader->element->path,
              reader->line, what);
}

/* Length of the next word of the present line; 0: it has no more. */
static size_t next_word(Reader *reader)
{
    while (*reader->at == ' ' || *reader->at == '\t' || *reader->at == '\r') reader->at++;
    return strcspn(reader->at, " \t\r\n!");
}

static void next_line(Reader *reader)
{
    reader->at += strcspn(reader->at, "\n");
    if (*reader->at) reader->at++, reader->line++;
}

static bool is_word(const char *text, size_t length, const char *word)
{
    return strlen(word) == length && strncasecmp(text, word, length) == 0;
}

static bool read_number(Reader *reader, double *value)
{
    size_t length = next_word(reader);
    char *end;
    *value = strtod(reader->at, &end);
    if (length > 0 && end == reader->at + length && isfinite(*value)) {
        reader->at = end;
        return true;
    }
    if (length == 0)
        fail(reader, "a number is missing");
    else
        fail(reader, "expected a number, found '%.*s'", (int)(length < 40 ? length : 40), reader->at);
    return false;
}

static bool read_option(Reader *reader, size_t length)
{
    static const struct {
        const char *word;
        double unit;
    } units[] = {{"Hz", 1}, {"kHz", 1e3}, {"MHz", 1e6}, {"GHz", 1e9}};
    static const char *const formats[] = {"MA", "DB", "RI"};
    const char *word = reader->at;
    reader->at += length;
    for (int i = 0; i < 4; i++)
        if (is_word(word, length, units[i].word)) return reader->unit = units[i].unit, true;
    for (int i = 0; i < 3; i++)
        if (is_word(word, length, formats[i])) return reader->format = (Format)i, true;
    if (is_word(word, length, "S")) return reader->parameter = 'S', true;
    if (is_word(word, length, "Y")) return reader->parameter = 'Y', true;
    if (is_word(word, length, "Z")) return reader->parameter = 'Z', true;
    if (is_word(word, length, "R")) {
        if (!read_number(reader, &reader->R)) return false;
        if (!(reader->R > 0))
            fail(reader, "the reference resistance is %g, it must be above zero", reader->R);
        return reader->R > 0;
    }
    if (is_word(word, length, "G") || is_word(word, length, "H"))
        fail(reader, "hybrid parameters (%c) are not read, only S, Y and Z", *word);
    else
        fail(reader, "unknown option '%.*s'", (int)(length < 40 ? length : 40), word);
    return false;
}

/* "# GHz S MA R 50" in any order; a second such line is ignored, as the specification says. */
static void read_options(Reader *reader)
{
    bool first = !reader->has_options;
    reader->has_options = true;
    for (size_t length; first && (length = next_word(reader)) > 0;)
        if (!read_option(reader, length)) return;
}

/* Moves to the next number of the file, over line ends, comments and the option line. False at the end or
 * after an error. */
static bool find_number(Reader *reader)
{
    while (!reader->failed) {
        if (next_word(reader) > 0) {
            if (*reader->at == '[')
                return fail(reader, "version 2 files are not read, only version 1"), false;
            if (*reader->at != '#') return true;
            reader->at++;
            read_options(reader);
        }
        if (!*reader->at) return false;
        next_line(reader);
    }
    return false;
}

static double complex complex_of(Format format, double a, double b)
{
    if (format == FORMAT_RI) return a + I * b;
    return (format == FORMAT_DB ? pow(10, a / 20) : a) * cexp(I * b * CIRC_PI / 180);
}

/* Values in the order of the file: row by row, but 11 21 12 22 for a two-port. */
static bool read_matrix(Reader *reader, double complex *M)
{
    int n = reader->element->n_ports;
    for (int k = 0; k < n * n; k++) {
        double a, b;
        if (!find_number(reader))
            return fail(reader, "the file ends within a matrix of %d x %d", n, n), false;
        if (!read_number(reader, &a)) return false;
        if (!find_number(reader)) return fail(reader, "the file ends within a pair of numbers"), false;
        if (!read_number(reader, &b)) return false;
        M[n == 2 ? (k % 2) * 2 + k / 2 : k] = complex_of(reader->format, a, b);
    }
    return true;
}

/* Y := (I - S)(I + S)^-1/R, Z^-1/R or Y/R: version 1 normalises all of them to R. */
static bool to_admittance(Reader *reader, double complex *Y, double complex *work)
{
    int n = reader->element->n_ports;
    for (int i = 0; i < n && reader->parameter != 'Y'; i++)
        for (int j = 0; j < n; j++) {
            double complex value = Y[i * n + j];
            bool S = reader->parameter == 'S';
            work[j * n + i] =
                S ? (i == j) + value : value; /* column-major; the solution X of work X = right hand side */
            work[n * n + j * n + i] = S ? (i == j) - value : i == j;
        }
    if (reader->parameter != 'Y') {
        if (dense_complex_solve(n, work, n, work + n * n) != CIRC_OK) return false;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) Y[i * n + j] = work[n * n + j * n + i];
    }
    for (int k = 0; k < n * n; k++) Y[k] /= reader->R;
    return true;
}

static void read_point(Reader *reader, double f, double complex *work)
{
    size_t n = (size_t)reader->element->n_ports * (size_t)reader->element->n_ports;
    reader->f = circ_arena_grow(reader->arena, reader->f, &reader->f_capacity, reader->n_points + 1,
                                sizeof *reader->f);
    reader->Y = circ_arena_grow(reader->arena, reader->Y, &reader->Y_capacity, (reader->n_points + 1) * n,
                                sizeof *reader->Y);
    double complex *Y = reader->Y + reader->n_points * n;
    if (!read_matrix(reader, Y)) return;
    if (!to_admittance(reader, Y, work))
        fail(reader, "the device is a short circuit at %g GHz: it has no admittance", f * 1e-9);
    reader->f[reader->n_points++] = f;
}

/* A two-port's noise parameters follow its data, and begin with a frequency that does not ascend. */
static void read_points(Reader *reader)
{
    int n = reader->element->n_ports;
    double complex *work = circ_new(reader->arena, double complex, 2 * (size_t)n * n);
    while (find_number(reader)) {
        double f;
        if (!read_number(reader, &f)) return;
        f *= reader->unit;
        if (f < 0) fail(reader, "the frequency %g is negative", f);
        if (reader->n_points > 0 && f <= reader->f[reader->n_points - 1]) {
            if (n != 2) fail(reader, "the frequencies do not ascend");
            return;
        }
        read_point(reader, f, work);
    }
}

static void check_passivity(const Reader *reader)
{
    int n = reader->element->n_ports;
    double complex *H = circ_new(reader->arena, double complex, (size_t)n *n);
    for (size_t p = 0; p < reader->n_points; p++) {
        const double complex *Y = reader->Y + p * (size_t)n * n;
        double largest = 0;
        for (int k = 0; k < n * n; k++) largest = fmax(largest, cabs(Y[k]));
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                H[j * n + i] =
                    (Y[i * n + j] + conj(Y[j * n + i])) / 2 + (i == j ? PASSIVITY_TOLERANCE * largest : 0);
        if (dense_hermitian_root(n, H, 0)) continue;
        CircDiag *diag = circ_diag(reader->diags, CIRC_W0509, reader->element->path_span,
                                   "'%s' is not passive at %.6g GHz: it gives more power than it takes",
                                   reader->element->path, reader->f[p] * 1e-9);
        circ_diag_help(reader->diags, diag,
                       "the data may be of an amplifier, badly calibrated, or in another order of ports");
        return;
    }
}

/* The number of ports that a name like "filter.s2p" tells; 0: none. */
static int ports_of_name(const char *path)
{
    const char *dot = strrchr(path, '.');
    char *end;
    if (!dot || (dot[1] != 's' && dot[1] != 'S')) return 0;
    long n = strtol(dot + 2, &end, 10);
    return (*end == 'p' || *end == 'P') && end[1] == '\0' && n > 0 && n <= MOST_PORTS ? (int)n : 0;
}

const TouchstoneData *touchstone_parse(const CircTouchstone *element, const char *text, CircArena *arena,
                                       CircDiags *diags)
{
    Reader reader = {.element = element,
                     .arena = arena,
                     .diags = diags,
                     .at = text,
                     .line = 1,
                     .unit = 1e9,
                     .R = 50,
                     .parameter = 'S',
                     .format = FORMAT_MA};
    int n = ports_of_name(element->path);
    if (strncmp(text, "\xEF\xBB\xBF", 3) == 0) reader.at += 3;
    if (n > 0 && n != element->n_ports)
        fail(&reader, "the file is of %d port%s, and '%s' has %d node%s", n, n == 1 ? "" : "s", element->name,
             element->n_ports, element->n_ports == 1 ? "" : "s");
    read_points(&reader);
    if (reader.n_points == 0) fail(&reader, "the file has no data");
    if (reader.failed) return NULL;
    check_passivity(&reader);
    TouchstoneData *data = circ_new(arena, TouchstoneData, 1);
    *data = (TouchstoneData){element->n_ports, (int)reader.n_points, reader.f, reader.Y};
    return data;
}

/* A text that was read already serves again: all points of a sweep see the same. NULL with errno set. */
static const CircSource *read_file(const char *path, CircSources *sources)
{
    struct stat about;
    for (int i = 0; i < circ_sources_count(sources); i++)
        if (!strcmp(circ_sources_get(sources, i)->name, path)) return circ_sources_get(sources, i);
    if (stat(path, &about) != 0) return NULL;
    if (!S_ISREG(about.st_mode)) return errno = EINVAL, NULL;
    if (about.st_size > LARGEST_FILE) return errno = EFBIG, NULL;
    return circ_sources_read(sources, path);
}

const TouchstoneData *touchstone_read(const CircTouchstone *element, CircArena *arena, CircDiags *diags)
{
    errno = 0;
    const CircSource *source = read_file(element->path, circ_diags_sources(diags));
    if (source) return touchstone_parse(element, source->text, arena, diags);
    circ_diag(diags, CIRC_E0511, element->path_span, "'%s' cannot be read: %s", element->path,
              errno ? strerror(errno) : "unknown cause");
    return NULL;
}

void touchstone_admittance(const TouchstoneData *data, double f, double complex *Y)
{
    size_t n = (size_t)data->n_ports * (size_t)data->n_ports;
    int low = 0, high = data->n_points - 1;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (data->f[middle] <= f)
            low = middle;
        else
            high = middle;
    }
    double t = high > low ? (f - data->f[low]) / (data->f[high] - data->f[low]) : 0;
    t = fmin(fmax(t, 0), 1);
    for (size_t k = 0; k < n; k++)
        Y[k] = (1 - t) * data->Y[(size_t)low * n + k] + t * data->Y[(size_t)high * n + k];
}

double touchstone_loss(const TouchstoneData *data, double f)
{
    int n = data->n_ports;
    double largest = 0, loss = 0;
    double complex *Y = malloc((size_t)n * n * sizeof *Y);
    if (!Y) return NAN;
    touchstone_admittance(data, f, Y);
    for (int i = 0; i < n; i++) {
        loss = fmax(loss, creal(Y[i * n + i]));
        for (int j = 0; j < n; j++) largest = fmax(largest, cabs(Y[i * n + j]));
    }
    free(Y);
    return largest > 0 ? loss / largest : 0;
}
