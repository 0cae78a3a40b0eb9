/* The inputs under a window of a convolution, for implementations that want them in one piece. */
#ifndef SOTTO_GATHER_H
#define SOTTO_GATHER_H

#include "../window.h"

/*
 * Copies them tap by tap, zero points where there is padding; gives the place after them. sotto_gather lays the same bytes at any step, but
 * one by one: with channels in eights that took layers of the LX6 2 % more instructions, and vectors leave less to hide it behind.
 */
static inline int8_t *sotto_copy_window(const sotto_layer *layer, const int8_t *arena, int32_t pixel, int8_t *to)
{
    int32_t channels = layer->input_channels;
    int32_t row = layer->bin_kernel * channels;
    int32_t frame = pixel / layer->output_bins;
    sotto_span bins = sotto_span_of(layer, pixel - frame * layer->output_bins);
    int32_t inside = bins.inside * channels;
    int32_t end = bins.end * channels;
    int32_t time = layer->first_frame + frame * layer->time_stride;
    for (int32_t tap = 0; tap < layer->time_kernel; tap++, time += layer->dilation, to += row) {
        if (time < 0 || time >= layer->input_frames) {
            memset(to, layer->input_zero_point, (size_t)row);
            continue;
        }

        const int8_t *inputs = arena + layer->input + (time * layer->input_bins + bins.first_bin + bins.inside) * channels;
        memset(to, layer->input_zero_point, (size_t)inside);
        memcpy(to + inside, inputs, (size_t)(end - inside));
        memset(to + end, layer->input_zero_point, (size_t)(row - end));
    }

    return to;
}

#endif
