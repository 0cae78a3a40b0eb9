#include "stages.h"

#include <string.h>

void sotto_front_end_init(sotto_front_end *front_end)
{
    memset(front_end, 0, sizeof *front_end);
}

/* A row from a complete window. */
static void compute_row(sotto_front_end *front_end)
{
    int32_t shift = SOTTO_IMPLEMENTATION(sotto_windowing, SOTTO_WINDOWING)(front_end->samples, front_end->points);
    SOTTO_IMPLEMENTATION(sotto_real_fft, SOTTO_REAL_FFT)(front_end->points, front_end->energy);
    SOTTO_IMPLEMENTATION(sotto_filter_bank, SOTTO_FILTER_BANK)(front_end->energy, shift, front_end->bands);
    SOTTO_IMPLEMENTATION(sotto_noise_reduction, SOTTO_NOISE_REDUCTION)(front_end->bands, front_end->noise);
    SOTTO_IMPLEMENTATION(sotto_gain_control, SOTTO_GAIN_CONTROL)(front_end->bands, front_end->noise);
    SOTTO_IMPLEMENTATION(sotto_log_scale, SOTTO_LOG_SCALE)(front_end->bands, front_end->row);
}

size_t sotto_front_end_feed(sotto_front_end *front_end, const int16_t *samples, size_t count)
{
    size_t missing = (size_t)(SOTTO_WINDOW - front_end->used);
    size_t taken = count < missing ? count : missing;
    if (taken > 0) {
        memcpy(front_end->samples + front_end->used, samples, taken * sizeof *samples);
    }

    front_end->used += (int32_t)taken;
    front_end->row_ready = front_end->used == SOTTO_WINDOW;
    if (front_end->row_ready) {
        compute_row(front_end);
        front_end->used = SOTTO_WINDOW - SOTTO_HOP;
        memmove(front_end->samples, front_end->samples + SOTTO_HOP, (SOTTO_WINDOW - SOTTO_HOP) * sizeof *samples);
    }

    return taken;
}

int8_t sotto_quantise(uint16_t feature)
{
    int32_t value = (feature * 256 + 333) / 666 - 128;
    return (int8_t)(value > 127 ? 127 : value);
}
