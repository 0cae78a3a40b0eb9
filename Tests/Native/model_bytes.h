/* What tests that make or break .sotto models share. */
#ifndef SOTTO_TESTS_MODEL_BYTES_H
#define SOTTO_TESTS_MODEL_BYTES_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define HEADER_LENGTH 64

/* Memory of exactly so many bytes, so that the address sanitiser sees every byte outside. */
static inline void *block(size_t length)
{
    void *memory = malloc(length > 0 ? length : 1);
    if (memory == NULL) {
        exit(2);
    }

    return memory;
}

/* CRC-32, byte by byte over a table that the first call makes: fuzzers call it all the time. */
static inline uint32_t checksum(const uint8_t *bytes, size_t count)
{
    static uint32_t table[256];
    for (uint32_t i = 0; i < 256 && table[255] == 0; i++) {
        uint32_t value = i;
        for (int bit = 0; bit < 8; bit++) {
            value = value & 1 ? value >> 1 ^ 0xEDB88320 : value >> 1;
        }

        table[i] = value;
    }

    uint32_t sum = 0xFFFFFFFF;
    for (size_t i = 0; i < count; i++) {
        sum = sum >> 8 ^ table[(sum ^ bytes[i]) & 255];
    }

    return ~sum;
}

static inline void write_word(uint8_t *at, uint32_t value)
{
    memcpy(at, &value, sizeof value);
}

/* Makes the length and the checksum of a model right, where it has a header. */
static inline void seal(uint8_t *model, size_t length)
{
    if (length >= HEADER_LENGTH) {
        write_word(model + 8, (uint32_t)length);
        write_word(model + 12, checksum(model + 16, length - 16));
    }
}

#endif
