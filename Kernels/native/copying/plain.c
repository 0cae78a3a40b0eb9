/*
 * Copies a box of values, from the arena or from the model: what slices, concatenations, paddings, broadcasts and constants come down to.
 * The input is gone through by any steps, the output's box lies as its tensor does.
 */
#include "../layer.h"

void sotto_copy_plain(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    const int8_t *source = layer->weights != 0 ? (const int8_t *)image + layer->weights : arena + layer->input;
    int32_t frame = layer->output_bins * layer->output_channels;
    if (layer->output_shift != 0) {
        memset(arena + layer->output, layer->clamp_minimum, (size_t)(layer->output_frames * frame));
    }

    for (int32_t t = 0; t < layer->time_kernel; t++) {
        for (int32_t bin = 0; bin < layer->bin_kernel; bin++) {
            int32_t from = layer->input_multiplier + t * layer->input_shift + bin * layer->second_multiplier;
            int8_t *to = arena + layer->output + layer->output_multiplier + t * frame + bin * layer->output_channels;
            for (int32_t i = 0; i < layer->bin_stride; i++) {
                to[i] = source[from + i * layer->second_shift];
            }
        }
    }
}
