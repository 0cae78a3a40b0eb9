/*
 * The convolution of weights of 4 bits, -8 to 7, two a byte. The taps of an output begin with a byte. Where there are factors, 1 to 15, the
 * weights of a group count times theirs.
 */
#include "../requantise.h"
#include "../window.h"

/* The taps of an output that lie side by side in a window's row. */
typedef struct {
    const uint8_t *weights;
    const uint8_t *factors;
    int32_t group_length;
} nibble_row;

static int32_t weight_at(const nibble_row *row, int32_t tap)
{
    int32_t weight = sotto_nibble(row->weights, tap);
    return row->factors == NULL ? weight : weight * row->factors[tap / row->group_length];
}

static int32_t window_sum(const sotto_layer *layer, const nibble_row *row, const int8_t *arena, int32_t oldest, sotto_span bins)
{
    int32_t channels = layer->input_channels;
    int32_t length = layer->bin_kernel * channels;
    int32_t sum = 0;
    for (int32_t tap = 0; tap < layer->time_kernel; tap++) {
        int32_t time = oldest + tap * layer->dilation;
        int there = time >= 0 && time < layer->input_frames;
        int32_t inside = there ? bins.inside * channels : length;
        int32_t end = there ? bins.end * channels : length;
        int32_t input = layer->input + (time * layer->input_bins + bins.first_bin) * channels;
        for (int32_t i = 0; i < length; i++) {
            int32_t value = i >= inside && i < end ? arena[input + i] : layer->input_zero_point;
            sum += weight_at(row, tap * length + i) * value;
        }
    }

    return sum;
}

void sotto_convolution_int4_plain(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    int32_t taps = layer->time_kernel * layer->bin_kernel * layer->input_channels;
    int32_t groups = (taps + layer->group_length - 1) / layer->group_length;
    int8_t *output = arena + layer->output;
    for (int32_t t = 0; t < layer->output_frames; t++) {
        int32_t oldest = layer->first_frame + t * layer->time_stride;
        for (int32_t bin = 0; bin < layer->output_bins; bin++) {
            sotto_span bins = sotto_span_of(layer, bin);
            for (int32_t channel = 0; channel < layer->output_channels; channel++) {
                nibble_row row = {
                    image + layer->weights + channel * sotto_nibble_bytes(taps),
                    layer->factors == 0 ? NULL : image + layer->factors + channel * groups, layer->group_length};
                int32_t sum = window_sum(layer, &row, arena, oldest, bins);
                *output++ = sotto_requantise_channel(layer, image, channel, sum);
            }
        }
    }
}
