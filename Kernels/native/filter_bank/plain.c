#include "../fixed_point.h"
#include "../front_end/stages.h"
#include "../front_end/tables.h"

#define ONE 4096

static int32_t bit_length_64(uint64_t value)
{
    uint32_t high = (uint32_t)(value >> 32);
    return high != 0 ? 32 + sotto_bit_length(high) : sotto_bit_length((uint32_t)value);
}

/* The nearest integer to a square root, digit by digit. */
static uint32_t square_root(uint64_t value)
{
    if (value == 0) {
        return 0;
    }

    uint64_t root = 0;
    uint64_t rest = value;
    for (uint64_t bit = 1ull << ((bit_length_64(value) - 1) & ~1); bit != 0; bit >>= 2) {
        uint64_t trial = root + bit;
        root >>= 1;
        if (rest >= trial) {
            rest -= trial;
            root += bit;
        }
    }

    uint64_t largest = value >> 32 == 0 ? 0xFFFF : 0xFFFFFFFF;
    return (uint32_t)(rest > root && root != largest ? root + 1 : root);
}

void sotto_filter_bank_plain(const int32_t *energy, int32_t shift, uint32_t *bands)
{
    uint64_t below = 0;
    int32_t bin = 0;
    for (int32_t band = 0; band <= SOTTO_FEATURES; band++) {
        uint64_t above = 0;
        for (int32_t end = bin + sotto_band_widths[band]; bin < end; bin++) {
            /* With its sign, as the reference widens it. */
            uint64_t value = (uint64_t)(int64_t)energy[SOTTO_FIRST_BIN + bin];
            uint32_t weight = (uint32_t)sotto_bin_weights[bin];
            below += value * weight;
            above += value * (ONE - weight);
        }

        /* What lies under the first centre belongs to no band. */
        if (band > 0) {
            bands[band - 1] = square_root(below) >> shift;
        }

        below = above;
    }
}
