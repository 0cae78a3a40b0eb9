#include "row_model.h"
#include "../padded.h"

#include <string.h>

size_t sotto_row_model_bytes(const sotto_model *model)
{
    return sotto_padded((size_t)model->arena_bytes) + sotto_padded((size_t)model->input_length) + sotto_padded((size_t)model->output_length);
}

uint8_t *sotto_row_model_init(sotto_row_model *rows, const sotto_model *model, uint8_t *memory)
{
    rows->model = model;
    rows->arena = (int8_t *)memory;
    rows->input = rows->arena + sotto_padded((size_t)model->arena_bytes);
    rows->output = rows->input + sotto_padded((size_t)model->input_length);
    memset(rows->arena, 0, (size_t)model->arena_bytes);
    return memory + sotto_row_model_bytes(model);
}

void sotto_row_model_reset(sotto_row_model *rows)
{
    rows->filled = 0;
    sotto_model_reset(rows->model, rows->arena);
}

int sotto_row_model_take(sotto_row_model *rows, const uint16_t row[SOTTO_FEATURES])
{
    for (int32_t i = 0; i < SOTTO_FEATURES; i++) {
        rows->input[rows->filled + i] = sotto_quantise(row[i]);
    }

    rows->filled += SOTTO_FEATURES;
    if (rows->filled < rows->model->input_length) {
        return 0;
    }

    rows->filled = 0;
    sotto_model_step(rows->model, rows->arena, rows->input, rows->output);
    return 1;
}
