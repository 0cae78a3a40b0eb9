/*
 * The convolution of weights of 4 bits for scalar cores: a weight by the inputs of two pixels in the halves of a word is two products in
 * one multiplication, and some thirty such sums stay in their halves. Four channels of four pixels at a time. Where fewer pixels are left,
 * the last stands for those that are missing; where fewer channels, some are computed again. A pixel that is left alone, and pixels of more
 * taps, go one by one.
 */
#include "../requantise.h"
#include "../window.h"

/* Taps of four windows that are laid on the stack, two words each, and of one window, a byte each. */
#define MOST_TAPS 64
#define MOST_TAPS_OF_ONE (8 * MOST_TAPS)

/* Taps until the halves are taken apart. So many products of -8 and -128 are one too many for 16 bits: halves begin at -1. */
#define MOST_PACKED 32
#define MINUS_ONES (-0x10001)

typedef struct {
    const sotto_layer *layer;
    const uint8_t *image;
    int in_one_piece;
    int32_t taps;
    int32_t row_bytes;
    int32_t groups;

    /* Of every tap the inputs of four pixels, two a word. */
    int32_t inputs[2 * MOST_TAPS];
} int4_convolution;

/* Lays the inputs under the windows of `count` pixels into the words: a byte each at their end first, so that none is written over before
 * it is read. */
static void gather(int4_convolution *run, const int8_t *arena, int32_t pixel, int32_t count)
{
    int8_t *bytes = (int8_t *)(run->inputs + 2 * MOST_TAPS) - 4 * run->taps;
    for (int32_t i = 0; i < 4; i++) {
        sotto_gather(run->layer, arena, pixel + (i < count ? i : count - 1), bytes + i, 4);
    }

    int32_t *to = run->inputs;
    for (const int32_t *end = to + 2 * run->taps; to != end; to += 2, bytes += 4) {
        int32_t second = bytes[2] + bytes[3] * (1 << 16);
        to[0] = bytes[0] + bytes[1] * (1 << 16);
        to[1] = second;
    }
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

static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* The biases of four channels for each of four pixels, and the -1 made good of each time that halves are taken apart without factors. */
static void begin_sums(const int4_convolution *run, int32_t channel, int32_t sums[16])
{
    const sotto_layer *layer = run->layer;
    const uint8_t *biases = run->image + layer->biases + 4 * channel;
    int32_t ones = layer->factors == 0 ? (run->taps + MOST_PACKED - 1) / MOST_PACKED : 0;
    for (int32_t i = 0; i < 4; i++) {
        int32_t bias = sotto_word(biases + 4 * i) + ones;
        sums[i] = bias;
        sums[4 + i] = bias;
        sums[8 + i] = bias;
        sums[12 + i] = bias;
    }
}

/* Adds what the two halves of a word hold. */
#define ADD_HALVES(word, first, second) \
    low = (int16_t)word;                \
    sums[first] += low;                 \
    sums[second] += (word - low) >> 16

/* The same times a factor, and the -1 made good. */
#define ADD_SCALED_HALVES(word, factor, first, second) \
    low = (int16_t)word;                               \
    sums[first] += (low + 1) * (factor);               \
    sums[second] += (((word - low) >> 16) + 1) * (factor)

#define ADD_CHANNEL(i)                  \
    ADD_HALVES(a##i, i, 4 + (i));       \
    ADD_HALVES(b##i, 8 + (i), 12 + (i))
#define ADD_SCALED_CHANNEL(i)                         \
    factor = factors[(i) * run->groups];              \
    ADD_SCALED_HALVES(a##i, factor, i, 4 + (i));      \
    ADD_SCALED_HALVES(b##i, factor, 8 + (i), 12 + (i))
#define FOUR_CHANNELS(ADD) \
    ADD(0);                \
    ADD(1);                \
    ADD(2);                \
    ADD(3)

/* Sums of four channels of the four pixels that were gathered, pixel by pixel, and their biases. */
SOTTO_INNER_LOOP static void four_by_four(const int4_convolution *run, int32_t channel, int32_t sums[16])
{
    const sotto_layer *layer = run->layer;
    const uint8_t *first = run->image + layer->weights + channel * run->row_bytes;
    const uint8_t *second = first + run->row_bytes;
    const uint8_t *third = second + run->row_bytes;
    const uint8_t *fourth = third + run->row_bytes;
    const uint8_t *factors = layer->factors == 0 ? NULL : run->image + layer->factors + channel * run->groups;
    const int32_t *at = run->inputs;
    int32_t left_of_group = layer->group_length;
    begin_sums(run, channel, sums);
    for (int32_t left = run->taps; left > 0;) {
        int32_t low, high, factor;
        int32_t a0 = MINUS_ONES, a1 = MINUS_ONES, a2 = MINUS_ONES, a3 = MINUS_ONES;
        int32_t b0 = MINUS_ONES, b1 = MINUS_ONES, b2 = MINUS_ONES, b3 = MINUS_ONES;
        int32_t count = smaller(smaller(left, left_of_group), MOST_PACKED);
        left -= count;
        left_of_group -= count;
        for (const int32_t *end = at + 2 * (count & ~7); at != end; at += 16, first += 4, second += 4, third += 4, fourth += 4) {
            ADD_TWO_TAPS_OF_FOUR(0);
            ADD_TWO_TAPS_OF_FOUR(1);
            ADD_TWO_TAPS_OF_FOUR(2);
            ADD_TWO_TAPS_OF_FOUR(3);
        }

        for (const int32_t *end = at + 2 * (count & 6); at != end; at += 4, first++, second++, third++, fourth++) {
            ADD_TWO_TAPS_OF_FOUR(0);
        }

        if ((count & 1) != 0) {
            ADD_ONE_TAP(0, first);
            ADD_ONE_TAP(1, second);
            ADD_ONE_TAP(2, third);
            ADD_ONE_TAP(3, fourth);
        }

        if (factors == NULL) {
            FOUR_CHANNELS(ADD_CHANNEL);
            continue;
        }

        FOUR_CHANNELS(ADD_SCALED_CHANNEL);
        if (left_of_group == 0) {
            left_of_group = layer->group_length;
            factors++;
        }
    }
}

/* Two taps of a channel of one pixel. */
#define ADD_TWO_INPUTS(channel, weights, i)      \
    high = (int8_t)weights[i];                   \
    low = (int32_t)((uint32_t)high << 28) >> 28; \
    a##channel += low * inputs[2 * (i)];         \
    a##channel += (high >> 4) * inputs[2 * (i) + 1]

#define ADD_TWO_TAPS_OF_ONE(i)    \
    ADD_TWO_INPUTS(0, first, i);  \
    ADD_TWO_INPUTS(1, second, i); \
    ADD_TWO_INPUTS(2, third, i);  \
    ADD_TWO_INPUTS(3, fourth, i)

/* Sums of four channels of one pixel. */
SOTTO_INNER_LOOP static void four_by_one(const int4_convolution *run, int32_t channel, const int8_t *inputs, int32_t sums[4])
{
    const sotto_layer *layer = run->layer;
    const uint8_t *first = run->image + layer->weights + channel * run->row_bytes;
    const uint8_t *second = first + run->row_bytes;
    const uint8_t *third = second + run->row_bytes;
    const uint8_t *fourth = third + run->row_bytes;
    const uint8_t *factors = layer->factors == 0 ? NULL : run->image + layer->factors + channel * run->groups;
    memset(sums, 0, 4 * sizeof *sums);
    for (int32_t left = run->taps; left > 0; left -= layer->group_length) {
        int32_t low, high;
        int32_t a0 = 0, a1 = 0, a2 = 0, a3 = 0;
        int32_t count = smaller(left, layer->group_length);
        for (const int8_t *end = inputs + (count & ~3); inputs != end; inputs += 4, first += 2, second += 2, third += 2, fourth += 2) {
            ADD_TWO_TAPS_OF_ONE(0);
            ADD_TWO_TAPS_OF_ONE(1);
        }

        if ((count & 2) != 0) {
            ADD_TWO_TAPS_OF_ONE(0);
            inputs += 2, first++, second++, third++, fourth++;
        }

        if ((count & 1) != 0) {
            a0 += sotto_nibble(first, 0) * *inputs;
            a1 += sotto_nibble(second, 0) * *inputs;
            a2 += sotto_nibble(third, 0) * *inputs;
            a3 += sotto_nibble(fourth, 0) * *inputs;
        }

        sums[0] += factors == NULL ? a0 : a0 * factors[0];
        sums[1] += factors == NULL ? a1 : a1 * factors[run->groups];
        sums[2] += factors == NULL ? a2 : a2 * factors[2 * run->groups];
        sums[3] += factors == NULL ? a3 : a3 * factors[3 * run->groups];
        if (factors != NULL) {
            factors++;
        }
    }
}

static void run_pixel(int4_convolution *run, int8_t *arena, int32_t pixel)
{
    const sotto_layer *layer = run->layer;
    int32_t channels = layer->output_channels;
    const int8_t *inputs = sotto_window_of(layer, arena, pixel, run->in_one_piece ? NULL : (int8_t *)run->inputs);
    int8_t *output = arena + layer->output + pixel * channels;
    for (int32_t next = 0; next < channels; next += 4) {
        int32_t sums[4];
        int32_t channel = smaller(next, channels - 4);
        four_by_one(run, channel, inputs, sums);
        sotto_requantise_channels(layer, run->image, channel, 4, sums, output + channel);
    }
}

/* Up to four pixels. */
static void run_block(int4_convolution *run, int8_t *arena, int32_t pixel, int32_t count)
{
    const sotto_layer *layer = run->layer;
    int32_t channels = layer->output_channels;
    int8_t *output = arena + layer->output + pixel * channels;
    gather(run, arena, pixel, count);
    for (int32_t next = 0; next < channels; next += 4) {
        int32_t sums[16];
        int32_t channel = smaller(next, channels - 4);
        four_by_four(run, channel, sums);
        sotto_requantise_block(layer, run->image, channel, count, sums, output + channel);
    }
}

/* Apart from what calls it, so that the plain kernel does not lie on top of the inputs. */
__attribute__((noinline)) static void run_pixels(
    const sotto_layer *layer, const uint8_t *image, int8_t *arena, int32_t taps, int in_one_piece)
{
    int32_t pixels = layer->output_frames * layer->output_bins;
    int4_convolution run;
    run.layer = layer;
    run.image = image;
    run.in_one_piece = in_one_piece;
    run.taps = taps;
    run.row_bytes = sotto_nibble_bytes(taps);
    run.groups = (taps + layer->group_length - 1) / layer->group_length;
    for (int32_t pixel = 0; pixel < pixels;) {
        int32_t count = taps > MOST_TAPS ? 1 : smaller(pixels - pixel, 4);
        if (count == 1) {
            run_pixel(&run, arena, pixel);
        } else {
            run_block(&run, arena, pixel, count);
        }

        pixel += count;
    }
}

void sotto_convolution_int4_scalar(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    int32_t taps = layer->time_kernel * layer->bin_kernel * layer->input_channels;
    int in_one_piece = sotto_lies_in_one_piece(layer);
    int in_whole_bytes = taps <= layer->group_length || (layer->group_length & 1) == 0;
    if (layer->output_channels >= 4 && in_whole_bytes && (in_one_piece || taps <= MOST_TAPS_OF_ONE)) {
        run_pixels(layer, image, arena, taps, in_one_piece);
    } else {
        sotto_convolution_int4_plain(layer, image, arena);
    }
}
