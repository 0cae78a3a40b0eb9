/*
 * A kernel of its own for every channel (TensorFlow Lite's DEPTHWISE_CONV_2D, int8, channel multiplier 1): weights [time taps, bin taps,
 * channels], of 8 or of 4 bits.
 */
#include "../requantise.h"
#include "../window.h"

static int32_t weight_at(const sotto_layer *layer, const uint8_t *image, int32_t tap, int32_t channel)
{
    int32_t channels = layer->input_channels;
    return layer->packed
        ? sotto_nibble(image + layer->weights + tap * sotto_nibble_bytes(channels), channel)
        : (int8_t)image[layer->weights + tap * channels + channel];
}

static int32_t window_sum(
    const sotto_layer *layer, const uint8_t *image, const int8_t *arena, int32_t oldest, sotto_span bins, int32_t channel)
{
    int32_t sum = 0;
    int32_t tap = 0;
    for (int32_t i = 0; i < layer->time_kernel; i++) {
        int32_t time = oldest + i * layer->dilation;
        int there = time >= 0 && time < layer->input_frames;
        int32_t input = layer->input + (time * layer->input_bins + bins.first_bin) * layer->input_channels + channel;
        for (int32_t bin = 0; bin < layer->bin_kernel; bin++) {
            int inside = there && bin >= bins.inside && bin < bins.end;
            int32_t value = inside ? arena[input + bin * layer->input_channels] : layer->input_zero_point;
            sum += weight_at(layer, image, tap++, channel) * value;
        }
    }

    return sum;
}

void sotto_depthwise_plain(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    int8_t *output = arena + layer->output;
    for (int32_t t = 0; t < layer->output_frames; t++) {
        int32_t oldest = layer->first_frame + t * layer->time_stride;
        for (int32_t bin = 0; bin < layer->output_bins; bin++) {
            sotto_span bins = sotto_span_of(layer, bin);
            for (int32_t channel = 0; channel < layer->output_channels; channel++) {
                int32_t sum = window_sum(layer, image, arena, oldest, bins, channel);
                *output++ = sotto_requantise_channel(layer, image, channel, sum);
            }
        }
    }
}
