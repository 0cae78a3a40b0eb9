/*
 * How far an output may reach into the input that it is made of ("diagonal memory optimisation", Blacker, Bridges and Hadfield, 2022):
 * pixel p, of C bytes, may be written where out + (p + 1) C is at most in + the lowest byte that p or a later pixel reads.
 */
#include "format.h"

/* The lowest byte, counted from the input's first, that a row of windows reads. */
static int32_t row_start(const sotto_layer *layer, int32_t t)
{
    int32_t frame = layer->first_frame + t * layer->time_stride;
    return (frame > 0 ? frame : 0) * layer->input_bins * layer->input_channels;
}

static int32_t distance_of_windows(const sotto_layer *layer)
{
    int32_t distance = 0;
    int32_t written = 0;
    for (int32_t t = 0; t < layer->output_frames; t++) {
        int32_t next = t + 1 < layer->output_frames ? row_start(layer, t + 1) : INT32_MAX;
        for (int32_t bin = 0; bin < layer->output_bins; bin++) {
            int32_t first_bin = bin * layer->bin_stride - layer->pad_low;
            int32_t lowest = row_start(layer, t) + (first_bin > 0 ? first_bin : 0) * layer->input_channels;
            lowest = lowest < next ? lowest : next;
            written += layer->output_channels;
            distance = written - lowest > distance ? written - lowest : distance;
        }
    }

    return distance;
}

int32_t sotto_overlap_distance(int32_t operator_number, const sotto_layer *layer)
{
    switch (operator_number) {
    case SOTTO_OP_CONVOLUTION:
    case SOTTO_OP_DEPTHWISE:
    case SOTTO_OP_AVERAGE_POOL:
    case SOTTO_OP_MAX_POOL:
        return distance_of_windows(layer);
    case SOTTO_OP_COPY:
    case SOTTO_OP_MEAN:
        return INT32_MAX;
    default:
        /* A value is read before it is written over, and never again. */
        return 0;
    }
}
