/* What implementations of attention share. */
#ifndef SOTTO_ATTENTION_H
#define SOTTO_ATTENTION_H

#include "../transformer.h"

#define SOTTO_PROBABILITY_BITS 15

/* exp(-11) is less than half of 2^-15. */
#define SOTTO_NEGLIGIBLE (-(11 << 26))

/* exp of a logit less the largest, Q0.15; 0 where it is less than half a unit. */
static inline int32_t sotto_probability(int32_t score, int32_t largest, sotto_factor factor)
{
    /* A difference that leaves 31 bits is far below what has any probability. */
    int32_t least = factor.shift > 0 ? INT32_MIN >> factor.shift : INT32_MIN;
    int32_t difference = score - largest;
    difference = sotto_times(difference < least ? least : difference, factor);
    if (difference <= SOTTO_NEGLIGIBLE) {
        return 0;
    }

    /* Half a unit more would leave 31 bits where the difference is next to none. */
    return ((sotto_exp_of_negative(difference, 5) >> (30 - SOTTO_PROBABILITY_BITS)) + 1) >> 1;
}

/* Scores to weights, where they are; their sum. */
static inline int32_t sotto_weigh(int32_t *weights, int32_t count, int32_t largest, sotto_factor factor)
{
    int32_t sum = 0;
    for (int32_t t = 0; t < count; t++) {
        weights[t] = sotto_probability(weights[t], largest, factor);
        sum += weights[t];
    }

    return sum;
}

/* A quotient rounded to nearest, halves away from zero. */
static inline int8_t sotto_mean(int32_t total, int32_t sum)
{
    return (int8_t)((total + (total < 0 ? -(sum / 2) : sum / 2)) / sum);
}

#endif
