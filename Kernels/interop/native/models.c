/* Models, and single streams through them. */
#include "objects.h"

#include <string.h>

#define THRESHOLDS 100
#define NUMBERS 12

typedef struct {
    sotto_object object;
    sotto_model_object *model;
    int8_t *arena;
} runner_object;

/* A model object over `image`, or over a copy of it in the object's own memory. */
static int32_t load(const uint8_t *image, int32_t length, int copied)
{
    int32_t result;
    sotto_model_object *model = sotto_object_over(sizeof *model, &image, length, copied, &result);
    if (model == NULL) {
        return result;
    }

    model->object.type = SOTTO_OBJECT_MODEL;
    sotto_status status = sotto_model_load(&model->model, image, (size_t)length);
    if (status != SOTTO_OK) {
        sotto_platform_give(model);
        return SOTTO_INTEROP_BAD_MODEL - (int32_t)status;
    }

    return sotto_object_add(&model->object);
}

int32_t sotto_interop_load(const uint8_t *image, int32_t length)
{
    return load(image, length, 1);
}

int32_t sotto_interop_load_in_place(const uint8_t *image, int32_t length)
{
    return load(image, length, 0);
}

int32_t sotto_interop_model_number(int32_t handle, int32_t field)
{
    sotto_model_object *model = sotto_object_of(handle, SOTTO_OBJECT_MODEL);
    if (model == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    if (field >= 0 && field < NUMBERS) {
        /* The fields are int32_t, one after the other. */
        int32_t value;
        memcpy(&value, (const uint8_t *)&model->model + (size_t)field * sizeof value, sizeof value);
        return value;
    }

    int32_t label = field - THRESHOLDS;
    if (field < THRESHOLDS || label >= model->model.label_count) {
        return SOTTO_INTEROP_OUT_OF_RANGE;
    }

    int32_t threshold;
    sotto_model_label(&model->model, label, &threshold);
    return threshold;
}

int32_t sotto_interop_model_text(int32_t handle, int32_t index, uint8_t *text, int32_t text_length)
{
    sotto_model_object *model = sotto_object_of(handle, SOTTO_OBJECT_MODEL);
    if (model == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    if (text == NULL) {
        return SOTTO_INTEROP_NULL;
    }

    if (index < -1 || index >= model->model.label_count) {
        return SOTTO_INTEROP_OUT_OF_RANGE;
    }

    int32_t threshold;
    sotto_text found = index < 0 ? sotto_model_name(&model->model) : sotto_model_label(&model->model, index, &threshold);
    if (found.length > text_length) {
        return SOTTO_INTEROP_OUT_OF_RANGE;
    }

    memcpy(text, found.text, (size_t)found.length);
    return found.length;
}

int32_t sotto_interop_open_runner(int32_t handle)
{
    sotto_model_object *model = sotto_object_use(handle, SOTTO_OBJECT_MODEL);
    if (model == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    size_t head = sotto_padded(sizeof(runner_object));
    runner_object *runner = sotto_platform_take(head + (size_t)model->model.arena_bytes);
    if (runner == NULL) {
        sotto_object_release(model);
        return SOTTO_INTEROP_NO_MEMORY;
    }

    runner->object.type = SOTTO_OBJECT_RUNNER;
    runner->model = model;
    runner->arena = (int8_t *)runner + head;
    sotto_model_reset(&model->model, runner->arena);
    int32_t result = sotto_object_add(&runner->object);
    if (result < 0) {
        sotto_object_release(model);
    }

    return result;
}

void sotto_runner_closing(sotto_object *runner)
{
    sotto_object_release(((runner_object *)runner)->model);
}

int32_t sotto_interop_reset_runner(int32_t handle)
{
    runner_object *runner = sotto_object_of(handle, SOTTO_OBJECT_RUNNER);
    if (runner == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    sotto_model_reset(&runner->model->model, runner->arena);
    return 0;
}

int32_t sotto_interop_step(
    int32_t handle, const int8_t *input, int32_t input_length, int32_t input_at, int8_t *output, int32_t output_length, int32_t output_at)
{
    runner_object *runner = sotto_object_of(handle, SOTTO_OBJECT_RUNNER);
    if (runner == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    if (input == NULL || output == NULL) {
        return SOTTO_INTEROP_NULL;
    }

    const sotto_model *model = &runner->model->model;
    if (!sotto_is_within(input_length, input_at, model->input_length) || !sotto_is_within(output_length, output_at, model->output_length)) {
        return SOTTO_INTEROP_OUT_OF_RANGE;
    }

    sotto_model_step(model, runner->arena, input + input_at, output + output_at);
    return 0;
}
