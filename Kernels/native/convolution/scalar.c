/*
 * The convolution for scalar cores: four channels of four pixels at a time, so that eight loads feed sixteen products: as many as RISC-V
 * has registers for. The four windows are laid side by side first, tap by tap: one address then stands for four, padding is filled in, and
 * inputs stay whole where outputs are written over them. Pixels that are left go one by one.
 */
#include "../requantise.h"
#include "../window.h"

/* Taps that are laid on the stack: of four windows, or of one that does not lie in one piece. */
#define MOST_TAPS 576

/* Where registers have 64 bits, a product of a weight and a pair of inputs, the second 32 bits up, is both of theirs, and so are the sums,
 * which 32 bits hold. */
#if UINTPTR_MAX > UINT32_MAX
#define PAIRS (MOST_TAPS / 2)
#endif

typedef struct {
    const sotto_layer *layer;
    const uint8_t *image;
    int8_t *arena;
    int32_t taps;
    int in_one_piece;

    /* The windows, tap by tap; the same in pairs. */
    int8_t windows[MOST_TAPS];
#ifdef PAIRS
    int64_t pairs[PAIRS];
#endif
} convolution;

#ifdef PAIRS

typedef int64_t lane;
#define LANES 2
#define PAIR(low, high) ((high) * ((int64_t)1 << 32) + (low))
#define DECLARE_SUMS(bias)                                                   \
    lane a0 = PAIR(bias(0), bias(0)), a1 = PAIR(bias(1), bias(1));           \
    lane a2 = PAIR(bias(2), bias(2)), a3 = PAIR(bias(3), bias(3));           \
    lane w, c0 = a0, c1 = a1, c2 = a2, c3 = a3
#define LOAD_INPUTS(place)
#define ADD_WEIGHT(channel, weight, place) \
    w = weight;                            \
    a##channel += w * at[place];           \
    c##channel += w * at[(place) + 1]
#define LOW(sum) ((int32_t)(sum))
#define HIGH(sum) ((int32_t)(((sum) - LOW(sum)) >> 32))
#define SUMS {LOW(a0), LOW(a1), LOW(a2), LOW(a3), HIGH(a0), HIGH(a1), HIGH(a2), HIGH(a3), \
              LOW(c0), LOW(c1), LOW(c2), LOW(c3), HIGH(c0), HIGH(c1), HIGH(c2), HIGH(c3)}

static const lane *lanes_of(convolution *run)
{
    const int8_t *from = run->windows;
    const lane *end = run->pairs + LANES * run->taps;
    for (lane *to = run->pairs; to != end; to += LANES, from += 4) {
        to[0] = PAIR(from[0], from[1]);
        to[1] = PAIR(from[2], from[3]);
    }

    return run->pairs;
}

#else

typedef int8_t lane;
#define LANES 4
#define DECLARE_SUMS(bias)                                           \
    int32_t w, x, y, z, v;                                           \
    int32_t a0 = bias(0), a1 = bias(1), a2 = bias(2), a3 = bias(3);  \
    int32_t b0 = a0, b1 = a1, b2 = a2, b3 = a3;                      \
    int32_t c0 = a0, c1 = a1, c2 = a2, c3 = a3;                      \
    int32_t d0 = a0, d1 = a1, d2 = a2, d3 = a3
#define LOAD_INPUTS(place) \
    x = at[place];         \
    y = at[(place) + 1];   \
    z = at[(place) + 2];   \
    v = at[(place) + 3]
#define ADD_WEIGHT(channel, weight, place) \
    w = weight;                            \
    a##channel += w * x;                   \
    b##channel += w * y;                   \
    c##channel += w * z;                   \
    d##channel += w * v
#define SUMS {a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3, d0, d1, d2, d3}

static const lane *lanes_of(const convolution *run)
{
    return run->windows;
}

#endif

/* A tap of four channels of four pixels. */
#define ADD_TAP_OF_FOUR(tap)                    \
    LOAD_INPUTS(LANES * (tap));                 \
    ADD_WEIGHT(0, first[tap], LANES * (tap));   \
    ADD_WEIGHT(1, second[tap], LANES * (tap));  \
    ADD_WEIGHT(2, third[tap], LANES * (tap));   \
    ADD_WEIGHT(3, fourth[tap], LANES * (tap))
#define BIAS(channel) sotto_word(biases + 4 * (channel))

/*
 * Sums of four channels of four pixels, pixel by pixel, and their biases, which leave 32 bits at no such number of taps; eight taps a turn.
 * Where the loops end is read anew each turn: RISC-V has not a register more.
 */
SOTTO_INNER_LOOP static void four_by_four(const uint8_t *biases, const int8_t *first, int32_t taps, const lane *at, int32_t sums[16])
{
    const int8_t *second = first + taps;
    const int8_t *third = second + taps;
    const int8_t *fourth = third + taps;
    const int8_t *const volatile end_of_eights = first + (taps & ~7);
    const int8_t *const volatile end = second;
    DECLARE_SUMS(BIAS);
    for (; first != end_of_eights; first += 8, second += 8, third += 8, fourth += 8, at += 8 * LANES) {
        ADD_TAP_OF_FOUR(0);
        ADD_TAP_OF_FOUR(1);
        ADD_TAP_OF_FOUR(2);
        ADD_TAP_OF_FOUR(3);
        ADD_TAP_OF_FOUR(4);
        ADD_TAP_OF_FOUR(5);
        ADD_TAP_OF_FOUR(6);
        ADD_TAP_OF_FOUR(7);
    }

    for (; first != end; first++, second++, third++, fourth++, at += LANES) {
        ADD_TAP_OF_FOUR(0);
    }

    memcpy(sums, (const int32_t[])SUMS, 16 * sizeof *sums);
}

#define ADD_TAP_OF_ONE(tap)    \
    x = a[tap];                \
    a0 += first[tap] * x;      \
    a1 += second[tap] * x;     \
    a2 += third[tap] * x;      \
    a3 += fourth[tap] * x

/* Sums of four channels of one pixel, eight taps a turn. */
SOTTO_INNER_LOOP static void four_by_one(const int8_t *first, int32_t taps, const int8_t *a, int32_t sums[4])
{
    const int8_t *second = first + taps;
    const int8_t *third = second + taps;
    const int8_t *fourth = third + taps;
    const int8_t *end = a + (taps & ~7);
    int32_t a0 = 0, a1 = 0, a2 = 0, a3 = 0;
    int32_t x;
    for (; a != end; a += 8, first += 8, second += 8, third += 8, fourth += 8) {
        ADD_TAP_OF_ONE(0);
        ADD_TAP_OF_ONE(1);
        ADD_TAP_OF_ONE(2);
        ADD_TAP_OF_ONE(3);
        ADD_TAP_OF_ONE(4);
        ADD_TAP_OF_ONE(5);
        ADD_TAP_OF_ONE(6);
        ADD_TAP_OF_ONE(7);
    }

    for (int32_t tap = 0; tap < (taps & 7); tap++) {
        ADD_TAP_OF_ONE(tap);
    }

    memcpy(sums, (const int32_t[]){a0, a1, a2, a3}, 4 * sizeof *sums);
}

/* Of inputs that lie at every `step`th place. */
static int32_t dot(const int8_t *weights, int32_t taps, const int8_t *a, int32_t step)
{
    int32_t sum = 0;
    for (const int8_t *end = weights + taps; weights != end; weights++) {
        sum += *weights * *a;
        a += step;
    }

    return sum;
}

static void run_pixel(convolution *run, int32_t pixel)
{
    const sotto_layer *layer = run->layer;
    int32_t channels = layer->output_channels;
    const int8_t *inputs = sotto_window_of(layer, run->arena, pixel, run->in_one_piece ? NULL : run->windows);
    const int8_t *weights = (const int8_t *)run->image + layer->weights;
    int8_t *output = run->arena + layer->output + pixel * channels;
    int32_t channel = 0;
    for (; channel + 4 <= channels; channel += 4) {
        int32_t sums[4];
        four_by_one(weights + channel * run->taps, run->taps, inputs, sums);
        sotto_requantise_channels(layer, run->image, channel, 4, sums, output + channel);
    }

    for (; channel < channels; channel++) {
        output[channel] = sotto_requantise_channel(layer, run->image, channel, dot(weights + channel * run->taps, run->taps, inputs, 1));
    }
}

static void run_four_pixels(convolution *run, int32_t pixel)
{
    const sotto_layer *layer = run->layer;
    int32_t channels = layer->output_channels;
    for (int32_t i = 0; i < 4; i++) {
        sotto_gather(layer, run->arena, pixel + i, run->windows + i, 4);
    }

    const lane *lanes = lanes_of(run);
    const int8_t *weights = (const int8_t *)run->image + layer->weights;
    int8_t *output = run->arena + layer->output + pixel * channels;
    int32_t channel = 0;
    for (; channel + 4 <= channels; channel += 4) {
        int32_t sums[16];
        four_by_four(run->image + layer->biases + 4 * channel, weights, run->taps, lanes, sums);
        sotto_requantise_block(layer, run->image, channel, 4, sums, output + channel);
        weights += 4 * run->taps;
    }

    for (; channel < channels; channel++) {
        for (int32_t i = 0; i < 4; i++) {
            int32_t sum = dot(weights, run->taps, run->windows + i, 4);
            output[i * channels + channel] = sotto_requantise_channel(layer, run->image, channel, sum);
        }

        weights += run->taps;
    }
}

/* Apart from what calls it, so that the plain kernel does not lie on top of the windows. */
__attribute__((noinline)) static void run_pixels(
    const sotto_layer *layer, const uint8_t *image, int8_t *arena, int32_t taps, int in_one_piece)
{
    int32_t pixels = layer->output_frames * layer->output_bins;
    int32_t pixel = 0;
    convolution run;
    run.layer = layer;
    run.image = image;
    run.arena = arena;
    run.taps = taps;
    run.in_one_piece = in_one_piece;
    for (; 4 * taps <= MOST_TAPS && pixel + 4 <= pixels; pixel += 4) {
        run_four_pixels(&run, pixel);
    }

    for (; pixel < pixels; pixel++) {
        run_pixel(&run, pixel);
    }
}

void sotto_convolution_scalar(const sotto_layer *layer, const uint8_t *image, int8_t *arena)
{
    int32_t taps = layer->time_kernel * layer->bin_kernel * layer->input_channels;
    int in_one_piece = sotto_lies_in_one_piece(layer);
    if (taps <= MOST_TAPS || in_one_piece) {
        run_pixels(layer, image, arena, taps, in_one_piece);
    } else {
        sotto_convolution_plain(layer, image, arena);
    }
}
