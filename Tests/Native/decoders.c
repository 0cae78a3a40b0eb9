/*
 * Decoders of random sizes, tables and factors, whole and broken, through fuzz_decoder.
 *   decoders            a seeded run of a few seconds; says in one line what it did
 *   decoders FOLDER     writes small ones there instead: what fuzz_decoder begins with
 */
#include "../../Kernels/native/include/sotto_decoder.h"
#include "decoder_bytes.h"

#define ROUNDS 300
#define BROKEN_EACH 20

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const decoder_sizes small[] = {
    {{4, 1, 1, 4, 4, 4, 3, 1}, 0},
    {{4, 2, 1, 4, 4, 5, 2, 2}, 0},
    {{8, 2, 2, 8, 8, 4, 3, 1}, 0},
    {{12, 2, 1, 4, 4, 4, 2, 1}, 0},
    {{8, 2, 1, 8, 4, 4, 3, 1}, 1},
    {{16, 4, 2, 8, 8, 5, 2, 2}, 1},
};

static void break_decoder(uint8_t *bytes, size_t length)
{
    for (uint32_t changes = 1 + draw(3); changes > 0; changes--) {
        size_t within = draw(8) == 0 ? length - 16 : HEADER_LENGTH + RECORD_LENGTH + BLOCK_LENGTH - 16;
        uint8_t *at = bytes + 16 + draw((uint32_t)within);
        *at = draw(3) == 0 ? (uint8_t)draw(256) : (uint8_t)(*at ^ 1 << draw(8));
    }
}

static int run_random(void)
{
    uint8_t *bytes = block(MOST_DECODER_BYTES);
    int loaded = 0;
    for (int round = 0; round < ROUNDS; round++) {
        sotto_decoder_model model;
        size_t length = write_decoder(bytes, draw_sizes(round % 8 == 0 ? 96 : 24));
        if (sotto_decoder_load(&model, bytes, length) != SOTTO_OK) {
            fprintf(stderr, "decoder %d is refused\n", round);
            return 1;
        }

        LLVMFuzzerTestOneInput(bytes, length);
        for (int i = 0; i < BROKEN_EACH; i++) {
            uint8_t *copy = block(length);
            memcpy(copy, bytes, length);
            break_decoder(copy, length);
            seal(copy, length);
            loaded += sotto_decoder_load(&model, copy, length) == SOTTO_OK;
            LLVMFuzzerTestOneInput(copy, length);
            free(copy);
        }
    }

    free(bytes);
    printf("%d decoders; of %d broken ones %d ran\n", ROUNDS, ROUNDS * BROKEN_EACH, loaded);
    return 0;
}

static int write_seeds(const char *folder)
{
    uint8_t *bytes = block(MOST_DECODER_BYTES);
    for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
        char path[4096];
        size_t length = write_decoder(bytes, small[i]);
        snprintf(path, sizeof path, "%s/decoder%d.soti", folder, (int)i);
        FILE *file = fopen(path, "wb");
        int written = file != NULL && fwrite(bytes, 1, length, file) == length;
        if (file == NULL || fclose(file) != 0 || !written) {
            fprintf(stderr, "%s: cannot be written\n", path);
            return 2;
        }
    }

    free(bytes);
    return 0;
}

int main(int count, char **arguments)
{
    return count > 1 ? write_seeds(arguments[1]) : run_random();
}
