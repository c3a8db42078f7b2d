#include "lsp/message.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MAX_HEADER = 128 };
static const size_t max_length = (size_t)64 << 20;

/* A line without its end; what is longer than a header is cut. False at the end of the stream. */
static bool read_line(FILE *in, char line[MAX_HEADER])
{
    int c, n = 0;
    while ((c = getc(in)) != EOF && c != '\n')
        if (n < MAX_HEADER - 1) line[n++] = (char)c;
    while (n && (line[n - 1] == '\r' || line[n - 1] == ' ')) n--;
    line[n] = '\0';
    return c != EOF || n;
}

static bool is_length(const char *line, size_t *length)
{
    static const char name[] = "Content-Length:";
    if (strncasecmp(line, name, sizeof name - 1)) return false;
    const char *digits = line + sizeof name - 1;
    digits += strspn(digits, " \t");
    size_t n = strspn(digits, "0123456789");
    if (!n || n > 18 || digits[n]) return false;
    *length = (size_t)strtoull(digits, NULL, 10);
    return true;
}

/* False at the end of the stream. */
static bool read_header(FILE *in, size_t *length)
{
    char line[MAX_HEADER];
    bool found = false;
    while (read_line(in, line)) {
        if (is_length(line, length)) found = true;
        else if (!*line && found) return true;
    }
    return false;
}

static bool skip(FILE *in, size_t length)
{
    while (length && getc(in) != EOF) length--;
    return !length;
}

Message message_read(FILE *in)
{
    Message message = {0};
    if (!read_header(in, &message.length)) return message;
    if (message.length <= max_length) message.text = malloc(message.length + 1);
    if (!message.text) {
        message.kind = skip(in, message.length) ? MESSAGE_BAD : MESSAGE_END;
        return message;
    }
    if (fread(message.text, 1, message.length, in) == message.length) {
        message.text[message.length] = '\0';
        message.kind = MESSAGE_TEXT;
    } else {
        free(message.text);
        message.text = NULL;
    }
    return message;
}

void message_write(FILE *out, json_t *value)
{
    char *text = value ? json_dumps(value, JSON_COMPACT) : NULL;
    if (text) {
        fprintf(out, "Content-Length: %zu\r\n\r\n%s", strlen(text), text);
        fflush(out);
    }
    free(text);
    json_decref(value);
}
