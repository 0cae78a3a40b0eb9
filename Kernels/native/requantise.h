/* From a 32-bit accumulator to an int8 value. */
#ifndef SOTTO_REQUANTISE_H
#define SOTTO_REQUANTISE_H

#include "fixed_point.h"
#include "layer.h"

/* By a multiplier and a shift, plus a zero point, into the layer's range. */
static inline int8_t sotto_requantise_value(const sotto_layer *layer, int32_t sum, int32_t multiplier, int32_t shift, int32_t zero_point)
{
    int32_t value = sotto_wrapping_add(sotto_rescale(sum, multiplier, shift), zero_point);
    return (int8_t)sotto_clamp(value, layer->clamp_minimum, layer->clamp_maximum);
}

/* A sum of products of a channel, without its bias yet, by the constants of the channel. */
static inline int8_t sotto_requantise_channel(const sotto_layer *layer, const uint8_t *image, int32_t channel, int32_t sum)
{
    int32_t bias = sotto_word(image + layer->biases + 4 * channel);
    int32_t multiplier = sotto_word(image + layer->multipliers + 4 * channel);
    int32_t shift = (int8_t)image[layer->shifts + channel];
    return sotto_requantise_value(layer, sotto_wrapping_add(sum, bias), multiplier, shift, layer->output_zero_point);
}

/* The same for `count` channels side by side, a multiple of four. */
void sotto_requantise_channels(
    const sotto_layer *layer, const uint8_t *image, int32_t channel, int32_t count, const int32_t *sums, int8_t *output);

/* For sums, with their biases, of four channels of `count` pixels, pixel by pixel. */
void sotto_requantise_block(
    const sotto_layer *layer, const uint8_t *image, int32_t channel, int32_t count, const int32_t *sums, int8_t *output);

#endif
