/* A decoder's stream: the pass of a row through the blocks, and scores after it. */
#include "format.h"

#include <string.h>

#define NORMALISE SOTTO_IMPLEMENTATION(sotto_normalise, SOTTO_NORMALISATION)
#define TO_BYTES SOTTO_IMPLEMENTATION(sotto_matrix_to_bytes, SOTTO_MATRIX_VECTOR)
#define ADD SOTTO_IMPLEMENTATION(sotto_matrix_add, SOTTO_MATRIX_VECTOR)
#define TO_BYTES_INT4 SOTTO_IMPLEMENTATION(sotto_matrix_int4_to_bytes, SOTTO_MATRIX_VECTOR_INT4)
#define ADD_INT4 SOTTO_IMPLEMENTATION(sotto_matrix_int4_add, SOTTO_MATRIX_VECTOR_INT4)
#define ROTATE SOTTO_IMPLEMENTATION(sotto_rotate, SOTTO_ROTATION)
#define ATTEND SOTTO_IMPLEMENTATION(sotto_attend, SOTTO_ATTENTION)

void sotto_decoder_open(sotto_decoder *decoder, const sotto_decoder_model *model, void *arena)
{
    /* What is scored before the first feed is scored by zeros. */
    memset(arena, 0, (size_t)model->arena_bytes);
    decoder->position = 0;
    decoder->model = model;
    decoder->residual = arena;
    decoder->weights = decoder->residual + model->width;
    decoder->normal = (int8_t *)(decoder->weights + model->context);
    decoder->query = decoder->normal + model->width;
    decoder->found = decoder->query + model->width;
    decoder->hidden = decoder->found + model->width;
    decoder->pointer = decoder->hidden + model->hidden;
    decoder->pointer_keys = decoder->pointer + model->pointer_width;
    decoder->cache = decoder->pointer_keys + model->context * model->pointer_width;
}

void sotto_decoder_reset(sotto_decoder *decoder)
{
    decoder->position = 0;
}

static const int8_t *row_of(const sotto_decoder_model *model, int32_t row)
{
    return sotto_table_at(model, model->record + SOTTO_AT_EMBEDDING) + row * model->width;
}

static void embed(sotto_decoder *decoder, int32_t row)
{
    const sotto_decoder_model *model = decoder->model;
    const int8_t *values = row_of(model, row);
    sotto_factor factor = sotto_factor_at(model->record + SOTTO_AT_EMBEDDING_FACTOR);
    for (int32_t i = 0; i < model->width; i++) {
        decoder->residual[i] = sotto_times(values[i], factor);
    }
}

/* Apart, as are the next two, so that what a matrix is leaves the stack before the next comes. */
__attribute__((noinline)) static void to_bytes(
    const sotto_decoder *decoder, const uint8_t *place, const uint8_t *factor, int32_t rows, int32_t least, int8_t *output)
{
    sotto_matrix matrix = sotto_matrix_at(decoder->model, place, factor, rows, decoder->model->width);
    if (decoder->model->packed) {
        TO_BYTES_INT4(&matrix, decoder->normal, least, output);
    } else {
        TO_BYTES(&matrix, decoder->normal, least, output);
    }
}

__attribute__((noinline)) static void add(
    sotto_decoder *decoder, const uint8_t *place, const uint8_t *factor, const int8_t *input, int32_t columns)
{
    sotto_matrix matrix = sotto_matrix_at(decoder->model, place, factor, decoder->model->width, columns);
    if (decoder->model->packed) {
        ADD_INT4(&matrix, input, decoder->residual);
    } else {
        ADD(&matrix, input, decoder->residual);
    }
}

/* Turns query and key by the position and finds what the query asks for among all keys up to here. */
__attribute__((noinline)) static void attend(const sotto_decoder *decoder, const uint8_t *block, const int8_t *keys, const int8_t *values)
{
    const sotto_decoder_model *model = decoder->model;
    sotto_heads heads = {
        keys, values, decoder->position + 1, model->heads, model->key_heads, model->head_width,
        sotto_factor_at(block + SOTTO_AT_ATTENTION_FACTOR), decoder->weights};
    ATTEND(&heads, decoder->query, decoder->found);
}

sotto_status sotto_decoder_feed(sotto_decoder *decoder, int32_t row)
{
    const sotto_decoder_model *model = decoder->model;
    if (row < 0 || row >= model->rows || decoder->position >= model->context) {
        return SOTTO_BAD_ARGUMENT;
    }

    const int32_t width = model->width;
    const int32_t half = model->head_width / 2;
    const int8_t *turns = sotto_table_at(model, model->record + SOTTO_AT_ROTATION) + decoder->position * model->head_width;
    int8_t *keys = decoder->cache;
    embed(decoder, row);
    for (int32_t i = 0; i < model->blocks; i++) {
        const uint8_t *block = sotto_block_record(model, i);
        int8_t *values = keys + model->context * model->key_width;
        int8_t *key = keys + decoder->position * model->key_width;
        int8_t *value = values + decoder->position * model->key_width;

        NORMALISE(decoder->residual, width, decoder->normal);
        to_bytes(decoder, block + SOTTO_AT_QUERY, block + SOTTO_AT_QUERY_FACTOR, width, SOTTO_LEAST, decoder->query);
        to_bytes(decoder, block + SOTTO_AT_KEY, block + SOTTO_AT_KEY_FACTOR, model->key_width, SOTTO_LEAST, key);
        to_bytes(decoder, block + SOTTO_AT_VALUE, block + SOTTO_AT_VALUE_FACTOR, model->key_width, SOTTO_LEAST, value);
        ROTATE(turns, half, decoder->query, model->heads);
        ROTATE(turns, half, key, model->key_heads);
        attend(decoder, block, keys, values);
        add(decoder, block + SOTTO_AT_FOUND, block + SOTTO_AT_FOUND_FACTOR, decoder->found, width);

        NORMALISE(decoder->residual, width, decoder->normal);
        to_bytes(decoder, block + SOTTO_AT_UP, block + SOTTO_AT_UP_FACTOR, model->hidden, 0, decoder->hidden);
        add(decoder, block + SOTTO_AT_DOWN, block + SOTTO_AT_DOWN_FACTOR, decoder->hidden, model->hidden);
        keys = values + model->context * model->key_width;
    }

    NORMALISE(decoder->residual, width, decoder->normal);
    to_bytes(
        decoder, model->record + SOTTO_AT_POINTER_KEY, model->record + SOTTO_AT_POINTER_KEY_FACTOR, model->pointer_width, SOTTO_LEAST,
        decoder->pointer_keys + decoder->position * model->pointer_width);
    decoder->position++;
    return SOTTO_OK;
}

int32_t sotto_decoder_score_row(const sotto_decoder *decoder, int32_t row)
{
    return sotto_dot(row_of(decoder->model, row), decoder->normal, decoder->model->width);
}

void sotto_decoder_aim(sotto_decoder *decoder)
{
    const sotto_decoder_model *model = decoder->model;
    to_bytes(
        decoder, model->record + SOTTO_AT_POINTER_QUERY, model->record + SOTTO_AT_POINTER_QUERY_FACTOR, model->pointer_width, SOTTO_LEAST,
        decoder->pointer);
}

int32_t sotto_decoder_score_point(const sotto_decoder *decoder, int32_t position)
{
    int32_t width = decoder->model->pointer_width;
    return sotto_dot(decoder->pointer, decoder->pointer_keys + position * width, width);
}
