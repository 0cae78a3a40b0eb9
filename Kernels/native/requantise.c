#include "requantise.h"

SOTTO_INNER_LOOP void sotto_requantise_channels(
    const sotto_layer *layer, const uint8_t *image, int32_t channel, int32_t count, const int32_t *sums, int8_t *output)
{
    /* Read before: a compiler has to take it that each output written may be a byte of the layer. */
    const uint8_t *biases = image + layer->biases + 4 * channel;
    const uint8_t *multipliers = image + layer->multipliers + 4 * channel;
    const int8_t *shifts = (const int8_t *)image + layer->shifts + channel;
    const int32_t zero_point = layer->output_zero_point;
    const int32_t minimum = layer->clamp_minimum;
    const int32_t maximum = layer->clamp_maximum;
    for (int8_t *end = output + count; output != end; output++) {
        int32_t sum = sotto_wrapping_add(*sums++, sotto_word(biases));
        int32_t value = sotto_rescale(sum, sotto_word(multipliers), *shifts++);
        *output = (int8_t)sotto_clamp(sotto_wrapping_add(value, zero_point), minimum, maximum);
        biases += 4;
        multipliers += 4;
    }
}
