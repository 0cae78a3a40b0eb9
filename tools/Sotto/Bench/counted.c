/*
 * The program whose instructions `sotto bench --isa` counts: one model or the front end, over what standard input has, without a C library
 * and by two system calls of Linux, which qemu-user knows for every processor.
 *   program m    bytes of the model as int32, the model, then inputs; the outputs go to standard output
 *   program f    samples, int16; the rows of features go to standard output
 *   program d    bytes of an intent model as int32, the model, then rows as int32; the scores of all rows after each go to standard output
 * -DONLY_DECODER and -DNO_DECODER leave out what the code's size is not wanted of.
 * What is counted lies between a call of counting_begins and the next of counting_ends.
 */
#include "../../../Kernels/native/include/sotto_decoder.h"

#if defined(__riscv)
#include "freestanding/riscv.h"
#elif defined(__xtensa__)
#include "freestanding/xtensa.h"
#endif

#define MOST_MODEL_BYTES (2 << 20)
#define MOST_ARENA_BYTES (1 << 20)
#define MOST_STEP_VALUES (64 << 10)

enum { STANDARD_INPUT = 0, STANDARD_OUTPUT = 1 };

static _Alignas(16) uint8_t image[MOST_MODEL_BYTES];
static _Alignas(16) int8_t arena[MOST_ARENA_BYTES];

__attribute__((noinline)) void counting_begins(void)
{
    __asm__ volatile("");
}

__attribute__((noinline)) void counting_ends(void)
{
    __asm__ volatile("");
}

static void leave(int32_t code)
{
    system_call(EXIT, code, NULL, 0);
}

/* Reads so many bytes, or says that there are no more. */
static int fill(void *bytes, size_t count)
{
    for (size_t got = 0; got < count;) {
        int32_t more = system_call(READ, STANDARD_INPUT, (uint8_t *)bytes + got, count - got);
        if (more <= 0) {
            return 0;
        }

        got += (size_t)more;
    }

    return 1;
}

/* Reads a length and so many bytes. */
static size_t read_image(void)
{
    uint32_t length;
    if (!fill(&length, sizeof length) || length > sizeof image || !fill(image, length)) {
        leave(1);
    }

    return length;
}

#ifndef ONLY_DECODER

static void run_model(void)
{
    static sotto_model model;
    static int8_t input[MOST_STEP_VALUES];
    static int8_t output[MOST_STEP_VALUES];
    if (sotto_model_load(&model, image, read_image()) != SOTTO_OK || model.input_length > MOST_STEP_VALUES
        || model.output_length > MOST_STEP_VALUES) {
        leave(1);
    }

    sotto_model_reset(&model, arena);
    while (fill(input, (size_t)model.input_length)) {
        counting_begins();
        sotto_model_step(&model, arena, input, output);
        counting_ends();
        system_call(WRITE, STANDARD_OUTPUT, output, (size_t)model.output_length);
    }
}

static void run_front_end(void)
{
    static sotto_front_end front_end;
    int16_t samples[SOTTO_HOP];
    sotto_front_end_init(&front_end);
    while (fill(samples, sizeof samples)) {
        counting_begins();
        sotto_front_end_feed(&front_end, samples, SOTTO_HOP);
        counting_ends();
        if (front_end.row_ready) {
            system_call(WRITE, STANDARD_OUTPUT, front_end.row, sizeof front_end.row);
        }
    }
}

#endif

#ifndef NO_DECODER

static void run_decoder(void)
{
    static sotto_decoder_model model;
    static sotto_decoder decoder;
    int32_t row;
    if (sotto_decoder_load(&model, image, read_image()) != SOTTO_OK || (uint32_t)model.arena_bytes > sizeof arena) {
        leave(1);
    }

    sotto_decoder_open(&decoder, &model, arena);
    while (fill(&row, sizeof row)) {
        counting_begins();
        sotto_decoder_feed(&decoder, row);
        counting_ends();
        for (int32_t i = 0; i < model.rows; i++) {
            int32_t score = sotto_decoder_score_row(&decoder, i);
            system_call(WRITE, STANDARD_OUTPUT, &score, sizeof score);
        }
    }
}

#endif

/* What Linux leaves on the stack: the number of arguments, then where they lie. */
__attribute__((used, noreturn)) static void run(const intptr_t *stack)
{
    const char *what = (const char *)stack[2];
#ifndef ONLY_DECODER
    if (*what == 'm') {
        run_model();
    } else if (*what == 'f') {
        run_front_end();
    }

#endif
#ifndef NO_DECODER
    if (*what == 'd') {
        run_decoder();
    }

#endif
    leave(0);
    __builtin_unreachable();
}

/* The C library's three, word by word where both sides allow it, as a board's are. */
void *memcpy(void *to, const void *from, size_t count)
{
    uint8_t *t = to;
    const uint8_t *f = from;
    if ((((uintptr_t)t ^ (uintptr_t)f) & 3) == 0) {
        for (; ((uintptr_t)t & 3) != 0 && count > 0; count--) {
            *t++ = *f++;
        }

        for (; count >= 4; count -= 4, t += 4, f += 4) {
            *(uint32_t __attribute__((may_alias)) *)t = *(const uint32_t __attribute__((may_alias)) *)f;
        }
    }

    for (; count > 0; count--) {
        *t++ = *f++;
    }

    return to;
}

void *memmove(void *to, const void *from, size_t count)
{
    uint8_t *t = to;
    const uint8_t *f = from;
    if ((uintptr_t)t - (uintptr_t)f >= count) {
        return memcpy(to, from, count);
    }

    while (count > 0) {
        count--;
        t[count] = f[count];
    }

    return to;
}

void *memset(void *to, int value, size_t count)
{
    uint8_t *t = to;
    uint32_t word = (uint8_t)value * 0x01010101u;
    for (; ((uintptr_t)t & 3) != 0 && count > 0; count--) {
        *t++ = (uint8_t)value;
    }

    for (; count >= 4; count -= 4, t += 4) {
        *(uint32_t __attribute__((may_alias)) *)t = word;
    }

    for (; count > 0; count--) {
        *t++ = (uint8_t)value;
    }

    return to;
}
