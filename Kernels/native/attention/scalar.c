/*
 * Attention for scalar cores: means of four places, or of the two that are left, as heads have an even number of values, so that a
 * position's weight is loaded once for all of them.
 */
#include "attention.h"

/* Products of a query and the keys of all positions; the largest. */
SOTTO_INNER_LOOP static int32_t score(const sotto_heads *heads, const int8_t *query, const int8_t *key, int32_t stride)
{
    const int32_t width = heads->head_width;
    int32_t *const last = heads->weights + heads->positions;
    int32_t largest = INT32_MIN;
    for (int32_t *weight = heads->weights; weight != last; weight++, key += stride) {
        *weight = sotto_dot(query, key, width);
        if (*weight > largest) {
            largest = *weight;
        }
    }

    return largest;
}

SOTTO_INNER_LOOP static void find_four(const sotto_heads *heads, const int8_t *value, int32_t stride, int32_t sum, int8_t *found)
{
    const int32_t *const last = heads->weights + heads->positions;
    int32_t a = 0, b = 0, c = 0, d = 0;
    for (const int32_t *weight = heads->weights; weight != last; weight++, value += stride) {
        a += *weight * value[0];
        b += *weight * value[1];
        c += *weight * value[2];
        d += *weight * value[3];
    }

    found[0] = sotto_mean(a, sum);
    found[1] = sotto_mean(b, sum);
    found[2] = sotto_mean(c, sum);
    found[3] = sotto_mean(d, sum);
}

SOTTO_INNER_LOOP static void find_two(const sotto_heads *heads, const int8_t *value, int32_t stride, int32_t sum, int8_t *found)
{
    const int32_t *const last = heads->weights + heads->positions;
    int32_t a = 0, b = 0;
    for (const int32_t *weight = heads->weights; weight != last; weight++, value += stride) {
        a += *weight * value[0];
        b += *weight * value[1];
    }

    found[0] = sotto_mean(a, sum);
    found[1] = sotto_mean(b, sum);
}

void sotto_attend_scalar(const sotto_heads *heads, const int8_t *query, int8_t *found)
{
    int32_t width = heads->head_width;
    int32_t shared = heads->heads / heads->key_heads;
    int32_t stride = heads->key_heads * width;
    for (int32_t head = 0; head < heads->heads; head++, query += width, found += width) {
        int32_t at = head / shared * width;
        int32_t largest = score(heads, query, heads->keys + at, stride);
        int32_t sum = sotto_weigh(heads->weights, heads->positions, largest, heads->factor);
        const int8_t *values = heads->values + at;
        int32_t i = 0;
        for (; i + 4 <= width; i += 4) {
            find_four(heads, values + i, stride, sum, found + i);
        }

        if (i < width) {
            find_two(heads, values + i, stride, sum, found + i);
        }
    }
}
