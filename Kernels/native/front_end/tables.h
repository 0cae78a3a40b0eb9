/* The constants of the front end, those of the managed one (FrontEndTables.cs); the tests compare them. */
#ifndef SOTTO_FRONT_END_TABLES_H
#define SOTTO_FRONT_END_TABLES_H

#include "../include/sotto.h"

/* The first spectral bin that counts, at 156 Hz. */
#define SOTTO_FIRST_BIN 5

/* Hann window over 480 samples in Q12. */
extern const int16_t sotto_window_weights[SOTTO_WINDOW];

/* 32767 cos(2 pi i / 512), the whole turn, so that no angle needs folding. */
extern const int16_t sotto_cosine[2 * SOTTO_FFT_POINTS];

/* Spectral bins from one centre of a band to the next. */
extern const uint8_t sotto_band_widths[SOTTO_FEATURES + 1];

/* For every spectral bin from SOTTO_FIRST_BIN on, the share in Q12 that goes to the band whose centre is below it. */
extern const int16_t sotto_bin_weights[236];

/* PCAN gain 2^21 (x / 2^7 + 80)^-0.95 as a piecewise parabola: the values at 0 and 1, then for every power of two the value, slope and curvature. */
extern const int16_t sotto_pcan_gain[125];

/* By how much log2(1 + x) exceeds x on [0, 1], at 129 places, in Q16; one more for the end. */
extern const uint16_t sotto_log_correction[130];

#endif
