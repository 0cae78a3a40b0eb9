/* What all files of the library share: a header of 64 bytes, whose first 16 say what they are, and numbers at multiples of their size. */
#ifndef SOTTO_IMAGE_H
#define SOTTO_IMAGE_H

#include "include/sotto.h"

#define SOTTO_HEADER_LENGTH 64

/* Four bytes at a multiple of 4. */
static inline int32_t sotto_word(const uint8_t *at)
{
    int32_t value;
    __builtin_memcpy(&value, __builtin_assume_aligned(at, 4), sizeof value);
    return value;
}

/* Two bytes at a multiple of 2. */
static inline int32_t sotto_half(const uint8_t *at)
{
    uint16_t value;
    __builtin_memcpy(&value, __builtin_assume_aligned(at, 2), sizeof value);
    return value;
}

static inline int sotto_in_range(int32_t value, int32_t minimum, int32_t maximum)
{
    return value >= minimum && value <= maximum;
}

/* Checks the magic number, version 1, the length, at most `most`, and the checksum of a file whose bytes begin at a multiple of 4. */
sotto_status sotto_check_image(const uint8_t *image, size_t length, int32_t magic, int32_t most);

#endif
