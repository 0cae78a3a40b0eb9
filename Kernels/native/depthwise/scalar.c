/*
 * The depthwise convolution for 32-bit scalar cores: four channels side by side, so that whether a tap is over padding is asked once for
 * four. Weights of 4 bits, and what is left of the channels, go one by one.
 */
#include "../requantise.h"
#include "../window.h"

typedef struct {
    const sotto_layer *layer;
    const uint8_t *image;
    const int8_t *arena;

    /* The pixel's window. */
    int32_t oldest;
    sotto_span bins;
} pixel_window;

/* Adds the products of four channels over taps of a frame, or of padding where `step` is 0. */
static void add_taps(int32_t sums[4], const int8_t *weights, int32_t channels, const int8_t *inputs, int32_t step, int32_t taps)
{
    int32_t a = sums[0], b = sums[1], c = sums[2], d = sums[3];
    for (; taps > 0; taps--) {
        a += weights[0] * inputs[0];
        b += weights[1] * inputs[1];
        c += weights[2] * inputs[2];
        d += weights[3] * inputs[3];
        weights += channels;
        inputs += step;
    }

    sums[0] = a;
    sums[1] = b;
    sums[2] = c;
    sums[3] = d;
}

static void four_channels(const pixel_window *window, int32_t channel, int32_t sums[4])
{
    const sotto_layer *layer = window->layer;
    int32_t channels = layer->input_channels;
    sotto_span bins = window->bins;
    int8_t zero = (int8_t)layer->input_zero_point;
    const int8_t padding[4] = {zero, zero, zero, zero};
    const int8_t *weights = (const int8_t *)window->image + layer->weights + channel;
    for (int32_t tap = 0; tap < layer->time_kernel; tap++) {
        int32_t time = window->oldest + tap * layer->dilation;
        int there = time >= 0 && time < layer->input_frames;
        int32_t inside = there ? bins.inside : layer->bin_kernel;
        int32_t end = there ? bins.end : layer->bin_kernel;
        add_taps(sums, weights, channels, padding, 0, inside);
        if (there) {
            const int8_t *inputs = window->arena + layer->input + (time * layer->input_bins + bins.first_bin + inside) * channels + channel;
            add_taps(sums, weights + inside * channels, channels, inputs, channels, end - inside);
            add_taps(sums, weights + end * channels, channels, padding, 0, layer->bin_kernel - end);
        }

        weights += layer->bin_kernel * channels;
    }
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
    for (; !layer->packed && channel + 4 <= layer->output_channels; channel += 4) {
        int32_t sums[4] = {0, 0, 0, 0};
        four_channels(window, channel, sums);
        for (int32_t i = 0; i < 4; i++) {
            output[channel + i] = sotto_requantise_channel(layer, window->image, channel + i, sums[i]);
        }
    }

    for (; channel < layer->output_channels; channel++) {
        output[channel] = sotto_requantise_channel(layer, window->image, channel, one_channel(window, channel));
    }
}

void sotto_depthwise_scalar(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    int8_t *output = arena + layer->output;
    for (int32_t t = 0; t < layer->output_frames; t++) {
        int32_t oldest = layer->first_frame + t * layer->time_stride;
        for (int32_t bin = 0; bin < layer->output_bins; bin++) {
            pixel_window window = {layer, image, arena, oldest, sotto_span_of(layer, bin)};
            run_pixel(&window, output);
            output += layer->output_channels;
        }
    }
}
