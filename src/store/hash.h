/* hash.h - SHA-256: two texts with the same hash are the same text. */
#ifndef STORE_HASH_H
#define STORE_HASH_H

#include <nettle/sha2.h>
#include <stddef.h>

enum { HASH_SIZE = 2 * SHA256_DIGEST_SIZE + 1 }; /* hexadecimal, with a NUL */

typedef struct {
    struct sha256_ctx context;
} Hash;

void hash_begin(Hash *hash);
void hash_add(Hash *hash, const char *text, size_t length); /* as one piece: its length counts too */
void hash_end(Hash *hash, char text[HASH_SIZE]);

/* Of the bytes alone: what sha256sum prints. */
void hash_bytes(const char *bytes, size_t length, char text[HASH_SIZE]);

#endif
