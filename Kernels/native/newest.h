/* What the operators over single values share. */
#ifndef SOTTO_NEWEST_H
#define SOTTO_NEWEST_H

#include "layer.h"

/* Values of the newest frames of the first input, as many as the output has. */
static inline int32_t sotto_newest_count(const sotto_layer *layer)
{
    return layer->output_frames * layer->input_bins * layer->input_channels;
}

/* The newest frames of the first input. */
static inline const int8_t *sotto_newest_input(const sotto_layer *layer, const int8_t *arena)
{
    return arena + layer->input + layer->input_history * layer->input_bins * layer->input_channels;
}

#endif
