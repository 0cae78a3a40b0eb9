/* The same numbers by another scale and zero point (TensorFlow Lite's QUANTIZE and RELU, int8). */
#include "../newest.h"
#include "../requantise.h"

void sotto_requantise_plain(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    (void)image;
    const int8_t *input = sotto_newest_input(layer, arena);
    int8_t *output = arena + layer->output;
    int32_t count = sotto_newest_count(layer);
    for (int32_t i = 0; i < count; i++) {
        int32_t value = input[i] - layer->input_zero_point;
        output[i] = sotto_requantise_value(layer, value, layer->input_multiplier, layer->input_shift, layer->second_multiplier);
    }
}
