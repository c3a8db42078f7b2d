/* message.h - JSON texts in a stream, each behind a header that tells its length. */
#ifndef LSP_MESSAGE_H
#define LSP_MESSAGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

typedef enum {
    MESSAGE_END,  /* of the stream */
    MESSAGE_TEXT, /* `text` is to be freed */
    MESSAGE_BAD   /* the text is too long, and was passed over */
} MessageKind;

typedef struct {
    MessageKind kind;
    char *text;
    size_t length;
} Message;

/* Lines that are no header with a length are passed over, so that it finds the next message after any garbage. */
Message message_read(FILE *in);

/* Takes the reference; a value that is NULL is not written. */
void message_write(FILE *out, json_t *value);

#endif
