/* Places and limits of the .sotto format (Models/FORMAT.md, ModelFile.cs), and reads from its records. */
#ifndef SOTTO_MODEL_FORMAT_H
#define SOTTO_MODEL_FORMAT_H

#include "../layer.h"

/* "SOTO". */
#define SOTTO_MAGIC 0x4F544F53

#define SOTTO_TENSOR_LENGTH 16
#define SOTTO_LAYER_LENGTH 80
#define SOTTO_MAXIMUM_LENGTH (16 * 1024 * 1024)
#define SOTTO_MAXIMUM_ARENA (1024 * 1024)
#define SOTTO_MAXIMUM_COUNT 512
#define SOTTO_MAXIMUM_EXTENT 4096
#define SOTTO_MAXIMUM_TAPS 65536
#define SOTTO_MAXIMUM_FACTOR 15
#define SOTTO_MAXIMUM_BIAS (1 << 30)
#define SOTTO_MAXIMUM_WORK (1 << 26)
#define SOTTO_MAXIMUM_LABELS 64
#define SOTTO_MAXIMUM_STEP (1 << 20)

/* A record's number for "no tensor". */
#define SOTTO_NONE 0xFFFF

/* Places in a layer's record. */
enum {
    SOTTO_AT_OPERATOR = 0,
    SOTTO_AT_KIND_OF_WINDOWS = 2,
    SOTTO_AT_INPUT = 4,
    SOTTO_AT_SECOND = 6,
    SOTTO_AT_OUTPUT = 8,
    SOTTO_AT_PAD_LAST = 10,
    SOTTO_AT_TIME_KERNEL = 12,
    SOTTO_AT_TIME_STRIDE = 14,
    SOTTO_AT_DILATION = 16,
    SOTTO_AT_BIN_KERNEL = 18,
    SOTTO_AT_BIN_STRIDE = 20,
    SOTTO_AT_PAD_LOW = 22,
    SOTTO_AT_PAD_HIGH = 24,
    SOTTO_AT_PAD_FIRST = 26,
    SOTTO_AT_CLAMP_MINIMUM = 28,
    SOTTO_AT_CLAMP_MAXIMUM = 32,
    SOTTO_AT_WEIGHTS = 36,
    SOTTO_AT_BIASES = 40,
    SOTTO_AT_MULTIPLIERS = 44,
    SOTTO_AT_SHIFTS = 48,
    SOTTO_AT_INPUT_MULTIPLIER = 52,
    SOTTO_AT_INPUT_SHIFT = 56,
    SOTTO_AT_SECOND_MULTIPLIER = 60,
    SOTTO_AT_SECOND_SHIFT = 64,
    SOTTO_AT_OUTPUT_MULTIPLIER = 68,
    SOTTO_AT_OUTPUT_SHIFT = 72,
    SOTTO_AT_PACKED = 76,
    SOTTO_AT_GROUP_LENGTH = 78
};

/* Where a tensor's frames lie in the arena, oldest first, and what they are. */
typedef struct {
    int32_t offset;
    int32_t history;
    int32_t frames;
    int32_t bins;
    int32_t channels;
    int32_t zero_point;
} sotto_tensor;

static inline const uint8_t *sotto_layer_record(const sotto_model *model, int32_t number)
{
    return model->image + model->layers_at + number * SOTTO_LAYER_LENGTH;
}

static inline int32_t sotto_frame_length(const sotto_tensor *tensor)
{
    return tensor->bins * tensor->channels;
}

static inline int32_t sotto_all_frames(const sotto_tensor *tensor)
{
    return tensor->history + tensor->frames;
}

/* Bytes of a tensor in the arena. */
static inline int32_t sotto_tensor_bytes(const sotto_tensor *tensor)
{
    return sotto_all_frames(tensor) * sotto_frame_length(tensor);
}

/* The place of a tensor's newest frames. */
static inline int32_t sotto_newest(const sotto_tensor *tensor)
{
    return tensor->offset + tensor->history * sotto_frame_length(tensor);
}

/* A tensor's record, 0 to tensor_count - 1. */
sotto_tensor sotto_read_tensor(const sotto_model *model, int32_t number);

/*
 * A layer's record, 0 to layer_count - 1, whose tensors exist. The numbers of a record that was not checked yet may be any, and what
 * follows from them wraps.
 */
void sotto_read_layer(const sotto_model *model, int32_t number, sotto_layer *layer);

/* What is known while the layers of a model are checked one after another. */
typedef struct {
    const sotto_model *model;

    /* A bit for each tensor: it has been written. */
    uint32_t written[SOTTO_MAXIMUM_COUNT / 32];

    /* Values that a step reads in all layers so far, and their multiply-accumulates. */
    int64_t work;
    int64_t multiply_accumulates;
} sotto_layer_check;

static inline void sotto_note_written(sotto_layer_check *check, int32_t tensor)
{
    check->written[tensor >> 5] |= 1u << (tensor & 31);
}

static inline int sotto_is_written(const sotto_layer_check *check, int32_t tensor)
{
    return check->written[tensor >> 5] >> (tensor & 31) & 1;
}

/* Checks the next layer: that its tensors are there and written, shapes fit, constants lie in the file, nothing needed is overwritten. */
sotto_status sotto_check_layer(sotto_layer_check *check, int32_t number);

/* How many bytes before its input an output must begin so that it may overlap it (Overlap.cs); INT32_MAX for never. */
int32_t sotto_overlap_distance(int32_t operator_number, const sotto_layer *layer);

/* Whether a table of `count` bytes at `at` lies within the model's bytes. */
static inline int sotto_lies_inside(const sotto_model *model, int32_t at, int32_t count)
{
    return at >= 0 && count >= 0 && at <= model->length - count;
}

#endif
