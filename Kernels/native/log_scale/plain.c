#include "../fixed_point.h"
#include "../front_end/stages.h"
#include "../front_end/tables.h"

#define FRACTION_BITS 16
#define SEGMENT_BITS 9
#define INPUT_SHIFT 3
#define OUTPUT_SHIFT 6
#define HALF (1u << (FRACTION_BITS - 1))
#define LOG_OF_TWO 45426u

/* The part of log2 after the point: the part of the value after its highest bit and a correction. */
static uint32_t fraction_of(uint32_t value, int32_t integer)
{
    uint32_t rest = value - (1u << integer);
    int32_t fraction = (int32_t)(integer < FRACTION_BITS ? rest << (FRACTION_BITS - integer) : rest >> (integer - FRACTION_BITS));
    int32_t segment = fraction >> SEGMENT_BITS;
    int32_t low = sotto_log_correction[segment];
    int32_t high = sotto_log_correction[segment + 1];
    return (uint32_t)(fraction + low + (((high - low) * (fraction - segment * (1 << SEGMENT_BITS))) >> FRACTION_BITS));
}

static uint32_t logarithm(uint32_t value)
{
    int32_t integer = sotto_bit_length(value) - 1;
    uint32_t log2 = ((uint32_t)integer << FRACTION_BITS) + fraction_of(value, integer);
    uint32_t loge = (uint32_t)(((uint64_t)LOG_OF_TWO * log2 + HALF) >> FRACTION_BITS);
    return ((loge << OUTPUT_SHIFT) + HALF) >> FRACTION_BITS;
}

void sotto_log_scale_plain(const uint32_t *bands, uint16_t *features)
{
    for (int32_t i = 0; i < SOTTO_FEATURES; i++) {
        uint32_t value = bands[i] << INPUT_SHIFT;
        uint32_t feature = value > 1 ? logarithm(value) : 0;
        features[i] = (uint16_t)(feature < UINT16_MAX ? feature : UINT16_MAX);
    }
}
