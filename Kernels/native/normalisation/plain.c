/*
 * Root mean square normalisation (Zhang and Sennrich, "Root Mean Square Layer Normalization", 2019, equation 4). Its gains are in the
 * weights that come after: what leaves it has a root mean square of one and needs no scale of its own. Of 256 values none can be over 16,
 * so that int8 holds nearly all in units of 1/16.
 */
#include "../transformer.h"

/* One is 2^4 in what leaves it; the reciprocal has 32 bits more. */
#define ONE_BITS 4
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

/* A 62-bit sum divided by how many there are, at most 256: 32 bits, then twice 16, by divisions of 32, since no small core has wider ones. */
static uint64_t mean_of(uint64_t sum, uint32_t count)
{
    uint32_t high = (uint32_t)(sum >> 32);
    uint32_t middle = high % count << 16 | ((uint32_t)sum >> 16);
    uint32_t low = middle % count << 16 | ((uint32_t)sum & 0xFFFF);
    return (uint64_t)(high / count) << 32 | middle / count << 16 | low / count;
}

/* One, with so many bits, over a root of at most 2^27: 31 bits and the five that are left. */
static int64_t inverse_of(uint32_t root)
{
    const uint32_t most = 1u << 31;
    return (int64_t)((uint64_t)(most / root) << (ONE_BITS + BITS - 31)) + (most % root << (ONE_BITS + BITS - 31)) / root;
}

void sotto_normalise_plain(const int32_t *residual, int32_t count, int8_t *output)
{
    uint64_t squares = 0;
    for (int32_t i = 0; i < count; i++) {
        squares += (uint64_t)((int64_t)residual[i] * residual[i]);
    }

    uint32_t root = root_of(mean_of(squares, (uint32_t)count));
    int64_t inverse = inverse_of(root == 0 ? 1 : root);
    for (int32_t i = 0; i < count; i++) {
        int64_t value = (residual[i] * inverse + ((int64_t)1 << (BITS - 1))) >> BITS;
        output[i] = (int8_t)sotto_clamp((int32_t)value, SOTTO_LEAST, SOTTO_MOST);
    }
}
