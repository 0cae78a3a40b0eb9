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

/* Whether the inputs under every window lie side by side, none of them in padding. */
static inline int sotto_lies_in_one_piece(const sotto_layer *layer)
{
    int32_t last_frame = layer->first_frame + (layer->output_frames - 1) * layer->time_stride + (layer->time_kernel - 1) * layer->dilation;
    int32_t last_bin = (layer->output_bins - 1) * layer->bin_stride + layer->bin_kernel;
    return layer->first_frame >= 0 && last_frame < layer->input_frames && layer->pad_low == 0 && last_bin <= layer->input_bins
        && (layer->time_kernel == 1 || (layer->dilation == 1 && layer->bin_kernel == layer->input_bins));
}

/* The inputs under a pixel's window side by side: laid into the room, or, if none is given, where they lie in one piece. */
const int8_t *sotto_window_of(const sotto_layer *layer, const int8_t *arena, int32_t pixel, int8_t *room);

/* Lays the inputs under a pixel's window tap by tap into every `step`th place, the zero point where there is padding. */
void sotto_gather(const sotto_layer *layer, const int8_t *arena, int32_t pixel, int8_t *to, int32_t step);

#endif
