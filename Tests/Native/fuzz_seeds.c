/*
 * Writes models of one layer for each operator, kind of windows and size of weights: what fuzz_model begins with, beside the shipped ones.
 * Input and output lie side by side in an arena that holds no more, once in this order and once in the other.
 *   fuzz_seeds FOLDER
 */
#include "model_bytes.h"

#include <stdio.h>

#define TENSORS_AT HEADER_LENGTH
#define LAYER_AT (TENSORS_AT + 2 * 16)
#define BIASES_AT (LAYER_AT + 80)
#define LABELS 4
#define MULTIPLIERS_AT (BIASES_AT + 4 * LABELS)
#define SHIFTS_AT (MULTIPLIERS_AT + 4 * LABELS)
#define FACTORS_AT (SHIFTS_AT + LABELS)
#define WEIGHTS_AT (FACTORS_AT + 16)

/* Last, so that a name that is too long leaves the file. */
#define MANIFEST_AT (WEIGHTS_AT + 160)
#define MOST_BYTES (MANIFEST_AT + 8 + 1 + 2 * LABELS)
#define HALF 0x40000000

/* Frames, bins and channels; of the input also the frames that are kept. */
typedef struct {
    const char *name;
    uint16_t operator_number;
    uint16_t clip;
    uint16_t history;
    uint16_t input[3];
    uint16_t output[3];

    /* Over time: kernel, stride, dilation; over bins: kernel, stride, padding on either side. Of a copy: the box, the stride its channels. */
    uint16_t time[3];
    uint16_t bins[3];
    uint16_t packed;
    uint16_t group;

    /* The six words from 52 on. */
    uint32_t constants[6];
} seed;

static const seed seeds[] = {
    {"convolution", 1, 0, 2, {1, 4, 3}, {1, 1, 4}, {3, 1, 1}, {4, 1, 0}, 0, 0, {0}},
    {"convolution_of_clip", 1, 1, 0, {5, 4, 2}, {2, 2, 1}, {2, 2, 2}, {3, 2, 1}, 0, 0, {0}},
    {"convolution_int4", 1, 0, 1, {1, 1, 9}, {1, 1, 4}, {2, 1, 1}, {1, 1, 0}, 1, 0, {0}},
    {"convolution_grouped", 1, 0, 0, {4, 1, 8}, {4, 1, 1}, {1, 1, 1}, {1, 1, 0}, 1, 4, {FACTORS_AT}},
    {"convolution_of_pixels", 1, 0, 0, {1, 4, 16}, {1, 4, 1}, {1, 1, 1}, {1, 1, 0}, 0, 0, {0}},
    {"depthwise", 2, 0, 4, {1, 1, 4}, {1, 1, 4}, {3, 1, 2}, {1, 1, 0}, 0, 0, {0}},
    {"depthwise_int4", 2, 1, 0, {3, 3, 1}, {2, 2, 1}, {2, 1, 1}, {2, 1, 0}, 1, 0, {0}},
    {"average_pool", 3, 0, 3, {1, 2, 2}, {1, 1, 2}, {4, 1, 1}, {2, 2, 0}, 0, 0, {0}},
    {"max_pool", 4, 1, 0, {4, 2, 2}, {2, 1, 2}, {2, 2, 1}, {2, 2, 0}, 0, 0, {0}},
    {"add", 5, 0, 0, {1, 2, 2}, {1, 2, 2}, {1, 1, 1}, {1, 1, 0}, 0, 0, {HALF, 0, HALF, 0, HALF, (uint32_t)-18}},
    {"softmax", 6, 0, 0, {1, 1, 4}, {1, 1, 4}, {1, 1, 1}, {1, 1, 0}, 0, 0, {HALF, 22, 0, 0, 0, (uint32_t)-248}},
    {"logistic", 7, 0, 0, {2, 1, 2}, {2, 1, 2}, {1, 1, 1}, {1, 1, 0}, 0, 0, {HALF, 22, 0, 0, 0, 100}},
    {"multiply", 8, 0, 0, {1, 2, 2}, {1, 2, 2}, {1, 1, 1}, {1, 1, 0}, 0, 0, {HALF, (uint32_t)-7}},
    {"subtract", 9, 0, 0, {1, 2, 2}, {1, 2, 2}, {1, 1, 1}, {1, 1, 0}, 0, 0, {HALF, 0, HALF, 0, HALF, (uint32_t)-18}},
    {"mean", 10, 0, 3, {1, 4, 4}, {1, 1, 4}, {1, 1, 1}, {1, 1, 0}, 0, 0, {HALF, (uint32_t)-3}},
    {"requantise", 11, 0, 1, {1, 2, 2}, {1, 2, 2}, {1, 1, 1}, {1, 1, 0}, 0, 0, {HALF, 0, 3}},
    {"copy", 12, 0, 2, {1, 3, 3}, {1, 2, 2}, {1, 1, 1}, {2, 2, 0}, 0, 0, {0, 9, 3, 1, 0, 0}},
    {"fill", 12, 0, 0, {2, 2, 2}, {2, 2, 1}, {2, 1, 1}, {1, 1, 0}, 0, 0, {7, (uint32_t)-4, 2, 1, 1, 1}},
};

static void write_half(uint8_t *at, uint16_t value)
{
    memcpy(at, &value, sizeof value);
}

static void write_halves(uint8_t *at, const uint16_t *values, int count)
{
    memcpy(at, values, (size_t)count * sizeof *values);
}

/* A zero point of -128 is the one that probabilities have; pools keep their input's. */
static void write_tensor(uint8_t *at, uint32_t place, uint16_t history, const uint16_t extents[3])
{
    write_word(at, place);
    write_half(at + 4, history);
    write_halves(at + 6, extents, 3);
    write_word(at + 12, (uint32_t)-128);
}

static void write_layer(uint8_t *at, const seed *from)
{
    write_half(at, from->operator_number);
    write_half(at + 2, from->clip);
    write_half(at + 8, 1);
    write_halves(at + 12, from->time, 3);
    write_halves(at + 18, from->bins, 3);
    write_half(at + 24, from->bins[2]);
    write_word(at + 28, (uint32_t)-128);
    write_word(at + 32, 127);
    write_word(at + 36, WEIGHTS_AT);
    write_word(at + 40, BIASES_AT);
    write_word(at + 44, MULTIPLIERS_AT);
    write_word(at + 48, SHIFTS_AT);
    memcpy(at + 52, from->constants, sizeof from->constants);
    write_half(at + 76, from->packed);
    write_half(at + 78, from->group);
}

static uint32_t bytes_of(uint32_t frames, const uint16_t extents[3])
{
    return frames * extents[1] * extents[2];
}

/* There is a label for each output. */
static uint32_t length_of(const seed *from)
{
    return MANIFEST_AT + 8 + 1 + 2 * bytes_of(from->output[0], from->output);
}

static void write_model(uint8_t *model, const seed *from, int output_first)
{
    uint32_t input = bytes_of(from->history + (uint32_t)from->input[0], from->input);
    uint32_t output = bytes_of(from->output[0], from->output);
    memset(model, 0, MOST_BYTES);
    memcpy(model, "SOTO\1\0\100", 7);
    write_word(model + 16, MANIFEST_AT);
    write_word(model + 24, TENSORS_AT);
    write_word(model + 28, 2);
    write_word(model + 32, LAYER_AT);
    write_word(model + 36, 1);
    write_word(model + 40, input + output);
    write_word(model + 52, 1);
    write_tensor(model + TENSORS_AT, output_first ? output : 0, from->history, from->input);
    write_tensor(model + TENSORS_AT + 16, output_first ? 0 : input, 0, from->output);
    write_layer(model + LAYER_AT, from);
    model[MANIFEST_AT + 1] = (uint8_t)output;
    model[MANIFEST_AT + 2] = 1;
    model[MANIFEST_AT + 6] = 10;
    for (int i = 0; i < LABELS; i++) {
        write_word(model + MULTIPLIERS_AT + 4 * i, HALF);
        model[SHIFTS_AT + i] = (uint8_t)-5;
    }

    for (int i = FACTORS_AT; i < MANIFEST_AT; i++) {
        model[i] = (uint8_t)(i < WEIGHTS_AT ? 1 + i % 15 : i * 37);
    }

    seal(model, length_of(from));
}

static int write_file(const char *folder, const seed *from, int output_first)
{
    char path[4096];
    uint8_t model[MOST_BYTES];
    write_model(model, from, output_first);
    snprintf(path, sizeof path, "%s/%s%s.sotto", folder, from->name, output_first ? "_output_first" : "");
    FILE *file = fopen(path, "wb");
    size_t length = length_of(from);
    int written = file != NULL && fwrite(model, 1, length, file) == length;
    if (file == NULL || fclose(file) != 0 || !written) {
        fprintf(stderr, "%s: cannot be written\n", path);
        return 0;
    }

    return 1;
}

int main(int count, char **arguments)
{
    const char *folder = count > 1 ? arguments[1] : ".";
    for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
        if (!write_file(folder, &seeds[i], 0) || !write_file(folder, &seeds[i], 1)) {
            return 2;
        }
    }

    return 0;
}
