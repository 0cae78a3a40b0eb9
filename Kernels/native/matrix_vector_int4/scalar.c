/*
 * The products of weights of 4 bits for scalar cores: four rows at a time, as of those of 8 bits. A byte of two weights is loaded with its
 * sign, so that a shift takes the second out of it and two the first.
 */
#include "../transformer.h"

#include <string.h>

#define ADD_TWO_WEIGHTS(sum, row, byte)          \
    high = row[byte];                            \
    low = (int32_t)((uint32_t)high << 28) >> 28; \
    sum += low * x;                              \
    sum += (high >> 4) * y

#define ADD_TWO_COLUMNS(byte)           \
    x = input[2 * (byte)];              \
    y = input[2 * (byte) + 1];          \
    ADD_TWO_WEIGHTS(a0, first, byte);   \
    ADD_TWO_WEIGHTS(a1, second, byte);  \
    ADD_TWO_WEIGHTS(a2, third, byte);   \
    ADD_TWO_WEIGHTS(a3, fourth, byte)

/* Sums of four rows, eight columns a turn. */
SOTTO_INNER_LOOP static void four_rows_int4(const int8_t *first, int32_t columns, const int8_t *input, int32_t sums[4])
{
    const int8_t *second = first + columns / 2;
    const int8_t *third = second + columns / 2;
    const int8_t *fourth = third + columns / 2;
    int32_t a0 = 0, a1 = 0, a2 = 0, a3 = 0;
    int32_t x, y, low, high;
    for (const int8_t *end = input + columns; input != end; input += 8, first += 4, second += 4, third += 4, fourth += 4) {
        ADD_TWO_COLUMNS(0);
        ADD_TWO_COLUMNS(1);
        ADD_TWO_COLUMNS(2);
        ADD_TWO_COLUMNS(3);
    }

    memcpy(sums, (const int32_t[]){a0, a1, a2, a3}, 4 * sizeof *sums);
}

void sotto_matrix_int4_to_bytes_scalar(const sotto_matrix *matrix, const int8_t *input, int32_t least, int8_t *output)
{
    const int8_t *weights = matrix->weights;
    const sotto_factor factor = matrix->factor;
    int8_t *const end = output + matrix->rows;
    for (; end - output >= 4; output += 4, weights += 2 * matrix->columns) {
        int32_t sums[4];
        four_rows_int4(weights, matrix->columns, input, sums);
        for (int32_t i = 0; i < 4; i++) {
            output[i] = sotto_row_byte(sums[i], factor, least);
        }
    }

    for (; output != end; output++, weights += matrix->columns / 2) {
        *output = sotto_row_byte(sotto_dot_int4(weights, input, matrix->columns), factor, least);
    }
}

void sotto_matrix_int4_add_scalar(const sotto_matrix *matrix, const int8_t *input, int32_t *residual)
{
    const int8_t *weights = matrix->weights;
    const sotto_factor factor = matrix->factor;
    int32_t *const end = residual + matrix->rows;
    for (; end - residual >= 4; residual += 4, weights += 2 * matrix->columns) {
        int32_t sums[4];
        four_rows_int4(weights, matrix->columns, input, sums);
        for (int32_t i = 0; i < 4; i++) {
            residual[i] = sotto_row_sum(sums[i], factor, residual[i]);
        }
    }

    for (; residual != end; residual++, weights += matrix->columns / 2) {
        *residual = sotto_row_sum(sotto_dot_int4(weights, input, matrix->columns), factor, *residual);
    }
}
