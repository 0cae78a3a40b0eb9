#include "fixed_point.h"

/* exp(a) for a in [-1/4, 0), by the Taylor series around -1/8; Q0.31 in and out. */
static int32_t exp_near_zero(int32_t value)
{
    const int32_t exp_of_minus_eighth = 1895147668;
    const int32_t third = 715827883;
    int32_t x = value + (1 << 28);
    int32_t square = sotto_multiply_high(x, x);
    int32_t cube = sotto_multiply_high(square, x);
    int32_t fourth = sotto_divide_by_power_of_two(sotto_multiply_high(square, square), 2);
    int32_t series = sotto_divide_by_power_of_two(sotto_multiply_high(fourth + cube, third) + square, 1);
    return exp_of_minus_eighth + sotto_multiply_high(exp_of_minus_eighth, x + series);
}

int32_t sotto_exp_of_negative(int32_t value, int32_t integer_bits)
{
    /* exp(-1/4), exp(-1/2), exp(-1), ... */
    static const int32_t factors[] = {1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242};
    if (value == 0) {
        return INT32_MAX;
    }

    int32_t fraction_bits = 31 - integer_bits;
    int32_t quarter = 1 << (fraction_bits - 2);
    int32_t modulo = (value & (quarter - 1)) - quarter;
    int32_t result = exp_near_zero(modulo * (1 << integer_bits));
    uint32_t remainder = (uint32_t)modulo - (uint32_t)value;
    for (int32_t i = 0; i < integer_bits + 2; i++) {
        if (remainder >> (fraction_bits - 2 + i) & 1) {
            result = sotto_multiply_high(result, factors[i]);
        }
    }

    return result;
}

/* A multiplication by a power of two that saturates. */
static int32_t scale_up(int32_t value, int32_t factor)
{
    int64_t product = (int64_t)value * factor;
    return product > INT32_MAX ? INT32_MAX : product < INT32_MIN ? INT32_MIN : (int32_t)product;
}

int32_t sotto_reciprocal(int32_t value)
{
    int64_t sum = (int64_t)value + INT32_MAX;
    int32_t half_denominator = (int32_t)((sum + (sum >= 0 ? 1 : -1)) / 2);

    /* 48/17 - 32/17 d, the best line, in Q2.29; then three Newton-Raphson steps. */
    int32_t x = 1515870810 + sotto_multiply_high(half_denominator, -1010580540);
    for (int32_t i = 0; i < 3; i++) {
        int32_t error = (1 << 29) - sotto_multiply_high(half_denominator, x);
        x += scale_up(sotto_multiply_high(x, error), 4);
    }

    return scale_up(x, 2);
}
