/*
 * The convolution for the ESP32-S3's vectors (PIE): one instruction multiplies sixteen bytes each of window and weights and adds all
 * products to one accumulator of 40 bits, of which sums take 32.
 *
 * Vectors are loaded at multiples of 16 only. A window is copied to such a place; a row of weights lies anywhere, so two vectors are loaded
 * and shifted into one. Zeros after the window stand against what follows a row, and no vector is loaded that the row has no byte in.
 */
#include "../requantise.h"
#include "gather.h"

/* What the core has; compilers of other Xtensa cores come without it. */
#ifdef __XTENSA__
#if __has_include(<xtensa/config/tie.h>)
#include <xtensa/config/tie.h>
#endif
#endif

#ifdef XCHAL_CP_ID_COP_AI

/* Taps of a window on the stack. */
#define MOST_TAPS 512
#define VECTOR 16

/* The sum of a window by a row of weights, `taps` of them in `vectors`. Inputs are loaded a step ahead. */
SOTTO_INLINE int32_t dot(const int8_t *window, const int8_t *weights, int32_t taps, int32_t vectors)
{
    const int8_t *last = weights + taps - 1;
    int32_t sum;
    __asm__ volatile(
        "ee.zero.accx\n"
        "ee.vld.128.ip q0, %[window], 16\n"
        "ee.ld.128.usar.ip q2, %[weights], 16\n"
        "loopnez %[more], 1f\n"
        "ee.vld.128.ip q3, %[weights], 16\n"
        "ee.src.q.qup q1, q2, q3\n"
        "ee.vmulas.s8.accx.ld.ip q0, %[window], 16, q0, q1\n"
        "1:\n"
        "ee.vld.128.ip q3, %[last], 0\n"
        "ee.src.q q1, q2, q3\n"
        "ee.vmulas.s8.accx q0, q1\n"
        "ee.srs.accx %[sum], %[zero], 0\n"
        : [window] "+&a"(window), [weights] "+&a"(weights), [last] "+&a"(last), [sum] "=a"(sum)
        : [more] "a"(vectors - 1), [zero] "a"(0)
        : "memory");
    return sum;
}

SOTTO_INNER_LOOP static void run_pixel(
    const sotto_layer *restrict layer, const uint8_t *restrict image, const int8_t *window, int32_t taps, int8_t *output)
{
    const int8_t *weights = (const int8_t *)image + layer->weights;
    int32_t vectors = (taps + VECTOR - 1) / VECTOR;
    for (int32_t channel = 0; channel < layer->output_channels; channel++, weights += taps) {
        output[channel] = sotto_requantise_channel(layer, image, channel, dot(window, weights, taps, vectors));
    }
}

/* All pixels. By itself, so that its window is not on the stack where the scalar one lays its own. */
__attribute__((noinline)) static void run_layer(const sotto_layer *layer, const uint8_t *image, int8_t *arena, int32_t taps)
{
    int8_t window[MOST_TAPS] __attribute__((aligned(VECTOR)));
    int32_t pixels = layer->output_frames * layer->output_bins;
    for (int32_t pixel = 0; pixel < pixels; pixel++) {
        int8_t *end = sotto_copy_window(layer, arena, pixel, window);
        memset(end, 0, (size_t)(-taps & (VECTOR - 1)));
        run_pixel(layer, image, window, taps, arena + layer->output + pixel * layer->output_channels);
    }
}

void sotto_convolution_s3(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    int32_t taps = layer->time_kernel * layer->bin_kernel * layer->input_channels;
    if (taps > MOST_TAPS) {
        sotto_convolution_scalar(layer, image, arena);
    } else {
        run_layer(layer, image, arena, taps);
    }
}

#endif
