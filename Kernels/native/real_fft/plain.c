/*
 * A 256-point complex FFT of radix 4 over the even and odd samples, then the step that separates them. Each stage divides by its radix
 * first, rounding as kissfft's FIXED_POINT=16 build does, so that every bit agrees with it.
 */
#include "../front_end/stages.h"
#include "../front_end/tables.h"

#define QUARTER 8191
#define HALF 16383

typedef struct {
    int32_t real;
    int32_t imaginary;
} complex_number;

/* A Q15 product, back in 16 bits. */
static int32_t round_product(int32_t product)
{
    return (int16_t)((product + 16384) >> 15);
}

static complex_number load(const int16_t *points, int32_t index, int32_t factor)
{
    return (complex_number){round_product(points[2 * index] * factor), round_product(points[2 * index + 1] * factor)};
}

static void store(int16_t *points, int32_t index, int32_t real, int32_t imaginary)
{
    points[2 * index] = (int16_t)real;
    points[2 * index + 1] = (int16_t)imaginary;
}

/* A turn by an angle in 512ths of a turn, 0 to 383, clockwise. */
static complex_number turn(complex_number value, int32_t angle)
{
    int32_t cosine = sotto_cosine[angle];
    int32_t sine = sotto_cosine[angle + 128];
    return (complex_number){
        round_product(value.real * cosine - value.imaginary * sine), round_product(value.real * sine + value.imaginary * cosine)};
}

static complex_number sum(complex_number a, complex_number b)
{
    return (complex_number){(int16_t)(a.real + b.real), (int16_t)(a.imaginary + b.imaginary)};
}

static complex_number difference(complex_number a, complex_number b)
{
    return (complex_number){(int16_t)(a.real - b.real), (int16_t)(a.imaginary - b.imaginary)};
}

static void butterfly(int16_t *points, int32_t first, int32_t span, int32_t angle)
{
    complex_number a = load(points, first, QUARTER);
    complex_number b = turn(load(points, first + span, QUARTER), angle);
    complex_number c = turn(load(points, first + 2 * span, QUARTER), 2 * angle);
    complex_number d = turn(load(points, first + 3 * span, QUARTER), 3 * angle);
    complex_number even_difference = difference(a, c);
    complex_number even_sum = sum(a, c);
    complex_number odd_sum = sum(b, d);
    complex_number odd_difference = difference(b, d);
    store(points, first, even_sum.real + odd_sum.real, even_sum.imaginary + odd_sum.imaginary);
    store(points, first + span, even_difference.real + odd_difference.imaginary, even_difference.imaginary - odd_difference.real);
    store(points, first + 2 * span, even_sum.real - odd_sum.real, even_sum.imaginary - odd_sum.imaginary);
    store(points, first + 3 * span, even_difference.real - odd_difference.imaginary, even_difference.imaginary + odd_difference.real);
}

/* The place of a point after the digits of its number in base 4 are reversed. */
static int32_t reversed(int32_t index)
{
    return (index & 3) << 6 | (index & 12) << 2 | (index & 48) >> 2 | index >> 6;
}

static void reverse_digits(int16_t *points)
{
    for (int32_t i = 0; i < SOTTO_FFT_POINTS; i++) {
        int32_t other = reversed(i);
        if (i < other) {
            int16_t real = points[2 * i];
            int16_t imaginary = points[2 * i + 1];
            store(points, i, points[2 * other], points[2 * other + 1]);
            store(points, other, real, imaginary);
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

/* Separates the spectra of even and odd samples and joins them to that of all. */
static void separate(const int16_t *points, int32_t *energy)
{
    for (int32_t k = 1; k <= SOTTO_FFT_POINTS / 2; k++) {
        complex_number low = load(points, k, HALF);
        const int16_t *high = points + 2 * (SOTTO_FFT_POINTS - k);
        complex_number mirror = {round_product(high[0] * HALF), round_product((int16_t)-high[1] * HALF)};
        complex_number even = sum(low, mirror);
        complex_number odd = difference(low, mirror);
        int32_t cosine = sotto_cosine[k + 128];
        int32_t sine = -sotto_cosine[k];
        int32_t turned_real = round_product(odd.real * cosine - odd.imaginary * sine);
        int32_t turned_imaginary = round_product(odd.real * sine + odd.imaginary * cosine);

        /* Bin 128 is its own mirror: what is written second stands, as in the reference. */
        energy[k] = square((even.real + turned_real) >> 1, (even.imaginary + turned_imaginary) >> 1);
        energy[SOTTO_FFT_POINTS - k] = square((even.real - turned_real) >> 1, (turned_imaginary - even.imaginary) >> 1);
    }
}

void sotto_real_fft_plain(int16_t *points, int32_t *energy)
{
    reverse_digits(points);
    for (int32_t span = 1; span < SOTTO_FFT_POINTS; span *= 4) {
        for (int32_t k = 0; k < span; k++) {
            for (int32_t first = k; first < SOTTO_FFT_POINTS; first += 4 * span) {
                butterfly(points, first, span, k * (128 / span));
            }
        }
    }

    separate(points, energy);
}
