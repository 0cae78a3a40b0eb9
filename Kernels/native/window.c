#include "window.h"

/* Writes a value to so many places; gives the place after them. */
static int8_t *fill(int8_t *to, int32_t step, int32_t value, int32_t count)
{
    for (; count > 0; count--) {
        *to = (int8_t)value;
        to += step;
    }

    return to;
}

/* The same with values that lie side by side. */
static int8_t *spread(int8_t *to, int32_t step, const int8_t *from, int32_t count)
{
    for (; step == 4 && count >= 4; count -= 4, from += 4, to += 16) {
        to[0] = from[0];
        to[4] = from[1];
        to[8] = from[2];
        to[12] = from[3];
    }

    for (; count > 0; count--) {
        *to = *from++;
        to += step;
    }

    return to;
}

void sotto_gather(const sotto_layer *layer, const int8_t *arena, int32_t pixel, int8_t *to, int32_t step)
{
    int32_t channels = layer->input_channels;
    int32_t frame = pixel / layer->output_bins;
    sotto_span bins = sotto_span_of(layer, pixel - frame * layer->output_bins);
    int32_t time = layer->first_frame + frame * layer->time_stride;
    for (int32_t tap = 0; tap < layer->time_kernel; tap++) {
        if (time < 0 || time >= layer->input_frames) {
            to = fill(to, step, layer->input_zero_point, layer->bin_kernel * channels);
        } else {
            int32_t first = layer->input + (time * layer->input_bins + bins.first_bin + bins.inside) * channels;
            to = fill(to, step, layer->input_zero_point, bins.inside * channels);
            to = spread(to, step, arena + first, (bins.end - bins.inside) * channels);
            to = fill(to, step, layer->input_zero_point, (layer->bin_kernel - bins.end) * channels);
        }

        time += layer->dilation;
    }
}

const int8_t *sotto_window_of(const sotto_layer *layer, const int8_t *arena, int32_t pixel, int8_t *room)
{
    if (room != NULL) {
        sotto_gather(layer, arena, pixel, room, 1);
        return room;
    }

    int32_t frame = pixel / layer->output_bins;
    int32_t first_frame = layer->first_frame + frame * layer->time_stride;
    int32_t first_bin = (pixel - frame * layer->output_bins) * layer->bin_stride;
    return arena + layer->input + (first_frame * layer->input_bins + first_bin) * layer->input_channels;
}
