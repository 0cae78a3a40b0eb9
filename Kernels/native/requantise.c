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

#define REQUANTISE(i)                                                                                                 \
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

/* Channels whose shifts are below 0, as those of nearly all models are: their constants once for all pixels. */
#define DECLARE_SCALE(i)                                                                  \
    const uint32_t twice##i = (uint32_t)sotto_word(constants.multipliers + 4 * (i)) << 1; \
    const int32_t less_one##i = -constants.shifts[i] - 1
#define SCALE_DOWN(i) output[i] = finish(&constants, sotto_round_off(sotto_scale(sums[i], twice##i), less_one##i))

SOTTO_INNER_LOOP void sotto_requantise_block(
    const sotto_layer *layer, const uint8_t *image, int32_t channel, int32_t count, const int32_t *sums, int8_t *output)
{
    const channel_constants constants = constants_of(layer, image, channel);
    const int32_t channels = layer->output_channels;
    const int32_t *end = sums + 4 * count;
    DECLARE_SCALE(0);
    DECLARE_SCALE(1);
    DECLARE_SCALE(2);
    DECLARE_SCALE(3);
    if ((less_one0 | less_one1 | less_one2 | less_one3) >= 0) {
        for (; sums != end; sums += 4, output += channels) {
            SCALE_DOWN(0);
            SCALE_DOWN(1);
            SCALE_DOWN(2);
            SCALE_DOWN(3);
        }
    }

    for (; sums != end; sums += 4, output += channels) {
        for (int32_t i = 0; i < 4; i++) {
            int32_t multiplier = sotto_word(constants.multipliers + 4 * i);
            output[i] = finish(&constants, sotto_rescale(sums[i], multiplier, constants.shifts[i]));
        }
    }
}
