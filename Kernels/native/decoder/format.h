/* Places and limits of an intent model's decoder (Models/FORMAT.md, Models/Intent/DecoderReader.cs), and reads from its records. */
#ifndef SOTTO_DECODER_FORMAT_H
#define SOTTO_DECODER_FORMAT_H

#include "../image.h"
#include "../transformer.h"

/* "SOTI". */
#define SOTTO_INTENT_MAGIC 0x49544F53

#define SOTTO_INTENT_MAXIMUM_LENGTH (1024 * 1024)
#define SOTTO_DECODER_LENGTH 72
#define SOTTO_BLOCK_LENGTH 80

#define SOTTO_MAXIMUM_WIDTH 256
#define SOTTO_MAXIMUM_HIDDEN 1024
#define SOTTO_MAXIMUM_CONTEXT 64
#define SOTTO_MAXIMUM_ROWS 8192
#define SOTTO_MAXIMUM_BLOCKS 16

/* The bit, with the number of blocks, that says that weights have 4 bits. */
#define SOTTO_PACKED_BIT 15

/* Most shifts to the left. Of 8 bits of the embedding 26 remain, within the bounds of the residual stream; a sum of 1,024 products has 24
 * bits; differences of logits are cut off before they are shifted out of 31 bits. */
#define SOTTO_EMBEDDING_SHIFT 19
#define SOTTO_SUM_SHIFT 6
#define SOTTO_LOGIT_SHIFT 30

/* Places in the header. */
enum { SOTTO_AT_HEADER_LENGTH = 6, SOTTO_AT_DECODER = 16 };

/* Places in the decoder's record; blocks follow it. */
enum {
    SOTTO_AT_WIDTH = 0,
    SOTTO_AT_HEADS = 2,
    SOTTO_AT_KEY_HEADS = 4,
    SOTTO_AT_HIDDEN = 6,
    SOTTO_AT_POINTER_WIDTH = 8,
    SOTTO_AT_CONTEXT = 10,
    SOTTO_AT_ROWS = 12,
    SOTTO_AT_BLOCKS = 14,
    SOTTO_AT_EMBEDDING = 16,
    SOTTO_AT_ROTATION = 20,
    SOTTO_AT_POINTER_QUERY = 24,
    SOTTO_AT_POINTER_KEY = 28,
    SOTTO_AT_EMBEDDING_FACTOR = 32,
    SOTTO_AT_ROW_LOGITS = 40,
    SOTTO_AT_POINTER_QUERY_FACTOR = 48,
    SOTTO_AT_POINTER_KEY_FACTOR = 56,
    SOTTO_AT_POINT_LOGITS = 64
};

/* Places in a block's record. */
enum {
    SOTTO_AT_QUERY = 0,
    SOTTO_AT_KEY = 4,
    SOTTO_AT_VALUE = 8,
    SOTTO_AT_FOUND = 12,
    SOTTO_AT_UP = 16,
    SOTTO_AT_DOWN = 20,
    SOTTO_AT_QUERY_FACTOR = 24,
    SOTTO_AT_KEY_FACTOR = 32,
    SOTTO_AT_VALUE_FACTOR = 40,
    SOTTO_AT_ATTENTION_FACTOR = 48,
    SOTTO_AT_FOUND_FACTOR = 56,
    SOTTO_AT_UP_FACTOR = 64,
    SOTTO_AT_DOWN_FACTOR = 72
};

static inline const uint8_t *sotto_block_record(const sotto_decoder_model *model, int32_t number)
{
    return model->record + SOTTO_DECODER_LENGTH + number * SOTTO_BLOCK_LENGTH;
}

/* The factor at a place in a record. */
static inline sotto_factor sotto_factor_at(const uint8_t *at)
{
    return (sotto_factor){sotto_word(at), sotto_word(at + 4)};
}

/* The table whose place stands at `at`. */
static inline const int8_t *sotto_table_at(const sotto_decoder_model *model, const uint8_t *at)
{
    return (const int8_t *)model->image + sotto_word(at);
}

/* The matrix, of 8 or 4 bits, whose place stands at `at` and whose factor at `factor_at`. */
static inline sotto_matrix sotto_matrix_at(
    const sotto_decoder_model *model, const uint8_t *at, const uint8_t *factor_at, int32_t rows, int32_t columns)
{
    return (sotto_matrix){sotto_table_at(model, at), rows, columns, sotto_factor_at(factor_at)};
}

#endif
