/* The walk over a model's layers. */
#include "format.h"

static void run_convolution(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    if (layer->packed) {
        SOTTO_IMPLEMENTATION(sotto_convolution_int4, SOTTO_CONVOLUTION_INT4)(layer, image, arena);
    } else {
        SOTTO_IMPLEMENTATION(sotto_convolution, SOTTO_CONVOLUTION)(layer, image, arena);
    }
}

/* By the operator's number, from 1. */
static sotto_operator *const operators[] = {
    run_convolution,
    SOTTO_IMPLEMENTATION(sotto_depthwise, SOTTO_DEPTHWISE),
    SOTTO_IMPLEMENTATION(sotto_average_pool, SOTTO_POOLING),
    SOTTO_IMPLEMENTATION(sotto_max_pool, SOTTO_POOLING),
    SOTTO_IMPLEMENTATION(sotto_add, SOTTO_ADDITION),
    SOTTO_IMPLEMENTATION(sotto_softmax, SOTTO_SOFTMAX),
    SOTTO_IMPLEMENTATION(sotto_logistic, SOTTO_LOGISTIC),
    SOTTO_IMPLEMENTATION(sotto_multiply, SOTTO_MULTIPLICATION),
    SOTTO_IMPLEMENTATION(sotto_subtract, SOTTO_ADDITION),
    SOTTO_IMPLEMENTATION(sotto_mean, SOTTO_AVERAGING),
    SOTTO_IMPLEMENTATION(sotto_requantise, SOTTO_REQUANTISATION),
    SOTTO_IMPLEMENTATION(sotto_copy, SOTTO_COPYING),
};

void sotto_model_reset(const sotto_model *model, int8_t *arena)
{
    for (int32_t i = 0; i < model->tensor_count; i++) {
        sotto_tensor tensor = sotto_read_tensor(model, i);
        memset(arena + tensor.offset, tensor.zero_point, (size_t)(tensor.history * sotto_frame_length(&tensor)));
    }
}

/* The newest frames become history; windows so stay in one piece and kernels need no ring arithmetic. */
__attribute__((noinline)) static void move_history(const sotto_model *model, int8_t *arena)
{
    for (int32_t i = 0; i < model->tensor_count; i++) {
        sotto_tensor tensor = sotto_read_tensor(model, i);
        int32_t frame = sotto_frame_length(&tensor);
        if (tensor.history > 0) {
            memmove(arena + tensor.offset, arena + tensor.offset + tensor.frames * frame, (size_t)(tensor.history * frame));
        }
    }
}

/* Where the newest frames of a tensor lie; what else is known of it leaves the stack before an operator runs. */
__attribute__((noinline)) static int32_t newest_of(const sotto_model *model, int32_t number)
{
    sotto_tensor tensor = sotto_read_tensor(model, number);
    return sotto_newest(&tensor);
}

__attribute__((noinline)) static void run_layer(const sotto_model *model, int32_t number, int8_t *arena)
{
    sotto_layer layer;
    sotto_read_layer(model, number, &layer);
    operators[sotto_half(sotto_layer_record(model, number)) - 1](&layer, model->image, arena);
}

void sotto_model_step(const sotto_model *model, int8_t *arena, const int8_t *input, int8_t *output)
{
    memcpy(arena + newest_of(model, model->input_tensor), input, (size_t)model->input_length);
    for (int32_t i = 0; i < model->layer_count; i++) {
        run_layer(model, i, arena);
    }

    memcpy(output, arena + newest_of(model, model->output_tensor), (size_t)model->output_length);
    move_history(model, arena);
}
