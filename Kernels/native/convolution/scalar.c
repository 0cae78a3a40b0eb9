/*
 * The convolution for scalar cores: four channels of two pixels at a time, so that six loads feed eight products. Windows that do
 * not lie in one piece are gathered first. So is the first of two where the second's outputs would be written over it.
 */
#include "../requantise.h"
#include "../window.h"

#include <stddef.h>

/* Taps that a gathered window may have; two of them lie on the stack. */
#define MOST_TAPS 256

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

/* Puts the inputs under a window in a row. */
static void gather(const convolution *run, int32_t oldest, sotto_span bins, int8_t *taps)
{
    const sotto_layer *layer = run->layer;
    int32_t channels = layer->input_channels;
    int32_t row = layer->bin_kernel * channels;
    int32_t inside = bins.inside * channels;
    int32_t end = bins.end * channels;
    for (int32_t tap = 0; tap < layer->time_kernel; tap++) {
        int32_t time = oldest + tap * layer->dilation;
        if (time < 0 || time >= layer->input_frames) {
            memset(taps, layer->input_zero_point, (size_t)row);
        } else {
            int32_t first = layer->input + (time * layer->input_bins + bins.first_bin + bins.inside) * channels;
            memset(taps, layer->input_zero_point, (size_t)inside);
            memcpy(taps + inside, run->arena + first, (size_t)(end - inside));
            memset(taps + end, layer->input_zero_point, (size_t)(row - end));
        }

        taps += row;
    }
}

/* The inputs under a pixel's window, gathered into `taps` unless they lie in one piece. */
static const int8_t *window_of(const convolution *run, int32_t pixel, int8_t *taps)
{
    const sotto_layer *layer = run->layer;
    int32_t frame = pixel / layer->output_bins;
    int32_t oldest = layer->first_frame + frame * layer->time_stride;
    sotto_span bins = sotto_span_of(layer, pixel - frame * layer->output_bins);
    if (run->in_one_piece) {
        return run->arena + layer->input + (oldest * layer->input_bins + bins.first_bin) * layer->input_channels;
    }

    gather(run, oldest, bins, taps);
    return taps;
}

#if UINTPTR_MAX > UINT32_MAX

/* Where registers have 64 bits, one product of a weight and a pair of inputs, the second 32 bits up, is both of theirs, and so are the
 * sums, which 32 bits hold. */
#define ADD_TAP_OF_TWO(tap)                       \
    pair = b[tap] * ((int64_t)1 << 32) + a[tap];  \
    sum0 += first[tap] * pair;                    \
    sum1 += second[tap] * pair;                   \
    sum2 += third[tap] * pair;                    \
    sum3 += fourth[tap] * pair

#define DECLARE_SUMS_OF_TWO int64_t pair, sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0
#define LOW(sum) ((int32_t)(sum))
#define HIGH(sum) ((int32_t)(((sum) - LOW(sum)) >> 32))
#define SUMS_OF_TWO {LOW(sum0), LOW(sum1), LOW(sum2), LOW(sum3), HIGH(sum0), HIGH(sum1), HIGH(sum2), HIGH(sum3)}

#else

#define ADD_TWO(channel, weights, tap) \
    w = weights[tap];                  \
    a##channel += w * x;               \
    b##channel += w * y

#define ADD_TAP_OF_TWO(tap)    \
    x = a[tap];                \
    y = b[tap];                \
    ADD_TWO(0, first, tap);    \
    ADD_TWO(1, second, tap);   \
    ADD_TWO(2, third, tap);    \
    ADD_TWO(3, fourth, tap)

#define DECLARE_SUMS_OF_TWO int32_t w, x, y, a0 = 0, a1 = 0, a2 = 0, a3 = 0, b0 = 0, b1 = 0, b2 = 0, b3 = 0
#define SUMS_OF_TWO {a0, a1, a2, a3, b0, b1, b2, b3}

#endif

#define ADD_TAP_OF_ONE(tap)    \
    x = a[tap];                \
    a0 += first[tap] * x;      \
    a1 += second[tap] * x;     \
    a2 += third[tap] * x;      \
    a3 += fourth[tap] * x

/* Sums of four channels of two pixels, those of the first before those of the second; four taps a turn. */
SOTTO_INNER_LOOP static void four_by_two(const int8_t *first, int32_t taps, const int8_t *a, const int8_t *b, int32_t sums[8])
{
    const int8_t *second = first + taps;
    const int8_t *third = second + taps;
    const int8_t *fourth = third + taps;
    DECLARE_SUMS_OF_TWO;
    ptrdiff_t tap = 0;
    for (; tap < (taps & ~3); tap += 4) {
        ADD_TAP_OF_TWO(tap);
        ADD_TAP_OF_TWO(tap + 1);
        ADD_TAP_OF_TWO(tap + 2);
        ADD_TAP_OF_TWO(tap + 3);
    }

    for (; tap < taps; tap++) {
        ADD_TAP_OF_TWO(tap);
    }

    memcpy(sums, (const int32_t[])SUMS_OF_TWO, 8 * sizeof *sums);
}

/* Sums of four channels of one pixel, four taps a turn. */
SOTTO_INNER_LOOP static void four_by_one(const int8_t *first, int32_t taps, const int8_t *a, int32_t sums[4])
{
    const int8_t *second = first + taps;
    const int8_t *third = second + taps;
    const int8_t *fourth = third + taps;
    const int8_t *end = a + (taps & ~3);
    int32_t a0 = 0, a1 = 0, a2 = 0, a3 = 0;
    int32_t x;
    for (; a != end; a += 4, first += 4, second += 4, third += 4, fourth += 4) {
        ADD_TAP_OF_ONE(0);
        ADD_TAP_OF_ONE(1);
        ADD_TAP_OF_ONE(2);
        ADD_TAP_OF_ONE(3);
    }

    for (int32_t tap = 0; tap < (taps & 3); tap++) {
        ADD_TAP_OF_ONE(tap);
    }

    memcpy(sums, (const int32_t[]){a0, a1, a2, a3}, 4 * sizeof *sums);
}

static int32_t dot(const int8_t *weights, int32_t taps, const int8_t *a)
{
    int32_t sum = 0;
    for (const int8_t *end = a + taps; a != end; a++) {
        sum += *weights++ * *a;
    }

    return sum;
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
        output[channel] = sotto_requantise_channel(layer, run->image, channel, dot(weights + channel * run->taps, run->taps, a));
    }
}

static void run_pixels(const convolution *run, int32_t pixel, const int8_t *a, const int8_t *b)
{
    const sotto_layer *layer = run->layer;
    int32_t channels = layer->output_channels;
    const int8_t *weights = (const int8_t *)run->image + layer->weights;
    int8_t *output = run->arena + layer->output + pixel * channels;
    int32_t channel = 0;
    for (; channel + 4 <= channels; channel += 4) {
        int32_t sums[8];
        four_by_two(weights + channel * run->taps, run->taps, a, b, sums);
        sotto_requantise_two_pixels(layer, run->image, channel, sums, output + channel);
    }

    for (; channel < channels; channel++) {
        int32_t first = dot(weights + channel * run->taps, run->taps, a);
        int32_t second = dot(weights + channel * run->taps, run->taps, b);
        output[channel] = sotto_requantise_channel(layer, run->image, channel, first);
        output[channels + channel] = sotto_requantise_channel(layer, run->image, channel, second);
    }
}

/* Whether both pixels' outputs end before the first one's window, or begin after it. */
static int leaves_whole(const convolution *run, int32_t pixel, const int8_t *window)
{
    const int8_t *output = run->arena + run->layer->output + pixel * run->layer->output_channels;
    return output + 2 * run->layer->output_channels <= window || output >= window + run->taps;
}

void sotto_convolution_scalar(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    int8_t first[MOST_TAPS];
    int8_t second[MOST_TAPS];
    int32_t taps = layer->time_kernel * layer->bin_kernel * layer->input_channels;
    convolution run = {layer, image, arena, taps, lies_in_one_piece(layer)};
    if (taps > MOST_TAPS && !run.in_one_piece) {
        sotto_convolution_plain(layer, image, arena);
        return;
    }

    int32_t pixels = layer->output_frames * layer->output_bins;
    int32_t pixel = 0;
    for (; pixel + 2 <= pixels; pixel += 2) {
        const int8_t *a = window_of(&run, pixel, first);
        const int8_t *b = window_of(&run, pixel + 1, second);
        if (run.in_one_piece && !leaves_whole(&run, pixel, a)) {
            if (taps > MOST_TAPS) {
                break;
            }

            a = memcpy(first, a, (size_t)taps);
        }

        run_pixels(&run, pixel, a, b);
    }

    for (; pixel < pixels; pixel++) {
        run_pixel(&run, pixel, window_of(&run, pixel, first));
    }
}
