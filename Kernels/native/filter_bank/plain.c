#include "../fixed_point.h"
#include "../front_end/stages.h"
#include "../front_end/tables.h"

#define ONE 4096

/* The integer part of a square root, digit by digit from a power of four on, the largest that is not over the value. */
static uint32_t root_of_word(uint32_t value, uint32_t bit)
{
    uint32_t root = 0;
    for (; bit != 0; bit >>= 2) {
        uint32_t trial = root + bit;
        root >>= 1;
        if (value >= trial) {
            value -= trial;
            root += bit;
        }
    }

    return root;
}

/*
 * The same of 64 bits, at most one more, where the first two bits are not both zero: the upper half of the root by its digits, the lower
 * by a division (Zimmermann, "Karatsuba Square Root", 1999).
 */
static uint32_t root_of_two_words(uint64_t value)
{
    uint32_t upper = (uint32_t)(value >> 32);
    uint32_t root = root_of_word(upper, 1u << 30);
    uint32_t rest = (upper - root * root) << 15 | (uint32_t)value >> 17;
    uint32_t lower = rest / root;
    return root << 16 | (lower < 0xFFFF ? lower : 0xFFFF);
}

/* The nearest integer to a square root, as far as 16 bits, or 32, hold it. */
static uint32_t square_root(uint64_t value)
{
    uint32_t high = (uint32_t)(value >> 32);
    if (high == 0) {
        uint32_t low = (uint32_t)value;
        uint32_t root = root_of_word(low, low == 0 ? 0 : 1u << ((sotto_bit_length(low) - 1) & ~1));
        return low - root * root > root && root != 0xFFFF ? root + 1 : root;
    }

    int32_t shift = (32 - sotto_bit_length(high)) & ~1;
    uint32_t root = root_of_two_words(value << shift) >> (shift / 2);
    root -= (uint64_t)root * root > value;
    return value - (uint64_t)root * root > root && root != 0xFFFFFFFF ? root + 1 : root;
}

void sotto_filter_bank_plain(const int32_t *energy, int32_t shift, uint32_t *bands)
{
    uint64_t below = 0;
    int32_t bin = 0;
    for (int32_t band = 0; band <= SOTTO_FEATURES; band++) {
        uint64_t all = 0;
        uint64_t weighted = 0;
        for (int32_t end = bin + sotto_band_widths[band]; bin < end; bin++) {
            /* With its sign, as the reference widens it. */
            int64_t value = energy[SOTTO_FIRST_BIN + bin];
            all += (uint64_t)value;
            weighted += (uint64_t)(value * sotto_bin_weights[bin]);
        }

        /* What lies under the first centre belongs to no band. */
        if (band > 0) {
            bands[band - 1] = square_root(below + weighted) >> shift;
        }

        below = all * ONE - weighted;
    }
}
