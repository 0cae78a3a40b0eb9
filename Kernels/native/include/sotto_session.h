/*
 * From samples to events: front end, wake model, command window, and a command model, of single words, or an acoustic model and a search,
 * of sentences, over one stream. The same events as the managed session's (Models/ManagedSession.cs). Memory is the caller's; a session is
 * used by one thread at a time.
 */
#ifndef SOTTO_SESSION_H
#define SOTTO_SESSION_H

#include "sotto.h"
#include "sotto_search.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    /* A wake word was called; the command window is open from here on. */
    SOTTO_EVENT_WAKE = 1,

    /* A command word was called in the window, which is closed from here on. */
    SOTTO_EVENT_COMMAND = 2,

    /* The window closed without a command. */
    SOTTO_EVENT_CLOSED = 3,

    /* A sentence was said in the window, which is closed from here on. */
    SOTTO_EVENT_SENTENCE = 4
} sotto_event_kind;

/*
 * What was heard, after how many samples of the stream; of a word its label's number and its mean probability in 1/256; of a sentence in the
 * place of the label how many were found.
 */
typedef struct {
    int64_t sample;
    int32_t kind;
    int32_t label;
    int32_t score;
} sotto_event;

/* Events that one row may raise. */
#define SOTTO_ROW_EVENTS 2

/* A model that follows the rows of a stream, and what the last step gave. */
typedef struct {
    const sotto_model *model;
    int8_t *arena;
    int8_t *input;
    int8_t *output;
    int32_t filled;
} sotto_row_model;

/* The same with its detector. */
typedef struct {
    sotto_row_model rows;

    /* Of every label the sum over the last steps, the sum that it is called from (-1: never), and the last steps themselves. */
    int32_t *sums;
    int32_t *called_from;
    uint8_t *last;
    int32_t position;
    int32_t refractory_steps;
    int32_t quiet;
    int32_t label;
} sotto_spotter;

/* Sentences and words of the n best list (Models/Spoken/NBestList.cs, whose numbers these are). */
#define SOTTO_BEST_SENTENCES 4
#define SOTTO_SENTENCE_WORDS 32

typedef struct {
    int32_t cost;
    int32_t word_count;
    int32_t words[SOTTO_SENTENCE_WORDS];
} sotto_sentence;

/* Sounds that were heard, whatever they spell, and the best sentences of them, cheapest first; of what is not there 0. */
typedef struct {
    int32_t sounds;
    int32_t count;
    sotto_sentence sentences[SOTTO_BEST_SENTENCES];
} sotto_n_best;

/* What hears one sentence after the window opened. */
typedef struct {
    sotto_row_model rows;

    /* Frames of the pauses that end a sentence: any, and one that is whole. */
    int32_t pause;
    int32_t whole_pause;
    sotto_search *search;
    sotto_n_best best;
} sotto_listener;

/* What lets a wake model rest while nobody speaks: the last rows, how many it missed, for how many rows more each of the two gates is open. */
typedef struct {
    sotto_spotter voice;
    int8_t *history;
    int32_t position;
    int32_t missed;
    int32_t loud_left;
    int32_t open_left;
} sotto_gate;

/* A session. The events of the last feed, the window and `listener.best` are for the caller to read, the rest is its own. */
typedef struct {
    sotto_event events[SOTTO_ROW_EVENTS];
    int32_t event_count;

    /* 1 while the command window is open, and after how many samples it closes. */
    int32_t window_open;
    int64_t window_end;

    int64_t samples_heard;
    int32_t window_samples;
    sotto_spotter wake;

    /* Of single words, or where `hears_sentences` what hears those, and after how many samples one is over at the latest. */
    sotto_spotter commands;
    int32_t hears_sentences;
    sotto_listener listener;
    int64_t sentence_end;

    /* Before the wake model, where `gated`. */
    int32_t gated;
    sotto_gate gate;
    sotto_front_end front_end;
} sotto_session;

/* What a session is made of. The voice gate's model is null for no gate, `commands` where sentences are heard, else all after it. */
typedef struct {
    const sotto_model *wake;
    const sotto_model *voice;
    const sotto_model *commands;
    const sotto_model *acoustic;
    const sotto_automaton *words;
    const sotto_search_settings *search;
} sotto_session_parts;

/*
 * Whether the models take what the front end gives, rows of 40 features, 10 ms apart, and are of their kinds: wake words, also the voice
 * gate's; commands; sounds; and the settings are in their ranges.
 */
int sotto_session_takes(const sotto_session_parts *parts);

/* Bytes of a session of parts, which sotto_session_takes. */
size_t sotto_session_bytes(const sotto_session_parts *parts);

/*
 * Makes a session at the start of a stream in memory of sotto_session_bytes, which begins at a multiple of 16. Models and words must stay
 * loaded as long as it is used. A window of `window_samples`, at least 1. Returns the session, which lies where the memory begins.
 */
sotto_session *sotto_session_init(void *memory, const sotto_session_parts *parts, int32_t window_samples);

/*
 * Calls every word of the wake model (0) or the command model (1), where there is one, from one threshold on, 0 to 256 in 1/256: no mean
 * reaches 256.
 */
void sotto_session_use_threshold(sotto_session *session, int32_t kind, int32_t threshold);

/* Forgets the stream; the window is closed. */
void sotto_session_reset(sotto_session *session);

/* Opens the command window as a wake word does, or anew where it is open, without an event. */
void sotto_session_open_window(sotto_session *session);

/*
 * Takes 16 kHz mono samples until a row raises events or there are no more. How the stream is cut into calls changes no event. Returns how
 * many were taken, at most `count`; event_count says how many events there are.
 */
size_t sotto_session_feed(sotto_session *session, const int16_t *samples, size_t count);

#ifdef __cplusplus
}
#endif

#endif
