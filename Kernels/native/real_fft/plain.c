/*
 * A 256-point complex FFT of radix 4 over the even and odd samples, then the step that separates them. Each stage divides by its radix
 * first, rounding as kissfft's FIXED_POINT=16 build does, so that every bit agrees with it.
 */
#include "../front_end/stages.h"
#include "../front_end/tables.h"

#include <string.h>

#define QUARTER 8191
#define HALF 16383

typedef struct {
    int32_t real;
    int32_t imaginary;
} complex_number;

/* A Q15 product to the nearest number, halves up: in 16 bits again wherever a point is divided or a divided one turned. */
SOTTO_INLINE int32_t round_product(int32_t product)
{
    return (product + 16384) >> 15;
}

/* A factor that the compiler multiplies by: from what it knows it would make a shift and a subtraction, two instructions for one. */
SOTTO_INLINE int32_t unknown(int32_t factor)
{
    __asm__("" : "+r"(factor));
    return factor;
}

SOTTO_INLINE complex_number load(const int16_t *points, int32_t index, int32_t factor)
{
    return (complex_number){round_product(points[2 * index] * factor), round_product(points[2 * index + 1] * factor)};
}

SOTTO_INLINE void store(int16_t *points, int32_t index, int32_t real, int32_t imaginary)
{
    points[2 * index] = (int16_t)real;
    points[2 * index + 1] = (int16_t)imaginary;
}

/* Cosine and sine of an angle in 512ths of a turn, 0 to 383. */
static complex_number direction(int32_t angle)
{
    return (complex_number){sotto_cosine[angle], sotto_cosine[angle + 128]};
}

/* A turn, clockwise. */
SOTTO_INLINE complex_number turn(complex_number value, complex_number by)
{
    return (complex_number){
        round_product(value.real * by.real - value.imaginary * by.imaginary),
        round_product(value.real * by.imaginary + value.imaginary * by.real)};
}

/* Sums that are only stored or added to: what is over 16 bits is dropped there. */
static complex_number sum(complex_number a, complex_number b)
{
    return (complex_number){a.real + b.real, a.imaginary + b.imaginary};
}

static complex_number difference(complex_number a, complex_number b)
{
    return (complex_number){a.real - b.real, a.imaginary - b.imaginary};
}

SOTTO_INLINE void join(int16_t *points, int32_t span, complex_number a, complex_number b, complex_number c, complex_number d)
{
    complex_number even_difference = difference(a, c);
    complex_number even_sum = sum(a, c);
    complex_number odd_sum = sum(b, d);
    complex_number odd_difference = difference(b, d);
    store(points, 0, even_sum.real + odd_sum.real, even_sum.imaginary + odd_sum.imaginary);
    store(points, span, even_difference.real + odd_difference.imaginary, even_difference.imaginary - odd_difference.real);
    store(points, 2 * span, even_sum.real - odd_sum.real, even_sum.imaginary - odd_sum.imaginary);
    store(points, 3 * span, even_difference.real - odd_difference.imaginary, even_difference.imaginary + odd_difference.real);
}

/* The butterflies of a stage that turn by no angle: the reference multiplies by 32767, which after the division changes no number. */
SOTTO_INNER_LOOP static void butterflies_at_rest(int16_t *points, int32_t span)
{
    const int32_t quarter = unknown(QUARTER);
    for (int16_t *end = points + 2 * SOTTO_FFT_POINTS; points != end; points += 8 * span) {
        join(points, span, load(points, 0, quarter), load(points, span, quarter), load(points, 2 * span, quarter),
             load(points, 3 * span, quarter));
    }
}

/* The others of a stage, those that turn by one angle after each other. */
SOTTO_INNER_LOOP static void butterflies(int16_t *points, int32_t span)
{
    const int32_t quarter = unknown(QUARTER);
    const int32_t step = 128 / span;
    int32_t angle = step;
    for (int32_t first = 2; angle < 128; first += 2, angle += step) {
        const complex_number once = direction(angle);
        const complex_number twice = direction(2 * angle);
        const complex_number thrice = direction(3 * angle);
        for (int32_t i = first; i < 2 * SOTTO_FFT_POINTS; i += 8 * span) {
            int16_t *at = points + i;
            join(at, span, load(at, 0, quarter), turn(load(at, span, quarter), once), turn(load(at, 2 * span, quarter), twice),
                 turn(load(at, 3 * span, quarter), thrice));
        }
    }
}

/* Points lie at multiples of 4: both parts move at once. */
SOTTO_INLINE void swap(int16_t *point, int16_t *other)
{
    void *a = __builtin_assume_aligned(point, 4);
    void *b = __builtin_assume_aligned(other, 4);
    uint32_t first, second;
    memcpy(&first, a, sizeof first);
    memcpy(&second, b, sizeof second);
    memcpy(a, &second, sizeof second);
    memcpy(b, &first, sizeof first);
}

/* Puts every point where its number lies with the digits in base 4 reversed: each pair that differs once. */
SOTTO_INNER_LOOP static void reverse_digits(int16_t *points)
{
    static const uint8_t reversed[16] = {0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15};
    for (int32_t high = 0; high < 16; high++) {
        int16_t *row = points + 32 * high;
        int16_t *column = points + 2 * reversed[high];
        for (int32_t i = high + 1; i < 16; i++) {
            swap(row + 2 * reversed[i], column + 32 * i);
        }
    }
}

/* With the sign that the reference gives it: the squares of two times -32768 wrap. */
static int32_t square(int32_t real, int32_t imaginary)
{
    int32_t r = (int16_t)real;
    int32_t i = (int16_t)imaginary;
    return (int32_t)((uint32_t)(r * r) + (uint32_t)(i * i));
}

static complex_number in_16_bits(complex_number value)
{
    return (complex_number){(int16_t)value.real, (int16_t)value.imaginary};
}

/* Separates the spectra of even and odd samples and joins them to that of all. */
SOTTO_INNER_LOOP static void separate(const int16_t *points, int32_t *energy)
{
    for (int32_t k = 1; k <= SOTTO_FFT_POINTS / 2; k++) {
        complex_number low = load(points, k, HALF);
        const int16_t *high = points + 2 * (SOTTO_FFT_POINTS - k);
        complex_number mirror = {round_product(high[0] * HALF), round_product((int16_t)-high[1] * HALF)};
        complex_number even = in_16_bits(sum(low, mirror));
        complex_number odd = in_16_bits(difference(low, mirror));
        int32_t cosine = sotto_cosine[k + 128];
        int32_t sine = -sotto_cosine[k];
        int32_t turned_real = (int16_t)round_product(odd.real * cosine - odd.imaginary * sine);
        int32_t turned_imaginary = (int16_t)round_product(odd.real * sine + odd.imaginary * cosine);

        /* Bin 128 is its own mirror: what is written second stands, as in the reference. */
        energy[k] = square((even.real + turned_real) >> 1, (even.imaginary + turned_imaginary) >> 1);
        energy[SOTTO_FFT_POINTS - k] = square((even.real - turned_real) >> 1, (turned_imaginary - even.imaginary) >> 1);
    }
}

void sotto_real_fft_plain(int16_t *points, int32_t *energy)
{
    reverse_digits(points);
    for (int32_t span = 1; span < SOTTO_FFT_POINTS; span *= 4) {
        butterflies_at_rest(points, span);
        butterflies(points, span);
    }

    separate(points, energy);
}
