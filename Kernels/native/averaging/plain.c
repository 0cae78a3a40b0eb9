/*
 * The mean over whole dimensions, those of which the output has one index (TensorFlow Lite's MEAN, int8). It is rounded otherwise than a
 * pool's: the number of values is part of the multiplier.
 */
#include "../requantise.h"

/* The extents of the box that an output is the mean of. */
typedef struct {
    int32_t frames;
    int32_t bins;
    int32_t channels;
} extents;

static int32_t sum_of(const sotto_layer *layer, const int8_t *inputs, const extents *box)
{
    int32_t sum = 0;
    for (int32_t frame = 0; frame < box->frames; frame++) {
        for (int32_t bin = 0; bin < box->bins; bin++) {
            const int8_t *values = inputs + (frame * layer->input_bins + bin) * layer->input_channels;
            for (int32_t channel = 0; channel < box->channels; channel++) {
                sum += values[channel];
            }
        }
    }

    return sum;
}

void sotto_mean_plain(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    (void)image;
    extents box = {
        layer->output_frames == 1 ? layer->input_frames : 1, layer->output_bins == 1 ? layer->input_bins : 1,
        layer->output_channels == 1 ? layer->input_channels : 1};
    int32_t zero = layer->input_zero_point * box.frames * box.bins * box.channels;
    int8_t *output = arena + layer->output;
    for (int32_t frame = 0; frame < layer->output_frames; frame++) {
        for (int32_t bin = 0; bin < layer->output_bins; bin++) {
            const int8_t *inputs = arena + layer->input + (frame * layer->input_bins + bin) * layer->input_channels;
            for (int32_t channel = 0; channel < layer->output_channels; channel++) {
                int32_t sum = sum_of(layer, inputs + channel, &box) - zero;
                *output++ = sotto_requantise_value(layer, sum, layer->input_multiplier, layer->input_shift, layer->output_zero_point);
            }
        }
    }
}
