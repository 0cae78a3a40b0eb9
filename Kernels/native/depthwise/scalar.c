/*
 * The depthwise convolution for 32-bit scalar cores: eight channels side by side, so that whether a tap is over padding is asked once for
 * eight. Weights of 4 bits, and what is left of the channels, go one by one.
 */
#include "../requantise.h"
#include "../window.h"

typedef struct {
    const sotto_layer *layer;
    const uint8_t *image;
    const int8_t *arena;

    /* Eight zero points, which stand for inputs over padding. */
    int8_t padding[8];

    /* The pixel's window. */
    int32_t oldest;
    sotto_span bins;
} pixel_window;

/* Sums of eight channels. */
SOTTO_INNER_LOOP static void eight_channels(const pixel_window *window, int32_t channel, int32_t sums[8])
{
    const sotto_layer *layer = window->layer;
    const int32_t channels = layer->input_channels;
    const uint32_t first = (uint32_t)window->bins.inside;
    const uint32_t count = (uint32_t)(window->bins.end - window->bins.inside);
    const int8_t *weights = (const int8_t *)window->image + layer->weights + channel;
    int32_t a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
    for (int32_t tap = 0; tap < layer->time_kernel; tap++) {
        int32_t time = window->oldest + tap * layer->dilation;
        uint32_t inside = time >= 0 && time < layer->input_frames ? count : 0;
        int32_t place = layer->input + (time * layer->input_bins + window->bins.first_bin) * channels + channel;
        for (int32_t bin = 0; bin < layer->bin_kernel; bin++) {
            /* One comparison sees both ends: below the first the difference is a large number. */
            const int8_t *inputs = (uint32_t)bin - first < inside ? window->arena + place : window->padding;
            a += weights[0] * inputs[0];
            b += weights[1] * inputs[1];
            c += weights[2] * inputs[2];
            d += weights[3] * inputs[3];
            e += weights[4] * inputs[4];
            f += weights[5] * inputs[5];
            g += weights[6] * inputs[6];
            h += weights[7] * inputs[7];
            weights += channels;
            place += channels;
        }
    }

    memcpy(sums, (const int32_t[]){a, b, c, d, e, f, g, h}, 8 * sizeof *sums);
}

static int32_t weight_at(const pixel_window *window, int32_t tap, int32_t channel)
{
    const sotto_layer *layer = window->layer;
    int32_t channels = layer->input_channels;
    return layer->packed
        ? sotto_nibble(window->image + layer->weights + tap * sotto_nibble_bytes(channels), channel)
        : (int8_t)window->image[layer->weights + tap * channels + channel];
}

static int32_t one_channel(const pixel_window *window, int32_t channel)
{
    const sotto_layer *layer = window->layer;
    int32_t sum = 0;
    int32_t tap = 0;
    for (int32_t i = 0; i < layer->time_kernel; i++) {
        int32_t time = window->oldest + i * layer->dilation;
        int there = time >= 0 && time < layer->input_frames;
        int32_t input = layer->input + (time * layer->input_bins + window->bins.first_bin) * layer->input_channels + channel;
        for (int32_t bin = 0; bin < layer->bin_kernel; bin++) {
            int inside = there && bin >= window->bins.inside && bin < window->bins.end;
            int32_t value = inside ? window->arena[input + bin * layer->input_channels] : layer->input_zero_point;
            sum += weight_at(window, tap++, channel) * value;
        }
    }

    return sum;
}

static void run_pixel(const pixel_window *window, int8_t *output)
{
    const sotto_layer *layer = window->layer;
    int32_t channel = 0;
    for (; !layer->packed && channel + 8 <= layer->output_channels; channel += 8) {
        int32_t sums[8];
        eight_channels(window, channel, sums);
        sotto_requantise_channels(layer, window->image, channel, 8, sums, output + channel);
    }

    for (; channel < layer->output_channels; channel++) {
        output[channel] = sotto_requantise_channel(layer, window->image, channel, one_channel(window, channel));
    }
}

void sotto_depthwise_scalar(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    pixel_window window = {.layer = layer, .image = image, .arena = arena};
    int8_t *output = arena + layer->output;
    memset(window.padding, layer->input_zero_point, sizeof window.padding);
    for (int32_t t = 0; t < layer->output_frames; t++) {
        int32_t oldest = layer->first_frame + t * layer->time_stride;
        for (int32_t bin = 0; bin < layer->output_bins; bin++) {
            window.oldest = oldest;
            window.bins = sotto_span_of(layer, bin);
            run_pixel(&window, output);
            output += layer->output_channels;
        }
    }
}
