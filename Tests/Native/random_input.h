/* Files and seeded random numbers, for tests that hand anything to the library. */
#ifndef SOTTO_TESTS_RANDOM_INPUT_H
#define SOTTO_TESTS_RANDOM_INPUT_H

#include "model_bytes.h"

#include <stdio.h>

typedef struct {
    uint8_t *bytes;
    size_t length;
} file;

static uint32_t state = 1;

/* xorshift32 (Marsaglia, 2003), below a limit. */
static inline uint32_t draw(uint32_t limit)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % limit;
}

static inline file read_file(const char *path)
{
    FILE *stream = fopen(path, "rb");
    if (stream == NULL) {
        fprintf(stderr, "%s: no such file\n", path);
        exit(2);
    }

    fseek(stream, 0, SEEK_END);
    file result = {NULL, (size_t)ftell(stream)};
    result.bytes = block(result.length);
    rewind(stream);
    result.length = fread(result.bytes, 1, result.length, stream);
    fclose(stream);
    return result;
}

#endif
