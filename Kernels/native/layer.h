/*
 * Everything an operator needs to run once, and the operators. A layer is decoded from its record when it runs, so a loaded model takes
 * no memory a layer; it was checked when the model was loaded, and operators trust it.
 */
#ifndef SOTTO_LAYER_H
#define SOTTO_LAYER_H

#include "image.h"
#include "implementations.h"

#include <stdint.h>
#include <string.h>

/* Numbers of operators, as in a record. */
enum {
    SOTTO_OP_CONVOLUTION = 1,
    SOTTO_OP_DEPTHWISE = 2,
    SOTTO_OP_AVERAGE_POOL = 3,
    SOTTO_OP_MAX_POOL = 4,
    SOTTO_OP_ADD = 5,
    SOTTO_OP_SOFTMAX = 6,
    SOTTO_OP_LOGISTIC = 7,
    SOTTO_OP_MULTIPLY = 8,
    SOTTO_OP_SUBTRACT = 9,
    SOTTO_OP_MEAN = 10,
    SOTTO_OP_REQUANTISE = 11,
    SOTTO_OP_COPY = 12
};

/* The fields of the managed engine's Layer, in its order. Places are offsets into the arena or into the model's bytes. */
typedef struct {
    /* In the arena, the oldest frame of the first input, history included. */
    int32_t input;

    /* Frames of history that lie before the newest of the first input, all its frames, and their extents. */
    int32_t input_history;
    int32_t input_frames;
    int32_t input_bins;
    int32_t input_channels;
    int32_t input_zero_point;

    /* In the arena, the newest frames of the second input. */
    int32_t second;
    int32_t second_zero_point;

    /* In the arena, the newest frames of the output; how many a step writes, and their extents. */
    int32_t output;
    int32_t output_frames;
    int32_t output_bins;
    int32_t output_channels;
    int32_t output_zero_point;

    /* Taps over time of a kernel, frames of a pool or of a copy. */
    int32_t time_kernel;

    /* The frame that the first window begins at, counted from the oldest; under 0 in padding. */
    int32_t first_frame;

    /* Input frames that an output frame moves on by; frames between two taps. */
    int32_t time_stride;
    int32_t dilation;

    /* Taps over bins of a kernel, bins of a pool or of a copy. */
    int32_t bin_kernel;

    /* Input bins that an output bin moves on by; channels of a copy. */
    int32_t bin_stride;

    /* Bins of zero before the first. */
    int32_t pad_low;

    /* Lowest and highest output value; the lowest is what a copy fills its output with. */
    int32_t clamp_minimum;
    int32_t clamp_maximum;

    /* In the model, the weights; what a copy copies, 0 if it copies from the arena. */
    int32_t weights;

    /* 1 if weights have 4 bits, otherwise 0. */
    int32_t packed;

    /* Weights of 4 bits in a row that share a factor; all taps of an output where there are no factors. */
    int32_t group_length;

    /* In the model, the factors, one byte a group, output by output; 0 if there are none. */
    int32_t factors;

    /* In the model, int32 biases (the input's zero point already in them), int32 Q0.31 multipliers, int8 shifts, one a channel. */
    int32_t biases;
    int32_t multipliers;
    int32_t shifts;

    /* Of the first input (add, subtract), of products, sums and values (multiply, mean, requantise), of the logits (softmax, logistic);
     * where a copy begins in its input, and values that it moves on by in it a frame. */
    int32_t input_multiplier;
    int32_t input_shift;

    /* Of the second input; what requantise adds; values that a copy moves on by a bin and a channel. */
    int32_t second_multiplier;
    int32_t second_shift;

    /* Of a sum; where a copy begins in its output. The shift is the least difference that counts (softmax), the radius (logistic), 1 if a
     * copy fills its output first. */
    int32_t output_multiplier;
    int32_t output_shift;
} sotto_layer;

/*
 * Runs an operator once: the newest frames of its output from its inputs, in `arena`, and its constants, in `image`. An output may lie on
 * what no later pixel of its input reads (Overlap.cs): pixels are computed first to last, each from inputs that are still whole.
 */
typedef void sotto_operator(const sotto_layer *layer, const uint8_t *image, int8_t *arena);

sotto_operator sotto_convolution_plain;
sotto_operator sotto_convolution_scalar;

/* On cores that have what they need only: MAC16 and loops; the vectors of the ESP32-S3. */
sotto_operator sotto_convolution_lx6;
sotto_operator sotto_convolution_s3;

sotto_operator sotto_convolution_int4_plain;
sotto_operator sotto_convolution_int4_scalar;
sotto_operator sotto_depthwise_plain;
sotto_operator sotto_depthwise_scalar;
sotto_operator sotto_average_pool_plain;
sotto_operator sotto_max_pool_plain;
sotto_operator sotto_add_plain;
sotto_operator sotto_subtract_plain;
sotto_operator sotto_multiply_plain;
sotto_operator sotto_mean_plain;
sotto_operator sotto_requantise_plain;
sotto_operator sotto_copy_plain;
sotto_operator sotto_softmax_plain;
sotto_operator sotto_logistic_plain;

/* A weight of 4 bits of a row: the first of two in the low half of a byte. */
static inline int32_t sotto_nibble(const uint8_t *row, int32_t index)
{
    return ((row[index >> 1] >> ((index & 1) << 2) & 15) ^ 8) - 8;
}

/* Bytes of a row of weights of 4 bits. */
static inline int32_t sotto_nibble_bytes(int32_t length)
{
    return (length + 1) >> 1;
}

#endif
