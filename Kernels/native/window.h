/* The window of a convolution or a pool over its input, cut at the input's edges. */
#ifndef SOTTO_WINDOW_H
#define SOTTO_WINDOW_H

#include "layer.h"

/* Bins of a window: the first, under 0 in padding; of its taps the first inside the input and the one after the last. */
typedef struct {
    int32_t first_bin;
    int32_t inside;
    int32_t end;
} sotto_span;

static inline sotto_span sotto_span_of(const sotto_layer *layer, int32_t output_bin)
{
    int32_t first_bin = output_bin * layer->bin_stride - layer->pad_low;
    int32_t left = layer->input_bins - first_bin;
    return (sotto_span){first_bin, first_bin < 0 ? -first_bin : 0, left < layer->bin_kernel ? left : layer->bin_kernel};
}

/* Lays the inputs under a pixel's window tap by tap into every `step`th place, the zero point where there is padding. */
void sotto_gather(const sotto_layer *layer, const int8_t *arena, int32_t pixel, int8_t *to, int32_t step);

#endif
