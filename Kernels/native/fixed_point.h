/*
 * The fixed-point arithmetic of TensorFlow Lite's int8 kernels. Numbers written Qm.n have m integer and n fraction bits beside the sign
 * (Jacob et al., "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference", 2018, section 2.2;
 * rounding as in gemmlowp).
 */
#ifndef SOTTO_FIXED_POINT_H
#define SOTTO_FIXED_POINT_H

#include <stdint.h>

#if !defined(__BYTE_ORDER__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the .sotto format is little endian, and so must the processor be"
#endif

/* A sum that wraps, as the managed engine's do where a model's constants drive it out of 32 bits. */
static inline int32_t sotto_wrapping_add(int32_t a, int32_t b)
{
    return (int32_t)((uint32_t)a + (uint32_t)b);
}

/* The high half of twice a product, rounded to nearest, halves up: a product of two Q0.31 numbers, not both -1. */
static inline int32_t sotto_multiply_high(int32_t a, int32_t b)
{
#if UINTPTR_MAX > UINT32_MAX
    return (int32_t)(((int64_t)a * b + (1 << 30)) >> 31);
#else
    /* No carry from one half of the product to the other: the low half rounds by itself. */
    int64_t product = (int64_t)a * b;
    uint32_t high = (uint32_t)(product >> 32) << 1;
    return (int32_t)(high + ((((uint32_t)product >> 30) + 1) >> 1));
#endif
}

/* Division by 2^exponent, 0 to 31, rounded to nearest, halves away from zero. */
static inline int32_t sotto_divide_by_power_of_two(int32_t value, int32_t exponent)
{
    int32_t mask = (int32_t)((1u << exponent) - 1);
    int32_t threshold = (mask >> 1) + (value < 0);
    return (value >> exponent) + ((value & mask) > threshold);
}

/* The same by a Q0.31 multiplier that is not negative, given twice, which fits where there is no sign: then no half needs shifting. */
static inline int32_t sotto_scale(int32_t value, uint32_t twice)
{
    int64_t product = (int64_t)value * twice;
    return (int32_t)((uint32_t)(product >> 32) + ((uint32_t)product >> 31));
}

/*
 * Division by 2^(less_one + 1), less_one 0 to 30, rounded to nearest, halves away from zero: one less where it is negative, then halves
 * up. For what sotto_scale gives: no product is near enough to the ends of 32 bits to leave them.
 */
static inline int32_t sotto_round_off(int32_t product, int32_t less_one)
{
    product += product >> 31;
    return ((product >> less_one) + 1) >> 1;
}

/* Multiplication by multiplier / 2^31 * 2^shift, -31 to 30, with a rounding after each of its two steps; the multiplier is not negative. */
static inline int32_t sotto_rescale(int32_t value, int32_t multiplier, int32_t shift)
{
    uint32_t twice = (uint32_t)multiplier << 1;
    return shift >= 0 ? sotto_scale((int32_t)((uint32_t)value << shift), twice)
        : sotto_round_off(sotto_scale(value, twice), -shift - 1);
}

static inline int32_t sotto_clamp(int32_t value, int32_t minimum, int32_t maximum)
{
    return value < minimum ? minimum : value > maximum ? maximum : value;
}

/* The place of the highest set bit, counted from 1; 0 for 0. */
static inline int32_t sotto_bit_length(uint32_t value)
{
    return value == 0 ? 0 : 32 - __builtin_clz(value);
}

/* exp(a) for a at most 0 in Q(integer_bits).n, of 4 or 5 integer bits; Q0.31. */
int32_t sotto_exp_of_negative(int32_t value, int32_t integer_bits);

/* 1 / (1 + a) for a in [0, 1], both Q0.31. */
int32_t sotto_reciprocal(int32_t value);

#endif
