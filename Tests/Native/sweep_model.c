/*
 * Every number of a model's header and records, and every byte of them, in turn a little more, a little less, and what limits are about,
 * through fuzz_model: a check that is missing or off by one lets something through that leaves its block. For small models: all bytes are
 * taken for numbers.
 *   sweep_model MODEL.sotto...    says in one line how many it tried
 */
#include "model_bytes.h"

#include <stdio.h>

#define MOST_BYTES 1024

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint32_t amounts[] = {1, 2, 3, 4, 8, 16, 64, 256};
static const uint32_t limits[] = {0, 1, 31, 32, 127, 128, 255, 4096, 4097, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF};

static int try_value(const uint8_t *model, size_t length, size_t at, size_t width, uint32_t value)
{
    uint8_t changed[MOST_BYTES];
    memcpy(changed, model, length);
    memcpy(changed + at, &value, width);
    return memcmp(changed, model, length) != 0 ? LLVMFuzzerTestOneInput(changed, length) + 1 : 0;
}

static int sweep_number(const uint8_t *model, size_t length, size_t at, size_t width)
{
    uint32_t value = 0;
    int tried = 0;
    memcpy(&value, model + at, width);
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        tried += try_value(model, length, at, width, value + amounts[i]);
        tried += try_value(model, length, at, width, value - amounts[i]);
    }

    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        tried += try_value(model, length, at, width, limits[i]);
    }

    return tried;
}

static int sweep(const uint8_t *model, size_t length)
{
    int tried = 0;
    for (size_t at = 0; at < length; at++) {
        for (size_t width = 1; width <= 4 && at % width == 0 && at + width <= length; width *= 2) {
            tried += sweep_number(model, length, at, width);
        }
    }

    return tried;
}

int main(int count, char **paths)
{
    int tried = 0;
    for (int i = 1; i < count; i++) {
        uint8_t model[MOST_BYTES];
        FILE *file = fopen(paths[i], "rb");
        if (file == NULL) {
            fprintf(stderr, "%s: no such file\n", paths[i]);
            return 2;
        }

        size_t length = fread(model, 1, sizeof model, file);
        fclose(file);
        tried += sweep(model, length);
    }

    printf("%d models, %d changes\n", count - 1, tried);
    return 0;
}
