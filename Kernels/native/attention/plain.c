/*
 * Attention of one position to all before it and itself (Vaswani et al., "Attention Is All You Need", 2017, section 3.2.1), where heads
 * of queries share heads of keys and values (Ainslie et al., "GQA", 2023, section 2.2).
 */
#include "../transformer.h"

#define INTEGER_BITS 5
#define PROBABILITY_BITS 15

/* exp(-11) is less than half of 2^-15. */
#define NEGLIGIBLE (-(11 << 26))

/* exp of a logit less the largest, Q0.15; 0 where it is less than half a unit. */
static int32_t probability_of(int32_t score, int32_t largest, sotto_factor factor)
{
    /* A difference that leaves 31 bits is far below what has any probability. */
    int32_t least = factor.shift > 0 ? INT32_MIN >> factor.shift : INT32_MIN;
    int32_t difference = score - largest;
    difference = sotto_times(difference < least ? least : difference, factor);
    if (difference <= NEGLIGIBLE) {
        return 0;
    }

    /* Half a unit more would leave 31 bits where the difference is next to none. */
    return ((sotto_exp_of_negative(difference, INTEGER_BITS) >> (30 - PROBABILITY_BITS)) + 1) >> 1;
}

/* The weights of all positions, and their sum. */
static int32_t weigh(const sotto_heads *heads, const int8_t *query, const int8_t *key)
{
    int32_t stride = heads->key_heads * heads->head_width;
    int32_t *weights = heads->weights;
    int32_t largest = INT32_MIN;
    for (int32_t t = 0; t < heads->positions; t++) {
        weights[t] = sotto_dot(query, key + t * stride, heads->head_width);
        largest = weights[t] > largest ? weights[t] : largest;
    }

    int32_t sum = 0;
    for (int32_t t = 0; t < heads->positions; t++) {
        weights[t] = probability_of(weights[t], largest, heads->factor);
        sum += weights[t];
    }

    return sum;
}

/* The mean of the values of one place in a head, rounded to nearest, halves away from zero. */
static int8_t mean_of(const sotto_heads *heads, const int8_t *value, int32_t sum)
{
    int32_t stride = heads->key_heads * heads->head_width;
    int32_t total = 0;
    for (int32_t t = 0; t < heads->positions; t++) {
        total += heads->weights[t] * value[t * stride];
    }

    return (int8_t)((total + (total < 0 ? -(sum / 2) : sum / 2)) / sum);
}

void sotto_attend_plain(const sotto_heads *heads, const int8_t *query, int8_t *found)
{
    int32_t shared = heads->heads / heads->key_heads;
    for (int32_t head = 0; head < heads->heads; head++) {
        int32_t at = head / shared * heads->head_width;
        int32_t sum = weigh(heads, query, heads->keys + at);
        for (int32_t i = 0; i < heads->head_width; i++) {
            found[i] = mean_of(heads, heads->values + at + i, sum);
        }

        query += heads->head_width;
        found += heads->head_width;
    }
}
