/*
 * The convolution of weights of 4 bits for scalar cores: a weight by the inputs of two pixels in the halves of a word is two products in one
 * multiplication, and some thirty such sums stay in their halves. Four channels of four pixels at a time; where there are fewer, the last
 * stands in for those that are missing, and what it gives twice is not stored.
 */
#include "../requantise.h"
#include "../window.h"

/* Taps of four windows that are laid on the stack. */
#define MOST_TAPS 64

/* Taps until the halves are taken apart. So many products of -8 and -128 are one too many for 16 bits: halves begin at -1. */
#define MOST_PACKED 32
#define MINUS_ONES (-0x10001)

typedef struct {
    const sotto_layer *layer;
    const uint8_t *image;
    const int8_t *arena;
    int32_t taps;
    int32_t row_bytes;
    int32_t groups;

    /* Of every tap the inputs of four pixels, two a word. */
    int32_t inputs[2 * MOST_TAPS];
} int4_convolution;

/* A pixel's window: its first frame, and which of its bins are inside. */
typedef struct {
    int32_t time;
    sotto_span bins;
} pixel_window;

static pixel_window window_of(const sotto_layer *layer, int32_t pixel)
{
    int32_t frame = pixel / layer->output_bins;
    return (pixel_window){
        layer->first_frame + frame * layer->time_stride, sotto_span_of(layer, pixel - frame * layer->output_bins)};
}

/* Where the inputs of a tap lie; null in padding. */
static const int8_t *inputs_at(const int4_convolution *run, const pixel_window *window, int32_t time_tap, int32_t bin)
{
    const sotto_layer *layer = run->layer;
    int32_t time = window->time + time_tap * layer->dilation;
    int inside = time >= 0 && time < layer->input_frames && bin >= window->bins.inside && bin < window->bins.end;
    int32_t place = layer->input + (time * layer->input_bins + window->bins.first_bin + bin) * layer->input_channels;
    return inside ? run->arena + place : NULL;
}

/* Lays the inputs under two pixels' windows into every second of the words. */
static void gather(const int4_convolution *run, int32_t first, int32_t second, int32_t *words)
{
    const sotto_layer *layer = run->layer;
    /* Its low byte, the first on these processors. */
    const int8_t *padding = (const int8_t *)&layer->input_zero_point;
    const pixel_window windows[2] = {window_of(layer, first), window_of(layer, second)};
    for (int32_t tap = 0; tap < layer->time_kernel; tap++) {
        for (int32_t bin = 0; bin < layer->bin_kernel; bin++) {
            const int8_t *a = inputs_at(run, &windows[0], tap, bin);
            const int8_t *b = inputs_at(run, &windows[1], tap, bin);
            int32_t a_step = a != NULL;
            int32_t b_step = b != NULL;
            a = a != NULL ? a : padding;
            b = b != NULL ? b : padding;
            for (int32_t i = 0; i < layer->input_channels; i++) {
                *words = *a + *b * (1 << 16);
                words += 2;
                a += a_step;
                b += b_step;
            }
        }
    }
}

/* Adds what the two halves of a word hold, times a factor. */
static inline void take_apart(int32_t word, int32_t factor, int32_t *first, int32_t *second)
{
    int32_t low = (int16_t)word;
    *first += (low + 1) * factor;
    *second += (((word - low) >> 16) + 1) * factor;
}

/* Two taps of a channel, of which a byte has the weights, the first in its low half. */
#define ADD_TWO_TAPS(channel, weights, i)        \
    high = (int8_t)weights[i];                   \
    low = (int32_t)((uint32_t)high << 28) >> 28; \
    high >>= 4;                                  \
    a##channel += low * at[4 * (i)];             \
    b##channel += low * at[4 * (i) + 1];         \
    a##channel += high * at[4 * (i) + 2];        \
    b##channel += high * at[4 * (i) + 3]

#define ADD_TWO_TAPS_OF_FOUR(i)  \
    ADD_TWO_TAPS(0, first, i);   \
    ADD_TWO_TAPS(1, second, i);  \
    ADD_TWO_TAPS(2, third, i);   \
    ADD_TWO_TAPS(3, fourth, i)

/* The last tap of a row of an odd number. */
#define ADD_ONE_TAP(channel, weights)                \
    low = (int32_t)((uint32_t)*weights << 28) >> 28; \
    a##channel += low * at[0];                       \
    b##channel += low * at[1]

/* Four channels, and where of their rows and groups the sums are. */
typedef struct {
    const uint8_t *rows[4];
    const uint8_t *factors[4];
    int32_t group;
} four_channels;

/* Adds to the sums of four channels of four pixels, pixel by pixel, the taps from `tap` on, an even number, to `end`. */
SOTTO_INNER_LOOP static void add_taps(
    const int32_t *inputs, int32_t tap, int32_t end, const four_channels *channels, int32_t sums[16])
{
    const uint8_t *first = channels->rows[0] + tap / 2;
    const uint8_t *second = channels->rows[1] + tap / 2;
    const uint8_t *third = channels->rows[2] + tap / 2;
    const uint8_t *fourth = channels->rows[3] + tap / 2;
    const int32_t *at = inputs + 2 * tap;
    int32_t low, high;
    int32_t a0 = MINUS_ONES, a1 = MINUS_ONES, a2 = MINUS_ONES, a3 = MINUS_ONES;
    int32_t b0 = MINUS_ONES, b1 = MINUS_ONES, b2 = MINUS_ONES, b3 = MINUS_ONES;
    int32_t left = end - tap;
    for (; left >= 4; left -= 4, at += 8, first += 2, second += 2, third += 2, fourth += 2) {
        ADD_TWO_TAPS_OF_FOUR(0);
        ADD_TWO_TAPS_OF_FOUR(1);
    }

    if (left >= 2) {
        ADD_TWO_TAPS_OF_FOUR(0);
        left -= 2, at += 4, first++, second++, third++, fourth++;
    }

    if (left != 0) {
        ADD_ONE_TAP(0, first);
        ADD_ONE_TAP(1, second);
        ADD_ONE_TAP(2, third);
        ADD_ONE_TAP(3, fourth);
    }

    const int32_t factors[4] = {
        channels->factors[0][channels->group], channels->factors[1][channels->group], channels->factors[2][channels->group],
        channels->factors[3][channels->group]};
    take_apart(a0, factors[0], sums, sums + 4);
    take_apart(a1, factors[1], sums + 1, sums + 5);
    take_apart(a2, factors[2], sums + 2, sums + 6);
    take_apart(a3, factors[3], sums + 3, sums + 7);
    take_apart(b0, factors[0], sums + 8, sums + 12);
    take_apart(b1, factors[1], sums + 9, sums + 13);
    take_apart(b2, factors[2], sums + 10, sums + 14);
    take_apart(b3, factors[3], sums + 11, sums + 15);
}

/* Sums of four channels, of which `count` are there, of the four pixels that were gathered. */
static void sum_channels(const int4_convolution *run, int32_t channel, int32_t count, int32_t sums[16])
{
    static const uint8_t one[1] = {1};
    const sotto_layer *layer = run->layer;
    four_channels channels = {.group = 0};
    int32_t group_end = layer->group_length;
    memset(sums, 0, 16 * sizeof *sums);
    for (int32_t i = 0; i < 4; i++) {
        int32_t row = channel + (i < count ? i : count - 1);
        channels.rows[i] = run->image + layer->weights + row * run->row_bytes;
        channels.factors[i] = layer->factors == 0 ? one : run->image + layer->factors + row * run->groups;
    }

    for (int32_t tap = 0; tap < run->taps;) {
        int32_t end = tap + MOST_PACKED < run->taps ? tap + MOST_PACKED : run->taps;
        end = end < group_end ? end : group_end;
        add_taps(run->inputs, tap, end, &channels, sums);
        channels.group += end == group_end;
        group_end += end == group_end ? layer->group_length : 0;
        tap = end;
    }
}

/* Apart from what calls it, so that the plain kernel does not lie on top of the gathered inputs. */
__attribute__((noinline)) static void run_blocks(const sotto_layer *layer, const uint8_t *image, int8_t *arena, int32_t taps)
{
    int32_t channels = layer->output_channels;
    int32_t pixels = layer->output_frames * layer->output_bins;
    int4_convolution run;
    run.layer = layer;
    run.image = image;
    run.arena = arena;
    run.taps = taps;
    run.row_bytes = sotto_nibble_bytes(taps);
    run.groups = (taps + layer->group_length - 1) / layer->group_length;
    for (int32_t pixel = 0; pixel < pixels; pixel += 4) {
        int32_t left = pixels - pixel < 4 ? pixels - pixel : 4;
        gather(&run, pixel, pixel + (left > 1 ? 1 : 0), run.inputs);
        gather(&run, pixel + (left > 2 ? 2 : 0), pixel + left - 1, run.inputs + 1);
        for (int32_t channel = 0; channel < channels; channel += 4) {
            int32_t sums[16];
            int32_t count = channels - channel < 4 ? channels - channel : 4;
            sum_channels(&run, channel, count, sums);
            sotto_requantise_block(layer, image, channel, count, left, sums, arena + layer->output + pixel * channels + channel);
        }
    }
}

void sotto_convolution_int4_scalar(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    int32_t taps = layer->time_kernel * layer->bin_kernel * layer->input_channels;
    int in_whole_bytes = taps <= layer->group_length || (layer->group_length & 1) == 0;
    if (taps <= MOST_TAPS && in_whole_bytes) {
        run_blocks(layer, image, arena, taps);
    } else {
        sotto_convolution_int4_plain(layer, image, arena);
    }
}
