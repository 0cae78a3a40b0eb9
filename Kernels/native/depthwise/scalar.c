/*
 * The depthwise convolution for scalar cores: eight channels side by side. Where the taps of a pixel lie, or that they are padding, is found
 * once for all channels. Weights of 4 bits, windows of many taps, and what is left of the channels, go one by one.
 */
#include "../requantise.h"
#include "../window.h"

/* Taps of a window whose places are kept on the stack. */
#define MOST_TAPS 32

/* Where eight channels of a tap lie: those at `at`, moved on by the channel wherever `mask` has bits; padding is the same for all. */
typedef struct {
    const int8_t *at;
    int32_t mask;
} tap_place;

typedef struct {
    const sotto_layer *layer;
    const uint8_t *image;
    const int8_t *arena;

    /* The pixel's window. */
    int32_t oldest;
    sotto_span bins;

    /* Eight zero points, which stand for inputs over padding. */
    int8_t padding[8];

    /* Of the window, `taps` of them; none if there are over MOST_TAPS. */
    int32_t taps;
    tap_place places[MOST_TAPS];
} pixel_window;

static tap_place *place_padding(pixel_window *window, tap_place *place, int32_t count)
{
    for (; count > 0; count--) {
        *place++ = (tap_place){window->padding, 0};
    }

    return place;
}

/* Finds the taps of the pixel's window. */
static void find_taps(pixel_window *window)
{
    const sotto_layer *layer = window->layer;
    const sotto_span bins = window->bins;
    tap_place *place = window->places;
    for (int32_t tap = 0; tap < layer->time_kernel; tap++) {
        int32_t time = window->oldest + tap * layer->dilation;
        if (time < 0 || time >= layer->input_frames) {
            place = place_padding(window, place, layer->bin_kernel);
            continue;
        }

        int32_t first = layer->input + (time * layer->input_bins + bins.first_bin + bins.inside) * layer->input_channels;
        const int8_t *at = window->arena + first;
        place = place_padding(window, place, bins.inside);
        for (int32_t count = bins.end - bins.inside; count > 0; count--) {
            *place++ = (tap_place){at, -1};
            at += layer->input_channels;
        }

        place = place_padding(window, place, layer->bin_kernel - bins.end);
    }
}

/* Sums of eight channels. */
SOTTO_INNER_LOOP static void eight_channels(const pixel_window *window, int32_t channel, int32_t sums[8])
{
    const int32_t channels = window->layer->input_channels;
    const int8_t *weights = (const int8_t *)window->image + window->layer->weights + channel;
    const tap_place *end = window->places + window->taps;
    int32_t a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
    for (const tap_place *tap = window->places; tap != end; tap++) {
        const int8_t *inputs = tap->at + (channel & tap->mask);
        a += weights[0] * inputs[0];
        b += weights[1] * inputs[1];
        c += weights[2] * inputs[2];
        d += weights[3] * inputs[3];
        e += weights[4] * inputs[4];
        f += weights[5] * inputs[5];
        g += weights[6] * inputs[6];
        h += weights[7] * inputs[7];
        weights += channels;
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
    for (; window->taps > 0 && channel + 8 <= layer->output_channels; channel += 8) {
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
    int32_t taps = layer->time_kernel * layer->bin_kernel;
    pixel_window window;
    int8_t *output = arena + layer->output;
    window.layer = layer;
    window.image = image;
    window.arena = arena;
    window.taps = layer->packed || taps > MOST_TAPS ? 0 : taps;
    memset(window.padding, layer->input_zero_point, sizeof window.padding);
    for (int32_t t = 0; t < layer->output_frames; t++) {
        window.oldest = layer->first_frame + t * layer->time_stride;
        for (int32_t bin = 0; bin < layer->output_bins; bin++) {
            window.bins = sotto_span_of(layer, bin);
            if (window.taps > 0) {
                find_taps(&window);
            }

            run_pixel(&window, output);
            output += layer->output_channels;
        }
    }
}
