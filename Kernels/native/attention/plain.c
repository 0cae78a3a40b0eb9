/*
 * Attention of one position to all before it and itself (Vaswani et al., "Attention Is All You Need", 2017, section 3.2.1), where heads
 * of queries share heads of keys and values (Ainslie et al., "GQA", 2023, section 2.2).
 */
#include "attention.h"

/* One head: the mean of the values, weighed by how well their keys fit the query. */
static void attend(const sotto_heads *heads, const int8_t *query, const int8_t *keys, const int8_t *values, int8_t *found)
{
    int32_t stride = heads->key_heads * heads->head_width;
    int32_t *weights = heads->weights;
    int32_t largest = INT32_MIN;
    for (int32_t t = 0; t < heads->positions; t++) {
        weights[t] = sotto_dot(query, keys + t * stride, heads->head_width);
        largest = weights[t] > largest ? weights[t] : largest;
    }

    int32_t sum = sotto_weigh(weights, heads->positions, largest, heads->factor);
    for (int32_t i = 0; i < heads->head_width; i++) {
        int32_t total = 0;
        for (int32_t t = 0; t < heads->positions; t++) {
            total += weights[t] * values[t * stride + i];
        }

        found[i] = sotto_mean(total, sum);
    }
}

void sotto_attend_plain(const sotto_heads *heads, const int8_t *query, int8_t *found)
{
    int32_t shared = heads->heads / heads->key_heads;
    for (int32_t head = 0; head < heads->heads; head++) {
        int32_t at = head * heads->head_width;
        int32_t key_at = head / shared * heads->head_width;
        attend(heads, query + at, heads->keys + key_at, heads->values + key_at, found + at);
    }
}
