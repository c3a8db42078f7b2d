#include "emit/json_value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

json_t *json_number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

json_t *json_words(const char *text)
{
    if (!text) return json_null();
    json_t *value = json_string(text);
    char *copy = value ? NULL : strdup(text);
    if (!copy) return value;
    for (char *c = copy; *c; c++)
        if ((unsigned char)*c >= 0x80) *c = '?';
    value = json_string(copy);
    free(copy);
    return value;
}

typedef struct {
    const double *values;
} Numbers;

static json_t *number_at(const void *context, int i)
{
    const Numbers *numbers = context;
    return json_number(numbers->values[i]);
}

json_t *json_numbers(int n, const double *values)
{
    return json_list(n, number_at, &(Numbers){values});
}

json_t *json_list(int n, json_t *(*item)(const void *context, int i), const void *context)
{
    json_t *list = json_array();
    for (int i = 0; list && i < n; i++) json_add(&list, item(context, i));
    return list;
}

static void drop_if(bool failed, json_t **value)
{
    if (!failed) return;
    json_decref(*value);
    *value = NULL;
}

void json_put(json_t **object, const char *key, json_t *value)
{
    drop_if(json_object_set_new(*object, key, value) != 0, object);
}

void json_add(json_t **list, json_t *value)
{
    drop_if(json_array_append_new(*list, value) != 0, list);
}

void json_put_place(json_t **object, const CircSources *sources, CircSpan span)
{
    CircPosition at = circ_sources_locate(sources, span.begin);
    if (!at.source) return;
    json_put(object, "file", json_words(at.source->name));
    json_put(object, "line", json_integer(at.line));
    json_put(object, "column", json_integer(at.column));
}

json_t *json_diag(const CircDiag *diag, const CircSources *sources)
{
    json_t *object =
        json_pack("{s:s, s:o}", "code", circ_code_name(diag->code), "message", json_words(diag->text));
    json_put_place(&object, sources, diag->span);
    return object;
}

static bool dump(json_t *value, size_t flags, FILE *out)
{
    if (!value) return false;
    json_dumpf(value, out, JSON_REAL_PRECISION(17) | JSON_ENCODE_ANY | flags);
    json_decref(value);
    return true;
}

bool json_write(json_t *value, FILE *out)
{
    return dump(value, 0, out);
}

bool json_print(json_t *value, FILE *out)
{
    bool fine = dump(value, JSON_INDENT(2), out);
    putc('\n', out);
    return fine;
}

/* As jansson writes it: a fraction or an exponent, and the exponent without plus and leading zeros. */
const char *json_digits(char buffer[FORMAT_DIGITS], double value)
{
    if (!isfinite(value)) return strcpy(buffer, "null");
    format_digits(buffer, value);
    char *power = strchr(buffer, 'e');
    if (!power) return strchr(buffer, '.') ? buffer : strcat(buffer, ".0");
    power += power[1] == '-' ? 2 : 1;
    const char *digits = power + strspn(power, "+0");
    memmove(power, digits, strlen(digits) + 1);
    return buffer;
}

static bool is_plain(const char *text)
{
    for (; *text; text++)
        if (*text < ' ' || *text > '~' || *text == '"' || *text == '\\') return false;
    return true;
}

bool json_write_words(const char *text, FILE *out)
{
    if (!text || !is_plain(text)) return json_write(json_words(text), out);
    putc('"', out);
    fputs(text, out);
    return putc('"', out) != EOF;
}

const char *json_key(const char *name, CircArena *arena)
{
    if (is_plain(name)) return circ_arena_format(arena, "\"%s\": ", name);
    size_t room = 6 * strlen(name) + 2; /* each byte as \u0000, and quotes */
    char *key = circ_arena_alloc(arena, room + 3, 1);
    json_t *value = json_words(name);
    size_t length = value ? json_dumpb(value, key, room, JSON_ENCODE_ANY) : 0;
    json_decref(value);
    strcpy(key + length, ": ");
    return length ? key : NULL;
}
