/*
 * The front end under libFuzzer. Every four bytes are a piece of sound (what, how loud, how fast, how long), so that a few of them are whole
 * rows; the pieces are fed one by one, in blocks of exactly the right size, and once more all at once, which must give the same rows.
 */
#include "../../Kernels/native/include/sotto.h"
#include "model_bytes.h"

#define PIECE 4
#define MOST_PIECES 8
#define MOST_SAMPLES (MOST_PIECES * 2 * 255)

/* Every row but the first takes a hop. */
#define MOST_ROWS (MOST_SAMPLES / SOTTO_HOP)

typedef struct {
    uint16_t values[MOST_ROWS][SOTTO_FEATURES];
    int count;
} rows;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int16_t sample_of(const uint8_t *piece, int32_t time, uint32_t *noise)
{
    int32_t loudness = 16 - piece[1] % 17;
    int32_t period = 1 + piece[2];
    int32_t value;
    *noise = *noise * 1664525 + 1013904223;
    switch (piece[0] % 4) {
    case 0:
        value = (int16_t)(*noise >> 16);
        break;
    case 1:
        value = time / period % 2 == 0 ? INT16_MAX : INT16_MIN;
        break;
    case 2:
        value = time % period * 65535 / period + INT16_MIN;
        break;
    default:
        value = (int16_t)(piece[2] << 8 | piece[1]);
        return (int16_t)value;
    }

    return (int16_t)(value >> loudness);
}

static void feed(sotto_front_end *front_end, const int16_t *samples, size_t count, rows *rows)
{
    for (size_t at = 0; at < count;) {
        at += sotto_front_end_feed(front_end, samples + at, count - at);
        if (front_end->row_ready) {
            memcpy(rows->values[rows->count++], front_end->row, sizeof front_end->row);
        }
    }
}

/* Appends a piece's samples to all, and feeds a copy of them. */
static size_t feed_piece(sotto_front_end *front_end, const uint8_t *piece, int16_t *all, size_t at, rows *rows)
{
    size_t count = 2 * (size_t)piece[3];
    uint32_t noise = (uint32_t)at;
    int16_t *samples = block(count * sizeof *samples);
    for (size_t i = 0; i < count; i++) {
        samples[i] = all[at + i] = sample_of(piece, (int32_t)i, &noise);
    }

    feed(front_end, samples, count, rows);
    free(samples);
    return at + count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int16_t all[MOST_SAMPLES];
    static rows cut;
    static rows whole;
    sotto_front_end *front_end = block(sizeof *front_end);
    size_t count = 0;
    cut.count = whole.count = 0;
    sotto_front_end_init(front_end);
    for (size_t i = 0; i + PIECE <= size && i < PIECE * MOST_PIECES; i += PIECE) {
        count = feed_piece(front_end, data + i, all, count, &cut);
    }

    sotto_front_end_init(front_end);
    feed(front_end, all, count, &whole);
    if (cut.count != whole.count || memcmp(cut.values, whole.values, (size_t)cut.count * sizeof *cut.values) != 0) {
        abort();
    }

    for (int i = 0; i < whole.count * SOTTO_FEATURES; i++) {
        sotto_quantise(whole.values[i / SOTTO_FEATURES][i % SOTTO_FEATURES]);
    }

    free(front_end);
    return 0;
}
