/* What the operations of a decoder take, and the operations; what they take was checked when the model was loaded. */
#ifndef SOTTO_TRANSFORMER_H
#define SOTTO_TRANSFORMER_H

#include "fixed_point.h"
#include "implementations.h"
#include "include/sotto_decoder.h"

/* Least and most of an activation. */
#define SOTTO_LEAST (-127)
#define SOTTO_MOST 127

/* Root mean square normalisation of a residual stream, Q19.12, magnitudes at most 2^27, of at most 256 values: one becomes 16. */
typedef void sotto_normalisation(const int32_t *residual, int32_t count, int8_t *output);

sotto_normalisation sotto_normalise_plain;

/*
 * Weights [rows, columns] from a multiple of 4 on, columns a multiple of 4 and at most 1,024, and what brings sums of products back. Of 4
 * bits there are two a byte, the first in its low half, and columns are a multiple of 8.
 */
typedef struct {
    const int8_t *weights;
    int32_t rows;
    int32_t columns;
    sotto_factor factor;
} sotto_matrix;

/* A matrix times a vector that begins at a multiple of 4, as int8 of at least `least`: SOTTO_LEAST, or 0 for a rectifier. */
typedef void sotto_matrix_to_bytes(const sotto_matrix *matrix, const int8_t *input, int32_t least, int8_t *output);

/* The same, added to a residual stream, which saturates at 2^27. */
typedef void sotto_matrix_add(const sotto_matrix *matrix, const int8_t *input, int32_t *residual);

sotto_matrix_to_bytes sotto_matrix_to_bytes_plain;
sotto_matrix_to_bytes sotto_matrix_to_bytes_scalar;
sotto_matrix_add sotto_matrix_add_plain;
sotto_matrix_add sotto_matrix_add_scalar;
sotto_matrix_to_bytes sotto_matrix_int4_to_bytes_plain;
sotto_matrix_to_bytes sotto_matrix_int4_to_bytes_scalar;
sotto_matrix_add sotto_matrix_int4_add_plain;
sotto_matrix_add sotto_matrix_int4_add_scalar;

/* Turns the pairs of `count` heads, one after the other, of twice `half` values each: `turns` has a cosine and a sine, Q0.7, a pair. */
typedef void sotto_rotation(const int8_t *turns, int32_t half, int8_t *heads, int32_t count);

sotto_rotation sotto_rotate_plain;

/* Keys and values of a block, and who asks them. */
typedef struct {
    /* Of the first position; those of the next lie `key_heads` heads further on. */
    const int8_t *keys;
    const int8_t *values;
    int32_t positions;
    int32_t heads;
    int32_t key_heads;
    int32_t head_width;

    /* Products of queries and keys to logits in Q5.26. */
    sotto_factor factor;

    /* Working memory, one a position. */
    int32_t *weights;
} sotto_heads;

/* Each head of a query finds the mean of the values, weighed by how well their keys fit it. */
typedef void sotto_attention(const sotto_heads *heads, const int8_t *query, int8_t *found);

sotto_attention sotto_attend_plain;
sotto_attention sotto_attend_scalar;

/* Products of two vectors of an even number of values, summed. */
static inline int32_t sotto_dot(const int8_t *a, const int8_t *b, int32_t count)
{
    int32_t sum = 0;
    for (const int8_t *end = a + count; a != end; a += 2, b += 2) {
        sum += a[0] * b[0];
        sum += a[1] * b[1];
    }

    return sum;
}

/* The same of a row of weights of 4 bits. */
static inline int32_t sotto_dot_int4(const int8_t *row, const int8_t *input, int32_t count)
{
    int32_t sum = 0;
    for (const int8_t *end = input + count; input != end; input += 2, row++) {
        sum += ((int32_t)((uint32_t)*row << 28) >> 28) * input[0];
        sum += (*row >> 4) * input[1];
    }

    return sum;
}

/* A value by a factor, rounded. */
static inline int32_t sotto_times(int32_t value, sotto_factor factor)
{
    return sotto_rescale(value, factor.multiplier, factor.shift);
}

/* What a row of a matrix gives: at least `least`, or added to what is there. */
static inline int8_t sotto_row_byte(int32_t sum, sotto_factor factor, int32_t least)
{
    return (int8_t)sotto_clamp(sotto_times(sum, factor), least, SOTTO_MOST);
}

/* No sum of 1,024 products shifted by 6 leaves 30 bits. */
static inline int32_t sotto_row_sum(int32_t sum, sotto_factor factor, int32_t residual)
{
    return sotto_clamp(residual + sotto_times(sum, factor), -(1 << 27), 1 << 27);
}

#endif
