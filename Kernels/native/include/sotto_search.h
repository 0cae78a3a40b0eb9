/*
 * The search for a spoken sentence: which words of an automaton fit the sounds that an acoustic model heard. The same sentences, at the same
 * costs, as the managed decoder's (Models/Spoken/SentenceDecoder.cs), whose README describes file and search. Memory is the caller's; a
 * search is used by one thread at a time.
 *
 *   sotto_automaton automaton;
 *   if (sotto_automaton_load(&automaton, bytes, length) != SOTTO_OK) ...
 *   sotto_search *search = sotto_search_init(memory, &automaton, &settings);    (memory of sotto_search_bytes)
 *   for (...) sotto_search_feed(search, logits);
 *   for (int32_t i = 0; i < sotto_search_finish(search); i++) count = sotto_search_words(search, i, words, length);
 */
#ifndef SOTTO_SEARCH_H
#define SOTTO_SEARCH_H

#include "sotto.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Labels of the acoustic model: the blank, which is 0, and the sounds. */
#define SOTTO_SEARCH_LABELS 40

/* The most letters of a word. */
#define SOTTO_SEARCH_LETTERS 40

/*
 * A loaded automaton. The numbers up to `where` are for the caller to read, the rest is the library's own; nothing of it is valid unless the
 * load said SOTTO_OK, but for `where`.
 */
typedef struct {
    /* Words, states and arcs; nodes of the tree of all words, and its leaves; the state before the first word. */
    int32_t words;
    int32_t states;
    int32_t arcs;
    int32_t nodes;
    int32_t leaves;
    int32_t start;

    /* Number of the word, state, arc, node or leaf that made a load fail, otherwise -1. */
    int32_t where;

    int32_t singles;
    int32_t sound_bytes;
    int32_t length;
    const uint8_t *arc_records;
    const uint8_t *leaf_records;
    const uint8_t *state_records;
    const uint8_t *node_records;
    const uint8_t *word_places;
    const uint8_t *text_places;
    const uint8_t *sounds;
    const uint8_t *texts;
} sotto_automaton;

/*
 * Checks every number, place and length of a word automaton, once, and fills in `automaton`. The bytes, `length` of them, begin at a multiple
 * of 4, may lie in flash, are used in place as long as the automaton is, and must not change: a search trusts them.
 */
sotto_status sotto_automaton_load(sotto_automaton *automaton, const void *image, size_t length);

/* The letters of a word, 0 to words - 1, into `text` of SOTTO_SEARCH_LETTERS; how many. */
int32_t sotto_automaton_text(const sotto_automaton *automaton, int32_t word, char *text);

/* How wide a search is and how it weighs words against sounds: as SearchSettings.cs, in its order. */
typedef struct {
    int32_t beam;
    int32_t language_weight;
    int32_t word_penalty;
    int32_t places;
    int32_t histories;
    int32_t sentences;
} sotto_search_settings;

/* Whether every setting is in its range. */
int sotto_search_takes(const sotto_search_settings *settings);

/* Bytes of a search with settings that sotto_search_takes. */
size_t sotto_search_bytes(const sotto_search_settings *settings);

/* What is known of a sentence. For the caller to read; `sotto_search` begins with it. */
typedef struct {
    /* Frames fed since the last reset, and since the last whose largest logit was that of a sound. */
    int32_t frames;
    int32_t frames_since_sound;

    /* Sounds of the path of the largest logits, and its label in the last frame. */
    int32_t sounds;
    int32_t heard;

    /* What ending the sentence here costs, -1 where it cannot end; sentences that were found; places of hypotheses. */
    int32_t end_cost;
    int32_t sentence_count;
    int32_t place_count;
} sotto_search_state;

typedef struct sotto_search sotto_search;

/* Makes a search before a sentence in memory of sotto_search_bytes, which begins at a multiple of 16. */
sotto_search *sotto_search_init(void *memory, const sotto_automaton *automaton, const sotto_search_settings *settings);

/* What is known. */
const sotto_search_state *sotto_search_known(const sotto_search *search);

/* Forgets all that was fed. */
void sotto_search_reset(sotto_search *search);

/* Takes SOTTO_SEARCH_LABELS logits of a frame. */
void sotto_search_feed(sotto_search *search, const int8_t *logits);

/* Finds the best sentences that may end here; how many. */
int32_t sotto_search_finish(sotto_search *search);

/* What a sentence, 0 to sentence_count - 1, costs. */
int32_t sotto_search_cost(const sotto_search *search, int32_t sentence);

/* Copies the words of a sentence, the first `length` of them; how many it has. */
int32_t sotto_search_words(const sotto_search *search, int32_t sentence, int32_t *words, int32_t length);

#ifdef __cplusplus
}
#endif

#endif
