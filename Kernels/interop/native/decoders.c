/* Decoders of intent models, and streams through them. */
#include "objects.h"

#include <string.h>

#define NUMBERS 10

typedef struct {
    sotto_object object;
    sotto_decoder_model model;
} decoder_model_object;

typedef struct {
    sotto_object object;
    decoder_model_object *model;
    sotto_decoder decoder;
} decoder_object;

static int32_t load(const uint8_t *image, int32_t length, int copied)
{
    int32_t result;
    decoder_model_object *model = sotto_object_over(sizeof *model, &image, length, copied, &result);
    if (model == NULL) {
        return result;
    }

    model->object.type = SOTTO_OBJECT_DECODER_MODEL;
    sotto_status status = sotto_decoder_load(&model->model, image, (size_t)length);
    if (status != SOTTO_OK) {
        sotto_platform_give(model);
        return SOTTO_INTEROP_BAD_MODEL - (int32_t)status;
    }

    return sotto_object_add(&model->object);
}

int32_t sotto_interop_load_decoder(const uint8_t *image, int32_t length)
{
    return load(image, length, 1);
}

int32_t sotto_interop_load_decoder_in_place(const uint8_t *image, int32_t length)
{
    return load(image, length, 0);
}

int32_t sotto_interop_decoder_number(int32_t handle, int32_t field)
{
    decoder_model_object *model = sotto_object_of(handle, SOTTO_OBJECT_DECODER_MODEL);
    if (model == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    if (field < 0 || field >= NUMBERS) {
        return SOTTO_INTEROP_OUT_OF_RANGE;
    }

    /* The fields are int32_t, one after the other. */
    int32_t value;
    memcpy(&value, (const uint8_t *)&model->model + (size_t)field * sizeof value, sizeof value);
    return value;
}

int32_t sotto_interop_open_decoder(int32_t handle)
{
    decoder_model_object *model = sotto_object_use(handle, SOTTO_OBJECT_DECODER_MODEL);
    if (model == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    size_t head = sotto_padded(sizeof(decoder_object));
    decoder_object *opened = sotto_platform_take(head + (size_t)model->model.arena_bytes);
    if (opened == NULL) {
        sotto_object_release(model);
        return SOTTO_INTEROP_NO_MEMORY;
    }

    opened->object.type = SOTTO_OBJECT_DECODER;
    opened->model = model;
    sotto_decoder_open(&opened->decoder, &model->model, (uint8_t *)opened + head);
    int32_t result = sotto_object_add(&opened->object);
    if (result < 0) {
        sotto_object_release(model);
    }

    return result;
}

void sotto_decoder_closing(sotto_object *decoder)
{
    sotto_object_release(((decoder_object *)decoder)->model);
}

int32_t sotto_interop_reset_decoder(int32_t handle)
{
    decoder_object *opened = sotto_object_of(handle, SOTTO_OBJECT_DECODER);
    if (opened == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    sotto_decoder_reset(&opened->decoder);
    return 0;
}

int32_t sotto_interop_feed_decoder(int32_t handle, int32_t row)
{
    decoder_object *opened = sotto_object_of(handle, SOTTO_OBJECT_DECODER);
    if (opened == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    if (row < 0 || row >= opened->model->model.rows) {
        return SOTTO_INTEROP_OUT_OF_RANGE;
    }

    return sotto_decoder_feed(&opened->decoder, row) == SOTTO_OK ? 0 : SOTTO_INTEROP_BAD_STATE;
}

/* That all rows exist before any is scored. */
static int are_rows(const sotto_decoder_model *model, const int32_t *rows, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        if (rows[i] < 0 || rows[i] >= model->rows) {
            return 0;
        }
    }

    return 1;
}

int32_t sotto_interop_score_rows(
    int32_t handle, const int32_t *rows, int32_t rows_length, int32_t count, int32_t *scores, int32_t scores_length)
{
    decoder_object *opened = sotto_object_of(handle, SOTTO_OBJECT_DECODER);
    if (opened == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    if (rows == NULL || scores == NULL) {
        return SOTTO_INTEROP_NULL;
    }

    if (count < 0 || count > rows_length || count > scores_length || !are_rows(&opened->model->model, rows, count)) {
        return SOTTO_INTEROP_OUT_OF_RANGE;
    }

    for (int32_t i = 0; i < count; i++) {
        scores[i] = sotto_decoder_score_row(&opened->decoder, rows[i]);
    }

    return 0;
}

int32_t sotto_interop_aim(int32_t handle)
{
    decoder_object *opened = sotto_object_of(handle, SOTTO_OBJECT_DECODER);
    if (opened == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    sotto_decoder_aim(&opened->decoder);
    return 0;
}

int32_t sotto_interop_score_points(int32_t handle, int32_t count, int32_t *scores, int32_t scores_length)
{
    decoder_object *opened = sotto_object_of(handle, SOTTO_OBJECT_DECODER);
    if (opened == NULL) {
        return SOTTO_INTEROP_CLOSED;
    }

    if (scores == NULL) {
        return SOTTO_INTEROP_NULL;
    }

    if (count < 0 || count > opened->decoder.position || count > scores_length) {
        return SOTTO_INTEROP_OUT_OF_RANGE;
    }

    for (int32_t i = 0; i < count; i++) {
        scores[i] = sotto_decoder_score_point(&opened->decoder, i);
    }

    return 0;
}
