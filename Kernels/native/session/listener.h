/* Hears one sentence: the acoustic model, the search, and when it is over (Models/Spoken/SentenceListener.cs, which says why). */
#ifndef SOTTO_LISTENER_H
#define SOTTO_LISTENER_H

#include "../include/sotto_session.h"

/* Bytes that a listener's arrays take, a multiple of 16. */
size_t sotto_listener_bytes(const sotto_model *acoustic, const sotto_search_settings *search);

/* Makes a listener before a sentence; returns the memory after its arrays. */
uint8_t *sotto_listener_init(
    sotto_listener *listener, const sotto_model *acoustic, const sotto_automaton *words, const sotto_search_settings *search, uint8_t *memory);

/* Forgets what was heard, but not the sentences that were found. */
void sotto_listener_reset(sotto_listener *listener);

/* Whether any sound was heard. */
int sotto_listener_has_begun(const sotto_listener *listener);

/* Takes a row; whether a sentence was said and is over. */
int sotto_listener_take(sotto_listener *listener, const uint16_t row[SOTTO_FEATURES]);

/* Finds the best sentences of what was heard; how many, 0 where no sound was. */
int32_t sotto_listener_finish(sotto_listener *listener);

#endif
