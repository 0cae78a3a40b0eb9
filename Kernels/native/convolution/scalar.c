/*
 * The convolution for scalar cores: four channels of three pixels at a time, so that seven loads feed twelve products: as many as RISC-V
 * has registers for. The three windows are laid side by side first, tap by tap: one address then stands for three, padding is filled in, and
 * inputs stay whole where outputs are written over them. Pixels that are left go one by one.
 */
#include "../requantise.h"
#include "../window.h"

#include <stddef.h>

/* Taps that are laid on the stack: of three windows, or of one that does not lie in one piece. */
#define MOST_TAPS 512

typedef struct {
    const sotto_layer *layer;
    const uint8_t *image;
    int8_t *arena;
    int32_t taps;
    int in_one_piece;
} convolution;

/* Whether the taps of every window lie side by side, none of them over padding. */
static int lies_in_one_piece(const sotto_layer *layer)
{
    int32_t last_frame = layer->first_frame + (layer->output_frames - 1) * layer->time_stride + (layer->time_kernel - 1) * layer->dilation;
    int32_t last_bin = (layer->output_bins - 1) * layer->bin_stride + layer->bin_kernel;
    return layer->first_frame >= 0 && last_frame < layer->input_frames && layer->pad_low == 0 && last_bin <= layer->input_bins
        && (layer->time_kernel == 1 || (layer->dilation == 1 && layer->bin_kernel == layer->input_bins));
}

/* Writes a value to every `step`th place; gives the place after them. */
static int8_t *fill(int8_t *to, int32_t step, int32_t value, int32_t count)
{
    for (; count > 0; count--) {
        *to = (int8_t)value;
        to += step;
    }

    return to;
}

static int8_t *spread(int8_t *to, int32_t step, const int8_t *from, int32_t count)
{
    for (; count >= 4; count -= 4, from += 4) {
        *to = from[0];
        *(to += step) = from[1];
        *(to += step) = from[2];
        *(to += step) = from[3];
        to += step;
    }

    for (; count > 0; count--) {
        *to = *from++;
        to += step;
    }

    return to;
}

/* Lays the inputs under a pixel's window into every `step`th place. */
static void gather(const convolution *run, int32_t pixel, int8_t *to, int32_t step)
{
    const sotto_layer *layer = run->layer;
    int32_t channels = layer->input_channels;
    int32_t frame = pixel / layer->output_bins;
    sotto_span bins = sotto_span_of(layer, pixel - frame * layer->output_bins);
    int32_t time = layer->first_frame + frame * layer->time_stride;
    for (int32_t tap = 0; tap < layer->time_kernel; tap++) {
        if (time < 0 || time >= layer->input_frames) {
            to = fill(to, step, layer->input_zero_point, layer->bin_kernel * channels);
        } else {
            int32_t first = layer->input + (time * layer->input_bins + bins.first_bin + bins.inside) * channels;
            to = fill(to, step, layer->input_zero_point, bins.inside * channels);
            to = spread(to, step, run->arena + first, (bins.end - bins.inside) * channels);
            to = fill(to, step, layer->input_zero_point, (layer->bin_kernel - bins.end) * channels);
        }

        time += layer->dilation;
    }
}

#if UINTPTR_MAX > UINT32_MAX

/* Where registers have 64 bits, one product of a weight and a pair of inputs, the second 32 bits up, is both of theirs, and so are the
 * sums, which 32 bits hold. */
#define DECLARE_SUMS                                       \
    int64_t x, a0 = 0, a1 = 0, a2 = 0, a3 = 0;             \
    int32_t w, z, c0 = 0, c1 = 0, c2 = 0, c3 = 0
#define LOAD_INPUTS(place)                                       \
    x = at[(place) + 1] * ((int64_t)1 << 32) + at[place];        \
    z = at[(place) + 2]
#define ADD_WEIGHT(channel, weight) \
    w = weight;                     \
    a##channel += w * x;            \
    c##channel += w * z
#define LOW(sum) ((int32_t)(sum))
#define HIGH(sum) ((int32_t)(((sum) - LOW(sum)) >> 32))
#define SUMS {LOW(a0), LOW(a1), LOW(a2), LOW(a3), HIGH(a0), HIGH(a1), HIGH(a2), HIGH(a3), c0, c1, c2, c3}

#else

#define DECLARE_SUMS                           \
    int32_t w, x, y, z;                        \
    int32_t a0 = 0, a1 = 0, a2 = 0, a3 = 0;    \
    int32_t b0 = 0, b1 = 0, b2 = 0, b3 = 0;    \
    int32_t c0 = 0, c1 = 0, c2 = 0, c3 = 0
#define LOAD_INPUTS(place) \
    x = at[place];         \
    y = at[(place) + 1];   \
    z = at[(place) + 2]
#define ADD_WEIGHT(channel, weight) \
    w = weight;                     \
    a##channel += w * x;            \
    b##channel += w * y;            \
    c##channel += w * z
#define SUMS {a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3}

#endif

/* A tap of four channels of three pixels. */
#define ADD_TAP_OF_THREE(tap)   \
    LOAD_INPUTS(3 * (tap));     \
    ADD_WEIGHT(0, first[tap]);  \
    ADD_WEIGHT(1, second[tap]); \
    ADD_WEIGHT(2, third[tap]);  \
    ADD_WEIGHT(3, fourth[tap])

/* Sums of four channels of three pixels, pixel by pixel; eight taps a turn. */
SOTTO_INNER_LOOP static void four_by_three(const int8_t *first, int32_t taps, const int8_t *at, int32_t sums[12])
{
    const int8_t *second = first + taps;
    const int8_t *third = second + taps;
    const int8_t *fourth = third + taps;
    const int8_t *end = first + (taps & ~7);
    DECLARE_SUMS;
    for (; first != end; first += 8, second += 8, third += 8, fourth += 8, at += 24) {
        ADD_TAP_OF_THREE(0);
        ADD_TAP_OF_THREE(1);
        ADD_TAP_OF_THREE(2);
        ADD_TAP_OF_THREE(3);
        ADD_TAP_OF_THREE(4);
        ADD_TAP_OF_THREE(5);
        ADD_TAP_OF_THREE(6);
        ADD_TAP_OF_THREE(7);
    }

    for (int32_t tap = 0; tap < (taps & 7); tap++) {
        ADD_TAP_OF_THREE(tap);
    }

    memcpy(sums, (const int32_t[])SUMS, 12 * sizeof *sums);
}

#define ADD_TAP_OF_ONE(tap)    \
    x = a[tap];                \
    a0 += first[tap] * x;      \
    a1 += second[tap] * x;     \
    a2 += third[tap] * x;      \
    a3 += fourth[tap] * x

/* Sums of four channels of one pixel, eight taps a turn. */
SOTTO_INNER_LOOP static void four_by_one(const int8_t *first, int32_t taps, const int8_t *a, int32_t sums[4])
{
    const int8_t *second = first + taps;
    const int8_t *third = second + taps;
    const int8_t *fourth = third + taps;
    const int8_t *end = a + (taps & ~7);
    int32_t a0 = 0, a1 = 0, a2 = 0, a3 = 0;
    int32_t x;
    for (; a != end; a += 8, first += 8, second += 8, third += 8, fourth += 8) {
        ADD_TAP_OF_ONE(0);
        ADD_TAP_OF_ONE(1);
        ADD_TAP_OF_ONE(2);
        ADD_TAP_OF_ONE(3);
        ADD_TAP_OF_ONE(4);
        ADD_TAP_OF_ONE(5);
        ADD_TAP_OF_ONE(6);
        ADD_TAP_OF_ONE(7);
    }

    for (int32_t tap = 0; tap < (taps & 7); tap++) {
        ADD_TAP_OF_ONE(tap);
    }

    memcpy(sums, (const int32_t[]){a0, a1, a2, a3}, 4 * sizeof *sums);
}

/* Of inputs that lie at every `step`th place. */
static int32_t dot(const int8_t *weights, int32_t taps, const int8_t *a, int32_t step)
{
    int32_t sum = 0;
    for (const int8_t *end = weights + taps; weights != end; weights++) {
        sum += *weights * *a;
        a += step;
    }

    return sum;
}

/* The inputs under a pixel's window, gathered into `taps` unless they lie in one piece. */
static const int8_t *window_of(const convolution *run, int32_t pixel, int8_t *taps)
{
    const sotto_layer *layer = run->layer;
    if (!run->in_one_piece) {
        gather(run, pixel, taps, 1);
        return taps;
    }

    int32_t frame = pixel / layer->output_bins;
    int32_t first_frame = layer->first_frame + frame * layer->time_stride;
    int32_t first_bin = (pixel - frame * layer->output_bins) * layer->bin_stride;
    return run->arena + layer->input + (first_frame * layer->input_bins + first_bin) * layer->input_channels;
}

static void run_pixel(const convolution *run, int32_t pixel, const int8_t *a)
{
    const sotto_layer *layer = run->layer;
    int32_t channels = layer->output_channels;
    const int8_t *weights = (const int8_t *)run->image + layer->weights;
    int8_t *output = run->arena + layer->output + pixel * channels;
    int32_t channel = 0;
    for (; channel + 4 <= channels; channel += 4) {
        int32_t sums[4];
        four_by_one(weights + channel * run->taps, run->taps, a, sums);
        sotto_requantise_channels(layer, run->image, channel, 4, sums, output + channel);
    }

    for (; channel < channels; channel++) {
        output[channel] = sotto_requantise_channel(layer, run->image, channel, dot(weights + channel * run->taps, run->taps, a, 1));
    }
}

/* Three pixels, their windows side by side. */
static void run_pixels(const convolution *run, int32_t pixel, const int8_t *windows)
{
    const sotto_layer *layer = run->layer;
    int32_t channels = layer->output_channels;
    const int8_t *weights = (const int8_t *)run->image + layer->weights;
    int8_t *output = run->arena + layer->output + pixel * channels;
    int32_t channel = 0;
    for (; channel + 4 <= channels; channel += 4) {
        int32_t sums[12];
        four_by_three(weights + channel * run->taps, run->taps, windows, sums);
        sotto_requantise_three_pixels(layer, run->image, channel, sums, output + channel);
    }

    for (; channel < channels; channel++) {
        for (int32_t i = 0; i < 3; i++) {
            int32_t sum = dot(weights + channel * run->taps, run->taps, windows + i, 3);
            output[i * channels + channel] = sotto_requantise_channel(layer, run->image, channel, sum);
        }
    }
}

void sotto_convolution_scalar(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    int8_t windows[MOST_TAPS];
    int32_t taps = layer->time_kernel * layer->bin_kernel * layer->input_channels;
    int32_t pixels = layer->output_frames * layer->output_bins;
    convolution run = {layer, image, arena, taps, lies_in_one_piece(layer)};
    if (taps > MOST_TAPS && !run.in_one_piece) {
        sotto_convolution_plain(layer, image, arena);
        return;
    }

    int32_t pixel = 0;
    for (; 3 * taps <= MOST_TAPS && pixel + 3 <= pixels; pixel += 3) {
        for (int32_t i = 0; i < 3; i++) {
            gather(&run, pixel + i, windows + i, 3);
        }

        run_pixels(&run, pixel, windows);
    }

    for (; pixel < pixels; pixel++) {
        run_pixel(&run, pixel, window_of(&run, pixel, windows));
    }
}
