/* Probabilities of logits (TensorFlow Lite's SOFTMAX, int8): the output's scale is 1/256, its zero point -128. */
#include "../fixed_point.h"
#include "../newest.h"

#define DIFFERENCE_BITS 5
#define SUM_BITS 12

static int32_t exp_of(const sotto_layer *layer, int32_t difference)
{
    int32_t scaled = sotto_multiply_high((int32_t)((uint32_t)difference << layer->input_shift), layer->input_multiplier);
    return sotto_exp_of_negative(scaled, DIFFERENCE_BITS);
}

static int32_t largest_of(const int8_t *logits, int32_t count)
{
    int32_t largest = INT8_MIN;
    for (int32_t i = 0; i < count; i++) {
        largest = logits[i] > largest ? logits[i] : largest;
    }

    return largest;
}

static uint32_t sum_of(const sotto_layer *layer, const int8_t *logits, int32_t largest)
{
    uint32_t sum = 0;
    for (int32_t i = 0; i < layer->input_channels; i++) {
        int32_t difference = logits[i] - largest;
        if (difference >= layer->output_shift) {
            sum += (uint32_t)sotto_divide_by_power_of_two(exp_of(layer, difference), SUM_BITS);
        }
    }

    return sum;
}

static void run_row(const sotto_layer *layer, const int8_t *logits, int8_t *output)
{
    int32_t largest = largest_of(logits, layer->input_channels);
    uint32_t sum = sum_of(layer, logits, largest);
    int32_t headroom = 32 - sotto_bit_length(sum);
    int32_t scale = sotto_reciprocal((int32_t)((sum << headroom) - (1u << 31)));

    /* Over 31 where more than 511 logits are as large as the largest; the managed engine's shift then wraps. */
    int32_t shift = (SUM_BITS - headroom + 31 - 8) & 31;
    for (int32_t i = 0; i < layer->input_channels; i++) {
        int32_t difference = logits[i] - largest;
        int32_t value = INT8_MIN;
        if (difference >= layer->output_shift) {
            value += sotto_divide_by_power_of_two(sotto_multiply_high(scale, exp_of(layer, difference)), shift);
        }

        output[i] = (int8_t)(value > INT8_MAX ? INT8_MAX : value);
    }
}

void sotto_softmax_plain(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    (void)image;
    int32_t channels = layer->input_channels;
    const int8_t *input = sotto_newest_input(layer, arena);
    int8_t *output = arena + layer->output;
    int32_t rows = layer->output_frames * layer->input_bins;
    for (int32_t row = 0; row < rows; row++) {
        run_row(layer, input + row * channels, output + row * channels);
    }
}
