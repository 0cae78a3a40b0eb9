/* The voice gate before the wake model (Models/VoiceGate.cs, which says what it does and why). */
#ifndef SOTTO_GATE_H
#define SOTTO_GATE_H

#include "spotter.h"

/* Bytes that a gate's arrays take, a multiple of 16. */
size_t sotto_gate_bytes(const sotto_model *voice);

/* Makes a gate at the start of a stream; returns the memory after its arrays. */
uint8_t *sotto_gate_init(sotto_gate *gate, const sotto_model *voice, uint8_t *memory);

/* Forgets the stream. */
void sotto_gate_reset(sotto_gate *gate);

/* Takes a row, which the wake model hears where the gate is open; whether that called a label. */
int sotto_gate_take(sotto_gate *gate, sotto_spotter *wake, const uint16_t row[SOTTO_FEATURES]);

#endif
