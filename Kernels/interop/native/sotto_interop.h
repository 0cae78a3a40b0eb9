/*
 * The native engine behind handles, for managed code: only numbers and arrays cross, each array with its length. Every argument is checked
 * here; what goes wrong is a negative result, which NativeResult.cs turns into an exception. An object is used by one thread at a time, but
 * for the thread that sotto_interop_start makes. nano/ has nanoFramework's side; on .NET the same functions are called through P/Invoke.
 */
#ifndef SOTTO_INTEROP_H
#define SOTTO_INTEROP_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of these functions: managed code of another does not call them. */
#define SOTTO_INTEROP_VERSION 5

/* What went wrong. A refused model is SOTTO_INTEROP_BAD_MODEL less the loader's status. */
enum {
    SOTTO_INTEROP_NULL = -1,
    SOTTO_INTEROP_OUT_OF_RANGE = -2,
    SOTTO_INTEROP_CLOSED = -3,
    SOTTO_INTEROP_BAD_STATE = -4,
    SOTTO_INTEROP_NO_MEMORY = -5,
    SOTTO_INTEROP_UNSUITABLE = -6,
    SOTTO_INTEROP_NO_SOURCE = -7,
    SOTTO_INTEROP_NO_RESOURCE = -8,
    SOTTO_INTEROP_BAD_MODEL = -100
};

/* Values of an event as sotto_interop_take_event writes it: kind, label, score, low and high 32 bits of the sample. */
#define SOTTO_EVENT_VALUES 5

/* Numbers of an n best list: sounds and sentences, of each sentence its cost, its words' count and its words. */
#define SOTTO_SENTENCE_VALUES 138

/* Added to what a front end took when that completed a row. */
#define SOTTO_ROW_COMPLETE 0x40000000

/* SOTTO_INTEROP_VERSION of this library. */
int32_t sotto_interop_version(void);

/* Closes whatever a handle stands for; a model that something uses still is not. 0. */
int32_t sotto_interop_close(int32_t handle);

/* Closes everything that is open: for a runtime that begins anew while the library stays. */
void sotto_interop_close_all(void);

/* Loads a model from bytes, which are copied. A handle. */
int32_t sotto_interop_load(const uint8_t *image, int32_t length);

/* The same from bytes that stay where they are for ever, at a multiple of 4: a resource in flash. Not for P/Invoke. */
int32_t sotto_interop_load_in_place(const uint8_t *image, int32_t length);

/* A number of a model: field 0 to 11 of sotto_model in their order there, or 100 + n the threshold of label n. */
int32_t sotto_interop_model_number(int32_t model, int32_t field);

/* Writes the name of label `index` of a model, of the model itself for -1, as ASCII; how many bytes, at most 255. */
int32_t sotto_interop_model_text(int32_t model, int32_t index, uint8_t *text, int32_t text_length);

/* One stream through a model, at its start. A handle. */
int32_t sotto_interop_open_runner(int32_t model);
int32_t sotto_interop_reset_runner(int32_t runner);

/* One step: from input[input_at] on, to output[output_at] on. 0. */
int32_t sotto_interop_step(
    int32_t runner, const int8_t *input, int32_t input_length, int32_t input_at, int8_t *output, int32_t output_length, int32_t output_at);

/* Loads the decoder of an intent model from bytes, which are copied. A handle. */
int32_t sotto_interop_load_decoder(const uint8_t *image, int32_t length);

/* The same from bytes that stay where they are for ever, at a multiple of 4: a resource in flash. Not for P/Invoke. */
int32_t sotto_interop_load_decoder_in_place(const uint8_t *image, int32_t length);

/* A number of a loaded decoder: field 0 to 9 of sotto_decoder_model in their order there. */
int32_t sotto_interop_decoder_number(int32_t model, int32_t field);

/* One stream through a loaded decoder, at its start. A handle. */
int32_t sotto_interop_open_decoder(int32_t model);
int32_t sotto_interop_reset_decoder(int32_t decoder);

/* Takes one row; SOTTO_INTEROP_BAD_STATE where the context is full. 0. */
int32_t sotto_interop_feed_decoder(int32_t decoder, int32_t row);

/* Scores rows[0] to rows[count - 1] after the last feed: scores may be any number, and so have an array of their own. 0. */
int32_t sotto_interop_score_rows(
    int32_t decoder, const int32_t *rows, int32_t rows_length, int32_t count, int32_t *scores, int32_t scores_length);

/* Makes ready for sotto_interop_score_points, after a feed. 0. */
int32_t sotto_interop_aim(int32_t decoder);

/* Scores positions 0 to count - 1; there are as many as rows were fed. 0. */
int32_t sotto_interop_score_points(int32_t decoder, int32_t count, int32_t *scores, int32_t scores_length);

/* Loads a word automaton from bytes, which are copied. A handle. */
int32_t sotto_interop_load_automaton(const uint8_t *image, int32_t length);

/* The same from bytes that stay where they are for ever, at a multiple of 4: a resource in flash. Not for P/Invoke. */
int32_t sotto_interop_load_automaton_in_place(const uint8_t *image, int32_t length);

/* A number of an automaton: field 0 to 5 of sotto_automaton in their order there. */
int32_t sotto_interop_automaton_number(int32_t automaton, int32_t field);

/* Writes the letters of a word into `text`, of at least 40 bytes; how many. */
int32_t sotto_interop_automaton_text(int32_t automaton, int32_t word, uint8_t *text, int32_t text_length);

/* A search before a sentence, with sotto_search_settings, its six numbers in their order. A handle. */
int32_t sotto_interop_open_search(int32_t automaton, const int32_t *settings, int32_t settings_length);
int32_t sotto_interop_reset_search(int32_t search);

/* Takes the 40 logits of a frame, from logits[at] on. What ending the sentence here costs, plus one; 0 where it cannot end. */
int32_t sotto_interop_feed_search(int32_t search, const int8_t *logits, int32_t length, int32_t at);

/* Finds the best sentences that may end here; how many. The next frame forgets them. */
int32_t sotto_interop_finish_search(int32_t search);

/* A number of a search. 0: frames since the reset. 1: frames since the last of a sound. 2: places of hypotheses. */
int32_t sotto_interop_search_number(int32_t search, int32_t field);

/* What a sentence that was found costs. */
int32_t sotto_interop_search_cost(int32_t search, int32_t sentence);

/* Copies the words of a sentence that was found, the first `length` of them; how many it has. */
int32_t sotto_interop_search_words(int32_t search, int32_t sentence, int32_t *words, int32_t length);

/* A front end at the start of a stream. A handle. */
int32_t sotto_interop_open_front_end(void);
int32_t sotto_interop_reset_front_end(int32_t front_end);

/*
 * Takes samples[at] to samples[at + count - 1] until a row is complete, which is then in `row`, of at least 40. How many were taken, plus
 * SOTTO_ROW_COMPLETE where there is a row.
 */
int32_t sotto_interop_feed_front_end(
    int32_t front_end, const int16_t *samples, int32_t length, int32_t at, int32_t count, uint16_t *row, int32_t row_length);

/* A session over a wake model and a command model, and a voice gate's model or 0 for no gate. A handle. */
int32_t sotto_interop_open_session(int32_t wake, int32_t commands, int32_t voice, int32_t window_ms);

/* The same with an acoustic model and a word automaton: it hears sentences. The settings are those of sotto_interop_open_search. */
int32_t sotto_interop_open_sentence_session(
    int32_t wake, int32_t acoustic, int32_t automaton, int32_t voice, int32_t window_ms, const int32_t *settings, int32_t settings_length);

/*
 * The n best list of the event that was taken last, if it was of a sentence, into `values`, of at least SOTTO_SENTENCE_VALUES; how many
 * sentences there are: 0 also where another sentence was heard meanwhile.
 */
int32_t sotto_interop_take_sentences(int32_t session, int32_t *values, int32_t length);
int32_t sotto_interop_reset_session(int32_t session);

/* Calls every word of kind 0 (wake) or 1 (commands) from one threshold on, 0 to 256 in 1/256. 0. */
int32_t sotto_interop_use_threshold(int32_t session, int32_t kind, int32_t threshold);

/* Opens the command window without a wake word; a thread that reads does so within a block of 10 ms. 0. */
int32_t sotto_interop_open_window(int32_t session);

/* Feeds samples[at] to samples[at + count - 1]; how many were taken: fewer where events wait, which must be taken first. */
int32_t sotto_interop_feed_session(int32_t session, const int16_t *samples, int32_t length, int32_t at, int32_t count);

/* Takes the oldest event, as SOTTO_EVENT_VALUES numbers. 1, or 0 where there is none. */
int32_t sotto_interop_take_event(int32_t session, int32_t *values, int32_t length);

/*
 * A number of a session. 0: ms until the window closes, 0 when it is closed. 1, 2: low 31 bits of the samples heard, the rest. 3: samples that
 * were lost because the source's buffers were full. 4: events lost because nobody took them. 5: 1 while a source is being read.
 */
int32_t sotto_interop_session_number(int32_t session, int32_t field);

/*
 * Starts a thread of the session's own that reads a source until it ends or is stopped. Settings, in their order: format (0: int16 mono,
 * 1: stereo slots of 32 bits), channel (0 or 1 of stereo), shift (bits to the right, 0 to 31, before a sample of 32 bits is cut to 16; one of
 * 16 bits is taken for the upper half of 32), I2S port, pins of clock, word select and data, core, pace (for files: how many times faster
 * than a microphone, 0: as fast as can be), bits that a sample comes too late in its slot (0 to 31), and 1 to take away what does not
 * change. `path` is a file's or pipe's; where there is I2S it is empty. 0.
 */
int32_t sotto_interop_start(int32_t session, const int32_t *settings, int32_t settings_length, const uint8_t *path, int32_t path_length);

/* Opens a source, with the settings of sotto_interop_start, for sotto_interop_read_source: no thread reads it, and nothing is heard. 0. */
int32_t sotto_interop_open_source(int32_t session, const int32_t *settings, int32_t settings_length, const uint8_t *path, int32_t path_length);

/*
 * Reads whole frames as they come, at most 160: two slots of 32 bits; of int16 mono two of 16, of which the other one is 0. Waits for them.
 * How many; 0 where none came in some 100 ms or the source has ended.
 */
int32_t sotto_interop_read_source(int32_t session, uint8_t *frames, int32_t length);

/* Stops reading, waits for the thread's end if there is one, and closes the source. 0. */
int32_t sotto_interop_stop(int32_t session);

/* Waits until an event waits or the source has ended, at most so many ms. 1, or 0 where the time has passed. */
int32_t sotto_interop_wait(int32_t session, int32_t timeout_ms);

/* Whether sotto_interop_wait would return 1 at once. */
int32_t sotto_interop_ready(int32_t session);

/* Called, by the thread that reads, whenever sotto_interop_ready may have become true; may be null. */
extern void (*sotto_interop_on_event)(void);

#ifdef __cplusplus
}
#endif

#endif
