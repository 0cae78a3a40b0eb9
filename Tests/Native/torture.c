/*
 * Everything that a caller can hand over without a check, in blocks of exactly the right size, so that the address sanitiser sees every
 * byte outside: random audio through the front end, and models, whole and broken, through the loader and three steps.
 *   torture MODEL.sotto...    a seeded run of a few seconds; says in one line what it did
 */
#include "../../Kernels/native/include/sotto.h"
#include "model_bytes.h"
#include "random_input.h"

#include <stdio.h>

#define ROUNDS 20000
#define BLOCKS 20000

/* A copy with a few bits, bytes or words changed, most often in the records, and its length and checksum right again. */
static file broken(file original)
{
    file copy = {NULL, original.length};
    copy.length -= draw(20) == 0 ? draw((uint32_t)copy.length) : 0;
    copy.bytes = block(copy.length);
    memcpy(copy.bytes, original.bytes, copy.length);
    for (uint32_t changes = draw(4); changes > 0 && copy.length > 0; changes--) {
        uint32_t within = draw(2) == 0 && copy.length > 2000 ? 2000 : (uint32_t)copy.length;
        uint8_t *at = copy.bytes + draw(within);
        *at = draw(3) == 0 ? (uint8_t)draw(256) : (uint8_t)(*at ^ 1 << draw(8));
    }

    seal(copy.bytes, copy.length);
    return copy;
}

/* Loads a file and, if it is sound, steps through it. */
static int try_model(file image)
{
    sotto_model model;
    if (sotto_model_load(&model, image.bytes, image.length) != SOTTO_OK) {
        return 0;
    }

    int32_t threshold;
    int8_t *arena = block((size_t)model.arena_bytes);
    int8_t *input = block((size_t)model.input_length);
    int8_t *output = block((size_t)model.output_length);
    memset(arena, 0, (size_t)model.arena_bytes);
    for (int32_t i = 0; i < model.label_count; i++) {
        sotto_text label = sotto_model_label(&model, i, &threshold);
        threshold += label.length > 0 ? label.text[label.length - 1] : 0;
    }

    sotto_model_reset(&model, arena);
    for (int step = 0; step < 3; step++) {
        for (int32_t i = 0; i < model.input_length; i++) {
            input[i] = (int8_t)draw(256);
        }

        sotto_model_step(&model, arena, input, output);
    }

    free(arena);
    free(input);
    free(output);
    return 1;
}

static int feed_front_end(void)
{
    sotto_front_end *front_end = block(sizeof *front_end);
    int rows = 0;
    sotto_front_end_init(front_end);
    for (int i = 0; i < BLOCKS; i++) {
        size_t count = draw(200);
        uint32_t loudness = 1 + draw(16);
        int16_t *samples = block(count * sizeof *samples);
        for (size_t s = 0; s < count; s++) {
            samples[s] = (int16_t)(draw(8) == 0 && loudness == 16 ? -32768 : (int32_t)draw(65536) - 32768);
            samples[s] = (int16_t)(samples[s] >> (16 - loudness));
        }

        for (size_t at = 0; at < count;) {
            at += sotto_front_end_feed(front_end, samples + at, count - at);
            rows += front_end->row_ready;
        }

        free(samples);
    }

    free(front_end);
    return rows;
}

int main(int count, char **paths)
{
    int ran = 0;
    for (int i = 1; i < count; i++) {
        file original = read_file(paths[i]);
        if (!try_model(original)) {
            fprintf(stderr, "%s: refused\n", paths[i]);
            return 1;
        }

        for (int round = 0; round < ROUNDS / (count - 1); round++) {
            file copy = broken(original);
            ran += try_model(copy);
            free(copy.bytes);
        }

        free(original.bytes);
    }

    int rows = feed_front_end();
    printf("%d rows of features, %d models; of %d broken ones %d ran\n", rows, count - 1, ROUNDS, ran);
    return 0;
}
