/* The header of an intent model, and the records of its decoder, checked as the managed DecoderReader.cs does. */
#include "format.h"

#include <string.h>

/* Whether `count` bytes lie inside the file at `at`, a multiple of 4. */
static int is_table(const sotto_decoder_model *model, int32_t at, int32_t count)
{
    return at >= 0 && at % 4 == 0 && at <= model->length - count;
}

static int has_table(const sotto_decoder_model *model, const uint8_t *at, int32_t count)
{
    return is_table(model, sotto_word(at), count);
}

static int has_matrix(const sotto_decoder_model *model, const uint8_t *at, int32_t weights)
{
    return has_table(model, at, weights >> model->packed);
}

static int has_factor(const uint8_t *at, int32_t most_shift)
{
    sotto_factor factor = sotto_factor_at(at);
    return factor.multiplier >= 0 && sotto_in_range(factor.shift, -31, most_shift);
}

static void read_sizes(sotto_decoder_model *model)
{
    const uint8_t *record = model->record;
    model->width = sotto_half(record + SOTTO_AT_WIDTH);
    model->heads = sotto_half(record + SOTTO_AT_HEADS);
    model->key_heads = sotto_half(record + SOTTO_AT_KEY_HEADS);
    model->hidden = sotto_half(record + SOTTO_AT_HIDDEN);
    model->pointer_width = sotto_half(record + SOTTO_AT_POINTER_WIDTH);
    model->context = sotto_half(record + SOTTO_AT_CONTEXT);
    model->rows = sotto_half(record + SOTTO_AT_ROWS);
    model->packed = sotto_half(record + SOTTO_AT_BLOCKS) >> SOTTO_PACKED_BIT;
    model->blocks = sotto_half(record + SOTTO_AT_BLOCKS) & ((1 << SOTTO_PACKED_BIT) - 1);
}

static int sizes_fit(const sotto_decoder_model *model)
{
    int32_t columns = model->packed ? 8 : 4;
    return sotto_in_range(model->width, 4, SOTTO_MAXIMUM_WIDTH) && model->width % columns == 0
        && sotto_in_range(model->heads, 1, model->width / 2) && model->width % (2 * model->heads) == 0
        && sotto_in_range(model->key_heads, 1, model->heads) && model->heads % model->key_heads == 0
        && sotto_in_range(model->hidden, 4, SOTTO_MAXIMUM_HIDDEN) && model->hidden % columns == 0
        && sotto_in_range(model->pointer_width, 4, SOTTO_MAXIMUM_WIDTH) && model->pointer_width % 4 == 0
        && sotto_in_range(model->context, 4, SOTTO_MAXIMUM_CONTEXT) && sotto_in_range(model->rows, 1, SOTTO_MAXIMUM_ROWS)
        && sotto_in_range(model->blocks, 1, SOTTO_MAXIMUM_BLOCKS);
}

/* What follows from the sizes. */
static void derive(sotto_decoder_model *model)
{
    int32_t width = model->width;
    model->head_width = width / model->heads;
    model->key_width = model->head_width * model->key_heads;
    model->multiply_accumulates = model->pointer_width * width
        + model->blocks * 2 * width * (width + model->key_width + model->hidden);
    model->arena_bytes = 3 * width + model->hidden + model->pointer_width
        + model->context * (model->pointer_width + 2 * model->key_width * model->blocks)
        + (int32_t)sizeof(int32_t) * (width + model->context);
}

static sotto_status check_tables(const sotto_decoder_model *model)
{
    const uint8_t *record = model->record;
    int fit = has_table(model, record + SOTTO_AT_EMBEDDING, model->rows * model->width)
        && has_table(model, record + SOTTO_AT_ROTATION, model->context * model->head_width)
        && has_matrix(model, record + SOTTO_AT_POINTER_QUERY, model->pointer_width * model->width)
        && has_matrix(model, record + SOTTO_AT_POINTER_KEY, model->pointer_width * model->width);
    if (!fit) {
        return SOTTO_BAD_TABLE;
    }

    fit = has_factor(record + SOTTO_AT_EMBEDDING_FACTOR, SOTTO_EMBEDDING_SHIFT)
        && has_factor(record + SOTTO_AT_ROW_LOGITS, SOTTO_LOGIT_SHIFT)
        && has_factor(record + SOTTO_AT_POINTER_QUERY_FACTOR, SOTTO_SUM_SHIFT)
        && has_factor(record + SOTTO_AT_POINTER_KEY_FACTOR, SOTTO_SUM_SHIFT)
        && has_factor(record + SOTTO_AT_POINT_LOGITS, SOTTO_LOGIT_SHIFT);
    return fit ? SOTTO_OK : SOTTO_BAD_FACTOR;
}

static sotto_status check_block(const sotto_decoder_model *model, const uint8_t *record)
{
    int32_t width = model->width;
    int fit = has_matrix(model, record + SOTTO_AT_QUERY, width * width)
        && has_matrix(model, record + SOTTO_AT_KEY, model->key_width * width)
        && has_matrix(model, record + SOTTO_AT_VALUE, model->key_width * width)
        && has_matrix(model, record + SOTTO_AT_FOUND, width * width)
        && has_matrix(model, record + SOTTO_AT_UP, model->hidden * width)
        && has_matrix(model, record + SOTTO_AT_DOWN, width * model->hidden);
    if (!fit) {
        return SOTTO_BAD_TABLE;
    }

    fit = has_factor(record + SOTTO_AT_QUERY_FACTOR, SOTTO_SUM_SHIFT)
        && has_factor(record + SOTTO_AT_KEY_FACTOR, SOTTO_SUM_SHIFT)
        && has_factor(record + SOTTO_AT_VALUE_FACTOR, SOTTO_SUM_SHIFT)
        && has_factor(record + SOTTO_AT_ATTENTION_FACTOR, SOTTO_LOGIT_SHIFT)
        && has_factor(record + SOTTO_AT_FOUND_FACTOR, SOTTO_SUM_SHIFT)
        && has_factor(record + SOTTO_AT_UP_FACTOR, SOTTO_SUM_SHIFT)
        && has_factor(record + SOTTO_AT_DOWN_FACTOR, SOTTO_SUM_SHIFT);
    return fit ? SOTTO_OK : SOTTO_BAD_FACTOR;
}

static sotto_status check_blocks(sotto_decoder_model *model)
{
    for (int32_t i = 0; i < model->blocks; i++) {
        sotto_status status = check_block(model, sotto_block_record(model, i));
        if (status != SOTTO_OK) {
            model->where = i;
            return status;
        }
    }

    return SOTTO_OK;
}

static sotto_status load_record(sotto_decoder_model *model)
{
    int32_t at = sotto_word(model->image + SOTTO_AT_DECODER);
    if (!is_table(model, at, SOTTO_DECODER_LENGTH)) {
        return SOTTO_BAD_TABLE;
    }

    model->record = model->image + at;
    read_sizes(model);
    if (!sizes_fit(model)) {
        return SOTTO_BAD_DECODER;
    }

    derive(model);
    model->row_logits = sotto_factor_at(model->record + SOTTO_AT_ROW_LOGITS);
    model->point_logits = sotto_factor_at(model->record + SOTTO_AT_POINT_LOGITS);
    if (!is_table(model, at, SOTTO_DECODER_LENGTH + model->blocks * SOTTO_BLOCK_LENGTH)) {
        return SOTTO_BAD_TABLE;
    }

    sotto_status status = check_tables(model);
    return status != SOTTO_OK ? status : check_blocks(model);
}

sotto_status sotto_decoder_load(sotto_decoder_model *model, const void *image, size_t length)
{
    if (model == NULL || image == NULL || (uintptr_t)image % 4 != 0) {
        return SOTTO_BAD_ARGUMENT;
    }

    memset(model, 0, sizeof *model);
    model->image = image;
    model->where = -1;
    sotto_status status = sotto_check_image(image, length, SOTTO_INTENT_MAGIC, SOTTO_INTENT_MAXIMUM_LENGTH);
    if (status != SOTTO_OK) {
        return status;
    }

    model->length = (int32_t)length;
    int known = sotto_half(model->image + SOTTO_AT_HEADER_LENGTH) == SOTTO_HEADER_LENGTH;
    return known ? load_record(model) : SOTTO_BAD_VERSION;
}
