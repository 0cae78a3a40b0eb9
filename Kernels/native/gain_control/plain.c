/*
 * Per-channel amplitude normalisation (Wang et al., "Trainable Frontend For Robust and Far-Field Keyword Spotting", 2017; strength 0.95,
 * offset 80).
 */
#include "../fixed_point.h"
#include "../front_end/stages.h"
#include "../front_end/tables.h"

#define SIGNAL_TO_NOISE_BITS 12
#define SIGNAL_TO_NOISE_SHIFT 6
#define OUTPUT_BITS 6

/* The gain for a noise estimate, by the parabola of its power of two. */
static int32_t gain_of(uint32_t noise)
{
    if (noise <= 2) {
        return sotto_pcan_gain[noise];
    }

    int32_t interval = sotto_bit_length(noise);
    const int16_t *parabola = sotto_pcan_gain + 4 * interval - 6;
    int32_t fraction = (int32_t)((interval < 11 ? noise << (11 - interval) : noise >> (interval - 11)) & 0x3FF);
    int32_t slope = ((parabola[2] * fraction) >> 5) + parabola[1] * 32;
    return (int16_t)(((slope * fraction + (1 << 14)) >> 15) + parabola[0]);
}

/* A parabola below a ratio of 2, a straight line above. */
static uint32_t shrink(uint32_t ratio)
{
    return ratio < 2u << SIGNAL_TO_NOISE_BITS
        ? ratio * ratio >> (2 + 2 * SIGNAL_TO_NOISE_BITS - OUTPUT_BITS)
        : (ratio >> (SIGNAL_TO_NOISE_BITS - OUTPUT_BITS)) - (1u << OUTPUT_BITS);
}

void sotto_gain_control_plain(uint32_t *bands, const uint32_t *noise)
{
    for (int32_t i = 0; i < SOTTO_FEATURES; i++) {
        bands[i] = shrink((uint32_t)(((uint64_t)bands[i] * (uint32_t)gain_of(noise[i])) >> SIGNAL_TO_NOISE_SHIFT));
    }
}
