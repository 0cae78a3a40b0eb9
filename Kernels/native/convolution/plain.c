/*
 * Convolution over time and bins (TensorFlow Lite's CONV_2D and FULLY_CONNECTED, int8, weights symmetric per channel): weights [outputs,
 * time taps, bin taps, input channels].
 */
#include "../requantise.h"
#include "../window.h"

static int32_t dot(const int8_t *weights, const int8_t *inputs, int32_t count)
{
    int32_t sum = 0;
    for (int32_t i = 0; i < count; i++) {
        sum += weights[i] * inputs[i];
    }

    return sum;
}

static int32_t total(const int8_t *weights, int32_t count)
{
    int32_t sum = 0;
    for (int32_t i = 0; i < count; i++) {
        sum += weights[i];
    }

    return sum;
}

/* One output: a window's inputs by a channel's weights, tap over time by tap. The bias has the zero point of every tap taken out, so
 * padding counts as if zeros were there. */
static int32_t window_sum(const sotto_layer *layer, const int8_t *weights, const int8_t *arena, int32_t oldest, sotto_span bins)
{
    int32_t channels = layer->input_channels;
    int32_t row = layer->bin_kernel * channels;
    int32_t inside = bins.inside * channels;
    int32_t end = bins.end * channels;
    int32_t padding = 0;
    int32_t sum = 0;
    for (int32_t tap = 0; tap < layer->time_kernel; tap++) {
        int32_t time = oldest + tap * layer->dilation;
        if (time < 0 || time >= layer->input_frames) {
            padding += total(weights, row);
        } else {
            const int8_t *inputs = arena + layer->input + (time * layer->input_bins + bins.first_bin + bins.inside) * channels;
            padding += total(weights, inside) + total(weights + end, row - end);
            sum += dot(weights + inside, inputs, end - inside);
        }

        weights += row;
    }

    return sum + padding * layer->input_zero_point;
}

void sotto_convolution_plain(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    int32_t taps = layer->time_kernel * layer->bin_kernel * layer->input_channels;
    int8_t *output = arena + layer->output;
    for (int32_t t = 0; t < layer->output_frames; t++) {
        int32_t oldest = layer->first_frame + t * layer->time_stride;
        for (int32_t bin = 0; bin < layer->output_bins; bin++) {
            sotto_span bins = sotto_span_of(layer, bin);
            const int8_t *weights = (const int8_t *)image + layer->weights;
            for (int32_t channel = 0; channel < layer->output_channels; channel++) {
                int32_t sum = window_sum(layer, weights, arena, oldest, bins);
                *output++ = sotto_requantise_channel(layer, image, channel, sum);
                weights += taps;
            }
        }
    }
}
