#include "gate.h"
#include "../padded.h"

/* VoiceGate.LoudSum and so on. */
#define LOUD_SUM 4000
#define LOUD_ROWS 20
#define OPEN_ROWS 90
#define HISTORY_ROWS 150
#define CATCH_UP_ROWS 4

#define HISTORY_BYTES sotto_padded(HISTORY_ROWS * SOTTO_FEATURES)

size_t sotto_gate_bytes(const sotto_model *voice)
{
    return HISTORY_BYTES + sotto_spotter_bytes(voice);
}

uint8_t *sotto_gate_init(sotto_gate *gate, const sotto_model *voice, uint8_t *memory)
{
    gate->history = (int8_t *)memory;
    memory = sotto_spotter_init(&gate->voice, voice, memory + HISTORY_BYTES);
    sotto_gate_reset(gate);
    return memory;
}

void sotto_gate_reset(sotto_gate *gate)
{
    sotto_spotter_reset(&gate->voice);
    gate->position = 0;
    gate->missed = 0;
    gate->loud_left = 0;
    gate->open_left = 0;
}

static int32_t sum_of(const uint16_t row[SOTTO_FEATURES])
{
    int32_t sum = 0;
    for (int32_t i = 0; i < SOTTO_FEATURES; i++) {
        sum += row[i];
    }

    return sum;
}

static void keep(sotto_gate *gate, const uint16_t row[SOTTO_FEATURES])
{
    int8_t *kept = gate->history + gate->position * SOTTO_FEATURES;
    for (int32_t i = 0; i < SOTTO_FEATURES; i++) {
        kept[i] = sotto_quantise(row[i]);
    }

    gate->position = gate->position + 1 == HISTORY_ROWS ? 0 : gate->position + 1;
    gate->missed = gate->missed <= HISTORY_ROWS ? gate->missed + 1 : gate->missed;
}

/* Asks both gates; the tiny model begins anew when the first opens. */
static int hear_voice(sotto_gate *gate, const uint16_t row[SOTTO_FEATURES])
{
    int was_loud = gate->loud_left > 0;
    if (sum_of(row) >= LOUD_SUM) {
        gate->loud_left = LOUD_ROWS;
    } else if (was_loud) {
        gate->loud_left--;
    }

    if (gate->loud_left == 0) {
        return 0;
    }

    if (!was_loud) {
        sotto_spotter_reset(&gate->voice);
    }

    return sotto_spotter_take(&gate->voice, row);
}

/* A row that quantises to the one kept (FrontEnd.Dequantize). */
static void recall(const sotto_gate *gate, int32_t at, uint16_t row[SOTTO_FEATURES])
{
    const int8_t *kept = gate->history + at * SOTTO_FEATURES;
    for (int32_t i = 0; i < SOTTO_FEATURES; i++) {
        row[i] = (uint16_t)(((kept[i] + 128) * 666 + 128) / 256);
    }
}

/* Lets the wake model hear what it missed, up to a call: its score is that of the row it was called at. */
static int catch_up(sotto_gate *gate, sotto_spotter *wake)
{
    int called = 0;
    uint16_t kept[SOTTO_FEATURES];
    if (gate->missed > HISTORY_ROWS) {
        sotto_spotter_reset(wake);
        gate->missed = HISTORY_ROWS;
    }

    for (int32_t row = 0; row < CATCH_UP_ROWS && gate->missed > 0 && !called; row++) {
        int32_t at = gate->position - gate->missed;
        recall(gate, at < 0 ? at + HISTORY_ROWS : at, kept);
        gate->missed--;
        called = sotto_spotter_take(wake, kept);
    }

    return called;
}

int sotto_gate_take(sotto_gate *gate, sotto_spotter *wake, const uint16_t row[SOTTO_FEATURES])
{
    keep(gate, row);
    if (hear_voice(gate, row)) {
        gate->open_left = OPEN_ROWS;
    } else if (gate->open_left > 0) {
        gate->open_left--;
    }

    return gate->open_left > 0 && catch_up(gate, wake);
}
