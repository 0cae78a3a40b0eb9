#include "../front_end/stages.h"

#define SMOOTHING_BITS 10
#define FRACTION_BITS 14
#define ONE (1u << FRACTION_BITS)

/* 0.025 and 0.06 of the way to the signal each hop, and at least 5% of the signal stays. */
#define EVEN_SMOOTHING 409u
#define ODD_SMOOTHING 983u
#define LEAST_REMAINING 819u

void sotto_noise_reduction_plain(uint32_t *bands, uint32_t *noise)
{
    for (int32_t i = 0; i < SOTTO_FEATURES; i++) {
        uint32_t smoothing = (i & 1) == 0 ? EVEN_SMOOTHING : ODD_SMOOTHING;
        uint32_t signal = bands[i] << SMOOTHING_BITS;
        uint32_t estimate = (uint32_t)(((uint64_t)signal * smoothing + (uint64_t)noise[i] * (ONE - smoothing)) >> FRACTION_BITS);
        noise[i] = estimate;
        uint32_t least = (uint32_t)(((uint64_t)bands[i] * LEAST_REMAINING) >> FRACTION_BITS);
        uint32_t remaining = (signal - (estimate > signal ? signal : estimate)) >> SMOOTHING_BITS;
        bands[i] = remaining > least ? remaining : least;
    }
}
