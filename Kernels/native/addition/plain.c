/*
 * The sum or difference of two tensors of different scales (TensorFlow Lite's ADD and SUB, int8): both are brought to a common scale with
 * 20 bits to spare, added, and brought to the output's.
 */
#include "../newest.h"
#include "../requantise.h"

#define SPARE_BITS 20

static void run(const sotto_layer *layer, int8_t *arena, int32_t sign)
{
    const int8_t *first = sotto_newest_input(layer, arena);
    const int8_t *second = arena + layer->second;
    int8_t *output = arena + layer->output;
    int32_t count = sotto_newest_count(layer);
    for (int32_t i = 0; i < count; i++) {
        int32_t a = (first[i] - layer->input_zero_point) * (1 << SPARE_BITS);
        int32_t b = (second[i] - layer->second_zero_point) * (1 << SPARE_BITS);
        int32_t sum = sotto_rescale(a, layer->input_multiplier, layer->input_shift)
            + sign * sotto_rescale(b, layer->second_multiplier, layer->second_shift);
        output[i] = sotto_requantise_value(layer, sum, layer->output_multiplier, layer->output_shift, layer->output_zero_point);
    }
}

void sotto_add_plain(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    (void)image;
    run(layer, arena, 1);
}

void sotto_subtract_plain(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    (void)image;
    run(layer, arena, -1);
}
