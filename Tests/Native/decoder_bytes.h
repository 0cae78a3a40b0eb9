/* A writer of intent models that have a decoder and nothing else: random sizes, tables and factors. */
#ifndef SOTTO_TESTS_DECODER_BYTES_H
#define SOTTO_TESTS_DECODER_BYTES_H

#include "random_input.h"

#define RECORD_LENGTH 72
#define BLOCK_LENGTH 80
#define MOST_DECODER_BYTES (1 << 20)

typedef struct {
    uint8_t *bytes;
    size_t end;
    int wild;
} decoder_writer;

static inline void write_half(uint8_t *at, uint32_t value)
{
    uint16_t half = (uint16_t)value;
    memcpy(at, &half, sizeof half);
}

/* A table at the end of the file, at a multiple of 4: of anything, or of the ends of the range, of 8 bits or of two times 4. */
static inline void add_table(decoder_writer *writer, size_t at, uint32_t count)
{
    static const uint8_t end[4] = {127, 128, 0x77, 0x88};
    size_t place = (writer->end + 3) & ~(size_t)3;
    int ends = draw(4) == 0;
    uint32_t first = 2 * draw(2);
    for (uint32_t i = 0; i < count; i++) {
        writer->bytes[place + i] = (uint8_t)(ends ? end[first + draw(2)] : draw(256));
    }

    writer->end = place + count;
    write_word(writer->bytes + at, (uint32_t)place);
}

/* A factor of about 2^shift, or any. */
static inline void add_factor(decoder_writer *writer, size_t at, int shift, int most_shift)
{
    uint32_t multiplier = writer->wild ? draw(0x7FFFFFFF) + draw(2) : 0x40000000 + draw(0x40000000);
    shift = writer->wild ? (int)draw((uint32_t)most_shift + 32) - 31 : shift + (int)draw(3);
    write_word(writer->bytes + at, multiplier);
    write_word(writer->bytes + at + 4, (uint32_t)(shift > most_shift ? most_shift : shift));
}

/* Which sizes a decoder is to have: width, heads, key heads, hidden, pointer width, context, rows, blocks; whether weights have 4 bits. */
typedef struct {
    uint32_t numbers[8];
    uint32_t packed;
} decoder_sizes;

/* Widths of at most `largest`, the hidden layer's four times as much. */
static inline decoder_sizes draw_sizes(uint32_t largest)
{
    decoder_sizes sizes;
    uint32_t *n = sizes.numbers;
    sizes.packed = draw(2);
    uint32_t columns = sizes.packed ? 8 : 4;
    do {
        n[1] = 1 + draw(8);
        n[0] = 2 * (1 + draw(16)) * n[1];
    } while (n[0] % columns != 0 || n[0] > largest);

    do {
        n[2] = 1 + draw(n[1]);
    } while (n[1] % n[2] != 0);

    n[3] = columns * (1 + draw(4 * largest / columns));
    n[4] = 4 * (1 + draw(largest / 4));
    n[5] = 4 + draw(draw(4) == 0 ? 61 : 8);
    n[6] = 1 + draw(40);
    n[7] = 1 + draw(3);
    return sizes;
}

/* Writes a decoder of such sizes, MOST_DECODER_BYTES at most: how many bytes. */
static inline size_t write_decoder(uint8_t *bytes, decoder_sizes sizes)
{
    const int to_bytes = sizes.packed ? -4 : -8;
    const uint32_t *n = sizes.numbers;
    uint32_t width = n[0], key_width = width / n[1] * n[2], hidden = n[3], pointer = n[4];
    size_t record = HEADER_LENGTH;
    decoder_writer writer = {bytes, record + RECORD_LENGTH + n[7] * BLOCK_LENGTH, draw(8) == 0};
    memset(bytes, 0, MOST_DECODER_BYTES);
    memcpy(bytes, "SOTI\1\0\100", 7);
    write_word(bytes + 16, (uint32_t)record);
    for (int i = 0; i < 8; i++) {
        write_half(bytes + record + 2 * i, n[i]);
    }

    write_half(bytes + record + 14, n[7] | sizes.packed << 15);

    add_table(&writer, record + 16, n[6] * width);
    add_table(&writer, record + 20, n[5] * (width / n[1]));
    add_table(&writer, record + 24, pointer * width >> sizes.packed);
    add_table(&writer, record + 28, pointer * width >> sizes.packed);
    add_factor(&writer, record + 32, (int)draw(20), 19);
    add_factor(&writer, record + 40, 10, 30);
    add_factor(&writer, record + 48, to_bytes, 6);
    add_factor(&writer, record + 56, to_bytes, 6);
    add_factor(&writer, record + 64, 10, 30);
    for (uint32_t i = 0; i < n[7]; i++) {
        size_t block = record + RECORD_LENGTH + i * BLOCK_LENGTH;
        const uint32_t tables[6] = {width * width, key_width * width, key_width * width, width * width, hidden * width, hidden * width};
        for (int table = 0; table < 6; table++) {
            add_table(&writer, block + 4 * (size_t)table, tables[table] >> sizes.packed);
        }

        for (int factor = 0; factor < 7; factor++) {
            add_factor(&writer, block + 24 + 8 * (size_t)factor, factor == 3 ? 14 : to_bytes, factor == 3 ? 30 : 6);
        }
    }

    seal(bytes, writer.end);
    return writer.end;
}

#endif
