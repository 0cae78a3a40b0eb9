/*
 * What the compiler calls where the processor has no instruction, and Debian's libgcc for the LX106 lacks: a product of 64 bits out of
 * products of 16, as its hardware has them, and division bit by bit.
 */
#include <stdint.h>

uint64_t __muldi3(uint64_t a, uint64_t b);
uint32_t __udivsi3(uint32_t a, uint32_t b);
uint32_t __umodsi3(uint32_t a, uint32_t b);
int32_t __divsi3(int32_t a, int32_t b);

static uint32_t half_product(uint32_t a, uint32_t b)
{
    return (uint32_t)(uint16_t)a * (uint16_t)b;
}

uint64_t __muldi3(uint64_t a, uint64_t b)
{
    uint32_t a0 = (uint32_t)a;
    uint32_t b0 = (uint32_t)b;
    uint32_t low = half_product(a0, b0);
    uint32_t middle = half_product(a0 >> 16, b0) + (low >> 16);
    uint32_t carried = half_product(a0, b0 >> 16) + (middle & 0xFFFF);
    uint32_t high = half_product(a0 >> 16, b0 >> 16) + (middle >> 16) + (carried >> 16);
    high += a0 * (uint32_t)(b >> 32) + (uint32_t)(a >> 32) * b0;
    return (uint64_t)high << 32 | (carried << 16) | (low & 0xFFFF);
}

/* From the divisor's highest place in the number down; by zero, any value. */
uint32_t __udivsi3(uint32_t a, uint32_t b)
{
    uint32_t quotient = 0;
    if (b == 0 || a < b) {
        return 0;
    }

    for (int32_t place = __builtin_clz(b) - __builtin_clz(a); place >= 0; place--) {
        quotient <<= 1;
        if (a >= b << place) {
            a -= b << place;
            quotient++;
        }
    }

    return quotient;
}

uint32_t __umodsi3(uint32_t a, uint32_t b)
{
    return a - __udivsi3(a, b) * b;
}

int32_t __divsi3(int32_t a, int32_t b)
{
    uint32_t quotient = __udivsi3(a < 0 ? -(uint32_t)a : (uint32_t)a, b < 0 ? -(uint32_t)b : (uint32_t)b);
    return (int32_t)((a ^ b) < 0 ? -quotient : quotient);
}
