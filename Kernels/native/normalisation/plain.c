/*
 * Root mean square normalisation (Zhang and Sennrich, "Root Mean Square Layer Normalization", 2019, equation 4). Its gains are in the
 * weights that come after: what leaves it has a root mean square of one and needs no scale of its own. Of 256 values none can be over 16,
 * so that int8 holds nearly all in units of 1/16.
 */
#include "../transformer.h"

#define ONE 16
#define BITS 32

/* The square root, rounded down, bit by bit. */
static uint32_t root_of(uint64_t value)
{
    uint32_t root = 0;
    for (uint32_t bit = 1u << 30; bit != 0; bit >>= 1) {
        uint32_t larger = root + bit;
        root = (uint64_t)larger * larger <= value ? larger : root;
    }

    return root;
}

void sotto_normalise_plain(const int32_t *residual, int32_t count, int8_t *output)
{
    uint64_t squares = 0;
    for (int32_t i = 0; i < count; i++) {
        squares += (uint64_t)((int64_t)residual[i] * residual[i]);
    }

    uint32_t root = root_of(squares / (uint32_t)count);
    int64_t inverse = (int64_t)(((uint64_t)ONE << BITS) / (root == 0 ? 1 : root));
    for (int32_t i = 0; i < count; i++) {
        int64_t value = (residual[i] * inverse + ((int64_t)1 << (BITS - 1))) >> BITS;
        output[i] = (int8_t)sotto_clamp((int32_t)value, SOTTO_LEAST, SOTTO_MOST);
    }
}
