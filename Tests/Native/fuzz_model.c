/*
 * The loader and the walk under libFuzzer: any bytes, with their length and checksum made right so that the checks behind are reached. What
 * loads is stepped through, in blocks of exactly the right size, by the kernels that boards run and by their definitions, which must give
 * the same bytes.
 */
#include "../../Kernels/native/include/sotto.h"
#include "model_bytes.h"

#define STEPS 3

/* A sound model may ask for a tenth of a second's work a step, which sanitisers make a second of. */
#define MOST_MULTIPLY_ACCUMULATES (1 << 20)

/* step.c once more, built without a choice of implementations. */
void definition_reset(const sotto_model *model, int8_t *arena);
void definition_step(const sotto_model *model, int8_t *arena, const int8_t *input, int8_t *output);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Keeps the compiler from leaving reads out. */
static volatile int32_t last_read;

static void read_texts(const sotto_model *model)
{
    sotto_text name = sotto_model_name(model);
    last_read = name.length > 0 ? name.text[name.length - 1] : 0;
    for (int32_t i = 0; i < model->label_count; i++) {
        int32_t threshold;
        sotto_text label = sotto_model_label(model, i, &threshold);
        last_read = threshold + (label.length > 0 ? label.text[label.length - 1] : 0);
    }
}

static void step(const sotto_model *model)
{
    size_t outputs = (size_t)model->output_length;
    int8_t *arena = block((size_t)model->arena_bytes);
    int8_t *other_arena = block((size_t)model->arena_bytes);
    int8_t *input = block((size_t)model->input_length);
    int8_t *output = block(outputs);
    int8_t *other_output = block(outputs);
    uint32_t noise = 1;
    memset(arena, 0, (size_t)model->arena_bytes);
    memset(other_arena, 0, (size_t)model->arena_bytes);
    sotto_model_reset(model, arena);
    definition_reset(model, other_arena);
    for (int i = 0; i < STEPS; i++) {
        for (int32_t at = 0; at < model->input_length; at++) {
            noise = noise * 1664525 + 1013904223;
            input[at] = (int8_t)(noise >> 24);
        }

        sotto_model_step(model, arena, input, output);
        definition_step(model, other_arena, input, other_output);
        if (memcmp(output, other_output, outputs) != 0 || memcmp(arena, other_arena, (size_t)model->arena_bytes) != 0) {
            abort();
        }
    }

    free(arena);
    free(other_arena);
    free(input);
    free(output);
    free(other_output);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sotto_model model;
    uint8_t *image = block(size);
    memcpy(image, data, size);
    seal(image, size);
    if (sotto_model_load(&model, image, size) == SOTTO_OK) {
        read_texts(&model);
        if (model.multiply_accumulates <= MOST_MULTIPLY_ACCUMULATES) {
            step(&model);
        }
    }

    free(image);
    return 0;
}
