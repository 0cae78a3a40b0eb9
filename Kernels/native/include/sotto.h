/*
 * Sotto's kernels: audio to features, and features through a .sotto model, in integers only.
 *
 * Nothing here allocates, blocks, keeps global state or calls more of the C library than memcpy, memmove and memset. All memory is the
 * caller's: the structures below, a model's bytes, its arena. Structures of different streams may be used by different threads at once.
 *
 *   sotto_front_end ears;                       static int8_t arena[1488];
 *   sotto_front_end_init(&ears);                if (sotto_model_load(&model, bytes, length) != SOTTO_OK) ...
 *   for (...) {                                 sotto_model_reset(&model, arena);
 *       taken = sotto_front_end_feed(&ears, samples, count);
 *       if (ears.row_ready) ... sotto_quantise(ears.row[i]) ... sotto_model_step(&model, arena, input, output);
 *   }
 */
#ifndef SOTTO_H
#define SOTTO_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Samples a second. */
#define SOTTO_SAMPLE_RATE 16000

/* Samples from one row of features to the next: 10 ms. */
#define SOTTO_HOP 160

/* Samples that a row is made of: 30 ms. */
#define SOTTO_WINDOW 480

/* Features a row. */
#define SOTTO_FEATURES 40

/* Points of the complex transform, half of those of the real one. */
#define SOTTO_FFT_POINTS 256

/* A front end, which follows one stream. `row` and `row_ready` are for the caller to read, the rest is its own. */
typedef struct {
    /* The last row: 40 features, each 64 times a natural logarithm, 0 to 65,535 and in practice at most some 670. */
    uint16_t row[SOTTO_FEATURES];

    /* 1 if the last feed completed a row, otherwise 0. */
    int32_t row_ready;

    /* Samples of the next window that are there, and the samples. */
    int32_t used;
    int16_t samples[SOTTO_WINDOW];

    /* The noise of every band, scaled up by 10 bits. */
    uint32_t noise[SOTTO_FEATURES];

    /* Working memory of one row: complex points, real part first; squared magnitudes of bins 1 to 255; magnitudes of the bands. */
    int16_t points[2 * SOTTO_FFT_POINTS];
    int32_t energy[SOTTO_FFT_POINTS];
    uint32_t bands[SOTTO_FEATURES];
} sotto_front_end;

/* Makes a front end ready for the start of a stream; again, and it forgets samples and noise. */
void sotto_front_end_init(sotto_front_end *front_end);

/*
 * Takes 16 kHz mono samples until a row is complete or there are no more. The first row needs 480 samples, every other 160; how the
 * stream is cut into calls changes no row. Returns how many were taken, at most `count`; `row_ready` says whether there is a row.
 */
size_t sotto_front_end_feed(sotto_front_end *front_end, const int16_t *samples, size_t count);

/* A feature, 0 to 65,535, as the models take it: 0 to 666 spread over -128 to 127, more is 127. */
int8_t sotto_quantise(uint16_t feature);

/* What a model's loader found. All but SOTTO_OK refuse the file. */
typedef enum {
    SOTTO_OK = 0,

    /* A null pointer, or bytes that do not begin at a multiple of 4. */
    SOTTO_BAD_ARGUMENT = 1,

    /* No .sotto model (of sotto_decoder_load: no intent model): too short, or it begins otherwise. */
    SOTTO_NOT_A_MODEL = 2,

    /* Another version of the format. */
    SOTTO_BAD_VERSION = 3,

    /* Longer or shorter than its header says, or over 16 MiB (an intent model: 1 MiB). */
    SOTTO_BAD_LENGTH = 4,

    /* Its checksum does not match. */
    SOTTO_BAD_CHECKSUM = 5,

    /* A table lies outside the file or at no multiple of 4. */
    SOTTO_BAD_TABLE = 6,

    /* A number in the header or the manifest is out of its range, or a name is not printable ASCII. */
    SOTTO_BAD_HEADER = 7,

    /* A tensor is out of its range or outside the arena; `where` is its number. */
    SOTTO_BAD_TENSOR = 8,

    /* A layer's record or its constants are out of their ranges; `where` is its number. */
    SOTTO_BAD_LAYER = 9,

    /* A layer's shape does not fit its tensors; `where` is its number. */
    SOTTO_BAD_SHAPE = 10,

    /* A layer reads what is not written yet, or writes what is still needed; `where` is its number. */
    SOTTO_BAD_ORDER = 11,

    /* A step reads over 2^26 values. */
    SOTTO_TOO_MUCH_WORK = 12,

    /* A size of a decoder is out of its range or does not fit the others. */
    SOTTO_BAD_DECODER = 13,

    /* A factor of a decoder is out of its range; `where` is the number of the block, -1 if it is none of a block's. */
    SOTTO_BAD_FACTOR = 14,

    /* A word, state, arc, node or leaf of a word automaton is wrong; `where` is its number, -1 if it is their tables. */
    SOTTO_BAD_AUTOMATON = 15
} sotto_status;

/*
 * A loaded model. Any number of arenas may be stepped through one. The numbers up to `where` are for the caller to read, the rest is
 * the library's own; nothing of it is valid unless the load said SOTTO_OK, but for `where`.
 */
typedef struct {
    /* Bytes of working memory of one stream, 1 to 1,048,576. */
    int32_t arena_bytes;

    /* int8 values that a step takes and gives: frames, in a frame bins, in a bin channels. */
    int32_t input_length;
    int32_t output_length;

    /* Feature rows that a step takes. */
    int32_t step_frames;

    /* 0 for wake words, 1 for commands. */
    int32_t kind;

    /* Labels, of which there is one for each output, 64 at most. */
    int32_t label_count;

    /* Steps that a detector averages (1 to 255), ms that it stays quiet after a detection, ms from one feature row to the next. */
    int32_t smoothing;
    int32_t refractory_ms;
    int32_t feature_step_ms;

    /* 1 if the model was made for inputs, or outputs, of 0 to 255: those of the library are 128 less. */
    int32_t input_is_unsigned;
    int32_t output_is_unsigned;

    /* Multiply-accumulates of a step. */
    int32_t multiply_accumulates;

    /* Number of the tensor or layer that made a load fail, otherwise -1. */
    int32_t where;

    int32_t length;
    int32_t name_at;
    int32_t tensors_at;
    int32_t tensor_count;
    int32_t layers_at;
    int32_t layer_count;
    int32_t input_tensor;
    int32_t output_tensor;
    const uint8_t *image;
} sotto_model;

/*
 * Checks every offset, size, shape, shift and index of a model, once, and fills in `model`. The bytes, `length` of them, begin at a
 * multiple of 4, may lie in flash, are used in place as long as the model is, and must not change: a step trusts them.
 */
sotto_status sotto_model_load(sotto_model *model, const void *image, size_t length);

/* A piece of text in a model's bytes: printable ASCII, with no zero after it. */
typedef struct {
    const char *text;
    int32_t length;
} sotto_text;

/* The model's name. */
sotto_text sotto_model_name(const sotto_model *model);

/* The name of label `index`, 0 to label_count - 1, and in `threshold` from which mean probability on it is called, in 1/256. */
sotto_text sotto_model_label(const sotto_model *model, int32_t index, int32_t *threshold);

/*
 * Forgets the stream: every history in the arena, of arena_bytes, becomes zeros, as before the stream's start. The rest stays: where the
 * copies of a model do not fill all of their output, what steps give depends on what the arena held before. Callers therefore zero a new
 * arena, as the managed engine does, which then gives the same bytes.
 */
void sotto_model_reset(const sotto_model *model, int8_t *arena);

/*
 * One step. `input` has input_length values, of which a feature is one as sotto_quantise gives it; `output` receives output_length.
 * Neither may overlap the arena, which is the one of the last reset and step of the same stream.
 */
void sotto_model_step(const sotto_model *model, int8_t *arena, const int8_t *input, int8_t *output);

#ifdef __cplusplus
}
#endif

#endif
