/*
 * The products for scalar cores: four rows at a time, so that five loads feed four products. Every weight is used once, so that laying
 * them out otherwise first would cost what it saves; loads of a byte extend its sign for nothing, which those of words do not.
 */
#include "../transformer.h"

#include <string.h>

#define ADD_COLUMN(column)        \
    x = input[column];            \
    a0 += first[column] * x;      \
    a1 += second[column] * x;     \
    a2 += third[column] * x;      \
    a3 += fourth[column] * x

#define ADD_FOUR_COLUMNS(column)  \
    ADD_COLUMN(column);           \
    ADD_COLUMN((column) + 1);     \
    ADD_COLUMN((column) + 2);     \
    ADD_COLUMN((column) + 3)

/* Sums of four rows, eight columns a turn. */
SOTTO_INNER_LOOP static void four_rows(const int8_t *first, int32_t columns, const int8_t *input, int32_t sums[4])
{
    const int8_t *second = first + columns;
    const int8_t *third = second + columns;
    const int8_t *fourth = third + columns;
    const int8_t *end = input + (columns & ~7);
    int32_t a0 = 0, a1 = 0, a2 = 0, a3 = 0;
    int32_t x;
    for (; input != end; input += 8, first += 8, second += 8, third += 8, fourth += 8) {
        ADD_FOUR_COLUMNS(0);
        ADD_FOUR_COLUMNS(4);
    }

    if (columns & 4) {
        ADD_FOUR_COLUMNS(0);
    }

    memcpy(sums, (const int32_t[]){a0, a1, a2, a3}, 4 * sizeof *sums);
}

void sotto_matrix_to_bytes_scalar(const sotto_matrix *matrix, const int8_t *input, int32_t least, int8_t *output)
{
    const int8_t *weights = matrix->weights;
    const sotto_factor factor = matrix->factor;
    int8_t *const end = output + matrix->rows;
    for (; end - output >= 4; output += 4, weights += 4 * matrix->columns) {
        int32_t sums[4];
        four_rows(weights, matrix->columns, input, sums);
        for (int32_t i = 0; i < 4; i++) {
            output[i] = sotto_row_byte(sums[i], factor, least);
        }
    }

    for (; output != end; output++, weights += matrix->columns) {
        *output = sotto_row_byte(sotto_dot(weights, input, matrix->columns), factor, least);
    }
}

void sotto_matrix_add_scalar(const sotto_matrix *matrix, const int8_t *input, int32_t *residual)
{
    const int8_t *weights = matrix->weights;
    const sotto_factor factor = matrix->factor;
    int32_t *const end = residual + matrix->rows;
    for (; end - residual >= 4; residual += 4, weights += 4 * matrix->columns) {
        int32_t sums[4];
        four_rows(weights, matrix->columns, input, sums);
        for (int32_t i = 0; i < 4; i++) {
            residual[i] = sotto_row_sum(sums[i], factor, residual[i]);
        }
    }

    for (; residual != end; residual++, weights += matrix->columns) {
        *residual = sotto_row_sum(sotto_dot(weights, input, matrix->columns), factor, *residual);
    }
}
