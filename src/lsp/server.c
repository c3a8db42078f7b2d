/* The life of the server, and who answers what. One message is answered before the next one is read, so a cancelled request
 * has been answered already. */
#include "lsp/server.h"

#include <stdlib.h>
#include <string.h>

#include "emit/json_value.h"
#include "lsp/answers.h"
#include "lsp/documents.h"
#include "lsp/message.h"
#include "lsp/position.h"

/* As JSON-RPC and the protocol number them. */
enum { ERROR_PARSE = -32700, ERROR_REQUEST = -32600, ERROR_METHOD = -32601, ERROR_PARAMS = -32602, ERROR_INTERNAL = -32603,
       ERROR_NOT_INITIALIZED = -32002, ERROR_FAILED = -32803 };
enum { SYNC_INCREMENTAL = 2 };

typedef struct {
    FILE *out;
    const char *version;
    Documents documents;
    bool initialized, shut_down, done;
    bool snippets; /* the editor fills in the arguments of what it completes */
} Server;

/* What a request is answered with. */
typedef struct {
    json_t *result;
    int error; /* 0: none */
    const char *why;
} Reply;

static Reply failure(int error, const char *why)
{
    return (Reply){.error = error, .why = why};
}

static const char *text_at(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

/* ---- diagnostics */

static void publish(Server *server, const char *uri, json_t *list)
{
    message_write(server->out, json_pack("{s:s, s:s, s:{s:s, s:o}}", "jsonrpc", "2.0", "method", "textDocument/publishDiagnostics",
                                         "params", "uri", uri, "diagnostics", list));
}

/* Editors differ in which characters of a URI they escape: what counts is the path. */
static bool is_open(const Server *server, const char *uri)
{
    bool found = documents_find(&server->documents, uri) != NULL;
    for (const Document *document = server->documents.first; document && !found; document = document->next) {
        char *own = position_uri(document->path);
        found = own && !strcmp(own, uri);
        free(own);
    }
    return found;
}

/* Imported files that have nothing any more are told so; those that are open speak for themselves. */
static void publish_files(Server *server, Document *document, json_t *files)
{
    const char *uri;
    json_t *list, *told = json_object();
    json_object_foreach(files, uri, list) {
        bool own = !strcmp(uri, document->uri), open = is_open(server, uri);
        if (own || !open) publish(server, uri, json_incref(list));
        if (!own && !open) json_object_set_new(told, uri, json_true());
    }
    json_object_foreach(document->told, uri, list) {
        if (!json_object_get(told, uri) && !is_open(server, uri)) publish(server, uri, json_array());
    }
    json_decref(document->told);
    document->told = told;
    json_decref(files);
}

static void diagnose(Server *server, Document *document)
{
    Analysis *analysis = documents_analysis(&server->documents, document);
    json_t *volatile files = NULL;
    if (!analysis || setjmp(*circ_arena_guard(analysis->arena))) return;
    files = answer_diagnostics(analysis);
    circ_arena_unguard(analysis->arena);
    /* the document's own list goes by the name that the editor has for it */
    char *uri = position_uri(document->path);
    if (uri && strcmp(uri, document->uri)) {
        json_t *own = json_incref(json_object_get(files, uri));
        json_object_del(files, uri);
        json_object_set_new(files, document->uri, own);
    }
    free(uri);
    publish_files(server, document, files);
}

/* A text has changed: what it means for itself, and for those that import it. */
static void diagnose_all(Server *server, const char *path)
{
    documents_touch(&server->documents, path);
    for (Document *document = server->documents.first; document; document = document->next)
        if (!document->analysis) diagnose(server, document);
}

/* ---- notifications */

static void did_open(Server *server, const json_t *params)
{
    const json_t *given = json_object_get(params, "textDocument");
    const char *uri = text_at(given, "uri"), *text = text_at(given, "text");
    if (!uri || !text) return;
    if (documents_open(&server->documents, uri, text, json_integer_value(json_object_get(given, "version"))))
        diagnose_all(server, server->documents.first->path);
}

static Document *document_of(const Server *server, const json_t *params)
{
    const char *uri = text_at(json_object_get(params, "textDocument"), "uri");
    return uri ? documents_find(&server->documents, uri) : NULL;
}

static void did_change(Server *server, const json_t *params)
{
    Document *document = document_of(server, params);
    if (!document) return;
    const json_t *version = json_object_get(json_object_get(params, "textDocument"), "version");
    documents_change(document, json_object_get(params, "contentChanges"), json_integer_value(version));
    diagnose_all(server, document->path);
}

/* A saved file may be one that others import without its being open. */
static void did_save(Server *server, const json_t *params)
{
    Document *document = document_of(server, params);
    if (!document) return;
    document->being_typed = false;
    diagnose_all(server, document->path);
}

static void did_close(Server *server, const json_t *params)
{
    Document *document = document_of(server, params);
    if (!document) return;
    char *path = strdup(document->path);
    const char *uri;
    json_t *ignored;
    publish(server, document->uri, json_array());
    json_object_foreach(document->told, uri, ignored) {
        publish(server, uri, json_array());
    }
    documents_close(&server->documents, document->uri);
    if (path) diagnose_all(server, path);
    free(path);
}

static void initialized(Server *server, const json_t *params)
{
    (void)server;
    (void)params;
}

static void leave(Server *server, const json_t *params)
{
    (void)params;
    server->done = true;
}

/* ---- requests on a document: the analysis, and the place that is asked for */

typedef Reply (*Question)(const Server *server, const Analysis *analysis, uint32_t offset, const json_t *params);

static Reply hover(const Server *server, const Analysis *analysis, uint32_t offset, const json_t *params)
{
    (void)server;
    (void)params;
    return (Reply){.result = answer_hover(analysis, offset)};
}

static Reply definition(const Server *server, const Analysis *analysis, uint32_t offset, const json_t *params)
{
    (void)server;
    (void)params;
    return (Reply){.result = answer_definition(analysis, offset)};
}

static Reply references(const Server *server, const Analysis *analysis, uint32_t offset, const json_t *params)
{
    (void)server;
    bool with = json_is_true(json_object_get(json_object_get(params, "context"), "includeDeclaration"));
    return (Reply){.result = answer_references(analysis, offset, with)};
}

static Reply rename_name(const Server *server, const Analysis *analysis, uint32_t offset, const json_t *params)
{
    (void)server;
    const char *name = text_at(params, "newName"), *why;
    if (!name) return failure(ERROR_PARAMS, "newName is missing");
    json_t *edits = answer_rename(analysis, offset, name, &why);
    return why ? failure(ERROR_FAILED, why) : (Reply){.result = edits};
}

static Reply completion(const Server *server, const Analysis *analysis, uint32_t offset, const json_t *params)
{
    (void)params;
    return (Reply){.result = answer_completion(analysis, offset, server->snippets)};
}

static Reply symbols(const Server *server, const Analysis *analysis, uint32_t offset, const json_t *params)
{
    (void)server;
    (void)offset;
    (void)params;
    return (Reply){.result = answer_symbols(analysis)};
}

static Reply formatting(const Server *server, const Analysis *analysis, uint32_t offset, const json_t *params)
{
    (void)server;
    (void)offset;
    (void)params;
    return (Reply){.result = answer_formatting(analysis)};
}

static Reply ask(Server *server, Question question, const json_t *params)
{
    Document *document = document_of(server, params);
    if (!document) return failure(ERROR_PARAMS, "the document is not open");
    Analysis *analysis = documents_analysis(&server->documents, document);
    if (!analysis || setjmp(*circ_arena_guard(analysis->arena))) return failure(ERROR_INTERNAL, "not enough memory");
    const json_t *position = json_object_get(params, "position");
    uint32_t offset = analysis->source->base + (uint32_t)position_offset(analysis->source->text, analysis->source->length, position);
    Reply reply = question(server, analysis, offset, params);
    circ_arena_unguard(analysis->arena);
    return reply;
}

/* ---- the life of the server */

static Reply initialize(Server *server, const json_t *params)
{
    const json_t *item = NULL;
    const json_t *text = json_object_get(json_object_get(params, "capabilities"), "textDocument");
    item = json_object_get(json_object_get(text, "completion"), "completionItem");
    server->snippets = json_is_true(json_object_get(item, "snippetSupport"));
    server->initialized = true;
    return (Reply){.result = json_pack("{s:{s:{s:b, s:i, s:b}, s:b, s:b, s:b, s:b, s:b, s:b, s:{s:[s, s, s]}, s:s}, s:{s:s, s:s}}",
                                       "capabilities", "textDocumentSync", "openClose", 1, "change", SYNC_INCREMENTAL, "save", 1,
                                       "hoverProvider", 1, "definitionProvider", 1, "referencesProvider", 1, "renameProvider", 1,
                                       "documentSymbolProvider", 1, "documentFormattingProvider", 1, "completionProvider",
                                       "triggerCharacters", ".", "(", "=", "positionEncoding", "utf-16", "serverInfo", "name",
                                       "circ", "version", server->version)};
}

static Reply shut_down(Server *server, const json_t *params)
{
    (void)params;
    server->shut_down = true;
    return (Reply){0};
}

static const struct {
    const char *method;
    void (*take)(Server *server, const json_t *params);
} notifications[] = {{"initialized", initialized},           {"exit", leave},
                     {"textDocument/didOpen", did_open},     {"textDocument/didChange", did_change},
                     {"textDocument/didSave", did_save},     {"textDocument/didClose", did_close}};

static const struct {
    const char *method;
    Reply (*answer)(Server *server, const json_t *params);
    Question question; /* or this, on a document */
} requests[] = {
    {"initialize", initialize, NULL},
    {"shutdown", shut_down, NULL},
    {"textDocument/hover", NULL, hover},
    {"textDocument/definition", NULL, definition},
    {"textDocument/references", NULL, references},
    {"textDocument/rename", NULL, rename_name},
    {"textDocument/completion", NULL, completion},
    {"textDocument/documentSymbol", NULL, symbols},
    {"textDocument/formatting", NULL, formatting},
};

static void notify(Server *server, const char *method, const json_t *params)
{
    bool leaves = !strcmp(method, "exit");
    if ((!server->initialized || server->shut_down) && !leaves) return;
    for (size_t i = 0; i < sizeof notifications / sizeof *notifications; i++)
        if (!strcmp(method, notifications[i].method)) notifications[i].take(server, params);
}

static Reply answer(Server *server, const char *method, const json_t *params)
{
    bool first = !strcmp(method, "initialize");
    if (!server->initialized && !first) return failure(ERROR_NOT_INITIALIZED, "the first request is 'initialize'");
    if (server->initialized && first) return failure(ERROR_REQUEST, "the server is initialized already");
    if (server->shut_down) return failure(ERROR_REQUEST, "the server is shut down");
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        if (strcmp(method, requests[i].method)) continue;
        return requests[i].answer ? requests[i].answer(server, params) : ask(server, requests[i].question, params);
    }
    return failure(ERROR_METHOD, "the method is not known");
}

static void respond(Server *server, const json_t *id, Reply reply)
{
    json_t *response = json_pack("{s:s, s:O?}", "jsonrpc", "2.0", "id", id);
    if (reply.error)
        json_put(&response, "error", json_pack("{s:i, s:s}", "code", reply.error, "message", reply.why));
    else
        json_put(&response, "result", reply.result ? reply.result : json_null());
    message_write(server->out, response);
}

static void take_message(Server *server, const json_t *message)
{
    const json_t *id = json_object_get(message, "id");
    const char *method = text_at(message, "method");
    bool right_id = json_is_string(id) || json_is_integer(id);
    if (!json_is_object(message) || (id && !right_id) || (!method && !id))
        respond(server, NULL, failure(ERROR_REQUEST, "this is no message"));
    else if (!method) return; /* the answer to a request; the server makes none */
    else if (id) respond(server, id, answer(server, method, json_object_get(message, "params")));
    else notify(server, method, json_object_get(message, "params"));
}

static void take_text(Server *server, const Message *message)
{
    json_error_t error;
    json_t *value = json_loadb(message->text, message->length, JSON_REJECT_DUPLICATES, &error);
    if (value) take_message(server, value);
    else respond(server, NULL, failure(ERROR_PARSE, error.text));
    json_decref(value);
}

bool server_run(FILE *in, FILE *out, const char *version)
{
    Server server = {.out = out, .version = version};
    while (!server.done) {
        Message message = message_read(in);
        if (message.kind == MESSAGE_END) break;
        if (message.kind == MESSAGE_BAD) respond(&server, NULL, failure(ERROR_REQUEST, "the message is too long"));
        else take_text(&server, &message);
        free(message.text);
    }
    documents_free(&server.documents);
    return server.done && server.shut_down;
}
