#include "emit/plain_text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *plain_number(char buffer[PLAIN_NUMBER], double value)
{
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(buffer, PLAIN_NUMBER, "%.*g", digits, value);
        if (strtod(buffer, NULL) == value) break;
    }
    if (!strpbrk(buffer, ".en")) strcat(buffer, ".0"); /* n: nan, inf */
    return buffer;
}

int plain_character(const char *text)
{
    unsigned char first = (unsigned char)*text;
    int length = first == 0     ? 0
                 : first < 0x80 ? 1
                 : first < 0xC2 ? 0
                 : first < 0xE0 ? 2
                 : first < 0xF0 ? 3
                 : first < 0xF5 ? 4
                                : 0;
    for (int i = 1; i < length; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80) return 0;
    return length;
}

const char *plain_line(CircArena *arena, const char *text)
{
    if (!text) return "";
    char *line = circ_arena_copy(arena, text, strlen(text));
    for (char *c = line; *c;) {
        int length = plain_character(c);
        if (length == 0) *c = '?';
        if (length == 1 && ((unsigned char)*c < ' ' || *c == 0x7f)) *c = ' ';
        c += length ? length : 1;
    }
    return line;
}

/* ---- identifiers */

/* Identifiers that count as the same have the same key. */
static const char *key_of(const Identifiers *identifiers, const char *identifier)
{
    if (!identifiers->ignore_case) return identifier;
    char *key = circ_arena_copy(identifiers->arena, identifier, strlen(identifier));
    for (char *c = key; *c; c++) *c = (char)tolower((unsigned char)*c);
    return key;
}

static bool take(Identifiers *identifiers, const char *identifier)
{
    const char *key = key_of(identifiers, identifier);
    if (table_find(&identifiers->taken, key) >= 0) return false;
    table_add(&identifiers->taken, key, 0);
    return true;
}

void identifiers_init(Identifiers *identifiers, CircArena *arena, bool ignore_case,
                      const char *const *reserved)
{
    *identifiers = (Identifiers){.arena = arena, .ignore_case = ignore_case};
    table_init(&identifiers->taken, arena, 0);
    for (; *reserved; reserved++) take(identifiers, *reserved);
}

static bool is_word(char c)
{
    return (unsigned char)c < 0x80 && (isalnum((unsigned char)c) || c == '_');
}

/* What an identifier cannot have becomes one underscore each; closing brackets are left out. */
static const char *cleaned(CircArena *arena, const char *name)
{
    char *text = circ_arena_copy(arena, name, strlen(name)), *end = text;
    for (const char *c = name; *c; c++) {
        bool continues = ((unsigned char)*c & 0xC0) == 0x80;
        if (*c != ']' && !continues) *end++ = is_word(*c) ? *c : '_';
    }
    *end = '\0';
    return text;
}

const char *identifiers_add(Identifiers *identifiers, const char *name)
{
    const char *identifier = cleaned(identifiers->arena, name);
    while (!take(identifiers, identifier))
        identifier = circ_arena_format(identifiers->arena, "%s_", identifier);
    return identifier;
}
