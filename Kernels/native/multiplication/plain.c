/* The product of two tensors of different scales (TensorFlow Lite's MUL, int8). */
#include "../newest.h"
#include "../requantise.h"

void sotto_multiply_plain(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    (void)image;
    const int8_t *first = sotto_newest_input(layer, arena);
    const int8_t *second = arena + layer->second;
    int8_t *output = arena + layer->output;
    int32_t count = sotto_newest_count(layer);
    for (int32_t i = 0; i < count; i++) {
        int32_t product = (first[i] - layer->input_zero_point) * (second[i] - layer->second_zero_point);
        output[i] = sotto_requantise_value(layer, product, layer->input_multiplier, layer->input_shift, layer->output_zero_point);
    }
}
