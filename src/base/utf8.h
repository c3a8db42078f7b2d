/* utf8.h - lengths of text in characters. Bytes that are no UTF-8 count as one each or none, never as an error. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

/* Unicode characters that start within these bytes. */
int utf8_characters(const char *text, int bytes);

#endif
