/* A model's header, tensors, layers and manifest, checked as the managed Model.cs does. */
#include "format.h"

static sotto_status load_header(sotto_model *model, size_t length)
{
    const uint8_t *image = model->image;
    sotto_status status = sotto_check_image(image, length, SOTTO_MAGIC, SOTTO_MAXIMUM_LENGTH);
    if (status != SOTTO_OK) {
        return status;
    }

    model->length = (int32_t)length;
    int32_t origin = sotto_word(image + 44);
    model->arena_bytes = sotto_word(image + 40);
    model->input_is_unsigned = origin & 1;
    model->output_is_unsigned = origin >> 1 & 1;
    return sotto_in_range(model->arena_bytes, 1, SOTTO_MAXIMUM_ARENA) && sotto_in_range(origin, 0, 3) ? SOTTO_OK : SOTTO_BAD_HEADER;
}

static int is_record_table(const sotto_model *model, int32_t at, int32_t bytes)
{
    return at % 4 == 0 && sotto_lies_inside(model, at, bytes);
}

static int tensor_fits(const sotto_model *model, const sotto_tensor *tensor)
{
    int in_range = sotto_in_range(tensor->offset, 0, model->arena_bytes) && tensor->history <= SOTTO_MAXIMUM_EXTENT
        && sotto_in_range(tensor->frames, 1, SOTTO_MAXIMUM_EXTENT) && sotto_in_range(tensor->bins, 1, SOTTO_MAXIMUM_EXTENT)
        && sotto_in_range(tensor->channels, 1, SOTTO_MAXIMUM_EXTENT) && sotto_in_range(tensor->zero_point, -128, 127);
    return in_range && (int64_t)sotto_all_frames(tensor) * tensor->bins * tensor->channels <= model->arena_bytes - tensor->offset;
}

static sotto_status load_tensors(sotto_model *model)
{
    const uint8_t *image = model->image;
    model->tensors_at = sotto_word(image + 24);
    model->tensor_count = sotto_word(image + 28);
    model->input_tensor = sotto_word(image + 48);
    model->output_tensor = sotto_word(image + 52);
    if (!sotto_in_range(model->tensor_count, 2, SOTTO_MAXIMUM_COUNT)
        || !sotto_in_range(model->input_tensor, 0, model->tensor_count - 1)
        || !sotto_in_range(model->output_tensor, 0, model->tensor_count - 1)) {
        return SOTTO_BAD_HEADER;
    }

    if (!is_record_table(model, model->tensors_at, model->tensor_count * SOTTO_TENSOR_LENGTH)) {
        return SOTTO_BAD_TABLE;
    }

    for (int32_t i = 0; i < model->tensor_count; i++) {
        sotto_tensor tensor = sotto_read_tensor(model, i);
        if (!tensor_fits(model, &tensor)) {
            model->where = i;
            return SOTTO_BAD_TENSOR;
        }
    }

    sotto_tensor input = sotto_read_tensor(model, model->input_tensor);
    sotto_tensor output = sotto_read_tensor(model, model->output_tensor);
    model->step_frames = input.frames;
    model->input_length = input.frames * sotto_frame_length(&input);
    model->output_length = output.frames * sotto_frame_length(&output);
    return SOTTO_OK;
}

static sotto_status load_layers(sotto_model *model)
{
    model->layers_at = sotto_word(model->image + 32);
    model->layer_count = sotto_word(model->image + 36);
    if (!sotto_in_range(model->layer_count, 1, SOTTO_MAXIMUM_COUNT)) {
        return SOTTO_BAD_HEADER;
    }

    if (!is_record_table(model, model->layers_at, model->layer_count * SOTTO_LAYER_LENGTH)) {
        return SOTTO_BAD_TABLE;
    }

    sotto_layer_check check = {.model = model};
    sotto_note_written(&check, model->input_tensor);
    for (int32_t i = 0; i < model->layer_count; i++) {
        sotto_status status = sotto_check_layer(&check, i);
        if (status != SOTTO_OK) {
            model->where = i;
            return status;
        }
    }

    if (check.work > SOTTO_MAXIMUM_WORK) {
        return SOTTO_TOO_MUCH_WORK;
    }

    model->multiply_accumulates = (int32_t)check.multiply_accumulates;
    return sotto_is_written(&check, model->output_tensor) ? SOTTO_OK : SOTTO_BAD_ORDER;
}

/* The place after a name, a length byte and as many bytes of printable ASCII; -1 if there is none at `at`. */
static int32_t skip_name(const sotto_model *model, int32_t at)
{
    if (!sotto_lies_inside(model, at, 1)) {
        return -1;
    }

    int32_t length = model->image[at++];
    if (!sotto_lies_inside(model, at, length)) {
        return -1;
    }

    for (int32_t end = at + length; at < end; at++) {
        if (!sotto_in_range(model->image[at], 32, 126)) {
            return -1;
        }
    }

    return at;
}

static sotto_status load_manifest(sotto_model *model)
{
    int32_t at = sotto_word(model->image + 16);
    if (!sotto_lies_inside(model, at, 8)) {
        return SOTTO_BAD_TABLE;
    }

    const uint8_t *manifest = model->image + at;
    model->kind = manifest[0];
    model->label_count = manifest[1];
    model->smoothing = manifest[2] | manifest[3] << 8;
    model->refractory_ms = manifest[4] | manifest[5] << 8;
    model->feature_step_ms = manifest[6] | manifest[7] << 8;
    int fits = model->kind <= 2 && model->label_count == model->output_length && model->label_count <= SOTTO_MAXIMUM_LABELS
        && sotto_in_range(model->smoothing, 1, 255) && sotto_in_range(model->feature_step_ms, 1, 1000);
    model->name_at = at + 8;
    at = skip_name(model, model->name_at);
    for (int32_t i = 0; i < model->label_count && fits && at >= 0; i++) {
        /* A byte of threshold goes before each label. */
        at = skip_name(model, at + 1);
    }

    return fits && at >= 0 ? SOTTO_OK : SOTTO_BAD_HEADER;
}

sotto_status sotto_model_load(sotto_model *model, const void *image, size_t length)
{
    if (model == NULL || image == NULL || (uintptr_t)image % 4 != 0) {
        return SOTTO_BAD_ARGUMENT;
    }

    memset(model, 0, sizeof *model);
    model->image = image;
    model->where = -1;
    sotto_status status = load_header(model, length);
    status = status != SOTTO_OK ? status : load_tensors(model);
    status = status != SOTTO_OK ? status : load_layers(model);
    return status != SOTTO_OK ? status : load_manifest(model);
}

static sotto_text text_at(const sotto_model *model, int32_t at)
{
    return (sotto_text){(const char *)model->image + at + 1, model->image[at]};
}

sotto_text sotto_model_name(const sotto_model *model)
{
    return text_at(model, model->name_at);
}

sotto_text sotto_model_label(const sotto_model *model, int32_t index, int32_t *threshold)
{
    int32_t at = model->name_at;
    for (int32_t i = 0; i <= index; i++) {
        /* Past a name and to the label's own, which a byte of threshold goes before. */
        at += 1 + model->image[at] + 1;
    }

    *threshold = model->image[at - 1];
    return text_at(model, at);
}
