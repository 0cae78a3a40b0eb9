/*
 * The decoder of an intent model: a transformer in integers that is fed rows of its embedding one at a time, and after each scores which
 * row, or which row that it was fed before, comes next. What rows stand for, and which of them may follow, is managed code's
 * (Models/Intent); the file is described in Models/FORMAT.md.
 *
 * As in sotto.h, nothing here allocates, blocks, keeps global state or calls more of the C library than memcpy, memmove and memset. All
 * memory is the caller's: the structures below, a model's bytes, its arena. Structures of different streams may be used by different
 * threads at once.
 *
 *   sotto_decoder_model model;                  static int32_t arena[ENOUGH];
 *   if (sotto_decoder_load(&model, bytes, length) != SOTTO_OK || model.arena_bytes > sizeof arena) ...
 *   sotto_decoder_open(&decoder, &model, arena);
 *   for (...) sotto_decoder_feed(&decoder, row);
 *   for (...) score = sotto_decoder_score_row(&decoder, row);
 *   sotto_decoder_aim(&decoder);
 *   for (...) score = sotto_decoder_score_point(&decoder, position);
 */
#ifndef SOTTO_DECODER_H
#define SOTTO_DECODER_H

#include "sotto.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A factor of multiplier / 2^31 * 2^shift; the multiplier is not negative. */
typedef struct {
    int32_t multiplier;
    int32_t shift;
} sotto_factor;

/*
 * A loaded decoder. Any number of arenas may be stepped through one. The numbers up to `where` are for the caller to read, the rest is
 * the library's own; nothing of it is valid unless the load said SOTTO_OK, but for `where`.
 */
typedef struct {
    /* Bytes of working memory of one stream: activations, the residual stream and the cache of keys and values. */
    int32_t arena_bytes;

    /* Values of a row of the embedding and of the residual stream, 4 to 256. */
    int32_t width;

    /* Heads of queries; heads of keys and values, each for as many of queries as go to one. */
    int32_t heads;
    int32_t key_heads;

    /* Values of a block's hidden layer, 4 to 1,024; of a pointer's query and keys, 4 to 256. */
    int32_t hidden;
    int32_t pointer_width;

    /* Rows that may be fed from one reset to the next, 4 to 64; rows of the embedding, 1 to 8,192; blocks, 1 to 16. */
    int32_t context;
    int32_t rows;
    int32_t blocks;

    /* Multiply-accumulates of the matrices that a feed goes through; attention's grow with the position. */
    int32_t multiply_accumulates;

    /* Bring scores of rows, and of points, to logits with 26 fraction bits. */
    sotto_factor row_logits;
    sotto_factor point_logits;

    /* Number of the block that made a load fail, otherwise -1. */
    int32_t where;

    int32_t length;
    int32_t packed;
    int32_t head_width;
    int32_t key_width;
    const uint8_t *image;
    const uint8_t *record;
} sotto_decoder_model;

/*
 * Checks every size, place and factor of an intent model's decoder, once, and fills in `model`. The bytes, `length` of them, begin at a
 * multiple of 4, may lie in flash, are used in place as long as the model is, and must not change: a feed trusts them.
 */
sotto_status sotto_decoder_load(sotto_decoder_model *model, const void *image, size_t length);

/* One stream through a decoder. `position` is for the caller to read, the rest, places in the arena, is its own. */
typedef struct {
    /* Rows fed since the last reset. */
    int32_t position;

    const sotto_decoder_model *model;
    int32_t *residual;
    int32_t *weights;
    int8_t *normal;
    int8_t *query;
    int8_t *found;
    int8_t *hidden;
    int8_t *pointer;
    int8_t *pointer_keys;
    int8_t *cache;
} sotto_decoder;

/* Makes a decoder at the beginning of a sentence. The arena, of arena_bytes from a multiple of 4 on, is its own as long as it is used. */
void sotto_decoder_open(sotto_decoder *decoder, const sotto_decoder_model *model, void *arena);

/* Forgets all that was fed. */
void sotto_decoder_reset(sotto_decoder *decoder);

/* Takes one row, 0 to rows - 1. SOTTO_BAD_ARGUMENT, and nothing happens, where there is no such row or the context is full. */
sotto_status sotto_decoder_feed(sotto_decoder *decoder, int32_t row);

/* How well a row, 0 to rows - 1, would come next after the last that was fed: a sum of products, by row_logits a logit. */
int32_t sotto_decoder_score_row(const sotto_decoder *decoder, int32_t row);

/* Makes, after a feed, the query that sotto_decoder_score_point holds positions against. */
void sotto_decoder_aim(sotto_decoder *decoder);

/* How well the row fed at a position, 0 to position - 1, is what comes next: a sum of products, by point_logits a logit. */
int32_t sotto_decoder_score_point(const sotto_decoder *decoder, int32_t position);

#ifdef __cplusplus
}
#endif

#endif
