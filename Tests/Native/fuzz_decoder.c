/*
 * The decoder's loader and pass under libFuzzer: any bytes, with their length and checksum made right so that the checks behind are
 * reached. What loads is fed rows until its context is full, in blocks of exactly the right size, by the kernels that boards run and by
 * their definitions, which must leave the same bytes in the arena and give the same scores.
 */
#include "../../Kernels/native/include/sotto_decoder.h"
#include "model_bytes.h"

#define SCORES 8

/* A sound decoder may ask for a tenth of a second's work a sentence, which sanitisers make seconds of. */
#define MOST_MULTIPLY_ACCUMULATES (1 << 23)

/* step.c once more, built without a choice of implementations. */
void definition_open(sotto_decoder *decoder, const sotto_decoder_model *model, void *arena);
void definition_reset(sotto_decoder *decoder);
sotto_status definition_feed(sotto_decoder *decoder, int32_t row);
int32_t definition_score_row(const sotto_decoder *decoder, int32_t row);
void definition_aim(sotto_decoder *decoder);
int32_t definition_score_point(const sotto_decoder *decoder, int32_t position);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(int holds)
{
    if (!holds) {
        abort();
    }
}

static void compare_scores(sotto_decoder *decoder, sotto_decoder *definition, int32_t row)
{
    for (int32_t i = 0; i < SCORES; i++) {
        int32_t other = (int32_t)(((int64_t)row + i * i) % decoder->model->rows);
        need(sotto_decoder_score_row(decoder, other) == definition_score_row(definition, other));
    }

    sotto_decoder_aim(decoder);
    definition_aim(definition);
    for (int32_t i = 0; i < decoder->position; i++) {
        need(sotto_decoder_score_point(decoder, i) == definition_score_point(definition, i));
    }
}

/* Feeds until nothing more is taken. */
static void feed(sotto_decoder *decoder, sotto_decoder *definition, uint32_t noise)
{
    const sotto_decoder_model *model = decoder->model;
    for (int32_t i = 0; i < model->context; i++) {
        noise = noise * 1664525 + 1013904223;
        int32_t row = (int32_t)((noise >> 8) % (uint32_t)model->rows);
        need(sotto_decoder_feed(decoder, row) == SOTTO_OK && definition_feed(definition, row) == SOTTO_OK);
        compare_scores(decoder, definition, row);
    }

    need(decoder->position == model->context && sotto_decoder_feed(decoder, 0) == SOTTO_BAD_ARGUMENT);
    sotto_decoder_reset(decoder);
    definition_reset(definition);
    need(sotto_decoder_feed(decoder, -1) == SOTTO_BAD_ARGUMENT && sotto_decoder_feed(decoder, model->rows) == SOTTO_BAD_ARGUMENT);
    need(decoder->position == 0);
}

static void run(const sotto_decoder_model *model)
{
    sotto_decoder decoder;
    sotto_decoder definition;
    size_t bytes = (size_t)model->arena_bytes;
    uint8_t *arena = block(bytes);
    uint8_t *other_arena = block(bytes);
    memset(arena, 0xA5, bytes);
    memset(other_arena, 0x5A, bytes);
    sotto_decoder_open(&decoder, model, arena);
    definition_open(&definition, model, other_arena);
    compare_scores(&decoder, &definition, 0);
    feed(&decoder, &definition, 1);
    feed(&decoder, &definition, 2);
    need(memcmp(arena, other_arena, bytes) == 0);
    free(arena);
    free(other_arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sotto_decoder_model model;
    uint8_t *image = block(size);
    memcpy(image, data, size);
    seal(image, size);
    if (sotto_decoder_load(&model, image, size) == SOTTO_OK && model.multiply_accumulates <= MOST_MULTIPLY_ACCUMULATES / model.context) {
        run(&model);
    }

    free(image);
    return 0;
}
