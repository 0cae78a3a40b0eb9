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

static inline int8_t requantise(const channel_constants *constants, int32_t sum, int32_t multiplier, int32_t shift)
{
    int32_t value = sotto_wrapping_add(sotto_rescale(sum, multiplier, shift), constants->zero_point);

    /* Two statements, where sotto_clamp's one makes a copy: most values are within. */
    if (__builtin_expect(value < constants->minimum, 0)) {
        value = constants->minimum;
    }

    if (__builtin_expect(value > constants->maximum, 0)) {
        value = constants->maximum;
    }

    return (int8_t)value;
}

#define REQUANTISE(i)                                                                             \
    output[i] = requantise(&constants, sotto_wrapping_add(sums[i], sotto_word(constants.biases + 4 * (i))), \
                           sotto_word(constants.multipliers + 4 * (i)), constants.shifts[i])

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

SOTTO_INNER_LOOP void sotto_requantise_three_pixels(
    const sotto_layer *layer, const uint8_t *image, int32_t channel, const int32_t sums[12], int8_t *output)
{
    const channel_constants constants = constants_of(layer, image, channel);
    int8_t *second = output + layer->output_channels;
    int8_t *third = second + layer->output_channels;
    for (int32_t i = 0; i < 4; i++) {
        int32_t bias = sotto_word(constants.biases + 4 * i);
        int32_t multiplier = sotto_word(constants.multipliers + 4 * i);
        int32_t shift = constants.shifts[i];
        output[i] = requantise(&constants, sotto_wrapping_add(sums[i], bias), multiplier, shift);
        second[i] = requantise(&constants, sotto_wrapping_add(sums[4 + i], bias), multiplier, shift);
        third[i] = requantise(&constants, sotto_wrapping_add(sums[8 + i], bias), multiplier, shift);
    }
}

SOTTO_INNER_LOOP void sotto_requantise_block(
    const sotto_layer *layer, const uint8_t *image, int32_t channel, int32_t count, int32_t pixels, const int32_t sums[16], int8_t *output)
{
    const channel_constants constants = constants_of(layer, image, channel);
    const int32_t channels = layer->output_channels;
    for (int32_t i = 0; i < count; i++) {
        int32_t bias = sotto_word(constants.biases + 4 * i);
        int32_t multiplier = sotto_word(constants.multipliers + 4 * i);
        int32_t shift = constants.shifts[i];
        const int32_t *sum = sums + i;
        int8_t *at = output + i;
        for (int32_t pixel = 0; pixel < pixels; pixel++) {
            *at = requantise(&constants, sotto_wrapping_add(*sum, bias), multiplier, shift);
            sum += 4;
            at += channels;
        }
    }
}
