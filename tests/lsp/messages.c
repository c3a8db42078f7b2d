/* Between a script of a session and what `circ lsp` reads and writes.
 *
 * messages frame DIRECTORY <SCRIPT: the messages, each behind its header. A line of the script is one of
 *   ask METHOD URI LINE CHARACTER [PARAMS]    a request on a document, with the next id; PARAMS are added
 *   open URI FILE, change URI FILE            a document's whole text, from a file of the directory
 *   edit URI LINE CHARACTER LINE CHARACTER TEXT    a change of a range; \n in the text is a line's end
 *   close URI, save URI
 *   { ... }        a message as it stands
 *   !TEXT          bytes as they stand; \r and \n are line ends
 *   # ...          nothing
 * messages unframe: the messages that it reads, as indented JSON; exits with 1 where a header or a text is wrong. */
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void send_text(const char *text)
{
    printf("Content-Length: %zu\r\n\r\n%s", strlen(text), text);
}

static void send_json(json_t *message)
{
    char *text = json_dumps(message, JSON_COMPACT);
    if (text) send_text(text);
    free(text);
    json_decref(message);
}

static void send_notification(const char *method, json_t *params)
{
    send_json(json_pack("{s:s, s:s, s:o}", "jsonrpc", "2.0", "method", method, "params", params));
}

static char *read_file(const char *directory, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *in = fopen(path, "rb");
    char *text = calloc(1, 1 << 20);
    if (!in || !text || !fread(text, 1, (1 << 20) - 1, in)) {
        fprintf(stderr, "cannot read %s\n", path);
        exit(2);
    }
    fclose(in);
    return text;
}

static void unescape(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++) {
        bool escape = *from == '\\' && (from[1] == 'n' || from[1] == 'r');
        *to++ = (char)(!escape ? *from : from[1] == 'n' ? '\n' : '\r');
        from += escape;
    }
    *to = '\0';
}

static void send_document(const char *directory, char **word, int version)
{
    char *text = read_file(directory, word[2]);
    if (!strcmp(word[0], "open"))
        send_notification("textDocument/didOpen", json_pack("{s:{s:s, s:s, s:i, s:s}}", "textDocument", "uri", word[1], "languageId",
                                                            "circ", "version", version, "text", text));
    else
        send_notification("textDocument/didChange", json_pack("{s:{s:s, s:i}, s:[{s:s}]}", "textDocument", "uri", word[1], "version",
                                                              version, "contentChanges", "text", text));
    free(text);
}

static void send_edit(char **word, int version)
{
    unescape(word[6]);
    send_notification("textDocument/didChange",
                      json_pack("{s:{s:s, s:i}, s:[{s:{s:{s:i, s:i}, s:{s:i, s:i}}, s:s}]}", "textDocument", "uri", word[1],
                                "version", version, "contentChanges", "range", "start", "line", atoi(word[2]), "character",
                                atoi(word[3]), "end", "line", atoi(word[4]), "character", atoi(word[5]), "text", word[6]));
}

static void send_question(char **word, int id)
{
    json_t *params = json_pack("{s:{s:s}, s:{s:i, s:i}}", "textDocument", "uri", word[2], "position", "line", atoi(word[3]),
                               "character", atoi(word[4]));
    json_t *more = word[5] ? json_loads(word[5], 0, NULL) : NULL;
    json_object_update(params, more);
    json_decref(more);
    char method[64];
    snprintf(method, sizeof method, "textDocument/%s", word[1]);
    send_json(json_pack("{s:s, s:i, s:s, s:o}", "jsonrpc", "2.0", "id", id, "method", method, "params", params));
}

static void send_line(const char *directory, char *line, int number)
{
    char *word[8] = {NULL}, *rest = line;
    if (*line == '{') {
        send_text(line);
        return;
    }
    if (*line == '!') {
        unescape(line);
        fputs(line + 1, stdout);
        return;
    }
    int most = !strncmp(line, "edit", 4) ? 7 : 6;
    for (int n = 0; n < most && rest && *rest && *line != '#'; n++) {
        word[n] = rest;
        rest = n + 1 < most ? strchr(rest, ' ') : NULL;
        if (rest) *rest++ = '\0';
    }
    if (!word[0]) return;
    if (!strcmp(word[0], "ask")) send_question(word, number);
    else if (!strcmp(word[0], "edit")) send_edit(word, number);
    else if (!strcmp(word[0], "close")) send_notification("textDocument/didClose", json_pack("{s:{s:s}}", "textDocument", "uri", word[1]));
    else if (!strcmp(word[0], "save")) send_notification("textDocument/didSave", json_pack("{s:{s:s}}", "textDocument", "uri", word[1]));
    else send_document(directory, word, number);
}

static int frame(const char *directory)
{
    static char line[1 << 16];
    for (int number = 1; fgets(line, sizeof line, stdin); number++) {
        line[strcspn(line, "\n")] = '\0';
        send_line(directory, line, number);
    }
    return 0;
}

static int unframe(void)
{
    size_t length;
    int read;
    while ((read = scanf("Content-Length: %zu", &length)) == 1) {
        if (getchar() != '\r' || getchar() != '\n' || getchar() != '\r' || getchar() != '\n') return 1;
        char *text = calloc(1, length + 1);
        if (!text || fread(text, 1, length, stdin) != length) return 1;
        json_t *message = json_loadb(text, length, 0, NULL);
        free(text);
        if (!message || json_dumpf(message, stdout, JSON_INDENT(1) | JSON_PRESERVE_ORDER)) return 1;
        json_decref(message);
        putchar('\n');
    }
    return read != EOF;
}

int main(int argc, char **argv)
{
    if (argc == 3 && !strcmp(argv[1], "frame")) return frame(argv[2]);
    if (argc == 2 && !strcmp(argv[1], "unframe")) return unframe();
    return 2;
}
