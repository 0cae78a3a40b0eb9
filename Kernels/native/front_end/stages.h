/* The stages of the front end, in their order. Each is one function over plain arrays; front_end.c only calls them. */
#ifndef SOTTO_FRONT_END_STAGES_H
#define SOTTO_FRONT_END_STAGES_H

#include "../implementations.h"
#include "../include/sotto.h"

/*
 * Weights 480 samples by the Hann window and shifts them left as far as 16 bits hold; the rest of the 512 points is zero. Returns by how
 * many bits, 0 to 15.
 */
int32_t sotto_windowing_plain(const int16_t *samples, int16_t *points);

/*
 * A 512-point FFT of real 16-bit samples in 16-bit fixed point, in place. Leaves the squared magnitudes of bins 1 to 255 in `energy`,
 * as signed numbers: the largest possible wraps.
 */
void sotto_real_fft_plain(int16_t *points, int32_t *energy);

/* Magnitudes of 40 triangular bands, evenly spaced on the mel scale: the root of each one's energy, the window's shift taken back. */
void sotto_filter_bank_plain(const int32_t *energy, int32_t shift, uint32_t *bands);

/* Subtracts from 40 bands a slow estimate of their noise, at most 95% of each, and moves the estimates on. */
void sotto_noise_reduction_plain(uint32_t *bands, uint32_t *noise);

/* Divides 40 bands by a power of their noise estimates and compresses them. */
void sotto_gain_control_plain(uint32_t *bands, const uint32_t *noise);

/* The natural logarithm of 40 bands, times 64. */
void sotto_log_scale_plain(const uint32_t *bands, uint16_t *features);

#endif
