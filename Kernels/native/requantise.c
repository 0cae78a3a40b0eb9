#include "requantise.h"

/*
 * Where constants of channels lie, and what is read of a layer before the first output is written: a compiler has to take it that each may
 * be a byte of the layer.
 */
typedef struct {
    const uint8_t *biases;
    const uint8_t *multipliers;
    const int8_t *shifts;
    int32_t zero_point;
    int32_t minimum;
    int32_t maximum;
} channel_constants;

static inline channel_constants constants_of(const sotto_layer *layer, const uint8_t *image, int32_t channel)
{
    return (channel_constants){
        image + layer->biases + 4 * channel, image + layer->multipliers + 4 * channel, (const int8_t *)image + layer->shifts + channel,
        layer->output_zero_point, layer->clamp_minimum, layer->clamp_maximum};
}

static inline int8_t finish(const channel_constants *constants, int32_t value)
{
    value = sotto_wrapping_add(value, constants->zero_point);

    /* Two statements, where sotto_clamp's one makes a copy. */
    if (value < constants->minimum) {
        value = constants->minimum;
    }

    if (value > constants->maximum) {
        value = constants->maximum;
    }

    return (int8_t)value;
}

#define REQUANTISE(i)                                                                                            \
    output[i] = finish(&constants, sotto_rescale(sotto_wrapping_add(sums[i], sotto_word(constants.biases + 4 * (i))), \
                                                 sotto_word(constants.multipliers + 4 * (i)), constants.shifts[i]))

SOTTO_INNER_LOOP void sotto_requantise_channels(
    const sotto_layer *layer, const uint8_t *image, int32_t channel, int32_t count, const int32_t *sums, int8_t *output)
{
    channel_constants constants = constants_of(layer, image, channel);
    for (const int32_t *end = sums + count; sums != end; sums += 4, output += 4) {
        REQUANTISE(0);
        REQUANTISE(1);
        REQUANTISE(2);
        REQUANTISE(3);
        constants.biases += 16;
        constants.multipliers += 16;
        constants.shifts += 4;
    }
}

/* A channel of four pixels. */
#define FOUR_PIXELS(value_of)                              \
    first[i] = finish(&constants, value_of(sums[0]));      \
    second[i] = finish(&constants, value_of(sums[4]));     \
    third[i] = finish(&constants, value_of(sums[8]));      \
    fourth[i] = finish(&constants, value_of(sums[12]))
#define SCALED_UP(sum) sotto_scale((int32_t)((uint32_t)(sum) << shift), twice)
#define SCALED_DOWN(sum) sotto_round_off(sotto_scale(sum, twice), less_one)

SOTTO_INNER_LOOP void sotto_requantise_block(
    const sotto_layer *layer, const uint8_t *image, int32_t channel, int32_t count, const int32_t sums[16], int8_t *output)
{
    const channel_constants constants = constants_of(layer, image, channel);

    /* The last pixel's copies go where it goes. */
    int8_t *first = output;
    int8_t *second = first + (count > 1 ? layer->output_channels : 0);
    int8_t *third = second + (count > 2 ? layer->output_channels : 0);
    int8_t *fourth = third + (count > 3 ? layer->output_channels : 0);
    for (int32_t i = 0; i < 4; i++, sums++) {
        uint32_t twice = (uint32_t)sotto_word(constants.multipliers + 4 * i) << 1;
        int32_t shift = constants.shifts[i];
        int32_t less_one = -shift - 1;
        if (less_one >= 0) {
            FOUR_PIXELS(SCALED_DOWN);
        } else {
            FOUR_PIXELS(SCALED_UP);
        }
    }
}
