/* json_value.h - what every JSON output is made of. Each returns a new reference; NULL: no memory. */
#ifndef EMIT_JSON_VALUE_H
#define EMIT_JSON_VALUE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/format.h"
#include "circ/diag.h"

json_t *json_number(double value);    /* null where it is not finite */
json_t *json_words(const char *text); /* null for NULL; bytes that are no UTF-8 become '?' */
json_t *json_numbers(int n, const double *values);

/* An array of item(context, 0), ..., item(context, n - 1). */
json_t *json_list(int n, json_t *(*item)(const void *context, int i), const void *context);

/* Adds to an object or a list. An object that could not be grown is freed and becomes NULL; NULL stays NULL.
 */
void json_put(json_t **object, const char *key, json_t *value);
void json_add(json_t **list, json_t *value);

/* Puts "file", "line" and "column"; nothing for a place that is nowhere. */
void json_put_place(json_t **object, const CircSources *sources, CircSpan span);

/* A warning or an error with its place. */
json_t *json_diag(const CircDiag *diag, const CircSources *sources);

/* Write a value with 17 digits, keys in the order of insertion; to print is to indent it and end the line.
 * Both take the reference. False: it is NULL. */
bool json_write(json_t *value, FILE *out);
bool json_print(json_t *value, FILE *out);

/* The same text as that of json_number and json_words, without a value in between: where there are many. */
const char *json_digits(char buffer[FORMAT_DIGITS], double value);
bool json_write_words(const char *text, FILE *out);
const char *json_key(const char *name, CircArena *arena); /* "name": with its quotes and colon; NULL: no memory */

#endif
