#include "store/hash.h"

#include <stdio.h>

static void write_digest(struct sha256_ctx *context, char text[HASH_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(context, sizeof digest, digest);
    for (int i = 0; i < SHA256_DIGEST_SIZE; i++) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 15];
    }
    text[HASH_SIZE - 1] = '\0';
}

void hash_begin(Hash *hash)
{
    sha256_init(&hash->context);
}

void hash_add(Hash *hash, const char *text, size_t length)
{
    char size[32];
    int digits = snprintf(size, sizeof size, "%zu:", length);
    sha256_update(&hash->context, (size_t)digits, (const uint8_t *)size);
    sha256_update(&hash->context, length, (const uint8_t *)text);
}

void hash_end(Hash *hash, char text[HASH_SIZE])
{
    write_digest(&hash->context, text);
}

void hash_bytes(const char *bytes, size_t length, char text[HASH_SIZE])
{
    struct sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, length, (const uint8_t *)bytes);
    write_digest(&context, text);
}
