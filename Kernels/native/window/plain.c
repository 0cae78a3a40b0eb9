#include "../fixed_point.h"
#include "../front_end/stages.h"
#include "../front_end/tables.h"

#include <string.h>

#define FRACTION_BITS 12

int32_t sotto_windowing_plain(const int16_t *samples, int16_t *points)
{
    /* As many bits as the largest of them has. */
    int32_t magnitudes = 0;
#pragma GCC unroll 4
    for (int32_t i = 0; i < SOTTO_WINDOW; i++) {
        int32_t value = (samples[i] * sotto_window_weights[i]) >> FRACTION_BITS;
        points[i] = (int16_t)value;
        magnitudes |= value < 0 ? -value : value;
    }

    /* In 16 bits, as the reference counts: -(-32768) stays negative and is no maximum. */
    int32_t shift = 15 - sotto_bit_length((uint32_t)(magnitudes & INT16_MAX));
#pragma GCC unroll 4
    for (int32_t i = 0; i < SOTTO_WINDOW; i++) {
        points[i] = (int16_t)(points[i] * (1 << shift));
    }

    memset(points + SOTTO_WINDOW, 0, (2 * SOTTO_FFT_POINTS - SOTTO_WINDOW) * sizeof *points);
    return shift;
}
