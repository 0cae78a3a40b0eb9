/* 1 / (1 + exp(-x)) of every value (TensorFlow Lite's LOGISTIC, int8): the output's scale is 1/256, its zero point -128. */
#include "../fixed_point.h"
#include "../newest.h"

/* Q4.27 to Q0.31. */
static int32_t logistic(int32_t value)
{
    if (value == 0) {
        return 1 << 30;
    }

    int32_t positive = sotto_reciprocal(sotto_exp_of_negative(value > 0 ? -value : value, 4));
    return value > 0 ? positive : INT32_MAX - positive;
}

static int8_t value_of(const sotto_layer *layer, int32_t input)
{
    /* From the radius on, either way, the result is 0 or 1. */
    if (input <= -layer->output_shift) {
        return INT8_MIN;
    }

    if (input >= layer->output_shift) {
        return INT8_MAX;
    }

    int32_t scaled = sotto_rescale(input, layer->input_multiplier, layer->input_shift);
    int32_t value = sotto_divide_by_power_of_two(logistic(scaled), 23) - 128;
    return (int8_t)(value > INT8_MAX ? INT8_MAX : value);
}

void sotto_logistic_plain(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    (void)image;
    const int8_t *input = sotto_newest_input(layer, arena);
    int8_t *output = arena + layer->output;
    int32_t count = sotto_newest_count(layer);
    for (int32_t i = 0; i < count; i++) {
        output[i] = value_of(layer, input[i] - layer->input_zero_point);
    }
}
