#include "spotter.h"
#include "row_model.h"
#include "../padded.h"

#include <string.h>

#define NEVER (-1)

static size_t sums_bytes(const sotto_model *model)
{
    return sotto_padded((size_t)model->label_count * sizeof(int32_t));
}

static size_t last_bytes(const sotto_model *model)
{
    return sotto_padded((size_t)model->label_count * (size_t)model->smoothing);
}

size_t sotto_spotter_bytes(const sotto_model *model)
{
    return sotto_row_model_bytes(model) + 2 * sums_bytes(model) + last_bytes(model);
}

/* Gives the place at `memory` and moves it on. */
static void *take_place(uint8_t **memory, size_t bytes)
{
    void *place = *memory;
    *memory += bytes;
    return place;
}

/* The sum over the smoothed steps that a label is called from. */
static void read_thresholds(sotto_spotter *spotter)
{
    const sotto_model *model = spotter->rows.model;
    for (int32_t i = 0; i < model->label_count; i++) {
        int32_t threshold;
        sotto_text label = sotto_model_label(model, i, &threshold);
        int is_word = label.length > 0 && label.text[0] != '_';
        spotter->called_from[i] = is_word ? threshold * model->smoothing : NEVER;
    }
}

uint8_t *sotto_spotter_init(sotto_spotter *spotter, const sotto_model *model, uint8_t *memory)
{
    int32_t step_ms = model->step_frames * model->feature_step_ms;
    memory = sotto_row_model_init(&spotter->rows, model, memory);
    spotter->sums = take_place(&memory, sums_bytes(model));
    spotter->called_from = take_place(&memory, sums_bytes(model));
    spotter->last = take_place(&memory, last_bytes(model));
    spotter->refractory_steps = (model->refractory_ms + step_ms - 1) / step_ms;
    read_thresholds(spotter);
    sotto_spotter_reset(spotter);
    return memory;
}

void sotto_spotter_use_threshold(sotto_spotter *spotter, int32_t threshold)
{
    for (int32_t i = 0; i < spotter->rows.model->label_count; i++) {
        if (spotter->called_from[i] != NEVER) {
            spotter->called_from[i] = threshold * spotter->rows.model->smoothing;
        }
    }
}

void sotto_spotter_reset(sotto_spotter *spotter)
{
    sotto_row_model_reset(&spotter->rows);
    spotter->position = 0;
    spotter->quiet = 0;
    spotter->label = 0;
    memset(spotter->sums, 0, sums_bytes(spotter->rows.model));
    memset(spotter->last, 0, last_bytes(spotter->rows.model));
}

/* Puts the outputs of a step in the place of the oldest that the means are of. */
static void smooth(sotto_spotter *spotter)
{
    int32_t labels = spotter->rows.model->label_count;
    uint8_t *oldest = spotter->last + spotter->position * labels;
    for (int32_t i = 0; i < labels; i++) {
        int32_t value = spotter->rows.output[i] + 128;
        spotter->sums[i] += value - oldest[i];
        oldest[i] = (uint8_t)value;
    }

    spotter->position = spotter->position + 1 == spotter->rows.model->smoothing ? 0 : spotter->position + 1;
}

/* Whether a label is called; if several could be, the one with the highest mean. */
static int detect(sotto_spotter *spotter)
{
    smooth(spotter);
    if (spotter->quiet > 0) {
        spotter->quiet--;
        return 0;
    }

    int32_t best = -1;
    for (int32_t i = 0; i < spotter->rows.model->label_count; i++) {
        int reached = spotter->called_from[i] != NEVER && spotter->sums[i] >= spotter->called_from[i];
        if (reached && (best < 0 || spotter->sums[i] > spotter->sums[best])) {
            best = i;
        }
    }

    if (best < 0) {
        return 0;
    }

    spotter->label = best;
    spotter->quiet = spotter->refractory_steps;
    return 1;
}

int sotto_spotter_take(sotto_spotter *spotter, const uint16_t row[SOTTO_FEATURES])
{
    return sotto_row_model_take(&spotter->rows, row) && detect(spotter);
}

int32_t sotto_spotter_score(const sotto_spotter *spotter)
{
    return spotter->sums[spotter->label] / spotter->rows.model->smoothing;
}
