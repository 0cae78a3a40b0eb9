/* A model that follows the rows of a stream, with its detector (Models/ModelStream.cs, Models/Detector.cs). */
#ifndef SOTTO_SPOTTER_H
#define SOTTO_SPOTTER_H

#include "../include/sotto_session.h"

/* Bytes that a spotter's arrays take, a multiple of 16. */
size_t sotto_spotter_bytes(const sotto_model *model);

/* Makes a spotter at the start of a stream; returns the memory after its arrays. */
uint8_t *sotto_spotter_init(sotto_spotter *spotter, const sotto_model *model, uint8_t *memory);

/* Calls every word from one threshold on, 0 to 256 in 1/256. */
void sotto_spotter_use_threshold(sotto_spotter *spotter, int32_t threshold);

/* Forgets the stream. */
void sotto_spotter_reset(sotto_spotter *spotter);

/* Takes a row; whether it completed a step that calls a label. */
int sotto_spotter_take(sotto_spotter *spotter, const uint16_t row[SOTTO_FEATURES]);

/* The mean probability of the label called last, in 1/256. */
int32_t sotto_spotter_score(const sotto_spotter *spotter);

#endif
