/* A model that follows the rows of a stream: it takes a step whenever there are rows for one (Models/RowModel.cs). */
#ifndef SOTTO_ROW_MODEL_H
#define SOTTO_ROW_MODEL_H

#include "../include/sotto_session.h"

/* Bytes that its arrays take, a multiple of 16. */
size_t sotto_row_model_bytes(const sotto_model *model);

/* Makes it, to be reset before the first row; returns the memory after its arrays. */
uint8_t *sotto_row_model_init(sotto_row_model *rows, const sotto_model *model, uint8_t *memory);

/* Forgets the stream. */
void sotto_row_model_reset(sotto_row_model *rows);

/* Takes a row; whether it completed a step: the output is new. */
int sotto_row_model_take(sotto_row_model *rows, const uint16_t row[SOTTO_FEATURES]);

#endif
