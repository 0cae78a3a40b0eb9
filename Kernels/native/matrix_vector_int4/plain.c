/* A matrix of 4 bits times an int8 vector, summed in 32 bits. */
#include "../transformer.h"

void sotto_matrix_int4_to_bytes_plain(const sotto_matrix *matrix, const int8_t *input, int32_t least, int8_t *output)
{
    for (int32_t row = 0; row < matrix->rows; row++) {
        int32_t sum = sotto_dot_int4(matrix->weights + row * matrix->columns / 2, input, matrix->columns);
        output[row] = sotto_row_byte(sum, matrix->factor, least);
    }
}

void sotto_matrix_int4_add_plain(const sotto_matrix *matrix, const int8_t *input, int32_t *residual)
{
    for (int32_t row = 0; row < matrix->rows; row++) {
        int32_t sum = sotto_dot_int4(matrix->weights + row * matrix->columns / 2, input, matrix->columns);
        residual[row] = sotto_row_sum(sum, matrix->factor, residual[row]);
    }
}
