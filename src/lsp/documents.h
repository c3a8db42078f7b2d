/* documents.h - the texts that are open in the editor, saved or not. */
#ifndef LSP_DOCUMENTS_H
#define LSP_DOCUMENTS_H

#include <jansson.h>

#include "lsp/analysis.h"

typedef struct Document {
    char *uri, *path;
    char *text;
    size_t length;
    json_int_t version;
    bool being_typed;   /* since it was opened or saved: its analysis is to be quick */
    Analysis *analysis; /* of this text; NULL: not made yet */
    json_t *told;       /* URIs of the files that diagnostics were published for, from here */
    struct Document *next;
} Document;

typedef struct {
    Document *first;
} Documents;

Document *documents_find(const Documents *documents, const char *uri); /* NULL: it is not open */
/* False: no memory, or it is not open. */
bool documents_open(Documents *documents, const char *uri, const char *text, json_int_t version);
/* Takes over a list of changes, whole texts or ranges. */
bool documents_change(Document *document, const json_t *changes, json_int_t version);
void documents_close(Documents *documents, const char *uri);
void documents_free(Documents *documents);

/* What the document says, made when it is first asked for; NULL: there is not enough memory. */
Analysis *documents_analysis(const Documents *documents, Document *document);
/* Forgets what was found of the documents that read `path`. */
void documents_touch(const Documents *documents, const char *path);

#endif
