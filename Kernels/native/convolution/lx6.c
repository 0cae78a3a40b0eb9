/*
 * The convolution for Xtensa cores with MAC16 and zero-overhead loops, as the ESP32's two LX6: one instruction multiplies halves of two
 * registers, adds the product to 40 bits and loads two halves more, so a dot product of 16-bit numbers takes one instruction a tap.
 *
 * The four bytes of a word become two words of such numbers by masks alone: the even bytes moved up, and the odd ones, each 256 times
 * itself. Windows and weights alike, so sums come out 65,536 times too large: of 40 bits, which hold those of 511 taps, the upper 24 count.
 * There is but one accumulator, so outputs come one by one. A channel's weights are made 16-bit once for several pixels; for a pixel
 * alone, as most are in a streaming model, between the products.
 */
#include "../requantise.h"
#include "gather.h"

/* What the core has; compilers of other Xtensa cores come without it. */
#ifdef __XTENSA__
#if __has_include(<xtensa/config/core-isa.h>)
#include <xtensa/config/core-isa.h>
#endif
#endif

#if XCHAL_HAVE_MAC16 && XCHAL_HAVE_LOOPS

/* Words on the stack for windows and, behind them, a channel's weights; two taps a word, and never 511 taps. */
#define MOST_WORDS 192
#define MOST_PIXELS 8

/* What the masks keep. */
#define ODD_BYTES 0xff00ff00u

typedef struct {
    const sotto_layer *layer;
    const uint8_t *image;
    int8_t *arena;
    int32_t taps;

    /* Eights of taps, rounded up: two words each of bytes, four of 16-bit numbers. */
    int32_t eights;

    /* Whether every row of weights can be loaded word by word. */
    int rows_are_words;
} convolution;

/* Makes bytes 16-bit; they may lie in the second half of where these go. */
SOTTO_INNER_LOOP static void widen(uint32_t *to, const uint32_t *from, int32_t eights)
{
    for (; eights > 0; eights--, from += 2, to += 4) {
        uint32_t low = from[0];
        uint32_t high = from[1];
        to[0] = low << 8 & ODD_BYTES;
        to[1] = low & ODD_BYTES;
        to[2] = high << 8 & ODD_BYTES;
        to[3] = high & ODD_BYTES;
    }
}

/* A window as 16-bit numbers. Zeros fill it up: what they are multiplied with does not matter. */
static void lay_window(const convolution *run, int32_t pixel, uint32_t *window)
{
    uint32_t *bytes = window + 2 * run->eights;
    int8_t *end = sotto_copy_window(run->layer, run->arena, pixel, (int8_t *)bytes);
    memset(end, 0, (size_t)(8 * run->eights - run->taps));
    widen(window, bytes, run->eights);
}

static void lay_weights(const convolution *run, int32_t channel, uint32_t *row)
{
    const uint8_t *weights = run->image + run->layer->weights + channel * run->taps;
    if (run->rows_are_words) {
        widen(row, (const uint32_t *)__builtin_assume_aligned(weights, 4), run->eights);
    } else {
        uint32_t *bytes = row + 2 * run->eights;
        memcpy(bytes, weights, (size_t)run->taps);
        widen(row, bytes, run->eights);
    }
}

/* Sums of windows, side by side, by one row of weights. Loads are a step ahead, so they take one word after the last of either. */
SOTTO_INNER_LOOP static void dots(const uint32_t *windows, const uint32_t *row, int32_t eights, int32_t *sums, const int32_t *end)
{
    const uint32_t *weights;
    int32_t high;
    int32_t low;
    __asm__ volatile(
        "ssai    16\n"
        "addi    %[inputs], %[inputs], -4\n"
        "ldinc   m0, %[inputs]\n"
        "1:\n"
        "addi    %[weights], %[row], -4\n"
        "ldinc   m2, %[weights]\n"
        "wsr     %[zero], acclo\n"
        "wsr     %[zero], acchi\n"
        "loop    %[fours], 2f\n"
        "mula.dd.ll.ldinc m1, %[inputs], m0, m2\n"
        "mula.dd.hh.ldinc m3, %[weights], m0, m2\n"
        "mula.dd.ll.ldinc m0, %[inputs], m1, m3\n"
        "mula.dd.hh.ldinc m2, %[weights], m1, m3\n"
        "2:\n"
        "rsr     %[low], acclo\n"
        "rsr     %[high], acchi\n"
        "src     %[low], %[high], %[low]\n"
        "s32i    %[low], %[sums], 0\n"
        "addi    %[sums], %[sums], 4\n"
        "bne     %[sums], %[end], 1b\n"
        : [inputs] "+&a"(windows), [sums] "+&a"(sums), [weights] "=&a"(weights), [low] "=&a"(low), [high] "=&a"(high)
        : [row] "a"(row), [fours] "a"(2 * eights), [zero] "a"(0), [end] "a"(end)
        : "acc", "memory");
}

/* The sum of a window by weights that are bytes still. */
SOTTO_INLINE int32_t dot_of_bytes(const uint32_t *window, const uint32_t *weights, int32_t eights)
{
    uint32_t odd;
    uint32_t even;
    uint32_t next;
    __asm__ volatile(
        "addi    %[inputs], %[inputs], -4\n"
        "ldinc   m0, %[inputs]\n"
        "wsr     %[zero], acclo\n"
        "wsr     %[zero], acchi\n"
        "loop    %[eights], 1f\n"
        "l32i    %[odd], %[weights], 0\n"
        "l32i    %[next], %[weights], 4\n"
        "slli    %[even], %[odd], 8\n"
        "and     %[even], %[even], %[mask]\n"
        "and     %[odd], %[odd], %[mask]\n"
        "mula.da.ll.ldinc m1, %[inputs], m0, %[even]\n"
        "mula.da.hh m0, %[even]\n"
        "mula.da.ll.ldinc m0, %[inputs], m1, %[odd]\n"
        "mula.da.hh m1, %[odd]\n"
        "slli    %[even], %[next], 8\n"
        "and     %[even], %[even], %[mask]\n"
        "and     %[next], %[next], %[mask]\n"
        "mula.da.ll.ldinc m1, %[inputs], m0, %[even]\n"
        "mula.da.hh m0, %[even]\n"
        "mula.da.ll.ldinc m0, %[inputs], m1, %[next]\n"
        "mula.da.hh m1, %[next]\n"
        "addi    %[weights], %[weights], 8\n"
        "1:\n"
        "rsr     %[odd], acclo\n"
        "rsr     %[even], acchi\n"
        "ssai    16\n"
        "src     %[odd], %[even], %[odd]\n"
        : [inputs] "+&a"(window), [weights] "+&a"(weights), [odd] "=&a"(odd), [even] "=&a"(even), [next] "=&a"(next)
        : [eights] "a"(eights), [mask] "a"(ODD_BYTES), [zero] "a"(0)
        : "acc", "memory");
    return (int32_t)odd;
}

/* All channels of a pixel, whose rows of weights are words. */
SOTTO_INNER_LOOP static void run_pixel(
    const sotto_layer *restrict layer, const uint8_t *restrict image, const uint32_t *window, int32_t eights, int8_t *output)
{
    const uint32_t *weights = (const uint32_t *)__builtin_assume_aligned(image + layer->weights, 4);
    for (int32_t channel = 0; channel < layer->output_channels; channel++, weights += 2 * eights) {
        output[channel] = sotto_requantise_channel(layer, image, channel, dot_of_bytes(window, weights, eights));
    }
}

/* Sums of a channel of pixels one after the other, to every `channels`th output. */
SOTTO_INNER_LOOP static void requantise(
    const sotto_layer *restrict layer, const uint8_t *restrict image, int32_t channel, const int32_t *sums, const int32_t *end,
    int8_t *output)
{
    int32_t bias = sotto_word(image + layer->biases + 4 * channel);
    int32_t multiplier = sotto_word(image + layer->multipliers + 4 * channel);
    int32_t shift = (int8_t)image[layer->shifts + channel];
    for (; sums != end; sums++, output += layer->output_channels) {
        *output = sotto_requantise_value(layer, sotto_wrapping_add(*sums, bias), multiplier, shift, layer->output_zero_point);
    }
}

static void run_pixels(const convolution *run, int32_t pixel, int32_t pixels, uint32_t *windows)
{
    const sotto_layer *layer = run->layer;
    int8_t *output = run->arena + layer->output + pixel * layer->output_channels;
    uint32_t *row = windows;
    int32_t sums[MOST_PIXELS];
    for (int32_t i = 0; i < pixels; i++, row += 4 * run->eights) {
        lay_window(run, pixel + i, row);
    }

    for (int32_t channel = 0; channel < layer->output_channels; channel++) {
        lay_weights(run, channel, row);
        dots(windows, row, run->eights, sums, sums + pixels);
        requantise(layer, run->image, channel, sums, sums + pixels, output + channel);
    }
}

/* All pixels, up to `most` at a time. By itself, so that its words are not on the stack where the scalar one lays its windows. */
__attribute__((noinline)) static void run_layer(const convolution *run, int32_t most)
{
    const sotto_layer *layer = run->layer;
    uint32_t words[MOST_WORDS + 1];
    int32_t pixels = layer->output_frames * layer->output_bins;
    for (int32_t pixel = 0; pixel < pixels;) {
        int32_t count = pixels - pixel < most ? pixels - pixel : most;
        if (run->rows_are_words && count <= 1) {
            lay_window(run, pixel, words);
            run_pixel(layer, run->image, words, run->eights, run->arena + layer->output + pixel * layer->output_channels);
            pixel++;
        } else {
            run_pixels(run, pixel, count, words);
            pixel += count;
        }
    }
}

void sotto_convolution_lx6(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    int32_t taps = layer->time_kernel * layer->bin_kernel * layer->input_channels;
    int32_t eights = (taps + 7) >> 3;
    int rows_are_words = (taps & 7) == 0 && ((uintptr_t)(image + layer->weights) & 3) == 0;
    int32_t most = MOST_WORDS / (4 * eights) - 1;
    if (most < 1 && !(rows_are_words && 4 * eights <= MOST_WORDS)) {
        sotto_convolution_scalar(layer, image, arena);
        return;
    }

    convolution run = {layer, image, arena, taps, eights, rows_are_words};
    run_layer(&run, most < MOST_PIXELS ? most : MOST_PIXELS);
}

#endif
