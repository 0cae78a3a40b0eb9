#include "format.h"

sotto_tensor sotto_read_tensor(const sotto_model *model, int32_t number)
{
    const uint8_t *record = model->image + model->tensors_at + number * SOTTO_TENSOR_LENGTH;
    return (sotto_tensor){
        .offset = sotto_word(record),
        .history = sotto_half(record + 4),
        .frames = sotto_half(record + 6),
        .bins = sotto_half(record + 8),
        .channels = sotto_half(record + 10),
        .zero_point = sotto_word(record + 12),
    };
}

static void read_tensors(const sotto_model *model, const uint8_t *record, sotto_layer *layer)
{
    int32_t number = sotto_half(record + SOTTO_AT_INPUT);
    if (number < model->tensor_count) {
        sotto_tensor input = sotto_read_tensor(model, number);
        layer->input = input.offset;
        layer->input_history = input.history;
        layer->input_frames = sotto_all_frames(&input);
        layer->input_bins = input.bins;
        layer->input_channels = input.channels;
        layer->input_zero_point = input.zero_point;
    }

    number = sotto_half(record + SOTTO_AT_SECOND);
    if (number < model->tensor_count) {
        sotto_tensor second = sotto_read_tensor(model, number);
        layer->second = sotto_newest(&second);
        layer->second_zero_point = second.zero_point;
    }

    sotto_tensor output = sotto_read_tensor(model, sotto_half(record + SOTTO_AT_OUTPUT));
    layer->output = sotto_newest(&output);
    layer->output_frames = output.frames;
    layer->output_bins = output.bins;
    layer->output_channels = output.channels;
    layer->output_zero_point = output.zero_point;
}

static void read_shape(const uint8_t *record, sotto_layer *layer)
{
    layer->time_kernel = sotto_half(record + SOTTO_AT_TIME_KERNEL);
    layer->time_stride = sotto_half(record + SOTTO_AT_TIME_STRIDE);
    layer->dilation = sotto_half(record + SOTTO_AT_DILATION);
    layer->bin_kernel = sotto_half(record + SOTTO_AT_BIN_KERNEL);
    layer->bin_stride = sotto_half(record + SOTTO_AT_BIN_STRIDE);
    layer->pad_low = sotto_half(record + SOTTO_AT_PAD_LOW);
    layer->clamp_minimum = sotto_word(record + SOTTO_AT_CLAMP_MINIMUM);
    layer->clamp_maximum = sotto_word(record + SOTTO_AT_CLAMP_MAXIMUM);

    /* The last window of a stream ends with the newest frame, the first of a clip begins in the padding. */
    uint32_t reach = (uint32_t)(layer->time_kernel - 1) * (uint32_t)layer->dilation + 1;
    layer->first_frame = sotto_half(record + SOTTO_AT_KIND_OF_WINDOWS) == 1
        ? -sotto_half(record + SOTTO_AT_PAD_FIRST)
        : (int32_t)((uint32_t)(layer->input_history + layer->time_stride) - reach);
}

static void read_weights(const uint8_t *record, sotto_layer *layer)
{
    layer->weights = sotto_word(record + SOTTO_AT_WEIGHTS);
    layer->biases = sotto_word(record + SOTTO_AT_BIASES);
    layer->multipliers = sotto_word(record + SOTTO_AT_MULTIPLIERS);
    layer->shifts = sotto_word(record + SOTTO_AT_SHIFTS);
    layer->packed = sotto_half(record + SOTTO_AT_PACKED);
    layer->group_length = sotto_half(record + SOTTO_AT_GROUP_LENGTH);
    layer->factors = layer->group_length != 0 ? sotto_word(record + SOTTO_AT_INPUT_MULTIPLIER) : 0;
    if (layer->group_length == 0) {
        layer->group_length = (int32_t)((uint32_t)layer->time_kernel * (uint32_t)layer->bin_kernel * (uint32_t)layer->input_channels);
    }
}

void sotto_read_layer(const sotto_model *model, int32_t number, sotto_layer *layer)
{
    const uint8_t *record = sotto_layer_record(model, number);
    memset(layer, 0, sizeof *layer);
    read_tensors(model, record, layer);
    read_shape(record, layer);
    read_weights(record, layer);
    layer->input_multiplier = sotto_word(record + SOTTO_AT_INPUT_MULTIPLIER);
    layer->input_shift = sotto_word(record + SOTTO_AT_INPUT_SHIFT);
    layer->second_multiplier = sotto_word(record + SOTTO_AT_SECOND_MULTIPLIER);
    layer->second_shift = sotto_word(record + SOTTO_AT_SECOND_SHIFT);
    layer->output_multiplier = sotto_word(record + SOTTO_AT_OUTPUT_MULTIPLIER);
    layer->output_shift = sotto_word(record + SOTTO_AT_OUTPUT_SHIFT);

    /* What a copy has from a tensor, it does not have from the file. */
    if (sotto_half(record + SOTTO_AT_OPERATOR) == SOTTO_OP_COPY && sotto_half(record + SOTTO_AT_INPUT) != SOTTO_NONE) {
        layer->weights = 0;
    }
}
